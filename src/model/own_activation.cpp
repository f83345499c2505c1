#include "model/own_activation.hpp"

#include "math/text.hpp"

namespace nonlin {
namespace {

using Own = OwnActivation;

void typed_value(const Own* own, const float* z, float* a, int n, int, const float* parameters) {
  float* const to[] = {a};
  own->run_value.run(z, to, n, parameters);
}
void typed_value_slope(const Own* own, const float* z, float* a, float* slope, int n, int, const float* parameters) {
  float* const to[] = {a, slope};
  own->run_both.run(z, to, n, parameters);
}
void typed_parameter_slope(const Own* own, const float* z, float* da, int n, int which, const float* parameters) {
  float* const to[] = {da};
  own->run_parameters[static_cast<std::size_t>(which)].run(z, to, n, parameters);
}
void drawn_value(const Own* own, const float* z, float* a, int n, int, const float*) {
  own->drawn[0].run(z, a, nullptr, n);
}
void drawn_value_slope(const Own* own, const float* z, float* a, float* slope, int n, int, const float*) {
  own->drawn[0].run(z, a, slope, n);
}

double initial_of(const OwnSpec& spec, std::string_view parameter) {
  for (const auto& [id, value] : spec.parameters)
    if (id == parameter) return value;
  return 1;
}

// Where a formula is no use: what is wrong and the place.
MadeOwn compile(Own& own) {
  Expressions& in = own.expressions;
  Parsed parsed = parse_formula(own.spec.formula, in);
  if (parsed.root < 0) return {nullptr, std::move(parsed.error), parsed.at};
  own.value = parsed.root;
  const int root = recognised(in, parsed.root);
  own.slope = derivative(in, root);
  const int value[] = {root}, both[] = {root, own.slope};
  own.run_value = Program(in, value);
  own.run_both = Program(in, both);
  bool fits = own.run_value.ok() && own.run_both.ok();
  own.row.run_value = typed_value;
  own.row.run_value_slope = typed_value_slope;
  own.row.parameter_count = static_cast<int>(in.parameters.size());
  for (std::size_t i = 0; i < in.parameters.size(); ++i) {
    own.row.parameters[i] = {
        in.parameters[i], initial_of(own.spec, in.parameters[i]), -max_own_parameter, max_own_parameter, true, false};
    own.row.run_parameter_slope = typed_parameter_slope;
    const int slope[] = {derivative(in, root, static_cast<int>(i))};
    own.run_parameters.emplace_back(in, slope);
    fits = fits && own.run_parameters.back().ok();
  }
  if (!fits || in.full) return {nullptr, "own activation: character 1: the formula or its derivative is too long", 0};
  return {};
}

}  // namespace

std::string title_of(const OwnSpec& spec) {
  if (!spec.name.empty()) return spec.name;
  if (spec.formula.empty()) return "drawn";
  constexpr std::size_t longest = 40;
  std::string title;
  for (std::size_t i = 0, characters = 0; i < spec.formula.size(); ++i) {
    const auto byte = static_cast<unsigned char>(spec.formula[i]);
    if ((byte & 0xc0) != 0x80 && ++characters > longest) break;
    title += byte < 0x20 || byte == 0x7f ? ' ' : spec.formula[i];
  }
  return title;
}

MadeOwn make_own(OwnSpec spec) {
  const auto own = std::make_shared<Own>();
  own->spec = std::move(spec);
  Activation& row = own->row;
  row.id = own_id;
  row.own = own.get();
  row.lowest_pieces = row.highest_pieces = row.initial_pieces = 1;
  if (own->spec.points.empty()) {
    MadeOwn refused = compile(*own);
    if (!refused.error.empty()) return refused;
  } else {
    own->drawn.emplace_back(own->spec.points);
    row.run_value = drawn_value;
    row.run_value_slope = drawn_value_slope;
  }
  look_at(*own);
  return {ActivationRef(std::shared_ptr<const Activation>(own, &row)), {}, 0};
}

}  // namespace nonlin

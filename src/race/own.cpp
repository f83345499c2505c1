#include "race/own.hpp"

#include <algorithm>
#include <cmath>

#include "math/simd.hpp"
#include "race/catalogue.hpp"
#include "race/spec_parts.hpp"

namespace nonlin {
namespace {

constexpr double widest_point = 1000, nearest_points = 1e-3;

std::vector<std::array<double, 2>> read_points(const Reader& list) {
  std::vector<std::array<double, 2>> points;
  const Readers items = list.items();
  if (items.size() < min_points || items.size() > max_points)
    list.fail(items.size(), " points is outside ", min_points, "..", max_points);
  for (const Reader& item : items) {
    const Readers pair = item.items();
    if (pair.size() != 2) item.fail(pair.size(), " numbers; allowed: [x, y]");
    const double x = pair[0].number(-widest_point, widest_point), y = pair[1].number(-widest_point, widest_point);
    if (!points.empty() && x < points.back()[0] + nearest_points)
      pair[0].fail(x, " does not come after ", points.back()[0], "; x must rise by at least ", nearest_points);
    points.push_back({x, y});
  }
  return points;
}

/// What the parameters start at, by name.
std::vector<std::pair<std::string, double>> read_initial(const Reader& section) {
  std::vector<std::pair<std::string, double>> initial;
  for (const Reader& member : section.members())
    initial.emplace_back(member.key(), member.number(-max_own_parameter, max_own_parameter));
  return initial;
}

ActivationRef read_own(const Reader& section) {
  section.keys("name, formula, parameters, points");
  const auto formula = section.find("formula"), points = section.find("points"),
             parameters = section.find("parameters");
  if (formula.has_value() == points.has_value()) section.fail("one of formula and points is needed");
  OwnSpec spec;
  if (const auto name = section.find("name")) {
    check_name(*name);
    spec.name = name->text();
  }
  if (points) {
    if (parameters) parameters->fail("not allowed with points");
    spec.points = read_points(*points);
  } else {
    spec.formula = formula->text();
  }
  if (parameters) spec.parameters = read_initial(*parameters);
  const MadeOwn made = make_own(std::move(spec));
  if (!made.row) formula->fail(made.error);
  if (parameters) parameters->keys(words_of(made.row->parameter_list()));
  return made.row;
}

Value written(const Expressions& in, int node, bool exact) {
  return object_of("text", formula_text(in, node, exact), "mathml", formula_mathml(in, node));
}

Value refused(const std::string& error, int at, const char* of) {
  Object object = object_of("error", error, "at", at);
  if (of) add(object, "of", of);
  return object;
}

}  // namespace

ActivationRef read_activation(const Reader& reader, const char* before) {
  if (reader.value().as<Object>()) return read_own(reader);
  if (!*before) return reader.row(activations());
  std::string words = before;
  add_word(words, words_of(activations()));
  return find_activation(reader.choice(words));
}

Value write_activation(const Activation& row) {
  if (!row.own) return row.id;
  const OwnSpec& spec = row.own->spec;
  Object object;
  if (!spec.name.empty()) add(object, "name", spec.name);
  if (!spec.points.empty()) {
    Array points;
    for (const auto& [x, y] : spec.points) {
      Array point;
      point.push_back(x);
      point.push_back(y);
      points.push_back(std::move(point));
    }
    add(object, "points", std::move(points));
    return object;
  }
  add(object, "formula", spec.formula);
  Object parameters;
  for (const ActivationParameter& p : row.parameter_list()) parameters.emplace_back(p.id, p.initial);
  if (!parameters.empty()) add(object, "parameters", std::move(parameters));
  return object;
}

std::string name_of(const Activation& row) { return row.own ? title_of(row.own->spec) : std::string(row.id); }

Value formula_of(const Value& formula, const Value& parameters) {
  ActivationRef row;
  if (const std::string* text = formula.as<std::string>()) {
    OwnSpec spec;
    spec.formula = *text;
    if (const Object* given = parameters.as<Object>())
      for (const auto& [id, value] : *given)
        if (const double* x = value.as<double>()) spec.parameters.emplace_back(id, *x);
    const MadeOwn made = make_own(std::move(spec));
    if (!made.row) return refused(made.error, made.at, nullptr);
    row = made.row;
  } else {
    const Value* inside = formula.find("formula");
    const std::string* typed_text = inside ? inside->as<std::string>() : nullptr;
    Expressions in;
    if (const Parsed parsed = typed_text ? parse_formula(*typed_text, in) : Parsed{0, {}, 0}; parsed.root < 0)
      return refused(parsed.error, parsed.at, nullptr);
    row = read_activation(Reader(formula, "formula: "));
  }
  const OwnActivation* own = row->own;
  if (!own) refuse("formula: a formula or an activation of one's own is needed");
  Array list;
  for (const ActivationParameter& p : row->parameter_list())
    list.push_back(object_of("id", p.id, "initial", p.initial));
  const bool typed = own->value >= 0;
  const auto part = [&](int node, bool exact) {
    return typed ? written(own->expressions, node, exact) : Value(object_of("text", "", "mathml", ""));
  };
  Value result = part(own->value, true);
  add(*result.as<Object>(), "derivative", part(own->slope, false), "parameters", std::move(list), "facts",
      as_value(row->facts), "piecewiseLinear", row->facts.piecewise_linear, "family", id_of(row->family), "textbook",
      id_of(row->textbook), "autoGain", row->auto_gain);
  return result;
}

Value check_derivative(const Value& f, std::string_view g, double lo, double hi, int count) {
  if (count < 2 || count > 4096 || !(lo < hi) || !std::isfinite(hi - lo))
    refuse("derivative: needs 2..4096 points and a range from a lower to a higher number");
  const Value *const whole = f.find("formula"), *const parameters = f.find("parameters");
  const std::string* text = (whole ? *whole : f).as<std::string>();
  if (!text) refuse("derivative: a formula is needed");
  Expressions in;
  const Parsed parsed_f = parse_formula(*text, in);
  if (parsed_f.root < 0) return refused(parsed_f.error, parsed_f.at, "f");
  const Parsed parsed_g = parse_formula(g, in);
  if (parsed_g.root < 0) return refused(parsed_g.error, parsed_g.at, "g");
  const int root = recognised(in, parsed_f.root), wanted = derivative(in, root);
  const int outputs[] = {root, wanted, recognised(in, parsed_g.root)};
  const bool exact = lowered(in, wanted) == lowered(in, outputs[2]);
  const Program program(in, outputs);
  if (!program.ok()) return refused("own activation: character 1: the formula or its derivative is too long", 0, "f");

  std::array<float, max_activation_parameters> values;
  values.fill(1);
  for (std::size_t i = 0; i < in.parameters.size(); ++i)
    if (const Value* x = parameters ? parameters->find(in.parameters[i]) : nullptr; x && x->as<double>())
      values[i] = static_cast<float>(*x->as<double>());
  const auto size = static_cast<std::size_t>(count);
  const std::size_t room = static_cast<std::size_t>(padded(count));
  Floats32 x(room), value(room), slope(room), given(room);
  for (std::size_t i = 0; i < room; ++i)
    x[i] = static_cast<float>(lo + (hi - lo) * static_cast<double>(std::min(i, size - 1)) / (count - 1));
  float* const to[] = {value.data(), slope.data(), given.data()};
  program.run(x.data(), to, static_cast<int>(room), values.data());

  const auto distance = [&](std::size_t i) {
    const double a = static_cast<double>(given[i]), b = static_cast<double>(slope[i]);
    if (a == b || (a != a && b != b)) return 0.0;
    return a != a || b != b ? HUGE_VAL : std::fabs(a - b);
  };
  const auto differs = [&](std::size_t i) {
    const double size = std::max(std::fabs(static_cast<double>(given[i])), std::fabs(static_cast<double>(slope[i])));
    return !exact && distance(i) > 2e-5 * std::max(1.0, std::isfinite(size) ? size : 1.0);
  };
  const auto shown = [&](std::size_t i) {
    return object_of("x", static_cast<double>(x[i]), "given", static_cast<double>(given[i]), "true",
                     static_cast<double>(slope[i]));
  };
  Array where;
  Value largest, first;
  std::size_t worst = size;
  for (std::size_t i = 0; i < size; ++i) {
    if (!differs(i)) continue;
    const std::size_t begin = i;
    while (i + 1 < size && differs(i + 1)) ++i;
    if (begin == i && begin > 0 && i + 1 < size) continue;
    Array interval;
    interval.push_back(static_cast<double>(x[begin]));
    interval.push_back(static_cast<double>(x[i]));
    where.push_back(std::move(interval));
    if (first.is_null()) first = shown(begin);
    for (std::size_t k = begin; k <= i; ++k)
      if (worst == size || distance(k) > distance(worst)) worst = k;
  }
  if (worst < size) largest = shown(worst);
  for (Floats32* each : {&value, &slope, &given}) each->resize(size);
  const bool equal = where.empty();
  return object_of("equal", equal, "exact", exact, "where", std::move(where), "largest", std::move(largest), "first",
                   std::move(first), "derivative", written(in, wanted, false), "value", std::move(value), "slope",
                   std::move(slope), "given", std::move(given));
}

}  // namespace nonlin

#include "notes/curve_at.hpp"

#include <array>

#include "model/unit.hpp"

namespace nonlin {

CurvePoint curve_at(const Activation& row, double z) {
  constexpr int run = 8;  // the shortest that rows take
  alignas(32) std::array<float, run> in, a, slope;
  in.fill(static_cast<float>(z));
  std::array<float, max_activation_parameters> parameters{};
  for (std::size_t i = 0; i < row.parameter_list().size(); ++i)
    parameters[i] = static_cast<float>(row.parameter_list()[i].initial);
  row.value_slope(in.data(), a.data(), slope.data(), run, 1, parameters.data());
  return {a[0], slope[0]};
}

CurvePoint curve_at(const LayerSpec& layer, double z) {
  alignas(32) std::array<float, lanes> in, a, slope, scratch;
  in.fill(static_cast<float>(z));
  const LayerView none;
  UnitParameters parameters(none, layer, nullptr);
  activate(*layer.activation, Wrap(layer.affine), in.data(), a.data(), slope.data(), lanes, 1, parameters.of(0),
           scratch.data());
  return {a[0], slope[0]};
}

const Activation& row_option(const Reader& options, const char* key) {
  return *option(options, key).row(activations());
}

const Activation& curve_option(const Reader& options, const char* key) {
  const Activation& row = row_option(options, key);
  if (row.initial_pieces > 1) option(options, key).fail(row.id, " has several pieces; allowed: a curve");
  return row;
}

}  // namespace nonlin

#include "probe/flat.hpp"

#include <algorithm>
#include <limits>

#include "model/workspace.hpp"

namespace nonlin {
namespace {

double largest_slope(const LayerSpec& spec, const float* parameters) {
  if (spec.pieces > 1) return 0;
  float z[chunk], a[chunk], slope[chunk];
  for (int i = 0; i < chunk; ++i) z[i] = static_cast<float>(i - chunk / 2) * 0.0625f;
  spec.activation->value_slope(z, a, slope, chunk, 1, parameters);
  double largest = 0;
  for (float s : slope) largest = std::max(largest, std::fabs(static_cast<double>(s)));
  return largest * std::fabs(spec.affine.outer * spec.affine.inner);
}

// Whether f has a limit toward +infinity (`right`) or toward -infinity.
bool has_limit(const Activation& row, bool right) {
  const double limit = right ? row.facts.right_limit : row.facts.left_limit;
  return limit - limit == 0;
}

}  // namespace

FlatPart::FlatPart(const LayerSpec& spec, const float* parameters)
    : largest_(largest_slope(spec, parameters)),
      left_(has_limit(*spec.activation, spec.affine.inner < 0)),
      right_(has_limit(*spec.activation, spec.affine.inner >= 0)),
      rectifier_(spec.activation->facts.highest > std::numeric_limits<double>::max()),
      rest_(static_cast<float>(spec.affine.shift)) {}

}  // namespace nonlin

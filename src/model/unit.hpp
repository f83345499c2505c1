// How a layer's activation is applied to one unit: its parameters, and the affine wrap.
#pragma once

#include "math/simd.hpp"
#include "model/network.hpp"

namespace nonlin {

/// The parameters of one unit in the row's order: the layer's settings, with the learned ones read from the buffer.
struct UnitParameters {
  const LayerView& view;
  const float* buffer;
  float values[max_activation_parameters] = {};

  UnitParameters(const LayerView& v, const LayerSpec& spec, const float* parameters) : view(v), buffer(parameters) {
    for (std::size_t i = 0; i < spec.parameters.size(); ++i) values[i] = static_cast<float>(spec.parameters[i].value);
  }
  const float* of(int unit) {
    for (const auto& block : view.learned)
      values[block.parameter] = buffer[block.offset + (block.count == 1 ? 0 : unit)];
    return values;
  }
};

/// The affine wrap of a layer, narrowed once; `plain` when there is none.
struct Wrap {
  float outer, inner, shift, slope;
  bool plain;

  explicit Wrap(const Affine& affine)
      : outer(static_cast<float>(affine.outer)),
        inner(static_cast<float>(affine.inner)),
        shift(static_cast<float>(affine.shift)),
        slope(static_cast<float>(affine.outer * affine.inner)),
        plain(affine == Affine{}) {}
};

/// to[i] = factor x[i] + added; `to` may be `x`.
inline void scale(const float* x, float* to, int n, float factor, float added) {
  for (int i = 0; i < n; i += lanes) store(to + i, splat(factor) * load(x + i) + splat(added));
}

/// The activation of one unit: z (pieces x n) to a (n), and to slope (pieces x n) where it is not null. `scratch` holds
/// pieces x n floats.
NONLIN_INLINE void activate(const Activation& row, const Wrap& wrap, const float* z, float* a, float* slope, int n,
                            int pieces, const float* parameters, float* scratch) {
  if (!wrap.plain) {
    scale(z, scratch, pieces * n, wrap.inner, 0);
    z = scratch;
  }
  if (slope)
    row.value_slope(z, a, slope, n, pieces, parameters);
  else
    row.value(z, a, n, pieces, parameters);
  if (wrap.plain) return;
  scale(a, a, n, wrap.outer, wrap.shift);
  if (slope) scale(slope, slope, pieces * n, wrap.slope, 0);
}

}  // namespace nonlin

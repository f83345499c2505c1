#include "train/penalty.hpp"

#include "math/simd.hpp"

namespace nonlin {
namespace {

// Runs `one(i)` over all weights, eight at a time. Weight blocks are padded with zeros, which every rule here keeps.
template <class F>
void for_weights(const Network& network, F one) {
  for (const LayerView& view : network.layers())
    for (int i = view.weights; i < view.weights + view.rows * view.inputs; i += lanes) one(i);
}

// x times the sign of w; 0 where w is 0.
NONLIN_INLINE f32x8 signed_by(f32x8 x, f32x8 w) {
  const f32x8 zero = splat(0.0f);
  return select(w > zero, x, select(w < zero, -x, zero));
}

}  // namespace

void add_penalty(const Network& network, const RegularizationSpec& spec, std::span<float> gradient) {
  const double in_gradient = spec.l1_stays ? 0 : spec.l1;
  if (in_gradient == 0 && spec.l2 == 0) return;
  const f32x8 l1 = splat(static_cast<float>(in_gradient)), l2 = splat(static_cast<float>(spec.l2));
  const float* parameters = network.parameters().data();
  for_weights(network, [&](int i) {
    const f32x8 w = load(parameters + i);
    store(gradient.data() + i, load(gradient.data() + i) + (signed_by(l1, w) + l2 * w));
  });
}

void clip_norm(std::span<float> gradient, double highest) {
  double part[lanes] = {};
  for (std::size_t i = 0; i < gradient.size(); ++i) {
    const double g = gradient[i];
    part[i % lanes] += g * g;
  }
  const double squares = ((part[0] + part[4]) + (part[2] + part[6])) + ((part[1] + part[5]) + (part[3] + part[7]));
  const double share = highest / (sqrt(squares) + 1e-6);
  if (share >= 1) return;
  // In double: the share of a huge gradient may be too small for a float.
  for (float& g : gradient) g = static_cast<float>(g * share);
}

void decay_weights(Network& network, double amount) {
  const f32x8 share = splat(static_cast<float>(amount));
  float* parameters = network.parameters().data();
  for_weights(network, [&](int i) {
    const f32x8 w = load(parameters + i);
    store(parameters + i, w - share * w);
  });
}

void release_weights(Network& network) {
  float* parameters = network.parameters().data();
  for_weights(network, [&](int i) { store(parameters + i, load(parameters + i) + splat(0.0f)); });
}

void push_weights(Network& network, std::span<const float> before, double amount) {
  const f32x8 zero = splat(0.0f), held = -zero, push = splat(static_cast<float>(amount));
  float* parameters = network.parameters().data();
  for_weights(network, [&](int i) {
    const f32x8 old = load(before.data() + i), w = load(parameters + i), next = w - signed_by(push, old);
    const i32x8 crosses = ((w > zero) & (next < zero)) | ((w < zero) & (next > zero));
    const i32x8 was_held = (old == zero) & (copysign(splat(1.0f), old) < zero);
    store(parameters + i, select(crosses | was_held, held, next));
  });
}

}  // namespace nonlin

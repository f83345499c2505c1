#include "train/optimizer.hpp"

#include "math/simd.hpp"
#include "math/table.hpp"

namespace nonlin {
namespace {

NONLIN_INLINE f32x8 narrow(double x) { return splat(static_cast<float>(x)); }

// What becomes of eight parameters, and the moment that would overflow first, where there is one.
struct Step {
  f32x8 parameter, moment;
};

// Runs `one(i, w, g)` -> Step over the buffer, eight numbers at a time, and says whether all of them are finite.
template <class F>
NONLIN_INLINE bool for_each(const Update& update, F one) {
  i32x8 bad = splat_bits(0);
  float* w = update.parameters.data();
  const float* g = update.gradient.data();
  const int count = static_cast<int>(update.parameters.size());
  for (int i = 0; i < count; i += lanes) {
    const Step next = one(i, load(w + i), load(g + i));
    store(w + i, next.parameter);
    // inf - inf and NaN - NaN are NaN, and NaN != 0.
    bad = bad | (next.parameter - next.parameter != splat(0.0f)) | (next.moment - next.moment != splat(0.0f));
  }
  return sum(select(bad, splat(1.0f), splat(0.0f))) == 0.0f;
}

// A moment too small to move any weight is zero. The moments of a unit that has fallen silent decay for ever, and
// numbers below 1.2e-38 make many processors a hundred times slower; nothing may depend on whether a machine flushes
// them by itself.
NONLIN_INLINE f32x8 settled(f32x8 moment) { return select(abs(moment) < splat(1e-35f), splat(0.0f), moment); }

/// w -= rate g.
bool sgd(const Update& update) {
  const f32x8 rate = narrow(update.rate);
  return for_each(update, [&](int, f32x8 w, f32x8 g) {
    const f32x8 next = w - rate * g;
    return Step{next, next};
  });
}

/// v = momentum v + g; w -= rate v. Polyak, "Some methods of speeding up the convergence of iteration methods", 1964.
bool momentum(const Update& update) {
  const f32x8 rate = narrow(update.rate), keep = narrow(update.settings[0]);
  float* velocity = update.moment1.data();
  return for_each(update, [&](int i, f32x8 w, f32x8 g) {
    const f32x8 v = settled(keep * load(velocity + i) + g);
    store(velocity + i, v);
    const f32x8 next = w - rate * v;  // not finite where v is not
    return Step{next, next};
  });
}

/// v = momentum v + g; w -= rate (g + momentum v). Nesterov, "A method for solving a convex programming problem with
/// convergence rate O(1/k^2)", 1983, as Sutskever, Martens, Dahl, Hinton, "On the importance of initialization and
/// momentum in deep learning", ICML 2013, and PyTorch write it.
bool nesterov(const Update& update) {
  const f32x8 rate = narrow(update.rate), keep = narrow(update.settings[0]);
  float* velocity = update.moment1.data();
  return for_each(update, [&](int i, f32x8 w, f32x8 g) {
    const f32x8 v = settled(keep * load(velocity + i) + g);
    store(velocity + i, v);
    const f32x8 next = w - rate * (g + keep * v);
    return Step{next, next};
  });
}

/// v += g^2; w -= rate g / (sqrt(v) + epsilon). Duchi, Hazan, Singer, "Adaptive subgradient methods for online learning
/// and stochastic optimization", JMLR 2011.
bool adagrad(const Update& update) {
  const f32x8 rate = narrow(update.rate), small = narrow(update.settings[0]);
  float* squares = update.moment1.data();
  return for_each(update, [&](int i, f32x8 w, f32x8 g) {
    const f32x8 v = settled(load(squares + i) + g * g);
    store(squares + i, v);
    return Step{w - rate * (g / (sqrt(v) + small)), v};
  });
}

/// v = alpha v + (1 - alpha) g^2; w -= rate g / (sqrt(v) + epsilon). Tieleman, Hinton, "Lecture 6.5: RMSprop", 2012.
bool rmsprop(const Update& update) {
  const auto [alpha, epsilon, unused] = update.settings;
  const f32x8 rate = narrow(update.rate), small = narrow(epsilon);
  const f32x8 keep = narrow(alpha), take = narrow(1 - alpha);
  float* squares = update.moment1.data();
  return for_each(update, [&](int i, f32x8 w, f32x8 g) {
    const f32x8 v = settled(keep * load(squares + i) + take * (g * g));
    store(squares + i, v);
    return Step{w - rate * (g / (sqrt(v) + small)), v};
  });
}

/// m = beta1 m + (1 - beta1) g; v = beta2 v + (1 - beta2) g^2;
/// w -= rate / (1 - beta1^t) m / (sqrt(v) / sqrt(1 - beta2^t) + epsilon).
/// Kingma, Ba, "Adam: a method for stochastic optimization", ICLR 2015.
bool adam(const Update& update) {
  const auto [beta1, beta2, epsilon] = update.settings;
  update.powers[0] *= beta1;
  update.powers[1] *= beta2;
  const f32x8 rate = narrow(update.rate / (1 - update.powers[0]));
  const f32x8 correct = narrow(1 / sqrt(1 - update.powers[1]));
  const f32x8 keep1 = narrow(beta1), take1 = narrow(1 - beta1), keep2 = narrow(beta2), take2 = narrow(1 - beta2);
  const f32x8 small = narrow(epsilon);
  float *first = update.moment1.data(), *second = update.moment2.data();
  return for_each(update, [&](int i, f32x8 w, f32x8 g) {
    const f32x8 m = settled(keep1 * load(first + i) + take1 * g);
    const f32x8 v = settled(keep2 * load(second + i) + take2 * (g * g));
    store(first + i, m);
    store(second + i, v);
    return Step{w - rate * (m / (sqrt(v) * correct + small)), v};
  });
}

constexpr OptimizerParameter momentum_parameter{"momentum", 0.9, 0, 0.9999},
    epsilon_parameter{"epsilon", 1e-8, 1e-12, 1};
constexpr std::array adam_parameters{OptimizerParameter{"beta1", 0.9, 0, 0.9999},
                                     OptimizerParameter{"beta2", 0.999, 0, 0.999999}, epsilon_parameter};

constexpr std::array rows{
    Optimizer{"sgd", {}, 0, 0, sgd},
    Optimizer{"momentum", {momentum_parameter}, 1, 1, momentum},
    Optimizer{"nesterov", {momentum_parameter}, 1, 1, nesterov},
    Optimizer{"adagrad", {OptimizerParameter{"epsilon", 1e-10, 1e-12, 1}}, 1, 1, adagrad},
    Optimizer{"rmsprop", {OptimizerParameter{"alpha", 0.99, 0, 0.999999}, epsilon_parameter}, 2, 1, rmsprop},
    Optimizer{"adam", adam_parameters, 3, 2, adam},
    // Adam with decoupled decay: Loshchilov, Hutter, "Decoupled weight decay regularization", ICLR 2019.
    Optimizer{"adamw", adam_parameters, 3, 2, adam, 0.01},
};

}  // namespace

std::span<const Optimizer> optimizers() { return rows; }

const Optimizer* find_optimizer(std::string_view id) { return find_row(rows, id); }

}  // namespace nonlin

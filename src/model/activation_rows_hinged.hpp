// Formulas of the s-shaped, hinged and baseline rows (activation_rows.hpp says how they are written).
#pragma once

#include "model/activation_rows.hpp"

namespace nonlin::rows {

// ---- S-shaped

struct Sigmoid {
  static constexpr int parameters = 0;
  template <class F>
  NONLIN_INLINE static ValueSlope<F> at(F x, const F*) {
    return logistic(x);
  }
};

struct HardSigmoid {
  static constexpr int parameters = 0;
  template <class F>
  NONLIN_INLINE static ValueSlope<F> at(F x, const F*) {
    const F sixth = constant<F>(1.0 / 6), zero = constant<F>(0), three = constant<F>(3);
    return {clamp(x + three, 0, 6) * sixth, or_nan(select(abs(x) < three, sixth, zero), x)};
  }
};

struct Tanh {
  static constexpr int parameters = 0;
  template <class F>
  NONLIN_INLINE static ValueSlope<F> at(F x, const F*) {
    const auto r = tanh_with_slope(x);
    return {r.value, r.slope};
  }
};

struct HardTanh {
  static constexpr int parameters = 0;
  template <class F>
  NONLIN_INLINE static ValueSlope<F> at(F x, const F*) {
    const F one = constant<F>(1);
    return {clamp(x, -1, 1), or_nan(select(abs(x) < one, one, constant<F>(0)), x)};
  }
};

struct Softsign {
  static constexpr int parameters = 0;
  template <class F>
  NONLIN_INLINE static ValueSlope<F> at(F x, const F*) {
    // |c| written as a minimum of |x|: of abs(finite(x)) compilers make two compares and a choice.
    const F c = finite(x), d = constant<F>(1) + min(abs(x), constant<F>(3.4e38));
    return {c / d, constant<F>(1) / (d * d)};
  }
};

struct Arctan {
  static constexpr int parameters = 0;
  template <class F>
  NONLIN_INLINE static ValueSlope<F> at(F x, const F*) {
    return {atan(x), constant<F>(1) / (constant<F>(1) + x * x)};
  }
};

// ---- Hinged

/// Slope 0 at 0: what `Relu` is by default, without a look at its parameter.
struct ReluFlatAtZero {
  static constexpr int parameters = 0;
  template <class F>
  NONLIN_INLINE static ValueSlope<F> at(F x, const F*) {
    const F zero = constant<F>(0);
    return {max(x, zero), or_nan(select(x > zero, constant<F>(1), zero), x)};
  }
};

/// p[0] = slope at 0, which no derivative settles: 0 by convention, 0.5 the mean of both sides, 1.
struct Relu {
  using AtDefaults = ReluFlatAtZero;
  static constexpr int parameters = 1;
  template <class F>
  NONLIN_INLINE static ValueSlope<F> at(F x, const F* p) {
    ValueSlope<F> r = ReluFlatAtZero::at(x, p);
    r.slope = select(x == constant<F>(0), p[0], r.slope);
    return r;
  }
};

/// Leaky ReLU and PReLU; p[0] = alpha.
struct LeakyRelu {
  static constexpr int parameters = 1;
  template <class F>
  NONLIN_INLINE static ValueSlope<F> at(F x, const F* p) {
    const auto right = x > constant<F>(0);
    return {select(right, x, p[0] * x), or_nan(select(right, constant<F>(1), p[0]), x)};
  }
  template <class F>
  NONLIN_INLINE static F parameter_slope(F x, const F*) {
    return min(x, constant<F>(0));
  }
};

struct Relu6 {
  static constexpr int parameters = 0;
  template <class F>
  NONLIN_INLINE static ValueSlope<F> at(F x, const F*) {
    const F zero = constant<F>(0), inside = select(x < constant<F>(6), constant<F>(1), zero);
    return {clamp(x, 0, 6), or_nan(select(x > zero, inside, zero), x)};
  }
};

struct SquaredRelu {
  static constexpr int parameters = 0;
  template <class F>
  NONLIN_INLINE static ValueSlope<F> at(F x, const F*) {
    const F r = max(x, constant<F>(0));
    return {r * r, r + r};
  }
};

struct Abs {
  static constexpr int parameters = 0;
  template <class F>
  NONLIN_INLINE static ValueSlope<F> at(F x, const F*) {
    const F zero = constant<F>(0), one = constant<F>(1);
    return {abs(x), or_nan(select(x > zero, one, select(x < zero, -one, zero)), x)};
  }
};

// ---- Baselines

struct Identity {
  static constexpr int parameters = 0;
  template <class F>
  NONLIN_INLINE static ValueSlope<F> at(F x, const F*) {
    return {x, or_nan(constant<F>(1), x)};
  }
};

/// 1 where x > 0, else 0. p[0] = the slope passed through where |x| <= 1, which is no derivative: with 0 nothing
/// learns; with 1 it is the straight-through estimator (Bengio, Leonard, Courville, "Estimating or Propagating
/// Gradients Through Stochastic Neurons", 2013) cut off outside [-1, 1] (Hubara et al., "Binarized Neural Networks",
/// 2016).
struct Step {
  static constexpr int parameters = 1;
  template <class F>
  NONLIN_INLINE static ValueSlope<F> at(F x, const F* p) {
    const F zero = constant<F>(0), one = constant<F>(1);
    return {select(x > zero, one, max(x, zero)), or_nan(select(abs(x) <= one, p[0], zero), x)};
  }
};

}  // namespace nonlin::rows

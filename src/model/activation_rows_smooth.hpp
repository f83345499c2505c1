// Formulas of the smooth, gated and waving rows (activation_rows.hpp says how they are written).
#pragma once

#include "model/activation_rows.hpp"

namespace nonlin::rows {

// ---- Smooth

struct Softplus {
  static constexpr int parameters = 0;
  template <class F>
  NONLIN_INLINE static ValueSlope<F> at(F x, const F*) {
    const F zero = constant<F>(0), one = constant<F>(1), e = exp_nonpositive(-abs(x));
    return {max(x, zero) + log1p_unit(e), select(x > zero, one, e) / (one + e)};
  }
};

/// scale_right x on the right, scale_left (e^x - 1) on the left.
template <class F>
NONLIN_INLINE ValueSlope<F> exponential_linear(F x, F scale_right, F scale_left) {
  const F zero = constant<F>(0);
  const Expm1<F> e = expm1_nonpositive(min(x, zero));
  return {scale_right * max(x, zero) + scale_left * e.minus_one, select(x > zero, scale_right, scale_left * e.exp)};
}

/// p[0] = alpha.
struct Elu {
  static constexpr int parameters = 1;
  template <class F>
  NONLIN_INLINE static ValueSlope<F> at(F x, const F* p) {
    return exponential_linear(x, constant<F>(1), p[0]);
  }
};

/// Klambauer et al., "Self-Normalizing Neural Networks" (2017).
struct Selu {
  static constexpr double scale = 1.0507009873554804934193349852946, alpha = 1.6732632423543772848170429916717;
  static constexpr int parameters = 0;
  template <class F>
  NONLIN_INLINE static ValueSlope<F> at(F x, const F*) {
    return exponential_linear(x, constant<F>(scale), constant<F>(scale * alpha));
  }
};

struct BentIdentity {
  static constexpr int parameters = 0;
  template <class F>
  NONLIN_INLINE static ValueSlope<F> at(F x, const F*) {
    // (sqrt(x^2 + 1) - 1) / 2 + x = x (1 + w / 2) with w = x / (sqrt(x^2 + 1) + 1): keeps its digits near 0. x^2 must
    // not overflow.
    const F one = constant<F>(1), c = clamp(x, -1e18, 1e18), root = sqrt(c * c + one);
    return {x * (one + constant<F>(0.5) * (c / (root + one))), one + c / (root + root)};
  }
};

struct Square {
  static constexpr int parameters = 0;
  template <class F>
  NONLIN_INLINE static ValueSlope<F> at(F x, const F*) {
    return {x * x, x + x};
  }
};

// ---- Gated: x times a gate

/// p[0] = beta.
struct Swish {
  static constexpr int parameters = 1;
  template <class F>
  NONLIN_INLINE static ValueSlope<F> at(F x, const F* p) {
    const F u = p[0] * x;
    const ValueSlope<F> s = logistic(u);
    return {above_minus_infinity(x) * s.value, s.value + finite(u) * s.slope};
  }
  template <class F>
  NONLIN_INLINE static F parameter_slope(F x, const F* p) {
    const F c = clamp(x, -1e18, 1e18);
    return c * c * logistic(p[0] * c).slope;
  }
};

/// x Phi((x - mu) / sigma); p[0] = mu, p[1] = sigma.
struct Gelu {
  static constexpr int parameters = 2;
  template <class F>
  NONLIN_INLINE static ValueSlope<F> at(F x, const F* p) {
    const F one = constant<F>(1), inverse_sigma = one / p[1], z = (x - p[0]) * inverse_sigma;
    const NormalTail<F> q = normal_tail_nonnegative(abs(z));
    const F gate = select(z > constant<F>(0), one - q.tail, q.tail);
    const F density = q.exp * (constant<F>(0.39894228040143267794) * inverse_sigma);
    return {above_minus_infinity(x) * gate, gate + finite(x) * density};
  }
};

struct HardSwish {
  static constexpr int parameters = 0;
  template <class F>
  NONLIN_INLINE static ValueSlope<F> at(F x, const F*) {
    const F zero = constant<F>(0), one = constant<F>(1), three = constant<F>(3), sixth = constant<F>(1.0 / 6);
    const F middle = (x + x + three) * sixth;
    return {max(x, -three) * (clamp(x + three, 0, 6) * sixth),
            select(x >= three, one, select(x <= -three, zero, middle))};
  }
};

/// x sigma(2u), u = sqrt(2/pi) (x + 0.044715 x^3), which is x (1 + tanh u) / 2 without its cancellation.
struct GeluTanh {
  static constexpr int parameters = 0;
  template <class F>
  NONLIN_INLINE static ValueSlope<F> at(F x, const F*) {
    constexpr double twice_root = 1.5957691216057307117, cubic = 0.044715;
    const F c = clamp(x, -1e6, 1e6), square = c * c;
    const F u = c * (constant<F>(twice_root) + constant<F>(twice_root * cubic) * square);
    const F u_slope = constant<F>(twice_root) + constant<F>(3 * twice_root * cubic) * square;
    const ValueSlope<F> s = logistic(u);
    return {above_minus_infinity(x) * s.value, s.value + c * (s.slope * u_slope)};
  }
};

/// x tanh(softplus x).
struct Mish {
  static constexpr int parameters = 0;
  template <class F>
  NONLIN_INLINE static ValueSlope<F> at(F x, const F*) {
    // With e = e^-|x|: tanh(softplus x) = n / (n + c), n = 1 + 2e and c = 2e^2 on the right, n = e (e + 2) and c = 2 on
    // the left.
    const F one = constant<F>(1), two = constant<F>(2), e = exp_nonpositive(-abs(x));
    const auto right = x > constant<F>(0);
    const F top = select(right, one + (e + e), e * (e + two));
    const F r = one / (top + select(right, two * (e * e), two));
    const F t = top * r;
    // slope = t + x sech^2(softplus x) sigma(x) = t + 4 x e (1 + e) g / (n + c)^2, g = e on the right and 1 on the
    // left.
    const F twice = r + r;
    const F bend = (e * (one + e)) * select(right, e, one) * (twice * twice);
    return {above_minus_infinity(x) * t, t + finite(x) * bend};
  }
};

/// A gated pair: the value part v times a function of the gate g. p[] is unused.
template <class F>
struct PairSlope {
  F value, slope, gate_slope;  // v f(g), d/dv, d/dg
};

/// v sigma(g).
struct Glu {
  template <class F>
  NONLIN_INLINE static PairSlope<F> at(F v, F g) {
    const ValueSlope<F> s = logistic(g);
    return {v * s.value, or_nan(s.value, v), v * s.slope};
  }
};

/// v g sigma(g).
struct SwiGlu {
  template <class F>
  NONLIN_INLINE static PairSlope<F> at(F v, F g) {
    const F one = constant<F>(1);
    const ValueSlope<F> s = Swish::at(g, &one);
    return {v * s.value, or_nan(s.value, v), v * s.slope};
  }
};

// ---- Waves

struct Sine {
  static constexpr int parameters = 0;
  template <class F>
  NONLIN_INLINE static ValueSlope<F> at(F x, const F*) {
    const auto r = sin_cos(x);
    return {r.sin, r.cos};
  }
};

struct Cosine {
  static constexpr int parameters = 0;
  template <class F>
  NONLIN_INLINE static ValueSlope<F> at(F x, const F*) {
    const auto r = sin_cos(x);
    return {r.cos, -r.sin};
  }
};

struct Gaussian {
  static constexpr int parameters = 0;
  template <class F>
  NONLIN_INLINE static ValueSlope<F> at(F x, const F*) {
    constexpr double far = exp_minus_square_is_zero_at<F>;
    const F c = clamp(x, -far, far), e = exp_minus_square(c);
    return {e, constant<F>(-2) * c * e};
  }
};

}  // namespace nonlin::rows

// The formulas of the activation table, each written once over an abstract number F (f32x8 for training and drawing,
// double for reference): `at(x, p)` gives value and slope together, sharing the exponential; where only the value is
// asked for, the compiler drops the rest. `parameters` says how many of p[] a row reads, in the order of its table row.
//
// Every formula is total: a clamp keeps its data first, so that NaN goes through (see simd.hpp), and no infinity meets
// a zero in a product, so that infinities give the stated limits.
#pragma once

#include "math/functions.hpp"
#include "math/simd.hpp"

namespace nonlin::rows {

template <class F>
struct ValueSlope {
  F value, slope;
};

/// x with infinities replaced by the largest finite floats.
template <class F>
NONLIN_INLINE F above_minus_infinity(F x) {
  return max(x, constant<F>(-3.4e38));
}
template <class F>
NONLIN_INLINE F finite(F x) {
  return min(above_minus_infinity(x), constant<F>(3.4e38));
}
template <class F>
NONLIN_INLINE F clamp(F x, double lowest, double highest) {
  return min(max(x, constant<F>(lowest)), constant<F>(highest));
}

/// Logistic function and slope from one exponential and one division; both keep their relative accuracy on either side.
/// 1 / (1 + e^-x) is a chain of monotone steps, so it is monotone to the last bit; e / (1 + e) on the left would not
/// be.
template <class F>
NONLIN_INLINE ValueSlope<F> logistic(F x) {
  constexpr double largest = sizeof(F) == sizeof(double) ? 1e300 : 3.4e38;
  const F one = constant<F>(1), e = exp_saturating(-x), s = one / (one + e);
  return {s, s * (s * min(e, constant<F>(largest)))};
}

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
    return {clamp(x + three, 0, 6) * sixth, select(abs(x) < three, sixth, zero)};
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
    return {clamp(x, -1, 1), select(abs(x) < one, one, constant<F>(0))};
  }
};

struct Softsign {
  static constexpr int parameters = 0;
  template <class F>
  NONLIN_INLINE static ValueSlope<F> at(F x, const F*) {
    const F c = finite(x), d = constant<F>(1) + abs(c);
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

struct Relu {
  static constexpr int parameters = 0;
  template <class F>
  NONLIN_INLINE static ValueSlope<F> at(F x, const F*) {
    const F zero = constant<F>(0);
    return {max(x, zero), select(x > zero, constant<F>(1), zero)};
  }
};

/// Leaky ReLU and PReLU; p[0] = alpha.
struct LeakyRelu {
  static constexpr int parameters = 1;
  template <class F>
  NONLIN_INLINE static ValueSlope<F> at(F x, const F* p) {
    const auto right = x > constant<F>(0);
    return {select(right, x, p[0] * x), select(right, constant<F>(1), p[0])};
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
    return {clamp(x, 0, 6), select(x > zero, inside, zero)};
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
            select(x < three, select(x > -three, middle, zero), one)};
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

// ---- Waves

struct Sine {
  static constexpr int parameters = 0;
  template <class F>
  NONLIN_INLINE static ValueSlope<F> at(F x, const F*) {
    const auto r = sin_cos(x);
    return {r.sin, r.cos};
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

// ---- Baselines

struct Identity {
  static constexpr int parameters = 0;
  template <class F>
  NONLIN_INLINE static ValueSlope<F> at(F x, const F*) {
    return {x, constant<F>(1)};
  }
};

struct Step {
  static constexpr int parameters = 0;
  template <class F>
  NONLIN_INLINE static ValueSlope<F> at(F x, const F*) {
    const F zero = constant<F>(0);
    return {select(x > zero, constant<F>(1), max(x, zero)), zero};
  }
};

}  // namespace nonlin::rows

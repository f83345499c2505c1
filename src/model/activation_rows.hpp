// The formulas of the activation table, each written once over an abstract number F (f32x8 for training and drawing,
// double for reference): `at(x, p)` gives value and slope together, sharing the exponential; where only the value is
// asked for, the compiler drops the rest. `parameters` says how many of p[] a row reads, in the order of its table row.
//
// Every formula is total: a clamp keeps its data first, so that NaN goes through (see simd.hpp), slopes made of
// comparisons take the NaN of their argument (`or_nan`), and with initial parameters no infinity meets a zero in a
// product, so that infinities give the stated limits. (With others, as an alpha of 0, an infinity may give NaN.)
#pragma once

#include "math/functions.hpp"
#include "math/simd.hpp"

namespace nonlin::rows {

template <class F>
struct ValueSlope {
  F value, slope;
};

/// `slope`, or NaN where x is.
NONLIN_INLINE f32x8 or_nan(f32x8 slope, f32x8 x) { return from_bits(bits(slope) | (x != x)); }
NONLIN_INLINE double or_nan(double slope, double x) { return x == x ? slope : x; }

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

}  // namespace nonlin::rows

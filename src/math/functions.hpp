// Elementary functions over eight float lanes, each also for a single float (the same bits) and, through
// functions_double.hpp, for double. IEEE operations and bit operations only, no branch over lanes, nothing fused: a
// result depends on its argument alone, not on the neighbours, the machine or the compiler.
//
// Every function is total: NaN in gives NaN out, infinities give the limit (NaN for sin and cos), outside the domain
// NaN. The errors are in `function_contracts` below; the tests hold every function to its row over dense sweeps.
//
// Polynomials and ratios are minimax fits made for this project, rounded to floats one coefficient after the other.
//
// Below the plain functions stand the shared parts that the activations are made of. They exist for f32x8 and for
// double under the same names, so that a formula is written once.
#pragma once

#include <cstdint>
#include <limits>

#include "math/functions_double.hpp"
#include "math/simd.hpp"

namespace nonlin {

/// |error| <= ulp units in the last place of the exact value, or <= absolute, for lowest <= x <= highest.
struct FunctionContract {
  const char* id;
  double lowest, highest, ulp, absolute;
};
inline constexpr FunctionContract function_contracts[] = {
    {"exp", -87.3365, 88.7228, 2, 0},                                           // +0 below, +infinity above
    {"expm1", -3.5e38, 88.7228, 2, 0},                                          // +infinity above
    {"log", 1e-45, 3.5e38, 2, 0},                                               // -infinity at 0, NaN below
    {"log1p", -1, 3.5e38, 2, 0},                                                // -infinity at -1, NaN below
    {"tanh", -3.5e38, 3.5e38, 6, 0},                                            // never outside [-1, 1]
    {"sin", -1e5, 1e5, 4, 1.2e-7},                                              // beyond: within [-1, 1]
    {"cos", -1e5, 1e5, 4, 1.2e-7},                                              // beyond: within [-1, 1]
    {"atan", -3.5e38, 3.5e38, 4, 1.2e-7}, {"normal_tail", -3.5e38, 13, 16, 0},  // beyond: within 1e-37 of 0
};

namespace detail {

/// Coefficients lowest degree first.
template <int n>
NONLIN_INLINE f32x8 horner(f32x8 x, const float (&c)[n]) {
  f32x8 p = splat(c[n - 1]);
  for (int k = n - 2; k >= 0; --k) p = p * x + splat(c[k]);
  return p;
}

inline constexpr float exp_underflow = -87.3365f, exp_overflow = 88.7228f;
inline constexpr float inf = std::numeric_limits<float>::infinity();
inline constexpr float nan = std::numeric_limits<float>::quiet_NaN();

struct ExpReduced {
  f32x8 t;      // x - n ln 2
  i32x8 power;  // the bits of 2^n, which is +0 for n = -127 and infinity for n = 128
};
/// n is the integer next to x / ln 2, for -127.5 ln 2 < x < 128.5 ln 2. Beyond, both parts are without meaning; NaN
/// stays in t.
NONLIN_INLINE ExpReduced exp_reduce(f32x8 x) {
  // Adding 1.5 * 2^23 rounds to an integer; the 127 more puts the biased exponent into the low bits of the sum.
  const f32x8 magic = splat(0x1.8000fep23f);
  const f32x8 shifted = x * splat(0x1.715476p+0f) + magic, n = shifted - magic;
  return {(x - n * splat(0x1.62e400p-1f)) - n * splat(0x1.7f7d1cp-20f), bits(shifted) << 23};
}

/// e^t - 1 for |t| <= 0.4: t + t^2 P(t) keeps the leading t exact, which holds the error of everything built on it
/// below one unit without fused operations.
NONLIN_INLINE f32x8 expm1_reduced(f32x8 t) {
  const float p[] = {0x1.fffffcp-2f, 0x1.555492p-3f, 0x1.5558b0p-5f, 0x1.12398cp-7f, 0x1.6a4d18p-10f};
  return t + (t * t) * horner(t, p);
}

struct ExpParts {
  f32x8 m;      // e^x = 2^n (1 + m)
  i32x8 power;  // the bits of 2^n
};
NONLIN_INLINE ExpParts exp_parts(f32x8 x) {
  const ExpReduced r = exp_reduce(x);
  return {expm1_reduced(r.t), r.power};
}
/// For x + low, |low| <= 0.05.
NONLIN_INLINE ExpParts exp_parts(f32x8 x, f32x8 low) {
  const ExpReduced r = exp_reduce(x);
  return {expm1_reduced(r.t + low), r.power};
}

/// log(1 + f) + e ln 2 + correction for 1 + f in [sqrt(1/2), sqrt 2].
NONLIN_INLINE f32x8 log_reduced(f32x8 f, f32x8 e, f32x8 correction) {
  const f32x8 s = f / (f + splat(2)), z = s * s;
  const float q[] = {0x1.55557ap-2f, 0x1.995ed6p-3f, 0x1.31e09cp-3f};
  const f32x8 r = (z + z) * horner(z, q);
  const f32x8 half_square = splat(0.5f) * f * f;
  const f32x8 small = half_square - (s * (half_square + r) + (e * splat(0x1.7f7d1cp-20f) + correction));
  return e * splat(0x1.62e400p-1f) - (small - f);
}

struct Split {
  f32x8 f, e;  // x = (1 + f) 2^e
};
/// For normal x > 0.
NONLIN_INLINE Split split(f32x8 x) {
  const i32x8 sqrt_half = splat_bits(0x3f3504f3);
  const i32x8 b = bits(x) - sqrt_half;
  return {from_bits((b & splat_bits(0x007fffff)) + sqrt_half) - splat(1), to_float(b >> 23)};
}

struct Square {
  f32x8 high, low;  // x^2, the upper part exact
};
/// The upper half of x has 12 bits, so its square fits a float; without the lower part e^(-x^2) would lose up to 90
/// units.
NONLIN_INLINE Square square(f32x8 x) {
  const f32x8 h = from_bits(bits(x) & splat_bits(static_cast<std::int32_t>(0xfffff000)));
  return {h * h, (x - h) * (x + h)};
}

}  // namespace detail

/// +0 for x < -87.3365, +infinity for x > 88.7228.
NONLIN_INLINE f32x8 exp(f32x8 x) {
  const detail::ExpParts e = detail::exp_parts(x);
  // (1 + m) 2^n by adding n to the exponent: reaches n = 128, where 2^n is no float.
  const f32x8 r =
      from_bits((bits(splat(1) + e.m) + (e.power - splat_bits(0x3f800000))) & ~(x < splat(detail::exp_underflow)));
  return select(x <= splat(detail::exp_overflow), r, x + splat(detail::inf));
}

NONLIN_INLINE f32x8 expm1(f32x8 x) {
  // 2 (2^(n-1) m + (2^(n-1) - 1/2)): 2^n itself would overflow for the largest x. Below -17.5 the result is -1.
  const detail::ExpParts e = detail::exp_parts(max(x, splat(-18)));
  const f32x8 s = from_bits(e.power - splat_bits(0x00800000));
  const f32x8 half = s * e.m + (s - splat(0.5f));
  return select(x <= splat(detail::exp_overflow), copysign(half + half, x), x + splat(detail::inf));
}

NONLIN_INLINE f32x8 log(f32x8 x) {
  const i32x8 tiny = x < splat(0x1p-126f);
  const detail::Split s = detail::split(select(tiny, x * splat(0x1p25f), x));
  const f32x8 r = detail::log_reduced(s.f, s.e - select(tiny, splat(25), splat(0)), splat(0));
  const f32x8 special = select(x == splat(0), splat(-detail::inf), select(x > splat(0), x, splat(detail::nan)));
  return select((x > splat(0)) & (x < splat(detail::inf)), r, special);
}

NONLIN_INLINE f32x8 log1p(f32x8 x) {
  const f32x8 one = splat(1), u = one + x;
  const detail::Split s = detail::split(u);
  const i32x8 near = s.e == splat(0);
  // What 1 + x lost, relative to u; where u is within [sqrt(1/2), sqrt 2], x itself is exact.
  const f32x8 lost = select(x > one, one - (u - x), x - (u - one));
  const f32x8 r = detail::log_reduced(select(near, x, s.f), s.e, select(near, splat(0), lost / u));
  const f32x8 special = select(x == splat(-1), splat(-detail::inf), select(x > splat(0), x, splat(detail::nan)));
  return select((x > splat(-1)) & (x < splat(detail::inf)), copysign(r, x), special);
}

template <class F>
struct SinCos {
  F sin, cos;
};

NONLIN_INLINE SinCos<f32x8> sin_cos(f32x8 x) {
  const f32x8 magic = splat(0x1.8p23f);
  const f32x8 shifted = x * splat(0x1.45f306p-1f) + magic;
  const f32x8 n = shifted - magic;
  // pi/2 in pieces of 8, 8, 8 and 24 bits: n times each of the first three is exact for |n| < 2^16.
  f32x8 r = x - n * splat(0x1.92p+0f);
  r = r - n * splat(0x1.fap-12f);
  r = r - n * splat(0x1.54p-20f);
  r = r - n * splat(0x1.10b462p-30f);
  // |r| <= pi/4, or 0.006 more where the product's rounding chose the other neighbour. Beyond 1e5 n is no longer near
  // x / (pi/2); the clamp keeps the result within [-1, 1].
  r = min(max(r, splat(-0.8f)), splat(0.8f));
  const f32x8 z = r * r;
  const float a[] = {-0x1.555546p-3f, 0x1.11077cp-7f, -0x1.9955aep-13f};
  const float b[] = {0x1.55554ap-5f, -0x1.6c0c1ap-10f, 0x1.99e0eep-16f};
  const f32x8 s = r + (r * z) * detail::horner(z, a);
  const f32x8 c = (splat(1) - splat(0.5f) * z) + (z * z) * detail::horner(z, b);
  const i32x8 quadrant = bits(shifted);
  const i32x8 odd = splat_bits(0) - (quadrant & splat_bits(1));
  const i32x8 sin_sign = (quadrant << 30) & splat_bits(INT32_MIN);
  const i32x8 cos_sign = ((quadrant + splat_bits(1)) << 30) & splat_bits(INT32_MIN);
  return {from_bits(bits(select(odd, c, s)) ^ sin_sign), from_bits(bits(select(odd, s, c)) ^ cos_sign)};
}

NONLIN_INLINE SinCos<double> sin_cos(double x) { return {sin(x), cos(x)}; }

NONLIN_INLINE f32x8 sin(f32x8 x) { return sin_cos(x).sin; }
NONLIN_INLINE f32x8 cos(f32x8 x) { return sin_cos(x).cos; }

NONLIN_INLINE f32x8 atan(f32x8 x) {
  const f32x8 a = abs(x), one = splat(1);
  const f32x8 t = min(a, one) / max(a, one), z = t * t;
  const float p[] = {-0x1.555540p-2f, 0x1.999266p-3f,  -0x1.24262ap-3f, 0x1.c0c8e2p-4f,  -0x1.58bcfep-4f,
                     0x1.dc9852p-5f,  -0x1.012f1ep-5f, 0x1.69665ep-7f,  -0x1.dcc60ap-10f};
  const f32x8 y = t + (t * z) * detail::horner(z, p);
  return copysign(select(a > one, splat(0x1.921fb6p+0f) - y, y), x);
}

// ---- The shared parts of the activations, for f32x8 and double alike.

/// e^x for x <= 0; zero below -87.7, may be a denormal in the last 0.4 above.
NONLIN_INLINE f32x8 exp_nonpositive(f32x8 x) {
  const detail::ExpParts e = detail::exp_parts(max(x, splat(-88)));
  const f32x8 s = from_bits(e.power);
  return s * e.m + s;
}
NONLIN_INLINE double exp_nonpositive(double x) { return exp(x); }

/// e^x, zero below -87.7 and infinite above 88.4.
NONLIN_INLINE f32x8 exp_saturating(f32x8 x) {
  const detail::ExpParts e = detail::exp_parts(min(max(x, splat(-88)), splat(88.5f)));
  return (splat(1) + e.m) * from_bits(e.power);
}
NONLIN_INLINE double exp_saturating(double x) { return exp(x); }

template <class F>
struct Expm1 {
  F minus_one, exp;  // e^x - 1, e^x
};
/// For x <= 0.
NONLIN_INLINE Expm1<f32x8> expm1_nonpositive(f32x8 x) {
  const detail::ExpParts e = detail::exp_parts(max(x, splat(-88)));
  const f32x8 s = from_bits(e.power), product = s * e.m;
  return {product + (s - splat(1)), product + s};
}
NONLIN_INLINE Expm1<double> expm1_nonpositive(double x) { return {expm1(x), exp(x)}; }

/// log(1 + u) for u in [0, 1].
NONLIN_INLINE f32x8 log1p_unit(f32x8 u) {
  const f32x8 y = u / (u + splat(2)), z = y * y, twice = y + y;
  const float q[] = {0x1.555502p-2f, 0x1.99d1c6p-3f, 0x1.1ec0d2p-3f, 0x1.1ec6cep-3f};
  return twice + (twice * z) * detail::horner(z, q);
}
NONLIN_INLINE double log1p_unit(double u) { return log1p(u); }

/// e^(-x^2) for |x| <= 9.39 (float), where it has become zero.
NONLIN_INLINE f32x8 exp_minus_square(f32x8 x) {
  const detail::Square q = detail::square(x);
  const detail::ExpParts e = detail::exp_parts(-q.high, -q.low);
  const f32x8 s = from_bits(e.power);
  return s * e.m + s;
}
NONLIN_INLINE double exp_minus_square(double x) { return exp(-x * x); }
template <class F>
inline constexpr double exp_minus_square_is_zero_at = sizeof(F) == sizeof(double) ? 28.0 : 9.39;

template <class F>
struct TanhWithSlope {
  F value, slope;
};
/// With tanh(x / 2) = n / d: tanh x = 2 n d / (d^2 + n^2), its slope the square of (d^2 - n^2) / (d^2 + n^2). An error
/// of n / d counts 1 / cosh x times in the value, so that a ratio of low degree does; and the slope has the digits that
/// 1 - tanh^2 would cancel. From 9.03 on the value is 1 and the slope stays what it is there, 5e-8.
NONLIN_INLINE TanhWithSlope<f32x8> tanh_with_slope(f32x8 x) {
  const f32x8 c = min(max(x, splat(-9.03f)), splat(9.03f)), u = c * c;
  const float top[] = {0x1.93604ep+18f, 0x1.7fc1b4p+13f, 0x1.7683b4p+5f};
  const f32x8 n = c * detail::horner(u, top);
  const f32x8 d = ((u + splat(0x1.f07f1cp+9f)) * u + splat(0x1.6cdb3cp+16f)) * u + splat(0x1.93604ep+19f);
  const f32x8 dd = d * d, nn = n * n, r = splat(1) / (dd + nn), root = (dd - nn) * r;
  return {(n * d) * (r + r), root * root};
}
/// With m = e^(-2|x|) - 1: tanh |x| = -m / (m + 2), slope 4 e^(-2|x|) / (m + 2)^2.
NONLIN_INLINE TanhWithSlope<double> tanh_with_slope(double x) {
  const Expm1<double> e = expm1_nonpositive(-2 * abs(x));
  const double r = 1 / (e.minus_one + 2);
  return {copysign(e.minus_one * r, x), 4 * e.exp * (r * r)};
}
NONLIN_INLINE f32x8 tanh(f32x8 x) { return tanh_with_slope(x).value; }

template <class F>
struct NormalTail {
  F tail, exp;  // Q(z), e^(-z^2/2)
};
/// For z >= 0. Q(z) = e^(-z^2/2) R(z), R a ratio of polynomials with positive coefficients: nothing cancels.
NONLIN_INLINE NormalTail<f32x8> normal_tail_nonnegative(f32x8 z) {
  const f32x8 c = min(z, splat(13.28f));
  const detail::Square q = detail::square(c);
  const detail::ExpParts parts = detail::exp_parts(splat(-0.5f) * q.high, splat(-0.5f) * q.low);
  const f32x8 s = from_bits(parts.power), e = s * parts.m + s;
  const float top[] = {0x1p-1f, 0x1.bd3ab2p-2f, 0x1.71ec26p-3f, 0x1.459fa4p-5f, 0x1.051076p-8f};
  const float bottom[] = {1, 0x1.aadf86p+0f, 0x1.311346p+0f, 0x1.d9ae1ep-2f, 0x1.9823d2p-4f, 0x1.4730d0p-7f};
  return {(e * detail::horner(c, top)) / detail::horner(c, bottom), e};
}
NONLIN_INLINE NormalTail<double> normal_tail_nonnegative(double z) { return {normal_tail(z), exp(-0.5 * z * z)}; }

NONLIN_INLINE f32x8 normal_tail(f32x8 z) {
  const f32x8 q = normal_tail_nonnegative(abs(z)).tail;
  return select(z < splat(0), splat(1) - q, q);
}

// ---- One float, with the bits of the vector version.

NONLIN_INLINE float exp(float x) { return lane(exp(splat(x)), 0); }
NONLIN_INLINE float expm1(float x) { return lane(expm1(splat(x)), 0); }
NONLIN_INLINE float log(float x) { return lane(log(splat(x)), 0); }
NONLIN_INLINE float log1p(float x) { return lane(log1p(splat(x)), 0); }
NONLIN_INLINE float tanh(float x) { return lane(tanh(splat(x)), 0); }
NONLIN_INLINE float sin(float x) { return lane(sin(splat(x)), 0); }
NONLIN_INLINE float cos(float x) { return lane(cos(splat(x)), 0); }
NONLIN_INLINE float atan(float x) { return lane(atan(splat(x)), 0); }
NONLIN_INLINE float normal_tail(float z) { return lane(normal_tail(splat(z)), 0); }

}  // namespace nonlin

#include "math/functions_double.hpp"

#include <cstdint>
#include <cstring>
#include <limits>

#include "math/simd.hpp"

namespace nonlin {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double quiet_nan = std::numeric_limits<double>::quiet_NaN();

// Adding and subtracting 1.5 * 2^52 rounds to the nearest integer (|x| < 2^51).
constexpr double round_magic = 0x1.8p52;
constexpr double log2_e = 0x1.71547652b82fep+0;
// ln 2 in two pieces; the upper has 32 bits, so that n * ln2_high is exact for |n| < 2^21.
constexpr double ln2_high = 0x1.62e42fee00000p-1, ln2_low = 0x1.a39ef35793c76p-33;
constexpr double half_pi = 0x1.921fb54442d18p+0;

double from_bits(std::uint64_t b) {
  double x;
  std::memcpy(&x, &b, sizeof x);
  return x;
}
std::uint64_t bits(double x) {
  std::uint64_t b;
  std::memcpy(&b, &x, sizeof b);
  return b;
}

/// 2^n for n in -1022..1023.
double power_of_two(int n) { return from_bits(static_cast<std::uint64_t>(n + 1023) << 52); }

/// e^t - 1 for |t| <= 0.35: the leading t stays exact, the rest is the Taylor series (t^15/15! < 1e-19 is left out).
double expm1_reduced(double t) {
  double p = 1.0 / 87178291200.0;
  constexpr double factorials[] = {6227020800.0, 479001600.0, 39916800.0, 3628800.0, 362880.0, 40320.0,
                                   5040.0,       720.0,       120.0,      24.0,      6.0,      2.0};
  for (const double f : factorials) p = p * t + 1.0 / f;
  return t + t * t * p;
}

struct Reduced {
  double m;  // e^x = 2^n (1 + m)
  int n;
};
/// For |x| <= 800.
Reduced reduce_exp(double x, double low = 0) {
  const double n = (x * log2_e + round_magic) - round_magic;
  const double high = x - n * ln2_high, rest = n * ln2_low - low;
  const double t = high - rest;
  // What the subtraction lost changes e^t by the same amount, to first order.
  const double lost = (high - t) - rest;
  return {expm1_reduced(t) + lost * (1 + t), static_cast<int>(n)};
}

/// (1 + m) 2^n, in two steps so that results below 2^-1022 and near 2^1024 come out right.
double scale(Reduced r) {
  const int half = r.n / 2;
  return (1 + r.m) * power_of_two(half) * power_of_two(r.n - half);
}

/// e^(x + low) for a `low` much smaller than x.
double exp_sum(double x, double low) {
  if (x > 709.8) return infinity;
  if (x < -745.2) return 0;
  if (x != x) return x;
  return scale(reduce_exp(x, low));
}

/// log(1 + f) + e ln 2 + correction, 1 + f in [sqrt(1/2), sqrt 2].
double log_reduced(double f, double e, double correction) {
  const double s = f / (2 + f), z = s * s;
  // 2 artanh(s) = 2s + s R(z), R = 2 (z/3 + z^2/5 + ...), z <= 0.0295.
  double r = 1.0 / 23;
  for (int k = 21; k >= 3; k -= 2) r = r * z + 1.0 / k;
  r *= 2 * z;
  const double half_square = 0.5 * f * f;
  return e * ln2_high - ((half_square - (s * (half_square + r) + (e * ln2_low + correction))) - f);
}

struct Split {
  double f, e;  // x = (1 + f) 2^e
};
/// For normal x > 0.
Split split(double x) {
  constexpr std::uint64_t sqrt_half = 0x3fe6a09e667f3bcd;
  const std::uint64_t b = bits(x) - sqrt_half;
  const auto e = static_cast<std::int64_t>(b) >> 52;
  return {from_bits((b & 0x000fffffffffffff) + sqrt_half) - 1, static_cast<double>(e)};
}

struct Angle {
  double high, low;  // x - quadrant * pi/2 = high + low, |high| <= pi/4
  int quadrant;      // modulo 4
};
Angle reduce_angle(double x) {
  // pi/2 in pieces of 33, 33 and 53 bits: n times either of the first two is exact for |n| < 2^20.
  constexpr double p1 = 0x1.921fb54400000p+0, p2 = 0x1.0b4611a600000p-34, p3 = 0x1.3198a2e037073p-69;
  const double n = (x * (1 / half_pi) + round_magic) - round_magic;
  const double a = x - n * p1;  // exact
  const double q2 = n * p2, b = a - q2;
  const double b_low = (a - (b + (a - b))) + ((a - b) - q2);
  const double q3 = n * p3, high = b - q3;
  const double low = ((b - high) - q3) + b_low;
  const double quarter = n * 0.25;
  const double rounded = (quarter + round_magic) - round_magic;
  return {high, low, static_cast<int>(n - 4 * rounded) & 3};
}

double sin_reduced(double r, double low) {
  const double z = r * r;
  double p = 1.0 / 355687428096000.0;
  constexpr double factorials[] = {1307674368000.0, 6227020800.0, 39916800.0, 362880.0, 5040.0, 120.0, 6.0};
  for (const double f : factorials) p = 1 / f - z * p;
  return r - (r * z * p - low * (1 - 0.5 * z));
}

double cos_reduced(double r, double low) {
  const double z = r * r;
  double p = 1.0 / 6402373705728000.0;
  constexpr double factorials[] = {20922789888000.0, 87178291200.0, 479001600.0, 3628800.0, 40320.0, 720.0, 24.0};
  for (const double f : factorials) p = 1 / f - z * p;
  const double half = 0.5 * z, w = 1 - half;
  return w + (((1 - w) - half) + (z * z * p - r * low));
}

/// sin(x + quarters * pi/2).
double sin_shifted(double x, int quarters) {
  if (!(abs(x) <= 1.7e308)) return quiet_nan;
  x = min(max(x, -1e9), 1e9);
  const Angle angle = reduce_angle(x);
  const int quadrant = (angle.quadrant + quarters) & 3;
  const double r = quadrant & 1 ? cos_reduced(angle.high, angle.low) : sin_reduced(angle.high, angle.low);
  return quadrant & 2 ? -r : r;
}

}  // namespace

double exp(double x) { return exp_sum(x, 0); }

double expm1(double x) {
  if (x > 709.8) return infinity;
  if (x < -40) return -1;
  if (x != x || x == 0) return x;
  const Reduced r = reduce_exp(x);
  if (r.n > 60) return scale(r) - 1;
  const double s = power_of_two(r.n);
  return s * r.m + (s - 1);
}

double log(double x) {
  if (x != x || x == infinity) return x;
  if (x < 0) return quiet_nan;
  if (x == 0) return -infinity;
  const bool tiny = x < 0x1p-1022;
  const Split s = split(tiny ? x * 0x1p54 : x);
  return log_reduced(s.f, tiny ? s.e - 54 : s.e, 0);
}

double log1p(double x) {
  if (x != x || x == infinity || x == 0) return x;
  if (x < -1) return quiet_nan;
  if (x == -1) return -infinity;
  const double u = 1 + x;
  const Split s = split(u);
  if (s.e == 0) return log_reduced(x, 0, 0);
  // What 1 + x lost, relative to u.
  const double lost = x > 1 ? 1 - (u - x) : x - (u - 1);
  return log_reduced(s.f, s.e, lost / u);
}

double tanh(double x) {
  const double m = expm1(-2 * abs(x));
  return x == 0 ? x : copysign(-m / (m + 2), x);
}

double sin(double x) { return x == 0 ? x : sin_shifted(x, 0); }
double cos(double x) { return sin_shifted(x, 1); }

double atan(double x) {
  if (x != x || x == 0) return x;
  const double a = abs(x);
  const double t = a > 1 ? 1 / a : a;
  // The nearest angle k pi/16 is taken away: tan of the rest is at most tan(pi/32) = 0.0985.
  constexpr double angles[] = {0, 0x1.921fb54442d18p-3, 0x1.921fb54442d18p-2, 0x1.2d97c7f3321d2p-1,
                               0x1.921fb54442d18p-1};
  constexpr double tangents[] = {0, 0.19891236737965800691, 0.41421356237309504880, 0.66817863791929891999, 1};
  constexpr double borders[] = {0.098491403357164253077, 0.30334668360734239168, 0.53451113595079165170,
                                0.82067879082866033097};
  int k = 0;
  while (k < 4 && t > borders[k]) ++k;
  const double u = (t - tangents[k]) / (1 + t * tangents[k]), z = u * u;
  double p = 1.0 / 17;
  for (int j = 15; j >= 3; j -= 2) p = 1.0 / j - z * p;
  const double angle = angles[k] + (u - u * z * p);
  return copysign(a > 1 ? half_pi - angle : angle, x);
}

double normal_tail(double z) {
  if (z != z) return z;
  const double a = min(abs(z), 40.0);
  // Q(z) e^(z^2/2) (z + 4.5) is smooth in s = (z - 4.5) / (z + 4.5). Its Chebyshev series, computed for this file from
  // the power series and the continued fraction in 70 digits; the first term left out is 3e-18.
  constexpr double coefficients[] = {
      0x1.07817236344d1p+0,   -0x1.b35e7a52657cbp-1,  0x1.1f4516589a469p-2,  -0x1.2c3b2153bab57p-4,
      0x1.dc5b5fecb073bp-7,   -0x1.f91e4908b6becp-10, 0x1.5cd3a8eb00b6ap-14, 0x1.c2fb11881160cp-16,
      -0x1.67dbf524f4720p-18, -0x1.a1e70bf7cfd52p-24, 0x1.4ae9ecda429bcp-23, -0x1.14e1737e8b8e3p-27,
      -0x1.298480f52396bp-28, 0x1.dd14147f3b400p-32,  0x1.2f61b024c62b2p-33, -0x1.305802e7c7626p-36,
      -0x1.6d279752724d0p-38, 0x1.599d038c26515p-41,  0x1.f969286e3eae3p-43, -0x1.48028bc5f6a03p-46,
      -0x1.7a96105f38b76p-47, 0x1.24b88aaa028c4p-52,  0x1.1efabe12b4c1fp-51, 0x1.af4a107c5f509p-56,
      -0x1.998099eeaaf53p-56};
  const double s = (a - 4.5) / (a + 4.5);
  double b1 = 0, b2 = 0;  // Clenshaw's recurrence
  for (int k = 24; k >= 1; --k) {
    const double b = 2 * s * b1 - b2 + coefficients[k];
    b2 = b1;
    b1 = b;
  }
  const double series = s * b1 - b2 + coefficients[0];
  // z^2 in two pieces, so that the exponential keeps its last digits: the upper half of z has 26 bits, its square is
  // exact.
  const double high = from_bits(bits(a) & 0xfffffffff8000000);
  const double low = (a - high) * (a + high);
  const double tail = exp_sum(-0.5 * high * high, -0.5 * low) * series / (a + 4.5);
  return z < 0 ? 1 - tail : tail;
}

// Wichura, "Algorithm AS 241: the percentage points of the normal distribution", Applied Statistics 37 (1988), PPND16.
double inverse_normal_cdf(double p) {
  if (!(p >= 0 && p <= 1)) return quiet_nan;
  if (p == 0) return -infinity;
  if (p == 1) return infinity;
  const auto ratio = [](double r, const double(&a)[8], const double(&b)[8]) {
    double top = a[7], bottom = b[7];
    for (int k = 6; k >= 0; --k) {
      top = top * r + a[k];
      bottom = bottom * r + b[k];
    }
    return top / bottom;
  };
  const double q = p - 0.5;
  if (abs(q) <= 0.425) {
    constexpr double a[] = {3.3871328727963666080, 133.14166789178437745, 1971.5909503065514427, 13731.693765509461125,
                            45921.953931549871457, 67265.770927008700853, 33430.575583588128105, 2509.0809287301226727};
    constexpr double b[] = {1.0,
                            42.313330701600911252,
                            687.18700749205790830,
                            5394.1960214247511077,
                            21213.794301586595867,
                            39307.895800092710610,
                            28729.085735721942674,
                            5226.4952788528545610};
    return q * ratio(0.180625 - q * q, a, b);
  }
  const double r = sqrt(-log(q < 0 ? p : 1 - p));
  double z;
  if (r <= 5) {
    constexpr double c[] = {1.42343711074968357734,   4.63033784615654529590,   5.76949722146069140550,
                            3.64784832476320460504,   1.27045825245236838258,   0.241780725177450611770,
                            0.0227238449892691845833, 7.74545014278341407640e-4};
    constexpr double d[] = {1.0,
                            2.05319162663775882187,
                            1.67638483018380384940,
                            0.689767334985100004550,
                            0.148103976427480074590,
                            0.0151986665636164571966,
                            5.47593808499534494600e-4,
                            1.05075007164441684324e-9};
    z = ratio(r - 1.6, c, d);
  } else {
    constexpr double e[] = {6.65790464350110377720,    5.46378491116411436990,   1.78482653991729133580,
                            0.296560571828504891230,   0.0265321895265761230930, 0.00124266094738807843860,
                            2.71155556874348757815e-5, 2.01033439929228813265e-7};
    constexpr double f[] = {1.0,
                            0.599832206555887937690,
                            0.136929880922735805310,
                            0.0148753612908506148525,
                            7.86869131145613259100e-4,
                            1.84631831751005468180e-5,
                            1.42151175831644588870e-7,
                            2.04426310338993978564e-15};
    z = ratio(r - 5, e, f);
  }
  return q < 0 ? -z : z;
}

}  // namespace nonlin

// Eight floats as one value. The only file that names the machine's vectors.
//
// f32x8 is eight IEEE single-precision lanes: one register on AVX, two on WebAssembly, SSE and NEON, plain scalar code
// where there is none of these. Every operation is the IEEE operation lane by lane (add, subtract, multiply, divide,
// square root) or a bit operation, so a result never depends on the machine. Nothing here fuses, approximates or
// reorders.
//
// Every function exists for f32x8 and for double (and `select`, `min`, `max` ... for both), so a formula written once
// over an abstract number gives the vector code and the double-precision code.
#pragma once

#include <cmath>
#include <cstdint>
#include <cstring>

#if defined(__wasm_simd128__)
#include <wasm_simd128.h>
#elif defined(__SSE2__)
#include <immintrin.h>
#elif defined(__ARM_NEON)
#include <arm_neon.h>
#endif

#define NONLIN_INLINE inline __attribute__((always_inline))

namespace nonlin {

/// Lanes of f32x8; also the number of virtual lanes of every sum over samples (see kernels.hpp).
inline constexpr int lanes = 8;

/// `n` rounded up to whole vectors.
constexpr int padded(int n) { return (n + lanes - 1) / lanes * lanes; }

namespace detail {
typedef float v4f __attribute__((vector_size(16)));
typedef std::int32_t v4i __attribute__((vector_size(16)));
typedef std::uint32_t v4u __attribute__((vector_size(16)));
#if defined(__AVX2__)
typedef float v8f __attribute__((vector_size(32)));
typedef std::int32_t v8i __attribute__((vector_size(32)));
typedef std::uint32_t v8u __attribute__((vector_size(32)));
#endif
}  // namespace detail

#if defined(__AVX2__)

struct i32x8 {
  detail::v8i v;
};
struct f32x8 {
  detail::v8f v;
};

NONLIN_INLINE f32x8 splat(float x) { return {detail::v8f{x, x, x, x, x, x, x, x}}; }
NONLIN_INLINE i32x8 splat_bits(std::int32_t x) { return {detail::v8i{x, x, x, x, x, x, x, x}}; }

#define NONLIN_BINARY(T, op) \
  NONLIN_INLINE T operator op(T a, T b) { return {a.v op b.v}; }
#define NONLIN_WRAPPING(op) \
  NONLIN_INLINE i32x8 operator op(i32x8 a, i32x8 b) { return {detail::v8i(detail::v8u(a.v) op detail::v8u(b.v))}; }
#define NONLIN_COMPARE(op) \
  NONLIN_INLINE i32x8 operator op(f32x8 a, f32x8 b) { return {detail::v8i(a.v op b.v)}; }
NONLIN_INLINE f32x8 operator-(f32x8 a) { return {-a.v}; }
NONLIN_INLINE i32x8 operator~(i32x8 a) { return {~a.v}; }
NONLIN_INLINE i32x8 operator<<(i32x8 a, int n) { return {a.v << n}; }
/// Arithmetic shift: the sign is kept.
NONLIN_INLINE i32x8 operator>>(i32x8 a, int n) { return {a.v >> n}; }
/// Lane where `mask` is all ones: a; where it is zero: b.
NONLIN_INLINE f32x8 select(i32x8 mask, f32x8 a, f32x8 b) { return {mask.v ? a.v : b.v}; }
NONLIN_INLINE i32x8 bits(f32x8 a) { return {detail::v8i(a.v)}; }
NONLIN_INLINE f32x8 from_bits(i32x8 a) { return {detail::v8f(a.v)}; }
/// Exact for |a| < 2^24.
NONLIN_INLINE f32x8 to_float(i32x8 a) { return {__builtin_convertvector(a.v, detail::v8f)}; }
NONLIN_INLINE f32x8 sqrt(f32x8 a) { return {detail::v8f(_mm256_sqrt_ps(a.v))}; }

#else

struct i32x8 {
  detail::v4i lo, hi;
};
struct f32x8 {
  detail::v4f lo, hi;
};

NONLIN_INLINE f32x8 splat(float x) {
  const detail::v4f v{x, x, x, x};
  return {v, v};
}
NONLIN_INLINE i32x8 splat_bits(std::int32_t x) {
  const detail::v4i v{x, x, x, x};
  return {v, v};
}

#define NONLIN_BINARY(T, op) \
  NONLIN_INLINE T operator op(T a, T b) { return {a.lo op b.lo, a.hi op b.hi}; }
#define NONLIN_WRAPPING(op)                                                                                            \
  NONLIN_INLINE i32x8 operator op(i32x8 a, i32x8 b) {                                                                  \
    return {detail::v4i(detail::v4u(a.lo) op detail::v4u(b.lo)), detail::v4i(detail::v4u(a.hi) op detail::v4u(b.hi))}; \
  }
#define NONLIN_COMPARE(op) \
  NONLIN_INLINE i32x8 operator op(f32x8 a, f32x8 b) { return {detail::v4i(a.lo op b.lo), detail::v4i(a.hi op b.hi)}; }
NONLIN_INLINE f32x8 operator-(f32x8 a) { return {-a.lo, -a.hi}; }
NONLIN_INLINE i32x8 operator~(i32x8 a) { return {~a.lo, ~a.hi}; }
NONLIN_INLINE i32x8 operator<<(i32x8 a, int n) { return {a.lo << n, a.hi << n}; }
/// Arithmetic shift: the sign is kept.
NONLIN_INLINE i32x8 operator>>(i32x8 a, int n) { return {a.lo >> n, a.hi >> n}; }
/// Lane where `mask` is all ones: a; where it is zero: b.
NONLIN_INLINE f32x8 select(i32x8 mask, f32x8 a, f32x8 b) { return {mask.lo ? a.lo : b.lo, mask.hi ? a.hi : b.hi}; }
NONLIN_INLINE i32x8 bits(f32x8 a) { return {detail::v4i(a.lo), detail::v4i(a.hi)}; }
NONLIN_INLINE f32x8 from_bits(i32x8 a) { return {detail::v4f(a.lo), detail::v4f(a.hi)}; }
/// Exact for |a| < 2^24.
NONLIN_INLINE f32x8 to_float(i32x8 a) {
  return {__builtin_convertvector(a.lo, detail::v4f), __builtin_convertvector(a.hi, detail::v4f)};
}
namespace detail {
NONLIN_INLINE v4f sqrt4(v4f a) {
#if defined(__wasm_simd128__)
  return v4f(wasm_f32x4_sqrt(v128_t(a)));
#elif defined(__SSE2__)
  return v4f(_mm_sqrt_ps(a));
#elif defined(__ARM_NEON) && defined(__aarch64__)
  return v4f(vsqrtq_f32(float32x4_t(a)));
#else
  return v4f{__builtin_sqrtf(a[0]), __builtin_sqrtf(a[1]), __builtin_sqrtf(a[2]), __builtin_sqrtf(a[3])};
#endif
}
}  // namespace detail
NONLIN_INLINE f32x8 sqrt(f32x8 a) { return {detail::sqrt4(a.lo), detail::sqrt4(a.hi)}; }

#endif

NONLIN_BINARY(f32x8, +)
NONLIN_BINARY(f32x8, -)
NONLIN_BINARY(f32x8, *)
NONLIN_BINARY(f32x8, /)
// Lanes that a mask throws away may leave the range of 32 bits: sums wrap.
NONLIN_WRAPPING(+)
NONLIN_WRAPPING(-)
NONLIN_BINARY(i32x8, &)
NONLIN_BINARY(i32x8, |)
NONLIN_BINARY(i32x8, ^)
NONLIN_COMPARE(<)
NONLIN_COMPARE(>)
NONLIN_COMPARE(<=)
NONLIN_COMPARE(>=)
NONLIN_COMPARE(==)
NONLIN_COMPARE(!=)
#undef NONLIN_BINARY
#undef NONLIN_WRAPPING
#undef NONLIN_COMPARE

/// Reads and writes eight floats; no alignment is asked for.
NONLIN_INLINE f32x8 load(const float* p) {
  f32x8 r;
#if defined(__AVX2__)
  std::memcpy(&r.v, p, sizeof r.v);
#else
  std::memcpy(&r.lo, p, sizeof r.lo);
  std::memcpy(&r.hi, p + 4, sizeof r.hi);
#endif
  return r;
}
NONLIN_INLINE void store(float* p, f32x8 a) {
#if defined(__AVX2__)
  std::memcpy(p, &a.v, sizeof a.v);
#else
  std::memcpy(p, &a.lo, sizeof a.lo);
  std::memcpy(p + 4, &a.hi, sizeof a.hi);
#endif
}

/// b < a ? b : a. A NaN in `b` is dropped and one in `a` is kept (minps(b, a), pmin(a, b)).
NONLIN_INLINE f32x8 min(f32x8 a, f32x8 b) { return select(b < a, b, a); }
NONLIN_INLINE double min(double a, double b) { return b < a ? b : a; }
/// a < b ? b : a. A NaN in `b` is dropped and one in `a` is kept.
NONLIN_INLINE f32x8 max(f32x8 a, f32x8 b) { return select(a < b, b, a); }
NONLIN_INLINE double max(double a, double b) { return a < b ? b : a; }

NONLIN_INLINE f32x8 abs(f32x8 a) { return from_bits(bits(a) & splat_bits(0x7fffffff)); }
NONLIN_INLINE double abs(double a) { return __builtin_fabs(a); }
/// |magnitude| with the sign bit of `sign`.
NONLIN_INLINE f32x8 copysign(f32x8 magnitude, f32x8 sign) {
  return from_bits((bits(magnitude) & splat_bits(0x7fffffff)) | (bits(sign) & splat_bits(INT32_MIN)));
}
NONLIN_INLINE double copysign(double magnitude, double sign) { return __builtin_copysign(magnitude, sign); }
NONLIN_INLINE double sqrt(double a) { return __builtin_sqrt(a); }
NONLIN_INLINE double select(bool condition, double a, double b) { return condition ? a : b; }

/// A constant of the formula's number type: constant<F>(0.5). For f32x8 the double is rounded to the nearest float.
template <class F>
NONLIN_INLINE F constant(double x) {
  if constexpr (sizeof(F) == sizeof(double)) {
    return x;
  } else {
    return splat(static_cast<float>(x));
  }
}

/// Lane `i` of `a`.
NONLIN_INLINE float lane(f32x8 a, int i) {
  float r[lanes];
  store(r, a);
  return r[i];
}

/// f32x8 in `parts`, for loops over samples that keep many sums: going through the samples once for each part leaves
/// registers for twice as many. V8 gains a third by it; native compilers have no need of it.
#if defined(__wasm_simd128__)
typedef detail::v4f f32_part;
inline constexpr int parts = 2;
NONLIN_INLINE f32_part load_part(const float* p) {
  f32_part r;
  std::memcpy(&r, p, sizeof r);
  return r;
}
NONLIN_INLINE f32x8 join(const f32_part (&a)[parts]) { return {a[0], a[1]}; }
#else
typedef f32x8 f32_part;
inline constexpr int parts = 1;
NONLIN_INLINE f32_part load_part(const float* p) { return load(p); }
NONLIN_INLINE f32x8 join(const f32_part (&a)[parts]) { return a[0]; }
#endif
inline constexpr int part_lanes = lanes / parts;
/// Registers that hold an f32x8.
#if defined(__AVX2__)
inline constexpr int registers = 1;
#else
inline constexpr int registers = 2;
#endif

namespace detail {
/// a_i + a_(i+4).
#if defined(__AVX2__)
NONLIN_INLINE v4f halves(f32x8 a) {
  return __builtin_shufflevector(a.v, a.v, 0, 1, 2, 3) + __builtin_shufflevector(a.v, a.v, 4, 5, 6, 7);
}
#else
NONLIN_INLINE v4f halves(f32x8 a) { return a.lo + a.hi; }
#endif
}  // namespace detail

/// The one written tree: f_i = a_i + a_(i+4); (f_0 + f_2) + (f_1 + f_3).
NONLIN_INLINE float sum(f32x8 a) {
  float r[lanes];
  store(r, a);
  const float f0 = r[0] + r[4], f1 = r[1] + r[5], f2 = r[2] + r[6], f3 = r[3] + r[7];
  return (f0 + f2) + (f1 + f3);
}

/// to[i] = sum(a[i]) for four vectors at once, by the same tree: rows become columns, so that four sums are added
/// together.
NONLIN_INLINE void sums(const f32x8 (&a)[4], float* to) {
  const detail::v4f f0 = detail::halves(a[0]), f1 = detail::halves(a[1]);
  const detail::v4f f2 = detail::halves(a[2]), f3 = detail::halves(a[3]);
  const detail::v4f g01 = __builtin_shufflevector(f0, f1, 0, 1, 4, 5) + __builtin_shufflevector(f0, f1, 2, 3, 6, 7);
  const detail::v4f g23 = __builtin_shufflevector(f2, f3, 0, 1, 4, 5) + __builtin_shufflevector(f2, f3, 2, 3, 6, 7);
  const detail::v4f h = __builtin_shufflevector(g01, g23, 0, 2, 4, 6) + __builtin_shufflevector(g01, g23, 1, 3, 5, 7);
  std::memcpy(to, &h, sizeof h);
}

/// The numbers of the lanes.
NONLIN_INLINE void store(std::int32_t* p, i32x8 a) {
#if defined(__AVX2__)
  std::memcpy(p, &a.v, sizeof a.v);
#else
  std::memcpy(p, &a.lo, sizeof a.lo);
  std::memcpy(p + 4, &a.hi, sizeof a.hi);
#endif
}

/// Lane i of to[k] = table[4 index[i] + k]: four numbers from a place of its own for each lane.
NONLIN_INLINE void gather(const float* table, i32x8 index, f32x8 (&to)[4]) {
  std::int32_t at[lanes];
  store(at, index);
  detail::v4f columns[4][2];
  for (int half = 0; half < 2; ++half) {
    detail::v4f row[4];
    for (int i = 0; i < 4; ++i) std::memcpy(&row[i], table + 4 * at[4 * half + i], sizeof row[i]);
    const detail::v4f a = __builtin_shufflevector(row[0], row[1], 0, 4, 1, 5);
    const detail::v4f b = __builtin_shufflevector(row[2], row[3], 0, 4, 1, 5);
    const detail::v4f c = __builtin_shufflevector(row[0], row[1], 2, 6, 3, 7);
    const detail::v4f d = __builtin_shufflevector(row[2], row[3], 2, 6, 3, 7);
    columns[0][half] = __builtin_shufflevector(a, b, 0, 1, 4, 5);
    columns[1][half] = __builtin_shufflevector(a, b, 2, 3, 6, 7);
    columns[2][half] = __builtin_shufflevector(c, d, 0, 1, 4, 5);
    columns[3][half] = __builtin_shufflevector(c, d, 2, 3, 6, 7);
  }
  for (int k = 0; k < 4; ++k) {
#if defined(__AVX2__)
    to[k] = {__builtin_shufflevector(columns[k][0], columns[k][1], 0, 1, 2, 3, 4, 5, 6, 7)};
#else
    to[k] = {columns[k][0], columns[k][1]};
#endif
  }
}

}  // namespace nonlin

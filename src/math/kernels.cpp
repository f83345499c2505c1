#include "math/kernels.hpp"

#include "math/simd.hpp"

namespace nonlin {
namespace {

// Register tiles: `rows` output rows by one f32x8. Four rows use eight 128-bit registers for the sums, which is what
// fits into the sixteen of WebAssembly on x86 and of SSE beside the operands; more spills, fewer waits for the adder.
constexpr int tile = 4;

template <int R>
NONLIN_INLINE void forward_tile(const float* W, const float* b, const float* x, float* z, int inputs, int n) {
  for (int s = 0; s < n; s += lanes) {
    f32x8 sums[R];
    for (int r = 0; r < R; ++r) sums[r] = splat(b ? b[r] : 0.0f);
    const float* xs = x + s;
    for (int i = 0; i < inputs; ++i, xs += n) {
      const f32x8 value = load(xs);
      for (int r = 0; r < R; ++r) sums[r] = sums[r] + splat(W[r * inputs + i]) * value;
    }
    for (int r = 0; r < R; ++r) store(z + r * n + s, sums[r]);
  }
}

template <int R>
NONLIN_INLINE void backward_tile(const float* W, const float* dz, float* dx, int rows, int inputs, int n) {
  for (int s = 0; s < n; s += lanes) {
    f32x8 sums[R];
    const f32x8 first = load(dz + s);
    for (int i = 0; i < R; ++i) sums[i] = splat(W[i]) * first;
    const float* dzs = dz + n + s;
    const float* Wr = W + inputs;
    for (int r = 1; r < rows; ++r, dzs += n, Wr += inputs) {
      const f32x8 value = load(dzs);
      for (int i = 0; i < R; ++i) sums[i] = sums[i] + splat(Wr[i]) * value;
    }
    for (int i = 0; i < R; ++i) store(dx + i * n + s, sums[i]);
  }
}

// dW for R rows by C inputs: R*C vectors of lane sums at once, R*C = 4 or less.
template <int R, int C>
NONLIN_INLINE void gradient_tile(const float* dz, const float* x, float* dW, int inputs, int n) {
  f32x8 tile_sums[4];
  for (f32x8& s : tile_sums) s = splat(0.0f);
  for (int s = 0; s < n; s += lanes) {
    f32x8 xs[C];
    for (int c = 0; c < C; ++c) xs[c] = load(x + c * n + s);
    for (int r = 0; r < R; ++r) {
      const f32x8 d = load(dz + r * n + s);
      for (int c = 0; c < C; ++c) tile_sums[r * C + c] = tile_sums[r * C + c] + d * xs[c];
    }
  }
  float made[4];
  sums(tile_sums, made);
  for (int r = 0; r < R; ++r)
    for (int c = 0; c < C; ++c) dW[r * inputs + c] += made[r * C + c];
}

template <int R>
NONLIN_INLINE void row_tile(const float* dz, float* db, int n) {
  f32x8 tile_sums[4];
  for (f32x8& s : tile_sums) s = splat(0.0f);
  for (int s = 0; s < n; s += lanes)
    for (int r = 0; r < R; ++r) tile_sums[r] = tile_sums[r] + load(dz + r * n + s);
  float made[4];
  sums(tile_sums, made);
  for (int r = 0; r < R; ++r) db[r] += made[r];
}

}  // namespace

void dense_forward(const float* W, const float* b, const float* x, float* z, int rows, int inputs, int n) {
  int r = 0;
  const auto bias = [b](int row) { return b ? b + row : nullptr; };
  for (; r + tile <= rows; r += tile) forward_tile<tile>(W + r * inputs, bias(r), x, z + r * n, inputs, n);
  switch (rows - r) {
    case 3:
      return forward_tile<3>(W + r * inputs, bias(r), x, z + r * n, inputs, n);
    case 2:
      return forward_tile<2>(W + r * inputs, bias(r), x, z + r * n, inputs, n);
    case 1:
      return forward_tile<1>(W + r * inputs, bias(r), x, z + r * n, inputs, n);
  }
}

void dense_backward(const float* W, const float* dz, float* dx, int rows, int inputs, int n) {
  int i = 0;
  for (; i + tile <= inputs; i += tile) backward_tile<tile>(W + i, dz, dx + i * n, rows, inputs, n);
  switch (inputs - i) {
    case 3:
      return backward_tile<3>(W + i, dz, dx + i * n, rows, inputs, n);
    case 2:
      return backward_tile<2>(W + i, dz, dx + i * n, rows, inputs, n);
    case 1:
      return backward_tile<1>(W + i, dz, dx + i * n, rows, inputs, n);
  }
}

void weight_gradient(const float* dz, const float* x, float* dW, int rows, int inputs, int n) {
  int r = 0;
  for (; r + 2 <= rows; r += 2, dz += 2 * n, dW += 2 * inputs) {
    int i = 0;
    for (; i + 2 <= inputs; i += 2) gradient_tile<2, 2>(dz, x + i * n, dW + i, inputs, n);
    if (i < inputs) gradient_tile<2, 1>(dz, x + i * n, dW + i, inputs, n);
  }
  if (r == rows) return;
  int i = 0;
  for (; i + 4 <= inputs; i += 4) gradient_tile<1, 4>(dz, x + i * n, dW + i, inputs, n);
  for (; i < inputs; ++i) gradient_tile<1, 1>(dz, x + i * n, dW + i, inputs, n);
}

void row_sums(const float* dz, float* db, int rows, int n) {
  int r = 0;
  for (; r + 4 <= rows; r += 4) row_tile<4>(dz + r * n, db + r, n);
  switch (rows - r) {
    case 3:
      return row_tile<3>(dz + r * n, db + r, n);
    case 2:
      return row_tile<2>(dz + r * n, db + r, n);
    case 1:
      return row_tile<1>(dz + r * n, db + r, n);
  }
}

float lane_sum(const float* a, int count, int n) {
  f32x8 sums = splat(0.0f);
  int s = 0;
  for (; s + lanes <= count; s += lanes) sums = sums + load(a + s);
  if (s < n) {
    float rest[lanes] = {};
    for (int i = s; i < count; ++i) rest[i - s] = a[i];
    sums = sums + load(rest);
  }
  return sum(sums);
}

// In WebAssembly a call of memset for a few hundred bytes costs more than all the stores; the compiler must not make
// one of these loops.
#if defined(__clang__)
#define NONLIN_NO_MEMSET __attribute__((no_builtin("memset")))
#else
#define NONLIN_NO_MEMSET
#endif
NONLIN_NO_MEMSET void clear(float* a, int n) {
  for (int s = 0; s < n; s += lanes) store(a + s, splat(0.0f));
}

NONLIN_NO_MEMSET void clear_rest(float* a, int size) {
  for (int s = size; s % lanes != 0; ++s) a[s] = 0;
}

void multiply(float* a, const float* b, int n) {
  for (int s = 0; s < n; s += lanes) store(a + s, load(a + s) * load(b + s));
}

}  // namespace nonlin

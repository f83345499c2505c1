#include "math/kernels.hpp"

#include <algorithm>
#include <type_traits>

#include "math/simd.hpp"

namespace nonlin {
namespace {

// Register tiles. Eight registers of sums fit into the sixteen of x86 beside the operands; more spills, fewer waits for
// the adder. That is `tile` output rows by one f32x8, or `gradient_rows` rows by two inputs by one f32_part.
constexpr int tile = 8 / registers, gradient_rows = 4 * parts / registers;

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

// dW for R rows by C inputs: R*C vectors of lane sums at once.
template <int R, int C>
NONLIN_INLINE void gradient_tile(const float* dz, const float* x, float* dW, int inputs, int n) {
  constexpr int together = 4;  // what `sums` adds at once
  f32_part made[(R * C + together - 1) / together * together][parts] = {};
  for (int part = 0; part < parts; ++part) {
    f32_part part_sums[R * C] = {};
    for (int s = part * part_lanes; s < n; s += lanes) {
      f32_part xs[C];
      for (int c = 0; c < C; ++c) xs[c] = load_part(x + c * n + s);
      for (int r = 0; r < R; ++r) {
        const f32_part d = load_part(dz + r * n + s);
        for (int c = 0; c < C; ++c) part_sums[r * C + c] = part_sums[r * C + c] + d * xs[c];
      }
    }
    for (int i = 0; i < R * C; ++i) made[i][part] = part_sums[i];
  }
  for (int first = 0; first < R * C; first += together) {
    const f32x8 lane_sums[together] = {join(made[first]), join(made[first + 1]), join(made[first + 2]),
                                       join(made[first + 3])};
    float gradient[together];
    sums(lane_sums, gradient);
    for (int i = first; i < R * C && i < first + together; ++i) dW[i / C * inputs + i % C] += gradient[i - first];
  }
}

}  // namespace

void dense_forward(const float* W, const float* b, const float* x, float* z, int rows, int inputs, int n) {
  int r = 0;
  const auto some = [&]<int R>(std::integral_constant<int, R>) {
    forward_tile<R>(W + r * inputs, b ? b + r : nullptr, x, z + r * n, inputs, n);
    r += R;
  };
  while (r + tile <= rows) some(std::integral_constant<int, tile>());
  if (tile > 4 && r + 4 <= rows) some(std::integral_constant<int, 4>());
  switch (rows - r) {
    case 3:
      return some(std::integral_constant<int, 3>());
    case 2:
      return some(std::integral_constant<int, 2>());
    case 1:
      return some(std::integral_constant<int, 1>());
  }
}

void dense_backward(const float* W, const float* dz, float* dx, int rows, int inputs, int n) {
  int i = 0;
  const auto some = [&]<int R>(std::integral_constant<int, R>) {
    backward_tile<R>(W + i, dz, dx + i * n, rows, inputs, n);
    i += R;
  };
  while (i + tile <= inputs) some(std::integral_constant<int, tile>());
  if (tile > 4 && i + 4 <= inputs) some(std::integral_constant<int, 4>());
  switch (inputs - i) {
    case 3:
      return some(std::integral_constant<int, 3>());
    case 2:
      return some(std::integral_constant<int, 2>());
    case 1:
      return some(std::integral_constant<int, 1>());
  }
}

void weight_gradient(const float* dz, const float* x, float* dW, int rows, int inputs, int n) {
  int r = 0;
  for (; r + gradient_rows <= rows; r += gradient_rows, dz += gradient_rows * n, dW += gradient_rows * inputs) {
    int i = 0;
    for (; i + 2 <= inputs; i += 2) gradient_tile<gradient_rows, 2>(dz, x + i * n, dW + i, inputs, n);
    if (i < inputs) gradient_tile<gradient_rows, 1>(dz, x + i * n, dW + i, inputs, n);
  }
  for (; r < rows; ++r, dz += n, dW += inputs) {
    int i = 0;
    for (; i + 4 <= inputs; i += 4) gradient_tile<1, 4>(dz, x + i * n, dW + i, inputs, n);
    for (; i < inputs; ++i) gradient_tile<1, 1>(dz, x + i * n, dW + i, inputs, n);
  }
}

// Four rows at a time; those that are missing are the last one again, which costs nothing beside the wait for the
// adder.
void row_sums(const float* dz, float* db, int rows, int n) {
  for (int r = 0; r < rows; r += 4) {
    const float* row[4];
    f32x8 row_sums[4];
    for (int i = 0; i < 4; ++i) {
      row[i] = dz + std::min(r + i, rows - 1) * n;
      row_sums[i] = splat(0.0f);
    }
    for (int s = 0; s < n; s += lanes)
      for (int i = 0; i < 4; ++i) row_sums[i] = row_sums[i] + load(row[i] + s);
    float made[4];
    sums(row_sums, made);
    for (int i = 0; i < 4 && r + i < rows; ++i) db[r + i] += made[i];
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

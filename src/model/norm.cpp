#include "model/norm.hpp"

#include <algorithm>

#include "math/kernels.hpp"
#include "math/simd.hpp"

namespace nonlin {
namespace {

// One vector's share of a sum over the rows of a layer: running sums by row mod 8, and their tree.
struct OverRows {
  f32x8 sums[lanes];
  OverRows() { std::fill(sums, sums + lanes, splat(0.0f)); }
  void add(int row, f32x8 x) { sums[row % lanes] = sums[row % lanes] + x; }
  f32x8 total() const {
    const f32x8 f0 = sums[0] + sums[4], f1 = sums[1] + sums[5], f2 = sums[2] + sums[6], f3 = sums[3] + sums[7];
    return (f0 + f2) + (f1 + f3);
  }
};

// The first `count` lanes of a, zero in the others.
f32x8 first_lanes(f32x8 a, int count) {
  float x[lanes];
  store(x, a);
  for (int i = count; i < lanes; ++i) x[i] = 0;
  return load(x);
}

}  // namespace

void Moments::add(const float* z, int size, int n) {
  const double here = static_cast<double>(lane_sum(z, size, n)) / size;
  const f32x8 centre = splat(static_cast<float>(here));
  f32x8 sums = splat(0.0f);
  for (int s = 0; s < n; s += lanes) {
    const f32x8 off = load(z + s) - centre;
    sums = sums + (s + lanes <= size ? off * off : first_lanes(off * off, size - s));
  }
  const double distance = here - mean, together = count + size;
  squares += static_cast<double>(sum(sums)) + distance * distance * (count * size / together);
  mean += distance * (size / together);
  count = together;
}

float Moments::inverse() const { return static_cast<float>(1 / sqrt(squares / count + norm_epsilon)); }

void normalise_rows(float* z, float* hat, const float* mean, const float* inverse, const float* gamma,
                    const float* beta, int rows, int n) {
  for (int r = 0; r < rows; ++r, z += n, hat += n)
    for (int s = 0; s < n; s += lanes) {
      const f32x8 h = (load(z + s) - splat(mean[r])) * splat(inverse[r]);
      store(hat + s, h);
      store(z + s, splat(gamma[r]) * h + splat(beta[r]));
    }
}

void normalise_samples(float* z, float* hat, float* inverse, const float* gamma, const float* beta, int rows, int n) {
  const f32x8 count = splat(static_cast<float>(rows)), epsilon = splat(static_cast<float>(norm_epsilon));
  for (int s = 0; s < n; s += lanes) {
    OverRows total, squares;
    for (int r = 0; r < rows; ++r) total.add(r, load(z + r * n + s));
    const f32x8 mean = total.total() / count;
    for (int r = 0; r < rows; ++r) {
      const f32x8 off = load(z + r * n + s) - mean;
      squares.add(r, off * off);
    }
    const f32x8 factor = splat(1.0f) / sqrt(squares.total() / count + epsilon);
    store(inverse + s, factor);
    for (int r = 0; r < rows; ++r) {
      const f32x8 h = (load(z + r * n + s) - mean) * factor;
      store(hat + r * n + s, h);
      store(z + r * n + s, splat(gamma[r]) * h + splat(beta[r]));
    }
  }
}

void RowSums::add(const float* dz, const float* hat, int n) {
  f32x8 slopes = splat(0.0f), products = splat(0.0f);
  for (int s = 0; s < n; s += lanes) {
    slopes = slopes + load(dz + s);
    products = products + load(dz + s) * load(hat + s);
  }
  d += static_cast<double>(sum(slopes));
  dh += static_cast<double>(sum(products));
}

void denormalise_row(float* dz, const float* hat, float gamma, float inverse, const RowSums& sums, int batch, int size,
                     int n) {
  const f32x8 factor = splat(gamma * inverse);
  const f32x8 mean = splat(static_cast<float>(sums.d / batch)), along = splat(static_cast<float>(sums.dh / batch));
  for (int s = 0; s < n; s += lanes) store(dz + s, factor * ((load(dz + s) - mean) - load(hat + s) * along));
  std::fill(dz + size, dz + n, 0.0f);
}

void denormalise_samples(float* dz, const float* hat, const float* inverse, const float* gamma, int rows, int n) {
  const f32x8 count = splat(static_cast<float>(rows));
  for (int s = 0; s < n; s += lanes) {
    OverRows slopes, products;
    for (int r = 0; r < rows; ++r) {
      const f32x8 d = splat(gamma[r]) * load(dz + r * n + s);
      slopes.add(r, d);
      products.add(r, d * load(hat + r * n + s));
    }
    const f32x8 mean = slopes.total() / count, along = products.total() / count;
    for (int r = 0; r < rows; ++r) {
      const int i = r * n + s;
      const f32x8 d = splat(gamma[r]) * load(dz + i);
      store(dz + i, load(inverse + s) * ((d - mean) - load(hat + i) * along));
    }
  }
}

}  // namespace nonlin

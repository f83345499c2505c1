// The three products and the reductions, bit for bit against plain loops in the written order, at every size.
#include "math/kernels.hpp"

#include <catch2/catch_test_macros.hpp>
#include <functional>
#include <limits>
#include <vector>

#include "numbers.hpp"

namespace nonlin {
namespace {

using test::draws;
using test::same_bits;

constexpr int lengths[] = {8, 16, 24, 32, 40, 256};
constexpr float guard = 12345.5f;

std::size_t at(int i) { return static_cast<std::size_t>(i); }

/// Runs `body(rows, inputs, n)` for all rows and inputs in 1..17 and all lengths.
void for_all_sizes(const std::function<void(int, int, int)>& body) {
  for (int rows = 1; rows <= 17; ++rows)
    for (int inputs = 1; inputs <= 17; ++inputs)
      for (int n : lengths) body(rows, inputs, n);
}

/// The written tree over eight lane sums.
float tree(const float* l) {
  const float f0 = l[0] + l[4], f1 = l[1] + l[5], f2 = l[2] + l[6], f3 = l[3] + l[7];
  return (f0 + f2) + (f1 + f3);
}

/// An array of `count` floats between guards, so that a write past either end is seen.
struct Guarded {
  explicit Guarded(int count) : buffer(at(count) + 16, guard) {}
  float* data() { return buffer.data() + 8; }
  std::span<const float> values() const { return {buffer.data() + 8, buffer.size() - 16}; }
  bool intact() const {
    for (std::size_t i = 0; i < 8; ++i)
      if (buffer[i] != guard || buffer[buffer.size() - 1 - i] != guard) return false;
    return true;
  }
  Floats buffer;
};

TEST_CASE("the forward product has the bits of the plain loop, with and without bias, at every size", "[kernels]") {
  for_all_sizes([](int rows, int inputs, int n) {
    const Floats W = draws(at(rows * inputs), 1), x = draws(at(inputs * n), 2), b = draws(at(rows), 3);
    for (const float* bias : {b.data(), static_cast<const float*>(nullptr)}) {
      Floats want(at(rows * n));
      bool near = true;
      for (int r = 0; r < rows; ++r)
        for (int s = 0; s < n; ++s) {
          float sum = bias ? bias[r] : 0.0f;
          double exact = sum, size = std::fabs(exact);
          for (int i = 0; i < inputs; ++i) {
            const float w = W[at(r * inputs + i)], v = x[at(i * n + s)];
            const float product = w * v;
            sum = sum + product;
            exact += static_cast<double>(w) * v;
            size += std::fabs(static_cast<double>(w) * v);
          }
          want[at(r * n + s)] = sum;
          near = near && std::fabs(sum - exact) <= size * (inputs + 1) * 6e-8;
        }
      Guarded z(rows * n);
      dense_forward(W.data(), bias, x.data(), z.data(), rows, inputs, n);
      INFO(rows << " rows, " << inputs << " inputs, " << n << " samples");
      REQUIRE(same_bits(z.values(), want));
      REQUIRE(z.intact());
      REQUIRE(near);
    }
  });
}

TEST_CASE("the backward product has the bits of the plain loop at every size", "[kernels]") {
  for_all_sizes([](int rows, int inputs, int n) {
    const Floats W = draws(at(rows * inputs), 4), dz = draws(at(rows * n), 5);
    Floats want(at(inputs * n));
    bool near = true;
    for (int i = 0; i < inputs; ++i)
      for (int s = 0; s < n; ++s) {
        float sum = W[at(i)] * dz[at(s)];
        double exact = static_cast<double>(W[at(i)]) * dz[at(s)], size = std::fabs(exact);
        for (int r = 1; r < rows; ++r) {
          const float product = W[at(r * inputs + i)] * dz[at(r * n + s)];
          sum = sum + product;
          exact += static_cast<double>(W[at(r * inputs + i)]) * dz[at(r * n + s)];
          size += std::fabs(static_cast<double>(product));
        }
        want[at(i * n + s)] = sum;
        near = near && std::fabs(sum - exact) <= size * (rows + 1) * 6e-8;
      }
    Guarded dx(inputs * n);
    dense_backward(W.data(), dz.data(), dx.data(), rows, inputs, n);
    INFO(rows << " rows, " << inputs << " inputs, " << n << " samples");
    REQUIRE(same_bits(dx.values(), want));
    REQUIRE(dx.intact());
    REQUIRE(near);
  });
}

TEST_CASE("the weight gradient is added in eight lanes and their tree, bit for bit at every size", "[kernels]") {
  for_all_sizes([](int rows, int inputs, int n) {
    const Floats dz = draws(at(rows * n), 6), x = draws(at(inputs * n), 7), before = draws(at(rows * inputs), 8);
    Floats want = before;
    bool near = true;
    for (int r = 0; r < rows; ++r)
      for (int i = 0; i < inputs; ++i) {
        float l[lanes] = {};
        double exact = before[at(r * inputs + i)], size = std::fabs(exact);
        for (int s = 0; s < n; ++s) {
          const float product = dz[at(r * n + s)] * x[at(i * n + s)];
          l[s % lanes] = l[s % lanes] + product;
          exact += static_cast<double>(dz[at(r * n + s)]) * x[at(i * n + s)];
          size += std::fabs(static_cast<double>(product));
        }
        want[at(r * inputs + i)] += tree(l);
        near = near && std::fabs(want[at(r * inputs + i)] - exact) <= size * (n / 8 + 5) * 6e-8;
      }
    Guarded dW(rows * inputs);
    std::copy(before.begin(), before.end(), dW.data());
    weight_gradient(dz.data(), x.data(), dW.data(), rows, inputs, n);
    INFO(rows << " rows, " << inputs << " inputs, " << n << " samples");
    REQUIRE(same_bits(dW.values(), want));
    REQUIRE(dW.intact());
    REQUIRE(near);
  });
}

TEST_CASE("row sums are added in eight lanes and their tree, bit for bit", "[kernels]") {
  for (int rows = 1; rows <= 17; ++rows)
    for (int n : lengths) {
      const Floats dz = draws(at(rows * n), 9), before = draws(at(rows), 10);
      Floats want = before;
      for (int r = 0; r < rows; ++r) {
        float l[lanes] = {};
        for (int s = 0; s < n; ++s) l[s % lanes] += dz[at(r * n + s)];
        want[at(r)] += tree(l);
      }
      Guarded db(rows);
      std::copy(before.begin(), before.end(), db.data());
      row_sums(dz.data(), db.data(), rows, n);
      INFO(rows << " rows, " << n << " samples");
      REQUIRE(same_bits(db.values(), want));
      REQUIRE(db.intact());
    }
}

TEST_CASE("a lane sum takes the first numbers only, whatever the padding holds", "[kernels]") {
  for (int count = 1; count <= 264; ++count) {
    Floats a = draws(at(padded(count)), 11);
    std::fill(a.begin() + count, a.end(), std::numeric_limits<float>::quiet_NaN());
    float l[lanes] = {};
    for (int s = 0; s < count; ++s) l[s % lanes] += a[at(s)];
    INFO(count);
    REQUIRE(lane_sum(a.data(), count, padded(count)) == tree(l));
  }
}

TEST_CASE("multiplying goes number by number", "[kernels]") {
  for (int n : lengths) {
    const Floats a = draws(at(n), 12), b = draws(at(n), 13);
    Guarded product(n);
    std::copy(a.begin(), a.end(), product.data());
    multiply(product.data(), b.data(), n);
    Floats want(at(n));
    for (std::size_t s = 0; s < want.size(); ++s) want[s] = a[s] * b[s];
    REQUIRE(same_bits(product.values(), want));
    REQUIRE(product.intact());
  }
}

TEST_CASE("vectors keep every bit, sum by the written tree, and drop or keep NaN as stated", "[kernels]") {
  const float nan = std::numeric_limits<float>::quiet_NaN();
  const Floats a = draws(8, 14), b = draws(8, 15);
  const f32x8 x = load(a.data()), y = load(b.data());
  CHECK(sum(x) == tree(a.data()));
  for (int i = 0; i < lanes; ++i) {
    const float p = a[at(i)], q = b[at(i)];
    CHECK(lane(x, i) == p);
    CHECK(lane(min(x, y), i) == std::min(p, q));
    CHECK(lane(max(x, y), i) == std::max(p, q));
    CHECK(lane(abs(x), i) == std::fabs(p));
    CHECK(lane(copysign(x, y), i) == std::copysign(p, q));
    CHECK(lane(sqrt(abs(x)), i) == std::sqrt(std::fabs(p)));
    CHECK(lane(select(x < y, x, y), i) == (p < q ? p : q));
    CHECK(lane(from_bits(bits(x)), i) == p);
    CHECK(lane(-x, i) == -p);
    CHECK(lane(x / y, i) == p / q);
  }
  CHECK(lane(max(splat(nan), splat(1)), 3) != lane(max(splat(nan), splat(1)), 3));
  CHECK(lane(max(splat(1), splat(nan)), 3) == 1);
  CHECK(lane(min(splat(nan), splat(1)), 3) != lane(min(splat(nan), splat(1)), 3));
  CHECK(lane(min(splat(1), splat(nan)), 3) == 1);
  CHECK(lane(to_float(splat_bits(-16777215)), 0) == -16777215.0f);
  CHECK(lane(to_float(splat_bits(-8) >> 1), 0) == -4);
}

TEST_CASE("four sums at once are four times one sum, bit for bit", "[kernels]") {
  f32x8 four[4];
  float numbers[lanes], together[4];
  for (int k = 0; k < 4; ++k) {
    // Magnitudes so far apart that another order of adding gives another sum.
    for (int i = 0; i < lanes; ++i) numbers[i] = static_cast<float>((i * 5 + k * 3) % 7 - 3) * (i % 2 ? 1e-7f : 1.7f);
    four[k] = load(numbers);
  }
  sums(four, together);
  for (int k = 0; k < 4; ++k) CHECK(together[k] == sum(four[k]));
}

TEST_CASE("clearing reaches its end and no further", "[kernels]") {
  for (const int size : {1, 7, 9, 15}) {
    std::vector<float> a(24, 1.0f);
    clear_rest(a.data(), size);
    for (int i = 0; i < 24; ++i) CHECK(a[static_cast<std::size_t>(i)] == (i >= size && i < padded(size) ? 0.0f : 1.0f));
  }
  std::vector<float> a(24, 1.0f);
  clear(a.data(), 16);
  for (int i = 0; i < 24; ++i) CHECK(a[static_cast<std::size_t>(i)] == (i < 16 ? 0.0f : 1.0f));
}

}  // namespace
}  // namespace nonlin

#include "model/loss.hpp"

#include <array>
#include <cstring>

#include "math/functions.hpp"
#include "math/simd.hpp"
#include "math/table.hpp"

namespace nonlin {
namespace {

// ---------------------------------------------------------------- parts shared by outputs and losses

struct Logistic {
  f32x8 e, y;  // exp(-|z|), 1 / (1 + exp(-z))
};
NONLIN_INLINE Logistic logistic(f32x8 z) {
  const f32x8 one = splat(1.0f), e = exp(-abs(z));
  return {e, select(z < splat(0.0f), e, one) / (one + e)};
}

// A sum over classes: eight lanes by index, then the tree of `sum` (math/simd.hpp), for eight samples at once.
struct ClassSum {
  f32x8 part[lanes];
  ClassSum() {
    for (f32x8& p : part) p = splat(0.0f);
  }
  void add(int index, f32x8 x) { part[index % lanes] = part[index % lanes] + x; }
  f32x8 total() const {
    return ((part[0] + part[4]) + (part[2] + part[6])) + ((part[1] + part[5]) + (part[3] + part[7]));
  }
};

// Largest logit of eight samples, and the sum over classes of exp(z - largest).
struct SoftmaxParts {
  f32x8 largest, total;
};
NONLIN_INLINE SoftmaxParts softmax_parts(const float* z, int k, int n) {
  f32x8 largest = load(z);
  for (int i = 1; i < k; ++i) largest = max(largest, load(z + i * n));
  ClassSum sum;
  for (int i = 0; i < k; ++i) sum.add(i, exp(load(z + i * n) - largest));
  return {largest, sum.total()};
}

// ---------------------------------------------------------------- heads

void identity_output(const float* z, float* y, int k, int n) {
  if (y != z) std::memcpy(y, z, sizeof(float) * static_cast<std::size_t>(k * n));
}
void logistic_output(const float* z, float* y, int k, int n) {
  for (int s = 0; s < k * n; s += lanes) store(y + s, logistic(load(z + s)).y);
}
void tanh_output(const float* z, float* y, int k, int n) {
  for (int s = 0; s < k * n; s += lanes) store(y + s, tanh(load(z + s)));
}
void softmax_output(const float* z, float* y, int k, int n) {
  for (int s = 0; s < n; s += lanes) {
    const SoftmaxParts parts = softmax_parts(z + s, k, n);
    for (int i = 0; i < k; ++i) store(y + i * n + s, exp(load(z + i * n + s) - parts.largest) / parts.total);
  }
}

// ---------------------------------------------------------------- losses

// A loss that is a mean over all outputs of a term of (logit, target). Term gives {loss, dloss/dz}.
struct Term {
  f32x8 loss, slope;
};
template <class F>
void elementwise(F term, const float* z, const float* t, float* dz, float* loss, int k, int n, int batch) {
  const f32x8 scale = splat(static_cast<float>(1.0 / (static_cast<double>(batch) * k)));
  const f32x8 share = splat(static_cast<float>(1.0 / k));
  for (int s = 0; s < n; s += lanes) {
    ClassSum sum;
    for (int i = 0; i < k; ++i) {
      const Term one = term(load(z + i * n + s), load(t + i * n + s));
      if (dz) store(dz + i * n + s, one.slope * scale);
      sum.add(i, one.loss);
    }
    if (loss) store(loss + s, sum.total() * share);
  }
}

/// -t log y - (1 - t) log(1 - y) = max(z, 0) - z t + log1p(exp(-|z|)), y = 1 / (1 + exp(-z)); slope y - t.
void logistic_cross_entropy(const float* z, const float* t, float* dz, float* loss, int k, int n, int batch) {
  const auto term = [](f32x8 a, f32x8 target) {
    const Logistic p = logistic(a);
    return Term{max(a, splat(0.0f)) - a * target + log1p(p.e), p.y - target};
  };
  elementwise(term, z, t, dz, loss, k, n, batch);
}

/// (z - t)^2; slope 2 (z - t).
void mean_squared(const float* z, const float* t, float* dz, float* loss, int k, int n, int batch) {
  const auto term = [](f32x8 a, f32x8 target) {
    const f32x8 error = a - target;
    return Term{error * error, error + error};
  };
  elementwise(term, z, t, dz, loss, k, n, batch);
}

/// (y - t)^2 / 2 with y = tanh z; slope (y - t) sech^2 z, sech^2 z = 4 e / (1 + e)^2, e = exp(-2 |z|), without
/// cancellation.
void tanh_half_squared(const float* z, const float* t, float* dz, float* loss, int k, int n, int batch) {
  const auto term = [](f32x8 a, f32x8 target) {
    const f32x8 one = splat(1.0f), error = tanh(a) - target, e = exp(splat(-2.0f) * abs(a)), sum = one + e;
    return Term{splat(0.5f) * error * error, error * (splat(4.0f) * e / (sum * sum))};
  };
  elementwise(term, z, t, dz, loss, k, n, batch);
}

/// sum_i t_i (log sum_j exp(z_j - m) - (z_i - m)), m the largest logit; slope softmax(z)_i - t_i for targets that sum
/// to 1. A mean over samples, not over classes.
void softmax_cross_entropy(const float* z, const float* t, float* dz, float* loss, int k, int n, int batch) {
  const f32x8 scale = splat(static_cast<float>(1.0 / batch));
  for (int s = 0; s < n; s += lanes) {
    const SoftmaxParts parts = softmax_parts(z + s, k, n);
    const f32x8 log_total = log(parts.total);
    ClassSum sum;
    for (int i = 0; i < k; ++i) {
      const f32x8 shifted = load(z + i * n + s) - parts.largest, target = load(t + i * n + s);
      sum.add(i, target * (log_total - shifted));
      if (dz) store(dz + i * n + s, (exp(shifted) / parts.total - target) * scale);
    }
    if (loss) store(loss + s, sum.total());
  }
}

constexpr std::array head_rows{
    Head{"logistic", logistic_output},
    Head{"softmax", softmax_output},
    Head{"identity", identity_output},
    Head{"tanh", tanh_output},
};

constexpr std::array pairing_rows{
    Pairing{.head = "logistic",
            .loss = "cross-entropy",
            .score = Score::accuracy,
            .for_classes = true,
            .for_values = false,
            .one_output = true,
            .low = 0,
            .high = 1,
            .compute = logistic_cross_entropy},
    Pairing{.head = "softmax",
            .loss = "cross-entropy",
            .score = Score::accuracy,
            .for_classes = true,
            .for_values = false,
            .one_output = false,
            .low = 0,
            .high = 1,
            .compute = softmax_cross_entropy},
    Pairing{.head = "identity",
            .loss = "mse",
            .score = Score::r2,
            .for_classes = false,
            .for_values = true,
            .one_output = false,
            .low = 0,
            .high = 1,
            .compute = mean_squared},
    // TensorFlow Playground's classifier: targets -1 and +1.
    Pairing{.head = "tanh",
            .loss = "half-mse",
            .score = Score::accuracy,
            .for_classes = true,
            .for_values = false,
            .one_output = true,
            .low = -1,
            .high = 1,
            .compute = tanh_half_squared},
};

constexpr std::array<std::string_view, 3> losses{"cross-entropy", "mse", "half-mse"};

}  // namespace

std::span<const Head> heads() { return head_rows; }

const Head* find_head(std::string_view id) { return find_row(head_rows, id); }

std::span<const Pairing> pairings() { return pairing_rows; }

const Pairing* find_pairing(std::string_view head, std::string_view loss) {
  for (const Pairing& pairing : pairing_rows)
    if (pairing.head == head && pairing.loss == loss) return &pairing;
  return nullptr;
}

std::span<const std::string_view> loss_ids() { return losses; }

}  // namespace nonlin

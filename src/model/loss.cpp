#include "model/loss.hpp"

#include <array>
#include <cassert>
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
  bool only;  // one of k = 1 classes, whose lane is the whole sum
  f32x8 part[lanes];
  explicit ClassSum(int k) : only(k == 1) {
    for (int i = 0; i < (only ? 1 : lanes); ++i) part[i] = splat(0.0f);
  }
  void add(int index, f32x8 x) { part[index % lanes] = part[index % lanes] + x; }
  f32x8 total() const {
    if (only) return part[0];
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
  ClassSum sum(k);
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
    ClassSum sum(k);
    for (int i = 0; i < k; ++i) {
      const Term one = term(load(z + i * n + s), load(t + i * n + s));
      if (dz) store(dz + i * n + s, one.slope * scale);
      sum.add(i, one.loss);
    }
    if (loss) store(loss + s, sum.total() * share);
  }
}

/// The same for terms that are not inlined: the less usual losses share one loop.
template <Term (*term)(f32x8, f32x8)>
void by_terms(const float* z, const float* t, float* dz, float* loss, int k, int n, int batch) {
  elementwise(term, z, t, dz, loss, k, n, batch);
}

/// -t log y - (1 - t) log(1 - y) = max(z, 0) - z t + log1p(exp(-|z|)), y = 1 / (1 + exp(-z)); slope y - t.
void logistic_cross_entropy(const float* z, const float* t, float* dz, float* loss, int k, int n, int batch) {
  const auto term = [](f32x8 a, f32x8 target) {
    const Logistic p = logistic(a);
    return Term{max(a, splat(0.0f)) - a * target + log1p(p.e), p.y - target};
  };
  elementwise(term, z, t, dz, loss, k, n, batch);
}

/// (y - t)^2 with y = 1 / (1 + exp(-z)); slope 2 (y - t) e / (1 + e)^2, e = exp(-|z|). The smaller of y and 1 - y is
/// e / (1 + e), from which y - t keeps its digits for targets 0 and 1 at any logit.
Term logistic_squared(f32x8 z, f32x8 t) {
  const f32x8 one = splat(1.0f), e = exp(-abs(z)), part = one / (one + e), smaller = e * part;
  const f32x8 error = select(z < splat(0.0f), smaller - t, (one - t) - smaller);
  return {error * error, (error + error) * (smaller * part)};
}

/// max(0, 1 - t z) for targets -1 and 1; slope -t inside the margin, 0 from its edge on.
Term hinge(f32x8 z, f32x8 t) {
  const f32x8 zero = splat(0.0f), missing = splat(1.0f) - t * z;
  return {max(missing, zero), select(missing > zero, -t, zero)};
}

/// (z - t)^2; slope 2 (z - t).
void mean_squared(const float* z, const float* t, float* dz, float* loss, int k, int n, int batch) {
  const auto term = [](f32x8 a, f32x8 target) {
    const f32x8 error = a - target;
    return Term{error * error, error + error};
  };
  elementwise(term, z, t, dz, loss, k, n, batch);
}

/// (z - t)^2 / 2; slope z - t.
Term half_squared(f32x8 z, f32x8 t) {
  const f32x8 error = z - t;
  return {splat(0.5f) * error * error, error};
}

/// |z - t|; slope its sign, 0 where they are equal.
Term absolute(f32x8 z, f32x8 t) {
  const f32x8 zero = splat(0.0f), one = splat(1.0f), error = z - t;
  return {abs(error), select(error > zero, one, select(error < zero, -one, zero))};
}

/// e = z - t: e^2 / 2 up to |e| = 1, then |e| - 1/2; slope e held to -1..1. Huber, "Robust estimation of a location
/// parameter", 1964, with PyTorch's default delta of 1; other deltas are this one of inputs and targets over delta.
Term huber(f32x8 z, f32x8 t) {
  const f32x8 one = splat(1.0f), half = splat(0.5f), error = z - t, size = abs(error);
  return {select(size > one, size - half, half * error * error), min(max(error, -one), one)};
}

/// (y - t)^2 / 2 with y = tanh z; slope (y - t) sech^2 z, sech^2 z = 4 e / (1 + e)^2, e = exp(-2 |z|), without
/// cancellation.
Term tanh_half_squared(f32x8 z, f32x8 t) {
  const f32x8 one = splat(1.0f), error = tanh(z) - t, e = exp(splat(-2.0f) * abs(z)), sum = one + e;
  return {splat(0.5f) * error * error, error * (splat(4.0f) * e / (sum * sum))};
}
Term tanh_squared(f32x8 z, f32x8 t) {
  const Term half = tanh_half_squared(z, t);
  return {half.loss + half.loss, half.slope + half.slope};
}

/// sum_i t_i (log sum_j exp(z_j - m) - (z_i - m)), m the largest logit; slope softmax(z)_i sum_j t_j - t_i, where the
/// targets of classes sum to 1. A mean over samples, not over classes.
void softmax_cross_entropy(const float* z, const float* t, float* dz, float* loss, int k, int n, int batch) {
  const f32x8 scale = splat(static_cast<float>(1.0 / batch));
  for (int s = 0; s < n; s += lanes) {
    const SoftmaxParts parts = softmax_parts(z + s, k, n);
    const f32x8 log_total = log(parts.total);
    ClassSum sum(k), targets(k);
    for (int i = 0; i < k; ++i) targets.add(i, load(t + i * n + s));
    const f32x8 shared = targets.total();
    for (int i = 0; i < k; ++i) {
      const f32x8 shifted = load(z + i * n + s) - parts.largest, target = load(t + i * n + s);
      sum.add(i, target * (log_total - shifted));
      if (dz) store(dz + i * n + s, (exp(shifted) / parts.total * shared - target) * scale);
    }
    if (loss) store(loss + s, sum.total());
  }
}

/// Mean over classes of e_i^2, e = y - t, y = softmax(z); slope 2/k y_i sum_j y_j (e_i - e_j): differences of errors,
/// for which no 1 - y_i is needed.
void softmax_mean_squared(const float* z, const float* t, float* dz, float* loss, int k, int n, int batch) {
  constexpr int most_outputs = 16;
  assert(k <= most_outputs);
  const f32x8 scale = splat(static_cast<float>(2.0 / (static_cast<double>(batch) * k)));
  const f32x8 share = splat(static_cast<float>(1.0 / k));
  for (int s = 0; s < n; s += lanes) {
    const SoftmaxParts parts = softmax_parts(z + s, k, n);
    f32x8 y[most_outputs], error[most_outputs];
    ClassSum sum(k);
    for (int i = 0; i < k; ++i) {
      y[i] = exp(load(z + i * n + s) - parts.largest) / parts.total;
      error[i] = y[i] - load(t + i * n + s);
      sum.add(i, error[i] * error[i]);
    }
    for (int i = 0; dz && i < k; ++i) {
      ClassSum pulls(k);
      for (int j = 0; j < k; ++j) pulls.add(j, y[j] * (error[i] - error[j]));
      store(dz + i * n + s, y[i] * pulls.total() * scale);
    }
    if (loss) store(loss + s, sum.total() * share);
  }
}

/// sum over i != c of max(0, z_i - z_c + 1), c the class of target 1 (the others are 0); slope 1 for every class
/// inside the margin and minus their count for c; 0 at the margin's edge. A mean over samples. Weston, Watkins,
/// "Support vector machines for multi-class pattern recognition", 1999; PyTorch's MultiMarginLoss divides it by k.
void multi_hinge(const float* z, const float* t, float* dz, float* loss, int k, int n, int batch) {
  const f32x8 zero = splat(0.0f), one = splat(1.0f), scale = splat(static_cast<float>(1.0 / batch));
  for (int s = 0; s < n; s += lanes) {
    f32x8 right = zero;  // the logit of c: picked, not added up, so that no other logit can spoil it
    for (int i = 0; i < k; ++i) right = select(load(t + i * n + s) > zero, load(z + i * n + s), right);
    ClassSum sum(k), inside(k);
    for (int i = 0; i < k; ++i) {
      const f32x8 missing = load(z + i * n + s) - right + one;
      const i32x8 other = load(t + i * n + s) <= zero;
      sum.add(i, select(other, max(missing, zero), zero));
      inside.add(i, select(other & (missing > zero), one, zero));
    }
    if (loss) store(loss + s, sum.total());
    if (!dz) continue;
    const f32x8 count = inside.total();
    for (int i = 0; i < k; ++i) {
      const f32x8 missing = load(z + i * n + s) - right + one;
      const f32x8 slope = select(load(t + i * n + s) > zero, -count, select(missing > zero, one, zero));
      store(dz + i * n + s, slope * scale);
    }
  }
}

constexpr std::array head_rows{
    Head{"logistic", logistic_output, 0, 1}, Head{"softmax", softmax_output, 0, 1},
    Head{"sigmoids", logistic_output, 0, 1}, Head{"identity", identity_output, -1, 1},
    Head{"tanh", tanh_output, -1, 1},
};

// Natural pairs first: the first row that fits is what a task, a head or a loss alone asks for.
constexpr std::array pairing_rows{
    Pairing{.head = "logistic",
            .loss = "cross-entropy",
            .compute = logistic_cross_entropy,
            .for_classes = true,
            .one_output = true},
    Pairing{.head = "softmax", .loss = "cross-entropy", .compute = softmax_cross_entropy, .for_classes = true},
    Pairing{.head = "sigmoids",
            .loss = "cross-entropy",
            .compute = logistic_cross_entropy,
            .for_labels = true,
            .score = Score::labels},
    Pairing{.head = "identity", .loss = "mse", .compute = mean_squared, .for_values = true, .score = Score::r2},
    Pairing{.head = "identity",
            .loss = "half-mse",
            .compute = by_terms<half_squared>,
            .for_values = true,
            .score = Score::r2},
    Pairing{.head = "identity", .loss = "mae", .compute = by_terms<absolute>, .for_values = true, .score = Score::r2},
    Pairing{.head = "identity", .loss = "huber", .compute = by_terms<huber>, .for_values = true, .score = Score::r2},
    // TensorFlow Playground's classifier: targets -1 and +1.
    Pairing{.head = "tanh",
            .loss = "half-mse",
            .compute = by_terms<tanh_half_squared>,
            .for_classes = true,
            .one_output = true,
            .low = -1},
    Pairing{.head = "logistic",
            .loss = "hinge",
            .compute = by_terms<hinge>,
            .for_classes = true,
            .one_output = true,
            .low = -1},
    Pairing{.head = "identity", .loss = "multi-hinge", .compute = multi_hinge, .for_classes = true},
    // The wrong pairs of the lessons: a squared error through an output that saturates.
    Pairing{.head = "logistic",
            .loss = "mse",
            .compute = by_terms<logistic_squared>,
            .for_classes = true,
            .one_output = true},
    Pairing{.head = "softmax", .loss = "mse", .compute = softmax_mean_squared, .for_classes = true},
    // Classes as so many questions, each by itself; labels as one question, whose answers share a probability of 1.
    Pairing{.head = "sigmoids", .loss = "cross-entropy", .compute = logistic_cross_entropy, .for_classes = true},
    Pairing{.head = "softmax",
            .loss = "cross-entropy",
            .compute = softmax_cross_entropy,
            .for_labels = true,
            .score = Score::labels},
    // An output activation where values are asked for: it can reach only its own range.
    Pairing{.head = "logistic",
            .loss = "mse",
            .compute = by_terms<logistic_squared>,
            .for_values = true,
            .score = Score::r2},
    Pairing{.head = "tanh", .loss = "mse", .compute = by_terms<tanh_squared>, .for_values = true, .score = Score::r2},
};

constexpr std::array<std::string_view, 7> losses{"cross-entropy", "mse",   "half-mse",   "mae",
                                                 "huber",         "hinge", "multi-hinge"};

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

// The table of losses and the output heads they pair with. A pair is computed from the logits, never through y(1 - y).
#pragma once

#include <span>
#include <string_view>

namespace nonlin {

/// What turns logits into the output that is drawn and scored.
struct Head {
  std::string_view id;
  /// y (k x n) from logits z (k x n), n a multiple of 8; may be in place.
  void (*output)(const float* z, float* y, int k, int n);
};
std::span<const Head> heads();
const Head* find_head(std::string_view id);

/// How the score of a task is computed: share of right classes, or R^2 of the outputs.
enum class Score { accuracy, r2 };

/// One head with one loss.
struct Pairing {
  std::string_view head, loss;
  Score score;
  bool for_classes, for_values;  // kinds of task it fits
  bool one_output;               // a single logit whatever the classes (binary); else one per class or target column
  /// Targets as the loss wants them for class c of a single-output head: high for class 1, low for class 0.
  float low, high;
  /// dz (k x n) = dL/dz of the mean over `batch` samples, loss[s] = this sample's loss (its mean over outputs where the
  /// loss averages over outputs), for logits z and targets t (k x n). n is a multiple of 8; dz or loss may be null.
  void (*compute)(const float* z, const float* t, float* dz, float* loss, int k, int n, int batch);
};
std::span<const Pairing> pairings();
/// null when this head and this loss do not pair (yet).
const Pairing* find_pairing(std::string_view head, std::string_view loss);

/// Ids of all losses, each once, in table order.
std::span<const std::string_view> loss_ids();

}  // namespace nonlin

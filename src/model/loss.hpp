// The table of losses and the output heads they pair with. A pair is computed from the logits, never through y(1 - y),
// also the pairs that are wrong on purpose.
#pragma once

#include <span>
#include <string_view>

namespace nonlin {

/// What turns logits into the output that is drawn and scored.
struct Head {
  std::string_view id;
  /// y (k x n) from logits z (k x n), n a multiple of 8; may be in place.
  void (*output)(const float* z, float* y, int k, int n);
  /// What of a single output is drawn: its range, where it has one.
  float low, high;
};
std::span<const Head> heads();
const Head* find_head(std::string_view id);

/// How the score of a task is computed: share of right classes, share of right labels, or R^2 of the outputs.
enum class Score { accuracy, labels, r2 };

/// One head with one loss for one kind of task. Pairs of a head and a loss may stand there for several kinds.
struct Pairing {
  std::string_view head, loss;
  /// dz (k x n) = dL/dz of the mean over `batch` samples, loss[s] = this sample's loss (its mean over outputs where the
  /// loss averages over outputs), for logits z and targets t (k x n). n is a multiple of 8; dz or loss may be null.
  void (*compute)(const float* z, const float* t, float* dz, float* loss, int k, int n, int batch);
  bool for_classes = false, for_labels = false, for_values = false;  // kind of task it fits: one of them
  Score score = Score::accuracy;
  bool one_output = false;  // a single logit for two classes; else one per class, label or target column
  /// Targets as the loss wants them for classes and labels: high for those a sample has, low for the others.
  float low = 0, high = 1;
};
std::span<const Pairing> pairings();
/// The first row of this head and this loss; null when they do not pair.
const Pairing* find_pairing(std::string_view head, std::string_view loss);

/// Ids of all losses, each once, in table order.
std::span<const std::string_view> loss_ids();

}  // namespace nonlin

// One network being trained: batch -> forward -> loss -> backward -> update, and judging it on whole sets.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "math/aligned.hpp"
#include "model/loss.hpp"
#include "model/passes.hpp"
#include "train/optimizer.hpp"
#include "train/penalty.hpp"
#include "train/samples.hpp"

namespace nonlin {

/// Which samples a step takes. Where the size does not divide the set, an epoch ends with a short batch, which averages
/// over its own size; or, with `carry`, as in TensorFlow Playground, what is left over is taken by the next epoch's
/// first batch, before its own samples. A batch of the whole set takes the samples in order of their index: there is
/// nothing to shuffle.
struct BatchSpec {
  int size = 0;  // 0: the whole training set
  bool shuffled = true;
  bool carry = false;
};

/// Samples of the largest and of the smallest batch that a training set of `count` gives. A Workspace is made for the
/// largest.
int largest_batch(const BatchSpec& batch, int count);
int smallest_batch(const BatchSpec& batch, int count);
int steps_per_epoch(const BatchSpec& batch, int count);

/// Gives the workspace the statistics of the training set that evaluating a network with batch normalisation needs.
void prepare(const Network& network, const SampleSet& train, Workspace& workspace);

/// A network's mean loss and its score (accuracy, or R^2) over a whole set; NaN for an empty set.
struct Judgement {
  double loss, score;
};
/// A network with batch normalisation is prepared first.
Judgement judge(const Network& network, const Pairing& pairing, const SampleSet& set, Workspace& workspace);

class Trainer {
 public:
  /// `network` is initialised; `samples` and `orders` outlive the trainer.
  Trainer(Network network, const Pairing& pairing, const OptimizerSpec& optimizer,
          const RegularizationSpec& regularization, const BatchSpec& batch, const SampleSet& samples,
          EpochOrders& orders);

  /// Everything a step changes. Restoring it continues bit for bit.
  struct State {
    int step = 0;  // steps done
    Floats parameters, moment1, moment2;
    Powers powers{1, 1};
    friend bool operator==(const State&, const State&) = default;
  };
  State save() const;
  void restore(const State& state);

  /// Looks at a step while it goes on, and alters nothing.
  class Watcher {
   public:
    virtual ~Watcher() = default;
    /// After the passes of some chunks of the batch: chunk c of `chunks` is in slot c of the workspace, dL/dz of the
    /// batch's mean loss in it; the trainer's gradient has what they add, without penalty.
    virtual void passed(const Trainer& trainer, std::span<const Chunk> chunks, Workspace& workspace) = 0;
  };
  /// One step; `workspace` is scratch of the network's shape, made for the `largest_batch`. False when the loss of its
  /// batch, a parameter or a moment is no longer finite: the lane has diverged at this step.
  bool step(Workspace& workspace, Watcher* watcher = nullptr);

  int steps() const { return step_; }
  int steps_per_epoch() const { return steps_per_epoch_; }
  /// Whether epochs differ in their order; if not, all take the samples in order of their index.
  bool shuffles() const { return batch_.shuffled && batch_size_ < samples_.count(); }
  const Network& network() const { return network_; }
  const Pairing& pairing() const { return pairing_; }
  const OptimizerSpec& optimizer() const { return optimizer_; }
  const RegularizationSpec& regularization() const { return regularization_; }
  const SampleSet& samples() const { return samples_; }
  /// The samples of the next step, a pure function of the steps done. Valid until another epoch's order is asked for.
  std::span<const int> next_batch();
  /// Mean loss of the last step's batch, before that step's update and without penalty.
  double batch_loss() const { return batch_loss_; }
  /// Gradient of the last step, penalties in it and clipped; layout of the parameter buffer.
  std::span<const float> gradient() const { return gradient_; }

 private:
  int take_batch();
  void accumulate(std::size_t first, std::size_t count, int batch, Workspace& workspace);
  bool update();

  Network network_;
  const Pairing& pairing_;
  OptimizerSpec optimizer_;
  RegularizationSpec regularization_;
  BatchSpec batch_;
  const SampleSet& samples_;
  EpochOrders& orders_;
  int batch_size_, steps_per_epoch_;
  int step_ = 0;
  Floats gradient_, moment1_, moment2_;
  Floats before_;  // the parameters before a step, where a penalty needs them
  Powers powers_{1, 1};
  std::vector<int> carried_;           // a batch over the border of two epochs
  Floats batch_input_, batch_target_;  // of a batch that is not the whole set
  std::vector<Chunk> chunks_;          // of this step's batch, and where their targets are
  std::vector<const float*> chunk_targets_;
  double batch_loss_ = 0;
};

}  // namespace nonlin

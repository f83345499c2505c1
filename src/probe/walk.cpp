#include "probe/walk.hpp"

#include <algorithm>

#include "math/kernels.hpp"
#include "math/text.hpp"
#include "probe/pass.hpp"

namespace nonlin {
namespace {

std::size_t at(int i) { return static_cast<std::size_t>(i); }

class Follower : public Trainer::Watcher {
 public:
  explicit Follower(StepWalk& walk) : walk_(walk) {}

  void passed(const Trainer& trainer, std::span<const Chunk> chunks, Workspace& workspace) override {
    for (int c = 0; at(c) < chunks.size(); ++c)
      if (const int s = walk_.place - chunks[at(c)].first; s >= 0 && s < chunks[at(c)].size)
        follow(trainer.network(), chunks[at(c)], c, s, workspace);
    walk_.gradient.assign(trainer.gradient().begin(), trainer.gradient().end());
  }

 private:
  void follow(const Network& network, const Chunk& chunk, int c, int s, Workspace& workspace) {
    const int n = padded(chunk.size), last = static_cast<int>(network.layers().size()) - 1;
    for (int l = 0; l <= last; ++l) {
      const LayerView& view = network.layers()[at(l)];
      const Workspace::Layer& layer = workspace.layer(l, c);
      const bool hidden = l < last;
      walk_.layers.push_back({.inputs = l == 0 ? column(chunk.inputs, view.inputs, s, n) : walk_.layers.back().a,
                              .z = column(layer.z, view.rows, s, n),
                              .hat = view.gamma < 0 ? std::vector<float>() : column(layer.hat, view.rows, s, n),
                              .a = column(hidden ? layer.a : nullptr, view.units, s, n),
                              .slope = column(hidden ? layer.slope : nullptr, view.rows, s, n),
                              .mask = {},
                              .arriving = {},
                              .delta = column(layer.dz, view.rows, s, n)});
      if (!hidden) continue;
      LayerWalk& walked = walk_.layers.back();
      if (network.spec().layers[at(l)].dropout > 0) walked.mask = column(layer.mask, view.units, s, n);
      const LayerView& next = network.layers()[at(l + 1)];
      dense_backward(network.parameters().data() + next.weights, workspace.layer(l + 1, c).dz, workspace.da(),
                     next.rows, next.inputs, n);
      walked.arriving = column(workspace.da(), view.units, s, n);
    }
  }

  StepWalk& walk_;
};

StepWalk walk(const Trainer& trainer, int sample, Workspace& workspace) {
  StepWalk walk;
  Trainer copy = trainer;
  const auto batch = copy.next_batch();
  walk.batch.assign(batch.begin(), batch.end());
  const auto found = std::ranges::find(walk.batch, sample);
  walk.place = found == walk.batch.end() ? 0 : static_cast<int>(found - walk.batch.begin());
  walk.before = copy.save();
  Follower follower(walk);
  copy.step(workspace, &follower);
  walk.batch_loss = copy.batch_loss();
  walk.used.assign(copy.gradient().begin(), copy.gradient().end());
  walk.after = copy.save();

  const SampleSet& samples = trainer.samples();
  const int s = walk.batch[at(walk.place)], k = samples.targets();
  walk.target = column(samples.target(s / chunk), k, s % chunk, padded(samples.size(s / chunk)));
  Floats z = eight_times(walk.layers.back().z), loss(lanes);
  const Floats t = eight_times(walk.target);
  trainer.pairing().compute(z.data(), t.data(), nullptr, loss.data(), k, lanes, 1);
  walk.sample_loss = static_cast<double>(loss[0]);

  Trainer::State again = walk.after;
  again.step = walk.before.step;
  copy.restore(again);
  copy.step(workspace);
  walk.loss_after = copy.batch_loss();
  return walk;
}

}  // namespace

StepWalk walk_step(const Trainer& trainer, int sample, Workspace& workspace) {
  return walk(trainer, sample, workspace);
}

StepWalk walk_alone(const Trainer& trainer, int sample, Workspace& workspace) {
  if (has_batch_norm(trainer.network().spec()))
    refuse("step.alone: a sample alone has no batch to be normalised over; allowed: false");
  const SampleSet& samples = trainer.samples();
  SampleSet one(samples.inputs(), samples.targets(), 1);
  const auto spread = [&](const float* from, float* to, int rows) {
    std::ranges::copy(eight_times(column(from, rows, sample % chunk, padded(samples.size(sample / chunk)))), to);
  };
  spread(samples.input(sample / chunk), one.input(0), samples.inputs());
  spread(samples.target(sample / chunk), one.target(0), samples.targets());
  EpochOrders orders(0, 1);
  Trainer alone(trainer.network(), trainer.pairing(), trainer.optimizer(), trainer.regularization(), {}, one, orders);
  alone.restore(trainer.save());
  StepWalk walked = walk(alone, 0, workspace);
  walked.batch = {sample};
  return walked;
}

}  // namespace nonlin

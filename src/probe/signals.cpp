#include "probe/signals.hpp"

#include <algorithm>
#include <limits>

#include "math/kernels.hpp"
#include "probe/pass.hpp"

namespace nonlin {
namespace {

std::size_t at(int i) { return static_cast<std::size_t>(i); }
constexpr double none = std::numeric_limits<double>::quiet_NaN();

double ratio(double a, double b) { return b > 0 ? sqrt(a / b) : none; }

// Sums over the units and samples of one layer. Values are taken from the first one: a constant has no spread.
struct Tally {
  double origin = 0;
  int count = 0, zero = 0;
  LaneTotal value, square;  // forward
  LaneTotal delta, v;       // squares, backward
};

void add_values(Tally& tally, const float* rows, int count, int size, int n) {
  if (tally.count == 0) tally.origin = rows[0];
  for (int r = 0; r < count; ++r)
    for (int s = 0; s < size; ++s) {
      const double x = static_cast<double>(rows[r * n + s]) - tally.origin;
      tally.value.add(s, x);
      tally.square.add(s, x * x);
      tally.zero += rows[r * n + s] == 0;
    }
  tally.count += count * size;
}

void add_squares(LaneTotal& total, const float* rows, int count, int size, int n) {
  for (int r = 0; r < count; ++r)
    for (int s = 0; s < size; ++s) {
      const double x = rows[r * n + s];
      total.add(s, x * x);
    }
}

}  // namespace

std::vector<BlockNorm> block_norms(const Network& network, std::span<const float> values) {
  std::vector<BlockNorm> norms;
  for (const Network::Block& block : network.blocks()) {
    LaneTotal total;
    for (int i = 0; i < block.rows * block.columns; ++i) {
      const double x = values[at(block.offset + i)];
      total.add(i, x * x);
    }
    norms.push_back({block.name, sqrt(total.total())});
  }
  return norms;
}

namespace {

// Takes `chunks` through together and adds what they show.
void add_signals(const Network& network, const Pairing& pairing, std::span<const Chunk> chunks,
                 std::span<const float* const> targets, int samples, Workspace& workspace, Floats& gradient,
                 std::vector<Tally>& tallies) {
  const auto views = network.layers();
  const int last = static_cast<int>(views.size()) - 1, k = network.spec().outputs;
  forward(network, chunks, nullptr, workspace);
  for (int c = 0; c < static_cast<int>(chunks.size()); ++c) {
    const Workspace::Layer& output = workspace.output(c);
    const int size = chunks[at(c)].size, n = padded(size);
    pairing.compute(output.z, targets[at(c)], output.dz, workspace.row(), k, n, samples);
    for (int i = 0; i < k; ++i) std::fill(output.dz + i * n + size, output.dz + i * n + n, 0.0f);
  }
  backward(network, chunks, workspace, gradient);
  for (int c = 0; c < static_cast<int>(chunks.size()); ++c)
    for (int l = 0; l <= last; ++l) {
      const int size = chunks[at(c)].size, n = padded(size);
      const Workspace::Layer& layer = workspace.layer(l, c);
      const LayerView& view = views[at(l)];
      Tally& tally = tallies[at(l)];
      add_values(tally, l == last ? layer.z : layer.a, view.units, size, n);
      add_squares(tally.delta, layer.dz, view.rows, size, n);
      if (l == last) continue;
      const LayerView& next = views[at(l + 1)];
      dense_backward(network.parameters().data() + next.weights, workspace.layer(l + 1, c).dz, workspace.da(),
                     next.rows, next.inputs, n);
      add_squares(tally.v, workspace.da(), view.units, size, n);
    }
}

}  // namespace

std::size_t signal_bytes(const Network& network, int count) {
  return has_batch_norm(network.spec()) ? Workspace::floats(network.spec(), count) * sizeof(float) : 0;
}

Signals signals(const Network& network, const Pairing& pairing, const SampleSet& set, Workspace& workspace) {
  const int last = static_cast<int>(network.layers().size()) - 1;
  const bool together = has_batch_norm(network.spec());
  const int samples = set.count();
  std::vector<Tally> tallies(network.layers().size());
  Floats gradient(network.parameters().size(), 0.0f);
  std::vector<Chunk> chunks;
  std::vector<const float*> targets;
  for (int c = 0; c < set.chunks(); ++c) {
    chunks.push_back({set.input(c), set.size(c), c * chunk});
    targets.push_back(set.target(c));
  }
  if (together) {
    Workspace whole(network.spec(), samples);
    add_signals(network, pairing, chunks, targets, samples, whole, gradient, tallies);
  } else {
    for (std::size_t c = 0; c < chunks.size(); ++c)
      add_signals(network, pairing, {&chunks[c], 1}, {&targets[c], 1}, samples, workspace, gradient, tallies);
  }
  Signals result{.layers = {}, .passed = none, .gradient = std::move(gradient)};
  for (int l = 0; l <= last; ++l) {
    const Tally& tally = tallies[at(l)];
    const double n = tally.count, mean = tally.value.total() / n, delta = tally.delta.total(), v = tally.v.total();
    const double spread = tally.square.total() / n - mean * mean;
    result.layers.push_back({.mean = tally.origin + mean,
                             .sd = spread == spread ? sqrt(std::max(spread, 0.0)) : none,
                             .zero = tally.zero / n,
                             .backward = sqrt(delta / n) * samples,
                             .length = sqrt(delta * samples),
                             .weight_factor = l < last ? ratio(v, tallies[at(l + 1)].delta.total()) : none,
                             .slope_factor = l < last ? ratio(delta, v) : none});
  }
  if (last > 0) result.passed = ratio(tallies[0].delta.total(), tallies[at(last - 1)].delta.total());
  return result;
}

std::vector<BlockStep> next_step(const Trainer& trainer, Workspace& workspace) {
  Trainer copy = trainer;
  copy.step(workspace);
  const Network& before = trainer.network();
  const auto from = before.parameters(), to = copy.network().parameters();
  Floats change(from.size());
  for (std::size_t i = 0; i < from.size(); ++i) change[i] = to[i] - from[i];
  const auto sizes = block_norms(before, from), gradients = block_norms(before, copy.gradient()),
             changes = block_norms(before, change);
  std::vector<BlockStep> steps;
  for (std::size_t i = 0; i < sizes.size(); ++i)
    steps.push_back({sizes[i].name, sizes[i].norm, gradients[i].norm, changes[i].norm});
  return steps;
}

}  // namespace nonlin

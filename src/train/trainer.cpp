#include "train/trainer.hpp"

#include <algorithm>
#include <cassert>
#include <limits>

#include "math/append.hpp"
#include "math/kernels.hpp"
#include "math/simd.hpp"

namespace nonlin {
namespace {

bool finite(double x) { return x - x == 0; }

// Samples of all batches but what an epoch leaves over.
int usual_batch(const BatchSpec& batch, int count) { return batch.size == 0 ? count : std::min(batch.size, count); }

// Right answers among the first `size` of n samples: a single output and a label are right where the logit is on the
// right side of `border`, of several classes the first largest has to be the sample's.
int right_answers(const float* z, const float* t, int k, int size, int n, const Pairing& pairing, float border) {
  int right = 0;
  const float middle = (pairing.low + pairing.high) / 2;
  for (int s = 0; s < size; ++s) {
    if (k == 1 || pairing.score == Score::labels) {
      for (int i = 0; i < k; ++i) right += (z[i * n + s] > border) == (t[i * n + s] > middle);
      continue;
    }
    int best = 0;
    for (int i = 1; i < k; ++i)
      if (z[i * n + s] > z[best * n + s]) best = i;
    right += t[best * n + s] > middle;
  }
  return right;
}

// R^2 from running sums in double, targets of all outputs together: 1 - sum (y - t)^2 / sum (t - mean t)^2. Targets are
// taken from the first one, so that equal targets have no spread, not a rounding error's.
struct R2 {
  double origin = 0, error = 0, target = 0, square = 0;
  int count = 0;
  void add(const float* y, const float* t, int k, int size, int n) {
    if (count == 0) origin = t[0];
    for (int i = 0; i < k; ++i)
      for (int s = 0; s < size; ++s) {
        const double off = static_cast<double>(y[i * n + s]) - t[i * n + s], wanted = t[i * n + s] - origin;
        error += off * off;
        target += wanted;
        square += wanted * wanted;
      }
    count += k * size;
  }
  double value() const {
    const double spread = square - target * target / count;
    return spread > 0 ? 1 - error / spread : std::numeric_limits<double>::quiet_NaN();
  }
};

}  // namespace

void prepare(const Network& network, const SampleSet& train, Workspace& workspace) {
  if (!has_batch_norm(network.spec())) return;
  std::vector<Chunk> chunks;
  for (int c = 0; c < train.chunks(); ++c) chunks.push_back({train.input(c), train.size(c), c * chunk});
  prepare(network, chunks, workspace);
}

Judgement judge(const Network& network, const Pairing& pairing, const SampleSet& set, Workspace& workspace) {
  constexpr double none = std::numeric_limits<double>::quiet_NaN();
  if (set.count() == 0) return {none, none};
  const Head& head = *find_head(pairing.head);
  const int k = set.targets();
  double loss = 0;
  int right = 0;
  R2 r2;
  for (int c = 0; c < set.chunks(); ++c) {
    const int size = set.size(c), n = padded(size);
    const float* z = evaluate(network, set.input(c), n, workspace);
    pairing.compute(z, set.target(c), nullptr, workspace.row(), k, n, 1);
    loss += static_cast<double>(lane_sum(workspace.row(), size, n));
    // No sign of a logit says whether its share of a softmax is above a half.
    const bool shares = pairing.score == Score::labels && pairing.head == "softmax";
    if (pairing.score != Score::r2 && !shares) {
      right += right_answers(z, set.target(c), k, size, n, pairing, 0);
      continue;
    }
    float* y = workspace.output().dz;  // free while nothing trains
    head.output(z, y, k, n);
    if (shares)
      right += right_answers(y, set.target(c), k, size, n, pairing, 0.5f);
    else
      r2.add(y, set.target(c), k, size, n);
  }
  const int answers = set.count() * (pairing.score == Score::labels ? k : 1);
  const double score = pairing.score == Score::r2 ? r2.value() : static_cast<double>(right) / answers;
  return {loss / set.count(), score};
}

int largest_batch(const BatchSpec& batch, int count) {
  const int size = usual_batch(batch, count);
  return size + (batch.carry ? count % size : 0);
}

int smallest_batch(const BatchSpec& batch, int count) {
  const int size = usual_batch(batch, count), left = count % size;
  return batch.carry || left == 0 ? size : left;
}

int steps_per_epoch(const BatchSpec& batch, int count) {
  const int size = usual_batch(batch, count);
  return (count + (batch.carry ? 0 : size - 1)) / size;
}

Trainer::Trainer(Network network, const Pairing& pairing, const OptimizerSpec& optimizer,
                 const RegularizationSpec& regularization, const BatchSpec& batch, const SampleSet& samples,
                 EpochOrders& orders)
    : network_(std::move(network)),
      pairing_(pairing),
      optimizer_(optimizer),
      regularization_(regularization),
      batch_(batch),
      samples_(samples),
      orders_(orders),
      batch_size_(usual_batch(batch, samples.count())),
      steps_per_epoch_(nonlin::steps_per_epoch(batch, samples.count())) {
  assert(samples.targets() == network_.spec().outputs && samples.inputs() == network_.spec().inputs);
  const std::size_t count = network_.parameters().size();
  gradient_.assign(count, 0.0f);
  if (regularization_.l1_stays) release_weights(network_);
  if (optimizer_.row->moments > 0) moment1_.assign(count, 0.0f);
  if (optimizer_.row->moments > 1) moment2_.assign(count, 0.0f);
  const int chunks = (largest_batch(batch, samples.count()) + chunk - 1) / chunk;
  chunks_.reserve(static_cast<std::size_t>(chunks));
  chunk_targets_.reserve(static_cast<std::size_t>(chunks));
  if (batch_size_ == samples.count()) return;
  batch_input_.resize(static_cast<std::size_t>(samples.inputs() * chunk * chunks));
  batch_target_.resize(static_cast<std::size_t>(samples.targets() * chunk * chunks));
}

Trainer::State Trainer::save() const {
  const auto parameters = network_.parameters();
  return {step_, Floats(parameters.begin(), parameters.end()), moment1_, moment2_, powers_};
}

void Trainer::restore(const State& state) {
  assert(state.parameters.size() == network_.parameters().size());
  step_ = state.step;
  std::copy(state.parameters.begin(), state.parameters.end(), network_.parameters().begin());
  moment1_ = state.moment1;
  moment2_ = state.moment2;
  powers_ = state.powers;
}

// Finds this step's samples, in chunks; returns how many they are.
int Trainer::take_batch() {
  chunks_.clear();
  chunk_targets_.clear();
  if (batch_size_ == samples_.count()) {
    for (int c = 0; c < samples_.chunks(); ++c) {
      chunks_.push_back({samples_.input(c), samples_.size(c), c * chunk});
      chunk_targets_.push_back(samples_.target(c));
    }
    return samples_.count();
  }
  const std::span<const int> indices = next_batch();
  const int size = static_cast<int>(indices.size());
  for (int done = 0; done < size; done += chunk) {
    const int part = std::min(chunk, size - done);
    float* input = batch_input_.data() + done * samples_.inputs();
    float* target = batch_target_.data() + done * samples_.targets();
    samples_.gather(indices.subspan(static_cast<std::size_t>(done), static_cast<std::size_t>(part)), input, target);
    chunks_.push_back({input, part, done});
    chunk_targets_.push_back(target);
  }
  return size;
}

// Adds the loss and the gradient of `count` chunks from `first` on, of a batch of `batch` samples.
void Trainer::accumulate(std::size_t first, std::size_t count, int batch, Workspace& workspace) {
  const std::span<const Chunk> chunks(chunks_.data() + first, count);
  const int k = samples_.targets();
  const Dropout dropout{orders_.seed(), static_cast<std::uint32_t>(step_)};
  forward(network_, chunks, &dropout, workspace);
  for (std::size_t c = 0; c < count; ++c) {
    const Workspace::Layer& output = workspace.output(static_cast<int>(c));
    const int size = chunks[c].size, n = padded(size);
    pairing_.compute(output.z, chunk_targets_[first + c], output.dz, workspace.row(), k, n, batch);
    if (size < n)
      for (int i = 0; i < k; ++i) clear_rest(output.dz + i * n, size);
    batch_loss_ += static_cast<double>(lane_sum(workspace.row(), size, n));
  }
  backward(network_, chunks, workspace, gradient_, static_cast<float>(regularization_.activations / batch));
}

// Penalties, clipping, decay and the optimiser's step, in this order. Whether all is still finite.
bool Trainer::update() {
  add_penalty(network_, regularization_, gradient_);
  if (optimizer_.clip > 0) clip_norm(gradient_, optimizer_.clip);
  const std::span<float> parameters = network_.parameters();
  const double rate = rate_at(optimizer_, step_);
  if (regularization_.l1_stays) before_.assign(parameters.begin(), parameters.end());
  if (regularization_.decay > 0) decay_weights(network_, rate * regularization_.decay);
  ++step_;
  const bool finite_step =
      optimizer_.row->step({parameters, gradient_, moment1_, moment2_, rate, optimizer_.settings, powers_});
  if (regularization_.l1_stays) push_weights(network_, before_, rate * regularization_.l1);
  return finite_step;
}

std::span<const int> Trainer::next_batch() {
  const int epoch = step_ / steps_per_epoch_, first = step_ % steps_per_epoch_ * batch_size_;
  const auto order_of = [&](int e) {
    return orders_.order(shuffles() ? static_cast<std::uint32_t>(e) : EpochOrders::fixed);
  };
  const auto from = [](std::span<const int> order, int start, int most) {
    return order.subspan(static_cast<std::size_t>(start),
                         std::min(static_cast<std::size_t>(most), order.size() - static_cast<std::size_t>(start)));
  };
  const int taken = steps_per_epoch_ * batch_size_;  // of an epoch with carry
  if (!batch_.carry || first > 0 || epoch == 0 || taken == samples_.count())
    return from(order_of(epoch), first, batch_size_);
  const auto left = from(order_of(epoch - 1), taken, batch_size_);
  carried_.assign(left.begin(), left.end());
  append(carried_, from(order_of(epoch), 0, batch_size_));
  return carried_;
}

bool Trainer::step(Workspace& workspace, Watcher* watcher) {
  clear(gradient_.data(), static_cast<int>(gradient_.size()));
  batch_loss_ = 0;
  const int size = take_batch();
  const std::size_t together = has_batch_norm(network_.spec()) ? chunks_.size() : 1;
  for (std::size_t first = 0; first < chunks_.size(); first += together) {
    accumulate(first, together, size, workspace);
    if (watcher) watcher->passed(*this, {&chunks_[first], together}, workspace);
  }
  batch_loss_ /= size;
  return update() && finite(batch_loss_);
}

}  // namespace nonlin

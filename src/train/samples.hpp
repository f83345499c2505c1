// The samples a lane trains on and is judged by, in the layout the products want, and the order in which batches take
// them.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "data/dataset.hpp"
#include "math/aligned.hpp"
#include "model/loss.hpp"
#include "model/workspace.hpp"

namespace nonlin {

/// What the network is fed: x' = scale x + shift, then the chosen features of x', each standardised where wanted:
/// computed in double and narrowed once.
struct InputSpec {
  std::vector<std::string> features;  // ids of `features()`, in that order; empty: the raw inputs
  double scale = 1, shift = 0;
  bool standardize = false;  // by mean and standard deviation over the training set
  friend bool operator==(const InputSpec&, const InputSpec&) = default;
};

/// A function of the raw inputs that the network may be given.
struct Feature {
  std::string_view id;
  int inputs;  // raw inputs it needs
  double (*of)(double x, double y);
};
std::span<const Feature> features();
const Feature* find_feature(std::string_view id);

/// Number of network inputs for `raw` raw inputs.
int input_count(const InputSpec& spec, int raw);

/// What is fed, with what it takes from the training set: the same map for training, test, maps and lines.
struct InputMap {
  InputSpec spec;
  /// Per network input, in double; empty unless standardised. `spread` is the standard deviation with divisor n; an
  /// input that is the same for every training sample has spread 0 and becomes 0 everywhere.
  std::vector<double> mean, spread;
  friend bool operator==(const InputMap&, const InputMap&) = default;
};
InputMap make_input_map(const InputSpec& spec, const Dataset& data);
/// Fills network inputs (input_count x n, feature-major, stride n) from raw ones (raw x n, stride `stride`).
void make_inputs(const InputMap& map, const float* raw, int raw_count, int stride, float* inputs, int n);

/// Number of outputs the network needs for this data and this pairing.
int output_count(const Pairing& pairing, const Dataset& data);

/// Samples in chunks of 256: chunk c holds `inputs x n` and `targets x n` floats, n its size rounded up to a multiple
/// of 8, the last real sample repeated as padding.
class SampleSet {
 public:
  SampleSet() = default;
  SampleSet(int inputs, int targets, int count);

  int count() const { return count_; }
  int inputs() const { return inputs_; }
  int targets() const { return targets_; }
  int chunks() const { return (count_ + chunk - 1) / chunk; }
  int size(int c) const { return c + 1 < chunks() ? chunk : count_ - c * chunk; }
  const float* input(int c) const { return input_.data() + static_cast<std::size_t>(c) * chunk * at(inputs_); }
  const float* target(int c) const { return target_.data() + static_cast<std::size_t>(c) * chunk * at(targets_); }
  float* input(int c) { return input_.data() + static_cast<std::size_t>(c) * chunk * at(inputs_); }
  float* target(int c) { return target_.data() + static_cast<std::size_t>(c) * chunk * at(targets_); }
  /// Makes what `gather` reads, from inputs and targets as they stand.
  void keep_rows();
  /// Copies the samples `indices` (at most 256) to input (inputs x n) and target (targets x n), n = padded(size).
  void gather(std::span<const int> indices, float* input, float* target) const;

 private:
  static std::size_t at(int i) { return static_cast<std::size_t>(i); }
  int count_ = 0, inputs_ = 0, targets_ = 0;
  Floats input_, target_;
  Floats rows_;  // (inputs + targets) x count, chunks undone
};

/// Training and test samples of one experiment, in order of their index.
struct Samples {
  InputMap inputs;  // how they were made from raw inputs
  SampleSet train, test;
};
Samples make_samples(const Dataset& data, const InputSpec& inputs, const Pairing& pairing);

/// The order in which each epoch takes the training samples: a permutation addressed by (seed, epoch). Shared by the
/// lanes of one seed; remembers the latest epochs, since lanes walk through them one after the other.
class EpochOrders {
 public:
  EpochOrders(std::uint32_t seed, int count);
  std::uint32_t seed() const { return seed_; }
  /// Asked for in place of an epoch: the samples in order of their index.
  static constexpr std::uint32_t fixed = 0xffffffff;
  /// Valid until another epoch is asked for.
  std::span<const int> order(std::uint32_t epoch);
  /// FNV-1a 64 over the sample indices of epochs 0..epoch, as a chain; of the one order for `fixed`.
  std::uint64_t hash(std::uint32_t epoch);

 private:
  struct Kept {
    std::int64_t epoch = -1;
    std::vector<int> order;
  };
  static std::uint64_t chained(std::uint64_t before, std::span<const int> order);

  std::uint32_t seed_;
  int count_;
  std::array<Kept, 32> kept_;          // a lane's turn is up to about 25 small epochs
  std::vector<std::uint64_t> hashes_;  // of epochs 0.., as far as made
};

}  // namespace nonlin

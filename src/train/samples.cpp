#include "train/samples.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "math/functions.hpp"
#include "math/hash.hpp"
#include "math/simd.hpp"
#include "math/table.hpp"

namespace nonlin {
namespace {

constexpr std::array feature_rows{
    Feature{"x", 1, [](double x, double) { return x; }},
    Feature{"y", 2, [](double, double y) { return y; }},
    Feature{"x2", 1, [](double x, double) { return x * x; }},
    Feature{"y2", 2, [](double, double y) { return y * y; }},
    Feature{"xy", 2, [](double x, double y) { return x * y; }},
    Feature{"sin-x", 1, [](double x, double) { return sin(x); }},
    Feature{"sin-y", 2, [](double, double y) { return sin(y); }},
};

// Repeats the last of `size` samples up to n in each of `rows` rows.
void pad(float* block, int rows, int size, int n) {
  for (int r = 0; r < rows; ++r) std::fill(block + r * n + size, block + r * n + n, block[r * n + size - 1]);
}

// f(s, x) with network input j of each of n samples, not standardised, in double.
template <class F>
void each_input(const InputSpec& spec, int j, const float* raw, int raw_count, int stride, int n, F f) {
  const auto at = [&](int i, int s) { return static_cast<double>(raw[i * stride + s]) * spec.scale + spec.shift; };
  const Feature* feature = spec.features.empty() ? nullptr : find_feature(spec.features[static_cast<std::size_t>(j)]);
  for (int s = 0; s < n; ++s) f(s, feature ? feature->of(at(0, s), raw_count > 1 ? at(1, s) : 0.0) : at(j, s));
}

SampleSet make_set(const Dataset& data, int first, int count, const InputMap& inputs, const Pairing& pairing) {
  const int outputs = output_count(pairing, data);
  SampleSet set(input_count(inputs.spec, data.inputs), outputs, count);
  for (int c = 0; c < set.chunks(); ++c) {
    const int size = set.size(c), n = padded(size), start = first + c * chunk;
    // Padding reads past the chunk, so the raw rows are copied out first.
    std::vector<float> raw(static_cast<std::size_t>(data.inputs * n));
    for (int j = 0; j < data.inputs; ++j)
      std::copy_n(data.input.data() + j * data.count + start, size, raw.data() + j * n);
    pad(raw.data(), data.inputs, size, n);
    make_inputs(inputs, raw.data(), data.inputs, n, set.input(c), n);
    float* target = set.target(c);
    for (int k = 0; k < outputs; ++k)
      for (int s = 0; s < size; ++s) {
        const std::size_t i = static_cast<std::size_t>(start + s);
        if (data.kind != TaskKind::classes) {
          const float given = data.target[static_cast<std::size_t>(k * data.count) + i];
          const bool label = data.kind == TaskKind::labels;
          target[k * n + s] = !label ? given : given > 0 ? pairing.high : pairing.low;
        } else {
          const int label = static_cast<int>(data.target[i]);
          target[k * n + s] = label == (pairing.one_output ? 1 : k) ? pairing.high : pairing.low;
        }
      }
    pad(target, outputs, size, n);
  }
  set.keep_rows();
  return set;
}

}  // namespace

std::span<const Feature> features() { return feature_rows; }

const Feature* find_feature(std::string_view id) { return find_row(feature_rows, id); }

int input_count(const InputSpec& spec, int raw) {
  return spec.features.empty() ? raw : static_cast<int>(spec.features.size());
}

// Sums run over the training samples in order. They are of differences from the first sample, so that equal values have
// spread 0, not a rounding error's.
InputMap make_input_map(const InputSpec& spec, const Dataset& data) {
  InputMap map{spec, {}, {}};
  if (!spec.standardize) return map;
  const int count = data.train_count;
  for (int j = 0; j < input_count(spec, data.inputs); ++j) {
    const auto each = [&](auto f) { each_input(spec, j, data.input.data(), data.inputs, data.count, count, f); };
    double origin = 0, total = 0, squares = 0;
    each([&](int s, double x) {
      if (s == 0) origin = x;
      total += x - origin;
    });
    const double mean = total / count;
    each([&](int, double x) {
      const double off = x - origin - mean;
      squares += off * off;
    });
    map.mean.push_back(origin + mean);
    map.spread.push_back(std::sqrt(squares / count));
  }
  return map;
}

void make_inputs(const InputMap& map, const float* raw, int raw_count, int stride, float* inputs, int n) {
  for (int j = 0; j < input_count(map.spec, raw_count); ++j) {
    const auto k = static_cast<std::size_t>(j);
    const double mean = map.mean.empty() ? 0 : map.mean[k], spread = map.mean.empty() ? 1 : map.spread[k];
    each_input(map.spec, j, raw, raw_count, stride, n, [&](int s, double x) {
      inputs[j * n + s] = spread > 0 ? static_cast<float>((x - mean) / spread) : 0.0f;
    });
  }
}

int output_count(const Pairing& pairing, const Dataset& data) {
  if (data.kind != TaskKind::classes) return data.targets;
  return pairing.one_output ? 1 : data.classes;
}

SampleSet::SampleSet(int inputs, int targets, int count)
    : count_(count),
      inputs_(inputs),
      targets_(targets),
      input_(at(inputs) * at(padded(count))),
      target_(at(targets) * at(padded(count))) {}

void SampleSet::keep_rows() {
  rows_.resize(at(inputs_ + targets_) * at(count_));
  float* to = rows_.data();
  const auto keep = [&](const Floats& from, int rows) {
    for (int r = 0; r < rows; ++r)
      for (int c = 0; c < chunks(); ++c)
        to = std::copy_n(from.data() + at(c) * chunk * at(rows) + at(r) * at(padded(size(c))), size(c), to);
  };
  keep(input_, inputs_);
  keep(target_, targets_);
}

Samples make_samples(const Dataset& data, const InputSpec& inputs, const Pairing& pairing) {
  InputMap map = make_input_map(inputs, data);
  SampleSet train = make_set(data, 0, data.train_count, map, pairing);
  SampleSet test = make_set(data, data.train_count, data.count - data.train_count, map, pairing);
  return {std::move(map), std::move(train), std::move(test)};
}

EpochOrders::EpochOrders(std::uint32_t seed, int count) : seed_(seed), count_(count) {}

std::uint64_t EpochOrders::chained(std::uint64_t before, std::span<const int> order) {
  Fnv fnv;
  fnv.word(static_cast<std::uint32_t>(before));
  fnv.word(static_cast<std::uint32_t>(before >> 32));
  for (int i : order) fnv.word(static_cast<std::uint32_t>(i));
  return fnv.value();
}

std::uint64_t EpochOrders::hash(std::uint32_t epoch) {
  if (epoch == fixed) return chained(0, order(fixed));
  while (hashes_.size() <= epoch) {
    const std::uint64_t before = hashes_.empty() ? 0 : hashes_.back();
    hashes_.push_back(chained(before, order(static_cast<std::uint32_t>(hashes_.size()))));
  }
  return hashes_[epoch];
}

}  // namespace nonlin

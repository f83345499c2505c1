// Networks and samples that the tests of the probes look at.
#pragma once

#include <initializer_list>
#include <string_view>
#include <vector>

#include "math/simd.hpp"
#include "model/initializer.hpp"
#include "plain_network.hpp"
#include "train/samples.hpp"

namespace nonlin::test {

inline Network made(NetworkSpec spec, std::uint32_t seed = 6) {
  Network network(std::move(spec));
  initialize(network, {.bias = 0.1}, seed);
  return network;
}

/// Inputs (and one target each) of the samples, given row by row.
inline SampleSet set_of(const std::vector<std::vector<float>>& rows, const std::vector<float>& targets = {}) {
  const int inputs = static_cast<int>(rows.at(0).size()), count = static_cast<int>(rows.size());
  SampleSet set(inputs, targets.empty() ? 0 : 1, count);
  for (int c = 0; c < set.chunks(); ++c)
    for (int s = 0, n = padded(set.size(c)); s < n; ++s) {
      const auto i = static_cast<std::size_t>(c * chunk + std::min(s, set.size(c) - 1));
      for (int j = 0; j < inputs; ++j) set.input(c)[j * n + s] = rows[i][static_cast<std::size_t>(j)];
      if (!targets.empty()) set.target(c)[s] = targets[i];
    }
  return set;
}

/// Puts numbers into a named block of the parameters.
inline void put(Network& network, std::string_view name, std::initializer_list<float> values) {
  for (const Network::Block& block : network.blocks())
    if (block.name == name) {
      std::copy(values.begin(), values.end(), network.parameters().begin() + block.offset);
      return;
    }
  throw std::logic_error("no such block");
}

/// The training set of a generator.
inline Samples samples_of(std::string_view generator, int count, std::uint32_t seed = 3) {
  DataSpec spec;
  spec.generator = generator;
  spec.count = count;
  return make_samples(make_dataset(spec, seed), {}, *find_pairing("logistic", "cross-entropy"));
}

/// Input i of sample s.
inline float input_of(const SampleSet& set, int i, int s) {
  const int c = s / chunk;
  return set.input(c)[i * padded(set.size(c)) + s % chunk];
}

/// A network whose logits are the pre-activations of layer `l` of `network`.
inline Network cut_at(const Network& network, int l) {
  NetworkSpec spec = network.spec();
  const LayerView& view = network.layers()[static_cast<std::size_t>(l)];
  spec.outputs = view.rows;
  spec.output_bias = view.biases >= 0;
  spec.layers.resize(static_cast<std::size_t>(l));
  Network cut(spec);
  const auto from = network.blocks();
  for (const Network::Block& block : cut.blocks())
    for (const Network::Block& other : from)
      if (other.name == block.name)
        std::copy_n(network.parameters().begin() + other.offset, other.rows * other.columns,
                    cut.parameters().begin() + block.offset);
  return cut;
}

}  // namespace nonlin::test

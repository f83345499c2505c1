// The table of initialisers: each weight has one addressed number, and every initialiser is a monotone function of it
// times a gain. Same seed, same draws, whatever the initialiser, the width or the activation.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "math/text_random.hpp"
#include "model/network.hpp"

namespace nonlin {

struct Initializer {
  std::string_view id;
  /// The weight for the addressed number `x`: `fan_in` inputs, `fan_out` units, at (unit, input) of the layer whose row
  /// is `activation` (null for the output layer).
  double (*weight)(std::uint32_t x, int fan_in, int fan_out, int unit, int input, const Activation* activation);
};

std::span<const Initializer> initializers();
const Initializer* find_initializer(std::string_view id);

struct InitializerSpec {
  const Initializer* row = find_initializer("textbook");
  double gain = 1;         // times every weight
  double bias = 0;         // every bias, but of layers that say what theirs start at
  double bias_spread = 0;  // biases of hidden layers: bias + a uniform number in (-spread, spread) of their own
};

/// Fills all parameters: weights by the initialiser, biases with `bias` and their spread (addressed like a weight of
/// the stream, with 2^32 - 1 in place of the input, which no weight has), gamma with 1, beta with 0, learned parameters
/// with their setting's value. For the row tfp, `after` (null: none) is what TensorFlow Playground draws weights from,
/// in its order: by layer, unit and input; pieces after the first come after the whole network.
void initialize(Network& network, const InitializerSpec& spec, std::uint32_t seed, const TextRandom* after = nullptr);

/// FNV-1a 64 of the piece-0 draws of the network's shape: equal for equal shapes, whatever the activation and the gain.
std::uint64_t draws_hash(const NetworkSpec& spec, std::uint32_t seed);

}  // namespace nonlin

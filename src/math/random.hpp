// Addressed random numbers: Philox4x32-10 (Salmon, Moraes, Dror, Shaw, "Parallel random numbers: as easy as 1, 2, 3",
// SC 2011). A number is looked up by (seed, stream, index), never drawn in sequence, so that changing how many numbers
// one thing needs moves no other thing, and the only state of a generator is the step. The same bits on every build.
#pragma once

#include <array>
#include <cstdint>

namespace nonlin {

/// What a random number is for. The values are part of every result: never renumber.
enum class Stream : std::uint32_t {
  position = 0,
  noise = 1,
  split = 2,
  weights = 3,
  order = 4,
  dropout = 5,
  direction = 6,
  descent = 7
};

using RandomBlock = std::array<std::uint32_t, 4>;

/// The Philox4x32-10 block of (key, counter).
RandomBlock philox(std::array<std::uint32_t, 2> key, RandomBlock counter);

/// The block of thing `index` (up to four 32-bit parts) in `stream` of `seed`: key (seed, stream), counter = index.
RandomBlock random_block(std::uint32_t seed, Stream stream, RandomBlock index);

/// (x + 1/2) / 2^32: uniform in (0, 1), both ends excluded, exact in double.
double uniform(std::uint32_t x);

/// Standard normal by the inverse distribution function, so that one number gives one number and the map is monotone.
double normal(std::uint32_t x);

}  // namespace nonlin

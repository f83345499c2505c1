// What the tests of the training engine share: addressed test numbers, comparison by bits, small sample sets.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <span>
#include <string_view>
#include <vector>

#include "math/aligned.hpp"
#include "math/random.hpp"
#include "math/simd.hpp"
#include "model/activation.hpp"
#include "train/samples.hpp"

namespace nonlin::test {

/// `count` normal numbers with standard deviation `scale`, the same on every build.
inline Floats draws(std::size_t count, std::uint32_t seed, double scale = 1) {
  Floats x(count);
  for (std::size_t i = 0; i < count; ++i)
    x[i] = static_cast<float>(
        scale * normal(random_block(seed, Stream::dropout, {static_cast<std::uint32_t>(i), 77, 0, 0})[0]));
  return x;
}

/// A whole number in [lo, hi], addressed by (seed, index).
inline int pick(std::uint32_t seed, std::uint32_t index, int lo, int hi) {
  return lo + static_cast<int>(uniform(random_block(seed, Stream::dropout, {index, 78, 0, 0})[0]) * (hi - lo + 1));
}

inline bool same_bits(std::span<const float> a, std::span<const float> b) {
  return a.size() == b.size() && (a.empty() || std::memcmp(a.data(), b.data(), a.size_bytes()) == 0);
}

inline bool close(double got, double want, double absolute, double relative = 0) {
  return std::fabs(got - want) <= absolute + relative * std::fabs(want);
}

/// The row with this id, which exists.
inline const Activation& activation(std::string_view id) { return *find_activation(id); }

/// Samples given row by row, at most 256 of them; padding repeats the last.
inline SampleSet sample_set(const std::vector<std::vector<double>>& inputs,
                            const std::vector<std::vector<double>>& targets) {
  const int count = static_cast<int>(inputs.size()), n = padded(count);
  SampleSet set(static_cast<int>(inputs[0].size()), static_cast<int>(targets[0].size()), count);
  const auto fill = [&](const std::vector<std::vector<double>>& rows, float* to) {
    for (std::size_t j = 0; j < rows[0].size(); ++j)
      for (int s = 0; s < n; ++s)
        to[static_cast<int>(j) * n + s] = static_cast<float>(rows[static_cast<std::size_t>(std::min(s, count - 1))][j]);
  };
  fill(inputs, set.input(0));
  fill(targets, set.target(0));
  set.keep_rows();
  return set;
}

}  // namespace nonlin::test

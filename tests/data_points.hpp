// Data sets as the tests look at them: by point, by moments, by fingerprint.
#pragma once

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "data/dataset.hpp"
#include "math/hash.hpp"
#include "math/named.hpp"

namespace nonlin::test {

inline constexpr std::uint32_t data_seed = 20240607;
inline constexpr double narrowing = 1e-6;  // float against the test's double, for values up to about 2
inline constexpr double chance =
    4;  // standard deviations: what a fair sample keeps in all but one of some 10,000 seeds

inline DataSpec spec_of(std::string_view generator, int count, double noise, Named<double> parameters = {}) {
  DataSpec spec;
  spec.generator = generator;
  spec.parameters = std::move(parameters);
  spec.count = count;
  spec.noise = noise;
  return spec;
}

/// Point `i` (by its original index): coordinates, then targets.
struct Points {
  explicit Points(const Dataset& data) : rows(static_cast<std::size_t>(data.count)) {
    const auto n = static_cast<std::size_t>(data.count);
    for (std::size_t place = 0; place < n; ++place) {
      std::vector<float>& row = rows[static_cast<std::size_t>(data.index[place])];
      for (std::size_t j = 0; j < static_cast<std::size_t>(data.inputs); ++j) row.push_back(data.input[j * n + place]);
      for (std::size_t j = 0; j < static_cast<std::size_t>(data.targets); ++j)
        row.push_back(data.target[j * n + place]);
    }
  }
  Points(const DataSpec& spec, std::uint32_t seed = data_seed) : Points(make_dataset(spec, seed)) {}

  double x(std::size_t i) const { return rows[i][0]; }
  double y(std::size_t i) const { return rows[i][1]; }
  double target(std::size_t i) const { return rows[i].back(); }
  std::size_t size() const { return rows.size(); }

  std::vector<std::vector<float>> rows;
};

/// Root mean square, and mean, of some numbers.
struct Moments {
  void add(double x) { sum += x, squares += x * x, ++n; }
  double mean() const { return sum / n; }
  double rms() const { return std::sqrt(squares / n); }
  /// Whether these look like normal numbers of mean 0 and standard deviation `sd`.
  bool normal(double sd) const {
    return std::abs(mean()) < chance * sd / std::sqrt(n) && std::abs(rms() / sd - 1) < chance / std::sqrt(2 * n);
  }
  double sum = 0, squares = 0, n = 0;
};

/// Fingerprint of a data set: inputs, targets, then the order of the points.
inline std::string fingerprint(const Dataset& data) {
  Fnv hash;
  hash.numbers(data.input);
  hash.numbers(data.target);
  for (const int i : data.index) hash.word(static_cast<std::uint32_t>(i));
  return hex(hash.value());
}

}  // namespace nonlin::test

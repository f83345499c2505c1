// What every probe needs to walk through a set: chunks, sums in the written order, one sample of a block and a block of
// one sample, and the piece of a unit that lies on the curve.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <vector>

#include "math/aligned.hpp"
#include "math/simd.hpp"
#include "model/passes.hpp"
#include "train/samples.hpp"

namespace nonlin {

/// A sum in double over things with an index: eight lanes (index mod 8) and the tree of `sum` (math/simd.hpp).
struct LaneTotal {
  double lane[lanes] = {};
  void add(int index, double x) { lane[index % lanes] += x; }
  double total() const {
    return ((lane[0] + lane[4]) + (lane[2] + lane[6])) + ((lane[1] + lane[5]) + (lane[3] + lane[7]));
  }
};

/// work(c, size, n) for every chunk c: `size` real samples in rows of n floats.
template <class Work>
void for_chunks(const SampleSet& set, Work work) {
  for (int c = 0; c < set.chunks(); ++c) work(c, set.size(c), padded(set.size(c)));
}

/// Column `s` of `rows` x n numbers; nothing where there are none.
inline std::vector<float> column(const float* from, int rows, int s, int n) {
  std::vector<float> values;
  if (from)
    for (int r = 0; r < rows; ++r) values.push_back(from[r * n + s]);
  return values;
}

/// One sample as a block of eight: each of its numbers in a row of its own, eight times.
inline Floats eight_times(const std::vector<float>& sample) {
  Floats block;
  for (const float x : sample) block.insert(block.end(), lanes, x);
  return block;
}

/// Which piece of unit `u` its curve is read at for sample `s`: the one that wins, the value part of a gated pair.
/// `slope`: the layer's, in rows of n.
inline int piece_on_curve(const LayerSpec& spec, const float* slope, int u, int s, int n) {
  int piece = 0;
  if (spec.activation->gated) return piece;
  const auto steep = [&](int p) { return std::fabs(slope[(u * spec.pieces + p) * n + s]); };
  for (int p = 1; p < spec.pieces; ++p)  // the winner alone has a slope
    if (steep(p) > steep(piece)) piece = p;
  return piece;
}

/// The value that a share of all values, at least one, lies below; reorders them.
inline float quantile(std::vector<float>& values, double share) {
  const auto i = static_cast<std::ptrdiff_t>(share * static_cast<double>(values.size() - 1));
  std::nth_element(values.begin(), values.begin() + i, values.end());
  return values[static_cast<std::size_t>(i)];
}

}  // namespace nonlin

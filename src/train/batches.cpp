// What every step asks of the samples: the order of its epoch, and its batch.
#include <cassert>
#include <numeric>
#include <utility>

#include "math/random.hpp"
#include "math/simd.hpp"
#include "train/samples.hpp"

namespace nonlin {

void SampleSet::gather(std::span<const int> indices, float* input, float* target) const {
  const int size = static_cast<int>(indices.size()), n = padded(size);
  const float* from = rows_.data();
  assert(!rows_.empty());  // keep_rows() was called
  const auto copy = [&](float* to, int rows) {
    for (float* end = to + rows * n; to < end; to += n, from += count_) {
      for (int s = 0; s < size; ++s) to[s] = from[indices[at(s)]];
      for (int s = size; s < n; ++s) to[s] = to[size - 1];  // the last real sample is repeated as padding
    }
  };
  copy(input, inputs_);
  copy(target, targets_);
}

std::span<const int> EpochOrders::order(std::uint32_t epoch) {
  Kept& kept = kept_[epoch % kept_.size()];
  if (kept.epoch == epoch) return kept.order;
  kept.epoch = epoch;
  kept.order.resize(static_cast<std::size_t>(count_));
  std::iota(kept.order.begin(), kept.order.end(), 0);
  if (epoch == fixed) return kept.order;
  // Fisher-Yates from the end; number i of the epoch is word i % 4 of block i / 4.
  RandomBlock block{};
  for (std::uint32_t i = static_cast<std::uint32_t>(count_); i-- > 1;) {
    if (i % 4 == 3 || i + 1 == static_cast<std::uint32_t>(count_))
      block = random_block(seed_, Stream::order, {epoch, i / 4, 0, 0});
    const auto j = static_cast<std::size_t>(uniform(block[i % 4]) * (i + 1));  // uniform < 1, so j <= i
    std::swap(kept.order[i], kept.order[j]);
  }
  return kept.order;
}

}  // namespace nonlin

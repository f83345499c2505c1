// Sorting where speed does not count: a heap's code is a fifth of that of std::sort, and the page downloads it.
#pragma once

#include <algorithm>
#include <span>

namespace nonlin {

/// In rising order; none is NaN.
inline void sort_up(std::span<double> values) {
  std::make_heap(values.begin(), values.end());
  std::sort_heap(values.begin(), values.end());
}

}  // namespace nonlin

// What the outputs of a run say of its training set: labels, sums.
#pragma once

#include "notes/quantities.hpp"

namespace nonlin {

/// The share of samples for which every output is on its target's side of a half.
double all_right(RunLook& look);
/// The sum of a sample's outputs, as far as it goes to one side: factor 1 for the largest, -1 for the smallest.
double furthest_sum(RunLook& look, double factor);

}  // namespace nonlin

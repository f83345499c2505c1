// The proof of a rewrite by evaluation: both networks at the same points.
#pragma once

#include "model/loss.hpp"
#include "model/rewrite.hpp"
#include "train/samples.hpp"

namespace nonlin {

/// The largest distance between the outputs of two networks, without batch normalisation, at the points of `set`. Of a
/// head with more outputs the last ones count: against one logistic output, the softmax probability of class 1.
double largest_difference(const Network& a, const Head& head_a, const Network& b, const Head& head_b,
                          const SampleSet& set);

struct Equivalence {
  Network rewritten;
  const Head* head;
  double largest_difference;  // between outputs
};
/// Throws std::invalid_argument where the rewrite does not apply.
Equivalence prove(const Rewrite& rewrite, const Network& network, const Head& head, const SampleSet& set);

}  // namespace nonlin

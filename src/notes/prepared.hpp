// Data and starts of trials that a spec alone cannot say: each takes keys of its own away from the document and puts in
// what they mean for a seed (Trial::prepare). Random numbers are addressed in streams that given points leave unused.
#pragma once

#include <cstdint>

#include "race/value.hpp"

namespace nonlin {

/// `sample` {train, test, noise, testNoise, flipped}: points of the document's generator, the first `train` of them for
/// training with `noise`, each of their classes another one with probability `flipped`, then `test` for testing with
/// `testNoise`.
void sample_points(Value& document, std::uint32_t seed);

/// Two tasks, one after the other. The first: the document's data, or `clusters` {count, inputs, clusters, classes,
/// spread}: point i is of cluster i mod clusters and of class cluster mod classes, normal about its centre, centres
/// standard normal. `then` {step, permute, shift}: after `step` steps the same points with their coordinates in another
/// order (of the seed) or as they are, the first moved by `shift`.
void make_two_tasks(Value& document, std::uint32_t seed);

}  // namespace nonlin

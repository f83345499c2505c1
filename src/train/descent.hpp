// Problems of one or two numbers, descended by the same optimisers that train the networks: saddles, local minima, the
// loss of a single neuron over its weight.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "train/optimizer.hpp"

namespace nonlin {

struct Problem {
  std::string_view id;
  int variables;                // 1: y stays where it is
  std::array<double, 2> start;  // where a descent begins unless told otherwise
  double (*value)(double x, double y);
  std::array<double, 2> (*slope)(double x, double y);
};
std::span<const Problem> problems();
const Problem* find_problem(std::string_view id);

struct DescentSpec {
  OptimizerSpec optimizer;
  std::array<double, 2> start{};
  int steps = 100;
  double decay = 0;  // decoupled, of both numbers: w -= rate decay w before each step
  double noise = 0;  // standard deviation of what is added to each slope, addressed by (seed, step, variable)
  std::uint32_t seed = 0;
};
struct DescentPoint {
  double x, y, value;  // x and y are floats, as the parameters of a network
};
/// The start, then the point after each step. Ends early where a number is no longer finite.
std::vector<DescentPoint> descend(const Problem& problem, const DescentSpec& spec);

}  // namespace nonlin

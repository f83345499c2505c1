// One linear neuron with two inputs, trained by hand: whether its two weights can move as they should (C49).
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "notes/trial.hpp"

namespace nonlin {

struct ZigzagSpec {
  double mean = 0.5;  // of the inputs sigma(g) - 1/2 + mean, g standard normal; at 1/2 all are positive
  double rate = 0.5;
  std::array<double, 2> target{2, -2};  // the weights that made the targets; the start is (0, 0)
  int points = 200;
  int batch = 1;     // points of a step, taken in order
  int steps = 2000;  // at most
};
/// Reads the members of ZigzagSpec. Throws std::invalid_argument.
ZigzagSpec read_zigzag(const Reader& options);
/// The points that a seed gives.
std::vector<std::array<double, 2>> zigzag_inputs(const ZigzagSpec& spec, std::uint32_t seed);
/// (w0, w1) after each step, the start first, until within 5 % of the target or no longer finite. Half the squared
/// error is made small.
std::vector<std::array<double, 2>> zigzag(const ZigzagSpec& spec, std::uint32_t seed);

struct ZigzagFigures {
  double same_sign;  // share of the steps that move both weights the same way
  double path;       // its length over the straight line to the target
  double reversals;  // share of the steps that turn by more than a right angle
  double steps;      // until within 5 % of the target; infinite when it never is
};
ZigzagFigures figures_of(const ZigzagSpec& spec, const std::vector<std::array<double, 2>>& path);

/// Options: the members of ZigzagSpec. Figures: `same-sign`, `path`, `reversals`, `steps`.
void measure_zigzag(const Reader& options, std::uint32_t seed, Figures& figures);

}  // namespace nonlin

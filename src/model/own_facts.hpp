// What looking at an own activation is made of (own_facts.cpp, own_kinks.cpp).
#pragma once

#include <algorithm>
#include <cmath>
#include <vector>

#include "model/own_activation.hpp"

namespace nonlin {

using OwnParameters = std::array<float, max_activation_parameters>;

/// x, f and f' at `count` places; the vectors are padded to whole registers.
struct CurveSamples {
  std::vector<float> x, y, slope;
  int count = 0;
};
CurveSamples evaluate(const Activation& row, const OwnParameters& parameters, const std::vector<double>& places);

/// What counts as equal beside a number: `scale` of it, or of 1.
inline double tolerance(double scale, double of) { return scale * std::max(1.0, std::fabs(of)); }

/// Fills in the row's kinks, `differentiable` and `piecewise_linear`: where the formula takes another branch (a switch
/// changes its sign between two of the places of `all`), and the slopes or values to both sides differ.
void find_kinks(OwnActivation& own, const CurveSamples& all, const OwnParameters& parameters);

}  // namespace nonlin

// An activation to be run by itself, for what measures its cost.
#pragma once

#include <array>

#include "math/aligned.hpp"
#include "model/activation.hpp"
#include "model/workspace.hpp"

namespace nonlin {

/// Rows of one chunk: pre-activations in -3..3 of the row's usual pieces, room for values and slopes, and the row's own
/// parameters.
struct Exercise {
  explicit Exercise(const Activation& activation);
  void value(int times) {
    while (times-- > 0) row.value(z.data(), a.data(), chunk, pieces, parameters.data());
  }
  void value_slope(int times) {
    while (times-- > 0) row.value_slope(z.data(), a.data(), slope.data(), chunk, pieces, parameters.data());
  }

  const Activation& row;
  int pieces;
  Floats z, a, slope;
  std::array<float, max_activation_parameters> parameters{};
};

}  // namespace nonlin

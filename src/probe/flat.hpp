// The flat part of a unit's curve: where its slope is small because the curve has a limit on that side of zero.
#pragma once

#include <cmath>

#include "model/network.hpp"

namespace nonlin {

/// A sample lies on the flat part where the slope is below this share of the largest (for z in -8..8).
inline constexpr double flat_slope = 0.05;

/// Of one unit, or of one curve. Units of several pieces have no flat part.
class FlatPart {
 public:
  /// `parameters`: those of the activation for this unit.
  FlatPart(const LayerSpec& spec, const float* parameters);

  /// The largest |slope| for z in -8..8, at multiples of 1/16; 0 for units of several pieces.
  double largest() const { return largest_; }
  /// Whether the curve is flat at z, where its slope is `slope`.
  bool holds(float z, float slope) const {
    return std::fabs(static_cast<double>(slope)) < flat_slope * largest_ && (z < 0 ? left_ : right_);
  }
  /// Whether `a` is exactly what a rectifier (no upper bound) gives when it is off: flat, but at rest, not saturated.
  bool at_rest(float a) const { return rectifier_ && a == rest_; }

 private:
  double largest_;
  bool left_, right_, rectifier_;
  float rest_;
};

}  // namespace nonlin

// The data on the curve: where the samples of a hidden layer, or of one of its units, lie on its activation, and that
// curve itself. z is that of the winning piece, or of the value part of a gated pair. Read-only; the workspace is the
// caller's, prepared where the network has batch normalisation.
#pragma once

#include <cstdint>
#include <vector>

#include "probe/units.hpp"

namespace nonlin {

struct CurveView {
  int layer = 0;     // a hidden one
  int unit = -1;     // -1: all
  int bins = 64;     // of the histogram, 1..4096
  double reach = 4;  // z is shown at least from -reach to reach; > 0
};

/// Points of the sampled curve, evenly from -reach to reach.
inline constexpr int curve_points = 256;

/// Shares are of all samples of all units asked about, those whose z is no number included.
struct OnCurve {
  double reach = 0;                      // the one asked for, times 1.5 until it holds 99 % of the samples
  Histogram z;                           // from -reach to reach
  int count = 0;                         // units x samples
  double low = 0, median = 0, high = 0;  // 5 %, 50 % and 95 % quantile of z; NaN where none is a number
  double flat_left = 0, flat_right = 0;  // on the flat part (probe/flat.hpp), z < 0 and z >= 0
  double at_rest = 0;                    // part of these: a rectifier that is off
  double positive = 0, zero = 0;         // z > 0; a is exactly 0
  double largest_slope = 0;              // |f'| for z in -8..8
  /// f, f' and whether it is flat there. Of all units: with the mean of their learned parameters. Of several pieces:
  /// the straight line with the mean slope that the samples meet (1 for pieces that compete, what gates let through).
  std::vector<float> value, slope;
  std::vector<std::uint8_t> flat;
};

/// The layer, the unit and the numbers are those that are there and allowed.
OnCurve data_on_curve(const Network& network, const SampleSet& set, const CurveView& view, Workspace& workspace);

}  // namespace nonlin

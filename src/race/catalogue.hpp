// The tables as data: what menus, the command line's lists and the page show of them, and small questions about their
// rows.
#pragma once

#include <string_view>
#include <vector>

#include "race/race.hpp"
#include "race/value.hpp"

namespace nonlin {

Value as_value(const CurveFacts& facts);
Value as_value(const Activation& row);
Value as_value(const Pairing& row);
Value as_value(const Optimizer& row);
Value as_value(const Schedule& row);
Value as_value(const Generator& row);
/// Every table, the ids of every closed set and the default spec.
Value describe_catalogue();

/// What a lane starts from beside the same draws: {draws, gain, pieces, learned, given}.
Value describe_start(const Experiment& experiment);

/// `activation`: an id, or an object as specs have them (own.hpp). f and f' at `count` points from lo to hi, ends
/// included. Maxout is shown as the larger of x and -x/2, a gated pair with x as value part and as gate. Throws
/// std::invalid_argument naming what is wrong.
struct Curve {
  std::vector<float> value, slope;
};
Curve sample_curve(const Value& activation, const Value& parameters, double lo, double hi, int count);

/// Mean and standard deviation of f(x), x ~ N(0,1), by midpoints of 2^15 cells over [-8, 8] (a jump is placed within
/// 1/2048). Throws as `sample_curve`, and for a row whose units have several pieces.
struct OutputMoments {
  double mean, spread;
};
OutputMoments output_moments(const Value& activation, const Value& parameters);

/// Computes f and f' `runs` times over one chunk of pre-activations in -3..3, with the row's own parameters, as
/// training does: what an activation costs, for a clock outside. Returns how many values that were. Throws as
/// `sample_curve`.
int exercise(const Value& activation, int runs);

}  // namespace nonlin

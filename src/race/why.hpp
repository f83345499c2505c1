// Why a run stands where it does: one reason, the first of a list of rules that what was measured meets. A reason is
// about this run at this step, not about its activation.
#pragma once

#include <limits>
#include <span>
#include <string_view>
#include <vector>

#include "probe/signals.hpp"
#include "race/race.hpp"

namespace nonlin {

/// The bounds of the rules. Bend used is the mean over the hidden layers, signal passed |delta_1| / |delta_L|.
inline constexpr double straight_bend = 0.02;    // below: to the data the curve is a straight line
inline constexpr double wild_bend = 0.9;         // above: the data are spread over many bends
inline constexpr double vanished_signal = 0.01;  // below: the error signal is lost on its way to the first layer
inline constexpr double exploded_signal = 100;   // above: it has grown out of measure
inline constexpr double asleep_share = 0.5;      // of the units of a layer
inline constexpr double flat_share = 0.75;       // of the samples of a layer, on the flat part

/// What is measured of a hidden layer on the training set.
struct LayerFacts {
  int units = 0, asleep = 0;  // asleep or dead
  double bend = 0, flat = 0;  // mean over its units; bend is NaN for units of several pieces
  bool pseudo = false;        // its slope is no derivative
  LayerSignal signal{};
};
struct Facts {
  std::vector<LayerFacts> layers;
  double passed = std::numeric_limits<double>::quiet_NaN();
  int units() const;
  int asleep() const;
  /// Mean over the layers; NaN without one, and where one has none.
  double bend() const;
};
/// Of `network`, the run's own or its start, on the run's training set. Throws std::invalid_argument as `signals_of`.
Facts facts_of(const Race::Run& run, const Network& network);
/// Its signals, whose workspace must be prepared. Throws std::invalid_argument where that needs more memory than a
/// worker has.
Signals signals_of(const Race::Run& run, const Network& network);

struct Reason {
  std::string_view id;
  /// The layer it is about, 0 where it is about all; -1: it does not hold. `now`, and as it was at the start.
  int (*layer)(RunState state, const Facts& now, const Facts& start);
};
/// In their order: the first that holds is the reason. The last always holds.
std::span<const Reason> reasons();

}  // namespace nonlin

// What the units of a network do on a set of samples: their values, histograms of a layer, and how each unit stands.
// Read-only: the network is const, the workspace is the caller's, prepared where the network has batch normalisation. z
// is what the activation is given: normalised where the layer is.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "model/loss.hpp"
#include "model/passes.hpp"
#include "train/trainer.hpp"

namespace nonlin {

/// Pre-activations (a row per unit and piece, u * pieces + p), or activations (a row per unit; of the output layer what
/// the head makes of the logits).
enum class Quantity { z, a };

/// Some rows of one layer: hidden layers from 0, then the output layer.
struct Rows {
  int layer = 0;
  Quantity quantity = Quantity::a;
  int first = 0, count = 1;
};
/// How many rows this layer has of this quantity. Throws std::invalid_argument for a layer that is not there.
int row_count(const Network& network, int layer, Quantity quantity);
/// Their values at the points of `set`, a grid's or the data's: out (rows.count x set.count()), row-major. Throws
/// std::invalid_argument for rows that are not there.
void unit_values(const Network& network, const Head& head, const Rows& rows, const SampleSet& set, float* out,
                 Workspace& workspace);

/// `count` bins of equal width from lo to hi; a value at an inner border belongs to the bin above it, one at `hi` to
/// the last.
struct Bins {
  double lo = -4, hi = 4;
  int count = 32;  // 1..4096
};
struct Histogram {
  std::vector<std::uint32_t> counts;
  std::uint32_t under = 0, over = 0, not_numbers = 0;
};
/// For bins within their range.
Histogram count_all(std::span<const float> values, const Bins& bins);
/// Of all units and samples of one layer. z of a unit with several pieces is that of the winning piece, of a gated pair
/// that of its value part.
struct LayerHistograms {
  Histogram z, a;
};
/// Hidden layers, then the output layer. Throws std::invalid_argument for bins out of range.
std::vector<LayerHistograms> layer_histograms(const Network& network, const Head& head, const SampleSet& set,
                                              const Bins& z, const Bins& a, Workspace& workspace);

/// A unit is saturated when at least this share of the samples lies on its flat part (probe/flat.hpp).
inline constexpr double saturated_share = 0.95;

/// On the whole set. Asleep: its value is the same for every sample and its slope exactly 0, so that it passes nothing
/// on and nothing back now (of a row whose slope is no derivative: its value is the same). Dead: asleep where nothing
/// can bring it back: in the first hidden layer, without learned parameters or norm, under plain descent. Saturated:
/// not asleep, `saturated_share` of the samples on the flat part.
enum class UnitState : std::uint8_t { alive, asleep, saturated, dead };
using UnitStates = std::vector<UnitState>;
std::string_view id_of(UnitState state);

/// Shares are of the samples, 0..1.
struct UnitReport {
  double mean, sd;  // of a
  double positive;  // z > 0, of the winning piece or the value part
  double zero;      // a is exactly 0
  double flat;      // on the flat part; a rectifier (no upper bound) at exactly 0 is at rest, not counted
  double bend;      // bend used: 1 - R^2 of the straight-line fit of a on z; 0 when either is constant
  double gate;      // the gate's own z > 0; NaN for rows without gate
  UnitState state;
};
struct LayerReport {
  std::vector<UnitReport> units;
  std::vector<double> wins;  // a row per unit and piece: share of the samples it wins; empty where none compete
  int dead_pieces = 0;       // pieces that win nowhere
  double bend = 0;           // mean over units
  int count(UnitState state) const;
};
/// Hidden layers. `plain_descent`: as below, on data that stay, so that nothing moves a unit which passes nothing back.
std::vector<LayerReport> unit_reports(const Network& network, const SampleSet& set, bool plain_descent,
                                      Workspace& workspace);
/// The states alone, of all units of the hidden layers, layer by layer: much faster, since most units have shown that
/// they are alive after a few samples.
UnitStates unit_states(const Network& network, const SampleSet& set, bool plain_descent, Workspace& workspace);
/// Whether training is plain gradient descent, without momentum, penalty or decay.
bool plain_descent(const OptimizerSpec& optimizer, const RegularizationSpec& regularization);

}  // namespace nonlin

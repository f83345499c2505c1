// Read-only questions about what a network computes and where its data lie. Asking never alters training: the caller
// brings a workspace, prepared where the network has batch normalisation.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "model/loss.hpp"
#include "model/passes.hpp"
#include "train/samples.hpp"

namespace nonlin {

/// Samples without targets from raw points (raw_count x count, feature-major), ready for `outputs`.
SampleSet make_points(const InputMap& inputs, std::span<const float> raw, int raw_count, int count);

/// What a map shows of the input space: two of the raw inputs over their ranges, the others staying where they are in
/// `rest`.
struct InputPlane {
  std::array<int, 2> columns{0, 1};
  std::array<double, 2> x{}, y{};
  std::vector<float> rest{0, 0};  // a value of every raw input
  friend bool operator==(const InputPlane&, const InputPlane&) = default;
};

/// The mean of each raw input over the training set.
std::vector<float> training_means(const Dataset& data);

/// The points of a size x size picture of the plane, pixel centres, row 0 at the top (largest y): samples without
/// targets, ready for `outputs`.
SampleSet make_grid(const InputMap& inputs, const InputPlane& plane, int size);
/// Of the plane [lo, hi]^2 of two raw inputs.
SampleSet make_grid(const InputMap& inputs, double lo, double hi, int size);
/// `count` points of a line from lo to hi, both included.
SampleSet make_line(const InputMap& inputs, double lo, double hi, int count);

/// Outputs of the head at the points of `set`: out (outputs x set.count()), row-major.
void outputs(const Network& network, const Head& head, const SampleSet& set, float* out, Workspace& workspace);

/// 0..255 for x from lo to hi (255: hi and more), NaN in the middle: a value of a map as the page is told it.
std::uint8_t level(float x, float lo, float hi);

/// The stretch of the first hidden layer's curve that the training data occupy: 5 % and 95 % quantile of the
/// pre-activations of all units over `set` (of the winning piece for rows with several, of the value part of gated
/// pairs). NaN without a hidden layer.
struct Band {
  float low, high;
};
Band data_band(const Network& network, const SampleSet& set, Workspace& workspace);

/// What the first learned parameter of the first hidden layer's activation has become: the mean over the units. NaN
/// when nothing is learned there.
float learned_parameter(const Network& network);

}  // namespace nonlin

// Read-only questions about what a network computes and where its data lie. Asking never alters training: the caller
// brings a workspace, prepared where the network has batch normalisation.
#pragma once

#include <span>

#include "model/loss.hpp"
#include "model/passes.hpp"
#include "train/samples.hpp"

namespace nonlin {

/// The points of a size x size picture of the plane [lo, hi]^2, pixel centres, row 0 at the top (largest y): samples
/// without targets, ready for `outputs`.
SampleSet make_grid(const InputMap& inputs, double lo, double hi, int size);
/// `count` points of a line from lo to hi, both included.
SampleSet make_line(const InputMap& inputs, double lo, double hi, int count);

/// Outputs of the head at the points of `set`: out (outputs x set.count()), row-major.
void outputs(const Network& network, const Head& head, const SampleSet& set, float* out, Workspace& workspace);

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

// How signals travel: forward, backward with its two factors, gradients and updates. Read-only: the network is const, a
// trainer is copied before it takes a step.
//
// With batch normalisation the samples of a set depend on each other, so that they go through together, as one batch,
// in a workspace of `signal_bytes`.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "model/loss.hpp"
#include "model/passes.hpp"
#include "train/samples.hpp"
#include "train/trainer.hpp"

namespace nonlin {

/// One layer on a set. delta_l = dL/dz_l of each sample's own loss (not divided by the number of samples);
/// v_l = W_(l+1)' delta_(l+1), what reaches the layer's activations; delta_l = f'(z_l) v_l, in a
/// normalised layer taken back through the norm, too (z_l is W_l a_(l-1) then). Norms run over units and
/// samples, so that the product of the two factors over the layers is exactly the ratio of the norms.
struct LayerSignal {
  double mean, sd, zero;  // of a over units and samples (of the output layer: of z); share of exact zeros
  double backward;        // rms of delta over units and samples
  double length;          // rms over samples of delta's length over units: |delta| but for the number of samples
  double weight_factor;   // |v_l| / |delta_(l+1)|; NaN for the output layer, and where there is nothing to divide by
  double slope_factor;    // |delta_l| / |v_l|; likewise
};

/// The norm of one block of the parameters (W0, b0, alpha0 ...).
struct BlockNorm {
  std::string name;
  double norm;
};

struct Signals {
  std::vector<LayerSignal> layers;  // hidden layers, then the output layer
  double passed;                    // |delta| of the first over that of the last hidden layer; NaN without one
  Floats gradient;                  // of the mean loss of the set, without penalty; layout of the parameters
};
/// Bytes of the workspace made for a set of `count` samples; 0 where the given one does.
std::size_t signal_bytes(const Network& network, int count);
/// `workspace` is scratch of the network's shape; nothing is left out by dropout.
Signals signals(const Network& network, const Pairing& pairing, const SampleSet& set, Workspace& workspace);

/// What the trainer's next step does to each block: norms of the block before it, of the gradient of its batch (penalty
/// included) and of the change. `workspace` is one that the trainer steps with; it is left unprepared.
struct BlockStep {
  std::string name;
  double before, gradient, update;
};
std::vector<BlockStep> next_step(const Trainer& trainer, Workspace& workspace);

/// Root of the sum of squares of each block of `values`, a buffer of the layout of the network's parameters.
std::vector<BlockNorm> block_norms(const Network& network, std::span<const float> values);

}  // namespace nonlin

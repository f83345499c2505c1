// Passes of samples through a network: evaluating, which alters neither network nor training, and the two passes of a
// training step. A run of samples is at most `chunk` long, padded to a multiple of 8.
//
// Batch normalisation. Training takes the statistics of the batch. Evaluating takes those of the whole training set at
// the current parameters: no running averages. `prepare` computes them into the workspace, where they stay until it
// serves another network or a training step; whoever evaluates calls it first. It costs nothing for other networks.
#pragma once

#include <cstdint>
#include <span>

#include "model/network.hpp"
#include "model/workspace.hpp"

namespace nonlin {

/// Up to 256 samples: `inputs` is (inputs x n), n = padded(size), the last real sample repeated as padding.
struct Chunk {
  const float* inputs;
  int size;
  int first = 0;  // place of its first sample in the batch
};

/// Computes the statistics of batch-normalised layers over a whole set, given in chunks of which all but the last are
/// full. For networks without such layers it does nothing.
void prepare(const Network& network, std::span<const Chunk> set, Workspace& workspace);

/// Outputs (outputs x n) of `n` samples, n a multiple of 8 up to `chunk`; inputs (inputs x n). Returned in
/// workspace.output().z. Slopes are not computed: for drawing and evaluating.
const float* evaluate(const Network& network, const float* inputs, int n, Workspace& workspace);
/// The same, keeping the slopes.
const float* forward(const Network& network, const float* inputs, int n, Workspace& workspace);

/// Which activations a training step leaves out: addressed by seed, step, layer, unit and place in the batch.
struct Dropout {
  std::uint32_t seed, step;
};
/// The training pass of a batch: all its chunks together with batch normalisation (which leaves the batch's statistics
/// in the workspace), else one chunk at a time. Chunk c goes to slot c; its outputs are in workspace.output(c).z.
/// Null: nothing is left out.
void forward(const Network& network, std::span<const Chunk> chunks, const Dropout* dropout, Workspace& workspace);
/// Adds dL/dparameters of these chunks to `gradient` (the network's buffer layout). `chunks` as given to `forward`,
/// workspace.output(c).dz holds dL/dlogits, zero for padding. `activity` is the slope of a penalty on each |a| of the
/// hidden layers.
void backward(const Network& network, std::span<const Chunk> chunks, Workspace& workspace, std::span<float> gradient,
              float activity = 0);
/// The same for n real samples that `forward` kept the slopes of; neither for batch normalisation nor for dropout.
void backward(const Network& network, const float* inputs, int n, Workspace& workspace, std::span<float> gradient);

}  // namespace nonlin

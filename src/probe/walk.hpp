// One step of a trainer, taken apart: what one sample of its batch does on its way through the network and back, and
// what the step makes of the whole batch's gradient. Read-only: a copy of the trainer takes the step.
#pragma once

#include <vector>

#include "train/trainer.hpp"

namespace nonlin {

/// What the sample does in one layer; named as in Workspace::Layer, empty where the layer has none. `delta` and
/// `arriving` are of the mean loss of the batch.
struct LayerWalk {
  std::vector<float> inputs;                  // what the layer is given
  std::vector<float> z, hat, a, slope, mask;  // z is normalised where the layer is; a is what the next layer is given
  std::vector<float> arriving;                // W' delta of the next layer, one per unit (hidden layers)
  std::vector<float> delta;                   // dL/dz, in a normalised layer dL/d(W a + b)
};

struct StepWalk {
  std::vector<int> batch;         // samples of the training set
  int place = 0;                  // of the one that is followed, in the batch
  std::vector<LayerWalk> layers;  // hidden layers, then the output layer
  std::vector<float> target;      // of the sample
  double sample_loss = 0, batch_loss = 0;
  double loss_after = 0;        // of the same batch, with the same units left out by dropout, after the step
  std::vector<float> gradient;  // of the batch's mean loss; layout of the parameter buffer
  std::vector<float> used;      // the same with penalties in it, and clipped
  Trainer::State before, after;
};

/// The next step of `trainer`, following training sample `sample`, or the first of the batch where it is not in it.
/// `workspace` is one that the trainer steps with; it is left unprepared.
StepWalk walk_step(const Trainer& trainer, int sample, Workspace& workspace);
/// The step that would be if the batch were this one sample. Throws std::invalid_argument for batch normalisation.
StepWalk walk_alone(const Trainer& trainer, int sample, Workspace& workspace);

}  // namespace nonlin

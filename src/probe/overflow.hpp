// How large the numbers of a step are, layer by layer, and where they are no longer finite. Read-only: a copy of the
// trainer takes the step.
#pragma once

#include <string>
#include <vector>

#include "train/trainer.hpp"

namespace nonlin {

/// In the order in which a step computes them: forward layer by layer z then a, the loss, backward from the last layer
/// delta then gradient, then all moments, then all parameters.
enum class StepPart { z, a, loss, delta, gradient, moment, parameter };
std::string_view id_of(StepPart part);

/// Numbers of a step that are not finite.
struct Overflow {
  StepPart part;
  int layer;          // 0 for the loss
  std::string block;  // of gradients, moments and parameters: W0, b0, alpha1 ...
};

/// One layer in a step; infinity where a number is not finite. Norms run over all parameters of the layer.
struct LayerSize {
  double z = 0;      // largest |z| over units and samples of the batch, normalised where the layer is
  double delta = 0;  // largest |dL/dz| of a sample's own loss
  double gradient = 0;
  double weights = 0;  // before the step
};

struct StepSizes {
  bool finite = true;               // what Trainer::step says: false when the run diverges in this step
  std::vector<double> numbers;      // the batch's loss, then what a LayerSize has of each layer, the output's the last
  std::vector<Overflow> overflows;  // each part, layer and block once, in the order of the step
};
/// Of the next step. `workspace` is one that the trainer steps with; it is left unprepared.
StepSizes step_sizes(const Trainer& trainer, Workspace& workspace);

}  // namespace nonlin

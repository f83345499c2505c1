// Folds: where the units of a network whose activations are made of straight pieces pass from one piece to another.
// Between folds the network is linear. Read-only; the workspace is prepared where the network has batch normalisation.
#pragma once

#include <cstdint>
#include <vector>

#include "model/loss.hpp"
#include "model/passes.hpp"
#include "train/samples.hpp"

namespace nonlin {

/// Lines of a picture, each a run of segments of four numbers: x and y of one end and of the other, as shares of the
/// picture's width and height from its top left corner. Straight between the pixels' centres.
struct FoldLines {
  struct Layer {
    std::vector<float> segments;      // unit by unit
    std::vector<std::int32_t> first;  // of unit u: the segments first[u]..first[u + 1] - 1
  };
  std::vector<Layer> layers;    // hidden layers
  std::vector<float> boundary;  // where the answer changes; none for values
};
/// `grid` is size x size (make_grid). Throws as `refuse_smooth`.
FoldLines fold_lines(const Network& network, Score score, const SampleSet& grid, int size, Workspace& workspace);

/// A fold of a line of points: between points 2 and 3 `at` is in 2..3.
struct FoldPoint {
  int layer, unit;
  double at;
};
/// Unit by unit in each run of 256 points. Throws as `refuse_smooth`.
std::vector<FoldPoint> fold_points(const Network& network, const SampleSet& line, Workspace& workspace);

}  // namespace nonlin

// The loss on a two-dimensional slice through the space of parameters, and where a path of parameters lies on it. A
// slice is not the landscape, and a path on it is a projection: `off` says how far away the path really is. Read-only.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "math/aligned.hpp"
#include "model/loss.hpp"
#include "model/network.hpp"
#include "train/samples.hpp"

namespace nonlin {

/// centre + x across + y up, in the layout of the parameter buffer.
struct Plane {
  Floats centre;
  std::vector<double> across, up;
};

/// Two random directions through the network's parameters, filter by filter: the normal draws of each row of weights
/// (one unit's, one piece's) are scaled to the length of that row; biases and all other parameters stay. Addressed by
/// (seed, direction, layer, row, input). Li, Xu, Taylor, Studer, Goldstein, "Visualizing the loss landscape of neural
/// nets" (NeurIPS 2018).
Plane random_plane(const Network& network, std::uint32_t seed);
/// The plane of two parameters; x and y are what is added to them. Throws std::invalid_argument when they are one.
Plane parameter_plane(const Network& network, int first, int second);
/// Where number `index` of the block `name` stands in the buffer ("W0", 3). Throws std::invalid_argument.
int parameter_offset(const Network& network, std::string_view name, int index);

/// The plane through a network's parameters that lies nearest to a path of them (least squares), its directions at
/// right angles and of length 1: the principal ones of path - parameters, the first that with the larger share; signs
/// such that the path begins at x <= 0, y <= 0. A path that leads one way only has a random second direction.
struct PathPlane {
  Plane plane;
  double share;  // of the squared distances between path and parameters: what lies in the plane
};
/// Throws std::invalid_argument for a path that is nowhere else, or belongs to another network.
PathPlane path_plane(const Network& network, std::span<const Floats> path);

/// Points of a plane: columns x rows (2..512 each), `step` apart both ways, the top left one at (left, top).
struct SliceGrid {
  double left, top, step;
  int columns, rows;
};
/// The square lo..hi, both ends included.
SliceGrid square_slice(double lo, double hi, int size);
/// Mean loss over the whole of `train`, rows x columns. Leaves the workspace unprepared. Throws std::invalid_argument
/// for a grid that is none.
std::vector<double> loss_slice(const Network& network, const Pairing& pairing, const SampleSet& train,
                               const Plane& plane, const SliceGrid& grid, Workspace& workspace);

/// The point of the plane nearest to these parameters and their distance from it; NaN where the directions span none.
struct PlanePoint {
  double x, y, off;
};
PlanePoint project(const Plane& plane, std::span<const float> parameters);

}  // namespace nonlin

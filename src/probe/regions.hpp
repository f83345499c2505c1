// The linear regions of a network whose activations are all made of straight pieces: inside one every unit stays on one
// piece, so that the outputs are W x + b there. Read-only, like every probe; the workspace is prepared where the
// network has batch normalisation, whose statistics are constants here.
#pragma once

#include <cstdint>
#include <vector>

#include "model/passes.hpp"
#include "train/samples.hpp"

namespace nonlin {

bool is_piecewise_linear(const Network& network);
/// Throws std::invalid_argument, naming layer and row, for a network with a layer that is not made of straight pieces
/// or has layer normalisation, which is not linear.
void refuse_smooth(const Network& network);

/// Points with the same pattern (which piece each hidden unit is on) have the same id; ids are numbered from 0 in the
/// order in which the points meet them. `count` regions are met: those too small for the grid are not.
struct Regions {
  std::vector<std::int32_t> id;  // one per point
  /// One per region: the sum of its pieces' numbers, mod 2. Where one fold parts two regions and their pieces are
  /// neighbours on the curve, one has 0 and the other 1.
  std::vector<std::uint8_t> parity;
  int count = 0;
};
/// Throws as `refuse_smooth`.
Regions linear_regions(const Network& network, const SampleSet& points, Workspace& workspace);

/// Which piece each unit of a hidden layer is on: how many of its kinks lie below its z, or the piece that wins: 0..7;
/// units x points.count(), row-major. A unit's fold is where its row changes. Throws as `refuse_smooth`, and for a
/// layer that is not there.
std::vector<std::uint8_t> unit_pieces(const Network& network, int layer, const SampleSet& points, Workspace& workspace);

/// logits = W x + b around a point, x the network's inputs: exact in the whole region of a piecewise-linear network,
/// the tangent at the point for others.
struct AffineMap {
  int inputs = 0, outputs = 0;
  std::vector<double> W, b;  // outputs x inputs, row-major; outputs
};
/// Around sample `s` of `points`. Throws std::invalid_argument for layer normalisation.
AffineMap local_map(const Network& network, const SampleSet& points, int s, Workspace& workspace);
/// The same map of what the network's inputs are made of: of the raw input where one is x or y, else of the feature as
/// it was before standardising (of the scaled and shifted inputs).
AffineMap before_inputs(AffineMap map, const InputMap& inputs);

}  // namespace nonlin

#include "probe/slice.hpp"

#include <algorithm>
#include <limits>

#include "math/random.hpp"
#include "math/text.hpp"
#include "probe/pass.hpp"
#include "train/trainer.hpp"

namespace nonlin {
namespace {

std::size_t at(int i) { return static_cast<std::size_t>(i); }

std::vector<double> random_direction(const Network& network, std::uint32_t seed, std::uint32_t which) {
  std::vector<double> direction(network.parameters().size(), 0.0);
  const auto views = network.layers();
  for (std::size_t l = 0; l < views.size(); ++l) {
    const LayerView& view = views[l];
    for (int r = 0; r < view.rows; ++r) {
      const int first = view.weights + r * view.inputs;
      LaneTotal drawn, weights;
      for (int i = 0; i < view.inputs; ++i) {
        const double w = network.parameters()[at(first + i)];
        const double x = normal(random_block(
            seed, Stream::direction,
            {which, static_cast<std::uint32_t>(l), static_cast<std::uint32_t>(r), static_cast<std::uint32_t>(i)})[0]);
        direction[at(first + i)] = x;
        drawn.add(i, x * x);
        weights.add(i, w * w);
      }
      const double scale = sqrt(weights.total() / drawn.total());  // no normal draw is exactly 0
      for (int i = 0; i < view.inputs; ++i) direction[at(first + i)] *= scale;
    }
  }
  return direction;
}

double product(std::span<const double> a, std::span<const double> b) {
  LaneTotal total;
  for (std::size_t i = 0; i < a.size(); ++i) total.add(static_cast<int>(i), a[i] * b[i]);
  return total.total();
}

}  // namespace

Plane random_plane(const Network& network, std::uint32_t seed) {
  return {{network.parameters().begin(), network.parameters().end()},
          random_direction(network, seed, 0),
          random_direction(network, seed, 1)};
}

Plane parameter_plane(const Network& network, int first, int second) {
  const int count = static_cast<int>(network.parameters().size());
  if (first < 0 || second < 0 || first >= count || second >= count || first == second)
    refuse("plane: ", first, " and ", second, " are not two parameters");
  Plane plane{{network.parameters().begin(), network.parameters().end()},
              std::vector<double>(at(count), 0.0),
              std::vector<double>(at(count), 0.0)};
  plane.across[at(first)] = plane.up[at(second)] = 1;
  return plane;
}

int parameter_offset(const Network& network, std::string_view name, int index) {
  std::string names;
  for (const Network::Block& block : network.blocks()) {
    const int count = block.rows * block.columns;
    if (block.name == name) {
      if (index < 0 || index >= count) refuse(name, ": ", index, " is outside 0..", count - 1);
      return block.offset + index;
    }
    names += (names.empty() ? "" : ", ") + block.name;
  }
  refuse(Piece::quoted(name), " is no block of parameters; allowed: ", names);
}

std::vector<double> loss_slice(const Network& network, const Pairing& pairing, const SampleSet& train,
                               const Plane& plane, const SliceRange& range, Workspace& workspace) {
  const double width = range.hi - range.lo;
  if (!(width > 0) || width > std::numeric_limits<double>::max())
    refuse("slice: ", range.lo, " to ", range.hi, " is no range");
  if (range.size < 2 || range.size > 512) refuse("slice: size ", range.size, " is outside 2..512");
  Network moved = network;
  const auto w = moved.parameters();
  if (plane.centre.size() != w.size()) refuse("slice: the plane belongs to another network");
  std::vector<double> losses;
  const double step = width / (range.size - 1);
  for (int row = 0; row < range.size; ++row)
    for (int column = 0; column < range.size; ++column) {
      const double x = range.lo + column * step, y = range.hi - row * step;
      for (std::size_t i = 0; i < w.size(); ++i)
        w[i] = static_cast<float>(static_cast<double>(plane.centre[i]) + (x * plane.across[i] + y * plane.up[i]));
      prepare(moved, train, workspace);
      losses.push_back(judge(moved, pairing, train, workspace).loss);
    }
  workspace.prepared = nullptr;  // what it holds belongs to no network any more
  return losses;
}

PlanePoint project(const Plane& plane, std::span<const float> parameters) {
  std::vector<double> away(parameters.size());
  for (std::size_t i = 0; i < away.size(); ++i)
    away[i] = static_cast<double>(parameters[i]) - static_cast<double>(plane.centre[i]);
  const double aa = product(plane.across, plane.across), bb = product(plane.up, plane.up),
               ab = product(plane.across, plane.up), a = product(plane.across, away), b = product(plane.up, away);
  const double determinant = aa * bb - ab * ab;
  const double x = (a * bb - b * ab) / determinant, y = (b * aa - a * ab) / determinant;
  for (std::size_t i = 0; i < away.size(); ++i) away[i] -= x * plane.across[i] + y * plane.up[i];
  return {x, y, sqrt(product(away, away))};
}

}  // namespace nonlin

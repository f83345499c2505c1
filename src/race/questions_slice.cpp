// The loss around the parameters as they are, on a plane, and the way that led there.
#include <algorithm>
#include <array>
#include <limits>

#include "probe/slice.hpp"
#include "race/questions.hpp"
#include "race/session.hpp"

namespace nonlin {

namespace {

constexpr int smallest_slice = 3, largest_slice = 128, longest_path = 256;

struct Path {
  std::vector<Floats> places;
  Integers steps;
};

// Saved states of the run, in their order, up to the step where it is.
Path read_path(const Asked& about, const std::optional<Reader>& given) {
  Path path;
  if (!given) return path;
  if (given->items().size() > longest_path) given->fail("longer than ", longest_path);
  for (const Reader& item : given->items()) {
    const Bytes* bytes = item.value().as<Bytes>();
    if (!bytes) item.fail("no saved state");
    Snapshot state = unpack(*bytes);
    if (state.state.parameters.size() != about.network().parameters().size()) item.fail("a state of another network");
    if (state.state.step >= about.run.trainer.steps()) break;
    path.places.push_back(std::move(state.state.parameters));
    path.steps.push_back(state.state.step);
  }
  return path;
}

int offset_of(const Asked& about, const Reader& parameter) {
  parameter.keys("block, index");
  const auto block = parameter.find("block");
  if (!block) parameter.fail("its block is missing");
  int index = 0;
  parameter.integer("index", 0, std::numeric_limits<int>::max(), index);
  return parameter_offset(about.network(), block->text(), index);
}

// A grid that holds the points, with a margin of a fifth of their extent, and reaches as far as `reach` from the
// middle both ways; one of its points is (0, 0).
SliceGrid grid_of(const Floats64& x, const Floats64& y, double reach, int columns, int rows) {
  const auto range = [&](const Floats64& places) {
    const auto [lo, hi] = std::minmax_element(places.begin(), places.end());
    return std::array{std::min(*lo, 0.0), std::max(*hi, 0.0)};
  };
  const auto [left, right] = range(x);
  const auto [bottom, top] = range(y);
  const double margin = 0.2 * std::max(right - left, top - bottom);
  const auto width = [&](double lo, double hi) { return std::max(2 * reach, hi - lo + 2 * margin); };
  const double step = std::max(width(left, right) / (columns - 1), width(bottom, top) / (rows - 1));
  // How many points lie before 0, so that the middle of the range is the middle of the grid.
  const auto before = [&](double lo, double hi, int count) {
    const double wanted = (count - 1) / 2.0 - (lo + hi) / 2 / step;
    return static_cast<int>(std::clamp(wanted + 0.5, 0.0, count - 1.0));
  };
  return {-before(left, right, columns) * step, (rows - 1 - before(bottom, top, rows)) * step, step, columns, rows};
}

}  // namespace

// {plane: "path" (default), "random" or "weights", path: [saved states of the run], columns, rows, seed: of the random
// directions, weights: [{block, index}, {block, index}]}. A run that has not moved on its path has a random plane.
// {step, plane, columns, rows, left, top, spacing: see SliceGrid, loss: rows x columns, here: the loss at (0, 0),
// share: of the path that the plane holds (path), at: the two weights (weights), blocks: [{name, count}], path: {step,
// x, y, off}, ending where the run is}.
Value answer_slice(const Asked& about, const Reader& options) {
  options.keys("plane, path, columns, rows, seed, weights");
  const Network& network = about.network();
  std::string_view kind = "path";
  if (const auto plane = options.find("plane")) kind = plane->choice("path, random, weights");
  int columns = 49, rows = 33, seed = 0;
  options.integer("columns", smallest_slice, largest_slice, columns);
  options.integer("rows", smallest_slice, largest_slice, rows);
  options.integer("seed", 0, std::numeric_limits<int>::max(), seed);
  Path path = read_path(about, options.find("path"));
  const bool moved = std::ranges::any_of(
      path.places, [&](const Floats& place) { return !std::ranges::equal(place, network.parameters()); });
  if (kind == "path" && !moved) kind = "random";

  Object answer;
  Plane plane;
  double reach = 1;
  if (kind == "path") {
    PathPlane made = path_plane(network, path.places);
    plane = std::move(made.plane);
    add(answer, "share", made.share);
    reach = 0;
  } else if (kind == "random") {
    plane = random_plane(network, static_cast<std::uint32_t>(seed));
  } else {
    const auto weights = options.find("weights");
    if (!weights || weights->items().size() != 2) refuse("slice: two weights are needed");
    const int first = offset_of(about, weights->items()[0]), second = offset_of(about, weights->items()[1]);
    plane = parameter_plane(network, first, second);
    const auto w = network.parameters();
    add(answer, "at", Floats64{w[static_cast<std::size_t>(first)], w[static_cast<std::size_t>(second)]});
    reach = 2;
  }
  path.places.emplace_back(network.parameters().begin(), network.parameters().end());
  path.steps.push_back(about.run.trainer.steps());
  Floats64 x, y, off;
  for (const Floats& place : path.places) {
    const PlanePoint point = project(plane, place);
    x.push_back(point.x);
    y.push_back(point.y);
    off.push_back(point.off);
  }
  const SliceGrid grid =
      kind == "random" ? grid_of({0}, {0}, reach, columns, rows) : grid_of(x, y, reach, columns, rows);
  const double here = judge(network, *about.experiment().pairing, about.train(), about.workspace()).loss;
  Array blocks;
  for (const Network::Block& block : network.blocks())
    blocks.emplace_back(object_of("name", block.name, "count", block.rows * block.columns));
  add(answer, "step", about.run.trainer.steps(), "plane", kind, "columns", columns, "rows", rows, "left", grid.left,
      "top", grid.top, "spacing", grid.step, "here", here, "loss",
      loss_slice(network, *about.experiment().pairing, about.train(), plane, grid, about.workspace()), "blocks",
      std::move(blocks), "path",
      object_of("step", std::move(path.steps), "x", std::move(x), "y", std::move(y), "off", std::move(off)));
  return answer;
}

}  // namespace nonlin

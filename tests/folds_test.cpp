// Folds: lines known from geometry, where the pieces change, and the boundary of the answers.
#include "probe/folds.hpp"

#include <catch2/catch_test_macros.hpp>
#include <cmath>

#include "numbers.hpp"
#include "probe/field.hpp"
#include "probe/regions.hpp"
#include "probe/units.hpp"
#include "probe_networks.hpp"

namespace nonlin {
namespace {

using test::made;
using test::put;

std::size_t at(int i) { return static_cast<std::size_t>(i); }

/// Calls look(x, y) for the ends of segments first..last, in the coordinates of the square -reach..reach.
template <class Look>
void each_end(const std::vector<float>& segments, int first, int last, double reach, Look look) {
  for (int i = 4 * first; i < 4 * last; i += 2)
    look(-reach + 2 * reach * static_cast<double>(segments[at(i)]),
         reach - 2 * reach * static_cast<double>(segments[at(i + 1)]));
}

TEST_CASE("a unit of the first layer folds along its line, whatever the features it is given", "[probe]") {
  Network network({.inputs = 2, .layers = {make_layer(3, test::activation("relu"))}, .outputs = 1});
  put(network, "W0", {1, 0.5f, -2, 1, 0, 0});  // the third never folds
  put(network, "b0", {0.25f, 0.5f, 1});
  Workspace workspace(network.spec());
  const int size = 64;
  const FoldLines lines = fold_lines(network, Score::r2, make_grid({}, -2, 2, size), size, workspace);
  REQUIRE(lines.layers.size() == 1);
  CHECK(lines.boundary.empty());
  const auto& [segments, first] = lines.layers[0];
  REQUIRE(first.size() == 4);
  CHECK(first[0] == 0);
  CHECK(first[3] == first[2]);
  CHECK(segments.size() == at(4 * first[3]));
  double low = 2, high = -2;
  each_end(segments, first[0], first[1], 2, [&](double x, double y) {
    CHECK(std::fabs(x + 0.5 * y + 0.25) < 1e-5);
    low = std::min(low, y);
    high = std::max(high, y);
  });
  CHECK(low < -1.95);  // from edge to edge, but for half a pixel
  CHECK(high > 1.95);
  each_end(segments, first[1], first[2], 2, [](double x, double y) { CHECK(std::fabs(-2 * x + y + 0.5) < 1e-5); });
  CHECK(first[2] - first[1] > size / 3);
}

TEST_CASE("folds lie where the pieces change, in every layer and for every row with pieces", "[probe]") {
  for (std::string_view id : {"relu", "hard-tanh", "maxout", "abs", "relu6"}) {
    NetworkSpec spec{.inputs = 2,
                     .layers = {make_layer(4, test::activation(id)), make_layer(3, test::activation(id))},
                     .outputs = 3};
    if (id == "maxout") spec.layers[1].pieces = 3;
    spec.layers[1].affine = {.outer = 1.5, .inner = -0.75, .shift = 0.25};
    Network network = made(spec, 4);
    put(network, "b2", {0.4f, 0, 0.3f});
    Workspace workspace(network.spec());
    const int size = 80;
    const SampleSet grid = make_grid({}, -6, 6, size);
    const FoldLines lines = fold_lines(network, Score::accuracy, grid, size, workspace);
    CAPTURE(id);
    for (int l = 0; l < 2; ++l) {
      const auto pieces = unit_pieces(network, l, grid, workspace);
      const auto& [segments, first] = lines.layers[at(l)];
      for (int u = 0; u < network.layers()[at(l)].units; ++u) {
        // A pixel whose neighbour is on another piece has an end of a segment between them.
        int changes = 0, found = 0;
        for (int row = 1; row + 1 < size; ++row)
          for (int column = 1; column + 2 < size; ++column) {
            const std::uint8_t* here = pieces.data() + u * size * size + row * size + column;
            if (here[0] == here[1]) continue;
            ++changes;
            const double left = (column + 0.5) / size, right = (column + 1.5) / size, y = (row + 0.5) / size;
            for (std::size_t i = at(4 * first[at(u)]); i < at(4 * first[at(u + 1)]); i += 2) {
              const double px = segments[i], py = segments[i + 1];
              if (std::fabs(py - y) > 1e-6 || px < left - 1e-6 || px > right + 1e-6) continue;
              ++found;
              break;
            }
          }
        CAPTURE(l, u);
        CHECK(found == changes);
        CHECK((changes > 0 || first[at(u)] == first[at(u + 1)] || l > 0));
      }
    }
    // The boundary: two of three logits are the highest there, as far as a pixel tells.
    std::vector<float> z(at(3 * size * size));
    unit_values(network, *find_head("identity"), {2, Quantity::z, 0, 3}, grid, z.data(), workspace);
    int changes = 0;
    for (int i = 0; i + 1 < size * size; ++i) {
      const auto best = [&](int s) {
        int k = 0;
        for (int c = 1; c < 3; ++c)
          if (z[at(c * size * size + s)] > z[at(k * size * size + s)]) k = c;
        return k;
      };
      changes += i % size + 1 < size && best(i) != best(i + 1);
    }
    CHECK(changes > 0);
    CHECK(static_cast<int>(lines.boundary.size()) / 4 >= changes / 2);
    CHECK(fold_lines(network, Score::labels, grid, size, workspace).boundary != lines.boundary);
  }
}

TEST_CASE("folds of a line are the kinks of its curve", "[probe]") {
  Network network({.inputs = 1, .layers = {make_layer(3, test::activation("relu"))}, .outputs = 1});
  put(network, "W0", {1, -2, 0});
  put(network, "b0", {0.3f, 1, 5});  // kinks at -0.3 and 0.5
  Workspace workspace(network.spec());
  const auto folds = fold_points(network, make_line({}, -2, 2, 401), workspace);
  REQUIRE(folds.size() == 2);
  CHECK(test::close(-2 + 0.01 * folds[0].at, -0.3, 1e-5));
  CHECK(test::close(-2 + 0.01 * folds[1].at, 0.5, 1e-5));
  CHECK((folds[0].unit == 0 && folds[1].unit == 1 && folds[0].layer == 0));
}

TEST_CASE("a smooth layer has no folds", "[probe]") {
  const Network network = made({.inputs = 2, .layers = {make_layer(3, test::activation("tanh"))}, .outputs = 1});
  Workspace workspace(network.spec());
  CHECK_THROWS_AS(fold_lines(network, Score::accuracy, make_grid({}, -1, 1, 8), 8, workspace), std::invalid_argument);
  CHECK_THROWS_AS(fold_points(network, make_line({}, -1, 1, 8), workspace), std::invalid_argument);
}

}  // namespace
}  // namespace nonlin

// Linear regions: counts known from geometry, maps that hold for every point of a region, refusals.
#include "probe/regions.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>
#include <cmath>
#include <set>

#include "numbers.hpp"
#include "probe/field.hpp"
#include "probe/units.hpp"
#include "probe_networks.hpp"

namespace nonlin {
namespace {

using test::made;
using test::put;

std::size_t at(int i) { return static_cast<std::size_t>(i); }

int regions_of(const Network& network, double reach = 2) {
  Workspace workspace(network.spec());
  return linear_regions(network, make_grid({}, -reach, reach, 101), workspace).count;
}

TEST_CASE("three lines in general position cut the plane into seven regions", "[probe]") {
  Network network({.inputs = 2, .layers = {make_layer(3, test::activation("relu"))}, .outputs = 1});
  put(network, "W0", {1, 0, 0, 1, 1, 1});
  put(network, "b0", {0.01f, 0.01f, -0.5f});
  CHECK(regions_of(network) == 7);
  Workspace workspace(network.spec());
  const SampleSet grid = make_grid({}, -2, 2, 101);
  const Regions regions = linear_regions(network, grid, workspace);
  const auto pieces = unit_pieces(network, 0, grid, workspace);
  for (int i = 0; i < grid.count(); ++i) {
    const int sum = pieces[at(i)] + pieces[at(i + grid.count())] + pieces[at(i + 2 * grid.count())];
    CHECK(regions.parity[at(regions.id[at(i)])] == sum % 2);
  }
  put(network, "W0", {1, 0, 1, 0, 1, 0});  // parallel
  put(network, "b0", {0.01f, 0.3f, -0.5f});
  CHECK(regions_of(network) == 4);
}

TEST_CASE("each row has the pieces of its curve", "[probe]") {
  const auto pieces = [](std::string_view id, int k = 1, Affine affine = {}) {
    NetworkSpec spec{.inputs = 2, .layers = {make_layer(1, test::activation(id))}, .outputs = 1};
    spec.layers[0].pieces = k;
    spec.layers[0].affine = affine;
    Network network(spec);
    if (k == 1) put(network, "W0", {1, 0});
    if (k == 3) put(network, "W0", {1, 0, -1, 0, 0, 0});
    if (k == 3) put(network, "b0", {0, 0, 1.01f});
    return regions_of(network, 10);
  };
  CHECK(pieces("identity") == 1);
  for (std::string_view id : {"relu", "leaky-relu", "prelu", "abs", "step"}) CHECK(pieces(id) == 2);
  for (std::string_view id : {"hard-tanh", "hard-sigmoid", "relu6"}) CHECK(pieces(id) == 3);
  CHECK(pieces("maxout", 3) == 3);
  CHECK(pieces("relu6", 1, {.outer = 2, .inner = 0.5, .shift = 1}) == 2);  // the upper kink is at 12, out of sight
  CHECK(pieces("relu6", 1, {.outer = 2, .inner = -3, .shift = 1}) == 3);
}

TEST_CASE("inside a region the outputs are those of the map of any of its points", "[probe]") {
  for (std::string_view id : {"relu", "hard-tanh", "maxout", "abs", "step", "leaky-relu"}) {
    NetworkSpec spec{.inputs = 2,
                     .layers = {make_layer(5, test::activation(id)), make_layer(4, test::activation(id))},
                     .outputs = 2};
    spec.layers[1].affine = {.outer = 1.5, .inner = -0.75, .shift = 0.25};
    const Network network = made(spec, 11);
    Workspace workspace(network.spec());
    const int size = 41;
    const SampleSet grid = make_grid({}, -3, 3, size);
    const Regions regions = linear_regions(network, grid, workspace);
    CAPTURE(id, regions.count);
    CHECK(regions.count > 5);
    CHECK(static_cast<int>(std::set(regions.id.begin(), regions.id.end()).size()) == regions.count);
    std::vector<float> out(at(2 * size * size));
    unit_values(network, *find_head("identity"), {2, Quantity::z, 0, 2}, grid, out.data(), workspace);
    std::vector<AffineMap> maps;  // by region, at the first point met
    double worst = 0;
    for (int s = 0; s < size * size; ++s) {
      if (at(regions.id[at(s)]) == maps.size()) maps.push_back(local_map(network, grid, s, workspace));
      const AffineMap& map = maps.at(at(regions.id[at(s)]));
      for (int k = 0; k < 2; ++k) {
        const double x = test::input_of(grid, 0, s), y = test::input_of(grid, 1, s);
        const double want = map.W[at(k * 2)] * x + map.W[at(k * 2 + 1)] * y + map.b[at(k)];
        worst = std::max(worst, std::fabs(want - out[at(k * size * size + s)]));
      }
    }
    CHECK(worst < 1e-5);
    if (id == "step")
      for (const AffineMap& map : maps) CHECK(std::ranges::all_of(map.W, [](double w) { return w == 0; }));
  }
}

TEST_CASE("the map of a smooth network is its tangent", "[probe]") {
  const Network network = made({.inputs = 2, .layers = {make_layer(6, test::activation("tanh"))}, .outputs = 1});
  Workspace workspace(network.spec());
  const SampleSet points = test::set_of({{0.3f, -0.7f}, {1, 1}});
  const AffineMap map = local_map(network, points, 0, workspace);
  const auto f = [&](double x, double y) {
    return test::plain_outputs(network, test::doubles(network.parameters()), {x, y})[0];
  };
  const double x = 0.3f, y = -0.7f, h = 1e-5;
  CHECK(test::close(map.W[0], (f(x + h, y) - f(x - h, y)) / (2 * h), 1e-6));
  CHECK(test::close(map.W[1], (f(x, y + h) - f(x, y - h)) / (2 * h), 1e-6));
  CHECK(test::close(map.b[0], f(x, y) - map.W[0] * x - map.W[1] * y, 1e-6));
  CHECK_THROWS_AS(local_map(network, points, 2, workspace), std::invalid_argument);
}

TEST_CASE("a unit's pieces change where its z passes the kink", "[probe]") {
  const Network network =
      made({.inputs = 2,
            .layers = {make_layer(3, test::activation("relu")), make_layer(3, test::activation("relu6"))},
            .outputs = 1});
  Workspace workspace(network.spec());
  const SampleSet grid = make_grid({}, -9, 9, 30);
  for (int l = 0; l < 2; ++l) {
    std::vector<float> z(3 * 900);
    unit_values(network, *find_head("identity"), {l, Quantity::z, 0, 3}, grid, z.data(), workspace);
    const auto pieces = unit_pieces(network, l, grid, workspace);
    REQUIRE(pieces.size() == z.size());
    for (std::size_t i = 0; i < z.size(); ++i) CHECK(pieces[i] == (z[i] > 0) + (l == 1 && z[i] > 6));
  }
  CHECK_THROWS_AS(unit_pieces(network, 2, grid, workspace), std::invalid_argument);
}

TEST_CASE("a smooth row is refused by name", "[probe]") {
  for (const Activation& row : activations()) {
    if (row.facts.piecewise_linear) continue;
    const Network network =
        made({.inputs = 2, .layers = {make_layer(3, test::activation("relu")), make_layer(3, row)}});
    Workspace workspace(network.spec());
    CHECK_THROWS_WITH(linear_regions(network, make_grid({}, -1, 1, 4), workspace),
                      Catch::Matchers::ContainsSubstring("hidden layer 1 is " + std::string(row.id)));
    CHECK_THROWS_AS(unit_pieces(network, 0, make_grid({}, -1, 1, 4), workspace), std::invalid_argument);
  }
}

}  // namespace
}  // namespace nonlin

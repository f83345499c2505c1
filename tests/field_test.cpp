// What is drawn of a network: the plane's pixels, the line, and where the data lie on the first curve.
#include "probe/field.hpp"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <cmath>

#include "model/initializer.hpp"
#include "numbers.hpp"
#include "plain_network.hpp"

namespace nonlin {
namespace {

std::size_t at(int i) { return static_cast<std::size_t>(i); }

Network made(NetworkSpec spec) {
  Network network(std::move(spec));
  initialize(network, {.bias = 0.1}, 6);
  return network;
}

/// Coordinate j of point i.
float coordinate(const SampleSet& set, int j, int i) {
  const int c = i / chunk;
  return set.input(c)[j * padded(set.size(c)) + i % chunk];
}

TEST_CASE("a grid has its pixels' centres, x to the right, y upward, first row on top", "[field]") {
  for (int size : {1, 4, 17, 40}) {
    const SampleSet grid = make_grid({}, -2, 6, size);
    REQUIRE(grid.count() == size * size);
    REQUIRE(grid.inputs() == 2);
    for (int row = 0; row < size; ++row)
      for (int column = 0; column < size; ++column) {
        CHECK(test::close(coordinate(grid, 0, row * size + column), -2 + 8 * (column + 0.5) / size, 1e-6));
        CHECK(test::close(coordinate(grid, 1, row * size + column), 6 - 8 * (row + 0.5) / size, 1e-6));
      }
  }
}

TEST_CASE("a line goes from end to end, both included", "[field]") {
  for (int count : {2, 9, 300}) {
    const SampleSet line = make_line({}, -3, 5, count);
    REQUIRE(line.count() == count);
    for (int i = 0; i < count; ++i) CHECK(test::close(coordinate(line, 0, i), -3 + 8.0 * i / (count - 1), 1e-6));
    CHECK(coordinate(line, 0, 0) == -3);
    CHECK(coordinate(line, 0, count - 1) == 5);
  }
  CHECK(coordinate(make_line({}, 2, 5, 1), 0, 0) == 2);
}

TEST_CASE("features, scale and shift apply to what is drawn as to what is trained on", "[field]") {
  const SampleSet grid = make_grid({{{"y", "xy"}, 2, 1}, {}, {}}, -1, 1, 4);
  REQUIRE(grid.inputs() == 2);
  for (int i = 0; i < 16; ++i) {
    const double x = -1 + 0.5 * (i % 4 + 0.5), y = 1 - 0.5 * (i / 4 + 0.5);
    CHECK(coordinate(grid, 0, i) == static_cast<float>(2 * y + 1));
    CHECK(coordinate(grid, 1, i) == static_cast<float>((2 * x + 1) * (2 * y + 1)));
  }
}

TEST_CASE("outputs are the head of the network at each point, row after row per output", "[field]") {
  for (const Pairing& pairing : pairings()) {
    const int k = pairing.one_output ? 1 : 3, size = 19;
    INFO(pairing.head);
    const Network network = made({.inputs = 2, .layers = {make_layer(5, test::activation("gelu"))}, .outputs = k});
    const SampleSet grid = make_grid({}, -3, 3, size);
    Workspace workspace(network.spec());
    std::vector<float> out(at(k * size * size), -9.0f);
    outputs(network, *find_head(pairing.head), grid, out.data(), workspace);
    for (int i = 0; i < size * size; ++i) {
      const auto z = test::plain_outputs(network, test::doubles(network.parameters()),
                                         {coordinate(grid, 0, i), coordinate(grid, 1, i)});
      double total = 0;
      for (double x : z) total += std::exp(x);
      for (int c = 0; c < k; ++c) {
        const double want = pairing.head == "identity"  ? z[at(c)]
                            : pairing.head == "tanh"    ? std::tanh(z[at(c)])
                            : pairing.head == "softmax" ? std::exp(z[at(c)]) / total
                                                        : 1 / (1 + std::exp(-z[at(c)]));
        CHECK(test::close(out[at(c * size * size + i)], want, 2e-6, 1e-5));
      }
    }
  }
}

TEST_CASE("the band is the 5 % and the 95 % quantile of the first layer's pre-activations, of the winning piece",
          "[field]") {
  DataSpec data_spec;
  data_spec.generator = "spiral";
  data_spec.count = 333;
  const Dataset data = make_dataset(data_spec, 3);
  const SampleSet set = make_samples(data, {}, *find_pairing("logistic", "cross-entropy")).train;
  for (std::string_view id : {"tanh", "maxout", "glu"}) {
    const Network network = made({.inputs = 2,
                                  .layers = {make_layer(4, test::activation(id)), make_layer(3, test::activation(id))},
                                  .outputs = 1});
    const LayerView& view = network.layers()[0];
    std::vector<double> all;
    for (int s = 0; s < data.count; ++s)
      for (int u = 0; u < 4; ++u) {
        double best = -1e30;
        // Of a gated pair: the value part.
        for (int p = 0; p < (id == "glu" ? 1 : view.pieces); ++p) {
          const int r = u * view.pieces + p;
          const auto w = network.parameters();
          best = std::max(best, static_cast<double>(w[at(view.biases + r)]) +
                                    w[at(view.weights + r * 2)] * data.input[at(s)] +
                                    w[at(view.weights + r * 2 + 1)] * data.input[at(data.count + s)]);
        }
        all.push_back(best);
      }
    std::ranges::sort(all);
    Workspace workspace(network.spec());
    const Band band = data_band(network, set, workspace);
    INFO(id);
    CHECK(test::close(band.low, all[at(static_cast<int>(0.05 * static_cast<double>(all.size() - 1)))], 1e-5));
    CHECK(test::close(band.high, all[at(static_cast<int>(0.95 * static_cast<double>(all.size() - 1)))], 1e-5));
  }
  const Network linear({.inputs = 2, .layers = {}, .outputs = 1});
  Workspace workspace(linear.spec());
  CHECK(std::isnan(data_band(linear, set, workspace).low));
  CHECK(std::isnan(data_band(linear, set, workspace).high));
}

}  // namespace
}  // namespace nonlin

// The parameter buffer and its views, and evaluation that alters nothing.
#include <catch2/catch_test_macros.hpp>
#include <limits>

#include "math/hash.hpp"
#include "model/initializer.hpp"
#include "model/passes.hpp"
#include "numbers.hpp"
#include "plain_network.hpp"

namespace nonlin {
namespace {

std::size_t at(int i) { return static_cast<std::size_t>(i); }

Network made(NetworkSpec spec, std::uint32_t seed = 1) {
  Network network(std::move(spec));
  initialize(network, {.row = find_initializer("normal"), .gain = 0.7, .bias = 0.2}, seed);
  return network;
}

/// A network with one of everything: pieces, learned parameters per unit and shared, no bias.
NetworkSpec mixed() {
  LayerSpec maxout = make_layer(5, test::activation("maxout")), swish = make_layer(3, test::activation("swish")),
            prelu = make_layer(4, test::activation("prelu"));
  maxout.pieces = 3;
  maxout.bias = false;
  swish.parameters[0].learned = Learned::layer;
  return {.inputs = 2, .layers = {maxout, swish, prelu}, .outputs = 2};
}

TEST_CASE("all parameters are in one buffer: blocks by name and shape, starting at multiples of eight", "[network]") {
  const Network network(mixed());
  struct Want {
    const char* name;
    int rows, columns;
  };
  const Want want[] = {{"W0", 15, 2}, {"W1", 3, 5},     {"b1", 3, 1}, {"swish_beta1", 1, 1}, {"W2", 4, 3},
                       {"b2", 4, 1},  {"alpha2", 4, 1}, {"W3", 2, 4}, {"b3", 2, 1}};
  const auto blocks = network.blocks();
  REQUIRE(blocks.size() == std::size(want));
  int count = 0, end = 0;
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    CHECK(blocks[i].name == want[i].name);
    CHECK(blocks[i].rows == want[i].rows);
    CHECK(blocks[i].columns == want[i].columns);
    CHECK(blocks[i].offset == end);
    count += want[i].rows * want[i].columns;
    end += padded(want[i].rows * want[i].columns);
  }
  CHECK(network.parameter_count() == count);
  CHECK(network.parameters().size() == at(end));
  CHECK(reinterpret_cast<std::uintptr_t>(network.parameters().data()) % cache_line == 0);
}

TEST_CASE("the hash walks the named blocks in order as little-endian float32, without padding", "[network]") {
  Network network = made(mixed());
  Fnv want;
  for (const Network::Block& block : network.blocks())
    for (int i = 0; i < block.rows * block.columns; ++i) want.number(network.parameters()[at(block.offset + i)]);
  CHECK(network.hash() == want.value());
  for (const Network::Block& block : network.blocks())
    for (int i = 0; i < padded(block.rows * block.columns); ++i) {
      float& x = network.parameters()[at(block.offset + i)];
      const float before = x;
      x += 1;
      CHECK((network.hash() != want.value()) == (i < block.rows * block.columns));
      x = before;
    }
}

TEST_CASE("outputs are those of plain loops in double, for every activation, with and without slopes", "[network]") {
  const Floats points = test::draws(2 * 16, 5);
  for (const Activation& row : activations()) {
    INFO(row.id);
    const Network network = made({.inputs = 2, .layers = {make_layer(7, row), make_layer(5, row)}, .outputs = 3});
    Workspace a(network.spec()), b(network.spec());
    const float* fast = evaluate(network, points.data(), 16, a);
    const float* kept = forward(network, points.data(), 16, b);
    CHECK(test::same_bits({fast, 48}, {kept, 48}));
    for (int s = 0; s < 16; ++s) {
      double margin = 1;
      const auto want = test::plain_outputs(network, test::doubles(network.parameters()),
                                            {points[at(s)], points[at(16 + s)]}, &margin);
      if (row.id == "step" && margin < 1e-5) continue;
      for (int i = 0; i < 3; ++i) CHECK(test::close(kept[i * 16 + s], want[at(i)], 1e-5, 1e-5));
    }
  }
}

TEST_CASE("pieces, learned and shared parameters and layers without bias are evaluated like plain loops", "[network]") {
  const Network network = made(mixed(), 3);
  const Floats points = test::draws(16, 6);
  Workspace workspace(network.spec());
  const float* z = evaluate(network, points.data(), 8, workspace);
  for (int s = 0; s < 8; ++s) {
    const auto want =
        test::plain_outputs(network, test::doubles(network.parameters()), {points[at(s)], points[at(8 + s)]});
    for (int i = 0; i < 2; ++i) CHECK(test::close(z[i * 8 + s], want[at(i)], 1e-5, 1e-5));
  }
}

TEST_CASE("a sample's output and its share of nothing else depend on which samples stand beside it", "[network]") {
  for (const Activation& row : activations()) {
    INFO(row.id);
    const Network network = made({.inputs = 3, .layers = {make_layer(9, row), make_layer(6, row)}, .outputs = 2});
    Workspace workspace(network.spec());
    const Floats points = test::draws(3 * 256, 8);
    Floats together(2 * 256);
    std::copy_n(evaluate(network, points.data(), 256, workspace), together.size(), together.begin());
    for (int s : {0, 1, 7, 8, 100, 255}) {
      Floats alone(3 * 8, std::numeric_limits<float>::quiet_NaN());
      const int place = s % 8;
      for (int j = 0; j < 3; ++j) alone[at(j * 8 + place)] = points[at(j * 256 + s)];
      const float* z = evaluate(network, alone.data(), 8, workspace);
      for (int i = 0; i < 2; ++i) CHECK(z[i * 8 + place] == together[at(i * 256 + s)]);
    }
  }
}

TEST_CASE("evaluating changes no parameter and leaves no trace in a workspace that the next result could show",
          "[network]") {
  for (const Activation& row : activations()) {
    const Network network = made({.inputs = 2, .layers = {make_layer(4, row), make_layer(4, row)}, .outputs = 1});
    const Floats parameters(network.parameters().begin(), network.parameters().end());
    const std::uint64_t hash = network.hash();
    const Floats points = test::draws(16, 9), bad(2 * 256, std::numeric_limits<float>::quiet_NaN());
    Workspace used(network.spec()), fresh(network.spec());
    evaluate(network, bad.data(), 256, used);
    forward(network, bad.data(), 256, used);
    CHECK(
        test::same_bits({forward(network, points.data(), 8, used), 8}, {forward(network, points.data(), 8, fresh), 8}));
    Floats a(parameters.size()), b(parameters.size());
    std::fill_n(used.output().dz, 8, 0.5f);
    std::fill_n(fresh.output().dz, 8, 0.5f);
    backward(network, points.data(), 8, used, a);
    backward(network, points.data(), 8, fresh, b);
    CHECK(test::same_bits(a, b));
    CHECK(test::same_bits(parameters, network.parameters()));
    CHECK(network.hash() == hash);
  }
}

TEST_CASE("the largest network that is allowed evaluates, and the smallest is linear", "[network]") {
  const Network large =
      made({.inputs = 16,
            .layers = std::vector<LayerSpec>(max_layers, make_layer(max_units, test::activation("softsign"))),
            .outputs = 10});
  CHECK(large.parameter_count() == 17 * 256 + 15 * 257 * 256 + 257 * 10);
  Workspace workspace(large.spec());
  const Floats points = test::draws(16 * 256, 10);
  const float* z = forward(large, points.data(), 256, workspace);
  for (int i = 0; i < 10 * 256; ++i) REQUIRE(std::isfinite(z[i]));

  const Network linear = made({.inputs = 2, .layers = {}, .outputs = 1});
  CHECK(linear.parameter_count() == 3);
  Workspace small(linear.spec());
  const auto w = linear.parameters();
  const float* y = evaluate(linear, points.data(), 8, small);
  for (int s = 0; s < 8; ++s) CHECK(y[s] == (w[8] + w[0] * points[at(s)]) + w[1] * points[at(8 + s)]);
}

TEST_CASE("an affine wrap gives outer f(inner z) + shift, keeps z, and makes tanh of sigmoid", "[network]") {
  // tanh(z) = 2 sigmoid(2z) - 1.
  LayerSpec wrapped = make_layer(5, test::activation("sigmoid"));
  wrapped.affine = {2, 2, -1};
  Network plain({.inputs = 2, .layers = {make_layer(5, test::activation("tanh"))}, .outputs = 1});
  Network network({.inputs = 2, .layers = {wrapped}, .outputs = 1});
  initialize(plain, {}, 3);
  std::ranges::copy(plain.parameters(), network.parameters().begin());
  const Floats points = test::draws(2 * 16, 8);
  Workspace want(plain.spec()), got(network.spec());
  forward(plain, points.data(), 16, want);
  const float* z = forward(network, points.data(), 16, got);
  CHECK(test::same_bits({got.layer(0).z, 80}, {want.layer(0).z, 80}));
  for (int i = 0; i < 80; ++i) {
    CHECK(test::close(got.layer(0).a[i], want.layer(0).a[i], 5e-7));
    CHECK(test::close(got.layer(0).slope[i], want.layer(0).slope[i], 5e-7));
  }
  Workspace evaluated(network.spec());
  CHECK(test::same_bits({evaluate(network, points.data(), 16, evaluated), 16}, {z, 16}));
}

TEST_CASE("a workspace holds as many floats as it says", "[network]") {
  const NetworkSpec spec = mixed();
  const Workspace workspace(spec);
  // rows x 256 for z, slope and dz, units x 256 for a; z and dz of the outputs; the scratch row and as many as there
  // are pieces; dL/da of the widest layer.
  CHECK(Workspace::floats(spec) == at((15 * 3 + 5) + (3 * 3 + 3) + (4 * 3 + 4) + 2 * 2 + 1 + 3 + 5) * 256);
}

}  // namespace
}  // namespace nonlin

// Slices of the loss: filter-normalised directions, exact values, paths on the plane, one hash for every build.
#include "probe/slice.hpp"

#include <catch2/catch_test_macros.hpp>
#include <cmath>

#include "math/hash.hpp"
#include "numbers.hpp"
#include "probe_networks.hpp"
#include "train/trainer.hpp"

namespace nonlin {
namespace {

using test::made;

std::size_t at(int i) { return static_cast<std::size_t>(i); }
const Pairing& classes() { return *find_pairing("logistic", "cross-entropy"); }

Network small() {
  return made({.inputs = 2,
               .layers = {make_layer(5, test::activation("prelu")), make_layer(4, test::activation("maxout"))},
               .outputs = 1});
}

TEST_CASE("random directions are as long as the weights, row by row, and leave everything else alone", "[probe]") {
  const Network network = small();
  const Plane plane = random_plane(network, 5);
  for (const auto* direction : {&plane.across, &plane.up}) {
    std::vector<double> rest = *direction;
    for (const LayerView& view : network.layers())
      for (int r = 0; r < view.rows; ++r) {
        double drawn = 0, weights = 0;
        for (int i = view.weights + r * view.inputs; i < view.weights + (r + 1) * view.inputs; ++i) {
          drawn += direction->at(at(i)) * direction->at(at(i));
          weights += static_cast<double>(network.parameters()[at(i)]) * network.parameters()[at(i)];
          rest[at(i)] = 0;
        }
        CHECK(test::close(drawn, weights, 0, 1e-12));
      }
    CHECK(std::ranges::all_of(rest, [](double x) { return x == 0; }));
  }
  CHECK(plane.across != plane.up);
  CHECK(random_plane(network, 5).across == plane.across);
  CHECK(random_plane(network, 6).across != plane.across);
}

TEST_CASE("each point of a slice is the loss of the network moved there; the network itself stays", "[probe]") {
  const Samples samples = test::samples_of("moons", 300);
  const Network network = small();
  const std::uint64_t before = network.hash();
  Workspace workspace(network.spec());
  const int first = parameter_offset(network, "W1", 7), second = parameter_offset(network, "b0", 2);
  for (const Plane& plane : {random_plane(network, 1), parameter_plane(network, first, second)}) {
    const auto losses = loss_slice(network, classes(), samples.train, plane, {-1, 1, 5}, workspace);
    REQUIRE(losses.size() == 25);
    CHECK(losses[12] == judge(network, classes(), samples.train, workspace).loss);
    for (int row = 0; row < 5; ++row)
      for (int column = 0; column < 5; ++column) {
        Network moved = network;
        const double x = -1 + 0.5 * column, y = 1 - 0.5 * row;
        for (std::size_t i = 0; i < moved.parameters().size(); ++i)
          moved.parameters()[i] = static_cast<float>(static_cast<double>(network.parameters()[i]) +
                                                     (x * plane.across[i] + y * plane.up[i]));
        CHECK(losses[at(row * 5 + column)] == judge(moved, classes(), samples.train, workspace).loss);
        const PlanePoint point = project(plane, moved.parameters());
        CHECK(test::close(point.x, x, 1e-6));
        CHECK(test::close(point.y, y, 1e-6));
        CHECK(point.off < 1e-6);
      }
  }
  CHECK(network.hash() == before);
}

TEST_CASE("a training path on the plane of two weights is those weights; the rest of the way is off", "[probe]") {
  const Samples samples = test::samples_of("circle", 60);
  EpochOrders orders(1, 60);
  Trainer trainer(small(), classes(), {}, {}, {}, samples.train, orders);
  Workspace workspace(trainer.network().spec());
  const int first = parameter_offset(trainer.network(), "W0", 1),
            second = parameter_offset(trainer.network(), "alpha0", 4);
  const Plane plane = parameter_plane(trainer.network(), first, second);
  for (int step = 0; step < 20; ++step) {
    const Trainer::State state = trainer.save();
    const PlanePoint point = project(plane, state.parameters);
    const auto moved = [&](int i) { return static_cast<double>(state.parameters[at(i)]) - plane.centre[at(i)]; };
    CHECK(point.x == moved(first));
    CHECK(point.y == moved(second));
    double off = 0;
    for (int i = 0; i < static_cast<int>(plane.centre.size()); ++i)
      if (i != first && i != second) off += moved(i) * moved(i);
    CHECK(test::close(point.off, std::sqrt(off), 1e-12, 1e-12));
    CHECK((point.off > 0) == (step > 0));
    trainer.step(workspace);
  }
}

TEST_CASE("a slice has the same bits on every build", "[probe]") {
  const Samples samples = test::samples_of("spiral", 128);
  const Network network = made(
      {.inputs = 2, .layers = {make_layer(8, test::activation("swish")), make_layer(8, test::activation("sine"))}});
  Workspace workspace(network.spec());
  Fnv fnv;
  for (double loss : loss_slice(network, classes(), samples.train, random_plane(network, 2), {-2, 2, 9}, workspace)) {
    const auto bits = std::bit_cast<std::uint64_t>(loss);
    fnv.word(static_cast<std::uint32_t>(bits));
    fnv.word(static_cast<std::uint32_t>(bits >> 32));
  }
  CHECK(hex(fnv.value()) == "0f78849b234f8460");
}

TEST_CASE("what is no plane, no block and no range is refused", "[probe]") {
  const Samples samples = test::samples_of("circle", 60);
  const Network network = small();
  Workspace workspace(network.spec());
  CHECK_THROWS_AS(parameter_plane(network, 3, 3), std::invalid_argument);
  CHECK_THROWS_AS(parameter_plane(network, -1, 3), std::invalid_argument);
  CHECK_THROWS_AS(parameter_offset(network, "W9", 0), std::invalid_argument);
  CHECK_THROWS_AS(parameter_offset(network, "W0", 10), std::invalid_argument);
  const Plane plane = random_plane(network, 1);
  for (const SliceRange& bad : {SliceRange{1, 1, 5}, SliceRange{2, 1, 5}, SliceRange{-1, 1, 1}, SliceRange{-1, 1, 513}})
    CHECK_THROWS_AS(loss_slice(network, classes(), samples.train, plane, bad, workspace), std::invalid_argument);
  const Network zero({.inputs = 2, .layers = {make_layer(2, test::activation("relu"))}, .outputs = 1});
  CHECK(std::isnan(project(random_plane(zero, 1), zero.parameters()).x));
}

}  // namespace
}  // namespace nonlin

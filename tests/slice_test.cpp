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
    const auto losses = loss_slice(network, classes(), samples.train, plane, square_slice(-1, 1, 5), workspace);
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

TEST_CASE("the plane of a path: found where the path lies in one, with the share it holds", "[probe]") {
  const Network network = small();
  const auto w = network.parameters();
  const auto dot = [](const std::vector<double>& a, const std::vector<double>& b) {
    double sum = 0;
    for (std::size_t i = 0; i < a.size(); ++i) sum += a[i] * b[i];
    return sum;
  };
  // Two directions at right angles whose entries are exact, and places a, b along them; `out` along a third.
  const auto place = [&](double a, double b, double out = 0) {
    Floats moved(w.begin(), w.end());
    const auto add = [&](std::string_view block, int index, double x) {
      float& value = moved[at(parameter_offset(network, block, index))];
      value = static_cast<float>(static_cast<double>(value) + x);
    };
    add("W0", 0, a * 0.5);
    add("b0", 1, a * 0.5);
    add("W1", 3, b);
    add("b1", 0, out);
    return moved;
  };
  const double length = std::sqrt(0.5);
  std::vector<Floats> path{place(-8, -1), place(-4, 2), place(-2, 1.5), place(0, 0)};
  PathPlane made = path_plane(network, path);
  CHECK(test::close(made.share, 1, 1e-6));
  for (const PathPlane& plane : {made, path_plane(network, std::vector<Floats>{path.rbegin(), path.rend()})}) {
    CHECK(test::close(dot(plane.plane.across, plane.plane.across), 1, 1e-14));
    CHECK(test::close(dot(plane.plane.up, plane.plane.up), 1, 1e-14));
    CHECK(std::fabs(dot(plane.plane.across, plane.plane.up)) < 1e-14);
  }
  for (const auto& [a, b] : {std::pair{-8.0, -1.0}, {-4.0, 2.0}, {-2.0, 1.5}}) {
    const PlanePoint point = project(made.plane, place(a, b));
    CHECK(test::close(point.x * point.x + point.y * point.y, a * a * length * length + b * b, 0, 1e-5));
    CHECK(point.off < 1e-6);
  }
  const PlanePoint begin = project(made.plane, path[0]);
  CHECK((begin.x < 0 && begin.y <= 0));
  CHECK(std::fabs(begin.x) > std::fabs(begin.y));

  // Off the plane: what a third direction holds is not in the share.
  path = {place(-8, 0), place(0, 4), place(0, 0, 1)};
  made = path_plane(network, path);
  CHECK(test::close(made.share, (32.0 + 16) / (32 + 16 + 1), 1e-6));
  CHECK(test::close(project(made.plane, path[0]).x, -8 * length, 1e-5));
  CHECK(test::close(std::fabs(project(made.plane, path[1]).y), 4, 1e-5));
  CHECK(test::close(project(made.plane, path[2]).off, 1, 1e-5));

  // One direction alone: the other is a random one at a right angle.
  made = path_plane(network, std::vector<Floats>{place(-8, 0), place(-4, 0)});
  CHECK(test::close(made.share, 1, 1e-12));
  CHECK(test::close(dot(made.plane.up, made.plane.up), 1, 1e-12));
  CHECK(std::fabs(dot(made.plane.across, made.plane.up)) < 1e-12);

  CHECK_THROWS_AS(path_plane(network, {}), std::invalid_argument);
  CHECK_THROWS_AS(path_plane(network, std::vector<Floats>{place(0, 0)}), std::invalid_argument);
  CHECK_THROWS_AS(path_plane(network, std::vector<Floats>{Floats(3)}), std::invalid_argument);
}

TEST_CASE("no plane through the parameters holds more of a path than the path's own", "[probe]") {
  const Samples samples = test::samples_of("circle", 60);
  EpochOrders orders(1, 60);
  Trainer trainer(small(), classes(), {}, {}, {}, samples.train, orders);
  Workspace workspace(trainer.network().spec());
  std::vector<Floats> path;
  for (int step = 0; step < 30; ++step) {
    path.push_back(trainer.save().parameters);
    trainer.step(workspace);
  }
  const PathPlane made = path_plane(trainer.network(), path);
  const auto held = [&](const Plane& plane) {
    double left = 0;
    for (const Floats& place : path) left += std::pow(project(plane, place).off, 2);
    return left;
  };
  const double best = held(made.plane);
  for (int k = 0; k < 8; ++k) {  // turned a little
    Plane plane = made.plane;
    const Plane other = random_plane(trainer.network(), static_cast<std::uint32_t>(k));
    for (std::size_t i = 0; i < plane.up.size(); ++i) {
      plane.across[i] += 0.02 * other.across[i];
      plane.up[i] += 0.02 * other.up[i];
    }
    CHECK(held(plane) > best);
  }
}

TEST_CASE("a slice has the same bits on every build", "[probe]") {
  const Samples samples = test::samples_of("spiral", 128);
  const Network network = made(
      {.inputs = 2, .layers = {make_layer(8, test::activation("swish")), make_layer(8, test::activation("sine"))}});
  Workspace workspace(network.spec());
  Fnv fnv;
  for (double loss :
       loss_slice(network, classes(), samples.train, random_plane(network, 2), square_slice(-2, 2, 9), workspace)) {
    const auto bits = std::bit_cast<std::uint64_t>(loss);
    fnv.word(static_cast<std::uint32_t>(bits));
    fnv.word(static_cast<std::uint32_t>(bits >> 32));
  }
  CHECK(hex(fnv.value()) == "0f78849b234f8460");

  EpochOrders orders(1, 128);
  Trainer trainer(network, classes(), {}, {}, {}, samples.train, orders);
  std::vector<Floats> path;
  for (int step = 0; step < 20; ++step) {
    path.push_back(trainer.save().parameters);
    trainer.step(workspace);
  }
  const PathPlane made = path_plane(trainer.network(), path);
  Fnv own;
  for (const auto* direction : {&made.plane.across, &made.plane.up})
    for (double x : *direction) {
      const auto bits = std::bit_cast<std::uint64_t>(x);
      own.word(static_cast<std::uint32_t>(bits));
      own.word(static_cast<std::uint32_t>(bits >> 32));
    }
  CHECK(hex(own.value()) == "4bd8d7df99751c07");
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
  for (const SliceGrid& bad : {square_slice(1, 1, 5), square_slice(2, 1, 5), square_slice(-1, 1, 1),
                               square_slice(-1, 1, 513), SliceGrid{0, 0, 0.1, 3, 1}})
    CHECK_THROWS_AS(loss_slice(network, classes(), samples.train, plane, bad, workspace), std::invalid_argument);
  const Network zero({.inputs = 2, .layers = {make_layer(2, test::activation("relu"))}, .outputs = 1});
  CHECK(std::isnan(project(random_plane(zero, 1), zero.parameters()).x));
}

}  // namespace
}  // namespace nonlin

// Probes of networks with batch and layer normalisation and dropout.
#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>
#include <cmath>
#include <map>

#include "numbers.hpp"
#include "probe/field.hpp"
#include "probe/regions.hpp"
#include "probe/signals.hpp"
#include "probe/slice.hpp"
#include "probe/units.hpp"
#include "probe_networks.hpp"

namespace nonlin {
namespace {

std::size_t at(int i) { return static_cast<std::size_t>(i); }
const Pairing& classes() { return *find_pairing("logistic", "cross-entropy"); }

Network normed(std::string_view id, Norm norm, double dropout = 0) {
  NetworkSpec spec{.inputs = 2, .layers = std::vector(3, make_layer(6, test::activation(id))), .outputs = 1};
  for (LayerSpec& layer : spec.layers) {
    layer.norm = norm;
    layer.dropout = dropout;
  }
  Network network = test::made(spec);
  // Gamma and beta of a network that has been trained.
  for (const Network::Block& block : network.blocks())
    if (block.name.starts_with("gamma") || block.name.starts_with("beta")) {
      const Floats moved = test::draws(at(block.rows), static_cast<std::uint32_t>(block.offset), 0.2);
      for (int i = 0; i < block.rows; ++i) network.parameters()[at(block.offset + i)] += moved[at(i)];
    }
  return network;
}

TEST_CASE("with batch normalisation z is what the activation is given, over the whole training set", "[probe]") {
  const SampleSet train = test::samples_of("spiral", 300).train;
  const Network network = normed("tanh", Norm::batch);
  Workspace workspace(network.spec(), 300);
  prepare(network, train, workspace);
  std::vector<float> z(6 * 300);
  for (int l = 0; l < 3; ++l) {
    unit_values(network, *find_head("logistic"), {l, Quantity::z, 0, 6}, train, z.data(), workspace);
    const LayerView& view = network.layers()[at(l)];
    for (int u = 0; u < 6; ++u) {
      double mean = 0, square = 0;
      for (int s = 0; s < 300; ++s) mean += z[at(u * 300 + s)] / 300.0;
      for (int s = 0; s < 300; ++s) square += (z[at(u * 300 + s)] - mean) * (z[at(u * 300 + s)] - mean) / 300;
      CHECK(test::close(mean, network.parameters()[at(view.beta + u)], 1e-5));
      CHECK(test::close(std::sqrt(square), std::fabs(network.parameters()[at(view.gamma + u)]), 1e-3));
    }
  }
}

TEST_CASE("batch normalisation: signals are of the whole set, however large", "[probe]") {
  const SampleSet train = test::samples_of("spiral", 2600).train;
  const Network network = normed("tanh", Norm::batch);
  Workspace workspace(network.spec());
  const Signals all = signals(network, classes(), train, workspace);
  // The unit means are beta, so that the mean over the set of tanh of z is that of a forward pass over the whole set.
  prepare(network, train, workspace);
  std::vector<float> a(6 * 2600);
  unit_values(network, *find_head("logistic"), {0, Quantity::a, 0, 6}, train, a.data(), workspace);
  double mean = 0;
  for (float x : a) mean += x / static_cast<double>(a.size());
  CHECK(test::close(all.layers[0].mean, mean, 1e-6, 1e-6));
  CHECK(signal_bytes(network, 2600) > 0);
}

TEST_CASE("the gradient of a normalised network is that of training, its factors multiply to the whole", "[probe]") {
  const SampleSet train = test::samples_of("spiral", 300).train;
  EpochOrders orders(1, 300);
  const OptimizerSpec sgd{.row = find_optimizer("sgd"), .rate = 0.1, .settings = {}};
  for (Norm norm : {Norm::batch, Norm::layer}) {
    Trainer trainer(normed("gelu", norm), classes(), sgd, {}, {}, train, orders);
    Workspace workspace(trainer.network().spec(), 300);
    const Signals s = signals(trainer.network(), classes(), train, workspace);
    const auto next = next_step(trainer, workspace);
    trainer.step(workspace);
    const auto trained = block_norms(trainer.network(), trainer.gradient());
    const auto found = block_norms(trainer.network(), s.gradient);
    REQUIRE(trained.size() == found.size());
    REQUIRE(trained.size() == next.size());
    for (std::size_t i = 0; i < trained.size(); ++i) {
      CHECK(found[i].name == trained[i].name);
      CHECK(found[i].norm == trained[i].norm);
      CHECK(next[i].gradient == trained[i].norm);
    }
    for (int l = 0; l < 3; ++l) {
      const double units = 6, after = l == 2 ? 1 : 6;
      const double whole =
          s.layers[at(l)].backward * std::sqrt(units) / (s.layers[at(l + 1)].backward * std::sqrt(after));
      CHECK(test::close(s.layers[at(l)].weight_factor * s.layers[at(l)].slope_factor, whole, 1e-12, 1e-12));
    }
  }
}

TEST_CASE("linear regions with batch normalisation: its maps hold; layer normalisation is refused", "[probe]") {
  const SampleSet train = test::samples_of("spiral", 300).train;
  const Network network = normed("relu", Norm::batch);
  Workspace workspace(network.spec(), 300);
  prepare(network, train, workspace);
  const SampleSet grid = make_grid({}, -2, 2, 31);
  const Regions regions = linear_regions(network, grid, workspace);
  CHECK(regions.count > 20);
  std::vector<float> out(at(grid.count()));
  unit_values(network, *find_head("identity"), {3, Quantity::z}, grid, out.data(), workspace);
  std::vector<AffineMap> maps;
  for (int s = 0; s < grid.count(); ++s) {
    if (at(regions.id[at(s)]) == maps.size()) maps.push_back(local_map(network, grid, s, workspace));
    const AffineMap& map = maps.at(regions.id[at(s)]);
    const double want = map.W[0] * test::input_of(grid, 0, s) + map.W[1] * test::input_of(grid, 1, s) + map.b[0];
    REQUIRE(test::close(out[at(s)], want, 2e-5, 2e-5));
  }
  const Network layered = normed("relu", Norm::layer);
  Workspace other(layered.spec());
  const auto words = Catch::Matchers::ContainsSubstring("hidden layer 0 has layer normalisation");
  CHECK_THROWS_WITH(linear_regions(layered, grid, other), words);
  CHECK_THROWS_WITH(local_map(layered, grid, 0, other), words);
}

TEST_CASE("a slice takes the statistics of the training set anew at every point", "[probe]") {
  const SampleSet train = test::samples_of("moons", 300).train;
  const Network network = normed("swish", Norm::batch);
  Workspace workspace(network.spec(), 300);
  const Plane plane =
      parameter_plane(network, parameter_offset(network, "W1", 3), parameter_offset(network, "gamma0", 2));
  const auto losses = loss_slice(network, classes(), train, plane, square_slice(-1, 1, 3), workspace);
  for (int i = 0; i < 9; ++i) {
    Network moved = network;
    moved.parameters()[at(parameter_offset(network, "W1", 3))] += static_cast<float>(i % 3 - 1);
    moved.parameters()[at(parameter_offset(network, "gamma0", 2))] += static_cast<float>(1 - i / 3);
    prepare(moved, train, workspace);
    CHECK(test::close(losses[at(i)], judge(moved, classes(), train, workspace).loss, 0, 1e-6));
  }
}

TEST_CASE("a normalised unit that sleeps is not called dead", "[probe]") {
  const SampleSet train = test::samples_of("moons", 100).train;
  for (Norm norm : {Norm::none, Norm::batch}) {
    NetworkSpec spec{.inputs = 2, .layers = {make_layer(1, test::activation("relu"))}, .outputs = 1};
    spec.layers[0].norm = norm;
    Network network = test::made(spec);
    test::put(network, norm == Norm::none ? "b0" : "beta0", {-50});
    Workspace workspace(network.spec(), 100);
    prepare(network, train, workspace);
    const UnitState want = norm == Norm::none ? UnitState::dead : UnitState::asleep;
    CHECK(unit_reports(network, train, true, workspace)[0].units[0].state == want);
  }
}

TEST_CASE("asking a normalised network with dropout alters nothing", "[probe]") {
  const Samples samples = test::samples_of("spiral", 300);
  for (Norm norm : {Norm::batch, Norm::layer}) {
    const auto run = [&](bool ask) {
      EpochOrders orders(1, samples.train.count());
      Trainer trainer(normed("relu", norm, 0.2), classes(), {}, {}, {.size = 50}, samples.train, orders);
      Workspace workspace(trainer.network().spec(), 300);
      for (int step = 0; step < 30; ++step) {
        if (ask) {
          const Network& network = trainer.network();
          prepare(network, samples.train, workspace);
          layer_histograms(network, *find_head("logistic"), samples.train, {}, {}, workspace);
          unit_reports(network, samples.train, true, workspace);
          if (norm == Norm::batch) linear_regions(network, samples.train, workspace);
          signals(network, classes(), samples.train, workspace);
          next_step(trainer, workspace);
          if (step % 10 == 0)
            loss_slice(network, classes(), samples.train, random_plane(network, 1), square_slice(-1, 1, 3), workspace);
        }
        REQUIRE(trainer.step(workspace));
      }
      return trainer.network().hash();
    };
    CHECK(run(true) == run(false));
  }
}

}  // namespace
}  // namespace nonlin

// Signals through the layers: the definitions, sample by sample, and that asking alters nothing.
#include "probe/signals.hpp"

#include <catch2/catch_test_macros.hpp>
#include <cmath>
#include <map>

#include "numbers.hpp"
#include "probe/field.hpp"
#include "probe/units.hpp"
#include "probe_networks.hpp"

namespace nonlin {
namespace {

using test::made;
using test::put;

std::size_t at(int i) { return static_cast<std::size_t>(i); }
const Pairing& classes() { return *find_pairing("logistic", "cross-entropy"); }

std::map<std::string, double> by_name(const std::vector<BlockNorm>& norms) {
  std::map<std::string, double> map;
  for (const BlockNorm& norm : norms) map[norm.name] = norm.norm;
  return map;
}

NetworkSpec deep(std::string_view id, int layers, int units) {
  return {.inputs = 2, .layers = std::vector(at(layers), make_layer(units, test::activation(id))), .outputs = 1};
}

TEST_CASE("in a chain of single units the factors are weights and slopes", "[probe]") {
  Network network({.inputs = 1,
                   .layers = {make_layer(1, test::activation("tanh")), make_layer(1, test::activation("identity"))},
                   .outputs = 1});
  put(network, "W0", {0.5});
  put(network, "b0", {0.25});
  put(network, "W1", {-3});
  put(network, "W2", {2});
  Workspace workspace(network.spec());
  const Signals s = signals(network, classes(), test::set_of({{1}}, {1}), workspace);
  const double z0 = 0.75, a0 = std::tanh(z0), z2 = -6 * a0, d2 = 1 / (1 + std::exp(-z2)) - 1, slope = 1 - a0 * a0;
  CHECK(test::close(s.layers[2].backward, std::fabs(d2), 1e-6, 1e-6));
  CHECK(test::close(s.layers[1].backward, 2 * std::fabs(d2), 1e-6, 1e-6));
  CHECK(test::close(s.layers[0].backward, 6 * slope * std::fabs(d2), 1e-6, 1e-6));
  CHECK(test::close(s.layers[1].weight_factor, 2, 1e-6));
  CHECK(test::close(s.layers[1].slope_factor, 1, 1e-6));
  CHECK(test::close(s.layers[0].weight_factor, 3, 1e-6));
  CHECK(test::close(s.layers[0].slope_factor, slope, 1e-6));
  CHECK(std::isnan(s.layers[2].weight_factor));
  CHECK(test::close(s.passed, 3 * slope, 1e-6));
  CHECK(test::close(s.layers[0].mean, a0, 1e-6));
  CHECK(test::close(s.layers[2].mean, z2, 1e-6, 1e-6));
  CHECK(s.layers[0].sd == 0);
}

TEST_CASE("signals of a set are made of those of its samples, and the two factors multiply to the whole", "[probe]") {
  const SampleSet set = test::samples_of("spiral", 277).train;
  for (std::string_view id : {"swish", "maxout", "relu"}) {
    const Network network = made(deep(id, 3, 6));
    Workspace workspace(network.spec());
    const Signals all = signals(network, classes(), set, workspace);
    REQUIRE(all.layers.size() == 4);
    std::vector<double> squares(4, 0.0), sums(4, 0.0);
    for (int s = 0; s < set.count(); ++s) {
      const int c = s / chunk;
      const SampleSet one =
          test::set_of({{test::input_of(set, 0, s), test::input_of(set, 1, s)}}, {set.target(c)[s % chunk]});
      const Signals single = signals(network, classes(), one, workspace);
      // delta of one sample is the gradient of its biases.
      const auto gradient = by_name(block_norms(network, single.gradient));
      for (int l = 0; l < 4; ++l) {
        const LayerView& view = network.layers()[at(l)];
        const double delta = gradient.at("b" + std::to_string(l));
        CHECK(test::close(single.layers[at(l)].backward, delta / std::sqrt(view.units), 1e-9, 1e-6));
        squares[at(l)] += delta * delta / view.units;
        sums[at(l)] += single.layers[at(l)].mean;
      }
    }
    for (int l = 0; l < 4; ++l) {
      INFO(id << ", layer " << l);
      const LayerSignal& layer = all.layers[at(l)];
      CHECK(test::close(layer.backward, std::sqrt(squares[at(l)] / set.count()), 1e-9, 1e-5));
      CHECK(test::close(layer.mean, sums[at(l)] / set.count(), 1e-6, 1e-5));
      if (l == 3) continue;
      const double units = network.layers()[at(l)].units, next = network.layers()[at(l + 1)].units;
      const double whole = layer.backward * std::sqrt(units) / (all.layers[at(l + 1)].backward * std::sqrt(next));
      CHECK(test::close(layer.weight_factor * layer.slope_factor, whole, 1e-12, 1e-12));
    }
    const double passed = all.layers[0].backward / all.layers[2].backward;
    CHECK(test::close(all.passed, passed, 1e-12, 1e-12));
  }
}

// C35: |dL/dz_1| / |dL/dz_6| at the start; they measured 7.7e-4, 0.81 and 0.96 as the geometric mean of 20 seeds.
TEST_CASE("the signal vanishes through six sigmoid layers, not through tanh or ReLU", "[probe]") {
  const auto mean_passed = [](std::string_view id) {
    double sum = 0;
    for (std::uint32_t seed = 0; seed < 20; ++seed) {
      Network network(deep(id, 6, 32));
      initialize(network, {}, seed);
      Workspace workspace(network.spec());
      sum += std::log(signals(network, classes(), test::samples_of("moons", 200, seed).train, workspace).passed);
    }
    return std::exp(sum / 20);
  };
  const double sigmoid = mean_passed("sigmoid"), tanh = mean_passed("tanh"), relu = mean_passed("relu");
  CAPTURE(sigmoid, tanh, relu);
  CHECK((sigmoid > 5e-4 && sigmoid < 1.2e-3));
  CHECK((tanh > 0.6 && tanh < 1.1));
  CHECK((relu > 0.6 && relu < 1.4));
}

TEST_CASE("gradient norms are those of training, the next step's update is what the step will do", "[probe]") {
  const Samples samples = test::samples_of("circle", 90);
  EpochOrders orders(1, samples.train.count());
  const OptimizerSpec sgd{.row = find_optimizer("sgd"), .rate = 0.5, .settings = {}};
  Trainer trainer(made(deep("prelu", 2, 5)), classes(), sgd, {}, {}, samples.train, orders);
  Workspace workspace(trainer.network().spec());
  const auto gradient =
      by_name(block_norms(trainer.network(), signals(trainer.network(), classes(), samples.train, workspace).gradient));
  const std::vector<BlockStep> next = next_step(trainer, workspace);
  const Floats before(trainer.network().parameters().begin(), trainer.network().parameters().end());
  CHECK(trainer.steps() == 0);
  trainer.step(workspace);
  const auto trained = by_name(block_norms(trainer.network(), trainer.gradient()));
  const auto sizes = by_name(block_norms(trainer.network(), before));
  Floats change(before.size());
  for (std::size_t i = 0; i < change.size(); ++i) change[i] = trainer.network().parameters()[i] - before[i];
  const auto changes = by_name(block_norms(trainer.network(), change));
  REQUIRE(next.size() == 8);  // W, b and alpha of two layers, W and b of the output
  for (const BlockStep& block : next) {
    INFO(block.name);
    CHECK(gradient.at(block.name) == trained.at(block.name));
    CHECK(block.gradient == trained.at(block.name));
    CHECK(block.before == sizes.at(block.name));
    CHECK(block.update == changes.at(block.name));
    CHECK(test::close(block.update, 0.5 * block.gradient, 1e-6, 1e-4));
    CHECK(block.gradient > 0);
  }
}

TEST_CASE("asking alters nothing: a run that is asked at every step ends with the same bits", "[probe]") {
  const Samples samples = test::samples_of("spiral", 90);
  const auto run = [&](bool ask) {
    EpochOrders orders(1, samples.train.count());
    Trainer trainer(made(deep("gelu", 2, 6)), classes(), {}, {.l1 = 1e-4, .l2 = 1e-4}, {.size = 32}, samples.train,
                    orders);
    Workspace workspace(trainer.network().spec());
    for (int step = 0; step < 40; ++step) {
      if (ask) {
        const Network& network = trainer.network();
        std::vector<float> out(at(samples.train.count()));
        unit_values(network, *find_head("logistic"), {1, Quantity::a}, samples.train, out.data(), workspace);
        layer_histograms(network, *find_head("logistic"), samples.train, {}, {}, workspace);
        unit_reports(network, samples.train, true, workspace);
        signals(network, classes(), samples.train, workspace);
        next_step(trainer, workspace);
      }
      REQUIRE(trainer.step(workspace));
    }
    return trainer.network().hash();
  };
  CHECK(run(true) == run(false));
}

}  // namespace
}  // namespace nonlin

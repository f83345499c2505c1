// Penalties, weights that stay at zero, decay and clipping: what is done beside the optimiser's step.
#include "train/penalty.hpp"

#include <catch2/catch_test_macros.hpp>
#include <cmath>
#include <limits>
#include <vector>

#include "model/initializer.hpp"
#include "numbers.hpp"
#include "train/trainer.hpp"

namespace nonlin {
namespace {

std::size_t at(int i) { return static_cast<std::size_t>(i); }

/// 3-5-2, every parameter drawn but a few weights, and which parameters are weights.
struct Net {
  Network network{{.inputs = 3, .layers = {make_layer(5, test::activation("prelu"))}, .outputs = 2}};
  std::vector<bool> weight = std::vector<bool>(network.parameters().size());
  std::vector<bool> padding = std::vector<bool>(network.parameters().size(), true);
  Net() {
    const Floats draws = test::draws(network.parameters().size(), 61);
    for (const auto& block : network.blocks())
      for (int i = 0; i < block.rows * block.columns; ++i) {
        network.parameters()[at(block.offset + i)] = draws[at(block.offset + i)];
        weight[at(block.offset + i)] = block.name[0] == 'W';
        padding[at(block.offset + i)] = false;
      }
    network.parameters()[1] = 0;
    network.parameters()[2] = -0.0f;
  }
};

TEST_CASE("penalties add their slope to weights alone; what stays at zero is no slope", "[penalty]") {
  const Net net;
  const auto w = net.network.parameters();
  for (const RegularizationSpec& spec : {RegularizationSpec{.l1 = 0.25},
                                         {.l2 = 0.5},
                                         {.l1 = 0.25, .l2 = 0.5},
                                         {.l1 = 0.25, .l2 = 0.5, .l1_stays = true}}) {
    Floats gradient(w.size(), 1.0f);
    add_penalty(net.network, spec, gradient);
    for (std::size_t i = 0; i < w.size(); ++i) {
      const float sign = static_cast<float>((w[i] > 0) - (w[i] < 0));
      const float l1 = spec.l1_stays ? 0.0f : static_cast<float>(spec.l1);
      CHECK(gradient[i] == (net.weight[i] ? 1.0f + (sign * l1 + static_cast<float>(spec.l2) * w[i]) : 1.0f));
    }
  }
}

TEST_CASE("decay takes its share of every weight and of nothing else", "[penalty]") {
  Net net;
  const Network before = net.network;
  decay_weights(net.network, 0.125);
  for (std::size_t i = 0; i < net.weight.size(); ++i) {
    const float w = before.parameters()[i];
    CHECK(net.network.parameters()[i] == (net.weight[i] ? w - 0.125f * w : w));
  }
}

TEST_CASE("a gradient is scaled to the largest norm, and left as it is below", "[penalty]") {
  Floats g{3, -4, 0, 12, 0, 0, 0, 0, 84, 0, 0, 0, 0, 0, 0, 0};  // norm 85
  const Floats before = g;
  clip_norm(g, 85.1);
  CHECK(test::same_bits(g, before));
  clip_norm(g, 17);
  for (std::size_t i = 0; i < g.size(); ++i) CHECK(g[i] == static_cast<float>(before[i] * (17 / (85 + 1e-6))));
  Floats zero(16);
  clip_norm(zero, 1);
  CHECK(test::same_bits(zero, Floats(16)));
  // A norm no float can hold.
  Floats huge(16, 3e38f);
  clip_norm(huge, 2);
  for (float x : huge) CHECK(test::close(x, 0.5, 1e-6));
  // What is not finite stays not finite: the step then says so.
  for (float bad : {std::numeric_limits<float>::infinity(), std::numeric_limits<float>::quiet_NaN()}) {
    Floats broken(16, 1.0f);
    broken[5] = bad;
    clip_norm(broken, 1);
    CHECK(std::isnan(broken[5]));
  }
}

TEST_CASE("weights pushed across zero become zero and stay, others are pushed toward it", "[penalty]") {
  Net net;
  release_weights(net.network);
  CHECK_FALSE(std::signbit(net.network.parameters()[2]));
  const Floats before(net.network.parameters().begin(), net.network.parameters().end());
  const Network start = net.network;
  Floats moved = before;
  for (std::size_t i = 0; i < moved.size(); ++i)
    if (!net.padding[i]) moved[i] += i % 3 == 0 ? 0.125f : -0.125f;
  std::copy(moved.begin(), moved.end(), net.network.parameters().begin());
  push_weights(net.network, before, 0.375);
  int held = 0, kept = 0;
  for (std::size_t i = 0; i < before.size(); ++i) {
    const float got = net.network.parameters()[i];
    if (!net.weight[i]) {
      CHECK(got == moved[i]);
      continue;
    }
    // Playground's words: the sign is that of the weight before the step.
    const float next = moved[i] - 0.375f * static_cast<float>((before[i] > 0) - (before[i] < 0));
    if (moved[i] * next < 0) {
      ++held;
      CHECK((got == 0 && std::signbit(got)));
    } else {
      ++kept;
      CHECK(got == next);
    }
  }
  CHECK((held > 2 && kept > 2));
  // From now on nothing moves them.
  const Floats pushed(net.network.parameters().begin(), net.network.parameters().end());
  for (float& w : net.network.parameters()) w += 0.5f;
  push_weights(net.network, pushed, 0);
  int still = 0;
  for (std::size_t i = 0; i < pushed.size(); ++i) {
    const bool was_held = net.weight[i] && pushed[i] == 0 && std::signbit(pushed[i]);
    still += was_held;
    CHECK(net.network.parameters()[i] == (was_held ? 0.0f : pushed[i] + 0.5f));
  }
  CHECK(still == held);
}

TEST_CASE("with any optimiser, a weight that has become zero stays zero while others train on", "[penalty]") {
  std::vector<std::vector<double>> inputs, targets;
  const Floats x = test::draws(64, 71);
  for (std::size_t s = 0; s < 32; ++s) {
    inputs.push_back({x[2 * s], x[2 * s + 1]});
    targets.push_back({x[2 * s] > 0 ? 0.5 : -0.5});
  }
  const SampleSet set = test::sample_set(inputs, targets);
  const NetworkSpec spec{.inputs = 2, .layers = {make_layer(8, test::activation("tanh"))}, .outputs = 1};
  for (const Optimizer& row : optimizers()) {
    INFO(row.id);
    Network network(spec);
    initialize(network, {.row = find_initializer("normal"), .gain = 0.3}, 5);
    EpochOrders orders(1, 32);
    OptimizerSpec optimizer{&row, 0.02, {}};
    for (std::size_t i = 0; i < row.parameter_list().size(); ++i) optimizer.settings[i] = row.parameters[i].initial;
    const RegularizationSpec stay{.l1 = 0.1, .l1_stays = true};
    Trainer trainer(network, *find_pairing("identity", "mse"), optimizer, stay, {}, set, orders);
    Workspace workspace(spec);
    std::vector<bool> zero(network.parameters().size());
    int count = 0;
    for (int t = 0; t < 300; ++t) {
      REQUIRE(trainer.step(workspace));
      for (const auto& block : network.blocks()) {
        if (block.name[0] != 'W') continue;
        for (int i = block.offset; i < block.offset + block.rows * block.columns; ++i) {
          const float w = trainer.network().parameters()[at(i)];
          if (zero[at(i)]) CHECK(w == 0);
          if (!zero[at(i)] && w == 0) zero[at(i)] = true, ++count;
        }
      }
    }
    CHECK(count > 2);
    CHECK(count < 24);
    // A state brings them along.
    Trainer again(network, *find_pairing("identity", "mse"), optimizer, stay, {}, set, orders);
    again.restore(trainer.save());
    for (int t = 0; t < 20; ++t) {
      REQUIRE(trainer.step(workspace));
      REQUIRE(again.step(workspace));
    }
    CHECK(again.save() == trainer.save());
  }
}

}  // namespace
}  // namespace nonlin

// Whole-network gradients: the float backward pass against central differences of a double forward pass (plain loops
// and the C library, plain_network.hpp), for every activation with every head and loss.
#include <catch2/catch_test_macros.hpp>
#include <cmath>
#include <string>
#include <vector>

#include "model/initializer.hpp"
#include "numbers.hpp"
#include "plain_network.hpp"
#include "train/trainer.hpp"

namespace nonlin {
namespace {

using test::Doubles;

constexpr int samples = 8;

struct Batch {
  std::vector<Doubles> inputs, targets;
};

/// Eight points and targets that suit the pairing, k outputs.
Batch make_batch(const Pairing& pairing, int k, std::uint32_t seed) {
  Batch batch;
  const Floats x = test::draws(samples * 2, seed), t = test::draws(samples * 8, seed + 1);
  for (int s = 0; s < samples; ++s) {
    batch.inputs.push_back({x[static_cast<std::size_t>(2 * s)], x[static_cast<std::size_t>(2 * s + 1)]});
    Doubles target;
    for (int i = 0; i < k; ++i) {
      if (pairing.for_values) {
        target.push_back(t[static_cast<std::size_t>(s * 8 + i)]);
      } else {
        const bool on = k == 1 ? s % 3 == 0 : s % k == i;
        target.push_back(on ? pairing.high : pairing.low);
      }
    }
    batch.targets.push_back(target);
  }
  return batch;
}

/// The gradient of the mean loss by the engine, in the layout of the parameter buffer.
Floats engine_gradient(const Network& network, const Pairing& pairing, const Batch& batch,
                       const Dropout* dropout = nullptr, float activity = 0) {
  const SampleSet set = test::sample_set(batch.inputs, batch.targets);
  Workspace workspace(network.spec());
  Floats gradient(network.parameters().size());
  const Chunk only{set.input(0), samples};
  forward(network, {&only, 1}, dropout, workspace);
  pairing.compute(workspace.output().z, set.target(0), workspace.output().dz, workspace.row(), set.targets(), samples,
                  samples);
  backward(network, {&only, 1}, workspace, gradient, activity);
  return gradient;
}

/// 2-3-3-k, all parameters drawn (biases and learned ones, too), no pre-activation near a kink and nothing divided by a
/// variance near zero.
Network make_network(const std::vector<LayerSpec>& layers, int k, const Batch& batch) {
  for (std::uint32_t seed = 1;; ++seed) {
    Network network({.inputs = 2, .layers = layers, .outputs = k});
    initialize(network, {.row = find_initializer("normal"), .gain = 0.8}, seed);
    for (const LayerView& view : network.layers()) {
      const Floats b = test::draws(static_cast<std::size_t>(view.rows), seed + 1000, 0.5);
      if (view.biases >= 0) std::copy(b.begin(), b.end(), network.parameters().begin() + view.biases);
      for (int r = 0; view.gamma >= 0 && r < view.rows; ++r) {
        network.parameters()[static_cast<std::size_t>(view.gamma + r)] += 0.2f * static_cast<float>(r % 3);
        network.parameters()[static_cast<std::size_t>(view.beta + r)] = b[static_cast<std::size_t>(r)];
      }
      for (const auto& block : view.learned)
        for (int i = 0; i < block.count; ++i)
          network.parameters()[static_cast<std::size_t>(block.offset + i)] += 0.1f * static_cast<float>(i + 1);
    }
    test::PlainPass pass;
    test::plain_batch(network, test::doubles(network.parameters()), batch.inputs, pass);
    if (pass.margin > 0.003 && pass.variance > 0.05) return network;
    REQUIRE(seed < 2000);
  }
}

/// Compares every parameter's slope; returns the largest, so that a caller can see that there was something to compare.
template <class Loss>
double compare(const Network& network, std::span<const float> got, Loss loss) {
  constexpr double h = 1e-5;
  double largest = 0, worst = 0;
  std::string where;
  for (const Network::Block& block : network.blocks())
    for (int i = block.offset; i < block.offset + block.rows * block.columns; ++i) {
      const auto at = static_cast<std::size_t>(i);
      Doubles moved = test::doubles(network.parameters());
      moved[at] += h;
      const double up = loss(moved);
      moved[at] -= 2 * h;
      const double want = (up - loss(moved)) / (2 * h);
      largest = std::max(largest, std::fabs(want));
      const double off = std::fabs(got[at] - want) / (2e-6 + 2e-5 * std::fabs(want));
      if (off > worst) worst = off, where = block.name + "[" + std::to_string(i - block.offset) + "]";
    }
  INFO("worst at " << where);
  CHECK(worst <= 1);
  return largest;
}

void check(const std::vector<LayerSpec>& layers) {
  for (const Pairing& pairing : pairings()) {
    INFO(pairing.head << " with " << pairing.loss);
    for (int k : {1, 2, 3}) {
      if ((pairing.one_output && k > 1) || (pairing.for_classes && !pairing.one_output && k == 1)) continue;
      if (pairing.head == "softmax" && k == 1) continue;  // 1 whatever its logit
      const Batch batch = make_batch(pairing, k, 500);
      const Network network = make_network(layers, k, batch);
      const double largest = compare(network, engine_gradient(network, pairing, batch), [&](const Doubles& parameters) {
        return test::plain_mean_loss(network, parameters, pairing, batch.inputs, batch.targets);
      });
      CHECK(largest > 1e-3);
    }
  }
}

TEST_CASE("gradients are those of central differences, for every activation with every head and loss", "[gradient]") {
  int exempt = 0;
  for (const Activation& row : activations()) {
    if (row.pseudo_slope) {
      ++exempt;
      continue;
    }
    INFO(row.id);
    check({make_layer(3, row), make_layer(3, row)});
  }
  CHECK(exempt == 1);  // step
}

LayerSpec normalised(LayerSpec layer, Norm norm) {
  layer.norm = norm;
  return layer;
}

TEST_CASE("gradients of batch and layer normalisation, for every activation with every head and loss", "[gradient]") {
  for (Norm norm : {Norm::batch, Norm::layer})
    for (const Activation& row : activations()) {
      if (row.pseudo_slope) continue;
      INFO(row.id << (norm == Norm::batch ? " after batch norm" : " after layer norm"));
      LayerSpec layer = normalised(make_layer(3, row), norm);
      for (ParameterSetting& setting : layer.parameters)
        if (row.parameters[static_cast<std::size_t>(&setting - layer.parameters.data())].learnable)
          setting.learned = Learned::unit;
      check({layer, layer});
    }
}

TEST_CASE("gradients of layers of which some are normalised, without biases and with an affine wrap", "[gradient]") {
  const Activation &tanh = test::activation("tanh"), &maxout = test::activation("maxout");
  LayerSpec bare = normalised(make_layer(3, tanh), Norm::layer),
            wrapped = normalised(make_layer(2, maxout), Norm::batch);
  bare.bias = false;
  wrapped.affine = {0.5, -2, 0.25};
  check({normalised(make_layer(3, tanh), Norm::batch), make_layer(3, maxout)});
  check({make_layer(3, tanh), normalised(make_layer(3, tanh), Norm::batch)});
  check({normalised(make_layer(2, tanh), Norm::layer), wrapped, bare});
}

TEST_CASE("gradients of a step with dropout and of the penalty on activations", "[gradient]") {
  const Pairing& pairing = *find_pairing("softmax", "cross-entropy");
  const Batch batch = make_batch(pairing, 3, 800);
  for (Norm norm : {Norm::none, Norm::batch, Norm::layer})
    for (double share : {0.0, 0.3})
      for (double penalty : {0.0, 0.02}) {
        // Where |a| has its kink PReLU has its own: no sample is near.
        LayerSpec first = normalised(make_layer(4, test::activation("prelu")), norm),
                  second = make_layer(4, test::activation("maxout"));
        first.dropout = second.dropout = share;
        INFO("norm " << static_cast<int>(norm) << ", dropout " << share << ", penalty " << penalty);
        const Network network = make_network({first, second}, 3, batch);
        const Dropout dropout{9, 3};
        const Floats got = engine_gradient(network, pairing, batch, &dropout, static_cast<float>(penalty / samples));
        CHECK(compare(network, got, [&](const Doubles& parameters) {
                return test::plain_mean_loss(network, parameters, pairing, batch.inputs, batch.targets,
                                             {.dropout = &dropout}, penalty);
              }) > 1e-3);
      }
}

TEST_CASE("gradients of maxout with three and more pieces", "[gradient]") {
  for (int pieces : {3, 4, 8}) {
    LayerSpec layer = make_layer(3, test::activation("maxout"));
    layer.pieces = pieces;
    INFO(pieces << " pieces");
    check({layer, layer});
  }
}

TEST_CASE("gradients of learned parameters, one per unit and one for the layer", "[gradient]") {
  for (const Activation& row : activations())
    for (std::size_t i = 0; i < row.parameter_list().size(); ++i) {
      if (!row.parameters[i].learnable) continue;
      for (Learned learned : {Learned::unit, Learned::layer}) {
        LayerSpec layer = make_layer(3, row);
        layer.parameters[i].learned = learned;
        INFO(row.id << ": " << row.parameters[i].id << (learned == Learned::unit ? " per unit" : " for the layer"));
        check({layer, layer});
        CHECK(Network({.inputs = 2, .layers = {layer}, .outputs = 1}).parameter_count() ==
              3 * 3 + 4 + (learned == Learned::unit ? 3 : 1));
      }
    }
}

TEST_CASE("gradients of layers with different activations, and without biases or hidden layers", "[gradient]") {
  LayerSpec wide = make_layer(3, test::activation("maxout")), fixed = make_layer(3, test::activation("prelu"));
  wide.pieces = 3;
  fixed.parameters[0] = {-0.4, Learned::no};
  check({wide, make_layer(3, test::activation("tanh"))});
  check({make_layer(3, test::activation("sine")), wide});
  check({fixed, make_layer(3, test::activation("swish"))});
  check({});
}

TEST_CASE("gradients of activations with an affine wrap, and of their learned parameters", "[gradient]") {
  for (const Activation& row : activations()) {
    if (row.pseudo_slope) continue;
    LayerSpec layer = make_layer(3, row);
    layer.affine = {-1.5, 0.75, 0.25};
    for (ParameterSetting& setting : layer.parameters) {
      const auto i = static_cast<std::size_t>(&setting - layer.parameters.data());
      if (row.parameters[i].learnable) setting.learned = Learned::unit;
    }
    INFO(row.id);
    check({layer, make_layer(2, test::activation("tanh"))});
  }
}

TEST_CASE("the gradient of a network without biases has weights only", "[gradient]") {
  const Pairing& pairing = *find_pairing("logistic", "cross-entropy");
  const Batch batch = make_batch(pairing, 1, 900);
  LayerSpec layer = make_layer(3, test::activation("gelu"));
  layer.bias = false;
  Network network({.inputs = 2, .layers = {layer, layer}, .outputs = 1, .output_bias = false});
  initialize(network, {.row = find_initializer("normal")}, 4);
  CHECK(network.parameter_count() == 6 + 9 + 3);
  CHECK(compare(network, engine_gradient(network, pairing, batch), [&](const Doubles& parameters) {
          return test::plain_mean_loss(network, parameters, pairing, batch.inputs, batch.targets);
        }) > 1e-3);
}

TEST_CASE("a gradient is added to what is there, and the padding of the buffer stays zero", "[gradient]") {
  const Pairing& pairing = *find_pairing("identity", "mse");
  const Batch batch = make_batch(pairing, 2, 700);
  const Network network = make_network({make_layer(3, test::activation("prelu"))}, 2, batch);
  const SampleSet set = test::sample_set(batch.inputs, batch.targets);
  Workspace workspace(network.spec());
  Floats twice(network.parameters().size());
  for (int i = 0; i < 2; ++i) {
    const float* z = forward(network, set.input(0), samples, workspace);
    pairing.compute(z, set.target(0), workspace.output().dz, nullptr, 2, samples, samples);
    backward(network, set.input(0), samples, workspace, twice);
  }
  const Floats once = engine_gradient(network, pairing, batch);
  std::vector<bool> owned(once.size());
  for (const Network::Block& block : network.blocks())
    for (int i = 0; i < block.rows * block.columns; ++i) owned[static_cast<std::size_t>(block.offset + i)] = true;
  for (std::size_t i = 0; i < once.size(); ++i) {
    CHECK(twice[i] == once[i] + once[i]);
    if (!owned[i]) CHECK(once[i] == 0);
  }
}

TEST_CASE("penalties add l1 sign(w) + l2 w to the slope of weights and of nothing else, and to no loss that is shown",
          "[gradient]") {
  const Pairing& pairing = *find_pairing("logistic", "cross-entropy");
  const Batch batch = make_batch(pairing, 1, 600);
  const std::vector<LayerSpec> layers{make_layer(3, test::activation("prelu")),
                                      make_layer(3, test::activation("tanh"))};
  const Network network = make_network(layers, 1, batch);
  const SampleSet set = test::sample_set(batch.inputs, batch.targets);
  EpochOrders orders(1, samples);
  Workspace workspace(network.spec());
  double plain_batch_loss = 0;
  for (const RegularizationSpec& penalties : {RegularizationSpec{0, 0}, {0.03, 0}, {0, 0.2}, {0.05, 0.1}}) {
    const double l1 = penalties.l1, l2 = penalties.l2;
    INFO("l1 " << l1 << ", l2 " << l2);
    Trainer trainer(network, pairing, {.row = find_optimizer("sgd"), .rate = 0.1}, penalties, {}, set, orders);
    REQUIRE(trainer.step(workspace));
    CHECK(compare(network, trainer.gradient(), [&](const Doubles& parameters) {
            double penalty = 0;
            for (const LayerView& view : network.layers())
              for (int i = view.weights; i < view.weights + view.rows * view.inputs; ++i) {
                const double w = parameters[static_cast<std::size_t>(i)];
                penalty += l1 * std::fabs(w) + l2 * w * w / 2;
              }
            return penalty + test::plain_mean_loss(network, parameters, pairing, batch.inputs, batch.targets);
          }) > 1e-3);
    if (l1 == 0 && l2 == 0) plain_batch_loss = trainer.batch_loss();
    CHECK(trainer.batch_loss() == plain_batch_loss);
    CHECK(judge(network, pairing, set, workspace).loss == plain_batch_loss);
  }
}

TEST_CASE("an l1 penalty leaves a weight of zero alone", "[gradient]") {
  const SampleSet set = test::sample_set({{0, 0}}, {{0}});
  EpochOrders orders(1, 1);
  const Network network({.inputs = 2, .layers = {}, .outputs = 1});
  Workspace workspace(network.spec());
  Trainer trainer(network, *find_pairing("identity", "mse"), {.row = find_optimizer("sgd"), .rate = 1}, {0.5, 0.5}, {},
                  set, orders);
  REQUIRE(trainer.step(workspace));
  for (float w : trainer.network().parameters()) CHECK(w == 0);
}

}  // namespace
}  // namespace nonlin

// Normalisation and dropout: batches of several chunks, statistics of the training set, padding, and that evaluating
// alters nothing. Their gradients are in gradient_test.cpp, whole runs in trajectory_test.cpp.
#include "model/norm.hpp"

#include <catch2/catch_test_macros.hpp>
#include <cmath>
#include <limits>

#include "model/initializer.hpp"
#include "numbers.hpp"
#include "plain_network.hpp"
#include "train/trainer.hpp"

namespace nonlin {
namespace {

using test::Doubles;

std::size_t at(int i) { return static_cast<std::size_t>(i); }

LayerSpec normalised(int units, const char* activation, Norm norm, double dropout = 0) {
  LayerSpec layer = make_layer(units, test::activation(activation));
  layer.norm = norm;
  layer.dropout = dropout;
  return layer;
}

Network made(std::vector<LayerSpec> layers, std::uint32_t seed = 2) {
  Network network({.inputs = 2, .layers = std::move(layers), .outputs = 1});
  initialize(network, {.row = find_initializer("normal")}, seed);
  return network;
}

/// `count` points with targets, and the set of them in chunks.
struct Points {
  std::vector<Doubles> inputs, targets;
  SampleSet set;
  explicit Points(int count, double shift = 0) : set(2, 1, count) {
    const Floats x = test::draws(at(2 * count), 31);
    for (int s = 0; s < count; ++s) {
      inputs.push_back({x[at(2 * s)] + static_cast<float>(shift), x[at(2 * s + 1)]});
      inputs.back()[0] = static_cast<float>(inputs.back()[0]);
      targets.push_back({inputs.back()[0] * inputs.back()[1] > 0 ? 1.0 : 0.0});
    }
    for (int c = 0; c < set.chunks(); ++c) {
      const int size = set.size(c), n = padded(size);
      for (int s = 0; s < n; ++s) {
        const std::size_t i = at(c * chunk + std::min(s, size - 1));
        for (int j = 0; j < 2; ++j) set.input(c)[j * n + s] = static_cast<float>(inputs[i][at(j)]);
        set.target(c)[s] = static_cast<float>(targets[i][0]);
      }
    }
    set.keep_rows();
  }
};

const Pairing& logistic() { return *find_pairing("logistic", "cross-entropy"); }

TEST_CASE("moments are those of all samples, whatever the chunks, and leave padding out", "[norm]") {
  const Floats x = test::draws(700, 3);
  for (int total : {1, 2, 7, 8, 9, 255, 257, 700}) {
    Moments moments;
    double mean = 0, squares = 0;
    for (int done = 0; done < total; done += chunk) {
      const int size = std::min(chunk, total - done), n = padded(size);
      Floats padded_row(at(n), 1e6f);
      std::copy_n(x.begin() + done, size, padded_row.begin());
      moments.add(padded_row.data(), size, n);
    }
    for (int s = 0; s < total; ++s) mean += static_cast<double>(x[at(s)]) / total;
    for (int s = 0; s < total; ++s) squares += (x[at(s)] - mean) * (x[at(s)] - mean);
    INFO(total);
    CHECK(moments.count == total);
    CHECK(test::close(moments.mean, mean, 2e-7));
    CHECK(test::close(moments.squares, squares, 1e-6, 1e-6));
    CHECK(test::close(moments.inverse(), 1 / std::sqrt(squares / total + 1e-5), 0, total == 1 ? 1e-7 : 1e-6));
  }
}

TEST_CASE("moments of a row far from zero keep their digits", "[norm]") {
  Floats x = test::draws(256, 4);
  double mean = 0, squares = 0;
  for (float& value : x) value += 1000;
  for (float value : x) mean += static_cast<double>(value) / 256;
  for (float value : x) squares += (value - mean) * (value - mean);
  Moments moments;
  moments.add(x.data(), 256, 256);
  CHECK(test::close(moments.squares, squares, 0, 1e-5));
}

TEST_CASE("a layer of one unit and a batch of one sample are normalised to beta, and nothing is NaN", "[norm]") {
  for (Norm norm : {Norm::batch, Norm::layer}) {
    Network network = made({normalised(1, "identity", norm)});
    network.parameters()[at(network.layers()[0].beta)] = 0.375f;
    const Points one(1);
    Workspace workspace(network.spec());
    const Chunk only{one.set.input(0), 1};
    forward(network, {&only, 1}, nullptr, workspace);
    CHECK(workspace.layer(0).z[0] == 0.375f);
    workspace.output().dz[0] = 1;
    std::fill_n(workspace.output().dz + 1, 7, 0.0f);
    Floats gradient(network.parameters().size());
    backward(network, {&only, 1}, workspace, gradient);
    for (float g : gradient) CHECK(std::isfinite(g));
    CHECK(gradient[at(network.layers()[0].weights)] == 0);
    CHECK(gradient[at(network.layers()[0].beta)] == network.parameters()[at(network.layers()[1].weights)]);
  }
}

TEST_CASE("a batch norm layer has no bias, gamma and beta come after it in the buffer and in the hash", "[norm]") {
  const Network network = made({normalised(3, "tanh", Norm::batch), normalised(2, "prelu", Norm::layer)});
  std::vector<std::string> names;
  for (const Network::Block& block : network.blocks()) names.push_back(block.name);
  CHECK(names ==
        std::vector<std::string>{"W0", "gamma0", "beta0", "W1", "b1", "gamma1", "beta1", "alpha1", "W2", "b2"});
  CHECK(network.parameter_count() == 6 + 3 + 3 + 6 + 2 + 2 + 2 + 2 + 2 + 1);
  for (float gamma : network.parameters().subspan(at(network.layers()[0].gamma), 3)) CHECK(gamma == 1);
}

TEST_CASE("a batch of several chunks has the loss and the gradient of one batch", "[norm]") {
  const Points points(600);  // chunks of 256, 256 and 88
  for (const std::vector<LayerSpec>& layers :
       {std::vector{normalised(4, "tanh", Norm::batch), normalised(3, "swish", Norm::batch)},
        std::vector{normalised(4, "tanh", Norm::layer), normalised(3, "prelu", Norm::batch)},
        std::vector{normalised(4, "tanh", Norm::batch), normalised(3, "tanh", Norm::none)}}) {
    const Network network = made(layers);
    EpochOrders orders(1, 600);
    Workspace workspace(network.spec(), 600);
    REQUIRE(workspace.slots() == 3);
    Trainer trainer(network, logistic(), {.row = find_optimizer("sgd"), .rate = 0.1}, {}, {}, points.set, orders);
    REQUIRE(trainer.step(workspace));
    const auto loss = [&](const Doubles& parameters) {
      return test::plain_mean_loss(network, parameters, logistic(), points.inputs, points.targets);
    };
    CHECK(test::close(trainer.batch_loss(), loss(test::doubles(network.parameters())), 1e-6));
    for (const Network::Block& block : network.blocks()) {
      INFO(block.name);
      for (int i = block.offset; i < block.offset + block.rows * block.columns; ++i) {
        Doubles moved = test::doubles(network.parameters());
        moved[at(i)] += 1e-5;
        const double up = loss(moved);
        moved[at(i)] -= 2e-5;
        CHECK(test::close(trainer.gradient()[at(i)], (up - loss(moved)) / 2e-5, 2e-6, 5e-5));
      }
    }
  }
}

TEST_CASE("evaluating takes the statistics of the whole training set, at the current parameters", "[norm]") {
  const Points train(600), test_points(40, 0.5);
  for (int depth : {1, 2, 4}) {
    std::vector<LayerSpec> layers(at(depth), normalised(5, "tanh", Norm::batch));
    layers.push_back(normalised(4, "maxout", Norm::none));
    layers.push_back(normalised(3, "relu", Norm::batch));
    const Network network = made(layers);
    Workspace workspace(network.spec());
    prepare(network, train.set, workspace);
    // On the training set itself that is the pass of one large batch.
    CHECK(test::close(
        judge(network, logistic(), train.set, workspace).loss,
        test::plain_mean_loss(network, test::doubles(network.parameters()), logistic(), train.inputs, train.targets),
        3e-6));
    // Other samples do not see each other: one alone has the output it has among others.
    const Judgement all = judge(network, logistic(), test_points.set, workspace);
    double sum = 0;
    for (std::size_t s = 0; s < 40; ++s)
      sum += judge(network, logistic(), test::sample_set({test_points.inputs[s]}, {test_points.targets[s]}), workspace)
                 .loss;
    CHECK(test::close(all.loss, sum / 40, 1e-7));
  }
}

TEST_CASE("statistics of a full batch in order are those that training took", "[norm]") {
  const Points points(300);
  const Network network = made({normalised(6, "sigmoid", Norm::batch), normalised(5, "sigmoid", Norm::batch)});
  EpochOrders orders(1, 300);
  Workspace workspace(network.spec(), 300), other(network.spec());
  Trainer trainer(network, logistic(), {.row = find_optimizer("sgd"), .rate = 0.1}, {}, {}, points.set, orders);
  prepare(trainer.network(), points.set, other);
  const double judged = judge(trainer.network(), logistic(), points.set, other).loss;
  REQUIRE(trainer.step(workspace));
  CHECK(trainer.batch_loss() == judged);
  for (int l : {0, 1}) CHECK(test::same_bits({workspace.layer(l).mean, 5}, {other.layer(l).mean, 5}));
}

TEST_CASE("evaluating alters no bit of a training run: with norms, dropout and all of it together", "[norm]") {
  const Points points(70);
  for (const std::vector<LayerSpec>& layers :
       {std::vector{normalised(5, "tanh", Norm::batch), normalised(4, "swish", Norm::batch)},
        std::vector{normalised(5, "tanh", Norm::layer)}, std::vector{normalised(5, "tanh", Norm::none, 0.4)},
        std::vector{normalised(5, "tanh", Norm::batch, 0.2), normalised(4, "prelu", Norm::layer, 0.5)}}) {
    // 70 = 4 x 16 + 6; the network is judged in the workspace it trains in.
    EpochOrders orders(5, 70), same(5, 70);
    const auto trainer = [&](EpochOrders& of) {
      return Trainer(made(layers), logistic(), {.row = find_optimizer("adam"), .rate = 0.05}, {0, 0, 0.001}, {16, true},
                     points.set, of);
    };
    Trainer quiet = trainer(orders), asked = trainer(same);
    Workspace workspace(quiet.network().spec());
    for (int step = 0; step < 40; ++step) {
      REQUIRE(quiet.step(workspace));
      const auto before = asked.network().hash();
      prepare(asked.network(), points.set, workspace);
      const Judgement judged = judge(asked.network(), logistic(), points.set, workspace);
      forward(asked.network(), points.set.input(0), 72, workspace);
      CHECK(asked.network().hash() == before);
      CHECK(std::isfinite(judged.loss));
      REQUIRE(asked.step(workspace));
    }
    CHECK(quiet.network().hash() == asked.network().hash());
    CHECK(quiet.network().hash() != made(layers).hash());
  }
}

TEST_CASE("dropout leaves out its share, scales the rest, and is addressed by seed, step, layer, unit and place",
          "[norm]") {
  const Network network =
      made({normalised(6, "identity", Norm::none, 0.3), normalised(6, "identity", Norm::none, 0.3)});
  const Points points(256);
  Workspace workspace(network.spec()), alone(network.spec());
  const Chunk whole{points.set.input(0), 256};
  const auto masks = [&](Dropout dropout, int layer) {
    forward(network, {&whole, 1}, &dropout, workspace);
    return Floats(workspace.layer(layer).mask, workspace.layer(layer).mask + 6 * 256);
  };
  const Floats mask = masks({7, 3}, 0);
  const auto zeros = std::count(mask.begin(), mask.end(), 0.0f), kept = std::count(mask.begin(), mask.end(), 1 / 0.7f);
  CHECK(zeros + kept == 6 * 256);
  CHECK(std::fabs(static_cast<double>(zeros) / (6 * 256) - 0.3) < 0.04);
  CHECK(mask == masks({7, 3}, 0));
  for (const Floats& other : {masks({8, 3}, 0), masks({7, 4}, 0), masks({7, 3}, 1)}) CHECK(other != mask);
  for (int u = 1; u < 6; ++u) CHECK(!test::same_bits({mask.data(), 256}, {mask.data() + u * 256, 256}));

  // A later chunk of a batch has the masks of its places, not of its start.
  Floats inputs(2 * 16, 1.0f);
  const Chunk later{inputs.data(), 10, 64};
  const Dropout dropout{7, 3};
  forward(network, {&later, 1}, &dropout, alone);
  for (int u = 0; u < 6; ++u)
    CHECK(test::same_bits({alone.layer(0).mask + u * 16, 16}, {mask.data() + u * 256 + 64, 16}));
  // Without it nothing is left out.
  forward(network, {&whole, 1}, nullptr, workspace);
  CHECK(test::same_bits({workspace.output().z, 256}, {evaluate(network, whole.inputs, 256, alone), 256}));
}

TEST_CASE("a workspace holds as many floats as it says, with norms, dropout and several chunks", "[norm]") {
  const NetworkSpec spec{.inputs = 2,
                         .layers = {normalised(5, "tanh", Norm::batch, 0.1), normalised(7, "tanh", Norm::batch),
                                    normalised(3, "maxout", Norm::layer)},
                         .outputs = 2};
  // Each slot: z, slope, dz and zhat by rows, a and mask by units, the samples' 1 / sd of the layer norm; shared: mean
  // and 1 / sd of two layers, scratch. Between the layers of `prepare`: the first one's z.
  const int slot = (5 * 4 + 5 + 5) + (7 * 4 + 7) + (6 * 4 + 3 + 1) + 2 * 2, shared = 2 * 2 + 1 + 2 + 7;
  CHECK(Workspace::floats(spec) == at(slot + shared) * 256);
  CHECK(Workspace::floats(spec, 600, 600) == at(3 * slot + shared + 3 * 5) * 256);
  CHECK(Workspace(spec, 600).slots() == 3);
  CHECK(Workspace({.inputs = 2, .layers = {normalised(5, "tanh", Norm::layer)}, .outputs = 1}, 600).slots() == 1);
}

TEST_CASE("the largest batch counts what is carried over", "[norm]") {
  CHECK(largest_batch({}, 70) == 70);
  CHECK(largest_batch({16}, 70) == 16);
  CHECK(largest_batch({16, true, true}, 70) == 22);
  CHECK(largest_batch({80, true, true}, 70) == 70);
}

}  // namespace
}  // namespace nonlin

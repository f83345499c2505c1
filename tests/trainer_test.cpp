// One network being trained: batches, judging, saving, and that every data set is learned.
#include "train/trainer.hpp"

#include <algorithm>
#include <bit>
#include <catch2/catch_test_macros.hpp>
#include <limits>
#include <map>
#include <numeric>
#include <set>

#include "model/initializer.hpp"
#include "numbers.hpp"
#include "plain_network.hpp"

namespace nonlin {
namespace {

using test::Doubles;

std::size_t at(int i) { return static_cast<std::size_t>(i); }

const Pairing& binary = *find_pairing("logistic", "cross-entropy");
const Pairing& regression = *find_pairing("identity", "mse");

Network made(NetworkSpec spec, std::uint32_t seed = 2) {
  Network network(std::move(spec));
  initialize(network, {}, seed);
  return network;
}

/// `count` points of a plane with a bump, and the samples as rows.
struct Points {
  std::vector<Doubles> inputs, targets;
  SampleSet set;
  explicit Points(int count) {
    const Floats x = test::draws(at(2 * count), 61);
    for (int s = 0; s < count; ++s) {
      inputs.push_back({x[at(2 * s)], x[at(2 * s + 1)]});
      targets.push_back({static_cast<float>(std::sin(inputs.back()[0]) * inputs.back()[1])});
    }
    DataSpec spec;
    spec.points = {inputs, targets, {}, TaskKind::values};
    set = make_samples(make_dataset(spec, 1), {}, regression).train;
  }
};

const OptimizerSpec sgd{find_optimizer("sgd"), 0.05, {}};

TEST_CASE("a step takes the batch's samples in the epoch's order; a short last batch averages over its own size",
          "[trainer]") {
  const Points points(22);
  const NetworkSpec spec{.inputs = 2, .layers = {make_layer(5, test::activation("tanh"))}, .outputs = 1};
  for (bool shuffled : {true, false}) {
    EpochOrders orders(7, 22), again(7, 22);
    Trainer trainer(made(spec), regression, sgd, {}, {8, shuffled}, points.set, orders);
    Workspace workspace(spec);
    REQUIRE(trainer.steps_per_epoch() == 3);
    for (int step = 0; step < 9; ++step) {
      INFO((shuffled ? "shuffled" : "fixed") << ", step " << step);
      const Network before = trainer.network();
      const int first = step % 3 * 8, size = step % 3 == 2 ? 6 : 8;
      const auto order = again.order(shuffled ? static_cast<std::uint32_t>(step / 3) : EpochOrders::fixed);
      std::vector<Doubles> inputs, targets;
      for (int i = first; i < first + size; ++i) {
        inputs.push_back(points.inputs[at(order[at(i)])]);
        targets.push_back(points.targets[at(order[at(i)])]);
      }
      REQUIRE(trainer.step(workspace));
      CHECK(test::close(trainer.batch_loss(),
                        test::plain_mean_loss(before, test::doubles(before.parameters()), regression, inputs, targets),
                        1e-6, 1e-5));
      // The step's gradient is that of exactly these samples.
      const SampleSet batch = test::sample_set(inputs, targets);
      Floats gradient(before.parameters().size());
      const float* z = forward(before, batch.input(0), 8, workspace);
      regression.compute(z, batch.target(0), workspace.output().dz, nullptr, 1, 8, size);
      std::fill(workspace.output().dz + size, workspace.output().dz + 8, 0.0f);
      backward(before, batch.input(0), 8, workspace, gradient);
      CHECK(test::same_bits(trainer.gradient(), gradient));
    }
  }
}

TEST_CASE("each epoch takes each sample once, whatever the batch size", "[trainer]") {
  // Targets are powers of two, inputs zero, weights zero: the bias' gradient says which samples a batch held.
  constexpr int count = 20;
  std::vector<Doubles> inputs(count, Doubles{0.0}), targets;
  for (int i = 0; i < count; ++i) targets.push_back({std::ldexp(1.0, i)});
  const SampleSet set = test::sample_set(inputs, targets);
  const Network zero({.inputs = 1, .layers = {}, .outputs = 1});
  for (int size : {1, 2, 3, 7, 8, 9, 19, 20, 0}) {
    INFO(size);
    EpochOrders orders(3, count);
    Trainer trainer(zero, regression, {find_optimizer("sgd"), 0, {}}, {}, {size, true}, set, orders);
    Workspace workspace(zero.spec());
    for (int epoch = 0; epoch < 3; ++epoch) {
      std::uint32_t seen = 0;
      for (int step = 0; step < trainer.steps_per_epoch(); ++step) {
        REQUIRE(trainer.step(workspace));
        const int batch = size == 0 ? count : std::min(size, count - step * size);
        const double bias = trainer.gradient()[8];  // -2 / batch * sum of targets
        const double sum = -bias * batch / 2;
        const auto held = static_cast<std::uint32_t>(std::llround(sum));
        CHECK(test::close(sum, held, 0.3));
        CHECK((seen & held) == 0);
        CHECK(std::popcount(held) == batch);
        seen |= held;
      }
      CHECK(seen == (1u << count) - 1);
    }
  }
}

TEST_CASE("a full batch is order-free: shuffled or fixed, 0 or its size, the same bits", "[trainer]") {
  const Points points(300);
  const NetworkSpec spec{.inputs = 2, .layers = {make_layer(6, test::activation("gelu"))}, .outputs = 1};
  std::set<std::uint64_t> hashes;
  for (const BatchSpec& batch : {BatchSpec{0, true}, BatchSpec{0, false}, BatchSpec{300, true}, BatchSpec{1000, false}})
    for (std::uint32_t seed : {1u, 2u}) {
      EpochOrders orders(seed, 300);
      Trainer trainer(made(spec), regression, {}, {}, batch, points.set, orders);
      Workspace workspace(spec);
      CHECK(trainer.steps_per_epoch() == 1);
      for (int i = 0; i < 30; ++i) REQUIRE(trainer.step(workspace));
      hashes.insert(trainer.network().hash());
    }
  CHECK(hashes.size() == 1);
}

TEST_CASE("batches of more than a chunk are the mean over all their samples", "[trainer]") {
  const Points points(700);
  const NetworkSpec spec{.inputs = 2, .layers = {make_layer(5, test::activation("softplus"))}, .outputs = 1};
  for (int size : {0, 300, 513}) {
    INFO(size);
    EpochOrders orders(9, 700), again(9, 700);
    Trainer trainer(made(spec), regression, sgd, {}, {size, true}, points.set, orders);
    Workspace workspace(spec);
    for (int step = 0; step < 3; ++step) {
      const Network before = trainer.network();
      REQUIRE(trainer.step(workspace));
      std::vector<Doubles> inputs = points.inputs, targets = points.targets;
      if (size > 0) {
        const int first = step % trainer.steps_per_epoch() * size, end = std::min(700, first + size);
        const auto order = again.order(static_cast<std::uint32_t>(step / trainer.steps_per_epoch()));
        inputs.clear(), targets.clear();
        for (int i = first; i < end; ++i)
          inputs.push_back(points.inputs[at(order[at(i)])]), targets.push_back(points.targets[at(order[at(i)])]);
      }
      const auto loss = [&](const Doubles& parameters) {
        return test::plain_mean_loss(before, parameters, regression, inputs, targets);
      };
      Doubles parameters = test::doubles(before.parameters());
      CHECK(test::close(trainer.batch_loss(), loss(parameters), 1e-6, 1e-5));
      for (std::size_t i : {std::size_t{0}, std::size_t{3}, std::size_t{16}}) {
        Doubles up = parameters, down = parameters;
        up[i] += 1e-5, down[i] -= 1e-5;
        CHECK(test::close(trainer.gradient()[i], (loss(up) - loss(down)) / 2e-5, 3e-6, 3e-5));
      }
    }
  }
}

TEST_CASE("carried batches begin with what the epoch before left over", "[trainer]") {
  const NetworkSpec spec{.inputs = 2, .layers = {make_layer(3, test::activation("tanh"))}, .outputs = 1};
  struct Case {
    int count, size, steps_per_epoch, left;
  };
  for (const auto& [count, size, steps_per_epoch, left] :
       {Case{50, 8, 6, 2}, Case{50, 30, 1, 20}, Case{50, 25, 2, 0}, Case{50, 50, 1, 0}, Case{700, 300, 2, 100}})
    for (const bool shuffled : {true, false}) {
      INFO(size << (shuffled ? ", shuffled" : ", fixed"));
      const Points points(count);
      EpochOrders orders(9, count), again(9, count);
      Trainer trainer(made(spec), regression, sgd, {}, {size, shuffled, true}, points.set, orders);
      REQUIRE(trainer.steps_per_epoch() == steps_per_epoch);
      CHECK(trainer.shuffles() == (shuffled && size < count));
      Workspace workspace(spec);
      for (int step = 0; step < 3 * steps_per_epoch + 1; ++step) {
        INFO("step " << step);
        const int epoch = step / steps_per_epoch;
        const auto order = [&](int e) {
          const auto wanted = again.order(trainer.shuffles() ? static_cast<std::uint32_t>(e) : EpochOrders::fixed);
          return std::vector<int>(wanted.begin(), wanted.end());
        };
        std::vector<int> batch;
        if (epoch > 0 && step % steps_per_epoch == 0) {
          const std::vector<int> before = order(epoch - 1);
          batch.assign(before.end() - left, before.end());
        }
        const std::vector<int> own = order(epoch);
        const auto first = own.begin() + step % steps_per_epoch * size;
        batch.insert(batch.end(), first, first + size);
        std::vector<Doubles> inputs, targets;
        for (const int i : batch) inputs.push_back(points.inputs[at(i)]), targets.push_back(points.targets[at(i)]);
        const Network before = trainer.network();
        const double loss =
            test::plain_mean_loss(before, test::doubles(before.parameters()), regression, inputs, targets);
        REQUIRE(trainer.step(workspace));
        CHECK(test::close(trainer.batch_loss(), loss, 1e-6, 1e-5));
      }
      // The samples of a step depend on nothing but the step.
      const Trainer::State state = trainer.save();
      Trainer other(made(spec), regression, sgd, {}, {size, shuffled, true}, points.set, again);
      other.restore(state);
      for (int step = 0; step < 2 * steps_per_epoch; ++step) trainer.step(workspace), other.step(workspace);
      CHECK(trainer.save() == other.save());
    }
}

TEST_CASE("judging gives mean loss and accuracy over the whole set, padding not counted", "[trainer]") {
  for (int count : {1, 5, 8, 255, 300, 513}) {
    INFO(count);
    DataSpec data_spec;
    data_spec.generator = "blobs";
    data_spec.count = std::max(count, 2);
    data_spec.parameters = {{"classes", 3}};
    data_spec.noise = 0.8;
    for (std::string_view head : {"logistic", "softmax"}) {
      if (head == "logistic") data_spec.parameters["classes"] = 2;
      const Pairing& pairing = *find_pairing(head, "cross-entropy");
      const Dataset data = make_dataset(data_spec, 4);
      const SampleSet set = make_samples(data, {}, pairing).train;
      const Network network =
          made({.inputs = 2, .layers = {make_layer(4, test::activation("sine"))}, .outputs = set.targets()});
      Workspace workspace(network.spec());
      double loss = 0;
      int right = 0;
      for (int s = 0; s < data.count; ++s) {
        const Doubles z = test::plain_outputs(network, test::doubles(network.parameters()),
                                              {data.input[at(s)], data.input[at(data.count + s)]});
        Doubles t(z.size());
        const int label = static_cast<int>(data.target[at(s)]);
        if (z.size() == 1)
          t[0] = label, right += (z[0] > 0) == (label == 1);
        else
          t[at(label)] = 1, right += std::max_element(z.begin(), z.end()) - z.begin() == label;
        loss += test::plain_loss(pairing, z, t);
      }
      const Judgement got = judge(network, pairing, set, workspace);
      CHECK(test::close(got.loss, loss / data.count, 1e-6, 1e-5));
      CHECK(got.score == static_cast<double>(right) / data.count);
    }
  }
}

TEST_CASE("labels are judged one by one, values by what the head gives", "[trainer]") {
  // Without hidden layers and with weights of 1 the logits are the inputs.
  Network network({.inputs = 2, .layers = {}, .outputs = 2});
  const auto blocks = network.blocks();
  network.parameters()[at(blocks[0].offset)] = 1;
  network.parameters()[at(blocks[0].offset + 3)] = 1;
  Workspace workspace(network.spec());
  const SampleSet labels = test::sample_set({{3, -1}, {2, 2}, {-1, 0}, {-4, 1}}, {{1, 0}, {1, 0}, {1, 1}, {0, 1}});
  CHECK(judge(network, *find_pairing("sigmoids", "cross-entropy"), labels, workspace).score == 5 / 8.0);
  // Shares of a softmax, of which one at most is above a half.
  const auto shares =
      std::ranges::find_if(pairings(), [](const Pairing& p) { return p.for_labels && p.head == "softmax"; });
  CHECK(judge(network, *shares, labels, workspace).score == 6 / 8.0);

  const std::vector<std::vector<double>> logits{{-1, 2}, {0.5, -3}, {0.25, 1}};
  for (const Pairing& pairing : pairings()) {
    if (!pairing.for_values) continue;
    INFO(pairing.head << " with " << pairing.loss);
    std::vector<std::vector<double>> targets = logits;
    for (auto& row : targets)
      for (double& x : row)
        x = pairing.head == "tanh" ? std::tanh(x) : pairing.head == "logistic" ? 1 / (1 + std::exp(-x)) : x;
    CHECK(judge(network, pairing, test::sample_set(logits, targets), workspace).score > 1 - 1e-9);
    targets[0][0] += 0.5;
    CHECK(judge(network, pairing, test::sample_set(logits, targets), workspace).score < 0.999);
  }
}

TEST_CASE("an empty set is judged as not a number", "[trainer]") {
  const Network network({.inputs = 2, .layers = {}, .outputs = 1});
  Workspace workspace(network.spec());
  const Judgement got = judge(network, binary, SampleSet(2, 1, 0), workspace);
  CHECK(std::isnan(got.loss));
  CHECK(std::isnan(got.score));
}

TEST_CASE("R2 is one minus error over spread, 1 when exact, 0 for the mean, and none where targets do not vary",
          "[trainer]") {
  // A linear network that gives w x + b.
  const auto judged = [](const std::vector<Doubles>& x, const std::vector<Doubles>& t, float w, float b) {
    DataSpec spec;
    spec.points = {x, t, {}, TaskKind::values};
    const SampleSet set = make_samples(make_dataset(spec, 1), {}, regression).train;
    Network network({.inputs = 1, .layers = {}, .outputs = 1});
    network.parameters()[0] = w;
    network.parameters()[8] = b;
    Workspace workspace(network.spec());
    return judge(network, regression, set, workspace).score;
  };
  std::vector<Doubles> x, line;
  for (int i = 0; i < 300; ++i) {
    x.push_back({i / 64.0});
    line.push_back({2 * i / 64.0 - 1});
  }
  CHECK(judged(x, line, 2, -1) == 1);
  double mean = 0;
  for (const Doubles& t : line) mean += t[0] / 300;
  CHECK(test::close(judged(x, line, 0, static_cast<float>(mean)), 0, 1e-6));
  CHECK(judged(x, line, -2, 0) < -1);
  for (int i = 1; i < 60; ++i) {
    const std::vector<Doubles> constant(300, {i * 0.37});
    CHECK(std::isnan(judged(x, constant, 0, 0.2f)));
  }
  // Far from zero the spread is still seen.
  std::vector<Doubles> far = line;
  for (Doubles& t : far) t[0] += 4096;
  CHECK(judged(x, far, 2, 4095) == 1);
  CHECK(test::close(judged(x, far, 0, static_cast<float>(4096 + mean)), 0, 1e-5));
}

TEST_CASE("a step reports a loss or a parameter that is not finite", "[trainer]") {
  const SampleSet set = test::sample_set({{1e20}}, {{0}});
  EpochOrders orders(1, 1);
  Network network({.inputs = 1, .layers = {}, .outputs = 1});
  network.parameters()[0] = 1e20f;  // z overflows: so does the loss
  Workspace workspace(network.spec());
  Trainer loss(network, regression, sgd, {}, {}, set, orders);
  CHECK_FALSE(loss.step(workspace));
  // The loss is finite, 1e36, but rate times slope is not.
  network.parameters()[0] = 1e-2f;
  Trainer parameter(network, regression, {find_optimizer("sgd"), 1000, {}}, {}, {}, set, orders);
  CHECK_FALSE(parameter.step(workspace));
  CHECK(std::isfinite(parameter.batch_loss()));
}

TEST_CASE("a saved state continues bit for bit, in the same trainer and in another, for every optimiser", "[trainer]") {
  const Points points(50);
  const NetworkSpec spec{.inputs = 2, .layers = {make_layer(6, test::activation("prelu"))}, .outputs = 1};
  for (const Optimizer& row : optimizers()) {
    INFO(row.id);
    const OptimizerSpec optimizer{
        &row, 0.02, {row.parameters[0].initial, row.parameters[1].initial, row.parameters[2].initial}};
    EpochOrders orders(8, 50), fresh(8, 50);
    Workspace workspace(spec);
    Trainer a(made(spec), regression, optimizer, {0.001, 0.01}, {7, true}, points.set, orders);
    for (int i = 0; i < 33; ++i) REQUIRE(a.step(workspace));
    const Trainer::State middle = a.save();
    CHECK(middle.step == 33);
    for (int i = 0; i < 60; ++i) REQUIRE(a.step(workspace));
    const Trainer::State end = a.save();
    a.restore(middle);
    CHECK(a.save() == middle);
    Trainer b(made(spec, 99), regression, optimizer, {0.001, 0.01}, {7, true}, points.set, fresh);
    b.restore(middle);
    for (Trainer* trainer : {&a, &b}) {
      for (int i = 0; i < 60; ++i) REQUIRE(trainer->step(workspace));
      CHECK(trainer->save() == end);
    }
  }
}

/// A small network that learns each data set with Adam: activation, units of its two layers, rate, steps, loss to
/// reach.
struct Recipe {
  const char* activation;
  int units;
  double rate;
  int steps;
  double loss;
};

TEST_CASE("every data set is learned by a small network: the loss stated here is reached", "[trainer]") {
  const std::map<std::string_view, Recipe> recipes{
      {"circle", {"tanh", 6, 0.02, 400, 0.05}},     {"xor", {"relu", 8, 0.02, 400, 0.1}},
      {"blobs", {"tanh", 4, 0.02, 300, 0.1}},       {"spiral", {"tanh", 16, 0.02, 800, 0.05}},
      {"moons", {"gelu", 8, 0.02, 400, 0.1}},       {"checkerboard", {"sine", 24, 0.02, 1500, 0.2}},
      {"plane", {"tanh", 6, 0.02, 400, 0.02}},      {"sine", {"tanh", 12, 0.02, 1000, 0.02}},
      {"step", {"tanh", 8, 0.02, 800, 0.02}},       {"abs", {"relu", 8, 0.02, 500, 0.01}},
      {"two-tone", {"sine", 24, 0.02, 1500, 0.05}}, {"sinc", {"tanh", 12, 0.02, 1000, 0.01}},
      {"venn", {"tanh", 12, 0.02, 600, 0.1}},       {"halves", {"tanh", 12, 0.02, 600, 0.1}},
      {"tfp-circle", {"tanh", 8, 0.02, 300, 0.05}}, {"tfp-xor", {"relu", 8, 0.02, 300, 0.1}},
      {"tfp-gauss", {"tanh", 4, 0.02, 200, 0.05}},  {"tfp-spiral", {"tanh", 20, 0.02, 900, 0.05}},
      {"tfp-plane", {"tanh", 6, 0.02, 200, 0.01}},  {"tfp-gauss-plane", {"tanh", 20, 0.02, 900, 0.01}}};
  CHECK(generators().size() == recipes.size());
  for (const Generator& generator : generators()) {
    INFO(generator.id);
    const Recipe& recipe = recipes.at(generator.id);
    DataSpec data_spec;
    data_spec.generator = generator.id;
    const Dataset data = make_dataset(data_spec, 12);
    const Pairing& pairing = data.kind == TaskKind::classes  ? binary
                             : data.kind == TaskKind::labels ? *find_pairing("sigmoids", "cross-entropy")
                                                             : regression;
    const Samples samples = make_samples(data, {}, pairing);
    const NetworkSpec spec{.inputs = data.inputs,
                           .layers = std::vector(2, make_layer(recipe.units, test::activation(recipe.activation))),
                           .outputs = data.targets};
    EpochOrders orders(12, data.train_count);
    Trainer trainer(made(spec, 12), pairing, {find_optimizer("adam"), recipe.rate, {0.9, 0.999, 1e-8}}, {}, {},
                    samples.train, orders);
    Workspace workspace(spec);
    const double before = judge(trainer.network(), pairing, samples.train, workspace).loss;
    for (int i = 0; i < recipe.steps; ++i) REQUIRE(trainer.step(workspace));
    const Judgement after = judge(trainer.network(), pairing, samples.train, workspace);
    INFO("loss " << after.loss << ", score " << after.score);
    CHECK(after.loss <= recipe.loss);
    CHECK(after.loss < before / 3);
    CHECK(after.score > 0.85);
  }
}

TEST_CASE("spirals are learned with every head and loss for classes", "[trainer]") {
  for (const auto& [head, loss, classes] : {std::tuple{"softmax", "cross-entropy", 4.0},
                                            {"softmax", "cross-entropy", 2.0},
                                            {"softmax", "mse", 3.0},
                                            {"identity", "multi-hinge", 3.0},
                                            {"logistic", "hinge", 2.0},
                                            {"logistic", "mse", 2.0},
                                            {"tanh", "half-mse", 2.0}}) {
    DataSpec data_spec;
    data_spec.generator = "spiral";
    data_spec.parameters = {{"classes", classes}, {"turns", 1}};
    data_spec.count = 200;
    const Pairing& pairing = *find_pairing(head, loss);
    const Samples samples = make_samples(make_dataset(data_spec, 12), {}, pairing);
    const NetworkSpec spec{.inputs = 2,
                           .layers = std::vector(2, make_layer(16, test::activation("tanh"))),
                           .outputs = samples.train.targets()};
    EpochOrders orders(12, 200);
    Trainer trainer(made(spec, 12), pairing, {find_optimizer("adam"), 0.02, {0.9, 0.999, 1e-8}}, {}, {32, true},
                    samples.train, orders);
    Workspace workspace(spec);
    for (int i = 0; i < 1000; ++i) REQUIRE(trainer.step(workspace));
    INFO(head << ", " << classes);
    CHECK(judge(trainer.network(), pairing, samples.train, workspace).score > 0.97);
  }
}

}  // namespace
}  // namespace nonlin

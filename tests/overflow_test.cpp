// Sizes of a step's numbers, and where they stop being finite.
#include "probe/overflow.hpp"

#include <catch2/catch_test_macros.hpp>
#include <cmath>

#include "numbers.hpp"
#include "probe/signals.hpp"
#include "probe_networks.hpp"
#include "race/questions.hpp"
#include "race_specs.hpp"

namespace nonlin {
namespace {

using test::all_runs;
using test::forever;
using test::put;
using test::read;

std::size_t at(int i) { return static_cast<std::size_t>(i); }

/// 1-1-1-1 with ReLU and weights 1, biases 0, on the point (1, 0.5).
struct Chain {
  Network network = [] {
    Network made({.inputs = 1,
                  .layers = {make_layer(1, test::activation("relu")), make_layer(1, test::activation("relu"))},
                  .outputs = 1});
    for (const char* name : {"W0", "W1", "W2"}) put(made, name, {1});
    return made;
  }();
  OptimizerSpec optimizer{find_optimizer("sgd"), 0.1, {}};

  StepSizes sizes() const {
    SampleSet set = test::set_of({{1}}, {0.5f});
    EpochOrders orders(0, 1);
    const Trainer trainer(network, *find_pairing("identity", "half-mse"), optimizer, {}, {}, set, orders);
    Workspace workspace(network.spec());
    return step_sizes(trainer, workspace);
  }
  LayerSize layer(int l) const {
    const std::vector<double> numbers = sizes().numbers;
    const double* x = numbers.data() + 1 + 4 * l;
    return {x[0], x[1], x[2], x[3]};
  }
  /// "z 1" for the z of layer 1, "gradient W2" ...
  std::vector<std::string> overflows() const {
    std::vector<std::string> list;
    for (const Overflow& o : sizes().overflows)
      list.push_back(std::string(id_of(o.part)) + " " + (o.block.empty() ? std::to_string(o.layer) : o.block));
    REQUIRE_FALSE(list.empty());
    return list;
  }
};

TEST_CASE("sizes of a step's numbers, layer by layer", "[overflow]") {
  Chain chain;
  put(chain.network, "W1", {3});
  put(chain.network, "W2", {-2});
  put(chain.network, "b1", {-4});  // z: 1, -1, 0
  const StepSizes shut = chain.sizes();
  CHECK(shut.finite);
  CHECK(shut.overflows.empty());
  REQUIRE(shut.numbers.size() == 13);
  CHECK(shut.numbers[0] == 0.125);
  CHECK(chain.layer(0).z == 1);
  CHECK(chain.layer(1).z == 1);
  CHECK(chain.layer(1).weights == 5);
  CHECK(chain.layer(2).delta == 0.5);
  CHECK(chain.layer(1).delta == 0);
  put(chain.network, "b1", {-2});  // z: 1, 1, -2; delta: 15, 5, -2.5
  CHECK(chain.layer(2).z == 2);
  CHECK(chain.layer(2).delta == 2.5);
  CHECK(chain.layer(1).delta == 5);
  CHECK(chain.layer(0).delta == 15);
  CHECK(test::close(chain.layer(0).gradient, 15 * std::sqrt(2.0), 1e-6));
}

TEST_CASE("the first number that is not finite is found where the step computes it", "[overflow]") {
  Chain chain;
  SECTION("huge weights: the pre-activation of their layer") {
    put(chain.network, "W0", {1e20f});
    put(chain.network, "W1", {1e20f});
    CHECK(chain.overflows().front() == "z 1");
    CHECK_FALSE(chain.sizes().finite);
    CHECK(std::isinf(chain.layer(1).z));
    CHECK(chain.layer(0).z == 1e20f);
  }
  SECTION("an activation that squares") {
    chain.network = Network({.inputs = 1, .layers = {make_layer(1, test::activation("squared-relu"))}, .outputs = 1});
    put(chain.network, "W0", {1e20f});
    CHECK(chain.overflows().front() == "a 0");
  }
  SECTION("the loss") {
    put(chain.network, "W2", {1e25f});
    CHECK(chain.overflows().front() == "loss 0");
  }
  SECTION("the backward signal") {
    put(chain.network, "W1", {1e-15f});  // z: 1, 1e-15, 1e15; the delta of 1e15 goes back through 1e30
    put(chain.network, "W2", {1e30f});
    const auto found = chain.overflows();
    CHECK(found.front() == "delta 1");
    CHECK(std::ranges::find(found, "delta 2") == found.end());
  }
  SECTION("a gradient") {
    put(chain.network, "W0", {1e25f});  // a: 1e25, 1e25; the output's delta, 1e18, is what rounding leaves
    put(chain.network, "b2", {-1e25f});
    put(chain.network, "W2", {1.0000002f});
    CHECK(chain.overflows().front() == "gradient W2");
  }
  SECTION("a moment") {
    chain.optimizer = {find_optimizer("adagrad"), 0.1, {1e-10}};
    put(chain.network, "W0", {1e12f});
    put(chain.network, "W2", {1e-2f});  // gradients of 1e20 to 1e22, whose squares are too large
    CHECK(chain.overflows().front().starts_with("moment "));
  }
  SECTION("a huge rate: the parameters whose gradient is the largest") {
    chain.optimizer.rate = 1e38;
    put(chain.network, "W1", {30});  // z: 1, 30, 3; gradients of the weights: 7.5, 0.25, 75
    put(chain.network, "W2", {0.1f});
    CHECK(chain.overflows() == std::vector<std::string>{"parameter W0", "parameter b0", "parameter W2"});
  }
}

/// Runs lane 0 of `json` until it diverges and restores what the page restores: the last finite state.
struct Wreck {
  RaceSpec spec;
  Race race, looked;
  explicit Wreck(const std::string& json)
      : spec(read(json)), race(spec, all_runs(spec), 1), looked(spec, all_runs(spec), 1) {
    race.advance(1000, forever);
    REQUIRE(race.runs()[0].state == RunState::diverged);
    looked.restore(0, race.save(0));
  }
  int died() const { return race.runs()[0].state_step; }
};
const std::string deep = R"({"data": {"generator": "circle", "count": 128, "noise": 0.05},
    "network": {"layers": [{"units": 16}, {"units": 16}, {"units": 16}, {"units": 16}, {"units": 16}, {"units": 16}]},
    "optimizer": {"id": "sgd", "rate": 0.5}, "stop": {"steps": 250}, "lanes": [{"activation": "squared-relu"}]})";
const std::string fast = R"({"data": {"count": 60}, "network": {"layers": [{"units": 8}, {"units": 8}]},
    "optimizer": {"id": "sgd", "rate": 100}, "batch": {"size": 8}, "stop": {"steps": 200},
    "lanes": [{"activation": "relu"}]})";

TEST_CASE("question autopsy: the step a run diverged in, and the sizes of the steps before", "[questions]") {
  for (const std::string& json : {deep, fast}) {
    Wreck wreck(json);
    Study study;
    const Value answer = ask(wreck.looked, 0, "autopsy", {}, study);
    const auto number = [&](const char* key) { return *answer.find(key)->as<double>(); };
    CHECK(*answer.find("finite")->as<bool>() == false);
    REQUIRE(*answer.find("done")->as<bool>());
    CHECK(*answer.find("met")->as<bool>());
    CHECK(number("step") == wreck.died());
    CHECK_FALSE(answer.find("overflows")->as<Array>()->empty());
    const int first = static_cast<int>(number("first")), last = wreck.died();
    CHECK(first == std::max(1, last - Growth::window));
    const Floats64& numbers = *answer.find("numbers")->as<Floats64>();
    const std::size_t each = numbers.size() / at(last - first + 1);
    // Every step anew, from the start.
    Race again(wreck.spec, all_runs(wreck.spec), 1);
    again.advance(first - 1, forever);
    for (int step = first; step <= last; ++step) {
      const StepSizes sizes = step_sizes(again.runs()[0].trainer, *again.runs()[0].workspace);
      CHECK(sizes.finite == (step < last));
      REQUIRE(sizes.numbers.size() == each);
      for (std::size_t i = 1; i < each; ++i) CHECK(numbers[at(step - first) * each + i] == sizes.numbers[i]);
      again.advance(step, forever);
      if (step < last) CHECK(again.runs()[0].trainer.batch_loss() == numbers[at(step - first) * each]);
    }
    CHECK(*ask(wreck.looked, 0, "autopsy", {}, study).find("overflows") == *answer.find("overflows"));
  }
}

TEST_CASE("question autopsy: of a run that goes on there is none, of an edited one only the last step", "[questions]") {
  const RaceSpec spec = read(fast);
  Race race(spec, all_runs(spec), 1);
  CHECK(ask(race, 0, "autopsy", {}) == Value(object_of("finite", true)));
  Wreck wreck(fast);
  Snapshot edited = wreck.race.save(0);
  edited.state.parameters[0] = 1e30f;
  wreck.looked.restore(0, edited);
  const Value answer = ask(wreck.looked, 0, "autopsy", {});
  CHECK(*answer.find("met")->as<bool>() == false);
  CHECK(answer.find("numbers")->as<Floats64>()->size() == 13);
  CHECK(*answer.find("first")->as<double>() == *answer.find("step")->as<double>());
}

}  // namespace
}  // namespace nonlin

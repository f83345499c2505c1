// One step taken apart: it is the step that training takes, bit for bit, and its numbers add up.
#include "probe/walk.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_exception.hpp>
#include <cmath>

#include "numbers.hpp"
#include "race/questions.hpp"
#include "race_specs.hpp"

namespace nonlin {
namespace {

using test::all_runs;
using test::forever;
using test::read;

std::size_t at(int i) { return static_cast<std::size_t>(i); }

/// Every way of training that changes what a step does.
std::vector<std::string> specs() {
  std::vector<std::string> list{test::every_activation, test::normalised};
  std::string lanes;
  for (const Optimizer& row : optimizers())
    lanes += R"(, {"activation": "tanh", "set": {"optimizer.id": ")" + std::string(row.id) + R"("}})";
  const std::string rest = R"("stop": {"steps": 50}, "lanes": [{"activation": "relu"})" + lanes + "]}";
  list.push_back(R"({"data": {"count": 40}, "network": {"layers": [{"units": 4}]}, )" + rest);
  list.push_back(R"({"data": {"count": 40}, "network": {"layers": [{"units": 4, "dropout": 0.5}, {"units": 3}]},
      "batch": {"size": 7}, "regularization": {"l1": 0.01, "l2": 0.1, "decay": 0.2, "activations": 0.01},
      "optimizer": {"id": "sgd", "rate": 0.1, "clip": 0.5, "schedule": {"id": "step", "every": 3, "factor": 0.5}}, )" +
                 rest);
  list.push_back(R"({"data": {"generator": "venn", "count": 300}, "network": {"layers": [{"units": 4}]},
      "batch": {"size": 290, "leftover": "carry"}, "regularization": {"l1": 0.01, "l1Zero": "stay"}, )" +
                 rest);
  list.push_back(
      R"({"data": {"generator": "blobs", "count": 40, "parameters": {"classes": 3}}, "network": {"layers": []}, )" +
      rest);
  list.push_back(R"({"data": {"generator": "sine", "count": 300}, "network": {"layers": [{"units": 4}]},
      "loss": "huber", "changes": [{"step": 3, "set": {"data.noise": 0.2, "optimizer.rate": 0.02}}], )" +
                 rest);
  return list;
}

TEST_CASE("a step taken apart is the run's next step, bit for bit, and alters nothing", "[walk]") {
  for (const std::string& json : specs()) {
    const RaceSpec spec = read(json);
    Race race(spec, all_runs(spec), 1000);
    for (int step = 0; step < 6; ++step) {
      std::vector<StepWalk> walks;
      for (Race::Run& run : race.runs()) {
        const Trainer::State before = run.trainer.save();
        walks.push_back(walk_step(run.trainer, step, *run.workspace));
        CHECK(run.trainer.save() == before);
        CHECK(walks.back().before == before);
      }
      race.advance(step + 1, forever);
      for (std::size_t i = 0; i < walks.size(); ++i) {
        const Race::Run& run = race.runs()[i];
        INFO(run.experiment->name << ", step " << step << " of " << json.substr(0, 60));
        CHECK(walks[i].after == run.trainer.save());
        if (spec.changes.empty()) {
          CHECK(walks[i].batch_loss == run.trainer.batch_loss());
          CHECK(test::same_bits(walks[i].used, run.trainer.gradient()));
        }
        REQUIRE(at(walks[i].place) < walks[i].batch.size());
      }
    }
  }
}

TEST_CASE("the numbers of a step taken apart follow from each other", "[walk]") {
  for (const std::string& json : specs()) {
    const RaceSpec spec = read(json);
    Race race(spec, all_runs(spec), 1000);
    race.advance(4, forever);
    for (Race::Run& run : race.runs()) {
      INFO(run.experiment->name << " of " << json.substr(0, 60));
      const StepWalk walk = walk_step(run.trainer, 2, *run.workspace);
      const Network& network = run.trainer.network();
      const auto parameters = network.parameters();
      const int last = static_cast<int>(network.layers().size()) - 1;
      const double batch = static_cast<double>(walk.batch.size());
      for (int l = 0; l <= last; ++l) {
        const LayerView& view = network.layers()[at(l)];
        const LayerWalk& layer = walk.layers[at(l)];
        if (l > 0) CHECK(layer.inputs == walk.layers[at(l - 1)].a);
        for (int r = 0; r < view.rows; ++r) {
          double sum = view.biases < 0 ? 0 : parameters[at(view.biases + r)];
          for (int j = 0; j < view.inputs; ++j)
            sum += static_cast<double>(parameters[at(view.weights + r * view.inputs + j)]) * layer.inputs[at(j)];
          if (layer.hat.empty())
            CHECK(test::close(layer.z[at(r)], sum, 1e-5, 1e-5));
          else
            CHECK(test::close(layer.z[at(r)],
                              parameters[at(view.gamma + r)] * layer.hat[at(r)] + parameters[at(view.beta + r)], 1e-5));
        }
        if (l == last) continue;
        const LayerView& next = network.layers()[at(l + 1)];
        for (int u = 0; u < view.units; ++u) {
          double sum = 0;
          for (int r = 0; r < next.rows; ++r)
            sum += static_cast<double>(parameters[at(next.weights + r * next.inputs + u)]) *
                   walk.layers[at(l + 1)].delta[at(r)];
          CHECK(test::close(layer.arriving[at(u)], sum, 1e-6, 1e-5));
          if (!layer.hat.empty()) continue;  // its delta depends on the whole batch
          const double a = layer.a[at(u)], activity = run.experiment->regularization.activations / batch;
          double arrives = layer.arriving[at(u)] + (a > 0 ? activity : a < 0 ? -activity : 0);
          if (!layer.mask.empty()) arrives *= layer.mask[at(u)];
          for (int p = 0; p < view.pieces; ++p) {
            const int row = u * view.pieces + p;
            CHECK(test::close(layer.delta[at(row)], layer.slope[at(row)] * arrives, 1e-7, 1e-5));
          }
        }
      }
    }
  }
}

TEST_CASE("the losses of a step taken apart are those of its sample and of its batch before and after", "[walk]") {
  const RaceSpec spec = read(R"({"data": {"generator": "sine", "count": 20}, "network": {"layers": [{"units": 3}]},
      "lanes": [{"activation": "tanh"}]})");
  Race race(spec, all_runs(spec), 1);
  Race::Run& run = race.runs()[0];
  double sum = 0;
  StepWalk walk;
  for (int s = 0; s < 20; ++s) {
    walk = walk_step(run.trainer, s, *run.workspace);
    CHECK(walk.batch[at(walk.place)] == s);
    sum += walk.sample_loss;
    const StepWalk alone = walk_alone(run.trainer, s, *run.workspace);
    CHECK(alone.batch == std::vector{s});
    CHECK(alone.batch_loss == walk.sample_loss);
    CHECK(alone.sample_loss == walk.sample_loss);
    CHECK(alone.target == walk.target);
  }
  CHECK(test::close(sum / 20, run.records.back().train.loss, 1e-7));
  CHECK(test::close(walk.batch_loss, run.records.back().train.loss, 1e-7));
  race.advance(1, forever);
  CHECK(test::close(walk.loss_after, run.records.back().train.loss, 1e-7));
}

TEST_CASE("a step on one sample alone is what a batch of one takes", "[walk]") {
  const std::string lanes = R"("lanes": [{"activation": "prelu"}, {"activation": "maxout"}, {"activation": "glu"}]})";
  const RaceSpec spec = read(R"({"data": {"count": 12}, "network": {"layers": [{"units": 3}, {"units": 2}]},
      "optimizer": {"id": "momentum"}, "batch": {"size": 1, "order": "fixed"}, )" +
                             lanes);
  Race race(spec, all_runs(spec), 1000);
  for (int step = 0; step < 12; ++step) {
    for (Race::Run& run : race.runs()) {
      const StepWalk real = walk_step(run.trainer, 5, *run.workspace);
      CHECK(real.batch == std::vector{step});  // 5 is not in it
      CHECK(walk_alone(run.trainer, step, *run.workspace).after == real.after);
      CHECK(walk_alone(run.trainer, step, *run.workspace).loss_after == real.loss_after);
    }
    race.advance(step + 1, forever);
  }
}

TEST_CASE("a step on one sample alone makes no sense where a batch is normalised", "[walk]") {
  const RaceSpec spec = read(test::normalised);
  Race race(spec, all_runs(spec), 1000);
  Object options = object_of("alone", true);
  CHECK_THROWS_MATCHES(
      ask(race, 0, "step", options), std::invalid_argument,
      Catch::Matchers::Message("step.alone: a sample alone has no batch to be normalised over; allowed: false"));
}

TEST_CASE("question step: the numbers of one unit, its bias the last", "[questions]") {
  const RaceSpec spec = read(R"({"data": {"count": 30}, "network": {"layers": [{"units": 4}, {"units": 3}]},
      "batch": {"size": 10}, "lanes": [{"activation": "maxout"}, {"activation": "tanh"}]})");
  Race race(spec, all_runs(spec), 1000);
  race.advance(3, forever);
  for (std::size_t i = 0; i < 2; ++i) {
    Race::Run& run = race.runs()[i];
    const Network& network = run.trainer.network();
    const StepWalk walk = walk_step(run.trainer, 7, *run.workspace);
    for (int l = 0; l < 3; ++l)
      for (int u = 0; u < network.layers()[at(l)].units; ++u) {
        const LayerView& view = network.layers()[at(l)];
        const Value answer = ask(race, i, "step", object_of("sample", 7, "layer", l, "unit", u));
        const Value& unit = *answer.find("unit");
        const int piece = static_cast<int>(*unit.find("piece")->as<double>()), row = u * view.pieces + piece;
        const auto floats = [&](const char* key) -> const Floats32& { return *unit.find(key)->as<Floats32>(); };
        REQUIRE(floats("w").size() == at(view.inputs + 1));
        for (int j = 0; j <= view.inputs; ++j) {
          const auto k = at(j < view.inputs ? view.weights + row * view.inputs + j : view.biases + row);
          CHECK(floats("w")[at(j)] == walk.before.parameters[k]);
          CHECK(floats("next")[at(j)] == walk.after.parameters[k]);
          CHECK(floats("gradient")[at(j)] == walk.gradient[k]);
          CHECK(floats("used")[at(j)] == walk.used[k]);
          CHECK(floats("vNext")[at(j)] == walk.after.moment2[k]);
          CHECK(floats("x")[at(j)] == (j < view.inputs ? walk.layers[at(l)].inputs[at(j)] : 1));
        }
        const Floats32& z = floats("z");
        CHECK(std::ranges::max(z) == z[at(piece)]);
        CHECK(*unit.find("delta")->as<double>() == walk.layers[at(l)].delta[at(row)]);
        if (l < 2) {
          CHECK(floats("back").size() == at(network.layers()[at(l + 1)].rows));
          CHECK(floats("back")[0] == walk.before.parameters[at(network.layers()[at(l + 1)].weights + u)]);
        }
      }
  }
  CHECK_THROWS_AS(ask(race, 0, "step", object_of("layer", 2, "unit", 1)), std::invalid_argument);
  CHECK_THROWS_AS(ask(race, 0, "step", object_of("layer", 3)), std::invalid_argument);
  CHECK_THROWS_AS(ask(race, 0, "step", object_of("sample", 30)), std::invalid_argument);
}

}  // namespace
}  // namespace nonlin

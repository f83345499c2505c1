// The race: slicing changes nothing, certificates, the six states, divergence, budgets, saved states, memory.
#include "race/race.hpp"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <catch2/matchers/catch_matchers_exception.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>
#include <cmath>
#include <set>
#include <string>

#include "app/cli_json.hpp"
#include "numbers.hpp"
#include "race_specs.hpp"

namespace nonlin {
namespace {

using test::all_runs;
using test::every_activation;
using test::forever;
using test::hashes;
using test::read;

/// 2-6-1, several lanes, mini-batches that do not divide the set, a test set.
const std::string small =
    R"({"seed": 4, "seeds": 2, "data": {"generator": "moons", "count": 60, "trainShare": 0.7},
        "network": {"layers": [{"units": 6}]}, "optimizer": {"id": "adam", "rate": 0.02}, "batch": {"size": 10}, "stop": {"steps": 200},
        "lanes": [{"activation": "tanh"}, {"activation": "prelu"}, {"activation": "maxout"}, {"activation": "step"}]})";

TEST_CASE("results are the same in one go and in slices, whatever the order of the runs and of the records", "[race]") {
  const RaceSpec spec = read(GENERATE(small, test::normalised));
  Race whole(spec, all_runs(spec), 10);
  REQUIRE(whole.advance(200, forever));
  for (const Race::Run& run : whole.runs()) CHECK(run.trainer.steps() == 200);
  const auto want = hashes(whole);
  CHECK(std::set(want.begin(), want.end()).size() == want.size());
  for (std::uint32_t trial = 0; trial < 6; ++trial) {
    INFO("trial " << trial);
    std::vector<RunId> runs = all_runs(spec);
    std::vector<std::size_t> place(runs.size());
    for (std::size_t i = 0; i < runs.size(); ++i) place[i] = i;
    for (std::size_t i = runs.size() - 1; i > 0; --i) {
      const auto j = static_cast<std::size_t>(test::pick(trial, static_cast<std::uint32_t>(i), 0, static_cast<int>(i)));
      std::swap(runs[i], runs[j]);
      std::swap(place[i], place[j]);
    }
    Race sliced(spec, runs, test::pick(trial, 100, 1, 50));
    int to = 0;
    for (std::uint32_t call = 0; to < 200 || !sliced.advance(200, 0); ++call) {
      REQUIRE(call < 100000);
      to = std::max(to, test::pick(trial, 200 + call, 0, 230));
      sliced.advance(to, test::pick(trial, 300 + call, 0, 2) * 0.1);
      if (call % 7 == 0) sliced.set_every(test::pick(trial, 400 + call, 1, 60));
    }
    const auto got = hashes(sliced);
    for (std::size_t i = 0; i < got.size(); ++i) CHECK(got[i] == want[place[i]]);
  }
}

TEST_CASE("a run is the same alone and among others", "[race]") {
  const RaceSpec spec = read(small);
  Race together(spec, all_runs(spec), 50);
  together.advance(200, forever);
  for (std::size_t i = 0; i < together.runs().size(); ++i) {
    const RunId only[] = {together.runs()[i].id};
    Race alone(spec, only, 7);
    alone.advance(200, forever);
    CHECK(hashes(alone)[0] == hashes(together)[i]);
  }
}

TEST_CASE("no run passes the step asked for, and advancing says when all are there", "[race]") {
  const RaceSpec spec = read(small);
  Race race(spec, all_runs(spec), 10);
  CHECK(race.budget() == 200);
  for (int to : {1, 2, 15, 15, 3, 100}) {
    REQUIRE(race.advance(to, forever));
    for (const Race::Run& run : race.runs()) CHECK(run.trainer.steps() == std::max(to, to == 3 ? 15 : 0));
  }
  // Without time, a call still makes some way.
  int calls = 0;
  while (!race.advance(200, 0)) REQUIRE(++calls < 100000);
  CHECK(race.advance(1'000'000, forever));
  for (const Race::Run& run : race.runs()) CHECK(run.trainer.steps() == 200);
}

TEST_CASE("records are at step 0, every K, the end of each stretch and no step twice; they are what judging says",
          "[race]") {
  const RaceSpec spec = read(small);
  Race race(spec, all_runs(spec), 30);
  race.advance(65, forever);
  race.set_every(50);
  race.advance(200, forever);
  for (const Race::Run& run : race.runs()) {
    std::vector<int> steps;
    double before = 0;
    for (const Record& record : run.records) {
      steps.push_back(record.step);
      CHECK(std::isfinite(record.train.loss));
      CHECK(std::isfinite(record.test.loss));
      CHECK((record.train.score >= 0 && record.train.score <= 1));
      CHECK(record.milliseconds >= before);
      before = record.milliseconds;
    }
    CHECK(steps == std::vector<int>{0, 30, 60, 100, 150, 160, 200});  // 160: the last fifth begins
    Workspace workspace(run.trainer.network().spec());
    const Judgement train = judge(run.trainer.network(), *run.experiment->pairing, run.samples->train, workspace);
    CHECK(run.records.back().train.loss == train.loss);
    CHECK(run.records.back().train.score == train.score);
    CHECK(run.records.back().test.loss ==
          judge(run.trainer.network(), *run.experiment->pairing, run.samples->test, workspace).loss);
    CHECK(run.samples->test.count() == 18);
  }
}

TEST_CASE("without a test set its loss and score are not numbers", "[race]") {
  const RaceSpec spec = read(R"({"data": {"count": 20}, "stop": {"steps": 2}, "lanes": [{"activation": "relu"}]})");
  Race race(spec, all_runs(spec), 1);
  race.advance(2, forever);
  CHECK(std::isnan(race.runs()[0].records.back().test.loss));
  CHECK(std::isnan(race.runs()[0].records.back().test.score));
}

TEST_CASE("the certificate is one for all default lanes and every step, and starting hashes tell what differs",
          "[race]") {
  const RaceSpec spec = read(every_activation);
  Race race(spec, all_runs(spec), 100);
  std::set<std::uint64_t> starts;
  for (int step : {0, 1, 7, 8, 9, 30}) {
    race.advance(step, forever);
    const Certificate first = race.certificate(race.runs()[0]);
    for (const Race::Run& run : race.runs()) {
      const Certificate own = race.certificate(run);
      CHECK(own.data == first.data);
      CHECK(own.draws == first.draws);
      CHECK(own.order == first.order);
      if (step == 0) {
        CHECK(run.start_hash == run.trainer.network().hash());
        starts.insert(run.start_hash);
      }
    }
  }
  // He, LeCun, Xavier, and learned parameters, shared ones and pieces, also with He.
  CHECK(starts.size() == 10);
}

TEST_CASE("the certificate differs when data, noise, split, shape, seed or order differ, each in its own part",
          "[race]") {
  const auto certificate = [](const std::string& changed) {
    const RaceSpec spec =
        read(R"({"data": {"generator": "moons", "count": 40, )" + changed + R"(, "lanes": [{"activation": "tanh"}]})");
    const RunId only[] = {{0, spec.seeds - 1}};
    Race race(spec, only, 10);
    race.advance(9, forever);
    return race.certificate(race.runs()[0]);
  };
  const std::string batch = R"(, "batch": {"size": 10})";
  const Certificate base = certificate(R"("noise": 0.1})" + batch);
  const Certificate noise = certificate(R"("noise": 0.1000001})" + batch);
  CHECK(noise.data != base.data);
  CHECK(noise.draws == base.draws);
  CHECK(noise.order == base.order);
  const Certificate shape = certificate(R"("noise": 0.1}, "network": {"layers": [{"units": 5}]})" + batch);
  CHECK(shape.data == base.data);
  CHECK(shape.draws != base.draws);
  CHECK(shape.order == base.order);
  const Certificate seed = certificate(R"("noise": 0.1}, "seed": 1)" + batch),
                    second = certificate(R"("noise": 0.1}, "seed": 0, "seeds": 2)" + batch);
  CHECK((seed.data != base.data && seed.draws != base.draws && seed.order != base.order));
  CHECK(seed.data == second.data);
  CHECK(seed.draws == second.draws);
  CHECK(seed.order == second.order);
  const Certificate split = certificate(R"("noise": 0.1, "trainShare": 0.5})" + batch);
  CHECK(split.data != base.data);
  const Certificate inputs = certificate(R"("noise": 0.1}, "inputs": {"scale": 2})" + batch);
  CHECK(inputs.data != base.data);
  const Certificate fixed = certificate(R"("noise": 0.1}, "batch": {"size": 10, "order": "fixed"})");
  CHECK((fixed.data == base.data && fixed.draws == base.draws && fixed.order != base.order));
}

TEST_CASE("where nothing is shuffled the certificate's order is that of the samples, at every step", "[race]") {
  for (const char* batch : {R"({"size": "all"})", R"({"size": 20})", R"({"size": 7, "order": "fixed"})"}) {
    const RaceSpec spec = read(
        R"({"data": {"count": 20}, "network": {"layers": []}, "stop": {"steps": 200}, "lanes": [{"name": "base"}], "batch": )" +
        std::string(batch) + "}");
    Race race(spec, all_runs(spec), 1000);
    const std::uint64_t order = EpochOrders(77, 20).hash(EpochOrders::fixed);
    for (int step : {0, 1, 50, 200}) {
      race.advance(step, forever);
      CHECK(race.certificate(race.runs()[0]).order == order);
    }
  }
}

TEST_CASE("a run that reached its target has learned, and trains on to the budget", "[race]") {
  const RaceSpec spec = read(R"({"data": {"generator": "blobs", "noise": 0.2}, "network": {"layers": [{"units": 4}]},
                                 "optimizer": {"id": "adam", "rate": 0.05}, "stop": {"steps": 200, "target": {"loss": 0.2}}, "lanes": [{"activation": "tanh"}]})");
  Race race(spec, all_runs(spec), 5);
  race.advance(200, forever);
  const Race::Run& run = race.runs()[0];
  CHECK(run.state == RunState::learned);
  CHECK(run.trainer.steps() == 200);
  const auto first = std::ranges::find_if(run.records, [](const Record& record) { return record.train.loss <= 0.2; });
  REQUIRE(first != run.records.end());
  CHECK(first->step > 0);
  CHECK(run.state_step == first->step);
  CHECK(id_of(run.state) == "learned");
}

TEST_CASE("a target may be a score", "[race]") {
  const RaceSpec spec =
      read(R"({"data": {"generator": "plane"}, "network": {"layers": []}, "optimizer": {"id": "adam", "rate": 0.05},
                                 "stop": {"steps": 300, "target": {"score": 0.8}}, "lanes": [{"name": "line"}]})");
  Race race(spec, all_runs(spec), 5);
  race.advance(300, forever);
  const Race::Run& run = race.runs()[0];
  REQUIRE(run.state == RunState::learned);
  for (const Record& record : run.records)
    if (record.step <= run.state_step) CHECK((record.train.score >= 0.8) == (record.step == run.state_step));
}

TEST_CASE("at the budget a run that did not learn is slow if its loss fell by 2 % over the last fifth, else stuck",
          "[race]") {
  // A linear network on zero inputs: the loss is (b - 1)^2, and each step keeps 1 - 2 rate of b - 1. Over 20 of 100
  // steps the loss falls to (1 - 2 rate)^40: 2 % at a rate of 2.525e-4.
  for (const auto& [rate, state] :
       {std::pair{2.4e-4, RunState::stuck}, {2.6e-4, RunState::slow}, {0.05, RunState::slow}}) {
    for (int every : {1, 7, 1000}) {
      INFO("rate " << rate << ", every " << every);
      const std::string json =
          R"({"data": {"points": {"inputs": [[0], [0]], "targets": [[1], [1]], "kind": "values"}}, "network": {"layers": []},
         "optimizer": {"id": "sgd", "rate": )" +
          std::to_string(rate) + R"(}, "stop": {"steps": 100, "target": {"loss": 0}}, "lanes": [{"name": "line"}]})";
      const RaceSpec spec = read(json);
      Race race(spec, all_runs(spec), every);
      race.advance(99, forever);
      CHECK(race.runs()[0].state == RunState::running);
      race.advance(100, forever);
      CHECK(race.runs()[0].state == state);
      CHECK(race.runs()[0].state_step == -1);
    }
  }
}

/// One lane that diverges: a linear unit whose weight is multiplied by about -1e4 with every step; beside it one that
/// learns.
std::string diverging(int steps) {
  return R"({"data": {"points": {"inputs": [[100], [-100], [50], [-50]], "targets": [[100], [-100], [50], [-50]], "kind": "values"}},
             "network": {"layers": [{"units": 1, "activation": "lane"}]}, "optimizer": {"id": "sgd", "rate": 0.00001},
             "stop": {"steps": )" +
         std::to_string(steps) + R"(}, "lanes": [{"activation": "identity"},
             {"name": "fast", "activation": "identity", "set": {"optimizer.rate": 0.003}}]})";
}

TEST_CASE(
    "a run diverges at the step that is no longer finite, keeps the parameters of the step before, and the others run "
    "on",
    "[race]") {
  const RaceSpec spec = read(diverging(600));
  // By hand, with a trainer: the first step that says so, and the parameters before it.
  Race reference(spec, all_runs(spec), 1000);
  Trainer trainer = reference.runs()[1].trainer;
  Workspace workspace(trainer.network().spec());
  int diverged_at = 0;
  std::uint64_t before = 0;
  do {
    before = trainer.network().hash();
    ++diverged_at;
    REQUIRE(diverged_at < 600);
  } while (trainer.step(workspace));
  REQUIRE(diverged_at > 3);
  for (int every : {1, 5, 1000})
    for (int slice : {1, 600}) {
      INFO("every " << every << ", slice " << slice);
      Race race(spec, all_runs(spec), every);
      for (int to = slice; to <= 600; to += slice) REQUIRE(race.advance(to, forever));
      const Race::Run &calm = race.runs()[0], &fast = race.runs()[1];
      CHECK(calm.state != RunState::diverged);
      CHECK(calm.trainer.steps() == 600);
      CHECK(fast.state == RunState::diverged);
      CHECK(fast.state_step == diverged_at);
      CHECK(fast.trainer.steps() == diverged_at - 1);
      CHECK(fast.trainer.network().hash() == before);
      for (float w : fast.trainer.network().parameters()) CHECK(std::isfinite(w));
      CHECK(fast.records.back().step == diverged_at - 1);
      CHECK(race.advance(600, forever));
      CHECK(fast.trainer.steps() == diverged_at - 1);
    }
}

TEST_CASE("records are made every so many steps, of which there is at least one", "[race]") {
  const RaceSpec spec = read(R"({"network": {"layers": []}, "lanes": [{}]})");
  for (int every : {0, -3, max_steps + 1}) {
    INFO(every);
    CHECK_THROWS_AS(Race(spec, all_runs(spec), every), std::invalid_argument);
    Race race(spec, all_runs(spec), 100);
    CHECK_THROWS_AS(race.set_every(every), std::invalid_argument);
    REQUIRE(race.advance(200, 1e9));
    CHECK(race.runs()[0].records.size() == 3);
  }
}

TEST_CASE("a run that diverges late is brought back exactly, from the state kept last", "[race]") {
  // A learning rate that is just too large: the weight grows slowly, past several kept states.
  const RaceSpec spec = read(
      R"({"data": {"points": {"inputs": [[1], [-1]], "targets": [[1], [-2]], "kind": "values"}}, "network": {"layers": []},
                                 "optimizer": {"id": "sgd", "rate": 1.05}, "stop": {"steps": 5000}, "lanes": [{"name": "line"}]})");
  Race race(spec, all_runs(spec), 100), again(spec, all_runs(spec), 100);
  Trainer trainer = again.runs()[0].trainer;
  Workspace workspace(trainer.network().spec());
  std::uint64_t before = 0;
  do before = trainer.network().hash();
  while (trainer.step(workspace));
  REQUIRE(trainer.steps() > 300);
  race.advance(5000, forever);
  CHECK(race.runs()[0].state_step == trainer.steps());
  CHECK(race.runs()[0].trainer.network().hash() == before);
}

TEST_CASE("a run that had learned and then diverges has diverged", "[race]") {
  const RaceSpec spec = read(
      R"({"data": {"points": {"inputs": [[1], [-1]], "targets": [[1], [-2]], "kind": "values"}}, "network": {"layers": []},
                                 "optimizer": {"id": "sgd", "rate": 1.5}, "stop": {"steps": 5000, "target": {"loss": 1000}}, "lanes": [{"name": "line"}]})");
  Race race(spec, all_runs(spec), 1);
  CHECK(race.runs()[0].state == RunState::learned);
  CHECK(race.runs()[0].state_step == 0);
  race.advance(5000, forever);
  CHECK(race.runs()[0].state == RunState::diverged);
}

TEST_CASE("raising the budget lets slow and stuck runs run on, to the bits of a race that had it from the start",
          "[race]") {
  const auto spec_of = [](int steps) {
    return read(
        R"({"data": {"count": 40}, "network": {"layers": [{"units": 4}]}, "batch": {"size": 16}, "stop": {"steps": )" +
        std::to_string(steps) +
        R"(, "target": {"loss": 0}}, "lanes": [{"activation": "tanh"}, {"activation": "step"}, {"activation": "relu"}]})");
  };
  const RaceSpec short_spec = spec_of(100), long_spec = spec_of(250);
  Race extended(short_spec, all_runs(short_spec), 10), whole(long_spec, all_runs(long_spec), 10);
  extended.advance(1000, forever);
  for (const Race::Run& run : extended.runs()) CHECK((run.state == RunState::slow || run.state == RunState::stuck));
  CHECK_THROWS_WITH(extended.extend(0), "extend: 0 steps more than 100; allowed: 1..9999900");
  CHECK_THROWS_WITH(extended.extend(2147483647), "extend: 2147483647 steps more than 100; allowed: 1..9999900");
  CHECK(extended.budget() == 100);
  extended.extend(150);
  CHECK(extended.budget() == 250);
  for (const Race::Run& run : extended.runs()) CHECK(run.state == RunState::running);
  extended.advance(1000, forever);
  whole.advance(1000, forever);
  CHECK(hashes(extended) == hashes(whole));
  for (std::size_t i = 0; i < 3; ++i) CHECK(extended.runs()[i].state == whole.runs()[i].state);
}

TEST_CASE("a restored run continues bit for bit, in its own race, in a fresh one and from any epoch", "[race]") {
  const RaceSpec spec = read(GENERATE(small, test::normalised));
  Race race(spec, all_runs(spec), 10);
  for (int step : {1, 13, 21, 100, 199}) {
    INFO("step " << step);
    race.advance(step, forever);
    const auto at_step = hashes(race);
    std::vector<Snapshot> saved;
    for (std::size_t i = 0; i < race.runs().size(); ++i) saved.push_back(race.save(i));
    const Certificate certificate = race.certificate(race.runs()[0]);
    Race fresh(spec, all_runs(spec), 10), whole(spec, all_runs(spec), 10);
    for (std::size_t i = 0; i < saved.size(); ++i) fresh.restore(i, saved[i]);
    CHECK(hashes(fresh) == at_step);
    fresh.advance(step + 1, forever);
    fresh.certificate(fresh.runs()[0]);
    race.advance(200, forever);
    fresh.advance(200, forever);
    whole.advance(200, forever);
    CHECK(hashes(fresh) == hashes(whole));
    CHECK(hashes(race) == hashes(whole));
    CHECK(fresh.certificate(fresh.runs()[0]).order == whole.certificate(whole.runs()[0]).order);
    CHECK(fresh.runs()[0].records.front().step == step);
    for (std::size_t i = 0; i < saved.size(); ++i) race.restore(i, saved[i]);
    CHECK(hashes(race) == at_step);
    CHECK(race.certificate(race.runs()[0]).order == certificate.order);
  }
}

TEST_CASE("going back from its end a run is running again, whatever it had become", "[race]") {
  const RaceSpec spec = read(diverging(600));
  Race race(spec, all_runs(spec), 10);
  std::vector<Snapshot> start;
  for (std::size_t i = 0; i < race.runs().size(); ++i) start.push_back(race.save(i));
  race.advance(600, forever);
  const auto end = hashes(race);
  const int diverged_at = race.runs()[1].state_step;
  const RunState calm = race.runs()[0].state;
  for (std::size_t i = 0; i < 2; ++i) {
    race.restore(i, start[i]);
    CHECK(race.runs()[i].state == RunState::running);
    CHECK(race.runs()[i].state_step == -1);
  }
  CHECK(race.advance(600, forever));
  CHECK(hashes(race) == end);
  CHECK(race.runs()[0].state == calm);
  CHECK(race.runs()[1].state == RunState::diverged);
  CHECK(race.runs()[1].state_step == diverged_at);
}

TEST_CASE("runs that need more than 512 MB are refused with the figure", "[race]") {
  const RaceSpec spec = read(
      R"({"seeds": 512, "network": {"layers": [{"units": 256}, {"units": 256}, {"units": 256}]}, "lanes": [{"activation": "relu"}]})");
  CHECK_THROWS_WITH(Race(spec, all_runs(spec), 10),
                    Catch::Matchers::Matches(R"(lanes: 512 runs need \d+ MB in one worker; allowed: 512 MB)"));
  const RunId few[] = {{0, 0}, {0, 511}};
  CHECK(Race(spec, few, 10).runs().size() == 2);
}

TEST_CASE("batch normalisation counts with the whole batches it keeps", "[race]") {
  // Batch normalisation keeps a whole batch of every layer: 16 x 256 x 5 x 2048 floats a lane of its own shape.
  std::string deep =
      R"({"data": {"generator": "moons", "count": 2048}, "network": {"layers": [{"units": 255, "norm": "batch"})";
  for (int i = 1; i < 16; ++i) deep += R"(, {"units": 256, "norm": "batch"})";
  deep += R"(]}, "lanes": [{"activation": "relu"})";
  for (const char* units : {"254", "253", "252"})
    deep += std::string(R"(, {"activation": "relu", "set": {"network.layers[0].units": )") + units + "}}";
  const RaceSpec whole = read(deep + "]}");
  CHECK_THROWS_WITH(Race(whole, all_runs(whole), 10), Catch::Matchers::StartsWith("lanes: 4 runs need "));
  CHECK(bytes_needed(read(deep + R"(], "batch": {"size": 256}})"), all_runs(whole)) < std::size_t{512} << 20);
}

TEST_CASE(
    "runs of one seed share data and order, other seeds have their own; lanes that change inputs have other samples",
    "[race]") {
  const RaceSpec spec = read(
      R"({"seeds": 2, "lanes": [{"activation": "tanh"}, {"activation": "relu"}, {"activation": "tanh", "set": {"inputs.scale": 3}}]})");
  Race race(spec, all_runs(spec), 10);
  const auto runs = race.runs();
  CHECK(runs[0].samples == runs[1].samples);
  CHECK(runs[0].samples != runs[2].samples);
  CHECK(runs[0].samples != runs[3].samples);
  CHECK(runs[0].orders == runs[2].orders);
  CHECK(runs[0].orders != runs[3].orders);
  CHECK(runs[2].samples->train.input(0)[0] == static_cast<float>(static_cast<double>(runs[0].data->input[0]) * 3));
  CHECK(runs[3].data->input != runs[0].data->input);
}

}  // namespace
}  // namespace nonlin

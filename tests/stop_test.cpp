// What ends a run before the budget: its target, and its patience.
#include <catch2/catch_test_macros.hpp>
#include <string>
#include <vector>

#include "race/session.hpp"
#include "race_specs.hpp"

namespace nonlin {
namespace {

using test::all_runs;
using test::forever;
using test::hashes;
using test::read;

RaceSpec with_stop(const std::string& stop, const std::string& more = "") {
  return read(
      R"({"seed": 5, "data": {"generator": "circle", "count": 80, "trainShare": 0.5, "noise": 0.2}, "network": {"layers": [{"units": 8}]},
      "optimizer": {"id": "adam", "rate": 0.05}, "batch": {"size": 10},
      "lanes": [{"activation": "tanh"}, {"activation": "relu"}, {"activation": "tanh", "set": {"optimizer.rate": 0.00005}}], "stop": {"steps": 600, )" +
      stop + "}" + more + "}");
}

TEST_CASE("at its target a run ends, at the same step whatever is recorded and in what slices", "[stop]") {
  const RaceSpec spec = with_stop(R"("target": {"loss": 0.3}, "stopAtTarget": true)");
  const RaceSpec on = with_stop(R"("target": {"loss": 0.3})");
  Race race(spec, all_runs(spec), 10), without(on, all_runs(on), 10);
  race.advance(600, forever);
  without.advance(600, forever);
  for (std::size_t i = 0; i < 2; ++i) {
    const Race::Run& run = race.runs()[i];
    CHECK(run.state == RunState::learned);
    CHECK(run.ended);
    CHECK(run.state_step == without.runs()[i].state_step);
    CHECK(run.trainer.steps() == run.state_step);
    CHECK(run.records.back().step == run.state_step);
    CHECK(run.records.back().train.loss <= 0.3);
    CHECK(without.runs()[i].trainer.steps() == 600);
    CHECK_FALSE(without.runs()[i].ended);
  }
  CHECK(race.runs()[2].trainer.steps() == 600);
  CHECK(race.runs()[2].state == without.runs()[2].state);
  for (int every : {1, 7, 1000}) {
    INFO("every " << every);
    Race other(spec, all_runs(spec), every);
    for (int to = 3; to < 640; to += 37) REQUIRE(other.advance(to, forever));
    CHECK(hashes(other) == hashes(race));
    for (std::size_t i = 0; i < 3; ++i) {
      CHECK(other.runs()[i].state == race.runs()[i].state);
      CHECK(other.runs()[i].state_step == race.runs()[i].state_step);
      CHECK(other.runs()[i].records.back().step == race.runs()[i].records.back().step);
    }
  }
}

TEST_CASE("patience ends a run so many steps after the lowest test loss seen", "[stop]") {
  const RaceSpec spec = with_stop(R"("target": {"loss": 0}, "patience": 55)");
  Race race(spec, all_runs(spec), 10);
  race.advance(600, forever);
  int stopped = 0;
  for (const Race::Run& run : race.runs()) {
    double lowest = 1e300;
    int lowest_step = 0, want = 600;
    for (const Record& record : run.records) {
      if (record.test.loss < lowest) {
        lowest = record.test.loss;
        lowest_step = record.step;
      }
      if (record.step - lowest_step >= 55) {
        want = record.step;
        break;
      }
    }
    CHECK(run.trainer.steps() == want);
    if (want == 600) continue;
    ++stopped;
    CHECK(run.state == RunState::stopped);
    CHECK(run.state_step == want);
    CHECK(run.records.back().step == want);
    CHECK(want - lowest_step == 60);  // the first look, every ten steps, after 55
  }
  CHECK(stopped > 0);
  CHECK(stopped < 3);
}

TEST_CASE("without a test set the training loss is watched; a run that learned stays learned when it stops", "[stop]") {
  const RaceSpec spec = read(R"({"data": {"generator": "circle", "count": 40}, "network": {"layers": [{"units": 6}]},
      "initializer": {"id": "zeros"}, "optimizer": {"id": "sgd", "rate": 2}, "stop": {"steps": 5000, "target": {"loss": 1}, "patience": 20}, "lanes": [{"activation": "relu"}]})");
  Race race(spec, all_runs(spec), 1000);
  race.advance(5000, forever);
  const Race::Run& run = race.runs()[0];
  CHECK(run.ended);
  CHECK(run.state == RunState::learned);
  CHECK(run.state_step == 0);
  CHECK(run.trainer.steps() < 5000);
  CHECK(run.trainer.steps() % Race::judge_every == 0);
}

TEST_CASE("a run restored before its end ends there again, one restored at its end has ended", "[stop]") {
  for (const char* stop :
       {R"("target": {"loss": 0.3}, "stopAtTarget": true)", R"("target": {"loss": 0}, "patience": 50)"}) {
    INFO(stop);
    const RaceSpec spec = with_stop(stop);
    Race whole(spec, all_runs(spec), 10);
    whole.advance(600, forever);
    std::vector<Snapshot> end;
    for (std::size_t i = 0; i < 3; ++i) end.push_back(whole.save(i));
    for (int step : {5, 20, 43, 60, 100}) {
      Race race(spec, all_runs(spec), 10), fresh(spec, all_runs(spec), 33);
      race.advance(step, forever);
      for (std::size_t i = 0; i < 3; ++i) fresh.restore(i, unpack(pack(race.save(i))));
      REQUIRE(fresh.advance(600, forever));
      CHECK(hashes(fresh) == hashes(whole));
      for (std::size_t i = 0; i < 3; ++i) CHECK(fresh.runs()[i].ended == whole.runs()[i].ended);
    }
    Race fresh(spec, all_runs(spec), 10);
    for (std::size_t i = 0; i < 3; ++i) {
      fresh.restore(i, end[i]);
      CHECK(fresh.runs()[i].ended == whole.runs()[i].ended);
    }
    fresh.advance(600, forever);
    CHECK(hashes(fresh) == hashes(whole));
  }
}

TEST_CASE("nobody waits for a run that has ended, and more steps do not wake it", "[stop]") {
  const RaceSpec spec = with_stop(R"("target": {"loss": 0.3}, "stopAtTarget": true)");
  Session session(spec, all_runs(spec), 10);
  session.race().advance(600, forever);
  const int ended = session.race().runs()[0].trainer.steps();
  CHECK(session.frame({}).step == 600);
  session.race().extend(50);
  CHECK(session.race().advance(650, forever));
  const Frame frame = session.frame({});
  CHECK(frame.step == 650);
  CHECK(frame.step_of[0] == ended);
  CHECK(frame.step_of[2] == 650);
}

TEST_CASE("other data begin patience anew", "[stop]") {
  const std::string stop = R"("target": {"loss": 0}, "patience": 60)";
  const RaceSpec plain = with_stop(stop);
  Race before(plain, all_runs(plain), 10);
  before.advance(600, forever);
  const int ended = before.runs()[0].trainer.steps();
  REQUIRE(before.runs()[0].state == RunState::stopped);
  const RaceSpec spec =
      with_stop(stop, R"(, "changes": [{"step": )" + std::to_string(ended - 5) + R"(, "set": {"data.noise": 0.6}}])");
  Race race(spec, all_runs(spec), 10);
  race.advance(600, forever);
  CHECK(race.runs()[0].trainer.steps() >= ended + 50);
}

}  // namespace
}  // namespace nonlin

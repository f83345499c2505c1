// The history of the units, against looking at every unit after every step.
#include "race/replay.hpp"

#include <catch2/catch_test_macros.hpp>
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

/// The states of all units by the reports, which have tests of their own.
UnitStates plain_states(const RaceSpec& spec, Race::Run& run) {
  prepare(run.trainer.network(), run.samples->train, *run.workspace);
  UnitStates states;
  for (const LayerReport& layer :
       unit_reports(run.trainer.network(), run.samples->train, nothing_revives(spec, *run.experiment), *run.workspace))
    for (const UnitReport& unit : layer.units) states.push_back(unit.state);
  return states;
}

/// The states after each of `steps` steps, the start's first.
std::vector<UnitStates> plain_history(const RaceSpec& spec, RunId id, int steps) {
  Race race(spec, {&id, 1}, 100000);
  std::vector<UnitStates> history{plain_states(spec, race.runs()[0])};
  for (int step = 1; step <= steps; ++step) {
    race.advance(step, forever);
    history.push_back(plain_states(spec, race.runs()[0]));
  }
  return history;
}

/// The chronicle of a run, told to the end.
Chronicle chronicle_of(const Race& race, std::size_t i) {
  Chronicle chronicle(race, race.runs()[i]);
  while (!chronicle.follow(race.runs()[i])) {
  }
  return chronicle;
}

/// The states after step `step`, as a chronicle tells them.
UnitStates states_at(const Chronicle& chronicle, int step) {
  UnitStates states = chronicle.start();
  for (const Chronicle::Change& change : chronicle.changes())
    if (change.step <= step) states[at(change.unit)] = static_cast<UnitState>(change.state);
  return states;
}

const std::string restless =
    R"({"seed": 3, "data": {"count": 60, "trainShare": 0.9}, "network": {"layers": [{"units": 8}, {"units": 8}]},
    "optimizer": {"id": "sgd", "rate": 4}, "stop": {"steps": 60}, "lanes": [{"activation": "relu"}, {"activation": "sigmoid"},
    {"activation": "hard-tanh"}, {"activation": "maxout"}, {"activation": "glu"}, {"activation": "step"},
    {"activation": "relu6", "set": {"optimizer.id": "adam", "optimizer.rate": 0.5}},
    {"activation": "relu", "set": {"network.layers[0].norm": "batch", "network.layers[1].norm": "layer"}},
    {"activation": "tanh", "set": {"network.layers[0].dropout": 0.3}}]})";

TEST_CASE("the states alone are those of the reports", "[chronicle]") {
  for (const std::string& json : {restless, test::every_activation, test::normalised}) {
    const RaceSpec spec = read(json);
    Race race(spec, all_runs(spec), 1000);
    for (int step = 0; step < 20; step += 5) {
      race.advance(step, forever);
      for (Race::Run& run : race.runs()) {
        INFO(run.experiment->name << " at " << step);
        const auto want = plain_states(spec, run);
        CHECK(unit_states(run.trainer.network(), run.samples->train, nothing_revives(spec, *run.experiment),
                          *run.workspace) == want);
      }
    }
  }
}

TEST_CASE("a chronicle has every change of every unit, at its step", "[chronicle]") {
  const RaceSpec spec = read(restless);
  Race race(spec, all_runs(spec), 1000);
  race.advance(60, forever);
  int falls = 0, revivals = 0, deaths = 0, saturations = 0, by_others = 0;
  for (std::size_t i = 0; i < race.runs().size(); ++i) {
    const Race::Run& run = race.runs()[i];
    INFO(run.experiment->name);
    const Chronicle chronicle = chronicle_of(race, i);
    CHECK(chronicle.every() == 1);
    CHECK(chronicle.complete());
    const int end = run.trainer.steps();
    const auto history = plain_history(spec, run.id, end);
    for (int step = 0; step <= end; ++step) CHECK(states_at(chronicle, step) == history[at(step)]);
    const auto down = [](UnitState state) { return state == UnitState::asleep || state == UnitState::dead; };
    std::vector<int> fell(history[0].size(), 0);
    for (int step = 1; step <= end; ++step)
      for (std::size_t u = 0; u < fell.size(); ++u) {
        const UnitState from = history[at(step - 1)][u], to = history[at(step)][u];
        if (from == to) continue;
        saturations += to == UnitState::saturated;
        deaths += to == UnitState::dead;
        revivals += down(from) && !down(to);
        if (!down(to) || down(from)) continue;
        ++falls;
        fell[u] = step;
      }
    for (std::size_t u = 0; u < fell.size(); ++u) {
      CHECK(chronicle.falls()[u].step == fell[u]);
      if (fell[u] == 0) continue;
      by_others += chronicle.falls()[u].own == 0;
      if (u < 8) CHECK(chronicle.falls()[u].own == 1);  // what reaches the first layer stays as it is
    }
  }
  // The runs were chosen to have some of each.
  CAPTURE(falls, revivals, deaths, saturations, by_others);
  CHECK((falls > 10 && revivals > 5 && deaths > 3 && saturations > 5 && by_others > 0));
}

TEST_CASE("a chronicle goes on where it was, in as many calls as it needs", "[chronicle]") {
  const RaceSpec spec = read(restless);
  Race race(spec, all_runs(spec), 1000);
  Chronicle chronicle(race, race.runs()[0]);
  for (int step = 0; step <= 60; step += 4) {
    race.advance(step, forever);
    while (!chronicle.follow(race.runs()[0])) {
    }
    CHECK(chronicle.steps() == step);
    CHECK(chronicle.met(race.runs()[0]));
  }
  const Chronicle whole = chronicle_of(race, 0);
  REQUIRE(whole.changes().size() == chronicle.changes().size());
  for (int step = 0; step <= 60; ++step) CHECK(states_at(whole, step) == states_at(chronicle, step));
}

TEST_CASE("a unit killed by one step: its gradient and its update, against the usual", "[chronicle]") {
  // One ReLU on one point, x = 1: z = w + b. The error falls by the same factor in each step until the rate changes.
  const RaceSpec spec = read(R"({"data": {"points": {"inputs": [[1], [1]], "targets": [[0], [0]], "kind": "values"}},
      "network": {"layers": [{"units": 1}], "outputBias": false}, "loss": "half-mse",
      "optimizer": {"id": "sgd", "rate": 0.001}, "stop": {"steps": 20}, "lanes": [{"activation": "relu"}],
      "start": {"W0": [[1]], "b0": [0.5], "W1": [[1]]}, "changes": [{"step": 10, "set": {"optimizer.rate": 3}}]})");
  Race race(spec, all_runs(spec), 1000);
  std::vector<double> gradients, updates;
  for (int step = 1; step <= 11; ++step) {
    const auto weights = [&] { return race.runs()[0].trainer.network().parameters(); };
    const double before = weights()[0];
    const double a = static_cast<double>(weights()[0]) + weights()[8], w = weights()[16];
    gradients.push_back(std::sqrt(2.0) * a * w * w);  // delta = w (a w - 0), for the weight and for the bias
    race.advance(step, forever);
    updates.push_back(std::sqrt(2.0) * std::fabs(weights()[0] - before));
  }
  const Chronicle chronicle = chronicle_of(race, 0);
  REQUIRE(chronicle.changes().size() == 1);
  CHECK(chronicle.changes()[0].step == 11);
  CHECK(chronicle.changes()[0].state ==
        static_cast<int>(UnitState::asleep));  // dead is not said of runs that change on the way
  const Chronicle::Fall& fall = chronicle.falls()[0];
  CHECK(fall.own == 1);
  CHECK(test::close(fall.gradient, gradients[10], 0, 1e-5));
  CHECK(test::close(fall.update, updates[10], 0, 1e-5));
  std::vector<double> before(updates.begin(), updates.begin() + 10);
  std::ranges::sort(before);
  CHECK(test::close(fall.usual_update, before[4], 0, 1e-3));
  CHECK(fall.update / fall.usual_update > 1000);
}

TEST_CASE("a death in the first step has nothing usual to be compared with", "[chronicle]") {
  const RaceSpec spec = read(R"({"data": {"points": {"inputs": [[1], [1]], "targets": [[0], [0]], "kind": "values"}},
      "network": {"layers": [{"units": 1}], "outputBias": false}, "loss": "half-mse",
      "optimizer": {"id": "sgd", "rate": 3}, "stop": {"steps": 20}, "lanes": [{"activation": "relu"}],
      "start": {"W0": [[1]], "b0": [0.5], "W1": [[1]]}})");
  Race race(spec, all_runs(spec), 1000);
  race.advance(20, forever);
  const Chronicle chronicle = chronicle_of(race, 0);
  REQUIRE(chronicle.changes().size() == 1);
  CHECK(chronicle.changes()[0].state == static_cast<int>(UnitState::dead));
  CHECK(chronicle.falls()[0].step == 1);
  CHECK(chronicle.falls()[0].usual_update == 0);
  CHECK(chronicle.falls()[0].update > 0);
}

TEST_CASE("of long runs on many samples not every step is looked at, and changes still have their own", "[chronicle]") {
  const RaceSpec spec = read(R"({"seed": 5, "data": {"count": 20000}, "network": {"layers": [{"units": 6}]},
      "optimizer": {"id": "sgd", "rate": 6}, "batch": {"size": 4}, "stop": {"steps": 100000},
      "lanes": [{"activation": "relu"}]})");
  Race race(spec, all_runs(spec), 100000);
  race.advance(150, forever);
  const Chronicle chronicle = chronicle_of(race, 0);
  const int every = chronicle.every();
  CAPTURE(every);
  CHECK((every > 10 && every < 150));
  const auto history = plain_history(spec, {0, 0}, 150);
  CHECK(chronicle.changes().size() > 2);
  for (int step = 0; step <= 150; step += every) CHECK(states_at(chronicle, step) == history[at(step)]);
  CHECK(states_at(chronicle, 150) == history[150]);
  for (const Chronicle::Change& change : chronicle.changes()) {
    CHECK(history[at(change.step)][at(change.unit)] == static_cast<UnitState>(change.state));
    CHECK(history[at(change.step - 1)][at(change.unit)] != static_cast<UnitState>(change.state));
  }
}

TEST_CASE("question chronicle: of a run that was edited there is no history; of one set back it begins anew",
          "[questions]") {
  const RaceSpec spec = read(restless);
  Race race(spec, all_runs(spec), 1000);
  Study study;
  race.advance(20, forever);
  const Snapshot then = race.save(0);
  const Value early = ask(race, 0, "chronicle", {}, study);
  REQUIRE(*early.find("done")->as<bool>());
  CHECK(*early.find("met")->as<bool>());
  race.advance(50, forever);
  CHECK(*ask(race, 0, "chronicle", {}, study).find("step")->as<double>() == 50);
  race.restore(0, then);
  CHECK(ask(race, 0, "chronicle", {}, study) == early);
  Snapshot edited = then;
  edited.state.parameters[0] += 1;
  race.restore(0, edited);
  const Value refused = ask(race, 0, "chronicle", {}, study);
  CHECK(*refused.find("met")->as<bool>() == false);
  CHECK(refused.find("changes") == nullptr);
}

TEST_CASE("question states: states and shares as the reports have them", "[questions]") {
  const RaceSpec spec = read(restless);
  Race race(spec, all_runs(spec), 1000);
  race.advance(30, forever);
  for (std::size_t i = 0; i < race.runs().size(); ++i) {
    Race::Run& run = race.runs()[i];
    const Value answer = ask(race, i, "states", {});
    const auto reports =
        unit_reports(run.trainer.network(), run.samples->train, nothing_revives(spec, *run.experiment), *run.workspace);
    const Array& layers = *answer.find("layers")->as<Array>();
    REQUIRE(layers.size() == reports.size());
    for (std::size_t l = 0; l < layers.size(); ++l) {
      for (std::size_t u = 0; u < 8; ++u) {
        CHECK((*layers[l].find("state")->as<Bytes>())[u] == static_cast<int>(reports[l].units[u].state));
        CHECK((*layers[l].find("bend")->as<Floats32>())[u] == static_cast<float>(reports[l].units[u].bend));
        CHECK((*layers[l].find("zero")->as<Floats32>())[u] == static_cast<float>(reports[l].units[u].zero));
      }
      CHECK((layers[l].find("wins") != nullptr) == (run.experiment->activation == "maxout"));
      CHECK((layers[l].find("gate") != nullptr) == (run.experiment->activation == "glu"));
    }
  }
}

}  // namespace
}  // namespace nonlin

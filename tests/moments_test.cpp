// Rewind: a race taken back goes on as it did, however often and whatever is kept.
#include "race/moments.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_exception.hpp>
#include <map>

#include "race/session.hpp"
#include "race_specs.hpp"

namespace nonlin {
namespace {

using Catch::Matchers::Message;
using test::all_runs;
using test::forever;
using test::hashes;
using test::read;

// A target that some reach, patience that ends some, and a rate at which one diverges.
const std::string ends = R"({"data": {"count": 60, "trainShare": 0.8}, "network": {"layers": [{"units": 6}]},
  "optimizer": {"id": "momentum", "rate": 0.05}, "batch": {"size": 9}, "stop": {"steps": 200, "patience": 90, "target": {"loss": 0.5}},
  "lanes": [{"activation": "tanh"}, {"activation": "relu"}, {"activation": "relu", "set": {"optimizer.rate": 1000}},
            {"activation": "identity", "set": {"optimizer.rate": 1}}]})";

struct Seen {
  std::vector<std::uint64_t> hashes;
  std::vector<RunState> states;
  std::vector<int> steps;
  std::vector<double> losses;
};
Seen look(const Race& race) {
  Seen seen{hashes(race), {}, {}, {}};
  for (const Race::Run& run : race.runs()) {
    seen.states.push_back(run.state);
    seen.steps.push_back(run.state_step);
    const double loss = run.records.back().train.loss;
    seen.losses.push_back(loss == loss ? loss : -1);  // a diverged lane's may be no number
  }
  return seen;
}

TEST_CASE("a race taken back and forth is at every step what it was there", "[moments]") {
  for (const std::string& json : {ends, test::every_activation, test::normalised}) {
    const RaceSpec spec = read(json);
    for (const int most : {2, 7, 1000}) {
      Session session(spec, all_runs(spec), 1);
      session.keep_moments(most);
      std::map<int, Seen> was{{0, look(session.race())}};
      for (const int step : {1, 5, 33, 64, 111, 150, 200}) {
        session.advance(step, forever);
        was[step] = look(session.race());
      }
      for (const int step : {150, 33, 0, 200, 64, 1, 111, 5}) {
        CAPTURE(most, step);
        const int from = session.rewind(step);
        CHECK(from <= step);
        CHECK(session.race().current_step() == from);
        session.advance(step, forever);
        CHECK(session.race().current_step() == step);
        const Seen now = look(session.race());
        CHECK(now.hashes == was[step].hashes);
        CHECK(now.states == was[step].states);
        CHECK(now.steps == was[step].steps);
        CHECK(now.losses == was[step].losses);
      }
    }
  }
}

TEST_CASE("moments are kept at the multiples of a power of two that grows, as many as were asked for", "[moments]") {
  const RaceSpec spec = read(ends);
  Session session(spec, all_runs(spec), 10);
  session.keep_moments(10);
  for (const auto& [step, every] : std::map<int, int>{{9, 1}, {10, 2}, {39, 4}, {200, 32}}) {
    session.advance(step, forever);
    CHECK(session.moments_every() == every);
  }
  CHECK(session.rewind(199) == 192);
  CHECK(session.rewind(31) == 0);
  session.keep_moments(0);
  CHECK_THROWS_MATCHES(session.rewind(3), std::invalid_argument, Message("rewind: no moments are kept"));
  CHECK_THROWS_AS(session.keep_moments(1), std::invalid_argument);
}

TEST_CASE("what is kept for good stays, forgets what came later, and lets nothing before the first be reached",
          "[moments]") {
  const RaceSpec spec = read(ends);
  Race race(spec, all_runs(spec), 10);
  Moments moments(4);
  race.advance(21, forever);
  moments.keep_for_good(race, 21);
  CHECK_THROWS_MATCHES(moments.go_to(race, 20), std::invalid_argument,
                       Message("rewind: step 20 is before the first moment kept"));
  for (int step = 22; step <= 60; ++step) {
    race.advance(step, forever);
    moments.keep(race, step);
  }
  CHECK(moments.count() <= 4);
  CHECK(moments.go_to(race, 21) == 21);
  moments.keep_for_good(race, 21);
  CHECK(moments.count() == 1);
  CHECK(moments.go_to(race, 60) == 21);
}

TEST_CASE("sixteen lanes of 2-8-8-1 have about 3,000 moments in 64 MB", "[moments]") {
  std::string lanes;
  for (int i = 0; i < 16; ++i)
    lanes += std::string(i ? ", " : "") + R"({"activation": "tanh", "name": ")" + std::to_string(i) + R"("})";
  const RaceSpec spec = read(R"({"network": {"layers": [{"units": 8}, {"units": 8}]}, "lanes": [)" + lanes + "]}");
  Race race(spec, all_runs(spec), 10);
  CHECK(64'000'000 / Moments::bytes_of(race) > 2500);
}

TEST_CASE("the path of a run: states it has had, rising, from its first to where the race is", "[moments]") {
  const RaceSpec spec = read(ends);
  Session session(spec, all_runs(spec), 1);
  CHECK(session.path(0, 5).empty());
  session.keep_moments(1000);
  std::map<int, Floats> was;
  for (int step = 0; step <= 40; ++step) {
    session.advance(step, forever);
    was[step] = session.race().runs()[1].trainer.save().parameters;
  }
  const auto steps_of = [&](int most) {
    std::vector<int> steps;
    for (const auto& packed : session.path(1, most)) {
      const Trainer::State state = unpack(packed).state;
      CHECK(state.parameters == was[state.step]);
      steps.push_back(state.step);
    }
    return steps;
  };
  CHECK(steps_of(1000).size() == 41);
  CHECK(steps_of(5) == std::vector{0, 10, 20, 30, 40});
  CHECK(steps_of(2) == std::vector{0, 40});
  session.rewind(16);
  CHECK(steps_of(5) == std::vector{0, 4, 8, 12, 16});
  CHECK_THROWS_MATCHES(session.path(1, 1), std::invalid_argument, Message("path: 1 states; allowed: 2 or more"));

  session.advance(200, forever);
  const auto& diverged = session.race().runs()[2];
  REQUIRE(diverged.state == RunState::diverged);
  const auto path = session.path(2, 1000);  // it stays where it ended
  CHECK(unpack(path.back()).state.step == diverged.trainer.steps());
  CHECK(static_cast<int>(path.size()) <= diverged.trainer.steps() + 1);
}

}  // namespace
}  // namespace nonlin

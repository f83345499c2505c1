// Changes in mid-run, and branches: what a state goes on under other conditions with.
#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_exception.hpp>
#include <stdexcept>
#include <string>
#include <vector>

#include "app/cli_json.hpp"
#include "race/session.hpp"
#include "race_specs.hpp"

namespace nonlin {
namespace {

using Catch::Matchers::Message;
using test::all_runs;
using test::forever;
using test::hashes;
using test::read;

const std::string base = R"("seed": 5, "seeds": 2, "data": {"generator": "moons", "count": 60, "trainShare": 0.7},
    "network": {"layers": [{"units": 5}]}, "optimizer": {"id": "adam", "rate": 0.02}, "batch": {"size": 10}, "stop": {"steps": 120},
    "lanes": [{"activation": "tanh"}, {"activation": "prelu", "set": {"regularization.l2": 0.01}}])";

RaceSpec with(const std::string& more) { return read("{" + base + more + "}"); }

const std::string changing = R"(, "changes": [{"step": 20, "set": {"optimizer.rate": 0.1}},
    {"step": 45, "set": {"data.noise": 0.3, "regularization.l1": 0.001}},
    {"step": 80, "set": {"data.generator": "circle", "data.count": 90, "optimizer.rate": 0.005}}])";

TEST_CASE("until a change nothing is different, from its step on everything it names is", "[change]") {
  const RaceSpec plain = with(""), changed = with(changing);
  Race a(plain, all_runs(plain), 10), b(changed, all_runs(changed), 10);
  const auto both_to = [&](int step) {
    a.advance(step, forever);
    b.advance(step, forever);
  };
  both_to(20);
  CHECK(hashes(a) == hashes(b));
  both_to(21);
  for (std::size_t i = 0; i < 4; ++i) CHECK(hashes(a)[i] != hashes(b)[i]);
  const auto data_hash = [](const Race& race) { return race.certificate(race.runs()[0]).data; };
  both_to(44);
  CHECK(data_hash(a) == data_hash(b));
  both_to(45);
  CHECK(data_hash(a) != data_hash(b));
  for (const Race::Run& run : b.runs()) CHECK(run.data->train_count == 42);
  both_to(80);
  for (const Race::Run& run : b.runs()) {
    CHECK(run.data->train_count == 63);
    CHECK(run.trainer.steps_per_epoch() == 7);
    CHECK(run.records.back().train.loss ==
          judge(run.trainer.network(), *run.experiment->pairing, run.samples->train, *run.workspace).loss);
  }
  // What a lane has of its own stays.
  const auto& lane = changed.lanes[1];
  CHECK(lane.changes[1].regularization.l2 == 0.01);
  CHECK(lane.changes[1].regularization.l1 == 0.001);
  CHECK(lane.changes[1].optimizer.rate == 0.1);
  CHECK(lane.changes[2].optimizer.rate == 0.005);
}

TEST_CASE("a change of the rate is a branch under the other rate", "[change]") {
  const RaceSpec changed = with(R"(, "changes": [{"step": 33, "set": {"optimizer.rate": 0.5}}])"), plain = with("");
  RaceSpec fast = plain;
  for (Experiment& lane : fast.lanes) lane.optimizer.rate = 0.5;
  Race want(changed, all_runs(changed), 10), parent(plain, all_runs(plain), 10), branch(fast, all_runs(fast), 10);
  want.advance(120, forever);
  parent.advance(33, forever);
  for (std::size_t i = 0; i < 4; ++i) branch.branch(i, parent.save(i));
  CHECK(branch.runs()[0].trainer.steps() == 33);
  CHECK(branch.runs()[0].records.front().step == 33);
  branch.advance(120, forever);
  CHECK(hashes(branch) == hashes(want));
}

TEST_CASE("a run with changes is the same in slices, restored on either side of one, and rewound over several",
          "[change]") {
  // Batches that end with their epoch, and batches that reach into the next, on inputs standardised anew by each data.
  const std::string carried =
      R"("seed": 5, "seeds": 2, "data": {"generator": "moons", "count": 60, "trainShare": 0.7}, "inputs": {"standardize": true},
         "network": {"layers": [{"units": 5}]}, "optimizer": {"id": "momentum", "rate": 0.02}, "batch": {"size": 10, "leftover": "carry"},
         "stop": {"steps": 120}, "lanes": [{"activation": "tanh"}, {"activation": "swiglu"}])";
  for (const RaceSpec& spec : {with(changing), read("{" + carried + changing + "}")}) {
    Race whole(spec, all_runs(spec), 10);
    whole.advance(120, forever);
    Race race(spec, all_runs(spec), 7);
    std::vector<std::vector<Snapshot>> saved;
    const std::vector<int> steps{0, 19, 20, 21, 44, 45, 60, 79, 80, 81};
    for (int step : steps) {
      race.advance(step, forever);
      saved.emplace_back();
      for (std::size_t i = 0; i < 4; ++i) saved.back().push_back(race.save(i));
    }
    race.advance(120, forever);
    CHECK(hashes(race) == hashes(whole));
    for (std::size_t k = steps.size(); k-- > 0;) {
      INFO("from step " << steps[k]);
      Race fresh(spec, all_runs(spec), 10);
      for (std::size_t i = 0; i < 4; ++i) {
        fresh.restore(i, unpack(pack(saved[k][i])));
        race.restore(i, saved[k][i]);
      }
      CHECK(fresh.certificate(fresh.runs()[0]).data == race.certificate(race.runs()[0]).data);
      for (Race* again : {&fresh, &race}) {
        again->advance(120, forever);
        CHECK(hashes(*again) == hashes(whole));
        CHECK(again->certificate(again->runs()[0]).order == whole.certificate(whole.runs()[0]).order);
      }
    }
  }
}

TEST_CASE("a divergence after a change is replayed across it to the step before", "[change]") {
  const RaceSpec spec = read(R"({"data": {"generator": "plane", "count": 40}, "network": {"layers": [{"units": 4}]},
      "optimizer": {"id": "sgd", "rate": 0.01}, "stop": {"steps": 900}, "lanes": [{"activation": "relu"}],
      "changes": [{"step": 300, "set": {"data.noise": 0.05}}, {"step": 310, "set": {"optimizer.rate": 1000}}]})");
  Race race(spec, all_runs(spec), 10);
  race.advance(900, forever);
  const Race::Run& run = race.runs()[0];
  REQUIRE(run.state == RunState::diverged);
  CHECK(run.state_step > 310);
  CHECK(run.trainer.steps() == run.state_step - 1);
  Race slow(spec, all_runs(spec), 10);
  slow.advance(run.state_step - 1, forever);
  CHECK(hashes(slow) == hashes(race));
  CHECK(slow.runs()[0].state == RunState::running);
}

TEST_CASE("changes are written back as they were read, and refused where a run could not go on", "[change]") {
  const Value json = parse_json(R"({"changes": [{"step": 5, "set": {"optimizer.rate": 1}}]})");
  const Value whole = complete_spec(json);
  CHECK(*whole.find("changes") == *json.find("changes"));
  CHECK(complete_spec(whole) == whole);
  const std::string never =
      "cannot be changed in mid-run; allowed: what is in optimizer but its id, regularization, data";
  const std::vector<std::pair<std::string, std::string>> cases = {
      {R"("changes": {})", "changes: an object is not an array"},
      {R"("changes": [{"set": {}}])", "changes[0]: step is missing"},
      {R"("changes": [{"step": 1}])", "changes[0]: set is missing"},
      {R"("changes": [{"step": 0, "set": {}}])", "changes[0].step: 0 is outside 1..10000000"},
      {R"("changes": [{"step": 9, "set": {}}, {"step": 9, "set": {}}])", "changes[1].step: 9 is outside 10..10000000"},
      {R"("changes": [{"step": 1, "set": {"optimizer.id": "sgd"}}])", "changes[0].set.'optimizer.id': " + never},
      {R"("changes": [{"step": 1, "set": {"optimizer": {}}}])", "changes[0].set.optimizer: " + never},
      {R"("changes": [{"step": 1, "set": {"head": "tanh"}}])", "changes[0].set.head: " + never},
      {R"("changes": [{"step": 1, "set": {"optimizer.rate": 0}}])",
       "changes[0].set for lanes[0]: optimizer.rate: 0 is outside (0, 1000]"},
      {R"("changes": [{"step": 1, "set": {"data.noise": 99}}])", "changes[0].set: data.noise: 99 is outside 0..1"},
      {R"("changes": [{"step": 1, "set": {"data.speed": 1}}])",
       "changes[0].set: data.speed: unknown key; allowed: generator, parameters, count, noise, trainShare, textSeed, "
       "points"},
      {R"("changes": [{"step": 1, "set": {"data.generator": "plane"}}])",
       "changes[0].set: data: another task (inputs, kind, classes or targets) than the race's; allowed: the same"},
      {R"("changes": [{"step": 1, "set": {"data.parameters.classes": 3}}])",
       "changes[0].set: data: another task (inputs, kind, classes or targets) than the race's; allowed: the same"},
      {R"("batch": {"size": 100}, "changes": [{"step": 1, "set": {"data.count": 99}}])",
       "changes[0].set: data: a training set of 99 is smaller than batch.size, 100"},
  };
  for (const auto& [text, message] : cases) {
    INFO(text);
    CHECK_THROWS_MATCHES(read("{" + text + "}"), std::invalid_argument, Message(message));
  }
}

TEST_CASE("given points may take the place of generated ones, and the other way round", "[change]") {
  const RaceSpec spec = read(R"({"data": {"points": {"inputs": [[0, 1], [1, 0], [1, 1]], "targets": [[0], [1], [1]]}},
      "stop": {"steps": 20}, "lanes": [{"activation": "tanh"}],
      "changes": [{"step": 4, "set": {"data.generator": "moons", "data.count": 8}},
                  {"step": 8, "set": {"data.points": {"inputs": [[0, 2], [2, 0]], "targets": [[1], [0]]}}}]})");
  Race race(spec, all_runs(spec), 1);
  std::vector<int> counts;
  for (int step : {3, 4, 7, 8}) {
    race.advance(step, forever);
    counts.push_back(race.runs()[0].data->count);
  }
  CHECK(counts == std::vector<int>{3, 8, 8, 2});
}

TEST_CASE("a branch goes on with another activation, and begins the moments of another optimiser anew", "[branch]") {
  const auto spec_of = [](const char* activation, const char* optimizer) {
    return read(
        R"({"data": {"count": 50}, "network": {"layers": [{"units": 6}]}, "batch": {"size": 8}, "stop": {"steps": 60},
        "optimizer": {"id": ")" +
        std::string(optimizer) + R"("}, "lanes": [{"activation": ")" + activation + "\"}]}");
  };
  const RaceSpec tanh = spec_of("tanh", "adam"), relu = spec_of("relu", "adam"), sgd = spec_of("tanh", "momentum");
  Race parent(tanh, all_runs(tanh), 10), other(relu, all_runs(relu), 10), fresh(sgd, all_runs(sgd), 10);
  parent.advance(27, forever);
  const Snapshot at27 = parent.save(0);
  other.branch(0, at27);
  fresh.branch(0, at27);
  CHECK(hashes(other) == hashes(parent));
  CHECK(other.save(0).state == at27.state);
  const Trainer::State anew = fresh.save(0).state;
  CHECK(anew.parameters == at27.state.parameters);
  CHECK(anew.step == 27);
  CHECK(anew.powers == Powers{1, 1});
  CHECK(anew.moment1 == Floats(anew.parameters.size(), 0.0f));
  CHECK(anew.moment2.empty());
  parent.advance(60, forever);
  for (Race* branch : {&other, &fresh}) {
    branch->advance(60, forever);
    CHECK(branch->runs()[0].trainer.steps() == 60);
    CHECK(hashes(*branch) != hashes(parent));
    // The parent's batches: the order is that of all epochs, the branch's own as well.
    CHECK(branch->certificate(branch->runs()[0]).order == parent.certificate(parent.runs()[0]).order);
  }
  // A branch's branch at once is the parent again.
  Race back(tanh, all_runs(tanh), 10);
  back.branch(0, at27);
  back.advance(60, forever);
  CHECK(hashes(back) == hashes(parent));
  const RaceSpec learned = spec_of("prelu", "adam");
  Race refused(learned, all_runs(learned), 10);
  CHECK_THROWS_MATCHES(refused.branch(0, at27), std::invalid_argument,
                       Message("branch: the state is of a network with other parameters than 'prelu' has"));
}

TEST_CASE("a branch takes another order's batches where its seed varies in nothing else", "[branch]") {
  const RaceSpec spec =
      read(R"({"seeds": 2, "vary": ["order"], "data": {"count": 50}, "network": {"layers": [{"units": 6}]},
      "batch": {"size": 8}, "stop": {"steps": 60}, "lanes": [{"activation": "tanh"}]})");
  Race race(spec, all_runs(spec), 10);
  race.advance(30, forever);
  Race branch(spec, all_runs(spec), 10);
  for (std::size_t i = 0; i < 2; ++i) branch.branch(i, race.save(0));
  CHECK(hashes(branch)[0] == hashes(branch)[1]);
  race.advance(60, forever);
  branch.advance(60, forever);
  CHECK(hashes(branch)[0] == hashes(race)[0]);
  CHECK(hashes(branch)[1] != hashes(branch)[0]);
  CHECK(hashes(branch)[1] != hashes(race)[1]);
}

}  // namespace
}  // namespace nonlin

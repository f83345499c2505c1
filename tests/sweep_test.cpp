// Sweeps: lanes at every point of one or two axes; and what the seeds of a race differ in.
#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_exception.hpp>
#include <stdexcept>
#include <string>
#include <vector>

#include "app/cli_json.hpp"
#include "race_specs.hpp"

namespace nonlin {
namespace {

using Catch::Matchers::Message;
using test::all_runs;
using test::hashes;
using test::read;

std::vector<std::string> names(const RaceSpec& spec) {
  std::vector<std::string> list;
  for (const Experiment& lane : spec.lanes) list.push_back(lane.name);
  return list;
}

TEST_CASE("every lane is there at every point of a sweep, the last axis fastest, and says which", "[sweep]") {
  const RaceSpec spec = read(R"({"lanes": [{"activation": "tanh"}, {"name": "mine", "activation": "relu"}],
      "sweep": [{"path": "optimizer.rate", "values": [0.1, 0.01]}, {"path": "initializer.id", "values": ["zeros", "auto", "he-normal"]}]})");
  CHECK(names(spec) == std::vector<std::string>{
                           "tanh, rate 0.1, id zeros", "tanh, rate 0.1, id auto", "tanh, rate 0.1, id he-normal",
                           "tanh, rate 0.01, id zeros", "tanh, rate 0.01, id auto", "tanh, rate 0.01, id he-normal",
                           "mine, rate 0.1, id zeros", "mine, rate 0.1, id auto", "mine, rate 0.1, id he-normal",
                           "mine, rate 0.01, id zeros", "mine, rate 0.01, id auto", "mine, rate 0.01, id he-normal"});
  const Experiment& last = spec.lanes.back();
  CHECK(last.lane == 1);
  CHECK(last.lane_name == "mine");
  CHECK(last.point == std::vector<int>{1, 2});
  CHECK(last.optimizer.rate == 0.01);
  CHECK(last.initializer.row->id == "he-normal");
  CHECK(spec.lanes[1].optimizer.rate == 0.1);
  CHECK(spec.lanes[1].initializer.row->id == "auto");
  CHECK(read("{}").lanes[3].point.empty());
}

TEST_CASE("a point trains what a lane with the same changes trains", "[sweep]") {
  const std::string base =
      R"({"seed": 3, "data": {"count": 50}, "network": {"layers": [{"units": 4}, {"units": 3}]}, "batch": {"size": 16}, "stop": {"steps": 30}, )";
  const RaceSpec swept = read(base + R"("lanes": [{"activation": "tanh", "set": {"initializer.gain": 2}}],
      "sweep": [{"path": "network.layers[0].units", "values": [2, 5]}, {"path": "optimizer.id", "values": ["sgd", "adam"]}]})");
  std::string lanes;
  for (const char* units : {"2", "5"})
    for (const char* id : {"sgd", "adam"})
      lanes += std::string(lanes.empty() ? "" : ", ") + R"({"activation": "tanh", "set": {"initializer.gain": 2, )" +
               R"("network.layers[0].units": )" + units + R"(, "optimizer.id": ")" + id + R"("}})";
  const RaceSpec plain = read(base + R"("lanes": [)" + lanes + "]}");
  Race a(swept, all_runs(swept), 10), b(plain, all_runs(plain), 10);
  a.advance(30, 1e9);
  b.advance(30, 1e9);
  CHECK(hashes(a) == hashes(b));
  CHECK(hashes(a)[0] != hashes(a)[1]);
}

TEST_CASE("any value that may be set may be swept: heads, losses, whole layers", "[sweep]") {
  const RaceSpec spec = read(R"({"lanes": [{"activation": "tanh"}],
      "sweep": [{"path": "head", "values": ["logistic", "tanh"]}, {"path": "network.layers", "values": [[], [{"units": 3}]]}]})");
  REQUIRE(spec.lanes.size() == 4);
  CHECK(spec.lanes[3].pairing->head == "tanh");
  CHECK(spec.lanes[3].pairing->loss == "half-mse");
  CHECK(spec.lanes[3].network.layers.size() == 1);
  CHECK(spec.lanes[2].network.layers.empty());
  CHECK(names(spec)[3] == "tanh, head tanh, layers #2");
}

TEST_CASE("a sweep and what varies are written back as they were read", "[sweep]") {
  const Value whole = complete_spec(parse_json(R"({"lanes": [{"activation": "tanh"}, {"activation": "elu"}],
      "sweep": [{"path": "optimizer.rate", "values": [1, 0.5]}], "vary": ["order", "data"]})"));
  CHECK(write_json(*whole.find("sweep")) == R"([{"path":"optimizer.rate","values":[1,0.5]}])");
  CHECK(write_json(*whole.find("vary")) == R"(["data","order"])");
  CHECK(write_json(*whole.find("lanes")) == R"([{"activation":"tanh"},{"activation":"elu"}])");
  CHECK(complete_spec(whole) == whole);
  CHECK(read_spec(whole).lanes.size() == 4);
}

TEST_CASE("sweeps and variations that are wrong are refused by name", "[sweep]") {
  const std::string not_settable =
      "cannot be set; allowed: network, head, loss, optimizer, regularization, initializer and what is in them, "
      "inputs.scale, inputs.shift, inputs.standardize";
  std::string many = "0.1";
  for (int i = 1; i < 65; ++i) many += ", 0.1";
  const std::vector<std::pair<std::string, std::string>> cases = {
      {R"({"sweep": {}})", "sweep: an object is not an array"},
      {R"({"sweep": [{"values": [1]}]})", "sweep[0]: path is missing"},
      {R"({"sweep": [{"path": "optimizer.rate"}]})", "sweep[0]: values are missing"},
      {R"({"sweep": [{"path": "optimizer.rate", "values": []}]})", "sweep[0].values: 0 values is outside 1..64"},
      {R"({"sweep": [{"path": "optimizer.rate", "values": [)" + many + "]}]}",
       "sweep[0].values: 65 values is outside 1..64"},
      {R"({"sweep": [{"path": "data.noise", "values": [0]}]})", "sweep[0].path: " + not_settable},
      {R"({"sweep": [{"path": "inputs.features", "values": [0]}]})", "sweep[0].path: " + not_settable},
      {R"({"sweep": [{"path": "head", "values": ["tanh"]}, {"path": "head", "values": ["tanh"]}]})",
       "sweep[1].path: 'head' is there twice"},
      {R"({"sweep": [{}, {}, {}]})", "sweep: 3 axes is outside 0..2"},
      {R"({"lanes": [{"activation": "relu"}], "sweep": [{"path": "optimizer.rate", "values": [1, -1]}]})",
       "lanes[0] at sweep[0].values[1]: optimizer.rate: -1 is outside (0, 1000]"},
      {R"({"lanes": [{"activation": "relu"}], "sweep": [{"path": "optimizer.rate", "values": [1]}, {"path": "optimizer.speed", "values": [1]}]})",
       "lanes[0] at sweep[0].values[0] and sweep[1].values[0]: optimizer.speed: unknown key; allowed: id, rate, beta1, "
       "beta2, epsilon, schedule, clip"},
      {R"({"lanes": [{"activation": "relu", "set": {"optimizer.rate": 1}}], "sweep": [{"path": "optimizer.rate", "values": [1]}]})",
       "lanes[0].set.'optimizer.rate': is an axis of the sweep, which gives its values"},
      {R"({"sweep": [{"path": "optimizer.rate", "values": [)" + many.substr(5) +
           R"(]}, {"path": "initializer.gain", "values": [1, 1, 1, 1, 1]}]})",
       "sweep: 16 lanes at 320 points are too many; allowed: 4096 together"},
      {R"({"vary": {}})", "vary: an object is not an array"},
      {R"({"vary": ["seed"]})", "vary[0]: 'seed' is unknown; allowed: data, weights, order"},
      {R"({"vary": ["data", "data"]})", "vary[1]: 'data' is there twice"},
  };
  for (const auto& [json, message] : cases) {
    INFO(json);
    CHECK_THROWS_MATCHES(read(json), std::invalid_argument, Message(message));
  }
}

TEST_CASE("seeds differ in what varies and in nothing else", "[sweep]") {
  for (int which = 0; which < 8; ++which) {
    INFO("variation " << which);
    std::string vary;
    for (int part = 0; part < 3; ++part)
      if (which >> part & 1)
        vary += std::string(vary.empty() ? "" : ", ") + std::vector{"\"data\"", "\"weights\"", "\"order\""}[part];
    const RaceSpec spec = read(R"({"seed": 8, "seeds": 2, "data": {"count": 40, "trainShare": 0.5, "noise": 0.1},
        "network": {"layers": [{"units": 4}]}, "batch": {"size": 6}, "stop": {"steps": 20},
        "lanes": [{"activation": "tanh"}], "vary": [)" +
                               vary + "]}");
    Race race(spec, all_runs(spec), 10);
    race.advance(20, 1e9);
    const Certificate a = race.certificate(race.runs()[0]), b = race.certificate(race.runs()[1]);
    CHECK((a.data != b.data) == bool(which & 1));
    CHECK((a.draws != b.draws) == bool(which & 2));
    CHECK((a.order != b.order) == bool(which & 4));
    CHECK((hashes(race)[0] != hashes(race)[1]) == (which != 0));
    CHECK((race.runs()[0].start_hash != race.runs()[1].start_hash) == bool(which & 2));
  }
}

}  // namespace
}  // namespace nonlin

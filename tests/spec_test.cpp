// What a spec means: its defaults, the written-out form, lanes with `set`, given points and starting parameters.
#include "race/spec.hpp"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <set>
#include <string>
#include <vector>

#include "app/cli_json.hpp"

namespace nonlin {
namespace {

RaceSpec read(const std::string& json) { return read_spec(parse_json(json)); }
Value complete(const std::string& json) { return complete_spec(parse_json(json)); }

bool same(const LayerSpec& a, const LayerSpec& b) {
  const auto same_setting = [](const ParameterSetting& x, const ParameterSetting& y) {
    return x.value == y.value && x.learned == y.learned;
  };
  return a.units == b.units && a.activation == b.activation && a.pieces == b.pieces && a.bias == b.bias &&
         a.affine == b.affine && a.norm == b.norm && a.dropout == b.dropout &&
         std::ranges::equal(a.parameters, b.parameters, same_setting);
}

bool same(const Experiment& a, const Experiment& b) {
  return a.name == b.name && a.activation == b.activation && a.inputs.features == b.inputs.features &&
         a.inputs.scale == b.inputs.scale && a.inputs.shift == b.inputs.shift &&
         a.inputs.standardize == b.inputs.standardize && a.network.inputs == b.network.inputs &&
         a.network.outputs == b.network.outputs && a.network.output_bias == b.network.output_bias &&
         std::ranges::equal(a.network.layers, b.network.layers,
                            [](const LayerSpec& x, const LayerSpec& y) { return same(x, y); }) &&
         a.pairing == b.pairing && a.optimizer.row == b.optimizer.row && a.optimizer.rate == b.optimizer.rate &&
         a.optimizer.settings == b.optimizer.settings && a.optimizer.clip == b.optimizer.clip &&
         a.optimizer.schedule.row == b.optimizer.schedule.row &&
         a.optimizer.schedule.settings == b.optimizer.schedule.settings &&
         a.optimizer.schedule.warmup == b.optimizer.schedule.warmup &&
         a.optimizer.schedule.budget == b.optimizer.schedule.budget && a.regularization.l1 == b.regularization.l1 &&
         a.regularization.l2 == b.regularization.l2 && a.regularization.l1_stays == b.regularization.l1_stays &&
         a.regularization.decay == b.regularization.decay &&
         a.regularization.activations == b.regularization.activations && a.initializer.row == b.initializer.row &&
         a.initializer.gain == b.initializer.gain && a.initializer.bias == b.initializer.bias &&
         a.initializer.bias_spread == b.initializer.bias_spread && a.batch.size == b.batch.size &&
         a.batch.shuffled == b.batch.shuffled && a.batch.carry == b.batch.carry && a.stop.steps == b.stop.steps &&
         a.stop.by_score == b.stop.by_score && a.stop.target == b.stop.target && a.start == b.start;
}

bool same(const RaceSpec& a, const RaceSpec& b) {
  const auto same_points =
      a.data.points.inputs == b.data.points.inputs && a.data.points.targets == b.data.points.targets &&
      a.data.points.train == b.data.points.train && a.data.points.kind == b.data.points.kind &&
      a.data.points.ranges == b.data.points.ranges && a.data.points.columns == b.data.points.columns &&
      a.data.points.classes == b.data.points.classes;
  return a.seed == b.seed && a.seeds == b.seeds && a.data.generator == b.data.generator &&
         a.data.parameters == b.data.parameters && a.data.count == b.data.count && a.data.noise == b.data.noise &&
         a.data.train_share == b.data.train_share && a.data.text_seed == b.data.text_seed && same_points &&
         std::ranges::equal(a.lanes, b.lanes, [](const Experiment& x, const Experiment& y) { return same(x, y); });
}

TEST_CASE("an empty spec is the opening scene", "[spec]") {
  CHECK(
      write_json(default_spec()) ==
      R"({"version":1,"seed":7,"seeds":1,)"
      R"("data":{"generator":"spiral","parameters":{"classes":2,"turns":1.5,"radius":1.5},)"
      R"("count":128,"noise":0.02,"trainShare":1},)"
      R"("inputs":{"features":["x","y"],"scale":1,"shift":0,"standardize":false},)"
      R"("network":{"layers":[{"units":16,"activation":"lane","norm":"none","bias":true,"dropout":0},)"
      R"({"units":16,"activation":"lane","norm":"none","bias":true,"dropout":0},{"units":16,"activation":"lane","norm":"none","bias":true,"dropout":0}],"outputBias":true},)"
      R"("head":"logistic","loss":"cross-entropy",)"
      R"("optimizer":{"id":"adam","rate":0.01,"beta1":0.9,"beta2":0.999,"epsilon":1e-08,)"
      R"("schedule":{"id":"constant","warmup":0},"clip":0},)"
      R"("regularization":{"l1":0,"l2":0,"l1Zero":"cross","decay":0,"activations":0},)"
      R"("initializer":{"id":"textbook","gain":1,"bias":0,"biasSpread":0},)"
      R"("batch":{"size":"all","order":"shuffled","leftover":"short"},)"
      R"("stop":{"steps":300,"target":{"loss":0.1},"stopAtTarget":false,"patience":0},)"
      R"("lanes":[{"activation":"sigmoid"},{"activation":"hard-sigmoid"},{"activation":"tanh"},)"
      R"({"activation":"hard-tanh"},{"activation":"relu"},{"activation":"leaky-relu"},{"activation":"prelu"},)"
      R"({"activation":"maxout"},{"activation":"softplus"},{"activation":"elu"},{"activation":"swish"},)"
      R"({"activation":"gelu"},{"activation":"identity"},{"activation":"step"},{"activation":"sine"},)"
      R"({"activation":"gaussian"}],"sweep":[],"vary":["data","weights","order"],"changes":[]})");
  const RaceSpec race = read("{}");
  REQUIRE(race.lanes.size() == 16);
  const std::set<int> sizes = [&] {
    std::set<int> counts;
    for (const Experiment& lane : race.lanes) counts.insert(Network(lane.network).parameter_count());
    return counts;
  }();
  CHECK(sizes == std::set<int>{609, 657, 1201});  // all others, prelu, maxout
}

TEST_CASE("defaults follow the task", "[spec]") {
  struct Case {
    const char* json;
    const char *head, *loss;
    int inputs, outputs;
    bool by_score;
    double target;
  };
  const std::vector<Case> cases{
      {R"({})", "logistic", "cross-entropy", 2, 1, false, 0.1},
      {R"({"data": {"parameters": {"classes": 3}}})", "softmax", "cross-entropy", 2, 3, false, 0.1},
      {R"({"data": {"generator": "blobs", "parameters": {"classes": 4}}})", "softmax", "cross-entropy", 2, 4, false,
       0.1},
      {R"({"data": {"generator": "plane"}})", "identity", "mse", 2, 1, true, 0.9},
      {R"({"data": {"generator": "sine"}})", "identity", "mse", 1, 1, true, 0.9},
      {R"({"head": "softmax"})", "softmax", "cross-entropy", 2, 2, false, 0.1},
      {R"({"head": "tanh"})", "tanh", "half-mse", 2, 1, false, 0.1},
      {R"({"loss": "half-mse"})", "tanh", "half-mse", 2, 1, false, 0.1},
      {R"({"loss": "cross-entropy"})", "logistic", "cross-entropy", 2, 1, false, 0.1},
      {R"({"inputs": {"features": ["sin-y", "x"]}})", "logistic", "cross-entropy", 2, 1, false, 0.1},
      {R"({"inputs": {"features": ["x", "y", "x2", "y2", "xy", "sin-x", "sin-y"]}})", "logistic", "cross-entropy", 7, 1,
       false, 0.1},
      {R"({"data": {"points": {"inputs": [[1,2,3],[4,5,6]], "targets": [[0],[4]]}}})", "softmax", "cross-entropy", 3, 5,
       false, 0.1},
      {R"({"data": {"points": {"inputs": [[1],[4]], "targets": [[0.5, 1],[4, 1]]}}})", "identity", "mse", 1, 2, true,
       0.9},
      {R"({"data": {"points": {"inputs": [[1],[4]], "targets": [[0],[1]]}}})", "logistic", "cross-entropy", 1, 1, false,
       0.1},
      {R"({"data": {"points": {"inputs": [[1],[4]], "targets": [[0],[1]]}}, "loss": "mse"})", "identity", "mse", 1, 1,
       true, 0.9},
      {R"({"data": {"points": {"inputs": [[1],[4]], "targets": [[0],[1]], "kind": "values"}}})", "identity", "mse", 1,
       1, true, 0.9},
      {R"({"data": {"points": {"inputs": [[1],[4]], "targets": [[0],[1]]}}, "head": "tanh"})", "tanh", "half-mse", 1, 1,
       false, 0.1},
  };
  for (const Case& expected : cases) {
    INFO(expected.json);
    const Experiment lane = read(expected.json).lanes.at(0);
    CHECK(lane.pairing->head == expected.head);
    CHECK(lane.pairing->loss == expected.loss);
    CHECK(lane.network.inputs == expected.inputs);
    CHECK(lane.network.outputs == expected.outputs);
    CHECK(lane.stop.by_score == expected.by_score);
    CHECK(lane.stop.target == expected.target);
  }
}

TEST_CASE("features are used in the order of their table, whatever the order in the text", "[spec]") {
  const Experiment lane = read(R"({"inputs": {"features": ["sin-x", "y", "x"], "scale": 4, "shift": -0.5}})").lanes[0];
  CHECK(lane.inputs.features == std::vector<std::string>{"x", "y", "sin-x"});
  CHECK(lane.inputs.scale == 4);
  CHECK(lane.inputs.shift == -0.5);
}

TEST_CASE("every row of every table can be asked for by its id, and is written back", "[spec]") {
  const auto kept = [](const Value& spec) { CHECK(same(read_spec(complete_spec(spec)), read_spec(spec))); };
  for (const Activation& row : activations()) {
    INFO(row.id);
    const Object layer{{"units", 3}, {"activation", row.id}};
    const Value own = Object{{"network", Object{{"layers", Array{layer}}}}};
    const Value by_lane = Object{{"lanes", Array{Object{{"activation", row.id}}}}};
    CHECK(same(read_spec(own).lanes.at(0).network.layers.at(0), make_layer(3, row)));
    CHECK(same(read_spec(by_lane).lanes.at(0).network.layers.at(2), make_layer(16, row)));
    CHECK(read_spec(by_lane).lanes.at(0).name == row.id);
    kept(own);
    kept(by_lane);
  }
  for (const Optimizer& row : optimizers()) {
    INFO(row.id);
    const Value spec = Object{{"optimizer", Object{{"id", row.id}}}};
    const OptimizerSpec optimizer = read_spec(spec).lanes.at(0).optimizer;
    CHECK(optimizer.row == &row);
    CHECK(optimizer.rate == 0.01);
    for (std::size_t i = 0; i < row.parameter_list().size(); ++i) {
      CHECK(optimizer.settings[i] == row.parameters[i].initial);
    }
    kept(spec);
  }
  for (const Initializer& row : initializers()) {
    INFO(row.id);
    const Value spec = Object{{"initializer", Object{{"id", row.id}}}};
    CHECK(read_spec(spec).lanes.at(0).initializer.row == &row);
    kept(spec);
  }
  for (const Generator& row : generators()) {
    INFO(row.id);
    const Value spec = Object{{"data", Object{{"generator", row.id}}}};
    CHECK(read_spec(spec).data.count == row.initial_count);
    CHECK(read_spec(spec).data.noise == row.initial_noise);
    kept(spec);
  }
  for (const Pairing& row : pairings()) {
    INFO(row.head << " " << row.loss);
    const Value data = Object{{"generator", row.for_classes ? "spiral" : row.for_labels ? "venn" : "sine"}};
    const Value spec = Object{{"data", data}, {"head", row.head}, {"loss", row.loss}};
    CHECK(read_spec(spec).lanes.at(0).pairing == &row);
    kept(spec);
  }
}

const char* const full_spec = R"({
  "version": 1, "seed": 4294967295, "seeds": 20,
  "data": {"generator": "moons", "parameters": {"drop": 0.25}, "count": 200, "noise": 0.15, "trainShare": 0.7},
  "inputs": {"features": ["x", "xy"], "scale": 2, "shift": 0.125, "standardize": true},
  "network": {"layers": [
    {"units": 5, "activation": "lane", "bias": false},
    {"units": 4, "activation": "prelu", "parameters": {"alpha": {"value": 0.1, "learned": "layer"}}},
    {"units": 3, "activation": "maxout", "pieces": 4},
    {"units": 2, "activation": "swish", "parameters": {"beta": {"value": 2, "learned": "unit"}}, "norm": "batch"},
    {"units": 2, "activation": "prelu", "parameters": {"alpha": {"learned": false}}, "norm": "layer", "dropout": 0.25},
    {"units": 1, "activation": "gelu", "parameters": {"sigma": 0.5}}], "outputBias": false},
  "head": "tanh", "loss": "half-mse",
  "optimizer": {"id": "momentum", "rate": 0.3, "momentum": 0.8, "clip": 0.5,
    "schedule": {"id": "cosine", "warmup": 3, "over": 50, "floor": 0.1}},
  "regularization": {"l1": 0.001, "l2": 0.01, "l1Zero": "stay", "decay": 0.02, "activations": 0.002},
  "initializer": {"id": "uniform", "gain": 0.3333333333333333, "bias": -0.1, "biasSpread": 0.75},
  "batch": {"size": 32, "order": "fixed", "leftover": "carry"},
  "stop": {"steps": 77, "target": {"score": 0.95}},
  "lanes": [
    {"name": "硬 Tanh", "activation": "hard-tanh", "set": {"initializer.gain": 4, "inputs.scale": 0.5}},
    {"activation": "elu", "parameters": {"alpha": 0.5}},
    {"activation": "maxout", "parameters": {"pieces": 3}, "set": {}}],
  "sweep": [], "vary": ["data", "weights", "order"], "changes": []})";

TEST_CASE("a spec with everything in it is read to the last number", "[spec]") {
  const RaceSpec race = read(full_spec);
  CHECK(race.seed == 4294967295u);
  CHECK(race.seeds == 20);
  CHECK(race.data.generator == "moons");
  CHECK(race.data.parameters.at("drop") == 0.25);
  CHECK(race.data.count == 200);
  CHECK(race.data.noise == 0.15);
  CHECK(race.data.train_share == 0.7);
  REQUIRE(race.lanes.size() == 3);
  const Experiment& lane = race.lanes[0];
  CHECK(lane.name == "硬 Tanh");
  CHECK(lane.activation == "hard-tanh");
  CHECK(lane.inputs.features == std::vector<std::string>{"x", "xy"});
  CHECK(lane.inputs.scale == 0.5);
  CHECK(lane.inputs.shift == 0.125);
  CHECK(lane.inputs.standardize);
  CHECK(lane.network.inputs == 2);
  CHECK(lane.network.outputs == 1);
  const auto& layers = lane.network.layers;
  REQUIRE(layers.size() == 6);
  CHECK((layers[0].activation->id == "hard-tanh" && !layers[0].bias && layers[0].units == 5));
  CHECK((layers[1].parameters[0].value == 0.1 && layers[1].parameters[0].learned == Learned::layer));
  CHECK((layers[2].activation->id == "maxout" && layers[2].pieces == 4 && layers[2].bias));
  CHECK((layers[3].parameters[0].value == 2 && layers[3].parameters[0].learned == Learned::unit));
  CHECK((layers[4].parameters[0].value == 0.25 && layers[4].parameters[0].learned == Learned::no));
  CHECK((layers[5].parameters[0].value == 0 && layers[5].parameters[1].value == 0.5));
  CHECK(lane.pairing == find_pairing("tanh", "half-mse"));
  CHECK((lane.optimizer.row->id == "momentum" && lane.optimizer.rate == 0.3 && lane.optimizer.settings[0] == 0.8));
  CHECK((layers[3].norm == Norm::batch && !layers[3].bias && layers[3].dropout == 0));
  CHECK((layers[4].norm == Norm::layer && layers[4].bias && layers[4].dropout == 0.25));
  CHECK((layers[2].norm == Norm::none && layers[2].bias));
  CHECK(!lane.network.output_bias);
  CHECK((lane.regularization.l1 == 0.001 && lane.regularization.l2 == 0.01));
  CHECK(lane.regularization.activations == 0.002);
  CHECK((lane.regularization.l1_stays && lane.regularization.decay == 0.02 && lane.optimizer.clip == 0.5));
  const ScheduleSpec& schedule = lane.optimizer.schedule;
  CHECK((schedule.row->id == "cosine" && schedule.warmup == 3 && schedule.settings == ScheduleSettings{50, 0.1}));
  CHECK(schedule.budget == 77);
  CHECK((lane.initializer.row->id == "uniform" && lane.initializer.gain == 4 && lane.initializer.bias == -0.1 &&
         lane.initializer.bias_spread == 0.75));
  CHECK((lane.batch.size == 32 && !lane.batch.shuffled && lane.batch.carry));
  CHECK((lane.stop.steps == 77 && lane.stop.by_score && lane.stop.target == 0.95));
  CHECK(race.lanes[1].initializer.gain == 0.3333333333333333);
  CHECK(race.lanes[1].network.layers[0].parameters[0].value == 0.5);
  CHECK(race.lanes[1].name == "elu");
  CHECK(race.lanes[2].network.layers[0].pieces == 3);
}

TEST_CASE("writing a spec out changes nothing and writing it twice neither", "[spec]") {
  const std::vector<std::string> specs{
      "{}",
      full_spec,
      R"({"network": {"layers": []}})",
      R"({"data": {"points": {"inputs": [[0.1, 2], [3, 4], [5, 6]], "targets": [[0], [1], [0]], "train": [true, false, true]}}})",
      R"({"data": {"points": {"inputs": [[1, 2, 3], [4, 5, 6]], "targets": [[0.5], [1]]}, "trainShare": 0.5}})",
      R"({"data": {"points": {"kind": "classes", "inputs": [[1, 2], [3, 4]], "targets": [[0], [1]], "ranges": [[-1, 9.5], [0, 1e3]],
          "columns": ["length", "萼片", "kind"], "classes": ["setosa", "versicolor"]}}})",
      R"({"data": {"generator": "tfp-spiral", "textSeed": "0.59704", "noise": 10}, "initializer": {"id": "tfp"}})",
      R"({"data": {"points": {"kind": "labels", "inputs": [[1, 2], [3, 4]], "targets": [[0, 1], [1, 1]]}}})",
      R"({"head": "tanh", "lanes": [{"activation": "relu", "set": {"head": "softmax"}}]})",
      R"({"network": {"layers": [{"units": 1, "activation": "tanh"}]},
          "start": {"b1": [1], "W0": [[0.1, 1e-30]], "b0": [3], "W1": [[4]]}})",
  };
  for (const std::string& json : specs) {
    INFO(json);
    const Value once = complete(json);
    CHECK(complete_spec(once) == once);
    CHECK(same(read_spec(once), read(json)));
    CHECK(parse_json(write_json(once)) == once);
    CHECK(parse_json(write_json(once, true)) == once);
  }
}

TEST_CASE("lanes default to the sixteen where a layer takes the lane's activation, else to one", "[spec]") {
  CHECK(read("{}").lanes.size() == 16);
  const RaceSpec race = read(R"({"network": {"layers": [{"activation": "tanh"}]}})");
  REQUIRE(race.lanes.size() == 1);
  CHECK(race.lanes[0].name == "base");
  CHECK(race.lanes[0].activation.empty());
  // An activation that no layer asks for is not used.
  const RaceSpec linear = read(R"({"network": {"layers": []}, "lanes": [{"activation": "relu"}]})");
  CHECK(linear.lanes.at(0).name == "relu");
  CHECK(linear.lanes.at(0).activation.empty());
}

}  // namespace
}  // namespace nonlin

// What a lane's `set` may change, given starting parameters, and documents with something changed at random.
#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <random>
#include <stdexcept>
#include <string>
#include <tuple>
#include <vector>

#include "app/cli_json.hpp"
#include "race/spec.hpp"

namespace nonlin {
namespace {

/// The first lane of the opening scene with `set` (JSON) and the activation relu.
Experiment with_set(const std::string& set) {
  return read_spec(parse_json(R"({"lanes": [{"activation": "relu", "set": )" + set + "}]}")).lanes.at(0);
}

TEST_CASE("set reaches everything a lane may change", "[spec]") {
  CHECK(with_set(R"({"inputs.scale": 4})").inputs.scale == 4);
  CHECK(with_set(R"({"inputs.shift": -1})").inputs.shift == -1);
  CHECK(with_set(R"({"optimizer.rate": 0.5})").optimizer.rate == 0.5);
  CHECK(with_set(R"({"optimizer.beta2": 0.5})").optimizer.settings[1] == 0.5);
  CHECK(with_set(R"({"optimizer": {"id": "momentum", "momentum": 0.5}})").optimizer.settings[0] == 0.5);
  CHECK(with_set(R"({"regularization.l1": 1})").regularization.l1 == 1);
  CHECK(with_set(R"({"regularization": {"l2": 2}})").regularization.l2 == 2);
  CHECK(with_set(R"({"regularization.l1Zero": "stay"})").regularization.l1_stays);
  CHECK(with_set(R"({"regularization.decay": 0.1})").regularization.decay == 0.1);
  CHECK(with_set(R"({"optimizer.clip": 2})").optimizer.clip == 2);
  CHECK(with_set(R"({"optimizer.schedule.warmup": 5})").optimizer.schedule.warmup == 5);
  CHECK(with_set(R"({"optimizer.schedule": {"id": "step", "every": 9}})").optimizer.schedule.settings[0] == 9);
  CHECK(with_set(R"({"optimizer.schedule.id": "cosine", "optimizer.schedule.floor": 0.5})")
            .optimizer.schedule.settings[1] == 0.5);
  CHECK(with_set(R"({"initializer.gain": 3})").initializer.gain == 3);
  CHECK(with_set(R"({"initializer.bias": 3})").initializer.bias == 3);
  CHECK(with_set(R"({"initializer.id": "zeros"})").initializer.row->id == "zeros");
  CHECK(with_set(R"({"initializer": {"id": "he-normal", "gain": 2}})").initializer.gain == 2);
  CHECK(with_set(R"({"network.layers[1].units": 7})").network.layers[1].units == 7);
  CHECK(with_set(R"({"network.layers[2].bias": false})").network.layers[2].bias == false);
  CHECK(with_set(R"({"network.outputBias": false})").network.output_bias == false);
  CHECK(with_set(R"({"network.layers[0].dropout": 0.5})").network.layers[0].dropout == 0.5);
  CHECK(with_set(R"({"regularization.activations": 0.5})").regularization.activations == 0.5);
  CHECK(with_set(R"({"network.layers[0]": {"units": 2}})").network.layers[0].units == 2);
  CHECK(with_set(R"({"network.layers": []})").network.layers.empty());
  CHECK(with_set(R"({"network": {"layers": [{"units": 9}]}})").network.layers.size() == 1);
  const LayerSpec maxout =
      with_set(R"({"network.layers[0].activation": "maxout", "network.layers[0].pieces": 5})").network.layers[0];
  CHECK((maxout.activation->id == "maxout" && maxout.pieces == 5));
  const LayerSpec elu =
      with_set(R"({"network.layers[0].activation": "elu", "network.layers[0].parameters.alpha": 0.5})")
          .network.layers[0];
  CHECK(elu.parameters.at(0).value == 0.5);
}

TEST_CASE("set changes one lane and no other, and what it does not name stays the base's", "[spec]") {
  const RaceSpec race = read_spec(parse_json(R"({
      "optimizer": {"id": "momentum", "rate": 0.3, "momentum": 0.5}, "initializer": {"gain": 2},
      "lanes": [{"activation": "relu"}, {"activation": "relu", "set": {"optimizer.rate": 0.1}}]})"));
  CHECK(race.lanes[0].optimizer.rate == 0.3);
  CHECK(race.lanes[1].optimizer.rate == 0.1);
  CHECK(race.lanes[1].optimizer.settings[0] == 0.5);
  CHECK(race.lanes[1].initializer.gain == 2);
}

TEST_CASE("what belongs to a thing that set replaces goes with it", "[spec]") {
  const OptimizerSpec sgd = with_set(R"({"optimizer.rate": 0.5, "optimizer.id": "sgd"})").optimizer;
  CHECK((sgd.row->id == "sgd" && sgd.rate == 0.5));
  const Value spec = parse_json(R"({"network": {"layers": [{"activation": "prelu"}, {"activation": "maxout"}]},
      "lanes": [{"set": {"network.layers[0].activation": "elu", "network.layers[1].activation": "tanh"}}]})");
  const NetworkSpec network = read_spec(spec).lanes.at(0).network;
  CHECK(network.layers[0].parameters.at(0).value == 1);
  CHECK(network.layers[1].pieces == 1);
}

TEST_CASE("a schedule and a decay that belonged to what set replaces go with it, others stay", "[spec]") {
  const auto lane = [](const std::string& base, const std::string& set) {
    return read_spec(parse_json("{" + base + R"("lanes": [{"activation": "relu", "set": )" + set + "}]}")).lanes.at(0);
  };
  const std::string step = R"("optimizer": {"id": "sgd", "schedule": {"id": "step", "warmup": 4, "every": 9}}, )";
  const ScheduleSpec cosine = lane(step, R"({"optimizer.schedule.id": "cosine"})").optimizer.schedule;
  CHECK((cosine.row->id == "cosine" && cosine.warmup == 4 && cosine.settings == ScheduleSettings{0, 0}));
  CHECK(lane(step, R"({"optimizer.id": "rmsprop"})").optimizer.schedule.settings[0] == 9);

  const std::string decay = R"("regularization": {"decay": 0.3}, )", own = R"("optimizer": {"id": "adamw"}, )";
  CHECK(lane("", R"({"optimizer.id": "adamw"})").regularization.decay == 0.01);
  CHECK(lane("", R"({"optimizer": {"id": "adamw"}})").regularization.decay == 0.01);
  CHECK(lane("", R"({"optimizer.id": "adamw", "regularization.decay": 0})").regularization.decay == 0);
  CHECK(lane("", R"({"regularization.decay": 0, "optimizer.id": "adamw"})").regularization.decay == 0);
  CHECK(lane("", R"({"optimizer.id": "adamw", "regularization": {"decay": 0}})").regularization.decay == 0);
  CHECK(lane("", R"({"optimizer.rate": 0.1})").regularization.decay == 0);
  CHECK(lane(own, "{}").regularization.decay == 0.01);
  CHECK(lane(own, R"({"optimizer.id": "adam"})").regularization.decay == 0);
  CHECK(lane(own, R"({"optimizer.beta1": 0.5})").regularization.decay == 0.01);
  CHECK(lane(decay, R"({"optimizer.id": "adamw"})").regularization.decay == 0.3);
}

TEST_CASE("a head set alone keeps the loss it pairs with, else brings its own", "[spec]") {
  CHECK(with_set(R"({"head": "softmax"})").pairing == find_pairing("softmax", "cross-entropy"));
  CHECK(with_set(R"({"head": "softmax"})").network.outputs == 2);
  CHECK(with_set(R"({"head": "tanh"})").pairing == find_pairing("tanh", "half-mse"));
  CHECK(with_set(R"({"loss": "half-mse"})").pairing == find_pairing("tanh", "half-mse"));
  CHECK(with_set(R"({"head": "tanh", "loss": "half-mse"})").pairing == find_pairing("tanh", "half-mse"));
  CHECK(with_set(R"({"head": "identity"})").pairing == find_pairing("identity", "multi-hinge"));
  CHECK(with_set(R"({"loss": "hinge"})").pairing == find_pairing("logistic", "hinge"));
  CHECK(with_set(R"({"loss": "mse"})").pairing == find_pairing("logistic", "mse"));
  // Tanh with the squared error is for values: here it stands for a head alone.
  const RaceSpec changed = read_spec(parse_json(
      R"({"loss": "mse", "lanes": [{"activation": "relu", "set": {"head": "tanh"}}, {"activation": "relu"}]})"));
  CHECK(changed.lanes.at(0).pairing == find_pairing("tanh", "half-mse"));
  CHECK(changed.lanes.at(1).pairing == find_pairing("logistic", "mse"));
  CHECK(changed.lanes.at(1).pairing->for_classes);
}

TEST_CASE("starting parameters go to the lanes that have such blocks", "[spec]") {
  const RaceSpec race = read_spec(parse_json(R"({
      "network": {"layers": [{"units": 2}]},
      "lanes": [{"activation": "tanh"}, {"activation": "prelu"},
                {"activation": "swish", "parameters": {"beta": {"learned": "layer"}}}],
      "start": {"W0": [[1, 2], [3, 4]], "b0": [5, 6], "W1": [[7, 8]], "b1": [9], "alpha0": [0.1, 0.2],
                "swish_beta0": [1.5]}})"));
  CHECK(race.lanes[0].start.at("W0") == std::vector<double>{1, 2, 3, 4});
  CHECK(race.lanes[0].start.at("b1") == std::vector<double>{9});
  CHECK(race.lanes[0].start.size() == 4);
  CHECK(race.lanes[1].start.at("alpha0") == std::vector<double>{0.1, 0.2});
  CHECK(race.lanes[1].start.size() == 5);
  CHECK(race.lanes[2].start.at("swish_beta0") == std::vector<double>{1.5});
  CHECK(race.lanes[2].start.size() == 5);
}

/// All places of a tree that hold a value.
void collect(Value& value, std::vector<Value*>& places) {
  places.push_back(&value);
  if (Object* object = value.as<Object>()) {
    for (auto& [key, member] : *object) collect(member, places);
  }
  if (Array* array = value.as<Array>()) {
    for (Value& item : *array) collect(item, places);
  }
}

/// Changes one thing: a value, its type, a key, or the size of an array or object.
void mutate(Value& document, std::mt19937& random) {
  std::vector<Value*> places;
  collect(document, places);
  Value& place = *places[random() % places.size()];
  const auto pick = [&](auto... values) {
    const std::vector<Value> list{Value(values)...};
    return list[random() % list.size()];
  };
  const Value other =
      pick(0, 1, 2, 3, 4, 8, 16, 0.5, 0.1, -1, 1e300, 1e-300, 4294967296.0, true, false, Value(), "", "lane", "relu",
           "prelu", "maxout", "tanh", "softmax", "sgd", "all", "sine", "unit", "optimizer.rate", Array{}, Object{});
  switch (random() % 6) {
    case 0:
      if (double* x = place.as<double>()) *x *= pick(0.5, 2, -1, 1.25, 1e9).template as<double>()[0];
      break;
    case 1:
      if (Object* object = place.as<Object>(); object && !object->empty()) {
        object->erase(object->begin() + static_cast<std::ptrdiff_t>(random() % object->size()));
      }
      break;
    case 2:
      if (Object* object = place.as<Object>(); object && !object->empty()) {
        (*object)[random() % object->size()].first += "x";
      }
      break;
    case 3:
      if (Array* array = place.as<Array>(); array && !array->empty()) {
        if (random() % 2 == 0) {
          array->push_back((*array)[random() % array->size()]);
        } else {
          array->pop_back();
        }
      }
      break;
    default:
      place = other;
  }
}

TEST_CASE("set changes a layer's normalisation, and the bias that batch norm has no place for", "[spec]") {
  const auto layer = [](const std::string& base, const std::string& set) {
    return read_spec(parse_json(R"({"network": {"layers": [)" + base +
                                R"(]}, "lanes": [{"activation": "relu", "set": {)" + set + "}}]}"))
        .lanes.at(0)
        .network.layers.at(0);
  };
  const LayerSpec batch = layer("{}", R"("network.layers[0].norm": "batch")");
  CHECK((batch.norm == Norm::batch && !batch.bias));
  const LayerSpec shifted = layer(R"({"startBias": -5})", R"("network.layers[0].norm": "batch")");
  CHECK((!shifted.bias && !shifted.start_bias));
  CHECK(layer("{}", R"("network.layers[0].startBias": -5)").start_bias == -5.0);
  const LayerSpec none = layer(R"({"norm": "batch"})", R"("network.layers[0].norm": "none")");
  CHECK((none.norm == Norm::none && none.bias));
  const LayerSpec bare = layer(R"({"bias": false})", R"("network.layers[0].norm": "layer")");
  CHECK((bare.norm == Norm::layer && !bare.bias));
  const LayerSpec after = layer(R"({"norm": "batch", "bias": false})",
                                R"("network.layers[0].norm": "layer", "network.layers[0].bias": false)");
  CHECK((after.norm == Norm::layer && !after.bias));
}

TEST_CASE("the order of the keys of a set does not matter", "[spec]") {
  const auto whole = [](const std::string& set) {
    const Value spec = complete_spec(parse_json(R"({"lanes": [{"activation": "relu", "set": {)" + set + "}}]}"));
    const RaceSpec read = read_spec(spec);
    const Experiment& lane = read.lanes.at(0);
    const LayerSpec& layer = lane.network.layers.at(0);
    return std::tuple(layer.units, layer.norm, layer.bias, layer.activation ? layer.activation->id : "", layer.pieces,
                      lane.optimizer.row->id, lane.optimizer.settings[0], lane.optimizer.schedule.row->id,
                      lane.optimizer.schedule.settings[0]);
  };
  for (const auto& [first, second] : std::initializer_list<std::pair<std::string, std::string>>{
           {R"("network.layers[0].norm": "layer")", R"("network.layers[0].bias": false)"},
           {R"("network.layers[0].activation": "maxout")", R"("network.layers[0].pieces": 4)"},
           {R"("network.layers[0]": {"units": 9})", R"("network.layers[0].norm": "layer")"},
           {R"("optimizer.id": "momentum")", R"("optimizer.momentum": 0.5)"},
           {R"("optimizer": {"id": "sgd"})", R"("optimizer.schedule": {"id": "cosine", "floor": 0.2})"},
           {R"("optimizer.schedule.id": "cosine")", R"("optimizer.schedule.floor": 0.2)"}}) {
    INFO(first << ", " << second);
    CHECK(whole(first + ", " + second) == whole(second + ", " + first));
  }
  for (const char* set : {R"("network.layers[0].norm": "batch", "network.layers[0].bias": true)",
                          R"("network.layers[0].bias": true, "network.layers[0].norm": "batch")"})
    CHECK_THROWS(whole(set));
}

TEST_CASE("a spec changed at random is read or refused with a path, never worse", "[spec]") {
  const std::vector<std::string> sources{
      R"({"version": 1, "seed": 3, "seeds": 2, "data": {"generator": "blobs", "parameters": {"classes": 3}, "count": 16,
          "noise": 0.1, "trainShare": 0.75}, "inputs": {"features": ["x", "y", "xy"], "scale": 2, "shift": 0.5},
          "network": {"layers": [{"units": 3, "activation": "lane", "norm": "layer", "bias": true, "dropout": 0.5},
          {"units": 4, "activation": "prelu", "parameters": {"alpha": {"value": 0.1, "learned": "layer"}}},
          {"units": 2, "activation": "maxout", "pieces": 3, "norm": "batch"}], "outputBias": true}, "optimizer": {"id": "momentum", "rate": 0.1, "momentum": 0.5},
          "regularization": {"l1": 0, "l2": 0.1}, "initializer": {"id": "uniform", "gain": 2, "bias": 0},
          "batch": {"size": 4, "order": "fixed", "leftover": "short"}, "stop": {"steps": 10, "target": {"loss": 0.2}},
          "lanes": [{"activation": "relu", "name": "a"}, {"activation": "elu", "parameters": {"alpha": 0.5},
          "set": {"network.layers[1].units": 3, "optimizer.rate": 0.5, "head": "softmax"}}]})",
      R"({"data": {"points": {"inputs": [[1, 2], [3, 4], [5, 6]], "targets": [[0], [1], [1]], "train": [true, false, true]}},
          "network": {"layers": [{"units": 1, "activation": "lane"}]}, "head": "tanh", "loss": "half-mse",
          "lanes": [{"activation": "swish", "parameters": {"beta": {"value": 1, "learned": "unit"}}}],
          "start": {"W0": [[0.5, 0.5]], "b0": [0], "swish_beta0": [1], "W1": [[1]], "b1": [0]}})",
  };
  std::mt19937 random(20240607);
  int read = 0, refused = 0;
  for (int i = 0; i < 6000; ++i) {
    Value document = parse_json(sources[static_cast<std::size_t>(i) % sources.size()]);
    for (auto changes = 1 + random() % 2; changes > 0; --changes) mutate(document, random);
    try {
      const Value once = complete_spec(document);
      if (!(complete_spec(once) == once)) FAIL("not the same when written twice: " << write_json(document));
      ++read;
    } catch (const std::invalid_argument& error) {
      const std::string message = error.what();
      // A path: a key of the document, or the document itself, before the first ": ".
      if (message.find(": ") == std::string::npos || message.find(": ") == 0) FAIL("no path in: " << message);
      ++refused;
    }
  }
  CHECK(read > 1500);
  CHECK(refused > 1500);
}

}  // namespace
}  // namespace nonlin

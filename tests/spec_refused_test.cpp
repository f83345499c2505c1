// Specs that must be refused, each with its exact message.
#include <catch2/catch_test_macros.hpp>
#include <limits>
#include <stdexcept>
#include <string>
#include <vector>

#include "app/cli_json.hpp"
#include "race/reader.hpp"
#include "race/spec.hpp"

namespace nonlin {
namespace {

struct Refused {
  const char* json;
  std::string message;
};

std::string all_activations() { return joined(ids_of(activations())); }
std::string all_generators() { return joined(ids_of(generators())); }

const std::string set_allowed =
    "cannot be set; allowed: network, head, loss, optimizer, regularization, initializer and what is in them, "
    "inputs.scale, inputs.shift, inputs.standardize";

std::vector<Refused> refused_documents() {
  return {
      {R"([])", "spec: an array is not an object"},
      {R"("spiral")", "spec: 'spiral' is not an object"},
      {R"(null)", "spec: null is not an object"},
      {R"({"sed": 1})",
       "sed: unknown key; allowed: version, seed, seeds, data, inputs, network, head, loss, optimizer, regularization, "
       "initializer, batch, stop, lanes, sweep, vary, changes, start"},
      {R"({"a b\n": 1})",
       "'a b?': unknown key; allowed: version, seed, seeds, data, inputs, network, head, loss, optimizer, "
       "regularization, initializer, batch, stop, lanes, sweep, vary, changes, start"},
      {R"({"version": 2})", "version: 2 is not a version this program reads; allowed: 1"},
      {R"({"version": "1"})", "version: '1' is not a version this program reads; allowed: 1"},
      {R"({"seed": -1})", "seed: -1 is outside 0..4294967295"},
      {R"({"seed": 4294967296})", "seed: 4294967296 is outside 0..4294967295"},
      {R"({"seed": 0.5})", "seed: 0.5 is not a whole number in 0..4294967295"},
      {R"({"seed": "7"})", "seed: '7' is not a whole number in 0..4294967295"},
      {R"({"seeds": 0})", "seeds: 0 is outside 1..512"},
      {R"({"seeds": 513})", "seeds: 513 is outside 1..512"},
  };
}

std::vector<Refused> refused_data() {
  return {
      {R"({"data": 3})", "data: 3 is not an object"},
      {R"({"data": {"shape": "xor"}})",
       "data.shape: unknown key; allowed: generator, parameters, count, noise, trainShare, textSeed, points"},
      {R"({"data": {"generator": "spirals"}})", "data.generator: 'spirals' is unknown; allowed: " + all_generators()},
      {R"({"data": {"textSeed": "0.5"}})", "data.textSeed: not allowed with spiral, only with tfp-*"},
      {R"({"data": {"generator": "tfp-xor", "textSeed": 0.5}})", "data.textSeed: 0.5 is not a text"},
      {R"({"data": {"generator": "tfp-xor", "textSeed": ""}})",
       "data.textSeed: an empty text; allowed: 1..64 characters"},
      {R"({"data": {"generator": "tfp-xor", "textSeed": "\u00e9"}})",
       "data.textSeed: '\u00e9' is not 1..64 printable ASCII characters"},
      {R"({"data": {"generator": "tfp-xor", "noise": 81}})", "data.noise: 81 is outside 0..80"},
      {R"({"data": {"generator": "tfp-xor", "parameters": {"size": 1}}})",
       "data.parameters.size: unknown key; allowed: none"},
      {R"({"data": {"textSeed": "a", "points": {"inputs": [[0], [1]], "targets": [[0], [1]]}}})",
       "data.textSeed: not allowed beside data.points"},
      {R"({"data": {"generator": 4}})", "data.generator: 4 is not a text; allowed: " + all_generators()},
      {R"({"data": {"parameters": {"clases": 3}}})",
       "data.parameters.clases: unknown key; allowed: classes, turns, radius"},
      {R"({"data": {"parameters": {"classes": 5}}})", "data.parameters.classes: 5 is outside 2..4"},
      {R"({"data": {"parameters": {"classes": "3"}}})", "data.parameters.classes: '3' is not a finite number"},
      {R"({"data": {"parameters": {"classes": 2.5}}})", "data.parameters.classes: 2.5 is not a whole number"},
      {R"({"data": {"count": 1}})", "data.count: 1 is outside 2..20000"},
      {R"({"data": {"count": 128.5}})", "data.count: 128.5 is not a whole number in 2..20000"},
      {R"({"data": {"count": 1e300}})", "data.count: 1e+300 is outside 2..20000"},
      {R"({"data": {"noise": -0.1}})", "data.noise: -0.1 is outside 0..1"},
      {R"({"data": {"noise": null}})", "data.noise: null is not a finite number"},
      {R"({"data": {"trainShare": 0}})", "data.trainShare: 0 is outside 0.01..1"},
      {R"({"data": {"points": {"targets": [[0], [1]]}}})", "data.points: inputs are missing"},
      {R"({"data": {"points": {"inputs": [[0], [1]]}}})", "data.points: targets are missing"},
      {R"({"data": {"points": {"inputs": [], "targets": []}}})", "data.points.inputs: 0 rows is outside 2..20000"},
      {R"({"data": {"points": {"inputs": [[0], ["a"]], "targets": [[0], [1]]}}})",
       "data.points.inputs[1][0]: 'a' is not a finite number"},
      {R"({"data": {"points": {"inputs": [[0], 1], "targets": [[0], [1]]}}})",
       "data.points.inputs[1]: 1 is not an array of numbers"},
      {R"({"data": {"points": {"inputs": [[0], [1, 2]], "targets": [[0], [1]]}}})",
       "data.points.inputs[1]: 2 columns, but row 0 has 1"},
      {R"({"data": {"points": {"inputs": [[0], [1]], "targets": [[0], [1]], "train": [true]}}})",
       "data.points.train: 1 entries, but data.points.inputs has 2"},
      {R"({"data": {"points": {"inputs": [[0], [1]], "targets": [[0], [1]], "train": [true, 1]}}})",
       "data.points.train[1]: 1 is not true or false"},
      {R"({"data": {"points": {"inputs": [[0], [1]], "targets": [[0], [1]], "train": []}}})",
       "data.points.train: an empty array; allowed: true or false for every point"},
      {R"({"data": {"points": {"inputs": [[0], [1]], "targets": [[0], [0.5]], "kind": "classes"}}})",
       "data.points.targets[1][0]: 0.5 is not a class number 0..9"},
      {R"({"data": {"points": {"inputs": [[0], [1]], "targets": [[0], [1]], "ranges": [[0, 1, 2]]}}})",
       "data.points.ranges: a range has two numbers, where it begins and where it ends"},
      {R"({"data": {"points": {"inputs": [[0], [1]], "targets": [[0], [1]], "ranges": [[2, 1]]}}})",
       "data.points.ranges[0]: 2 is not below 1"},
      {R"({"data": {"points": {"inputs": [[0], [1]], "targets": [[0], [1]], "columns": ["a", 2]}}})",
       "data.points.columns[1]: 2 is not a text"},
      {R"({"data": {"points": {"inputs": [[0], [1]], "targets": [[0], [1]], "classes": ["", "b"]}}})",
       "data.points.classes[0]: 0 characters is outside 1..40"},
      {R"({"data": {"points": {"inputs": [[0], [1]], "targets": [[0], [1]], "kind": "class"}}})",
       "data.points.kind: 'class' is unknown; allowed: classes, labels, values"},
      {R"({"data": {"generator": "venn"}, "head": "tanh"})",
       "head: 'tanh' does not fit this data (labels); allowed: sigmoids, softmax"},
      {R"({"data": {"generator": "xor", "points": {"inputs": [[0], [1]], "targets": [[0], [1]]}}})",
       "data.generator: not allowed beside data.points"},
      {R"({"inputs": {"features": []}})",
       "inputs.features: an empty array; allowed: one or more of x, y, x2, y2, xy, sin-x, sin-y"},
      {R"({"inputs": {"features": ["x", "z"]}})",
       "inputs.features[1]: 'z' is unknown; allowed: x, y, x2, y2, xy, sin-x, sin-y"},
      {R"({"inputs": {"features": ["x", "y", "x"]}})", "inputs.features[2]: 'x' is there twice"},
      {R"({"data": {"generator": "sine"}, "inputs": {"features": ["xy"]}})",
       "inputs.features[0]: 'xy' is unknown; allowed: x, x2, sin-x"},
      {R"({"data": {"points": {"inputs": [[0, 0, 1], [1, 1, 1]], "targets": [[0], [1]]}}, "inputs": {"features": ["x"]}})",
       "inputs.features: not allowed with more than 2 inputs; all of them are used as they are"},
      {R"({"inputs": {"scale": 1001}})", "inputs.scale: 1001 is outside -1000..1000"},
      {R"({"inputs": {"shift": true}})", "inputs.shift: true is not a number in -1000..1000"},
      {R"({"inputs": {"standardize": 1}})", "inputs.standardize: 1 is not true or false"},
      {R"({"inputs": {"standardise": true}})",
       "inputs.standardise: unknown key; allowed: features, scale, shift, standardize"},
  };
}

std::vector<Refused> refused_networks() {
  return {
      {R"({"network": []})", "network: an array is not an object"},
      {R"({"network": {"layer": []}})", "network.layer: unknown key; allowed: layers, outputBias"},
      {R"({"network": {"layers": {}}})", "network.layers: an object is not an array"},
      {R"({"network": {"layers": [{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{}]}})",
       "network.layers: 17 layers is outside 0..16"},
      {R"({"network": {"layers": [{}, {"units": 0}]}})", "network.layers[1].units: 0 is outside 1..256"},
      {R"({"network": {"layers": [{"units": 257}]}})", "network.layers[0].units: 257 is outside 1..256"},
      {R"({"network": {"layers": [{"unit": 4}]}})",
       "network.layers[0].unit: unknown key; allowed: units, activation, parameters, pieces, norm, bias, startBias, "
       "dropout"},
      {R"({"network": {"layers": [{"activation": "softmax"}]}})",
       "network.layers[0].activation: 'softmax' is unknown; allowed: lane, " + all_activations()},
      {R"({"network": {"layers": [{"activation": null}]}})",
       "network.layers[0].activation: null is not a text; allowed: lane, " + all_activations()},
      {R"({"network": {"layers": [{"parameters": {}}]}})",
       "network.layers[0].parameters: not allowed where the activation is 'lane'; the lane has its own parameters"},
      {R"({"network": {"layers": [{"pieces": 2}]}})",
       "network.layers[0].pieces: not allowed where the activation is 'lane'; the lane has its own parameters"},
      {R"({"network": {"layers": [{"activation": "relu", "parameters": {"alpha": 1}}]}})",
       "network.layers[0].parameters.alpha: unknown key; allowed: at-zero, outer, inner, shift"},
      {R"({"network": {"layers": [{"activation": "elu", "parameters": {"beta": 1}}]}})",
       "network.layers[0].parameters.beta: unknown key; allowed: alpha, outer, inner, shift"},
      {R"({"network": {"layers": [{"activation": "elu", "parameters": {"alpha": 11}}]}})",
       "network.layers[0].parameters.alpha: 11 is outside 0..10"},
      {R"({"network": {"layers": [{"activation": "gelu", "parameters": {"sigma": 0}}]}})",
       "network.layers[0].parameters.sigma: 0 is outside 0.01..100"},
      {R"({"network": {"layers": [{"activation": "elu", "parameters": {"alpha": {"learned": "unit"}}}]}})",
       "network.layers[0].parameters.alpha.learned: 'unit' is not possible here; allowed: false"},
      {R"({"network": {"layers": [{"activation": "prelu", "parameters": {"alpha": {"learned": true}}}]}})",
       "network.layers[0].parameters.alpha.learned: true is unknown; allowed: false, 'unit', 'layer'"},
      {R"({"network": {"layers": [{"activation": "prelu", "parameters": {"alpha": {"initial": 1}}}]}})",
       "network.layers[0].parameters.alpha.initial: unknown key; allowed: value, learned"},
      {R"({"network": {"layers": [{"activation": "maxout", "pieces": 9}]}})",
       "network.layers[0].pieces: 9 is outside 2..8"},
      {R"({"network": {"layers": [{"activation": "relu", "pieces": 2}]}})",
       "network.layers[0].pieces: 2 is outside 1..1"},
      {R"({"network": {"layers": [{"bias": 1}]}})", "network.layers[0].bias: 1 is not true or false"},
      {R"({"network": {"layers": [{"norm": "group"}]}})",
       "network.layers[0].norm: 'group' is unknown; allowed: none, batch, layer"},
      {R"({"network": {"layers": [{"startBias": 1001}]}})", "network.layers[0].startBias: 1001 is outside -1000..1000"},
      {R"({"network": {"layers": [{"bias": false, "startBias": 0}]}})",
       "network.layers[0].startBias: not allowed in a layer without bias"},
      {R"({"network": {"layers": [{"norm": "batch", "bias": true}]}})",
       "network.layers[0].bias: true is not possible in front of batch normalisation, which takes it out again; "
       "allowed: "
       "false"},
      {R"({"network": {"layers": [{"dropout": 0.95}]}})", "network.layers[0].dropout: 0.95 is outside 0..0.9"},
      {R"({"network": {"outputBias": 1}})", "network.outputBias: 1 is not true or false"},
      {R"({"network": {"bias": true}})", "network.bias: unknown key; allowed: layers, outputBias"},
      {R"({"network": {"layers": [{"norm": "batch"}]}, "batch": {"size": 1}, "lanes": [{"activation": "relu"}]})",
       "batch.size: a batch of 1 is outside 2..2048, which lanes[0] ('relu') needs for its batch normalisation"},
      {R"({"data": {"generator": "moons", "count": 3000}, "lanes": [{"activation": "relu"},
           {"activation": "tanh", "set": {"network.layers[1].norm": "batch"}}]})",
       "batch.size: a batch of 3000 is outside 2..2048, which lanes[1] ('tanh') needs for its batch normalisation"},
      // What an epoch leaves over is a batch, too, alone or carried.
      {R"({"network": {"layers": [{"norm": "batch"}]}, "data": {"count": 21}, "batch": {"size": 10}, "lanes": [{"activation": "relu"}]})",
       "batch.size: a batch of 1 is outside 2..2048, which lanes[0] ('relu') needs for its batch normalisation"},
      {R"({"network": {"layers": [{"norm": "batch"}]}, "data": {"generator": "moons", "count": 4095},
           "batch": {"size": 2048, "leftover": "carry"}, "lanes": [{"activation": "relu"}]})",
       "batch.size: a batch of 4095 is outside 2..2048, which lanes[0] ('relu') needs for its batch normalisation"},
      {R"({"network": {"layers": [{"norm": "batch"}]}, "data": {"generator": "moons", "count": 2000}, "lanes": [{"activation": "relu"}],
           "changes": [{"step": 1, "set": {"optimizer.rate": 1}}, {"step": 2, "set": {"data.count": 5000}}]})",
       "changes[1].set: a batch of 5000 is outside 2..2048, which lanes[0] ('relu') needs for its batch normalisation"},
      {R"({"network": {"layers": [{"norm": "batch"}]}, "data": {"generator": "moons", "count": 100}, "lanes": [{"activation": "relu"}],
           "changes": [{"step": 2, "set": {"data.trainShare": 0.01}}]})",
       "changes[0].set: a batch of 1 is outside 2..2048, which lanes[0] ('relu') needs for its batch normalisation"},
  };
}

std::vector<Refused> refused_training() {
  return {
      {R"({"data": {"generator": "plane"}, "head": "sigmoids"})",
       "head: 'sigmoids' does not fit this data (values); allowed: identity, logistic, tanh"},
      {R"({"head": "sigmoid"})", "head: 'sigmoid' is unknown; allowed: logistic, softmax, sigmoids, identity, tanh"},
      {R"({"data": {"parameters": {"classes": 3}}, "head": "logistic"})",
       "head: 'logistic' does not fit this data (3 classes); allowed: softmax, identity, sigmoids"},
      {R"({"data": {"generator": "sine"}, "head": "softmax"})",
       "head: 'softmax' does not fit this data (values); allowed: identity, logistic, tanh"},
      {R"({"loss": "l4"})",
       "loss: 'l4' is unknown; allowed: cross-entropy, mse, half-mse, mae, huber, hinge, multi-hinge"},
      {R"({"loss": 1})",
       "loss: 1 is not a text; allowed: cross-entropy, mse, half-mse, mae, huber, hinge, multi-hinge"},
      {R"({"loss": "huber"})",
       "loss: 'huber' does not fit this data (2 classes); allowed: cross-entropy, half-mse, hinge, multi-hinge, mse"},
      {R"({"head": "tanh", "loss": "mse"})", "loss: 'mse' does not pair with the head 'tanh'; allowed: half-mse"},
      {R"({"head": "tanh", "loss": "cross-entropy"})",
       "loss: 'cross-entropy' does not pair with the head 'tanh'; allowed: half-mse"},
      {R"({"optimizer": "adam"})", "optimizer: 'adam' is not an object"},
      {R"({"optimizer": {"id": "adamax"}})",
       "optimizer.id: 'adamax' is unknown; allowed: sgd, momentum, nesterov, adagrad, rmsprop, adam, adamw"},
      {R"({"optimizer": {"id": "Adam"}})",
       "optimizer.id: 'Adam' is unknown; allowed: sgd, momentum, nesterov, adagrad, rmsprop, adam, adamw"},
      {R"({"optimizer": {"rate": 0}})", "optimizer.rate: 0 is outside (0, 1000]"},
      {R"({"optimizer": {"rate": 1001}})", "optimizer.rate: 1001 is outside (0, 1000]"},
      {R"({"optimizer": {"rate": "0.1"}})", "optimizer.rate: '0.1' is not a number in (0, 1000]"},
      {R"({"optimizer": {"beta1": 1}})", "optimizer.beta1: 1 is outside 0..0.9999"},
      {R"({"optimizer": {"momentum": 0.9}})",
       "optimizer.momentum: unknown key; allowed: id, rate, beta1, beta2, epsilon, schedule, clip"},
      {R"({"optimizer": {"id": "sgd", "momentum": 0.9}})",
       "optimizer.momentum: unknown key; allowed: id, rate, schedule, clip"},
      {R"({"optimizer": {"schedule": {"id": "linear"}}})",
       "optimizer.schedule.id: 'linear' is unknown; allowed: constant, step, cosine"},
      {R"({"optimizer": {"schedule": "step"}})", "optimizer.schedule: 'step' is not an object"},
      {R"({"optimizer": {"schedule": {"every": 5}}})", "optimizer.schedule.every: unknown key; allowed: id, warmup"},
      {R"({"optimizer": {"schedule": {"id": "step", "over": 5}}})",
       "optimizer.schedule.over: unknown key; allowed: id, warmup, every, factor"},
      {R"({"optimizer": {"schedule": {"id": "step", "every": 0}}})",
       "optimizer.schedule.every: 0 is outside 1..10000000"},
      {R"({"optimizer": {"schedule": {"id": "step", "every": 2.5}}})",
       "optimizer.schedule.every: 2.5 is not a whole number in 1..10000000"},
      {R"({"optimizer": {"schedule": {"id": "cosine", "floor": 1.5}}})",
       "optimizer.schedule.floor: 1.5 is outside 0..1"},
      {R"({"optimizer": {"schedule": {"warmup": -1}}})", "optimizer.schedule.warmup: -1 is outside 0..10000000"},
      {R"({"optimizer": {"clip": -1}})", "optimizer.clip: -1 is outside 0..1000000"},
      {R"({"regularization": {"l2": -1}})", "regularization.l2: -1 is outside 0..100"},
      {R"({"regularization": {"decay": -0.1}})", "regularization.decay: -0.1 is outside 0..100"},
      {R"({"regularization": {"l1Zero": true}})", "regularization.l1Zero: true is not a text; allowed: cross, stay"},
      {R"({"regularization": {"l1zero": "stay"}})",
       "regularization.l1zero: unknown key; allowed: l1, l2, l1Zero, decay, activations"},
      {R"({"initializer": {"id": "he"}})",
       "initializer.id: 'he' is unknown; allowed: " + joined(ids_of(initializers()))},
      {R"({"initializer": {"gain": -1}})", "initializer.gain: -1 is outside 0..1000"},
      {R"({"initializer": {"bias": 1e9}})", "initializer.bias: 1000000000 is outside -1000..1000"},
      {R"({"initializer": {"biasSpread": -0.5}})", "initializer.biasSpread: -0.5 is outside 0..1000"},
      {R"({"batch": {"size": 0}})", "batch.size: 0 is outside 1..20000"},
      {R"({"batch": {"size": "full"}})", "batch.size: 'full' is unknown; allowed: 'all', a whole number"},
      {R"({"batch": {"size": 129}})", "batch.size: 129 is larger than the training set; allowed: 'all', 1..128"},
      {R"({"data": {"trainShare": 0.5}, "batch": {"size": 65}})",
       "batch.size: 65 is larger than the training set; allowed: 'all', 1..64"},
      {R"({"batch": {"order": "random"}})", "batch.order: 'random' is unknown; allowed: shuffled, fixed"},
      {R"({"batch": {"leftover": "keep"}})", "batch.leftover: 'keep' is unknown; allowed: short, carry"},
      {R"({"stop": {"steps": 0}})", "stop.steps: 0 is outside 1..10000000"},
      {R"({"stop": {"target": 0.1}})", "stop.target: 0.1 is not an object"},
      {R"({"stop": {"target": {}}})", "stop.target: one of loss and score is needed"},
      {R"({"stop": {"target": {"loss": 1, "score": 1}}})", "stop.target: one of loss and score is needed"},
      {R"({"stop": {"target": {"score": 1.5}}})", "stop.target.score: 1.5 is outside 0..1"},
      {R"({"stop": {"patience": -1}})", "stop.patience: -1 is outside 0..10000000"},
      {R"({"stop": {"patience": 2.5}})", "stop.patience: 2.5 is not a whole number in 0..10000000"},
      {R"({"stop": {"stopAtTarget": 1}})", "stop.stopAtTarget: 1 is not true or false"},
  };
}

std::vector<Refused> refused_lanes() {
  return {
      {R"({"lanes": {}})", "lanes: an object is not an array"},
      {R"({"lanes": []})", "lanes: 0 lanes is outside 1..64"},
      {R"({"lanes": ["relu"]})", "lanes[0]: 'relu' is not an object"},
      {R"({"lanes": [{"activation": "relu"}, {"activaton": "relu"}]})",
       "lanes[1].activaton: unknown key; allowed: name, activation, parameters, set"},
      {R"({"lanes": [{"activation": "lane"}]})",
       "lanes[0].activation: 'lane' is unknown; allowed: " + all_activations()},
      {R"({"lanes": [{"name": "mine"}]})",
       "lanes[0].activation: missing, network.layers[0] takes the lane's; allowed: " + all_activations()},
      {R"({"lanes": [{"activation": "relu", "name": ""}]})", "lanes[0].name: 0 characters is outside 1..40"},
      {R"({"lanes": [{"activation": "relu", "name": "12345678901234567890123456789012345678901"}]})",
       "lanes[0].name: 41 characters is outside 1..40"},
      {R"({"lanes": [{"activation": "relu", "name": "a\tb"}]})", "lanes[0].name: 'a?b' has a control character"},
      {R"({"lanes": [{"activation": "relu", "name": 1}]})", "lanes[0].name: 1 is not a text"},
      {R"({"lanes": [{"activation": "elu", "parameters": {"alpha": -1}}]})",
       "lanes[0].parameters.alpha: -1 is outside 0..10"},
      {R"({"lanes": [{"activation": "maxout", "parameters": {"pieces": 1}}]})",
       "lanes[0].parameters.pieces: 1 is outside 2..8"},
      {R"({"lanes": [{"activation": "swish", "parameters": {"pieces": 2}}]})",
       "lanes[0].parameters.pieces: unknown key; allowed: beta, outer, inner, shift"},
      {R"({"network": {"layers": []}, "lanes": [{"parameters": {}}]})",
       "lanes[0].parameters: not allowed without an activation"},
      {R"({"lanes": [{"activation": "relu", "set": []}]})", "lanes[0].set: an array is not an object"},
      {R"({"lanes": [{"activation": "relu", "set": {"data.noise": 0}}]})", "lanes[0].set.'data.noise': " + set_allowed},
      {R"({"lanes": [{"activation": "relu", "set": {"seed": 0}}]})", "lanes[0].set.seed: " + set_allowed},
      {R"({"lanes": [{"activation": "relu", "set": {"batch.size": 1}}]})", "lanes[0].set.'batch.size': " + set_allowed},
      {R"({"lanes": [{"activation": "relu", "set": {"inputs": {}}}]})", "lanes[0].set.inputs: " + set_allowed},
      {R"({"lanes": [{"activation": "relu", "set": {"inputs.features": ["x"]}}]})",
       "lanes[0].set.'inputs.features': " + set_allowed},
      {R"({"lanes": [{"activation": "relu", "set": {"": 1}}]})", "lanes[0].set.'': " + set_allowed},
      {R"({"lanes": [{"activation": "relu", "set": {"network..layers": 1}}]})",
       "lanes[0].set.'network..layers': " + set_allowed},
      {R"({"lanes": [{"activation": "relu", "set": {"network.layers[x].units": 1}}]})",
       "lanes[0].set.'network.layers[x].units': " + set_allowed},
      {R"({"lanes": [{"activation": "relu", "set": {"network.layers[3].units": 1}}]})",
       "lanes[0].set.'network.layers[3].units': network.layers has 3 elements, counted from 0"},
      {R"({"lanes": [{"activation": "relu", "set": {"optimizer.rate.initial": 1}}]})",
       "lanes[0].set.'optimizer.rate.initial': optimizer.rate is not an object"},
      {R"({"lanes": [{"activation": "relu", "set": {"optimizer[0]": 1}}]})",
       "lanes[0].set.'optimizer[0]': optimizer is not an array"},
      {R"({"lanes": [{"activation": "relu"}, {"activation": "relu", "set": {"network.layers[1].units": 0}}]})",
       "lanes[1].set: network.layers[1].units: 0 is outside 1..256"},
      {R"({"lanes": [{"activation": "relu", "set": {"optimizer.speed": 1}}]})",
       "lanes[0].set: optimizer.speed: unknown key; allowed: id, rate, beta1, beta2, epsilon, schedule, clip"},
      {R"({"lanes": [{"activation": "relu", "set": {"optimizer": {"id": "sgd", "rate": -1}}}]})",
       "lanes[0].set: optimizer.rate: -1 is outside (0, 1000]"},
      {R"({"data": {"generator": "plane"}, "lanes": [{"activation": "relu", "set": {"head": "sigmoids"}}]})",
       "lanes[0].set: head: 'sigmoids' does not fit this data (values); allowed: identity, logistic, tanh"},
      {R"({"lanes": [{"activation": "relu", "set": {"network.layers[0].norm": true}}]})",
       "lanes[0].set: network.layers[0].norm: true is not a text; allowed: none, batch, layer"},
      {R"({"regularization": {"activations": -1}})", "regularization.activations: -1 is outside 0..100"},
  };
}

std::vector<Refused> refused_starts() {
  const std::string one_layer = R"({"network": {"layers": [{"units": 2, "activation": "tanh"}]}, "start": )";
  static std::vector<std::string> kept;  // the texts live as long as the tests
  kept.reserve(16);
  const auto start = [&](const std::string& text) { return kept.emplace_back(one_layer + text + "}").c_str(); };
  return {
      {start("[]"), "start: an array is not an object"},
      {start("{}"), "start: W0 is missing; lanes[0] ('base') needs 2 x 2"},
      {start(R"({"W0": [[1, 2], [3, 4]]})"), "start: b0 is missing; lanes[0] ('base') needs 2 numbers"},
      {start(R"({"W0": [1, 2]})"), "start.W0[0]: 1 is not an array"},
      {start(R"({"W0": [[1, 2], [3]]})"), "start.W0[1]: 1 numbers, but the first row has 2"},
      {start(R"({"W0": [[1, 2], [3, 1e31]]})"), "start.W0[1][1]: 1e+31 is outside -1e+30..1e+30"},
      {start(R"({"W0": [[1, 2], [3, "x"]]})"), "start.W0[1][1]: 'x' is not a number in -1e+30..1e+30"},
      {start(R"({"W0": [[1, 2]]})"), "start.W0: 1 x 2 does not fit lanes[0] ('base'); allowed: 2 x 2"},
      {start(R"({"W0": [[1, 2], [3, 4]], "b0": [1]})"),
       "start.b0: 1 numbers does not fit lanes[0] ('base'); allowed: 2 numbers"},
      {start(R"({"W0": [[1, 2], [3, 4]], "b0": [1, 2], "W1": [[1, 2]], "b1": [0], "alpha0": [1, 2]})"),
       "start.alpha0: unknown key; allowed: W0, b0, W1, b1"},
  };
}

void check_refused(const std::vector<Refused>& table) {
  for (const auto& [json, message] : table) {
    INFO(json);
    const Value value = parse_json(json);
    std::string got = "nothing";
    try {
      read_spec(value);
    } catch (const std::invalid_argument& error) {
      got = error.what();
    }
    CHECK(got == message);
    CHECK_THROWS_AS(complete_spec(value), std::invalid_argument);
  }
}

TEST_CASE("a spec that cannot be read is refused with path, value and what is allowed", "[spec]") {
  SECTION("the document") { check_refused(refused_documents()); }
  SECTION("data and inputs") { check_refused(refused_data()); }
  SECTION("the network") { check_refused(refused_networks()); }
  SECTION("training") { check_refused(refused_training()); }
  SECTION("lanes") { check_refused(refused_lanes()); }
  SECTION("start") { check_refused(refused_starts()); }
}

TEST_CASE("a number that is not finite is refused wherever it stands", "[spec]") {
  const double nan = std::numeric_limits<double>::quiet_NaN(), inf = std::numeric_limits<double>::infinity();
  for (const double x : {nan, inf, -inf}) {
    for (const char* key : {"version", "seed", "seeds"}) {
      CHECK_THROWS_AS(read_spec(Object{{key, x}}), std::invalid_argument);
    }
    for (const char* key : {"count", "noise", "trainShare"}) {
      CHECK_THROWS_AS(read_spec(Object{{"data", Object{{key, x}}}}), std::invalid_argument);
    }
    CHECK_THROWS_AS(read_spec(Object{{"optimizer", Object{{"rate", x}}}}), std::invalid_argument);
    CHECK_THROWS_AS(read_spec(Object{{"inputs", Object{{"scale", x}}}}), std::invalid_argument);
    const Array rows{Array{0.0}, Array{x}}, targets{Array{0.0}, Array{1.0}};
    const Object points{{"inputs", rows}, {"targets", targets}};
    CHECK_THROWS_AS(read_spec(Object{{"data", Object{{"points", points}}}}), std::invalid_argument);
  }
}

}  // namespace
}  // namespace nonlin

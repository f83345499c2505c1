// The trials of C54 to C70.
#include "notes/gates.hpp"
#include "notes/prepared.hpp"
#include "notes/prices.hpp"
#include "notes/rectifiers.hpp"

namespace nonlin {
namespace {

// 2-32-32-1 on circles, plain descent on all points, 300 steps.
constexpr std::string_view wide_descent = R"({
  "data": {"generator": "circle"},
  "network": {"layers": [{"units": 32}, {"units": 32}]},
  "optimizer": {"id": "sgd", "rate": 1},
  "stop": {"steps": 300}})";

// 2-32-32-1, Adam 0.01, 400 steps.
constexpr std::string_view wide_adam = R"({
  "data": {"generator": "circle"},
  "network": {"layers": [{"units": 32}, {"units": 32}]},
  "optimizer": {"id": "adam", "rate": 0.01},
  "stop": {"steps": 400},
  "lanes": [{"activation": "relu"}]})";

// How far a penalty on the activations empties the network.
constexpr std::string_view emptied = R"({
  "stop": {"steps": 600},
  "sweep": [{"path": "regularization.activations", "values": [0, 0.001, 0.01, 0.1]}]})";

// 2-32-32-32-1 on circles: units that fall asleep and come back.
constexpr std::string_view three_layers = R"({
  "data": {"generator": "circle"},
  "network": {"layers": [{"units": 32}, {"units": 32}, {"units": 32}]},
  "optimizer": {"id": "sgd", "rate": 3},
  "stop": {"steps": 300},
  "lanes": [{"activation": "relu"}]})";
constexpr std::string_view falls_and_returns =
    "deaths-1, deaths-2, deaths-3, revivals-1, revivals-2, revivals-3, zero-1@0, silent-1@0";

// 1-32-1 on a sine; after 1000 steps one step on a single point far below, then as before.
constexpr std::string_view one_kick = R"({
  "data": {"generator": "sine", "parameters": {"from": -1, "to": 1, "frequency": 0.5}, "count": 100, "noise": 0},
  "network": {"layers": [{"units": 32}]},
  "optimizer": {"id": "sgd", "rate": 0.05},
  "stop": {"steps": 2001},
  "lanes": [{"activation": "relu"}, {"activation": "leaky-relu"}, {"activation": "elu"}],
  "changes": [
    {"step": 1000, "set": {"data.points": {"kind": "values", "inputs": [[0.5], [0.5]], "targets": [[-100], [-100]]}}},
    {"step": 1001, "set": {"data.generator": "sine", "data.noise": 0, "data.count": 100,
                           "data.parameters": {"from": -1, "to": 1, "frequency": 0.5}}}]})";

// All biases of the first layer far below zero, so that none of its units is active on any point.
constexpr std::string_view asleep = R"({
  "data": {"generator": "circle"},
  "network": {"layers": [{"units": 32, "startBias": -5}]},
  "optimizer": {"id": "adam", "rate": 0.03},
  "stop": {"steps": 400},
  "lanes": [{"activation": "relu"}, {"activation": "leaky-relu"},
            {"name": "leaky-relu-0.1", "activation": "leaky-relu", "parameters": {"alpha": 0.1}},
            {"activation": "prelu"}, {"activation": "elu"}, {"activation": "gelu"}]})";

// Leaky ReLU with several slopes, and the one that learns it.
constexpr std::string_view slopes = R"({
  "data": {"generator": "circle"},
  "network": {"layers": [{"units": 16}, {"units": 16}]},
  "optimizer": {"id": "adam", "rate": 0.01},
  "stop": {"steps": 400},
  "lanes": [{"name": "alpha-0", "activation": "leaky-relu", "parameters": {"alpha": 0}},
            {"name": "alpha-0.01", "activation": "leaky-relu"},
            {"name": "alpha-0.1", "activation": "leaky-relu", "parameters": {"alpha": 0.1}},
            {"name": "alpha-0.5", "activation": "leaky-relu", "parameters": {"alpha": 0.5}},
            {"name": "alpha-0.9", "activation": "leaky-relu", "parameters": {"alpha": 0.9}}]})";
constexpr std::string_view learned_slopes = R"({
  "data": {"generator": "circle"},
  "network": {"layers": [{"units": 16}, {"units": 16}]},
  "optimizer": {"id": "adam", "rate": 0.01},
  "stop": {"steps": 400},
  "lanes": [{"activation": "leaky-relu"}, {"activation": "prelu"}]})";

// Two hidden layers; 300 steps on task A, then 300 on B.
constexpr std::string_view two_tasks = R"({
  "network": {"layers": [{"units": 32}, {"units": 32}]},
  "optimizer": {"id": "sgd", "rate": 0.1},
  "stop": {"steps": 600},
  "lanes": [{"activation": "relu"},
            {"activation": "maxout", "set": {"network.layers[0].units": 18, "network.layers[1].units": 18}}]})";

// 3 x 16, each at its own best of some rates; plain descent, and Adam.
constexpr std::string_view best_descent = R"({
  "data": {"generator": "circle"},
  "network": {"layers": [{"units": 16}, {"units": 16}, {"units": 16}]},
  "optimizer": {"id": "sgd", "rate": 0.1},
  "stop": {"steps": 400},
  "sweep": [{"path": "optimizer.rate", "values": [0.03, 0.1, 0.3, 1, 3]}],
  "lanes": [{"activation": "sigmoid"}, {"activation": "tanh"}, {"activation": "relu"}, {"activation": "leaky-relu"},
            {"activation": "elu"}, {"activation": "maxout"}, {"activation": "gelu"}]})";
constexpr std::string_view best_adam = R"({
  "data": {"generator": "circle"},
  "network": {"layers": [{"units": 16}, {"units": 16}, {"units": 16}]},
  "optimizer": {"id": "adam", "rate": 0.01},
  "stop": {"steps": 400},
  "sweep": [{"path": "optimizer.rate", "values": [0.003, 0.01, 0.03]}],
  "lanes": [{"activation": "sigmoid"}, {"activation": "tanh"}, {"activation": "relu"}, {"activation": "leaky-relu"},
            {"activation": "elu"}, {"activation": "maxout"}, {"activation": "gelu"}]})";
constexpr std::string_view on_circle = "{}", on_moons = R"({"data": {"generator": "moons"}})",
                           on_spiral = R"({"data": {"generator": "spiral"}, "stop": {"steps": 600}})";

constexpr Trial trials[] = {
    {.id = "prices",
     .document = R"({"activation": "sigmoid", "against": "relu", "width": 32})",
     .measure = measure_prices,
     .timed = true},
    {.id = "prices-elu",
     .document = R"({"activation": "elu", "against": "relu", "width": 32})",
     .measure = measure_prices,
     .timed = true},
    {.id = "sparse-layer",
     .document = R"({"width": 64, "active": 0.03, "skip": false})",
     .measure = measure_sparse_layer,
     .timed = true},
    {.id = "slope-at", .document = R"({"activation": "sigmoid", "x": 0})", .measure = measure_slope_at},
    {.id = "active-circle",
     .base = wide_adam,
     .document = "{}",
     .quantities = "positive-1@0, positive-2@0, positive-1, positive-2"},
    {.id = "active-moons",
     .base = wide_adam,
     .document = on_moons,
     .quantities = "positive-1@0, positive-2@0, positive-1, positive-2"},
    {.id = "emptied-circle", .base = wide_adam, .document = emptied, .quantities = "accuracy, positive-1, positive-2"},
    {.id = "flipped-labels",
     .document = R"({
       "sample": {"train": 40, "test": 1000, "noise": 0.25, "testNoise": 0.25, "flipped": 0.15},
       "data": {"generator": "moons"},
       "network": {"layers": [{"units": 32}, {"units": 32}]},
       "optimizer": {"id": "adam", "rate": 0.01},
       "stop": {"steps": 1500},
       "lanes": [{"activation": "relu"}, {"activation": "leaky-relu"}, {"activation": "tanh"},
                 {"activation": "sigmoid"}, {"activation": "elu"}, {"activation": "identity"}]})",
     .quantities = "accuracy, test-accuracy, test-loss",
     .every = 500,
     .prepare = sample_points},
    {.id = "large-rates",
     .base = wide_descent,
     .document = R"({
       "sweep": [{"path": "optimizer.rate", "values": [1, 3, 5, 10]}],
       "lanes": [{"activation": "relu"}, {"activation": "elu"}, {"activation": "softplus"}]})",
     .quantities = "silent-1, silent-2, accuracy, zero-1@0, zero-2@0, zero-1, zero-2"},
    {.id = "deaths-sgd", .base = three_layers, .document = "{}", .quantities = falls_and_returns},
    {.id = "deaths-adam",
     .base = three_layers,
     .document = R"({"optimizer": {"id": "adam", "rate": 0.1}})",
     .quantities = falls_and_returns},
    {.id = "one-kick", .document = one_kick, .quantities = "silent-1@999, silent-1@1001, silent-1, loss, diverged"},
    {.id = "asleep-adam", .document = asleep, .quantities = "gradient-1@0, accuracy"},
    {.id = "asleep-sgd",
     .base = asleep,
     .document =
         R"({"network": {"layers": [{"units": 32, "startBias": -3}]}, "optimizer": {"id": "sgd", "rate": 1}, "stop": {"steps": 600}})",
     .quantities = "silent-1@0, accuracy"},
    {.id = "asleep-far",
     .base = asleep,
     .document = R"({"network": {"layers": [{"units": 32, "startBias": -20}]}, "lanes": [{"activation": "elu"}]})",
     .quantities = "accuracy"},
    {.id = "slopes-circle", .base = slopes, .document = on_circle, .quantities = "steps", .every = 1},
    {.id = "learned-circle",
     .base = learned_slopes,
     .document = on_circle,
     .quantities = "steps, learned-mean-1, learned-sd-1, learned-sd-2",
     .every = 1},
    {.id = "learned-spiral",
     .base = learned_slopes,
     .document = on_spiral,
     .quantities = "steps, learned-mean-1, learned-sd-1, learned-sd-2",
     .every = 1},
    {.id = "gate-swish", .document = R"({"activation": "swish", "gate": "sigmoid"})", .measure = measure_gate},
    {.id = "gate-gelu", .document = R"({"activation": "gelu", "gate": "normal"})", .measure = measure_gate},
    {.id = "gate-glu", .document = R"({"activation": "glu", "gate": "sigmoid"})", .measure = measure_gate},
    {.id = "pieces",
     .base = wide_adam,
     .document = R"({
       "network": {"layers": [{"units": 16}, {"units": 16}]},
       "lanes": [{"activation": "maxout"},
                 {"name": "maxout-4", "activation": "maxout", "parameters": {"pieces": 4}}]})",
     .quantities = "silent-1, silent-2, dead-pieces-1@0, dead-pieces-2@0, dead-pieces-1, dead-pieces-2"},
    {.id = "forgetting",
     .base = two_tasks,
     .document = R"({
       "clusters": {"count": 320, "inputs": 16, "clusters": 8, "classes": 4, "spread": 0.7},
       "then": {"step": 300, "permute": true, "shift": 0}})",
     .quantities = "first-accuracy@300, accuracy, first-accuracy",
     .every = 100,
     .prepare = make_two_tasks},
    {.id = "forgetting-rings",
     .base = two_tasks,
     .document = R"({"data": {"generator": "circle"}, "then": {"step": 300, "permute": false, "shift": 3}})",
     .quantities = "first-accuracy@300, accuracy, first-accuracy",
     .every = 100,
     .prepare = make_two_tasks},
    {.id = "ten-points",
     .document = R"({
       "sample": {"train": 10, "test": 200, "noise": 0.2, "testNoise": 0, "flipped": 0},
       "data": {"generator": "sine", "parameters": {"from": -1, "to": 1, "frequency": 0.5}},
       "network": {"layers": [{"units": 32}, {"units": 32}]},
       "head": "identity", "loss": "mse",
       "optimizer": {"id": "adam", "rate": 0.01},
       "stop": {"steps": 2000},
       "lanes": [{"activation": "relu"}, {"activation": "tanh"}, {"activation": "sigmoid"}, {"activation": "elu"},
                 {"activation": "gelu"}]})",
     .quantities = "loss, test-loss",
     .every = 500,
     .prepare = sample_points},
    {.id = "circle-sgd", .base = best_descent, .document = on_circle, .quantities = "steps", .every = 1},
    {.id = "moons-sgd", .base = best_descent, .document = on_moons, .quantities = "steps", .every = 1},
    {.id = "spiral-sgd", .base = best_descent, .document = on_spiral, .quantities = "steps", .every = 2},
    {.id = "circle-adam", .base = best_adam, .document = on_circle, .quantities = "steps", .every = 1},
    {.id = "moons-adam", .base = best_adam, .document = on_moons, .quantities = "steps", .every = 1},
    {.id = "spiral-adam", .base = best_adam, .document = on_spiral, .quantities = "steps", .every = 1},
    {.id = "four-points",
     .document = R"({
       "data": {"points": {"kind": "classes", "inputs": [[0, 0], [0, 1], [1, 0], [1, 1]],
                           "targets": [[0], [1], [1], [0]]}},
       "network": {"layers": [{"units": 4}]},
       "optimizer": {"id": "adam", "rate": 0.03},
       "stop": {"steps": 500},
       "lanes": [{"activation": "relu"}, {"activation": "tanh"}]})",
     .quantities = "accuracy",
     .every = 500},
};

}  // namespace

std::span<const Trial> rectifier_trials() { return trials; }

}  // namespace nonlin

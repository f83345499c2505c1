// Zero-centred outputs: C49 to C53.
#include "notes/groups.hpp"
#include "notes/normal_outputs.hpp"
#include "notes/zigzag.hpp"

namespace nonlin {
namespace {

// One linear neuron and 200 points whose two inputs are sigma(g) - 1/2 + mean.
constexpr std::string_view one_neuron =
    R"({"mean": 0.5, "batch": 1, "rate": 0.5, "target": [2, -2], "points": 200, "steps": 2000})";

// Each with its output moved: sigma and sigma - 1/2, tanh and tanh + 1, ReLU and ReLU - 0.4; every lane at its own best
// of six rates.
constexpr std::string_view moved = R"({
  "data": {"generator": "circle"},
  "network": {"layers": [{"units": 16}]},
  "optimizer": {"id": "sgd", "rate": 0.1},
  "stop": {"steps": 600, "target": {"loss": 0.2}},
  "sweep": [{"path": "optimizer.rate", "values": [0.03, 0.1, 0.3, 1, 3, 10]}],
  "lanes": [{"activation": "sigmoid"},
            {"name": "sigmoid-moved", "activation": "sigmoid", "parameters": {"shift": -0.5}},
            {"activation": "tanh"},
            {"name": "tanh-moved", "activation": "tanh", "parameters": {"shift": 1}},
            {"activation": "relu"},
            {"name": "relu-moved", "activation": "relu", "parameters": {"shift": -0.4}}]})";

constexpr Trial trials[] = {
    {.id = "zigzag", .base = one_neuron, .document = "{}", .measure = measure_zigzag},
    {.id = "zigzag-centred", .base = one_neuron, .document = R"({"mean": 0})", .measure = measure_zigzag},
    {.id = "zigzag-batch", .base = one_neuron, .document = R"({"batch": 20})", .measure = measure_zigzag},
    {.id = "moved-circle-1", .base = moved, .document = "{}", .quantities = "steps", .every = 1},
    {.id = "moved-circle-2",
     .base = moved,
     .document = R"({"network": {"layers": [{"units": 16}, {"units": 16}]}})",
     .quantities = "steps",
     .every = 1},
    {.id = "moved-circle-3",
     .base = moved,
     .document = R"({"network": {"layers": [{"units": 16}, {"units": 16}, {"units": 16}]}})",
     .quantities = "steps",
     .every = 1},
    {.id = "moved-moons-1",
     .base = moved,
     .document = R"({"data": {"generator": "moons"}})",
     .quantities = "steps",
     .every = 1},
    {.id = "moved-moons-2",
     .base = moved,
     .document = R"({"data": {"generator": "moons"}, "network": {"layers": [{"units": 16}, {"units": 16}]}})",
     .quantities = "steps",
     .every = 1},
    {.id = "normal-outputs",
     .document = R"({"mean": 0, "sd": 1,
       "activations": ["sigmoid", "softplus", "relu", "leaky-relu", "gelu", "swish", "elu", "tanh", "selu"]})",
     .measure = measure_normal_outputs},
    {.id = "unit-means",
     .document = R"({
       "data": {"generator": "moons"},
       "network": {"layers": [{"units": 32}, {"units": 32}]},
       "optimizer": {"id": "adam", "rate": 0.01},
       "stop": {"steps": 400},
       "lanes": [{"activation": "sigmoid"}, {"activation": "relu"}, {"activation": "leaky-relu"},
                 {"activation": "elu"}, {"activation": "tanh"}]})",
     .quantities = "off-centre-1@0, off-centre-2@0, off-centre-1, off-centre-2"},
};

// Thresholds are midway between the two figures of the claim; of a ratio, between it and 1.
constexpr Statement statements[] = {
    {.id = "C49.1",
     .trials = "zigzag, zigzag-centred, zigzag-batch",
     .seeds = 10,
     .checks = "lowest(zigzag:same-sign) >= 1; mean(zigzag:path) / mean(zigzag-centred:path) >= 1.8; "
               "always: mean(zigzag-batch:same-sign) >= 0.62",
     .recorded = Verdict::holds_if,
     .contrary = R"({"mean": 0})"},
    {.id = "C50.1",
     .trials = "moved-circle-1, moved-circle-2, moved-circle-3, moved-moons-2",
     .seeds = 10,
     .checks = "best(moved-circle-2:sigmoid.steps) / best(moved-circle-2:sigmoid-moved.steps) >= 1.35; "
               "best(moved-moons-2:sigmoid.steps) / best(moved-moons-2:sigmoid-moved.steps) >= 1.7; "
               "best(moved-circle-3:tanh-moved.steps) / best(moved-circle-3:tanh.steps) >= 2.5; "
               "best(moved-circle-3:relu.steps) / best(moved-circle-3:relu-moved.steps) >= 1.9; "
               "always: best(moved-circle-1:sigmoid.steps) / best(moved-circle-1:sigmoid-moved.steps) >= 1.35; "
               "always: best(moved-circle-1:tanh-moved.steps) / best(moved-circle-1:tanh.steps) >= 1.35",
     .recorded = Verdict::holds_if,
     .contrary = R"({"optimizer": {"id": "adam"},
       "sweep": [{"path": "optimizer.rate", "values": [0.001, 0.003, 0.01, 0.03, 0.1]}]})"},
    {.id = "C51.1",
     .trials = "normal-outputs",
     .seeds = 0,
     .checks = "value(sigmoid.mean) >= 0.25; value(relu.mean) >= 0.2",
     .recorded = Verdict::holds,
     .contrary = R"({"mean": -3})"},
    {.id = "C51.2",
     .trials = "unit-means",
     .seeds = 10,
     .checks = "mean(sigmoid.off-centre-1) >= 0.46; mean(relu.off-centre-1) >= 0.42; "
               "mean(sigmoid.off-centre-2) >= 0.46; mean(relu.off-centre-2) >= 0.42",
     .recorded = Verdict::holds,
     .contrary = R"({"lanes": [{"name": "sigmoid", "activation": "sigmoid", "parameters": {"shift": -0.5}},
       {"name": "relu", "activation": "relu", "parameters": {"shift": -0.4}}]})"},
    {.id = "C52.1",
     .trials = "normal-outputs",
     .seeds = 0,
     .checks = "value(elu.mean) - value(relu.mean) <= -0.12; value(elu.mean) - value(leaky-relu.mean) <= -0.12",
     .recorded = Verdict::holds,
     .contrary = R"({"mean": 3})"},
    {.id = "C52.2",
     .trials = "unit-means",
     .seeds = 10,
     .checks = "mean(elu.off-centre-1@0) <= 0.38; mean(relu.off-centre-1@0) >= 0.38; "
               "mean(elu.off-centre-1) <= 0.41; mean(relu.off-centre-1) >= 0.41; mean(elu.off-centre-2) <= 0.43; "
               "mean(relu.off-centre-2) >= 0.43",
     .recorded = Verdict::holds,
     .contrary = R"({"lanes": [{"activation": "relu"}, {"activation": "elu", "parameters": {"alpha": 0}}]})"},
    {.id = "C53.1",
     .trials = "moved-circle-1, moved-moons-1, moved-circle-2",
     .seeds = 10,
     .checks = "best(moved-circle-1:sigmoid.steps) / best(moved-circle-1:tanh.steps) >= 2.2; "
               "best(moved-moons-1:sigmoid.steps) / best(moved-moons-1:tanh.steps) >= 2.4; "
               "best(moved-circle-2:sigmoid.steps) / best(moved-circle-2:tanh.steps) >= 5.4",
     .recorded = Verdict::holds,
     .contrary = R"({"lanes": [
       {"name": "sigmoid", "activation": "sigmoid", "parameters": {"outer": 4, "shift": -2}}, {"activation": "tanh"}]})"},
};

}  // namespace

NoteGroup centring_notes() { return {"centring", statements, trials}; }

}  // namespace nonlin

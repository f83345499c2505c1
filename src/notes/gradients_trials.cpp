// The experiments behind C33 to C48.
#include "notes/gradients.hpp"

namespace nonlin {
namespace {

constexpr std::string_view circle_of_six = R"({
  "data": {"generator": "circle", "count": 128, "noise": 0.05},
  "network": {"layers": [{"units": 16}, {"units": 16}, {"units": 16}, {"units": 16}, {"units": 16}, {"units": 16}]},
  "optimizer": {"id": "sgd", "rate": 0.5}, "stop": {"steps": 500}})";

constexpr Trial trials[] = {
    {.id = "sigmoid-slopes",
     .base = {},
     .document = R"({"activation": "sigmoid", "z": 10})",
     .measure = measure_slopes},
    {.id = "tanh-slopes", .base = {}, .document = R"({"activation": "tanh", "z": 10})", .measure = measure_slopes},
    {.id = "67-against-2",
     .base = {},
     .document = R"({"activation": "sigmoid", "against": "relu", "rate": 0.2, "high": 0.9, "low": 0.5})",
     .measure = measure_descent_of_value},
    // As it starts: one step is enough.
    {.id = "eight-layers",
     .base = R"({"data": {"generator": "moons", "count": 128, "noise": 0.1},
                 "network": {"layers": [{"units": 32}, {"units": 32}, {"units": 32}, {"units": 32},
                                        {"units": 32}, {"units": 32}, {"units": 32}, {"units": 32}]},
                 "optimizer": {"id": "sgd", "rate": 0.1}, "stop": {"steps": 1}})",
     .document = R"({"lanes": [
       {"activation": "sigmoid"}, {"activation": "tanh"}, {"activation": "relu"}, {"activation": "leaky-relu"},
       {"activation": "elu"}, {"activation": "swish"}, {"activation": "gelu"},
       {"name": "relu-xavier", "activation": "relu", "set": {"initializer.id": "xavier-normal"}},
       {"name": "sigmoid-small", "activation": "sigmoid",
        "set": {"initializer.id": "normal", "initializer.gain": 0.05}},
       {"name": "tanh-small", "activation": "tanh", "set": {"initializer.id": "normal", "initializer.gain": 0.05}},
       {"name": "relu-small", "activation": "relu", "set": {"initializer.id": "normal", "initializer.gain": 0.05}}]})",
     .quantities = "passed@0, zero-1@0"},
    {.id = "six-layers",
     .base = circle_of_six,
     .document = R"({"lanes": [
       {"activation": "sigmoid"}, {"activation": "tanh"}, {"activation": "relu"},
       {"name": "sigmoid-norm", "activation": "sigmoid", "set": {"network.layers": [
         {"units": 16, "norm": "batch"}, {"units": 16, "norm": "batch"}, {"units": 16, "norm": "batch"},
         {"units": 16, "norm": "batch"}, {"units": 16, "norm": "batch"}, {"units": 16, "norm": "batch"}]}},
       {"name": "sigmoid-4x", "activation": "sigmoid", "set": {"initializer.gain": 4}},
       {"name": "sigmoid-scaled", "activation": "sigmoid", "parameters": {"outer": 4, "shift": -2}}]})",
     .quantities = "accuracy, passed@0"},
    {.id = "small-start",
     .base = circle_of_six,
     .document = R"({"initializer": {"id": "normal", "gain": 0.05}, "lanes": [
       {"activation": "relu"}, {"activation": "leaky-relu"}, {"activation": "tanh"}, {"activation": "elu"},
       {"name": "relu-norm", "activation": "relu", "set": {"network.layers": [
         {"units": 16, "norm": "batch"}, {"units": 16, "norm": "batch"}, {"units": 16, "norm": "batch"},
         {"units": 16, "norm": "batch"}, {"units": 16, "norm": "batch"}, {"units": 16, "norm": "batch"}]}},
       {"name": "tanh-norm", "activation": "tanh", "set": {"network.layers": [
         {"units": 16, "norm": "batch"}, {"units": 16, "norm": "batch"}, {"units": 16, "norm": "batch"},
         {"units": 16, "norm": "batch"}, {"units": 16, "norm": "batch"}, {"units": 16, "norm": "batch"}]}}]})",
     .quantities = "accuracy"},
    {.id = "slope-range",
     .base = circle_of_six,
     .document = R"({"optimizer": {"rate": 0.1}, "lanes": [
       {"name": "tanh-0.1", "activation": "tanh", "parameters": {"inner": 0.1}},
       {"name": "tanh-0.5", "activation": "tanh", "parameters": {"inner": 0.5}},
       {"name": "tanh-1", "activation": "tanh"},
       {"name": "tanh-2", "activation": "tanh", "parameters": {"inner": 2}},
       {"name": "tanh-10", "activation": "tanh", "parameters": {"inner": 10}},
       {"name": "relu-0.25", "activation": "relu", "parameters": {"outer": 0.25}},
       {"name": "relu-1", "activation": "relu"},
       {"name": "relu-3", "activation": "relu", "parameters": {"outer": 3}}]})",
     .quantities = "accuracy, gradient-1@0"},
    // Both clouds around the origin: inputs are standard normal. LeCun's start times the gain keeps z's spread times
    // it.
    {.id = "ten-layers",
     .base = R"({"data": {"generator": "blobs", "count": 256, "noise": 0, "parameters": {"centre": 0, "spread": 1}},
                 "network": {"layers": [{"units": 32}, {"units": 32}, {"units": 32}, {"units": 32}, {"units": 32},
                                        {"units": 32}, {"units": 32}, {"units": 32}, {"units": 32}, {"units": 32}]},
                 "optimizer": {"id": "sgd", "rate": 0.1}, "initializer": {"id": "lecun-normal"},
                 "stop": {"steps": 1}})",
     .document = R"({"lanes": [{"activation": "identity"}, {"activation": "relu"}, {"activation": "leaky-relu"},
                               {"activation": "elu"}, {"activation": "gelu"}, {"activation": "tanh"},
                               {"activation": "sigmoid"}],
                     "sweep": [{"path": "initializer.gain", "values": [0.5, 1, 1.41421, 3]}]})",
     .quantities = "rms-10@0"},
    {.id = "steep-sine",
     .base = R"({"data": {"generator": "sine", "count": 100, "noise": 0.05,
                          "parameters": {"from": -1, "to": 1, "frequency": 0.5, "amplitude": 3}},
                 "network": {"layers": [{"units": 32}, {"units": 32}]}, "head": "identity", "loss": "mse",
                 "optimizer": {"id": "sgd", "rate": 0.1}, "stop": {"steps": 300}})",
     .document = R"({"lanes": [{"activation": "sigmoid"}, {"activation": "tanh"}, {"activation": "relu"},
                               {"activation": "leaky-relu"}, {"activation": "elu"}],
                     "sweep": [{"path": "optimizer.rate", "values": [0.03, 0.1, 0.2, 0.3, 0.5]}]})",
     .quantities = "diverged, loss"},
    // Standard deviation of the weights: a quarter of 0.01, 0.1, 1 and 5.
    {.id = "near-zero",
     .base = R"({"data": {"generator": "circle", "count": 128, "noise": 0.05},
                 "network": {"layers": [{"units": 16}, {"units": 16}, {"units": 16}]},
                 "optimizer": {"id": "sgd", "rate": 0.3}, "initializer": {"id": "normal"},
                 "stop": {"steps": 500, "target": {"loss": 0.2}, "stopAtTarget": true}})",
     .document = R"({"lanes": [{"activation": "tanh"}, {"activation": "sine"}, {"activation": "elu"},
                               {"name": "sigmoid-scaled", "activation": "sigmoid",
                                "parameters": {"outer": 4, "shift": -2}},
                               {"activation": "sigmoid"}, {"activation": "gaussian"}],
                     "sweep": [{"path": "initializer.gain", "values": [0.0025, 0.025, 0.25, 1.25]}]})",
     .quantities = "steps"},
    {.id = "input-change",
     .base = R"({"data": {"generator": "circle", "count": 128, "noise": 0.05},
                 "network": {"layers": [{"units": 16}, {"units": 16}]},
                 "optimizer": {"id": "sgd", "rate": 0.1}, "stop": {"steps": 300}})",
     .document = R"({"lanes": [
       {"activation": "tanh"},
       {"name": "tanh-shifted", "activation": "tanh", "set": {"inputs.shift": 10}},
       {"name": "tanh-times-100", "activation": "tanh", "set": {"inputs.scale": 100}},
       {"name": "tanh-standardised", "activation": "tanh", "set": {"inputs.shift": 10, "inputs.standardize": true}},
       {"activation": "relu"},
       {"name": "relu-shifted", "activation": "relu", "set": {"inputs.shift": 10}},
       {"name": "relu-standardised", "activation": "relu", "set": {"inputs.shift": 10, "inputs.standardize": true}}],
       "sweep": [{"path": "optimizer.rate", "values": [0.01, 0.1, 0.3, 1]}]})",
     .quantities = "accuracy"},
    {.id = "output-slopes", .base = {}, .document = R"({"z": 10})", .measure = measure_output_slopes},
    {.id = "one-neuron",
     .base = {},
     .document = R"({"weight": 2, "bias": 2, "rate": 0.15})",
     .measure = measure_one_neuron},
    // Inputs with their sign turned, so that equal weights of K are the answer -K of the clouds as they stand.
    {.id = "wrong-start",
     .base = R"({"data": {"generator": "blobs", "count": 100, "noise": 0, "parameters": {"spread": 0.5}},
                 "inputs": {"scale": -1}, "network": {"layers": []}, "initializer": {"id": "constant"},
                 "optimizer": {"id": "sgd", "rate": 1},
                 "stop": {"steps": 1000, "target": {"score": 0.95}}})",
     .document = R"({"lanes": [{"name": "mse", "set": {"loss": "mse"}}, {"name": "cross-entropy"}],
                     "sweep": [{"path": "initializer.gain", "values": [1, 3, 5, 10]}]})",
     .quantities = "steps",
     .every = 1},
    {.id = "squared-circle",
     .base = R"({"data": {"generator": "circle", "count": 128, "noise": 0.05},
                 "network": {"layers": [{"units": 16, "activation": "tanh"}]},
                 "optimizer": {"id": "sgd", "rate": 1}, "stop": {"steps": 500}})",
     .document = R"({"lanes": [{"name": "mse", "set": {"loss": "mse"}}, {"name": "cross-entropy"}],
                     "sweep": [{"path": "optimizer.rate", "values": [0.3, 1, 3]}]})",
     .quantities = "accuracy"},
    {.id = "two-minima",
     .base = {},
     .document = R"({"problem": "neuron-mse", "from": -1, "to": 1, "rate": 0.1, "steps": 3000})",
     .measure = measure_two_minima},
};

}  // namespace

std::span<const Trial> gradients_trials() { return trials; }

}  // namespace nonlin

// Optimisers: C74 and C75.
#include "notes/descents.hpp"
#include "notes/groups.hpp"

namespace nonlin {
namespace {

// x^2/2 - y^2/2 + y^4/4, two minima of -1/4 with a saddle at 0 between them.
constexpr std::string_view saddle = R"({"problem": "saddle", "start": [1, 1e-6], "level": -0.2, "steps": 2000,
  "noise": 0, "rates": {"sgd": 0.1, "momentum": 0.1, "rmsprop": 0.01, "adam": 0.01}})";

constexpr Trial trials[] = {
    {.id = "saddle", .base = saddle, .document = "{}", .measure = measure_descent_to_level},
    {.id = "saddle-exact", .base = saddle, .document = R"({"start": [1, 0]})", .measure = measure_descent_to_level},
    {.id = "two-wells",
     .document = R"({"problem": "double-well", "start": [2.2, 0], "steps": 800, "noise": 0,
       "optimizers": ["sgd", "momentum", "rmsprop", "adam"],
       "rates": [0.001, 0.003, 0.01, 0.03, 0.05, 0.1, 0.3]})",
     .measure = measure_descent_across},
    {.id = "quickest-optimizer",
     .document = R"({
       "data": {"generator": "spiral"},
       "network": {"layers": [{"units": 16}, {"units": 16}]},
       "optimizer": {"id": "sgd", "rate": 0.1},
       "stop": {"steps": 600},
       "sweep": [{"path": "optimizer.rate", "values": [0.003, 0.01, 0.03, 0.1, 0.3, 1]}],
       "lanes": [{"name": "sgd", "activation": "relu"},
                 {"name": "momentum", "activation": "relu", "set": {"optimizer.id": "momentum"}},
                 {"name": "rmsprop", "activation": "relu", "set": {"optimizer.id": "rmsprop"}},
                 {"name": "adam", "activation": "relu", "set": {"optimizer.id": "adam"}}]})",
     .quantities = "steps",
     .every = 2},
    {.id = "zero-weights",
     .document = R"({
       "data": {"generator": "circle"},
       "network": {"layers": [{"units": 8}]},
       "initializer": {"id": "zeros"},
       "optimizer": {"id": "sgd", "rate": 0.1},
       "stop": {"steps": 500},
       "lanes": [{"name": "sgd", "activation": "tanh"},
                 {"name": "momentum", "activation": "tanh", "set": {"optimizer.id": "momentum"}},
                 {"name": "rmsprop", "activation": "tanh",
                  "set": {"optimizer.id": "rmsprop", "optimizer.rate": 0.01}},
                 {"name": "adam", "activation": "tanh", "set": {"optimizer.id": "adam", "optimizer.rate": 0.01}}]})",
     .quantities = "accuracy"},
    {.id = "what-decides",
     .document = R"({
       "data": {"generator": "circle"},
       "network": {"layers": [{"units": 16}, {"units": 16}, {"units": 16}, {"units": 16}]},
       "optimizer": {"id": "sgd", "rate": 0.5},
       "stop": {"steps": 500},
       "lanes": [{"activation": "sigmoid"}, {"activation": "tanh"},
                 {"name": "sigmoid-adam", "activation": "sigmoid",
                  "set": {"optimizer.id": "adam", "optimizer.rate": 0.01}},
                 {"name": "sigmoid-4x", "activation": "sigmoid", "set": {"initializer.gain": 4}}]})",
     .quantities = "accuracy"},
};

// Thresholds are midway between the two figures of the claim; of a ratio, between it and 1.
constexpr Statement statements[] = {
    {.id = "C74.1",
     .trials = "saddle, saddle-exact",
     .seeds = 0,
     .checks = "value(saddle:sgd.steps) / value(saddle:rmsprop.steps) >= 3.4; value(saddle:sgd.steps) <= 2000; "
               "value(saddle:momentum.steps) <= 2000; value(saddle:adam.steps) <= 2000; "
               "always: value(saddle-exact:momentum.steps) <= 2000; always: value(saddle-exact:adam.steps) <= 2000",
     .recorded = Verdict::holds_if,
     .contrary = R"({"start": [1, 0]})"},
    {.id = "C74.2",
     .trials = "two-wells",
     .seeds = 0,
     .checks = "value(sgd.crossed) >= 1; value(momentum.crossed) >= 1; value(rmsprop.crossed) >= 1; "
               "value(adam.crossed) >= 1",
     .recorded = Verdict::partly,
     .contrary = R"({"start": [0.1, 0]})"},
    {.id = "C74.3",
     .trials = "quickest-optimizer",
     .seeds = 10,
     .checks = "best(sgd.steps) / best(momentum.steps) >= 1.6; best(sgd.steps) / best(rmsprop.steps) >= 1.3; "
               "best(sgd.steps) / best(adam.steps) >= 1.6",
     .recorded = Verdict::holds,
     .contrary = R"({"data": {"generator": "blobs"}})"},
    {.id = "C74.4",
     .trials = "zero-weights",
     .seeds = 10,
     .checks = "highest(sgd.accuracy) >= 0.6; highest(momentum.accuracy) >= 0.6; highest(rmsprop.accuracy) >= 0.6; "
               "highest(adam.accuracy) >= 0.6",
     .recorded = Verdict::does_not_hold,
     .contrary = R"({"initializer": {"id": "textbook"}})"},
    {.id = "C75.1",
     .trials = "what-decides",
     .seeds = 10,
     .checks = "share(tanh.accuracy >= 0.95) - share(sigmoid.accuracy >= 0.95) >= 0.5; "
               "share(sigmoid-adam.accuracy >= 0.95) - share(sigmoid.accuracy >= 0.95) <= 0.45; "
               "share(sigmoid-4x.accuracy >= 0.95) - share(sigmoid.accuracy >= 0.95) <= 0.5",
     .recorded = Verdict::partly,
     .contrary = R"({"lanes": [{"activation": "sigmoid"}, {"activation": "tanh"},
       {"name": "sigmoid-adam", "activation": "sigmoid", "set": {"optimizer.id": "momentum", "optimizer.rate": 0.1}},
       {"name": "sigmoid-4x", "activation": "sigmoid", "set": {"initializer.gain": 1.5}}]})"},
};

}  // namespace

NoteGroup optimizers_notes() { return {"optimizers", statements, trials}; }

}  // namespace nonlin

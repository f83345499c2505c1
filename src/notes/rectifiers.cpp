// ReLU and its family: C54 to C70.
#include "notes/rectifiers.hpp"

#include "notes/groups.hpp"

namespace nonlin {
namespace {

// Thresholds that the claims do not give are midway between the two figures; of a ratio, between it and 1.
constexpr Statement statements[] = {
    // What a value costs alone, and within a layer of 32 units on 32 inputs.
    {.id = "C54.1",
     .trials = "prices",
     .seeds = 0,
     .checks = "value(own.value) / value(against.value) >= 2; always: value(own.layer) / value(against.layer) >= 2",
     .recorded = Verdict::holds_if,
     .contrary = R"({"activation": "leaky-relu"})"},
    // Value and slope together, against the value alone: a division more would show.
    {.id = "C54.2",
     .trials = "prices",
     .seeds = 0,
     .checks = "value(own.slope) / value(own.value) >= 1.5",
     .recorded = Verdict::does_not_hold,
     .contrary = R"({"activation": "relu"})"},
    // "Greatly": midway between what ReLU gains on sigmoid and on tanh; under plain descent sixfold.
    {.id = "C55.1",
     .trials = "circle-sgd, circle-adam, moons-adam, spiral-adam",
     .seeds = 10,
     .checks = "best(circle-sgd:sigmoid.steps) / best(circle-sgd:relu.steps) >= 6; "
               "best(circle-adam:sigmoid.steps) / best(circle-adam:relu.steps) >= 4.9; "
               "best(moons-adam:sigmoid.steps) / best(moons-adam:relu.steps) >= 6; "
               "best(spiral-adam:sigmoid.steps) / best(spiral-adam:relu.steps) >= 4; "
               "always: best(circle-sgd:tanh.steps) / best(circle-sgd:relu.steps) >= 6; "
               "always: best(circle-adam:tanh.steps) / best(circle-adam:relu.steps) >= 4.9; "
               "always: best(moons-adam:tanh.steps) / best(moons-adam:relu.steps) >= 6; "
               "always: best(spiral-adam:tanh.steps) / best(spiral-adam:relu.steps) >= 4",
     .recorded = Verdict::holds_if,
     .contrary = R"({"lanes": [
       {"name": "sigmoid", "activation": "sigmoid", "parameters": {"outer": 4, "shift": -2}},
       {"activation": "tanh"}, {"activation": "relu"}]})"},
    {.id = "C56.1",
     .trials = "active-circle, active-moons",
     .seeds = 10,
     .checks = "mean(active-circle:relu.positive-1@0) >= 0.4; mean(active-circle:relu.positive-1@0) <= 0.6; "
               "mean(active-circle:relu.positive-2@0) >= 0.4; mean(active-circle:relu.positive-2@0) <= 0.6; "
               "always: mean(active-moons:relu.positive-2) <= 0.6; always: mean(active-circle:relu.positive-2) <= 0.6",
     .recorded = Verdict::holds_if,
     .contrary = R"({"initializer": {"bias": -1}})"},
    {.id = "C57.1", .trials = "", .seeds = 0, .checks = "", .recorded = Verdict::not_testable, .contrary = ""},
    {.id = "C57.2",
     .trials = "emptied-circle",
     .seeds = 10,
     .checks = "mean(relu/0.1.positive-1) <= 0.27; mean(relu/0.1.positive-2) <= 0.36; "
               "mean(relu/0.positive-1) >= 0.27; mean(relu/0.positive-2) >= 0.36; "
               "share(relu/0.1.accuracy >= 0.95) >= 0.9",
     .recorded = Verdict::holds,
     .contrary = R"({"stop": {"steps": 20}})"},
    // A layer whose inputs are nearly all zero, against one whose inputs are not.
    {.id = "C57.3",
     .trials = "sparse-layer",
     .seeds = 0,
     .checks = "value(full) / value(sparse) >= 2",
     .recorded = Verdict::does_not_hold,
     .contrary = R"({"skip": true})"},
    // Half saturated: at most half of the largest slope.
    {.id = "C57.4",
     .trials = "slope-at",
     .seeds = 0,
     .checks = "value(of-largest) <= 0.5; correct: value(of-largest) >= 1",
     .recorded = Verdict::slip,
     .contrary = R"({"x": 2})"},
    {.id = "C58.1",
     .trials = "flipped-labels",
     .seeds = 20,
     .checks = "below(tanh.test-accuracy, relu.test-accuracy); below(sigmoid.test-accuracy, relu.test-accuracy)",
     .recorded = Verdict::no_difference,
     .contrary = R"({"stop": {"steps": 20}})"},
    {.id = "C59.1",
     .trials = "large-rates",
     .seeds = 10,
     .checks = "mean(relu/1.silent-1) <= 0.02; mean(relu/5.silent-1) >= 0.5; mean(relu/10.silent-1) >= 0.85",
     .recorded = Verdict::holds,
     .contrary = R"({"lanes": [{"name": "relu", "activation": "leaky-relu"}]})"},
    {.id = "C60.1",
     .trials = "deaths-sgd",
     .seeds = 10,
     .checks = "mean(relu.deaths-1) >= 6.7; highest(relu.revivals-1) <= 0",
     .recorded = Verdict::holds,
     .contrary = R"({"optimizer": {"id": "adam", "rate": 0.1}})"},
    {.id = "C60.2",
     .trials = "deaths-sgd",
     .seeds = 10,
     .checks = "highest(relu.revivals-2) <= 0; highest(relu.revivals-3) <= 0",
     .recorded = Verdict::does_not_hold,
     .contrary = R"({"network": {"layers": [{"units": 32, "startBias": -10}, {"units": 32}, {"units": 32}]}})"},
    {.id = "C60.3",
     .trials = "deaths-adam",
     .seeds = 10,
     .checks = "highest(relu.revivals-1) <= 0",
     .recorded = Verdict::does_not_hold,
     .contrary = R"({"optimizer": {"id": "sgd", "rate": 3}})"},
    // Zero for some samples, against silent for all of them.
    {.id = "C60.4",
     .trials = "deaths-sgd",
     .seeds = 10,
     .checks = "mean(relu.silent-1@0) / mean(relu.zero-1@0) >= 0.5",
     .recorded = Verdict::does_not_hold,
     .contrary = R"({"initializer": {"bias": -10}})"},
    {.id = "C61.1",
     .trials = "one-kick",
     .seeds = 20,
     .checks = "mean(relu.silent-1@1001) - mean(relu.silent-1@999) >= 0.09; "
               "mean(relu.silent-1) - mean(relu.silent-1@1001) >= 0.35",
     .recorded = Verdict::holds,
     .contrary = R"({"changes": [
       {"step": 1000, "set": {"data.points": {"kind": "values", "inputs": [[0.5], [0.5]], "targets": [[0], [0]]}}},
       {"step": 1001, "set": {"data.generator": "sine", "data.noise": 0, "data.count": 100,
                              "data.parameters": {"from": -1, "to": 1, "frequency": 0.5}}}]})"},
    {.id = "C62.1",
     .trials = "asleep-adam",
     .seeds = 20,
     .checks = "highest(relu.gradient-1@0) <= 0; lowest(leaky-relu.gradient-1@0) > 0",
     .recorded = Verdict::holds,
     .contrary = R"({"lanes": [{"activation": "relu"},
       {"name": "leaky-relu", "activation": "leaky-relu", "parameters": {"alpha": 0}}]})"},
    {.id = "C62.2",
     .trials = "asleep-adam, asleep-sgd",
     .seeds = 20,
     .checks = "share(asleep-adam:leaky-relu.accuracy >= 0.95) >= 0.6; "
               "share(asleep-sgd:leaky-relu.accuracy >= 0.95) >= 0.6",
     .recorded = Verdict::does_not_hold,
     .contrary = R"({"network": {"layers": [{"units": 32}]}})"},
    {.id = "C63.1",
     .trials = "large-rates",
     .seeds = 10,
     .checks = "mean(elu/1.zero-1) >= 0.25; mean(elu/3.accuracy) >= 0.77",
     .recorded = Verdict::does_not_hold,
     .contrary = R"({"lanes": [{"activation": "elu", "parameters": {"alpha": 0}}]})"},
    {.id = "C63.2",
     .trials = "asleep-adam, asleep-far",
     .seeds = 20,
     .checks = "share(asleep-adam:elu.accuracy >= 0.95) >= 0.9; always: share(asleep-far:elu.accuracy >= 0.95) >= 0.5",
     .recorded = Verdict::holds_if,
     .contrary = R"({"network": {"layers": [{"units": 32, "startBias": -20}]}})"},
    {.id = "C63.3",
     .trials = "prices-elu",
     .seeds = 0,
     .checks = "value(own.value) / value(against.value) >= 2",
     .recorded = Verdict::holds,
     .contrary = R"({"activation": "leaky-relu"})"},
    // What the choice of the slope changes: within the usual range, and near a straight line.
    {.id = "C64.1",
     .trials = "slopes-circle",
     .seeds = 10,
     .checks = "median(alpha-0.9.steps) / median(alpha-0.1.steps) >= 1.9; "
               "median(alpha-0.5.steps) / median(alpha-0.1.steps) >= 1.5; "
               "median(alpha-0.01.steps) / median(alpha-0.1.steps) >= 1.5",
     .recorded = Verdict::partly,
     .contrary = R"({"data": {"generator": "blobs", "parameters": {"spread": 0.3}}})"},
    {.id = "C64.2",
     .trials = "learned-circle, learned-spiral",
     .seeds = 10,
     .checks = "median(learned-circle:prelu.steps) / median(learned-circle:leaky-relu.steps) <= 0.91; "
               "median(learned-spiral:prelu.steps) / median(learned-spiral:leaky-relu.steps) <= 0.94; "
               "mean(learned-circle:prelu.learned-sd-1) >= 0.19; mean(learned-spiral:prelu.learned-sd-1) >= 0.35",
     .recorded = Verdict::holds,
     .contrary = R"({"lanes": [{"activation": "leaky-relu"},
       {"activation": "prelu", "parameters": {"alpha": {"value": 0.25, "learned": "layer"}}}]})"},
    {.id = "C65.1",
     .trials = "large-rates",
     .seeds = 10,
     .checks = "highest(softplus/1.zero-1@0) <= 0; highest(softplus/1.zero-2@0) <= 0; "
               "highest(softplus/1.zero-1) <= 0; highest(softplus/1.zero-2) <= 0",
     .recorded = Verdict::holds,
     .contrary = R"({"lanes": [{"activation": "softplus", "parameters": {"inner": 100, "outer": 0.01}}]})"},
    {.id = "C66.1",
     .trials = "gate-swish",
     .seeds = 0,
     .checks = "value(difference) <= 2e-6; value(lowest-gate) >= 0; value(highest-gate) <= 1",
     .recorded = Verdict::holds,
     .contrary = R"({"gate": "normal"})"},
    {.id = "C66.2",
     .trials = "gate-glu",
     .seeds = 0,
     .checks = "value(difference) <= 2e-6; value(lowest-gate) >= 0; value(highest-gate) <= 1",
     .recorded = Verdict::holds,
     .contrary = R"({"gate": "tanh"})"},
    {.id = "C66.3",
     .trials = "gate-gelu",
     .seeds = 0,
     .checks = "value(difference) <= 2e-6; value(lowest-gate) >= 0; value(highest-gate) <= 1",
     .recorded = Verdict::holds,
     .contrary = R"({"gate": "sigmoid"})"},
    {.id = "C67.1",
     .trials = "pieces",
     .seeds = 10,
     .checks = "highest(maxout.silent-1) <= 0; highest(maxout.silent-2) <= 0; highest(maxout-4.silent-1) <= 0; "
               "highest(maxout-4.silent-2) <= 0",
     .recorded = Verdict::holds,
     .contrary = R"({"initializer": {"bias": -10}, "lanes": [{"name": "maxout", "activation": "relu"},
       {"name": "maxout-4", "activation": "relu"}]})"},
    {.id = "C67.2",
     .trials = "pieces",
     .seeds = 10,
     .checks = "mean(maxout-4.dead-pieces-2@0) <= 0.22; mean(maxout-4.dead-pieces-2) <= 0.22",
     .recorded = Verdict::partly,
     .contrary = R"({"lanes": [{"activation": "maxout"}, {"name": "maxout-4", "activation": "maxout"}]})"},
    {.id = "C67.3",
     .trials = "circle-adam, moons-adam, spiral-adam",
     .seeds = 10,
     .checks = "best(circle-adam:maxout.steps) / best(circle-adam:relu.steps) <= 0.75; "
               "best(moons-adam:maxout.steps) / best(moons-adam:relu.steps) <= 0.84; "
               "best(spiral-adam:maxout.steps) / best(spiral-adam:relu.steps) <= 0.8",
     .recorded = Verdict::holds,
     .contrary = R"({"lanes": [{"activation": "relu"},
       {"activation": "maxout", "set": {"network.layers[0].units": 4, "network.layers[1].units": 4,
                                        "network.layers[2].units": 4}}]})"},
    {.id = "C67.4",
     .trials = "slopes-circle",
     .seeds = 10,
     .checks = "median(alpha-0.9.steps) / median(alpha-0.01.steps) <= 1",
     .recorded = Verdict::does_not_hold,
     .contrary = R"({"data": {"generator": "blobs", "parameters": {"spread": 0.3}}})"},
    {.id = "C68.1",
     .trials = "forgetting, forgetting-rings",
     .seeds = 20,
     .checks = "below(forgetting:relu.first-accuracy, forgetting:maxout.first-accuracy); "
               "always: below(forgetting-rings:relu.first-accuracy, forgetting-rings:maxout.first-accuracy)",
     .recorded = Verdict::holds_if,
     .contrary = R"({"lanes": [{"activation": "relu"}, {"name": "maxout", "activation": "tanh"}]})"},
    {.id = "C69.1",
     .trials = "ten-points",
     .seeds = 10,
     .checks = "below(relu.test-loss, tanh.test-loss); below(relu.test-loss, sigmoid.test-loss)",
     .recorded = Verdict::no_difference,
     .contrary = R"({"stop": {"steps": 100}})"},
    {.id = "C70.1",
     .trials = "circle-sgd, moons-sgd, spiral-sgd, circle-adam, moons-adam, spiral-adam",
     .seeds = 10,
     .checks = "best(circle-sgd:tanh.steps) / best(circle-sgd:relu.steps) > 1; "
               "best(moons-sgd:tanh.steps) / best(moons-sgd:relu.steps) > 1; "
               "best(spiral-sgd:tanh.steps) / best(spiral-sgd:relu.steps) > 1; "
               "best(circle-adam:tanh.steps) / best(circle-adam:relu.steps) > 1; "
               "best(moons-adam:tanh.steps) / best(moons-adam:relu.steps) > 1; "
               "best(spiral-adam:tanh.steps) / best(spiral-adam:relu.steps) > 1; "
               "best(circle-sgd:sigmoid.steps) / best(circle-sgd:tanh.steps) > 1; "
               "best(moons-sgd:sigmoid.steps) / best(moons-sgd:tanh.steps) > 1; "
               "best(spiral-sgd:sigmoid.steps) / best(spiral-sgd:tanh.steps) > 1; "
               "best(circle-adam:sigmoid.steps) / best(circle-adam:tanh.steps) > 1; "
               "best(moons-adam:sigmoid.steps) / best(moons-adam:tanh.steps) > 1; "
               "best(spiral-adam:sigmoid.steps) / best(spiral-adam:tanh.steps) > 1",
     .recorded = Verdict::holds,
     .contrary = R"({"lanes": [
       {"activation": "sigmoid"}, {"name": "tanh", "activation": "gelu"}, {"activation": "relu"}]})"},
    // Never: fails under plain descent, and under Adam.
    {.id = "C70.2",
     .trials = "circle-sgd, moons-sgd, circle-adam",
     .seeds = 10,
     .checks = "most(circle-sgd:sigmoid.steps <= 400) <= 0.5; most(moons-sgd:sigmoid.steps <= 400) <= 0.5; "
               "always: most(circle-adam:sigmoid.steps <= 400) <= 0.5",
     .recorded = Verdict::holds_if,
     .contrary = R"({"lanes": [
       {"name": "sigmoid", "activation": "sigmoid", "parameters": {"outer": 4, "shift": -2}}]})"},
    // "Don't expect much": four points, four units.
    {.id = "C70.3",
     .trials = "four-points",
     .seeds = 100,
     .checks = "share(tanh.accuracy >= 1) - share(relu.accuracy >= 1) <= 0.21",
     .recorded = Verdict::does_not_hold,
     .contrary = R"({"network": {"layers": [{"units": 32}]}})"},
};

}  // namespace

NoteGroup rectifiers_notes() { return {"rectifiers", statements, rectifier_trials()}; }

}  // namespace nonlin

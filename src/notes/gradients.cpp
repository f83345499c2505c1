// Gradients: C33 to C48. C44 and C45 need recurrent networks.
#include "notes/gradients.hpp"

#include "notes/groups.hpp"

namespace nonlin {
namespace {

// Bounds: as in nonlinearity.cpp.
constexpr Statement statements[] = {
    // 5 % of the largest slope: the flat part, as everywhere.
    {.id = "C33.1",
     .trials = "sigmoid-slopes, tanh-slopes",
     .seeds = 0,
     .checks = "value(sigmoid-slopes:at-z) / value(sigmoid-slopes:at-0) <= 0.05; "
               "value(tanh-slopes:at-z) / value(tanh-slopes:at-0) <= 0.05",
     .recorded = Verdict::holds,
     .contrary = R"({"activation": "elu"})"},
    {.id = "C34.1",
     .trials = "67-against-2",
     .seeds = 0,
     .checks = "value(steps) = 67; value(against-steps) = 2",
     .recorded = Verdict::holds,
     .contrary = R"({"against": "tanh"})"},
    {.id = "C35.1",
     .trials = "eight-layers",
     .seeds = 20,
     .checks = "share(sigmoid.passed@0 < 0.001) >= 0.95; always: share(tanh.passed@0 > 0.1) < 0.95; "
               "always: share(relu.passed@0 > 0.1) < 0.95",
     .recorded = Verdict::holds_if,
     .contrary = R"({"network": {"layers": [{"units": 32}, {"units": 32}]}})"},
    {.id = "C36.1",
     .trials = "six-layers",
     .seeds = 10,
     .checks = "share(sigmoid.accuracy <= 0.65) >= 0.9; share(tanh.accuracy >= 0.95) >= 0.9; "
               "share(relu.accuracy >= 0.95) >= 0.9; always: share(sigmoid-norm.accuracy >= 0.95) < 0.9; "
               "always: share(sigmoid-4x.accuracy >= 0.95) < 0.9; always: share(sigmoid-scaled.accuracy >= 0.95) < 0.9",
     .recorded = Verdict::holds_if,
     .contrary = R"({"network": {"layers": [{"units": 16}]}, "stop": {"steps": 2000}})"},
    {.id = "C37.1",
     .trials = "eight-layers",
     .seeds = 20,
     .checks = "share(tanh-small.passed@0 < 0.001) >= 0.95; share(tanh.passed@0 < 0.001) >= 0.95",
     .recorded = Verdict::partly,
     .contrary = R"({"network": {"layers": [{"units": 32}, {"units": 32}]}})"},
    {.id = "C37.2",
     .trials = "ten-layers",
     .seeds = 10,
     .checks = "median(tanh/0.5.rms-10@0) <= 0.11; median(tanh/1.rms-10@0) <= 0.11",
     .recorded = Verdict::partly,
     .contrary = R"({"data": {"parameters": {"spread": 0.01}}})"},
    {.id = "C38.1",
     .trials = "eight-layers",
     .seeds = 20,
     .checks = "share(relu.passed@0 > 0.1) >= 0.95; share(sigmoid.passed@0 < 0.001) >= 0.95; "
               "share(relu-small.passed@0 < 0.001) >= 0.95",
     .recorded = Verdict::holds,
     .contrary = R"({"network": {"layers": [{"units": 32}, {"units": 32}]}})"},
    {.id = "C38.2",
     .trials = "eight-layers, small-start",
     .seeds = 10,
     .checks = "highest(eight-layers:relu.zero-1@0) = 0; share(eight-layers:relu-small.passed@0 > 0.1) >= 0.95; "
               "share(small-start:relu.accuracy >= 0.95) >= 0.9",
     .recorded = Verdict::does_not_hold,
     .contrary = R"({"network": {"layers": [{"units": 32}, {"units": 32}]}, "initializer": {"gain": 1}})"},
    {.id = "C39.1",
     .trials = "slope-range",
     .seeds = 10,
     .checks = "share(tanh-1.accuracy >= 0.95) >= 0.9; share(tanh-2.accuracy >= 0.95) >= 0.9; "
               "share(relu-1.accuracy >= 0.95) >= 0.9; median(tanh-0.5.accuracy) <= 0.77; "
               "median(tanh-10.accuracy) <= 0.845; median(relu-0.25.accuracy) <= 0.86; "
               "median(relu-3.accuracy) <= 0.75",
     .recorded = Verdict::holds,
     .contrary = R"({"network": {"layers": [{"units": 16}]}})"},
    {.id = "C40.1",
     .trials = "ten-layers",
     .seeds = 10,
     .checks = "highest(tanh/3.rms-10@0) <= 1; highest(sigmoid/3.rms-10@0) <= 1; median(relu/3.rms-10@0) >= 900; "
               "median(identity/3.rms-10@0) >= 900",
     .recorded = Verdict::holds,
     .contrary = R"({"data": {"parameters": {"spread": 0.01}}})"},
    // Against tanh from the same start: 0.97 is what He's gain keeps; half of it is not pressed.
    {.id = "C40.2",
     .trials = "ten-layers",
     .seeds = 10,
     .checks = "median(relu/3.rms-10@0) >= 900; median(relu/1.41421.rms-10@0) >= 0.485",
     .recorded = Verdict::holds,
     .contrary = R"({"data": {"parameters": {"spread": 0.01}}})"},
    {.id = "C41.1",
     .trials = "steep-sine",
     .seeds = 10,
     .checks = "mean(sigmoid/0.3.diverged) <= 0.5; mean(leaky-relu/0.3.diverged) >= 0.5; "
               "mean(elu/0.3.diverged) >= 0.5; mean(tanh/0.3.diverged) <= 0.5; mean(relu/0.3.diverged) >= 0.5",
     .recorded = Verdict::partly,
     .contrary = R"({"network": {"layers": [{"units": 256}, {"units": 32}]}, "data": {"parameters": {"amplitude": 2}},
                     "stop": {"steps": 50}, "sweep": [{"path": "optimizer.rate", "values": [0.3]}]})"},
    {.id = "C41.2",
     .trials = "steep-sine",
     .seeds = 10,
     .checks = "below(relu/0.03.loss, tanh/0.03.loss); below(elu/0.03.loss, tanh/0.03.loss); "
               "below(relu/0.03.loss, sigmoid/0.03.loss)",
     .recorded = Verdict::holds,
     .contrary = R"({"stop": {"steps": 1}})"},
    {.id = "C42.1",
     .trials = "near-zero",
     .seeds = 10,
     .checks = "share(tanh/0.0025.steps <= 500) >= 0.9; share(sine/0.0025.steps <= 500) >= 0.9; "
               "share(elu/0.0025.steps <= 500) >= 0.9; share(sigmoid-scaled/0.0025.steps <= 500) >= 0.9",
     .recorded = Verdict::does_not_hold,
     .contrary = R"({"optimizer": {"id": "adam", "rate": 0.03}})"},
    {.id = "C42.2",
     .trials = "near-zero",
     .seeds = 10,
     .checks = "share(tanh/0.25.steps <= 500) >= 0.9; share(sigmoid-scaled/0.25.steps <= 500) >= 0.9; "
               "share(sigmoid/0.25.steps <= 500) <= 0.1; share(sigmoid/1.25.steps <= 500) >= 0.9; "
               "always: share(gaussian/0.25.steps <= 500) <= 0.1",
     .recorded = Verdict::holds_if,
     .contrary = R"({"optimizer": {"id": "adam", "rate": 0.03}})"},
    {.id = "C43.1",
     .trials = "six-layers, small-start",
     .seeds = 10,
     .checks = "share(six-layers:sigmoid.accuracy >= 0.95) <= 0.1; share(six-layers:sigmoid-norm.accuracy >= 0.95) >= "
               "0.9; share(small-start:tanh.accuracy >= 0.95) <= 0.1; "
               "share(small-start:tanh-norm.accuracy >= 0.95) >= 0.9; "
               "share(small-start:relu-norm.accuracy >= 0.95) >= 0.9",
     .recorded = Verdict::holds,
     .contrary = R"({"stop": {"steps": 5}})"},
    {.id = "C43.2",
     .trials = "input-change",
     .seeds = 10,
     .checks = "most(tanh.accuracy >= 0.95) >= 0.9; most(tanh-shifted.accuracy >= 0.95) <= 0.1; "
               "most(tanh-times-100.accuracy >= 0.95) <= 0.1; most(tanh-standardised.accuracy >= 0.95) >= 0.9; "
               "most(relu-shifted.accuracy >= 0.95) <= 0.1; most(relu-standardised.accuracy >= 0.95) >= 0.9",
     .recorded = Verdict::holds,
     .contrary = R"({"stop": {"steps": 5}})"},
    {.id = "C46.1",
     .trials = "output-slopes",
     .seeds = 0,
     .checks = "value(squared) / value(cross-entropy) <= 0.05; "
               "always: value(squared-at-0) / value(cross-entropy-at-0) <= 0.05",
     .recorded = Verdict::holds_if,
     .contrary = R"({"z": 0})"},
    {.id = "C46.2",
     .trials = "one-neuron",
     .seeds = 0,
     .checks = "value(squared) / value(cross-entropy) >= 5",
     .recorded = Verdict::holds,
     .contrary = R"({"weight": 0, "bias": 0, "rate": 20})"},
    // At K = 5; K = 1 is a start that is wrong, but not saturated.
    {.id = "C46.3",
     .trials = "wrong-start",
     .seeds = 20,
     .checks = "median(mse/5.steps) / median(cross-entropy/5.steps) >= 52; "
               "always: median(mse/1.steps) / median(cross-entropy/1.steps) >= 52",
     .recorded = Verdict::holds_if,
     .contrary = R"({"optimizer": {"id": "adam", "rate": 1}})"},
    {.id = "C46.4",
     .trials = "six-layers",
     .seeds = 10,
     .checks = "share(sigmoid.accuracy <= 0.65) >= 0.9; share(sigmoid.passed@0 < 0.01) >= 0.9",
     .recorded = Verdict::holds,
     .contrary = R"({"network": {"layers": [{"units": 16}]}, "stop": {"steps": 2000}})"},
    {.id = "C47.1",
     .trials = "squared-circle, three-blobs",
     .seeds = 10,
     .checks = "share(squared-circle:mse/1.accuracy >= 0.95) <= 0.1; share(three-blobs:mse.accuracy >= 0.95) <= 0.1",
     .recorded = Verdict::does_not_hold,
     .contrary = R"({"initializer": {"id": "constant", "gain": 20}})"},
    {.id = "C48.1",
     .trials = "convexity-sigmoid",
     .seeds = 10,
     .checks = "lowest(squared) >= 0.19; highest(cross-entropy) = 0",
     .recorded = Verdict::holds,
     .contrary = R"({"activation": "identity"})"},
    // The middle between the two minima's distance and none.
    {.id = "C48.2",
     .trials = "two-minima",
     .seeds = 0,
     .checks = "value(apart) >= 0.79",
     .recorded = Verdict::holds,
     .contrary = R"({"problem": "neuron-cross-entropy"})"},
};

}  // namespace

NoteGroup gradients_notes() { return {"gradients", statements, gradients_trials()}; }

}  // namespace nonlin

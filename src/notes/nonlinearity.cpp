// What non-linearity buys: C19 to C32.
#include "notes/nonlinearity.hpp"

#include "notes/groups.hpp"

namespace nonlin {
namespace {

// Bounds: those of the experiments the notes were first checked with (PyTorch, float32); where those named none, the
// middle between the two figures they measured, written before these first ran.
constexpr Statement statements[] = {
    {.id = "C19.1",
     .trials = "linear-stack, relu-stack",
     .seeds = 10,
     .checks = "highest(linear-stack:difference) <= 2e-6; highest(linear-stack:bent) <= 2e-6; "
               "median(relu-stack:bent) >= 0.48",
     .recorded = Verdict::holds,
     .contrary = R"({"activation": "tanh"})"},
    {.id = "C19.2",
     .trials = "linear-depth",
     .seeds = 10,
     .checks = "highest(layers-5.accuracy) <= 0.65; median(layers-0.loss) - median(layers-5.loss) <= 0.0001; "
               "median(layers-0.loss) - median(layers-1.loss) <= 0.0001; median(layers-0.loss) - median(layers-3.loss) "
               "<= 0.0001",
     .recorded = Verdict::holds,
     .contrary = R"({"data": {"generator": "moons"}})"},
    {.id = "C20.1",
     .trials = "one-layer-circle",
     .seeds = 10,
     .checks = "highest(identity.accuracy) <= 0.65; share(sigmoid.accuracy >= 0.97) >= 0.9; "
               "share(tanh.accuracy >= 0.97) >= 0.9; share(relu.accuracy >= 0.97) >= 0.9; "
               "share(leaky-relu.accuracy >= 0.97) >= 0.9; share(elu.accuracy >= 0.97) >= 0.9; "
               "share(softplus.accuracy >= 0.97) >= 0.9; share(swish.accuracy >= 0.97) >= 0.9; "
               "share(gelu.accuracy >= 0.97) >= 0.9; share(sine.accuracy >= 0.97) >= 0.9; "
               "share(gaussian.accuracy >= 0.97) >= 0.9; share(abs.accuracy >= 0.97) >= 0.9; "
               "share(square.accuracy >= 0.97) >= 0.9",
     .recorded = Verdict::holds,
     .contrary = R"({"stop": {"steps": 5}})"},
    {.id = "C20.2",
     .trials = "one-layer-xor",
     .seeds = 10,
     .checks = "share(identity.accuracy >= 0.97) <= 0.1; share(sigmoid.accuracy >= 0.97) >= 0.9; "
               "share(tanh.accuracy >= 0.97) >= 0.9; share(relu.accuracy >= 0.97) >= 0.9; "
               "share(leaky-relu.accuracy >= 0.97) >= 0.9; share(elu.accuracy >= 0.97) >= 0.9; "
               "share(softplus.accuracy >= 0.97) >= 0.9; share(swish.accuracy >= 0.97) >= 0.9; "
               "share(gelu.accuracy >= 0.97) >= 0.9; share(sine.accuracy >= 0.97) >= 0.9; "
               "share(gaussian.accuracy >= 0.97) >= 0.9; share(abs.accuracy >= 0.97) >= 0.9; "
               "share(square.accuracy >= 0.97) >= 0.9",
     .recorded = Verdict::holds,
     .contrary = R"({"network": {"layers": [{"units": 1}]}})"},
    // Softplus and the identity both have a Taylor series; only one of them has a second-order term.
    {.id = "C21.1",
     .trials = "product-gate",
     .seeds = 0,
     .checks = "value(curved) <= 0.5; value(straight) <= 0.5",
     .recorded = Verdict::partly,
     .contrary = R"({"straight": "sigmoid", "bias": 1})"},
    {.id = "C21.2",
     .trials = "product",
     .seeds = 20,
     .checks = "median(tanh.r2) >= 0.95; median(softplus.r2) >= 0.95; median(swish.r2) >= 0.95; "
               "median(sigmoid.r2) >= 0.95; median(identity.r2) >= 0.95",
     .recorded = Verdict::partly,
     .contrary = R"({"stop": {"steps": 5}})"},
    {.id = "C22.1",
     .trials = "hidden-space, untrained-space",
     .seeds = 10,
     .checks = "highest(hidden-space:raw.accuracy) <= 0.65; share(hidden-space:units-3.accuracy >= 0.97) >= 0.9; "
               "share(hidden-space:units-8.accuracy >= 0.97) >= 0.9; median(untrained-space:units-8.accuracy) <= 0.787",
     .recorded = Verdict::holds,
     .contrary = R"({"stop": {"steps": 5}})"},
    {.id = "C23.1",
     .trials = "planes",
     .seeds = 10,
     .checks = "highest(near) <= 2e-6; median(far) >= 0.25",
     .recorded = Verdict::holds,
     .contrary = R"({"activation": "tanh", "reach": 0.1})"},
    {.id = "C24.1",
     .trials = "folds",
     .seeds = 0,
     .checks = "value(deep) / value(folded) = 1",
     .recorded = Verdict::holds,
     .contrary = R"({"activation": "identity"})"},
    {.id = "C24.2",
     .trials = "random-folds",
     .seeds = 10,
     .checks = "median(deep) / median(shallow) >= 2",
     .recorded = Verdict::does_not_hold,
     .contrary = R"({"start": "folds"})"},
    {.id = "C25.1",
     .trials = "interpolation",
     .seeds = 0,
     .checks = "value(units-64) <= 0.003; value(units-32) / value(units-64) >= 2.5",
     .recorded = Verdict::holds,
     .contrary = R"({"activation": "identity"})"},
    // The jump of a smooth curve falls with the distance, 0.01 at a hundredth of it; that of a kink stays.
    {.id = "C25.2",
     .trials = "kinks",
     .seeds = 10,
     .checks = "median(fine) / median(coarse) <= 0.45",
     .recorded = Verdict::does_not_hold,
     .contrary = R"({"hidden": "tanh"})"},
    {.id = "C26.1",
     .trials = "line, plane, two-blobs, three-blobs",
     .seeds = 20,
     .checks = "median(line:line.r2) >= 0.95; median(plane:plane.r2) >= 0.95; "
               "median(two-blobs:logistic.accuracy) >= 0.95; median(three-blobs:cross-entropy.accuracy) >= 0.95",
     .recorded = Verdict::holds,
     .contrary = R"({"stop": {"steps": 1}})"},
    {.id = "C27.1",
     .trials = "output-activation",
     .seeds = 10,
     .checks = "median(linear.r2) >= 0.74; median(tanh.r2) <= 0.74; median(logistic.r2) <= 0.74",
     .recorded = Verdict::holds,
     .contrary = R"({"data": {"parameters": {"slopeX": 0.8, "offset": 0}}})"},
    // What is called an activation and what an output function is a matter of names.
    {.id = "C27.2", .trials = {}, .seeds = 0, .checks = {}, .recorded = Verdict::not_testable, .contrary = {}},
    {.id = "C28.1",
     .trials = "sine-recipe",
     .seeds = 10,
     .checks = "lowest(units-1.curve-r2) >= 0.85; highest(units-1.curve-r2) <= 0.875; median(line.curve-r2) <= 0.738",
     .recorded = Verdict::holds,
     .contrary = R"({"stop": {"steps": 45000}, "optimizer": {"rate": 0.001}})"},
    {.id = "C28.2",
     .trials = "sine-units",
     .seeds = 10,
     .checks =
         "lowest(units-1.curve-r2) >= 0.85; highest(units-1.curve-r2) <= 0.875; share(units-3.curve-r2 >= 0.99) >= 0.9",
     .recorded = Verdict::holds,
     .contrary = R"({"stop": {"steps": 100}})"},
    {.id = "C29.1",
     .trials = "frozen",
     .seeds = 10,
     .checks = "highest(step.moved-1) = 0; share(step.accuracy >= 0.97) <= 0.1; share(tanh.accuracy >= 0.97) >= 0.9",
     .recorded = Verdict::holds,
     .contrary = R"({"lanes": [{"activation": "step", "parameters": {"pass": 1}}, {"activation": "tanh"}]})"},
    // As a requirement: without a derivative everywhere, no training.
    {.id = "C30.1",
     .trials = "one-layer-circle",
     .seeds = 10,
     .checks = "share(relu.accuracy >= 0.97) <= 0.1; share(leaky-relu.accuracy >= 0.97) <= 0.1; "
               "share(abs.accuracy >= 0.97) <= 0.1; share(maxout.accuracy >= 0.97) <= 0.1",
     .recorded = Verdict::does_not_hold,
     .contrary = R"({"stop": {"steps": 5}})"},
    {.id = "C30.2",
     .trials = "one-layer-circle",
     .seeds = 10,
     .checks = "share(relu.accuracy >= 0.97) >= 0.9; share(leaky-relu.accuracy >= 0.97) >= 0.9; "
               "share(abs.accuracy >= 0.97) >= 0.9; share(maxout.accuracy >= 0.97) >= 0.9; "
               "share(step.accuracy >= 0.97) <= 0.1",
     .recorded = Verdict::holds,
     .contrary = R"({"stop": {"steps": 5}})"},
    // As a requirement: without monotony, no training.
    {.id = "C31.1",
     .trials = "one-layer-circle",
     .seeds = 10,
     .checks = "share(swish.accuracy >= 0.97) <= 0.1; share(gelu.accuracy >= 0.97) <= 0.1; "
               "share(mish.accuracy >= 0.97) <= 0.1; share(sine.accuracy >= 0.97) <= 0.1; "
               "share(gaussian.accuracy >= 0.97) <= 0.1; share(abs.accuracy >= 0.97) <= 0.1",
     .recorded = Verdict::does_not_hold,
     .contrary = R"({"stop": {"steps": 5}})"},
    {.id = "C32.1",
     .trials = "convexity-sigmoid, convexity-relu",
     .seeds = 10,
     .checks = "highest(convexity-sigmoid:squared) = 0; highest(convexity-relu:squared) = 0",
     .recorded = Verdict::does_not_hold,
     .contrary = R"({"activation": "identity"})"},
};

}  // namespace

NoteGroup nonlinearity_notes() { return {"nonlinearity", statements, nonlinearity_trials()}; }

}  // namespace nonlin

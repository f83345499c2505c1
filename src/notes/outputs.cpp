// Outputs: C71 to C73.
#include <string>

#include "math/random.hpp"
#include "notes/document.hpp"
#include "notes/groups.hpp"
#include "notes/measures.hpp"

namespace nonlin {
namespace {

/// Four clusters at (+-1, +-1) with two labels each: is it a fruit (x > 0), is it a gadget (y > 0)? The apple is both.
void apples(Value& document, std::uint32_t seed) {
  Value& data = *document.find("data");
  int count = 128;
  double spread = 0.3;
  {
    const Reader root(document, "trial: ");
    const Reader section = *root.find("data");
    if (const auto corners = section.find("corners")) {
      corners->keys("count, spread");
      corners->integer("count", 4, 2000, count);
      corners->number("spread", 0, 2, spread);
    }
  }
  Array inputs, targets;
  for (int i = 0; i < count; ++i) {
    const double x = i % 2 == 0 ? 1 : -1, y = i / 2 % 2 == 0 ? 1 : -1;
    const RandomBlock u = random_block(seed, Stream::position, {static_cast<std::uint32_t>(i), 0, 0, 0});
    inputs.push_back(Array{x + spread * normal(u[0]), y + spread * normal(u[1])});
    targets.push_back(Array{x > 0 ? 1 : 0, y > 0 ? 1 : 0});
  }
  data = Object{{"points", Object{{"kind", "labels"}, {"inputs", inputs}, {"targets", targets}}}};
}

constexpr Trial trials[] = {
    {.id = "apples",
     .document = R"j({
       "data": {"corners": {"count": 128, "spread": 0.3}},
       "network": {"layers": [{"units": 8}]},
       "initializer": {"id": "xavier-normal"},
       "optimizer": {"id": "adam", "rate": 0.03},
       "stop": {"steps": 400},
       "lanes": [{"name": "sigmoids", "activation": "tanh"},
                 {"name": "softmax", "activation": "tanh", "set": {"head": "softmax"}}]})j",
     .quantities = "exact",
     .prepare = apples},
    {.id = "blobs-outputs",
     .document = R"j({
       "data": {"generator": "blobs", "parameters": {"classes": 3, "centre": 1, "spread": 0.35}, "count": 150, "noise": 0},
       "network": {"layers": []},
       "initializer": {"id": "xavier-normal"},
       "optimizer": {"id": "sgd", "rate": 1},
       "stop": {"steps": 300},
       "lanes": [{"name": "softmax", "activation": "identity"},
                 {"name": "sigmoids", "activation": "identity", "set": {"head": "sigmoids"}}]})j",
     .quantities = "accuracy, lowest-sum, highest-sum"},
    {.id = "sigmoid-output",
     .document = R"j({"from": -20, "to": 20, "points": 8001, "curves": {
       "sigmoid": {"activation": "sigmoid", "formula": "1-1/(1+exp(x))"}, "tanh": {"activation": "tanh"}}})j",
     .measure = measure_curves},
    {.id = "softmax-logits",
     .document = R"j({"logits": [2, 1, 0.1], "formulas": {"softmax": "exp(z)/sum(exp(z))"}})j",
     .measure = measure_softmax},
};

constexpr Statement statements[] = {
    // Samples with all labels right: sigmoids 1.000, softmax 0.500.
    {.id = "C71.1",
     .trials = "apples",
     .seeds = 20,
     .checks = "lowest(sigmoids.exact) >= 0.75; highest(softmax.exact) <= 0.75",
     .recorded = Verdict::holds,
     .contrary = R"j({"stop": {"steps": 2}})j"},
    // Sums of a sample's outputs: sigmoids 0.436 to 1.543; bounds midway from 1.
    {.id = "C71.2",
     .trials = "blobs-outputs",
     .seeds = 20,
     .checks = "share(softmax.accuracy >= 0.97) >= 0.9; share(sigmoids.accuracy >= 0.97) >= 0.9; "
               "lowest(softmax.lowest-sum) >= 0.9999; highest(softmax.highest-sum) <= 1.0001; "
               "lowest(sigmoids.lowest-sum) <= 0.72; highest(sigmoids.highest-sum) >= 1.27",
     .recorded = Verdict::holds,
     .contrary = R"j({"data": {"parameters": {"spread": 1.5}}})j"},
    {.id = "C72.1",
     .trials = "blobs-outputs",
     .seeds = 20,
     .checks = "share(softmax.accuracy >= 0.95) <= 0.1; correct: share(softmax.accuracy >= 0.95) >= 0.9",
     .recorded = Verdict::slip,
     .contrary = R"j({"data": {"parameters": {"spread": 2}}})j"},
    {.id = "C73.1",
     .trials = "sigmoid-output",
     .seeds = 0,
     .checks = "value(sigmoid.lowest) >= 0; value(sigmoid.highest) <= 1; value(sigmoid.difference) <= 1e-6",
     .recorded = Verdict::holds,
     .contrary = R"j({"curves": {"sigmoid": {"activation": "arctan"}}})j"},
    {.id = "C73.2",
     .trials = "blobs-outputs",
     .seeds = 20,
     .checks = "lowest(sigmoids.lowest-sum) >= 0.72; highest(sigmoids.highest-sum) <= 1.27",
     .recorded = Verdict::does_not_hold,
     .contrary =
         R"j({"lanes": [{"name": "softmax", "activation": "identity"}, {"name": "sigmoids", "activation": "identity"}]})j"},
    {.id = "C73.3",
     .trials = "sigmoid-output",
     .seeds = 0,
     .checks = "value(sigmoid.lowest) <= -0.99; correct: value(tanh.lowest) <= -0.99; "
               "correct: value(tanh.highest) >= 0.99",
     .recorded = Verdict::slip,
     .contrary = R"j({"curves": {"sigmoid": {"activation": "tanh"}}})j"},
    // A constant: raising another logit by 1 does not move it.
    {.id = "C73.4",
     .trials = "softmax-logits",
     .seeds = 0,
     .checks = "value(softmax.others-move) <= 1e-6; correct: value(softmax.others-move) >= 0.01",
     .recorded = Verdict::slip,
     .contrary = R"j({"formulas": {"softmax": "1/(1+exp(-z))"}})j"},
};

}  // namespace

NoteGroup outputs_notes() { return {"outputs", statements, trials}; }

}  // namespace nonlin

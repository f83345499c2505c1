// What non-linearity buys: C19 to C32.
#include "notes/groups.hpp"

namespace nonlin {
namespace {

// 2-8-1 with every activation on 200 points, Adam 0.03, 500 steps.
constexpr std::string_view one_layer = R"({
  "data": {"count": 200},
  "network": {"layers": [{"units": 8}]},
  "optimizer": {"id": "adam", "rate": 0.03},
  "stop": {"steps": 500},
  "lanes": [{"activation": "identity"}, {"activation": "sigmoid"}, {"activation": "tanh"}, {"activation": "relu"},
            {"activation": "leaky-relu"}, {"activation": "elu"}, {"activation": "softplus"}, {"activation": "swish"},
            {"activation": "gelu"}, {"activation": "sine"}, {"activation": "gaussian"}, {"activation": "abs"},
            {"activation": "square"}, {"activation": "step"}]})";

constexpr Trial trials[] = {
    {.id = "one-layer-circle",
     .base = one_layer,
     .document = R"({"data": {"generator": "circle", "noise": 0.05}})",
     .quantities = "accuracy"},
};

constexpr Statement statements[] = {
    {.id = "C20.1",
     .trials = "one-layer-circle",
     .seeds = 10,
     .checks = "highest(identity.accuracy) <= 0.65; share(tanh.accuracy >= 0.97) >= 0.9; "
               "share(relu.accuracy >= 0.97) >= 0.9; share(swish.accuracy >= 0.97) >= 0.9",
     .recorded = Verdict::holds,
     .contrary = R"({"stop": {"steps": 5}})"},
};

}  // namespace

NoteGroup nonlinearity_notes() { return {"nonlinearity", statements, trials}; }

}  // namespace nonlin

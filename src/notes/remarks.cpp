// Loose remarks: C76 to C78.
#include "notes/groups.hpp"
#include "notes/measures.hpp"

namespace nonlin {
namespace {

constexpr Trial trials[] = {
    {.id = "tanh-loop",
     .document = R"j({"starts": [0.1, 0.2, -0.1], "factor": 1.5, "times": 30, "activation": "tanh"})j",
     .measure = measure_loop},
    {.id = "max-pooling", .document = R"j({"size": 8, "weight": 1})j", .measure = measure_pooling},
    // The same network twice: its ReLUs, and maxouts of the lines z and 0.
    {.id = "relu-as-maxout",
     .document = R"j({"rewrite": "to-maxout", "steps": 50, "spec": {
       "data": {"generator": "circle", "count": 128, "noise": 0.05},
       "network": {"layers": [{"units": 16}, {"units": 16}, {"units": 16}]},
       "initializer": {"id": "he-normal"}, "optimizer": {"id": "adam", "rate": 0.01},
       "lanes": [{"activation": "relu"}]}})j",
     .measure = measure_rewrite},
    {.id = "relu-against-maxout",
     .document = R"j({
       "data": {"generator": "circle", "count": 128, "noise": 0.05},
       "network": {"layers": [{"units": 16}, {"units": 16}, {"units": 16}]},
       "initializer": {"id": "textbook"},
       "optimizer": {"id": "adam", "rate": 0.01},
       "sweep": [{"path": "optimizer.rate", "values": [0.003, 0.01, 0.03]}],
       "stop": {"steps": 100},
       "lanes": [{"activation": "relu"}, {"activation": "maxout"}]})j",
     .quantities = "steps",
     .every = 1},
};

constexpr Statement statements[] = {
    // Distances after over before: of values with opposite signs, and with the same.
    {.id = "C76.1",
     .trials = "tanh-loop",
     .seeds = 0,
     .checks = "value(other-sign) >= 1; value(same-sign) >= 1",
     .recorded = Verdict::partly,
     .contrary = R"j({"factor": 1})j"},
    {.id = "C77.1",
     .trials = "max-pooling",
     .seeds = 10,
     .checks = "highest(difference) = 0",
     .recorded = Verdict::holds,
     .contrary = R"j({"weight": 0.5})j"},
    // Equal at the start, and after 50 steps further apart than rewrites ever are.
    {.id = "C78.1",
     .trials = "relu-as-maxout",
     .seeds = 10,
     .checks = "highest(difference) = 0; lowest(last-piece-after) > 0; lowest(difference-after) > 2e-6",
     .recorded = Verdict::holds,
     .contrary = R"({"steps": 0})"},
    // Steps to 0.1 at the best rate: 7 against 14; in the middle of that and of no difference 0.75.
    {.id = "C78.2",
     .trials = "relu-against-maxout",
     .seeds = 10,
     .checks = "best(maxout.steps) / best(relu.steps) <= 0.75",
     .recorded = Verdict::holds,
     .contrary = R"({"lanes": [{"activation": "relu"}, {"name": "maxout", "activation": "leaky-relu"}]})"},
};

}  // namespace

NoteGroup remarks_notes() { return {"remarks", statements, trials}; }

}  // namespace nonlin

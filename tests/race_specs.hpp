// Races that several tests run.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "app/cli_json.hpp"
#include "race/race.hpp"

namespace nonlin::test {

inline constexpr double forever = 1e9;  // milliseconds

inline RaceSpec read(const std::string& json) { return read_spec(parse_json(json)); }

/// Every lane with every seed, lane by lane within a seed.
inline std::vector<RunId> all_runs(const RaceSpec& spec) {
  std::vector<RunId> runs;
  for (int seed = 0; seed < spec.seeds; ++seed)
    for (int lane = 0; lane < static_cast<int>(spec.lanes.size()); ++lane) runs.push_back({lane, seed});
  return runs;
}

inline std::vector<std::uint64_t> hashes(const Race& race) {
  std::vector<std::uint64_t> list;
  for (const Race::Run& run : race.runs()) list.push_back(run.trainer.network().hash());
  return list;
}

/// Every activation with its defaults, then learned and shared parameters and more pieces; mini-batches, 2-6-5-1.
inline const std::string every_activation = [] {
  std::string lanes;
  for (const Activation& row : activations()) lanes += R"({"activation": ")" + std::string(row.id) + R"("}, )";
  return R"({"seed": 20, "data": {"generator": "spiral", "count": 75, "noise": 0.05, "trainShare": 0.8},
             "inputs": {"features": ["x", "y", "sin-x"]}, "network": {"layers": [{"units": 6}, {"units": 5}]},
             "optimizer": {"id": "adam", "rate": 0.01}, "batch": {"size": 16}, "stop": {"steps": 200},
             "lanes": [)" +
         lanes + R"({"activation": "maxout", "parameters": {"pieces": 3}},
                    {"activation": "swish", "parameters": {"beta": {"learned": "unit"}}},
                    {"activation": "swish", "parameters": {"beta": {"learned": "layer"}}},
                    {"activation": "prelu", "parameters": {"alpha": {"learned": "layer"}}}]})";
}();

/// Both norms, alone and with dropout; two lanes whose scratch is shared. Mini-batches of 16 and a last one of 12.
inline const std::string normalised =
    R"({"seed": 20, "data": {"generator": "spiral", "count": 75, "noise": 0.05, "trainShare": 0.8},
        "network": {"layers": [{"units": 6, "norm": "batch"}, {"units": 5, "norm": "batch"}]}, "batch": {"size": 16},
        "stop": {"steps": 200}, "lanes": [{"activation": "relu"}, {"activation": "prelu"},
        {"activation": "maxout", "set": {"network.layers[1].norm": "layer", "network.layers[1].dropout": 0.4}},
        {"activation": "tanh", "set": {"network.layers[0].norm": "layer", "network.layers[1].norm": "none"}},
        {"activation": "tanh", "set": {"network.layers[0].dropout": 0.2, "regularization.activations": 0.001}}]})";

}  // namespace nonlin::test

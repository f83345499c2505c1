// The one description of an experiment: read from JSON, checked, written to JSON (version 1, see README).
//
// Reading is strict. An unknown key, a wrong type or a value outside its range throws std::invalid_argument with the
// path, the value and what is allowed: "network.layers[2].units: 0 is outside 1..256". What the format names but this
// version cannot do yet is refused by name, never ignored.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "data/dataset.hpp"
#include "model/initializer.hpp"
#include "model/loss.hpp"
#include "model/network.hpp"
#include "race/value.hpp"
#include "train/optimizer.hpp"
#include "train/samples.hpp"
#include "train/trainer.hpp"

namespace nonlin {

inline constexpr int max_steps = 10'000'000;

struct StopSpec {
  int steps = 300;        // the budget
  bool by_score = false;  // the target is a score (accuracy, R^2), else a training loss
  double target = 0.1;
};

/// One lane with everything it was not given taken from the base experiment.
struct Experiment {
  std::string name;        // shown; the activation's id when not given
  std::string activation;  // the lane's activation; empty when no layer asks for it
  InputSpec inputs;
  NetworkSpec network;
  const Pairing* pairing = nullptr;
  OptimizerSpec optimizer;
  RegularizationSpec regularization;
  InitializerSpec initializer;
  BatchSpec batch;
  StopSpec stop;
  std::map<std::string, std::vector<double>> start;  // given starting parameters by block name, row-major
};

struct RaceSpec {
  std::uint32_t seed = 0;
  int seeds = 1;
  DataSpec data;
  std::vector<Experiment> lanes;
};

/// Reads and checks a spec. Keys that are absent have their default (those of `default_spec`).
RaceSpec read_spec(const Value& json);
/// The same experiment with every default written out, lanes as given: what the page shows and links are compared with.
Value complete_spec(const Value& json);
/// The opening scene: the spiral race.
Value default_spec();

}  // namespace nonlin

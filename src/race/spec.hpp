// The one description of an experiment: read from JSON, checked, written to JSON (version 1, see README).
//
// Reading is strict. An unknown key, a wrong type or a value outside its range throws std::invalid_argument with the
// path, the value and what is allowed: "network.layers[2].units: 0 is outside 1..256". What the format names but this
// version cannot do yet is refused by name, never ignored.
#pragma once

#include <cstdint>
#include <optional>
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
  bool at_target = false;  // ends a run when it reaches the target
  int patience = 0;        // ends a run whose loss has had no new low for so many steps; 0: never
};

/// One axis of a sweep: a path as a lane's `set` takes it, and what to put there, one value after the other.
struct SweepAxis {
  std::string path;
  std::vector<Value> values;
};

/// What the seeds of a race differ in: with seed index r, data (points, noise, split), weights and order (dropout, too)
/// take seed + r where they vary, else seed.
struct VarySpec {
  bool data = true, weights = true, order = true;
};

/// What a lane's `set` may change.
struct BaseExperiment {
  InputSpec inputs;
  NetworkSpec network;
  const Pairing* pairing = nullptr;
  OptimizerSpec optimizer;
  RegularizationSpec regularization;
  InitializerSpec initializer;
};

/// One lane at one point of the sweep, with everything it was not given taken from the base experiment.
struct Experiment : BaseExperiment {
  std::string name;        // shown; the lane's (its activation's id when not given), then the point: "tanh, rate 0.1"
  std::string lane_name;   // without the point
  int lane = 0;            // index of the lane in the document
  std::vector<int> point;  // for each axis of the sweep, the index of its value
  std::string activation;  // the lane's activation; empty when no layer asks for it
  BatchSpec batch;
  StopSpec stop;
  struct Change {
    OptimizerSpec optimizer;
    RegularizationSpec regularization;
  };
  std::vector<Change> changes;       // for each of the race's: what holds from its step on
  Named<std::vector<double>> start;  // given starting parameters by block name, row-major
};

struct RaceSpec {
  std::uint32_t seed = 0;
  int seeds = 1;
  DataSpec data;
  std::vector<Experiment> lanes;  // each lane at every point of the sweep, lane by lane, the last axis fastest
  std::vector<SweepAxis> sweep;   // none, one or two axes
  VarySpec vary;
  /// A change in mid-run: holds from the state after `step` steps on, for every lane.
  struct Change {
    int step;
    std::optional<DataSpec> data = std::nullopt;  // empty: the data stay
    int train_count = 0;                          // samples of the new data's training set
  };
  std::vector<Change> changes;  // by step, rising
};

/// Reads and checks a spec. Keys that are absent have their default (those of `default_spec`).
RaceSpec read_spec(const Value& json);
/// The same experiment with every default written out, lanes as given: what the page shows and links are compared with.
Value complete_spec(const Value& json);
/// The opening scene: the spiral race.
Value default_spec();

}  // namespace nonlin

// What the runs of a race share: data sets, orders, samples and workspaces, each made once, when it is first asked for.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "data/dataset.hpp"
#include "race/spec.hpp"
#include "train/samples.hpp"

namespace nonlin {

struct RunId {
  int lane, seed;  // indices: lane of RaceSpec::lanes, and how many seeds after spec.seed
};

/// The number shown for seed index `seed`: so many after spec.seed.
std::uint32_t seed_number(const RaceSpec& spec, int seed);

/// The seeds of one run: spec.seed, or so many after it where `vary` names the part.
struct RunSeeds {
  std::uint32_t data, weights, order;
};
RunSeeds seeds_of(const RaceSpec& spec, int seed);

/// How many changes in mid-run have been made when `step` steps are done.
int phase_at(const RaceSpec& spec, int step);

/// The data of a phase.
const DataSpec& data_spec(const RaceSpec& spec, int phase);

class SharedParts {
 public:
  /// The data of seed index `seed` in a phase.
  const Dataset& data(const RaceSpec& spec, int seed, int phase);
  EpochOrders& orders(std::uint32_t seed, int count);
  const Samples& samples(const Experiment& experiment, const Dataset& data);
  /// For a training set of `train` samples.
  Workspace& workspace(const Experiment& experiment, int train);

 private:
  struct MadeData {
    std::uint32_t seed;
    int change;  // the last that changed the data, counted from 1; 0: the data of the start
    Dataset data;
  };
  struct MadeOrders {
    std::uint32_t seed;
    int count;
    EpochOrders orders;
  };
  struct MadeSamples {
    const Dataset* data;
    const Experiment* experiment;  // the first that needed them
    Samples samples;
  };
  struct MadeWorkspace {
    NetworkSpec shape;
    Workspace workspace;
  };
  std::vector<std::unique_ptr<MadeData>> data_;
  std::vector<std::unique_ptr<MadeOrders>> orders_;
  std::vector<std::unique_ptr<MadeSamples>> samples_;
  std::vector<std::unique_ptr<MadeWorkspace>> workspaces_;
};

/// Bytes the runs will hold: for each its parameters, gradient, moments and states to fall back to; samples and
/// workspaces once for all that share them.
std::size_t bytes_needed(const RaceSpec& spec, std::span<const RunId> runs);

/// Parameters times points, of all runs together: what one look at all their points costs.
std::uint64_t work_needed(const RaceSpec& spec, std::span<const RunId> runs);

}  // namespace nonlin

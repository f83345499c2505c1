// The race: runs (a lane with a seed) trained in lockstep, judged as they go, each ending in one of five states.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "data/dataset.hpp"
#include "race/spec.hpp"
#include "train/trainer.hpp"

namespace nonlin {

/// Running: before the budget. Learned: a record reached the target (it trains on to the budget). At the budget, not
/// learned: slow if the training loss fell by at least 2 % over the last fifth of the budget, else stuck. Diverged: the
/// loss of a batch or a parameter was no longer finite; the run keeps the parameters of the step before.
enum class RunState { running, learned, slow, stuck, diverged };
std::string_view id_of(RunState state);

/// A run judged at a step: losses without penalty, over whole sets; NaN without a test set. `milliseconds` is the run's
/// own compute time until then; it differs from machine to machine and is part of no hash.
struct Record {
  int step = 0;
  Judgement train, test;
  double milliseconds = 0;
};

struct RunId {
  int lane, seed;  // indices: lane of the spec, and how many seeds after spec.seed
};

/// What a run starts from, hashed from the buffers it trains on. Equal for lanes that change neither data nor shape.
struct Certificate {
  std::uint64_t data;   // inputs and targets of the training and the test set as float32, by sample
  std::uint64_t draws;  // the piece-0 draws of the network's shape
  std::uint64_t order;  // the sample indices of every epoch begun so far; of any epoch where none is shuffled
};

class Race {
 public:
  static constexpr int max_megabytes = 512;

  /// `runs` of `spec`, recording every `every` steps. Throws std::invalid_argument when the data cannot be made or when
  /// the runs need more than `max_megabytes`.
  Race(const RaceSpec& spec, std::span<const RunId> runs, int every);

  struct Run {
    RunId id;
    const Experiment* experiment;
    const Samples* samples;
    EpochOrders* orders;
    Trainer trainer;
    Workspace* workspace;  // scratch, shared by the runs of one shape
    std::uint64_t start_hash;
    RunState state = RunState::running;
    int state_step = -1;  // learned or diverged at this step
    std::vector<Record> records;
    double milliseconds = 0;
    Trainer::State kept;  // recent and finite: what a divergence falls back to
  };

  /// Works toward `to_step` (at most the budget) until every run is there or `budget_ms` have passed. True when all
  /// that can be there are.
  bool advance(int to_step, double budget_ms);
  /// Records every `every` steps from now on.
  void set_every(int every);
  /// Raises the budget; slow and stuck runs are running again. Throws std::invalid_argument when it would fall or pass
  /// `max_steps`.
  void extend(int steps);
  /// Continues run `i` from a saved state: running, its records and how it had ended forgotten.
  void restore(std::size_t i, const Trainer::State& state);

  std::span<const Run> runs() const { return runs_; }
  std::span<Run> runs() { return runs_; }
  const RaceSpec& spec() const { return spec_; }
  int budget() const { return budget_; }
  /// The data of seed index `seed`, which some run has.
  const Dataset& data(int seed) const;
  Certificate certificate(const Run& run) const;

 private:
  struct SeedData {
    int seed;
    Dataset data;
    std::unique_ptr<EpochOrders> orders;
  };
  struct MadeWorkspace {
    NetworkSpec shape;
    Workspace workspace;
  };
  struct MadeSamples {
    int seed;
    const Experiment* experiment;  // the first that needed them
    Samples samples;
  };

  const SeedData& seed_data(int seed);
  Workspace& workspace_for(const NetworkSpec& shape);
  const Samples& samples_for(const Experiment& experiment, int seed, const Dataset& data);
  void advance_run(Run& run, int to_step, double share_ms);
  void record(Run& run);
  void diverge(Run& run);
  void finish(Run& run);

  RaceSpec spec_;
  int every_, budget_;
  std::vector<std::unique_ptr<SeedData>> seeds_;
  std::vector<std::unique_ptr<MadeSamples>> samples_;
  std::vector<std::unique_ptr<MadeWorkspace>> workspaces_;
  std::vector<Run> runs_;
  std::size_t next_ = 0;  // the run whose turn it is
};

/// The network of `experiment` for `data`, initialised for `seed` or given its starting parameters.
Network starting_network(const Experiment& experiment, const Dataset& data, std::uint32_t seed);

}  // namespace nonlin

// The race: runs (a lane with a seed) trained in lockstep, judged as they go, each ending in one of six states.
#pragma once

#include <cstdint>
#include <limits>
#include <span>
#include <string_view>
#include <vector>

#include "race/shared_parts.hpp"
#include "train/trainer.hpp"

namespace nonlin {

/// Running: before the budget. Learned: a record reached the target (it trains on to the budget, unless `stopAtTarget`
/// ends it there). At the budget, not learned: slow if the training loss fell by at least 2 % over the last fifth of
/// the budget, else stuck. Diverged: the loss of a batch or a parameter was no longer finite; the run keeps the
/// parameters of the step before. Stopped: not learned, and ended before the budget because its patience was used up.
enum class RunState { running, learned, slow, stuck, diverged, stopped };
std::string_view id_of(RunState state);

/// A run judged at a step: losses without penalty, over whole sets; NaN without a test set (`tested` is false).
/// `milliseconds` is the run's own compute time until then; it differs from machine to machine and is part of no hash.
struct Record {
  int step = 0;
  Judgement train, test;
  bool tested = false;
  double milliseconds = 0;
};

/// What a run starts from, hashed from the buffers it trains on. Equal for lanes that change neither data nor shape.
struct Certificate {
  std::uint64_t data;   // inputs and targets of the training and the test set as float32, by sample, as they are now
  std::uint64_t draws;  // the piece-0 draws of the network's shape
  std::uint64_t order;  // the sample indices of every epoch begun so far; of any epoch where none is shuffled
};

/// Early stopping: the lowest loss seen so far (of the test set, of the training set where there is none), judged every
/// `judge_every` steps, and the step it was seen at. A change of the data begins it anew.
struct Best {
  double loss = std::numeric_limits<double>::infinity();
  int step = 0;
  friend bool operator==(const Best&, const Best&) = default;
};

/// The latest record up to the last fifth of the budget, by whose loss slow and stuck are told.
struct Earlier {
  int step = 0;
  double loss = std::numeric_limits<double>::infinity();
  friend bool operator==(const Earlier&, const Earlier&) = default;
};

/// How a run had been judged at a step.
struct Standing {
  RunState state = RunState::running;
  int step = -1;       // learned, diverged or stopped at this step
  bool ended = false;  // diverged, stopped, or learned and stopped there: it trains no further
  Earlier earlier{};
  friend bool operator==(const Standing&, const Standing&) = default;
};

/// All there is to a run at a step: continued from here it is the same, bit for bit.
struct Snapshot {
  Trainer::State state;
  Best best;
  Standing standing;
  std::uint64_t shape = 0;      // a hash of names and sizes of the parameters' blocks
  std::uint64_t optimizer = 0;  // a hash of the id of the rule the moments belong to
  friend bool operator==(const Snapshot&, const Snapshot&) = default;
};

class Race {
 public:
  static constexpr std::size_t megabyte = 1024 * 1024, max_bytes = 512 * megabyte;
  /// Steps between two looks at what may end a run before the budget, whatever is recorded.
  static constexpr int judge_every = 10;

  /// `runs` of `spec`, recording every `every` steps. Throws std::invalid_argument when `every` is outside
  /// 1..max_steps, when the data cannot be made or when
  /// the runs need more than `max_bytes`.
  Race(const RaceSpec& spec, std::span<const RunId> runs, int every);

  struct Run {
    RunId id;
    const Experiment* experiment;
    const Dataset* data;  // these three are of the run's phase, the changes made so far
    const Samples* samples;
    EpochOrders* orders;
    Trainer trainer;
    Workspace* workspace;  // scratch, shared by the runs of one shape
    std::uint64_t start_hash;
    RunState state = RunState::running;
    int state_step = -1;  // learned, diverged or stopped at this step
    bool ended = false;   // diverged, stopped, or learned and stopped there: it trains no further
    Earlier earlier{};
    int phase = 0;
    Best best;
    std::vector<Record> records;
    double milliseconds = 0;
    Trainer::State kept;  // recent and finite: what a divergence falls back to

    Standing standing() const { return {state, state_step, ended, earlier}; }
  };

  /// Works toward `to_step` (at most the budget) until every run that has not ended is there or `budget_ms` have
  /// passed. True when all that can be there are.
  bool advance(int to_step, double budget_ms);
  /// Records every `every` steps from now on. Throws std::invalid_argument when that is outside 1..max_steps.
  void set_every(int every);
  /// Raises the budget; slow and stuck runs are running again. Throws std::invalid_argument when it would fall or pass
  /// `max_steps`.
  void extend(int steps);
  /// Run `i` as it is. What follows depends on it and the experiment alone.
  Snapshot save(std::size_t i) const;
  /// Continues run `i` from a snapshot of it, or of the same run of another race, judged as it was; its records are
  /// forgotten. Throws std::invalid_argument when the snapshot is of
  /// other parameters or another optimiser.
  void restore(std::size_t i, const Snapshot& from);
  /// Starts run `i` as a branch: with the parameters of a snapshot of another run and at its step, so that it goes on
  /// with that step's batches, under its own experiment (another rate, loss, activation, order ...). The moments are
  /// taken over by the same optimiser, begin anew with another. Throws std::invalid_argument when the snapshot is of
  /// parameters of other names or sizes.
  void branch(std::size_t i, const Snapshot& from);
  /// Takes run `i` back (or forth again) to a state of its own in this race, judged as it was then; later records are
  /// forgotten.
  void rewind(std::size_t i, const Trainer::State& state, const Best& best, const Standing& standing);

  /// Largest value a parameter is given by hand.
  static constexpr double max_parameter = 10'000;
  /// Gives run `i` one parameter by hand: number `index` of the block `block`, as `start` names and orders them. The
  /// run goes on from there at its step, its moments and how it was judged as they are; the record of this step is made
  /// anew. Returns the value before. Throws std::invalid_argument for a block or an index that is not there, and values
  /// outside -max_parameter..max_parameter.
  float set_parameter(std::size_t i, std::string_view block, int index, double value);

  std::span<const Run> runs() const { return runs_; }
  std::span<Run> runs() { return runs_; }
  const RaceSpec& spec() const { return spec_; }
  int budget() const { return budget_; }
  /// Where the race stands: the lowest step of the runs that have not ended, or the one they were all to go to.
  int current_step() const;
  /// The data that hold at a step, of the first run's seed.
  const Dataset& data_at(int step);
  /// Epochs ended when `step` steps are done, whatever data they were of, and the steps of one on the data that hold
  /// then: an epoch ends where `step` is a multiple of them.
  int epochs_at(int step);
  int steps_per_epoch_at(int step);
  Certificate certificate(const Run& run) const;

 private:
  void advance_run(Run& run, int to_step, double share_ms);
  bool step(Run& run);
  void enter_phase(Run& run);
  void set_state(Run& run, const Trainer::State& state, const Best& best, const Standing& standing);
  void put(Run& run, const Trainer::State& state, const Best& best, const Standing& standing);
  Judgement judged(Run& run, const SampleSet& set);
  void record(Run& run);
  void watch(Run& run);
  void end(Run& run, RunState state);
  void diverge(Run& run);
  void finish(Run& run);

  RaceSpec spec_;
  int every_, budget_;
  SharedParts parts_;
  std::vector<Run> runs_;
  std::size_t next_ = 0;  // the run whose turn it is
  int wanted_ = 0;        // the step last gone to
};

/// The network of `experiment` for `data`, initialised for `seed` or given its starting parameters.
Network starting_network(const Experiment& experiment, const Dataset& data, std::uint32_t seed);

}  // namespace nonlin

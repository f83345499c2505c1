// What a run went through on its way to where it stands: the run is made anew from its start, beside the race, as far
// at a time as a worker may be busy. A run that was edited, or branched off another, is not what its spec says: `met`
// finds out.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "probe/units.hpp"
#include "race/race.hpp"

namespace nonlin {

/// A run made anew. `original` is a run of `race`; what is copied of them is enough.
class Replay {
 public:
  Replay(const Race& race, const Race::Run& original);

  Race::Run& run() { return race_->runs()[0]; }
  int steps() { return run().trainer.steps(); }
  /// Trains `steps` steps more, beyond the budget of the race, too. False when the run ended before.
  bool step(int steps = 1);
  /// Back to an earlier step, or forward again.
  void restore(const Snapshot& snapshot) { race_->restore(0, snapshot); }
  Snapshot save() const { return race_->save(0); }
  /// Whether it is at the step of `original`, with its parameters.
  bool met(const Race::Run& original);
  /// Multiplications of one step, and of taking the training set through the network once; about.
  double step_work();
  double set_work();

 private:
  std::unique_ptr<Race> race_;  // runs point into it
};

/// Multiplications done in one call, about: some 50 ms.
inline constexpr double work_per_call = 1 << 25;

/// Whether nothing can bring a unit back that passes nothing: plain descent on data that stay.
bool nothing_revives(const RaceSpec& spec, const Experiment& experiment);

/// How every unit stood after every step. Units are counted through the hidden layers.
class Chronicle {
 public:
  Chronicle(const Race& race, const Race::Run& original);

  /// `unit` is in another state than before, from `step` on.
  struct Change {
    std::int32_t unit, step, state;
  };
  /// A unit fell asleep, or died, at `step` (0: never). Norms are of its own parameters (weights, bias, gamma, beta,
  /// learned ones): of their gradient and their change in that step, and the medians of up to `window` steps before, 0
  /// where there are none. `own`: had its parameters stayed, it would not have fallen; else what reaches it did it.
  struct Fall {
    double step = 0, gradient = 0, usual_gradient = 0, update = 0, usual_update = 0, own = 0;
  };
  static constexpr int window = 32;
  static constexpr std::size_t most_changes = 50'000;

  /// Goes on toward the step of `original`, for one call. True when it is there, or can come no further.
  bool follow(const Race::Run& original);

  /// Every so many steps the units are looked at; the step of a change is exact, but what changes and changes back in
  /// between is missed. 1 for all but long runs on many samples in small batches.
  int every() const { return every_; }
  int steps() { return replay_.steps(); }
  bool met(const Race::Run& original) { return replay_.met(original); }
  const UnitStates& start() const { return start_; }
  const std::vector<Change>& changes() const { return changes_; }  // by step; the first `most_changes`
  bool complete() const { return complete_; }                      // no change was left out
  const std::vector<Fall>& falls() const { return falls_; }        // the latest of each unit

 private:
  bool step();
  UnitStates look(const Network& network);
  void compare();
  void note_fall(int unit);
  /// Norms of each unit's gradient and update in a step, kept for `window` steps.
  float* norms(int step) { return norms_.data() + static_cast<std::size_t>(step % (window + 1)) * 2 * falls_.size(); }
  double usual(int unit, int part);

  Replay replay_;
  bool nothing_revives_;
  int every_;
  std::vector<std::int32_t> owner_;  // the unit of each parameter, or -1
  UnitStates start_, now_;
  std::vector<Change> changes_;
  bool complete_ = true;
  std::vector<Fall> falls_;
  std::vector<float> norms_, before_;  // before_: the parameters before the latest step
};

/// How the numbers of a run grew in the steps up to the present one.
class Growth {
 public:
  static constexpr int window = 20;
  /// `original` stands where it is to be explained.
  Growth(const Race& race, const Race::Run& original);
  /// Goes on for one call. True when it is done.
  bool follow();

  int to() const { return to_; }
  int steps() { return replay_.steps(); }
  bool met(const Race::Run& original) { return replay_.met(original); }
  /// Of the steps first() + 1, first() + 2 ... to(): what StepSizes::numbers has, one after the other.
  const std::vector<double>& numbers() const { return numbers_; }
  int first() const { return std::max(0, to_ - window); }

 private:
  Replay replay_;
  int to_;
  std::vector<double> numbers_;
};

/// What the questions about one run that take several calls keep between them.
struct Study {
  std::optional<Chronicle> chronicle;
  std::optional<Growth> growth;
};

}  // namespace nonlin

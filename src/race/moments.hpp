// Rewind: what all runs of a race were at steps it has been at, so that it can be taken back there.
#pragma once

#include <cstddef>
#include <vector>

#include "race/race.hpp"

namespace nonlin {

class Moments {
 public:
  /// Bytes that one moment of a race takes.
  static std::size_t bytes_of(const Race& race);

  /// Holds about `most` moments (2 or more): of the steps that are multiples of a power of two, which doubles when
  /// there would be more, and of the steps that were kept for good.
  explicit Moments(int most) : most_(most) {}

  /// The race stands at `step`, all runs that train there. Kept where the step is due, and not there yet.
  void keep(const Race& race, int step);
  /// Kept whatever the step: what follows does not follow from the moments before. Later moments are forgotten, and so
  /// is what was at this step.
  void keep_for_good(const Race& race, int step);
  /// The first step after `step` that is due.
  int next(int step) const { return step - step % every_ + every_; }
  /// Takes the race to the last moment at or before `step`; returns that moment's step. Throws std::invalid_argument
  /// when there is none.
  int go_to(Race& race, int step) const;

  /// The parameters that run `run` had at up to `most` (2 or more) of the steps kept, none of them after `to`: the
  /// first, the last and others evenly between, rising. States without moments.
  std::vector<Trainer::State> path(std::size_t run, int to, int most) const;

  int every() const { return every_; }
  int count() const { return static_cast<int>(moments_.size()); }

 private:
  struct Place {
    int step;
    Best best;
    Standing standing;
    Powers powers;
    std::size_t first, parameters, moment1, moment2;  // in `numbers`
  };
  struct Moment {
    int step;
    bool for_good;
    std::vector<Place> places;  // one per run
    std::vector<float> numbers;
  };
  static Moment taken(const Race& race, int step, bool for_good);
  void thin();

  int most_, every_ = 1;
  std::vector<Moment> moments_;  // by rising step
};

}  // namespace nonlin

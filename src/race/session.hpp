// What one worker of the page holds: a race and what it has told the page already. Plain data in and out, so that the
// bindings only translate; the same class runs natively in the tests.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "probe/field.hpp"
#include "race/moments.hpp"
#include "race/race.hpp"
#include "race/replay.hpp"

namespace nonlin {

/// What the page wants to draw. Fields are made for tasks with two raw inputs or more, fits for those with one.
struct FrameRequest {
  int fields = 0;       // pixels a side; 0: none
  int fits = 0;         // points of the line; 0: none
  bool bands = false;   // where the data lie on the first layer's curve, and what its learned parameter has become
  bool hashes = false;  // of the parameters
  std::array<int, 2> columns{0, 1};                          // raw inputs the fields show, of those there are
  std::optional<std::array<double, 2>> view = std::nullopt;  // range of fields and fits; the data's own when not given
};

inline constexpr int max_label_maps = 4;

/// One state of all runs, row i of each array for run i.
struct Frame {
  int step = 0;   // where the race stands (Race::current_step)
  int phase = 0;  // changes in mid-run made by then
  int epoch = 0;  // epochs ended by then
  int steps_per_epoch = 0;
  std::vector<std::uint8_t> state;
  std::vector<std::int32_t> state_step, step_of;
  std::vector<double> train_loss, test_loss, train_score, test_score, milliseconds;  // of the latest record
  struct Records {                                                                   // all since the last frame
    std::vector<std::int32_t> run, step;
    std::vector<float> train_loss, test_loss, train_score, test_score, milliseconds;
  } records;
  /// runs x channels x size x size. One channel: 0..255 for the first output over the range of its head. Two (several
  /// classes): the winning class, and 0..255 for its output from 0 to 1 (its probability, where the head gives one).
  /// For labels: the map of each of the first four.
  int field_channels = 0;
  std::vector<std::uint8_t> fields;
  std::vector<float> fits;     // runs x count
  std::vector<float> bands;    // runs x 2
  std::vector<float> learned;  // runs; NaN where nothing is learned
  std::vector<std::uint64_t> hashes;
};

class Session {
 public:
  Session(const RaceSpec& spec, std::span<const RunId> runs, int every);

  Race& race() { return race_; }
  const Race& race() const { return race_; }
  /// Kept for the questions about run `i`.
  Study& study(std::size_t i) { return studies_.at(i); }
  /// The range the page shows of each raw input of the race's data, as they were at the latest frame.
  const std::vector<std::array<double, 2>>& ranges() const { return ranges_; }
  Frame frame(const FrameRequest& request);
  /// Race::advance; moments that are due are kept on the way.
  bool advance(int to_step, double budget_ms);
  /// From now on at most so many moments are kept, the first of where the race stands; 0: none.
  void keep_moments(int most);
  /// Takes the race to the latest moment kept at or before `step` and returns its step; from there it trains as it did.
  /// Throws std::invalid_argument when there is none.
  int rewind(int step);
  /// What follows does not follow from what was before, since a run was branched or changed: this moment is kept for
  /// good, and later ones are forgotten.
  void pin();
  /// The states that run `i` had at up to `most` (2 or more) of the moments kept, up to where it is, packed; of use as
  /// a path only: they have no moments of the optimiser. Empty where none are kept.
  std::vector<std::vector<std::uint8_t>> path(std::size_t i, int most) const;
  /// Steps between moments that are kept; 0: none are.
  int moments_every() const { return moments_ ? moments_->every() : 0; }
  /// Race::set_parameter; the page gets the record of this step anew.
  float set_parameter(std::size_t i, std::string_view block, int index, double value);
  /// Race::restore and Race::branch; the page gets the run's records anew from there.
  void restore(std::size_t i, const Snapshot& from);
  void branch(std::size_t i, const Snapshot& from);

 private:
  struct Points {
    InputMap inputs;
    int size;
    InputPlane plane;
    SampleSet set;
  };
  /// A picture of the plane, or of its line x where there is one raw input.
  const SampleSet& points(const InputMap& inputs, const InputPlane& plane, int size);
  void follow_data(int step);
  InputPlane plane(const FrameRequest& request) const;
  void add_field(const Race::Run& run, int size, const InputPlane& plane, Frame& frame);

  Race race_;
  std::optional<Moments> moments_;
  int phase_ = 0;
  std::vector<std::array<double, 2>> ranges_;
  std::vector<float> means_;       // of the training set, of each raw input
  std::vector<std::size_t> sent_;  // records of each run the page has
  std::vector<Study> studies_;     // of each run
  std::vector<Points> points_;     // made once for each way of feeding the network
};

/// A snapshot as bytes (little-endian), and back. `unpack` throws std::invalid_argument when the bytes are no
/// snapshot's; whether it fits a run, restore and branch find out.
std::vector<std::uint8_t> pack(const Snapshot& snapshot);
Snapshot unpack(std::span<const std::uint8_t> bytes);

}  // namespace nonlin

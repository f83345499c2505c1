// What one worker of the page holds: a race and what it has told the page already. Plain data in and out, so that the
// bindings only translate; the same class runs natively in the tests.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "probe/field.hpp"
#include "race/race.hpp"

namespace nonlin {

/// What the page wants to draw. Fields and fits are made for tasks with two and one raw inputs; other tasks get none.
struct FrameRequest {
  int fields = 0;       // pixels a side; 0: none
  int fits = 0;         // points of the line; 0: none
  bool bands = false;   // where the data lie on the first layer's curve, and what its learned parameter has become
  bool hashes = false;  // of the parameters
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
  /// The range the page shows for the race's data, as they were at the latest frame.
  std::array<double, 2> view() const { return view_; }
  Frame frame(const FrameRequest& request);
  /// Race::restore and Race::branch; the page gets the run's records anew from there.
  void restore(std::size_t i, const Snapshot& from);
  void branch(std::size_t i, const Snapshot& from);

 private:
  struct Points {
    InputMap inputs;
    int raw_inputs, size;
    std::array<double, 2> view;
    SampleSet set;
  };
  const SampleSet& points(const InputMap& inputs, int raw_inputs, int size, std::array<double, 2> view);
  void follow_data(int step);
  void add_field(const Race::Run& run, int size, std::array<double, 2> view, Frame& frame);

  Race race_;
  int phase_ = 0;
  std::array<double, 2> view_;
  std::vector<std::size_t> sent_;  // records of each run the page has
  std::vector<Points> points_;     // made once for each way of feeding the network
};

/// A snapshot as bytes (little-endian), and back. `unpack` throws std::invalid_argument when the bytes are no
/// snapshot's; whether it fits a run, restore and branch find out.
std::vector<std::uint8_t> pack(const Snapshot& snapshot);
Snapshot unpack(std::span<const std::uint8_t> bytes);

}  // namespace nonlin

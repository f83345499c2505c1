// The table of quantities: what trials that are races take of a run.
#pragma once

#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "probe/signals.hpp"
#include "probe/units.hpp"
#include "race/race.hpp"
#include "race/replay.hpp"

namespace nonlin {

/// A run as it stands, with what several quantities are read from, each made when it is first asked for.
class RunLook {
 public:
  RunLook(Race& race, Race::Run& run) : race_(race), run_(run) {}

  Race& race() { return race_; }
  const Race::Run& run() const { return run_; }
  const Network& network() const { return run_.trainer.network(); }
  const SampleSet& set() const { return run_.samples->train; }
  /// On the training set, as it stands.
  const Judgement& train();
  const Judgement& test();
  const std::vector<LayerReport>& units();
  const Signals& signals();
  /// On the training set that the race began with.
  const Judgement& first();
  /// How the units stood after every step so far.
  const Chronicle& chronicle();

 private:
  Race& race_;
  Race::Run& run_;
  std::optional<Judgement> train_, test_, first_;
  std::optional<std::vector<LayerReport>> units_;
  std::optional<Signals> signals_;
  std::optional<Chronicle> chronicle_;
};

/// A run's network as it stands, on the training set that the race has at a step.
Judgement judged_on(Race& race, const Race::Run& run, int step);

struct RunQuantity {
  std::string_view id;
  bool of_layer;  // asked for as "<id>-<layer>", hidden layers counted from 1
  double (*of)(RunLook& look, std::size_t layer);
};
std::span<const RunQuantity> run_quantities();

/// The quantity named `name` ("accuracy", "dead-2") of a run; infinite where it is no number. Throws
/// std::invalid_argument for names that are not in the table and layers that are not in the network.
double take_quantity(std::string_view name, RunLook& look);

}  // namespace nonlin

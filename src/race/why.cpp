#include "race/why.hpp"

#include <algorithm>

#include "math/text.hpp"
#include "probe/units.hpp"

namespace nonlin {
namespace {

std::size_t at(int i) { return static_cast<std::size_t>(i); }
constexpr int no = -1;
int all_layers(bool holds) { return holds ? 0 : no; }

// The layer with the largest `of`.
template <class Of>
int worst(const Facts& facts, Of of) {
  const auto found = std::ranges::max_element(facts.layers, {}, of);
  return static_cast<int>(found - facts.layers.begin());
}
double asleep_of(const LayerFacts& layer) { return static_cast<double>(layer.asleep) / layer.units; }
double flat_of(const LayerFacts& layer) { return layer.flat; }

// The last layer that none of the error signal arrives at, unless that is because its units are asleep.
int last_silent(const Facts& facts) {
  int layer = static_cast<int>(facts.layers.size()) - 1;
  while (layer >= 0 && facts.layers[at(layer)].signal.length != 0) --layer;
  if (layer == no || facts.layers[at(layer)].pseudo) return layer;
  return asleep_of(facts.layers[at(layer)]) < asleep_share ? layer : no;
}

bool is_straight(const Facts& facts) { return facts.bend() < straight_bend; }
bool has_learned(RunState state) { return state == RunState::learned; }

constexpr Reason table[] = {
    {"diverged", [](RunState state, const Facts&, const Facts&) { return all_layers(state == RunState::diverged); }},
    {"no-hidden-layer", [](RunState, const Facts& now, const Facts&) { return all_layers(now.layers.empty()); }},
    {"learned-straight",
     [](RunState state, const Facts& now, const Facts&) { return all_layers(has_learned(state) && is_straight(now)); }},
    {"learned-weak", [](RunState state, const Facts& now,
                        const Facts&) { return all_layers(has_learned(state) && !(now.passed >= vanished_signal)); }},
    {"learned", [](RunState state, const Facts&, const Facts&) { return all_layers(has_learned(state)); }},
    {"no-weights",
     [](RunState, const Facts& now, const Facts&) {
       const int layer = last_silent(now);
       return layer != no && now.layers[at(layer)].signal.weight_factor == 0 ? layer : no;
     }},
    {"no-slope", [](RunState, const Facts& now, const Facts&) { return last_silent(now); }},
    {"asleep",
     [](RunState, const Facts& now, const Facts&) {
       const int layer = worst(now, asleep_of);
       return asleep_of(now.layers[at(layer)]) >= asleep_share ? layer : no;
     }},
    {"vanished", [](RunState, const Facts& now, const Facts&) { return all_layers(now.passed < vanished_signal); }},
    {"straight", [](RunState, const Facts& now, const Facts&) { return all_layers(is_straight(now)); }},
    {"exploded", [](RunState, const Facts& now, const Facts&) { return all_layers(now.passed > exploded_signal); }},
    {"wild", [](RunState, const Facts& now, const Facts&) { return all_layers(now.bend() > wild_bend); }},
    {"flat",
     [](RunState, const Facts& now, const Facts&) {
       const int layer = worst(now, flat_of);
       return now.layers[at(layer)].flat >= flat_share ? layer : no;
     }},
    {"late",  // slow, and the curve began to bend on the way
     [](RunState state, const Facts&, const Facts& start) {
       return all_layers(state == RunState::slow && is_straight(start));
     }},
    {"none", [](RunState, const Facts&, const Facts&) { return 0; }},
};

}  // namespace

int Facts::units() const {
  int total = 0;
  for (const LayerFacts& layer : layers) total += layer.units;
  return total;
}

int Facts::asleep() const {
  int total = 0;
  for (const LayerFacts& layer : layers) total += layer.asleep;
  return total;
}

double Facts::bend() const {
  double total = 0;
  for (const LayerFacts& layer : layers) total += layer.bend;
  return total / static_cast<double>(layers.size());
}

Signals signals_of(const Race::Run& run, const Network& network) {
  const SampleSet& set = run.samples->train;
  if (const std::size_t bytes = signal_bytes(network, set.count()); bytes > Race::max_bytes)
    refuse("signals: ", set.count(), " samples that are normalised together need ", bytes / Race::megabyte,
           " MB; allowed: ", Race::max_bytes / Race::megabyte, " MB");
  return signals(network, *run.experiment->pairing, set, *run.workspace);
}

Facts facts_of(const Race::Run& run, const Network& network) {
  const SampleSet& set = run.samples->train;
  prepare(network, set, *run.workspace);
  const auto reports = unit_reports(network, set, false, *run.workspace);
  const Signals found = signals_of(run, network);
  Facts facts{.layers = {}, .passed = found.passed};
  for (std::size_t l = 0; l < reports.size(); ++l) {
    const LayerReport& report = reports[l];
    const int units = static_cast<int>(report.units.size());
    double flat = 0;
    for (const UnitReport& unit : report.units) flat += unit.flat;
    const bool pieces = network.spec().layers[l].pieces > 1;
    facts.layers.push_back({.units = units,
                            .asleep = report.count(UnitState::asleep) + report.count(UnitState::dead),
                            .bend = pieces ? std::numeric_limits<double>::quiet_NaN() : report.bend,
                            .flat = flat / units,
                            .pseudo = network.spec().layers[l].activation->pseudo_slope,
                            .signal = found.layers[l]});
  }
  return facts;
}

std::span<const Reason> reasons() { return table; }

}  // namespace nonlin

#include "probe/units.hpp"

#include <algorithm>
#include <limits>

#include "math/text.hpp"
#include "model/unit.hpp"
#include "probe/flat.hpp"
#include "probe/pass.hpp"

namespace nonlin {
namespace {

std::size_t at(int i) { return static_cast<std::size_t>(i); }
constexpr double none = std::numeric_limits<double>::quiet_NaN();

void check(const Bins& bins) {
  if (!(bins.lo < bins.hi) || bins.hi - bins.lo > std::numeric_limits<double>::max())
    refuse("bins: ", bins.lo, " to ", bins.hi, " is no range");
  if (bins.count < 1 || bins.count > 4096) refuse("bins: ", bins.count, " is outside 1..4096");
}

void count(const Bins& bins, double x, Histogram& histogram) {
  if (x != x)
    ++histogram.not_numbers;
  else if (x < bins.lo)
    ++histogram.under;
  else if (x > bins.hi)
    ++histogram.over;
  else {
    const double place = (x - bins.lo) / (bins.hi - bins.lo) * bins.count;  // 0..count
    ++histogram.counts[std::min(static_cast<std::size_t>(place), at(bins.count - 1))];
  }
}

// What a unit shows of one sample after `forward`: the row its curve is read at, and the steepest of its slopes.
struct Shown {
  int row;
  float z, a, steepest;
};
Shown shown(const LayerSpec& spec, const Workspace::Layer& layer, int u, int s, int n) {
  const int row = u * spec.pieces + piece_on_curve(spec, layer.slope, u, s, n);
  float steepest = 0;
  for (int p = 0; p < spec.pieces; ++p)
    steepest = std::max(steepest, std::fabs(layer.slope[(u * spec.pieces + p) * n + s]));
  return {row, layer.z[row * n + s], layer.a[u * n + s], steepest};
}

// What a unit's state depends on, while the samples go by.
class StateTally {
 public:
  StateTally(const LayerSpec& spec, const float* parameters)
      : flat_part_(spec, parameters), pseudo_slope_(spec.activation->pseudo_slope) {}

  void add(const Shown& sample) {
    if (samples_ == 0) first_a_ = sample.a;
    constant_ = constant_ && sample.a == first_a_;
    sloped_ = sloped_ || sample.steepest != 0;
    flat_ += flat_part_.holds(sample.z, sample.steepest) && !flat_part_.at_rest(sample.a);
    ++samples_;
  }
  double flat() const { return static_cast<double>(flat_) / samples_; }
  /// Of `count` samples those seen so far are enough: it is alive whatever the others show.
  bool surely_alive(int count) const {
    return !constant_ && (pseudo_slope_ || static_cast<double>(flat_ + count - samples_) / count < saturated_share);
  }
  UnitState state(bool may_be_dead) const {
    if (constant_ && (!sloped_ || pseudo_slope_)) return may_be_dead && !sloped_ ? UnitState::dead : UnitState::asleep;
    return flat() >= saturated_share && !pseudo_slope_ ? UnitState::saturated : UnitState::alive;
  }

 private:
  FlatPart flat_part_;
  bool pseudo_slope_;
  int samples_ = 0, flat_ = 0;
  bool constant_ = true, sloped_ = false;
  float first_a_ = 0;
};

// What is summed up of one unit while the samples go by. Values are taken from those of the first sample, so that a
// constant has no spread, not a rounding error's.
class UnitTally {
 public:
  UnitTally(const LayerSpec& spec, const float* parameters)
      : state_(spec, parameters), gated_(spec.activation->gated) {}

  /// `gate`: z of the gate, null for rows without one.
  void add(const Shown& sample, const float* gate) {
    if (samples_ == 0) first_z_ = sample.z, first_a_ = sample.a;
    const double x = static_cast<double>(sample.z) - first_z_, y = static_cast<double>(sample.a) - first_a_;
    x_.add(samples_, x), xx_.add(samples_, x * x);
    y_.add(samples_, y), yy_.add(samples_, y * y);
    xy_.add(samples_, x * y);
    positive_ += sample.z > 0;
    open_ += gate && *gate > 0;
    zero_ += sample.a == 0;
    state_.add(sample);
    ++samples_;
  }

  UnitReport report(bool may_be_dead) const {
    const double n = samples_, x = x_.total(), y = y_.total();
    const double xx = xx_.total() - x * x / n, yy = yy_.total() - y * y / n, xy = xy_.total() - x * y / n;
    UnitReport unit{.mean = first_a_ + y / n,
                    .sd = sqrt(std::max(yy, 0.0) / n),
                    .positive = positive_ / n,
                    .zero = zero_ / n,
                    .flat = state_.flat(),
                    .bend = xx > 0 && yy > 0 ? std::clamp(1 - xy * (xy / xx) / yy, 0.0, 1.0) : 0.0,
                    .gate = gated_ ? open_ / n : none,
                    .state = state_.state(may_be_dead)};
    if (!(yy == yy)) unit.sd = unit.bend = none;
    return unit;
  }

 private:
  StateTally state_;
  bool gated_;
  int samples_ = 0, positive_ = 0, open_ = 0, zero_ = 0;
  double first_z_ = 0, first_a_ = 0;
  LaneTotal x_, y_, xx_, yy_, xy_;
};

// A tally for each unit of a hidden layer.
template <class Tally>
std::vector<Tally> tallies_of(const Network& network, int l) {
  const LayerSpec& spec = network.spec().layers[at(l)];
  UnitParameters parameters(network.layers()[at(l)], spec, network.parameters().data());
  std::vector<Tally> tallies;
  for (int u = 0; u < spec.units; ++u) tallies.emplace_back(spec, parameters.of(u));
  return tallies;
}

bool may_be_dead(const Network& network, int l, bool plain_descent) {
  return plain_descent && l == 0 && network.layers()[at(l)].learned.empty() &&
         network.spec().layers[at(l)].norm == Norm::none;
}

}  // namespace

std::string_view id_of(UnitState state) {
  constexpr std::string_view ids[] = {"alive", "asleep", "saturated", "dead"};
  return ids[static_cast<std::size_t>(state)];
}

int row_count(const Network& network, int layer, Quantity quantity) {
  const int last = static_cast<int>(network.layers().size()) - 1;
  if (layer < 0 || layer > last) refuse("layer: ", layer, " is outside 0..", last);
  const LayerView& view = network.layers()[at(layer)];
  return quantity == Quantity::z ? view.rows : view.units;
}

void unit_values(const Network& network, const Head& head, const Rows& rows, const SampleSet& set, float* out,
                 Workspace& workspace) {
  const int all = row_count(network, rows.layer, rows.quantity), k = network.spec().outputs;
  if (rows.first < 0 || rows.count < 1 || rows.first > all - rows.count)
    refuse("rows: ", rows.first, " to ", rows.first + rows.count - 1, " are outside 0..", all - 1);
  std::vector<float> y(at(k * chunk));
  for_chunks(set, [&](int c, int size, int n) {
    const float* logits = evaluate(network, set.input(c), n, workspace);
    const Workspace::Layer& layer = workspace.layer(rows.layer);
    const float* from = rows.quantity == Quantity::z ? layer.z : layer.a;
    if (!from) {
      head.output(logits, y.data(), k, n);
      from = y.data();
    }
    for (int r = 0; r < rows.count; ++r)
      std::copy_n(from + (rows.first + r) * n, size, out + r * set.count() + c * chunk);
  });
}

Histogram count_all(std::span<const float> values, const Bins& bins) {
  Histogram histogram;
  histogram.counts.resize(at(bins.count));
  for (float x : values) count(bins, static_cast<double>(x), histogram);
  return histogram;
}

std::vector<LayerHistograms> layer_histograms(const Network& network, const Head& head, const SampleSet& set,
                                              const Bins& z, const Bins& a, Workspace& workspace) {
  check(z);
  check(a);
  const auto views = network.layers();
  const int k = network.spec().outputs;
  std::vector<LayerHistograms> histograms(views.size());
  for (LayerHistograms& h : histograms) {
    h.z.counts.resize(at(z.count));
    h.a.counts.resize(at(a.count));
  }
  std::vector<float> y(at(k * chunk));
  for_chunks(set, [&](int c, int size, int n) {
    head.output(forward(network, set.input(c), n, workspace), y.data(), k, n);
    for (std::size_t l = 0; l < views.size(); ++l) {
      const LayerView& view = views[l];
      const bool hidden = l + 1 < views.size();
      const Workspace::Layer& layer = workspace.layer(static_cast<int>(l));
      const float* values = hidden ? layer.a : y.data();
      for (int u = 0; u < view.units; ++u)
        for (int s = 0; s < size; ++s) {
          const int piece = hidden ? piece_on_curve(network.spec().layers[l], layer.slope, u, s, n) : 0;
          count(z, static_cast<double>(layer.z[(u * view.pieces + piece) * n + s]), histograms[l].z);
          count(a, static_cast<double>(values[u * n + s]), histograms[l].a);
        }
    }
  });
  return histograms;
}

int LayerReport::count(UnitState state) const {
  return static_cast<int>(std::ranges::count(units, state, &UnitReport::state));
}

std::vector<LayerReport> unit_reports(const Network& network, const SampleSet& set, bool plain_descent,
                                      Workspace& workspace) {
  const auto& specs = network.spec().layers;
  std::vector<std::vector<UnitTally>> tallies;
  std::vector<std::vector<int>> wins(specs.size());
  for (std::size_t l = 0; l < specs.size(); ++l) {
    tallies.push_back(tallies_of<UnitTally>(network, static_cast<int>(l)));
    if (specs[l].pieces > 1 && !specs[l].activation->gated) wins[l].resize(at(specs[l].units * specs[l].pieces));
  }
  for_chunks(set, [&](int c, int size, int n) {
    forward(network, set.input(c), n, workspace);
    for (std::size_t l = 0; l < specs.size(); ++l) {
      const Workspace::Layer& layer = workspace.layer(static_cast<int>(l));
      for (int u = 0; u < specs[l].units; ++u)
        for (int s = 0; s < size; ++s) {
          const Shown sample = shown(specs[l], layer, u, s, n);
          const float* gate = specs[l].activation->gated ? layer.z + (u * specs[l].pieces + 1) * n + s : nullptr;
          tallies[l][at(u)].add(sample, gate);
          if (!wins[l].empty()) ++wins[l][at(sample.row)];
        }
    }
  });
  std::vector<LayerReport> reports(specs.size());
  for (std::size_t l = 0; l < specs.size(); ++l) {
    LayerReport& report = reports[l];
    LaneTotal bend;
    for (int u = 0; u < specs[l].units; ++u) {
      report.units.push_back(tallies[l][at(u)].report(may_be_dead(network, static_cast<int>(l), plain_descent)));
      bend.add(u, report.units.back().bend);
    }
    report.bend = bend.total() / specs[l].units;
    for (int won : wins[l]) {
      report.wins.push_back(static_cast<double>(won) / set.count());
      report.dead_pieces += won == 0;
    }
  }
  return reports;
}

UnitStates unit_states(const Network& network, const SampleSet& set, bool plain_descent, Workspace& workspace) {
  const auto& specs = network.spec().layers;
  std::vector<std::vector<StateTally>> tallies;
  for (std::size_t l = 0; l < specs.size(); ++l)
    tallies.push_back(tallies_of<StateTally>(network, static_cast<int>(l)));
  for_chunks(set, [&](int c, int size, int n) {
    forward(network, set.input(c), n, workspace);
    for (std::size_t l = 0; l < specs.size(); ++l)
      for (int u = 0; u < specs[l].units; ++u) {
        StateTally& tally = tallies[l][at(u)];
        for (int s = 0; s < size && !tally.surely_alive(set.count()); ++s)
          tally.add(shown(specs[l], workspace.layer(static_cast<int>(l)), u, s, n));
      }
  });
  UnitStates states;
  for (std::size_t l = 0; l < specs.size(); ++l)
    for (const StateTally& tally : tallies[l])
      states.push_back(tally.state(may_be_dead(network, static_cast<int>(l), plain_descent)));
  return states;
}

bool plain_descent(const OptimizerSpec& optimizer, const RegularizationSpec& regularization) {
  return optimizer.row->id == "sgd" && regularization.l1 == 0 && regularization.l2 == 0 && regularization.decay == 0;
}

}  // namespace nonlin

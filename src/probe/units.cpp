#include "probe/units.hpp"

#include <algorithm>
#include <limits>

#include "math/text.hpp"
#include "model/unit.hpp"
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

// The largest |slope| of one unit's activation for z in -8..8, at multiples of 1/16.
double largest_slope(const LayerSpec& spec, const float* parameters) {
  float z[chunk], a[chunk], slope[chunk];
  for (int i = 0; i < chunk; ++i) z[i] = static_cast<float>(i - chunk / 2) * 0.0625f;
  spec.activation->value_slope(z, a, slope, chunk, 1, parameters);
  double largest = 0;
  for (float s : slope) largest = std::max(largest, std::fabs(static_cast<double>(s)));
  return largest * std::fabs(spec.affine.outer * spec.affine.inner);
}

// Whether f has a limit toward +infinity (`right`) or toward -infinity.
bool has_limit(const Activation& row, bool right) {
  const double limit = right ? row.facts.right_limit : row.facts.left_limit;
  return limit - limit == 0;
}

// What is summed up of one unit while the samples go by. Values are taken from those of the first sample, so that a
// constant has no spread, not a rounding error's.
class UnitTally {
 public:
  UnitTally(const LayerSpec& spec, double largest)
      : spec_(spec),
        flat_below_(flat_slope * largest),
        flat_left_(has_limit(*spec.activation, spec.affine.inner < 0)),
        flat_right_(has_limit(*spec.activation, spec.affine.inner >= 0)),
        rectifier_(spec.activation->facts.highest > std::numeric_limits<double>::max()),
        rest_(static_cast<float>(spec.affine.shift)) {}

  /// `gate`: z of the gate, null for rows without one.
  void add(float z, float a, float steepest, const float* gate) {
    if (samples_ == 0) first_z_ = z, first_a_ = a;
    const double x = static_cast<double>(z) - first_z_, y = static_cast<double>(a) - first_a_;
    x_.add(samples_, x), xx_.add(samples_, x * x);
    y_.add(samples_, y), yy_.add(samples_, y * y);
    xy_.add(samples_, x * y);
    constant_ = constant_ && a == first_a_;
    sloped_ = sloped_ || steepest != 0;
    positive_ += z > 0;
    open_ += gate && *gate > 0;
    zero_ += a == 0;
    flat_ += steepest < flat_below_ && (z < 0 ? flat_left_ : flat_right_) && !(rectifier_ && a == rest_);
    ++samples_;
  }

  UnitReport report(bool may_be_dead) const {
    const double n = samples_, x = x_.total(), y = y_.total();
    const double xx = xx_.total() - x * x / n, yy = yy_.total() - y * y / n, xy = xy_.total() - x * y / n;
    UnitReport unit{.mean = first_a_ + y / n,
                    .sd = sqrt(std::max(yy, 0.0) / n),
                    .positive = positive_ / n,
                    .zero = zero_ / n,
                    .flat = flat_ / n,
                    .bend = xx > 0 && yy > 0 ? std::clamp(1 - xy * (xy / xx) / yy, 0.0, 1.0) : 0.0,
                    .gate = spec_.activation->gated ? open_ / n : none,
                    .state = UnitState::alive};
    if (!(yy == yy)) unit.sd = unit.bend = none;
    if (constant_ && (!sloped_ || spec_.activation->pseudo_slope))
      unit.state = may_be_dead && !sloped_ ? UnitState::dead : UnitState::asleep;
    else if (unit.flat >= saturated_share && !spec_.activation->pseudo_slope)
      unit.state = UnitState::saturated;
    return unit;
  }

 private:
  const LayerSpec& spec_;
  double flat_below_;
  bool flat_left_, flat_right_, rectifier_;
  float rest_;  // the value of a rectifier at rest
  int samples_ = 0, positive_ = 0, open_ = 0, zero_ = 0, flat_ = 0;
  bool constant_ = true, sloped_ = false;
  double first_z_ = 0, first_a_ = 0;
  LaneTotal x_, y_, xx_, yy_, xy_;
};

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
          const int piece = hidden ? piece_on_curve(network.spec().layers[l], layer, u, s, n) : 0;
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
  std::vector<std::vector<UnitTally>> tallies(specs.size());
  std::vector<std::vector<int>> wins(specs.size());
  for (std::size_t l = 0; l < specs.size(); ++l) {
    UnitParameters parameters(network.layers()[l], specs[l], network.parameters().data());
    for (int u = 0; u < specs[l].units; ++u)
      tallies[l].emplace_back(specs[l], specs[l].pieces == 1 ? largest_slope(specs[l], parameters.of(u)) : 0);
    if (specs[l].pieces > 1 && !specs[l].activation->gated) wins[l].resize(at(specs[l].units * specs[l].pieces));
  }
  for_chunks(set, [&](int c, int size, int n) {
    forward(network, set.input(c), n, workspace);
    for (std::size_t l = 0; l < specs.size(); ++l) {
      const LayerView& view = network.layers()[l];
      const Workspace::Layer& layer = workspace.layer(static_cast<int>(l));
      for (int u = 0; u < view.units; ++u)
        for (int s = 0; s < size; ++s) {
          const int row = u * view.pieces + piece_on_curve(specs[l], layer, u, s, n);
          float steepest = 0;
          for (int p = 0; p < view.pieces; ++p)
            steepest = std::max(steepest, std::fabs(layer.slope[(u * view.pieces + p) * n + s]));
          const float* gate = specs[l].activation->gated ? layer.z + (u * view.pieces + 1) * n + s : nullptr;
          tallies[l][at(u)].add(layer.z[row * n + s], layer.a[u * n + s], steepest, gate);
          if (!wins[l].empty()) ++wins[l][at(row)];
        }
    }
  });
  std::vector<LayerReport> reports(specs.size());
  for (std::size_t l = 0; l < specs.size(); ++l) {
    LayerReport& report = reports[l];
    const bool may_be_dead =
        plain_descent && l == 0 && network.layers()[l].learned.empty() && specs[l].norm == Norm::none;
    LaneTotal bend;
    for (int u = 0; u < specs[l].units; ++u) {
      report.units.push_back(tallies[l][at(u)].report(may_be_dead));
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

bool plain_descent(const OptimizerSpec& optimizer, const RegularizationSpec& regularization) {
  return optimizer.row->id == "sgd" && regularization.l1 == 0 && regularization.l2 == 0 && regularization.decay == 0;
}

}  // namespace nonlin

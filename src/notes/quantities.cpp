#include "notes/quantities.hpp"

#include <charconv>
#include <cmath>
#include <limits>

#include "data/dataset.hpp"
#include "math/text.hpp"
#include "notes/answers.hpp"
#include "probe/field.hpp"
#include "race/reader.hpp"
#include "race/why.hpp"

namespace nonlin {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

double share(const LayerReport& layer, double UnitReport::*member) {
  double sum = 0;
  for (const UnitReport& unit : layer.units) sum += unit.*member;
  return sum / static_cast<double>(layer.units.size());
}

double rms(std::span<const float> values) {
  double sum = 0;
  for (const float x : values) sum += static_cast<double>(x) * static_cast<double>(x);
  return std::sqrt(sum / static_cast<double>(values.size()));
}

std::span<const float> weights(const LayerView& layer, std::span<const float> buffer) {
  return buffer.subspan(static_cast<std::size_t>(layer.weights),
                        static_cast<std::size_t>(layer.rows) * static_cast<std::size_t>(layer.inputs));
}

/// R^2 of the outputs against the generator's own curve, without noise, at 1001 places evenly spread over its range.
double curve_r2(RunLook& look) {
  constexpr int count = 1001;
  const DataSpec data = complete_data(data_spec(look.race().spec(), look.run().phase));
  const Generator* generator = find_generator(data.generator);
  if (!data.points.inputs.empty() || generator->kind != TaskKind::values || generator->inputs != 1)
    refuse("curve-r2: these data are no generator's curve");
  std::vector<double> parameters;
  for (const DataParameter& parameter : generator->parameter_list())
    parameters.push_back(data.parameters.at(parameter.id));
  std::vector<float> x(count), y(count);
  std::vector<double> target(count);
  const double no_noise[4] = {};
  double mean = 0;
  for (std::size_t i = 0; i < count; ++i) {
    const auto place = static_cast<std::uint32_t>((static_cast<double>(i) + 0.5) / count * 0x1p32);
    double at = 0;
    generator->point(parameters.data(), 0, {place, 0, 0, 0}, no_noise, &at, &target[i]);
    x[i] = static_cast<float>(at);
    mean += target[i] / count;
  }
  prepare(look.network(), look.set(), *look.run().workspace);
  outputs(look.network(), *find_head(look.run().trainer.pairing().head),
          make_points(look.run().samples->inputs, x, 1, count), y.data(), *look.run().workspace);
  double errors = 0, spread = 0;
  for (std::size_t i = 0; i < count; ++i) {
    errors += (y[i] - target[i]) * (y[i] - target[i]);
    spread += (target[i] - mean) * (target[i] - mean);
  }
  return 1 - errors / spread;
}

/// Units of a layer that stopped passing anything on, each time, or that began again.
double count_changes(RunLook& look, std::size_t layer, bool falls) {
  const Chronicle& chronicle = look.chronicle();
  const auto& layers = look.network().spec().layers;
  int first = 0;
  for (std::size_t l = 0; l < layer; ++l) first += layers[l].units;
  UnitStates states = chronicle.start();
  const auto down = [](UnitState state) { return state == UnitState::asleep || state == UnitState::dead; };
  double count = 0;
  for (const auto& [unit, step, state] : chronicle.changes()) {
    UnitState& before = states[static_cast<std::size_t>(unit)];
    const auto now = static_cast<UnitState>(state);
    if (unit >= first && unit < first + layers[layer].units && down(now) != down(before) && down(now) == falls) ++count;
    before = now;
  }
  return count;
}

/// Mean and standard deviation over the units of a layer of the parameter its activation learns.
struct Learnt {
  double mean, sd;
};
Learnt learnt(RunLook& look, std::size_t layer) {
  const auto& blocks = look.network().layers()[layer].learned;
  if (blocks.empty()) return {0, 0};
  const auto values = look.network().parameters().subspan(static_cast<std::size_t>(blocks.front().offset),
                                                          static_cast<std::size_t>(blocks.front().count));
  double sum = 0, squares = 0;
  for (const float x : values) sum += static_cast<double>(x);
  const double mean = sum / static_cast<double>(values.size());
  for (const float x : values) squares += (static_cast<double>(x) - mean) * (static_cast<double>(x) - mean);
  return {mean, std::sqrt(squares / static_cast<double>(values.size()))};
}

constexpr RunQuantity table[] = {
    // How the run ended. Steps: of the first record that reached the target.
    {"accuracy", false, [](RunLook& look, std::size_t) { return look.train().score; }},
    {"r2", false, [](RunLook& look, std::size_t) { return look.train().score; }},
    {"loss", false, [](RunLook& look, std::size_t) { return look.train().loss; }},
    {"test-accuracy", false, [](RunLook& look, std::size_t) { return look.test().score; }},
    {"test-r2", false, [](RunLook& look, std::size_t) { return look.test().score; }},
    {"test-loss", false, [](RunLook& look, std::size_t) { return look.test().loss; }},
    {"curve-r2", false, [](RunLook& look, std::size_t) { return curve_r2(look); }},
    // On the training set that the race began with, where the data have changed since.
    {"first-accuracy", false, [](RunLook& look, std::size_t) { return look.first().score; }},
    {"steps", false,
     [](RunLook& look, std::size_t) {
       return look.run().state == RunState::learned ? look.run().state_step : infinity;
     }},
    {"diverged", false, [](RunLook& look, std::size_t) { return look.run().state == RunState::diverged ? 1.0 : 0.0; }},
    {"parameters", false,
     [](RunLook& look, std::size_t) { return static_cast<double>(look.network().parameter_count()); }},
    // Several outputs: samples whose labels are all right (outputs 0..1); the smallest and the largest sum of a
    // sample's
    // outputs.
    {"exact", false, [](RunLook& look, std::size_t) { return all_right(look); }},
    {"lowest-sum", false, [](RunLook& look, std::size_t) { return furthest_sum(look, -1); }},
    {"highest-sum", false, [](RunLook& look, std::size_t) { return furthest_sum(look, 1); }},
    // The backward signal: |delta| of the first over that of the last hidden layer; rms of dL/dW and of delta.
    {"passed", false, [](RunLook& look, std::size_t) { return look.signals().passed; }},
    {"gradient", true,
     [](RunLook& look, std::size_t layer) {
       return rms(weights(look.network().layers()[layer], look.signals().gradient));
     }},
    // How far the layer's weights and biases have gone from where they started: the length of the difference.
    {"moved", true,
     [](RunLook& look, std::size_t layer) {
       const Race::Run& run = look.run();
       const Network start =
           starting_network(*run.experiment, *run.data, seeds_of(look.race().spec(), run.id.seed).weights);
       const LayerView& view = look.network().layers()[layer];
       double sum = 0;
       const auto add = [&](int offset, int count) {
         for (int i = offset; i < offset + count; ++i) {
           const auto k = static_cast<std::size_t>(i);
           const double away = static_cast<double>(look.network().parameters()[k]) - start.parameters()[k];
           sum += away * away;
         }
       };
       add(view.weights, view.rows * view.inputs);
       if (view.biases >= 0) add(view.biases, view.rows);
       return std::sqrt(sum);
     }},
    {"signal", true, [](RunLook& look, std::size_t layer) { return look.signals().layers[layer].length; }},
    // Units of a layer on the training set, as shares of units, or of units and samples.
    {"silent", true,
     [](RunLook& look, std::size_t layer) {
       const LayerReport& report = look.units()[layer];
       return static_cast<double>(report.count(UnitState::asleep) + report.count(UnitState::dead)) /
              static_cast<double>(report.units.size());
     }},
    {"positive", true,
     [](RunLook& look, std::size_t layer) { return share(look.units()[layer], &UnitReport::positive); }},
    {"zero", true, [](RunLook& look, std::size_t layer) { return share(look.units()[layer], &UnitReport::zero); }},
    {"flat", true, [](RunLook& look, std::size_t layer) { return share(look.units()[layer], &UnitReport::flat); }},
    {"bend", true, [](RunLook& look, std::size_t layer) { return look.units()[layer].bend; }},
    {"dead-pieces", true,
     [](RunLook& look, std::size_t layer) {
       const LayerReport& report = look.units()[layer];
       return report.dead_pieces / static_cast<double>(report.wins.size());
     }},
    // How often units of a layer fell silent since the start, and came back.
    {"deaths", true, [](RunLook& look, std::size_t layer) { return count_changes(look, layer, true); }},
    {"revivals", true, [](RunLook& look, std::size_t layer) { return count_changes(look, layer, false); }},
    // Of the parameter that a layer's activation learns; 0 where it learns none.
    {"learned-mean", true, [](RunLook& look, std::size_t layer) { return learnt(look, layer).mean; }},
    {"learned-sd", true, [](RunLook& look, std::size_t layer) { return learnt(look, layer).sd; }},
    // Mean over units of |mean| / rms of a; rms of a over units and samples.
    {"off-centre", true,
     [](RunLook& look, std::size_t layer) {
       double sum = 0;
       for (const UnitReport& unit : look.units()[layer].units) {
         const double size = std::sqrt(unit.mean * unit.mean + unit.sd * unit.sd);
         sum += size > 0 ? std::fabs(unit.mean) / size : 0;
       }
       return sum / static_cast<double>(look.units()[layer].units.size());
     }},
    {"rms", true,
     [](RunLook& look, std::size_t layer) {
       const LayerSignal& signal = look.signals().layers[layer];
       return std::sqrt(signal.mean * signal.mean + signal.sd * signal.sd);
     }},
};

}  // namespace

const Judgement& RunLook::train() {
  if (!train_) {
    prepare(network(), set(), *run_.workspace);
    train_ = judge(network(), run_.trainer.pairing(), set(), *run_.workspace);
  }
  return *train_;
}

const Judgement& RunLook::test() {
  if (!test_) {
    prepare(network(), set(), *run_.workspace);
    test_ = judge(network(), run_.trainer.pairing(), run_.samples->test, *run_.workspace);
  }
  return *test_;
}

const std::vector<LayerReport>& RunLook::units() {
  if (!units_) {
    prepare(network(), set(), *run_.workspace);
    units_ = unit_reports(network(), set(), plain_descent(run_.trainer.optimizer(), run_.trainer.regularization()),
                          *run_.workspace);
  }
  return *units_;
}

const Signals& RunLook::signals() {
  if (!signals_) {
    prepare(network(), set(), *run_.workspace);
    signals_ = signals_of(run_, network());
  }
  return *signals_;
}

const Judgement& RunLook::first() {
  if (!first_) first_ = judged_on(race_, run_, 0);
  return *first_;
}

Judgement judged_on(Race& race, const Race::Run& run, int step) {
  const Samples samples = make_samples(race.data_at(step), run.experiment->inputs, run.trainer.pairing());
  prepare(run.trainer.network(), samples.train, *run.workspace);
  return judge(run.trainer.network(), run.trainer.pairing(), samples.train, *run.workspace);
}

const Chronicle& RunLook::chronicle() {
  if (!chronicle_) {
    chronicle_.emplace(race_, run_);
    while (!chronicle_->follow(run_)) {
    }
  }
  return *chronicle_;
}

std::span<const RunQuantity> run_quantities() { return table; }

double take_quantity(std::string_view name, RunLook& look) {
  for (const RunQuantity& row : table) {
    std::size_t layer = 0;
    if (row.of_layer) {
      if (!name.starts_with(row.id) || name.size() < row.id.size() + 2 || name[row.id.size()] != '-') continue;
      const char* end = name.data() + name.size();
      if (std::from_chars(name.data() + row.id.size() + 1, end, layer).ptr != end) continue;
      --layer;  // below 1: beyond every network
      if (layer >= look.network().spec().layers.size()) refuse(Piece::quoted(name), ": there is no such layer");
    } else if (name != row.id) {
      continue;
    }
    const double value = row.of(look, layer);
    return std::isnan(value) ? infinity : value;
  }
  refuse("quantity ", Piece::quoted(name), " is unknown; allowed: ", words_of(run_quantities()));
}

}  // namespace nonlin

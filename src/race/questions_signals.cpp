// Where the data lie on the curve, how signals travel, and what that says of a run.
#include <algorithm>

#include "math/text.hpp"
#include "probe/on_curve.hpp"
#include "race/questions.hpp"
#include "race/why.hpp"

namespace nonlin {

namespace {

std::size_t at(int i) { return static_cast<std::size_t>(i); }

/// A number; null where there is none.
Value known(double x) { return x == x ? Value(x) : Value(); }

Object describe(const LayerSignal& signal) {
  return object_of("backward", known(signal.backward), "length", known(signal.length), "weight",
                   known(signal.weight_factor), "slope", known(signal.slope_factor));
}

}  // namespace

// {layer: from 0, unit?: null for all, bins?, reach?: z is shown at least from -reach to reach} gives, of a hidden
// layer or one of its units on the training set, {step, sizes: units of each hidden layer, activation, pieces, gated,
// pseudo: its slope is no derivative, norm, reach: what is shown, counts, under, over, count: of all, low, median,
// high: quantiles of z (5, 50, 95 %), flatLeft, flatRight, atRest, positive, zero: shares, largestSlope, value, slope,
// flat: the curve}; see OnCurve.
Value answer_histogram(const Asked& about, const Reader& options) {
  options.keys("layer, unit, bins, reach");
  const auto& layers = about.network().spec().layers;
  if (layers.empty()) refuse("histogram: the network has no hidden layer");
  CurveView view;
  options.integer("layer", 0, static_cast<int>(layers.size()) - 1, view.layer);
  const LayerSpec& layer = layers[at(view.layer)];
  if (const auto unit = options.find("unit"); unit && !unit->value().is_null())
    view.unit = static_cast<int>(unit->integer(0, layer.units - 1));
  options.integer("bins", 8, 256, view.bins);
  options.number("reach", 0.001, 3.5e38, view.reach);  // as far as z of a lane that grows without bound, asked again
  OnCurve found = data_on_curve(about.network(), about.train(), view, about.workspace());
  Integers sizes;
  for (const LayerSpec& each : layers) sizes.push_back(each.units);
  return object_of("step", about.run.trainer.steps(), "sizes", std::move(sizes), "activation", layer.activation->id,
                   "pieces", layer.pieces, "gated", layer.activation->gated, "pseudo", layer.activation->pseudo_slope,
                   "norm", id_of(layer.norm), "reach", found.reach, "counts",
                   Integers(found.z.counts.begin(), found.z.counts.end()), "under", static_cast<double>(found.z.under),
                   "over", static_cast<double>(found.z.over), "count", found.count, "low", known(found.low), "median",
                   known(found.median), "high", known(found.high), "flatLeft", found.flat_left, "flatRight",
                   found.flat_right, "atRest", found.at_rest, "positive", found.positive, "zero", found.zero,
                   "largestSlope", found.largest_slope, "value", std::move(found.value), "slope",
                   std::move(found.slope), "flat", std::move(found.flat));
}

// No options. {step, count: samples, layers: [{activation, units, norm?, pseudo?, mean, sd, zero, backward, length,
// weight, slope}] of the training set, hidden layers, then the output layer (LayerSignal; null where there is nothing
// to divide by), passed, vanished, exploded: bounds of it}.
Value answer_signals(const Asked& about, const Reader& options) {
  options.keys("");
  const auto& specs = about.network().spec().layers;
  const Signals found = signals_of(about.run, about.network());
  Array layers;
  for (std::size_t l = 0; l < found.layers.size(); ++l) {
    const LayerSignal& signal = found.layers[l];
    const bool hidden = l < specs.size();
    Object layer = object_of("activation", hidden ? specs[l].activation->id : about.head().id, "units",
                             about.network().layers()[l].units, "norm", id_of(hidden ? specs[l].norm : Norm::none),
                             "pseudo", hidden && specs[l].activation->pseudo_slope, "mean", known(signal.mean), "sd",
                             known(signal.sd), "zero", signal.zero);
    for (auto& member : describe(signal)) layer.push_back(std::move(member));
    layers.emplace_back(std::move(layer));
  }
  return object_of("step", about.run.trainer.steps(), "count", about.train().count(), "layers", std::move(layers),
                   "passed", known(found.passed), "vanished", vanished_signal, "exploded", exploded_signal);
}

// No options. {step, reason: one of `reasons`, layer: the one it is about, low, high: where the middle 90 % of that
// layer's z lie, bend, passed: the two gauges, start: {bend, passed}, units, asleep, layers: [{units, asleep, bend,
// flat, backward, length, weight, slope}]}; null where a number is not defined.
Value answer_why(const Asked& about, const Reader& options) {
  options.keys("");
  const Race::Run& run = about.run;
  const Network& network = about.network();
  const Network first = starting_network(*run.experiment, *run.data, seeds_of(about.race.spec(), run.id.seed).weights);
  const Facts start = facts_of(run, first), now = facts_of(run, network);
  const Reason* reason = nullptr;
  int layer = -1;
  for (std::size_t i = 0; layer < 0; ++i) {
    reason = &reasons()[i];
    layer = reason->layer(run.state, now, start);
  }
  Object answer =
      object_of("step", run.trainer.steps(), "reason", reason->id, "layer", layer, "bend", known(now.bend()), "passed",
                known(now.passed), "start", object_of("bend", known(start.bend()), "passed", known(start.passed)),
                "units", now.units(), "asleep", now.asleep());
  if (!now.layers.empty()) {
    const OnCurve data = data_on_curve(network, about.train(), {.layer = layer}, about.workspace());
    add(answer, "low", known(data.low), "high", known(data.high));
  }
  Array layers;
  for (const LayerFacts& facts : now.layers) {
    Object member =
        object_of("units", facts.units, "asleep", facts.asleep, "bend", known(facts.bend), "flat", known(facts.flat));
    for (auto& each : describe(facts.signal)) member.push_back(std::move(each));
    layers.emplace_back(std::move(member));
  }
  add(answer, "layers", std::move(layers));
  return answer;
}

}  // namespace nonlin

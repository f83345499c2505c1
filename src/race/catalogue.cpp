#include "race/catalogue.hpp"

#include <array>
#include <cmath>

#include "race/spec_parts.hpp"

namespace nonlin {
namespace {

// Infinity and "no limit" have no JSON number: written as texts, which the page and `list` show as they are.
Value number(double x) {
  if (std::isnan(x)) return {};
  if (std::isinf(x)) return x > 0 ? "inf" : "-inf";
  return x;
}

template <class Rows, class F>
Value list(const Rows& rows, F one) {
  Array values;
  for (const auto& row : rows) values.push_back(one(row));
  return values;
}

template <class Row>
Value ids(std::span<const Row> rows) {
  return list(rows, [](const Row& row) { return Value(row.id); });
}

Value range(int lowest, int highest) {
  Array ends;
  ends.push_back(lowest);
  ends.push_back(highest);
  return ends;
}

}  // namespace

Value as_value(const CurveFacts& facts) {
  Array kinks;
  for (int i = 0; i < facts.kink_count; ++i) {
    const Kink& kink = facts.kinks[static_cast<std::size_t>(i)];
    kinks.push_back(object_of("x", kink.x, "left", kink.left, "right", kink.right));
  }
  return object_of("lowest", number(facts.lowest), "highest", number(facts.highest), "lowestReached",
                   facts.lowest_reached, "highestReached", facts.highest_reached, "leftLimit", number(facts.left_limit),
                   "rightLimit", number(facts.right_limit), "kinks", std::move(kinks), "monotone", facts.monotone,
                   "zeroCentred", facts.zero_centred, "identityNearZero", facts.identity_near_zero, "largestSlope",
                   number(facts.largest_slope), "differentiable", facts.differentiable);
}

namespace {

/// What parameters of all tables have.
template <class Parameter>
Object parameter_object(const Parameter& p) {
  return object_of("id", p.id, "initial", p.initial, "lowest", p.lowest, "highest", p.highest);
}

}  // namespace

Value as_value(const Activation& row) {
  Array parameters;
  for (const ActivationParameter& p : row.parameter_list()) {
    Object one = parameter_object(p);
    add(one, "learnable", p.learnable, "learned", p.learned);
    parameters.push_back(std::move(one));
  }
  return object_of("id", row.id, "formula", row.formula, "family", id_of(row.family), "textbook", id_of(row.textbook),
                   "autoGain", row.auto_gain, "parameters", std::move(parameters), "pieces",
                   object_of("lowest", row.lowest_pieces, "highest", row.highest_pieces, "initial", row.initial_pieces),
                   "pseudoSlope", row.pseudo_slope, "piecewiseLinear", row.facts.piecewise_linear, "facts",
                   row.highest_pieces > 1 ? Value() : as_value(row.facts));
}

Value as_value(const Pairing& row) {
  return object_of("head", row.head, "loss", row.loss, "score", row.score == Score::r2 ? "r2" : "accuracy",
                   "forClasses", row.for_classes, "forLabels", row.for_labels, "forValues", row.for_values, "oneOutput",
                   row.one_output);
}

Value as_value(const Optimizer& row) {
  Array parameters;
  for (const OptimizerParameter& p : row.parameter_list()) parameters.push_back(parameter_object(p));
  return object_of("id", row.id, "parameters", std::move(parameters), "decay", row.initial_decay);
}

Value as_value(const Schedule& row) {
  Array parameters;
  for (const ScheduleParameter& p : row.parameter_list()) {
    Object one = parameter_object(p);
    add(one, "integer", p.integer);
    parameters.push_back(std::move(one));
  }
  return object_of("id", row.id, "parameters", std::move(parameters));
}

Value as_value(const Generator& row) {
  Array parameters, view;
  for (const DataParameter& p : row.parameter_list()) {
    Object one = parameter_object(p);
    add(one, "integer", p.integer);
    parameters.push_back(std::move(one));
  }
  for (const double x : row.view) view.push_back(x);
  return object_of("id", row.id, "kind", id_of(row.kind), "inputs", row.inputs, "parameters", std::move(parameters),
                   "count", row.initial_count, "noise", row.initial_noise, "highestNoise", row.highest_noise,
                   "playground", row.playground != nullptr, "view", std::move(view));
}

Value describe_catalogue() {
  constexpr std::array families{Family::s_shaped, Family::hinged, Family::smooth,
                                Family::gated,    Family::waves,  Family::baseline};
  constexpr std::array states{RunState::running, RunState::learned,  RunState::slow,
                              RunState::stuck,   RunState::diverged, RunState::stopped};
  const auto rows = [](auto table) { return list(table, [](const auto& row) { return as_value(row); }); };
  return object_of("activations", rows(activations()), "heads", ids(heads()), "losses",
                   list(loss_ids(), [](std::string_view id) { return Value(id); }), "pairings", rows(pairings()),
                   "optimizers", rows(optimizers()), "schedules", rows(schedules()), "initializers",
                   ids(initializers()), "datasets", rows(generators()), "features", ids(features()), "families",
                   list(families, [](Family family) { return Value(id_of(family)); }), "states",
                   list(states, [](RunState state) { return Value(id_of(state)); }), "limits",
                   object_of("count", range(min_data_count, max_data_count), "layers", range(0, max_layers), "units",
                             range(1, max_units)),
                   "defaultSpec", default_spec());
}

Value describe_start(const Experiment& experiment) {
  const auto& layers = experiment.network.layers;
  std::string_view draws = experiment.initializer.row->id;
  int pieces = 1;
  bool learned = false;
  if (!layers.empty()) {
    if (draws == "textbook") draws = id_of(layers[0].activation->textbook);
    pieces = layers[0].pieces;
    for (const ParameterSetting& p : layers[0].parameters) learned = learned || p.learned != Learned::no;
  }
  return object_of("draws", draws, "gain", experiment.initializer.gain, "pieces", pieces, "learned", learned, "given",
                   !experiment.start.empty());
}

}  // namespace nonlin

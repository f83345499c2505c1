#include "race/spec.hpp"

#include <algorithm>

#include "race/spec_parts.hpp"

namespace nonlin {

namespace {

/// The network of a lane: the base's layers, with the lane's activation where they ask for it.
NetworkSpec resolve_network(const LaneSpec& lane, const Dataset& data) {
  NetworkSpec network;
  network.inputs = input_count(lane.base.inputs, data.inputs);
  network.outputs = output_count(*lane.base.pairing, data);
  for (std::size_t i = 0; i < lane.base.layers.size(); ++i) {
    const BaseLayer& layer = lane.base.layers[i];
    const bool own = layer.activation != nullptr;
    if (!own && !lane.activation) {
      refuse("lanes[", lane.lane, "].activation: missing, network.layers[", i,
             "] takes the lane's; allowed: ", words_of(activations()));
    }
    network.layers.push_back({.units = layer.units,
                              .activation = own ? layer.activation : lane.activation,
                              .pieces = own ? layer.pieces : lane.pieces,
                              .parameters = own ? layer.parameters : lane.parameters,
                              .bias = layer.bias,
                              .affine = own ? layer.affine : lane.affine,

                              .norm = layer.norm,
                              .dropout = layer.dropout});
  }
  network.output_bias = lane.base.output_bias;
  return network;
}

void check_batch(const Experiment& experiment, int train) {
  if (!has_batch_norm(experiment.network)) return;
  const int size = experiment.batch.size == 0 ? train : experiment.batch.size;
  if (size < min_norm_batch || size > max_norm_batch)
    refuse("batch.size: ", size, " is outside ", min_norm_batch, "..", max_norm_batch, ", which lanes[",
           experiment.lane, "] (", Piece::quoted(experiment.name), ") needs for its batch normalisation");
}

Experiment resolve(LaneSpec&& lane, const Document& document, const std::vector<SweepAxis>& sweep) {
  BaseExperiment& base = lane.base;
  const auto takes_lane = [](const BaseLayer& layer) { return !layer.activation; };
  Experiment experiment;
  experiment.network = resolve_network(lane, document.dataset);
  if (std::any_of(base.layers.begin(), base.layers.end(), takes_lane)) experiment.activation = lane.activation->id;
  const std::string_view fallback = lane.activation ? lane.activation->id : "base";
  experiment.lane_name = lane.name.value_or(std::string(fallback));
  experiment.name = experiment.lane_name + point_name(sweep, lane.point);
  experiment.lane = lane.lane;
  experiment.point = std::move(lane.point);
  experiment.inputs = std::move(base.inputs);
  experiment.pairing = base.pairing;
  experiment.optimizer = base.optimizer;
  experiment.regularization = base.regularization;
  experiment.initializer = base.initializer;
  experiment.batch = document.batch;
  experiment.stop = document.stop;
  experiment.changes = std::move(lane.changes);
  experiment.optimizer.schedule.budget = document.stop.steps;
  for (Experiment::Change& change : experiment.changes) change.optimizer.schedule.budget = document.stop.steps;
  return experiment;
}

RaceSpec resolve(Document&& document) {
  RaceSpec race{.seed = document.seed,
                .seeds = document.seeds,
                .data = std::move(document.data),
                .lanes = {},
                .sweep = std::move(document.sweep),
                .vary = document.vary,
                .changes = std::move(document.changes)};
  for (LaneSpec& lane : document.lanes) {
    race.lanes.push_back(resolve(std::move(lane), document, race.sweep));
    check_batch(race.lanes.back(), document.dataset.train_count);
  }
  if (!document.start.is_null()) {
    const Value holder(object_of("start", std::move(document.start)));
    read_start(*Reader(holder).find("start"), race.lanes);
  }
  return race;
}

}  // namespace

RaceSpec read_spec(const Value& json) { return resolve(read_document(Reader(json))); }

Value complete_spec(const Value& json) {
  Document document = read_document(Reader(json));
  Value whole = write_document(document);
  resolve(std::move(document));  // throws where a lane and the base do not go together
  return whole;
}

Value default_spec() { return complete_spec(Object{}); }

}  // namespace nonlin

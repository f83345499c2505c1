#include "race/spec.hpp"

#include <algorithm>
#include <string>

#include "race/own.hpp"
#include "race/spec_parts.hpp"

namespace nonlin {

namespace {

/// The network of a lane: the base's, with the lane's activation in the layers that ask for it.
void complete_network(NetworkSpec& network, const LaneSpec& lane) {
  for (std::size_t i = 0; i < network.layers.size(); ++i) {
    LayerSpec& layer = network.layers[i];
    if (layer.activation) continue;
    if (!lane.own.activation) {
      refuse("lanes[", lane.lane, "].activation: missing, network.layers[", i,
             "] takes the lane's; allowed: ", words_of(activations()));
    }
    layer.activation = lane.own.activation;
    layer.pieces = lane.own.pieces;
    layer.parameters = lane.own.parameters;
    layer.affine = lane.own.affine;
  }
}

/// Whether every batch of a training set of `train` can be normalised; `where` names what made the set.
void check_batch(const Experiment& experiment, int train, const std::string& where) {
  if (!has_batch_norm(experiment.network)) return;
  for (const int size : {largest_batch(experiment.batch, train), smallest_batch(experiment.batch, train)})
    if (size < min_norm_batch || size > max_norm_batch)
      refuse(where, "a batch of ", size, " is outside ", min_norm_batch, "..", max_norm_batch, ", which lanes[",
             experiment.lane, "] (", Piece::quoted(experiment.name), ") needs for its batch normalisation");
}

Experiment resolve(LaneSpec&& lane, const Document& document, const std::vector<SweepAxis>& sweep) {
  const Activation* own = lane.own.activation;
  Experiment experiment;
  static_cast<BaseExperiment&>(experiment) = std::move(lane.base);
  if (has_lane_layer(experiment.network) && own) experiment.activation = own->id;
  complete_network(experiment.network, lane);
  experiment.network.inputs = input_count(experiment.inputs, document.dataset.inputs);
  experiment.network.outputs = output_count(*experiment.pairing, document.dataset);
  experiment.lane_name = lane.name.value_or(own ? name_of(*own) : "base");
  experiment.name = experiment.lane_name + point_name(sweep, lane.point);
  experiment.lane = lane.lane;
  experiment.point = std::move(lane.point);
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
    check_batch(race.lanes.back(), document.dataset.train_count, "batch.size: ");
    for (std::size_t i = 0; i < race.changes.size(); ++i)
      if (race.changes[i].data)
        check_batch(race.lanes.back(), race.changes[i].train_count, join("changes[", i, "].set: "));
  }
  if (!document.start.is_null()) {
    const Value holder(object_of("start", std::move(document.start)));
    read_start(*Reader(holder).find("start"), race.lanes);
  }
  return race;
}

}  // namespace

bool has_lane_layer(const NetworkSpec& network) {
  return std::ranges::any_of(network.layers, [](const LayerSpec& layer) { return !layer.activation; });
}

RaceSpec read_spec(const Value& json) { return resolve(read_document(Reader(json))); }

Value complete_spec(const Value& json) {
  Document document = read_document(Reader(json));
  Value whole = write_document(document);
  resolve(std::move(document));  // throws where a lane and the base do not go together
  return whole;
}

Value default_spec() { return complete_spec(Object{}); }

}  // namespace nonlin

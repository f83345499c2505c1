// Writing a spec: every default written out, keys in the order of the format's description.
#include <span>

#include "race/own.hpp"
#include "race/spec_parts.hpp"

namespace nonlin {

namespace {

Value write_numbers(std::span<const double> numbers) {
  Array array;
  array.reserve(numbers.size());
  for (const double x : numbers) array.emplace_back(x);
  return array;
}

template <class Row>
Value write_rows(const std::vector<Row>& rows) {
  Array array;
  array.reserve(rows.size());
  for (const auto& row : rows) array.push_back(write_numbers(row));
  return array;
}

void add_names(Object& object, const char* key, const std::vector<std::string>& names) {
  if (names.empty()) return;
  Array array;
  for (const std::string& name : names) array.emplace_back(name);
  add(object, key, std::move(array));
}

}  // namespace

Value write_data(const DataSpec& data) {
  if (data.points.inputs.empty()) {
    const Generator& row = *find_generator(data.generator);
    Object parameters;
    for (const DataParameter& p : row.parameter_list()) {
      parameters.emplace_back(p.id, data.parameters.at(p.id));
    }
    Object object = object_of("generator", data.generator, "parameters", std::move(parameters), "count",
                              data.count.value_or(row.initial_count), "noise", data.noise.value_or(row.initial_noise),
                              "trainShare", data.train_share);
    if (!data.text_seed.empty()) add(object, "textSeed", data.text_seed);  // else it is the race's seed
    return object;
  }
  Object points = object_of("kind", id_of(data.points.kind), "inputs", write_rows(data.points.inputs), "targets",
                            write_rows(data.points.targets));
  const bool chosen = !data.points.train.empty();
  if (chosen) {
    Array train;
    for (const bool x : data.points.train) train.emplace_back(x);
    add(points, "train", std::move(train));
  }
  if (!data.points.ranges.empty()) add(points, "ranges", write_rows(data.points.ranges));
  add_names(points, "columns", data.points.columns);
  add_names(points, "classes", data.points.classes);
  Object object = object_of("points", std::move(points));
  if (!chosen) add(object, "trainShare", data.train_share);
  return object;
}

namespace {

Value write_inputs(const InputSpec& inputs) {
  Object object;
  add_names(object, "features", inputs.features);
  add(object, "scale", inputs.scale, "shift", inputs.shift, "standardize", inputs.standardize);
  return object;
}

Value write_setting(const ParameterSetting& setting, const ActivationParameter& parameter) {
  if (!parameter.learnable) return setting.value;
  const Value learned =
      setting.learned == Learned::no ? Value(false) : Value(setting.learned == Learned::unit ? "unit" : "layer");
  return object_of("value", setting.value, "learned", Value(learned));
}

Value write_layer(const LayerSpec& layer) {
  Object object = object_of("units", layer.units, "activation",
                            layer.activation ? write_activation(*layer.activation) : Value("lane"));
  const bool wrapped = layer.affine != Affine{};
  if (layer.activation && (wrapped || !layer.parameters.empty())) {
    Object parameters;
    for (std::size_t i = 0; i < layer.parameters.size(); ++i) {
      const ActivationParameter& parameter = layer.activation->parameters[i];
      parameters.emplace_back(parameter.id, write_setting(layer.parameters[i], parameter));
    }
    const Affine& wrap = layer.affine;
    if (wrapped) add(parameters, "outer", wrap.outer, "inner", wrap.inner, "shift", wrap.shift);
    add(object, "parameters", std::move(parameters));
  }
  if (layer.activation && layer.activation->highest_pieces > 1) add(object, "pieces", layer.pieces);
  add(object, "norm", id_of(layer.norm), "bias", layer.bias);
  if (layer.start_bias) add(object, "startBias", *layer.start_bias);
  add(object, "dropout", layer.dropout);
  return object;
}

}  // namespace

Object write_base(const BaseExperiment& base) {
  Array layers;
  for (const LayerSpec& layer : base.network.layers) layers.push_back(write_layer(layer));
  return object_of("inputs", write_inputs(base.inputs), "network",
                   object_of("layers", std::move(layers), "outputBias", base.network.output_bias), "head",
                   base.pairing->head, "loss", base.pairing->loss, "optimizer", write_optimizer(base.optimizer),
                   "regularization", write_regularization(base.regularization), "initializer",
                   object_of("id", base.initializer.row->id, "gain", base.initializer.gain, "bias",
                             base.initializer.bias, "biasSpread", base.initializer.bias_spread));
}

Value write_document(const Document& document) {
  const BatchSpec& batch = document.batch;
  const StopSpec& stop = document.stop;
  Array lanes;
  for (const LaneSpec& lane : document.lanes)
    if (lane.lane == static_cast<int>(lanes.size())) lanes.push_back(lane.given);
  Object object = object_of("version", 1, "seed", static_cast<double>(document.seed), "seeds", document.seeds, "data",
                            write_data(document.data));
  for (auto& member : write_base(document.base)) object.push_back(std::move(member));
  add(object, "batch",
      object_of("size", batch.size == 0 ? Value("all") : Value(batch.size), "order",
                batch.shuffled ? "shuffled" : "fixed", "leftover", batch.carry ? "carry" : "short"),
      "stop",
      object_of("steps", stop.steps, "target", object_of(stop.by_score ? "score" : "loss", stop.target), "stopAtTarget",
                stop.at_target, "patience", stop.patience),
      "lanes", std::move(lanes), "sweep", write_sweep(document.sweep), "vary", write_vary(document.vary), "changes",
      Value(document.changes_given));
  if (!document.start.is_null()) add(object, "start", Value(document.start));
  return object;
}

}  // namespace nonlin

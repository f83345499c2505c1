// Reading what a lane's `set` may change: each function reads one section and states its ranges and defaults.
#include <algorithm>

#include "race/own.hpp"
#include "race/spec_parts.hpp"

namespace nonlin {

namespace {

constexpr int initial_depth = 3;
constexpr double max_gain = 1000, max_bias = 1000, max_input_change = 1000, max_wrap = 100;

// ---------------------------------------------------------------- inputs

InputSpec read_inputs(const std::optional<Reader>& section, const Dataset& data) {
  InputSpec inputs;
  std::string allowed;
  for (const Feature& row : features()) {
    if (data.inputs <= 2 && row.inputs <= data.inputs) add_word(allowed, row.id);
  }
  if (data.inputs == 1) inputs.features = {"x"};
  if (data.inputs == 2) inputs.features = {"x", "y"};
  if (!section) return inputs;
  section->keys("features, scale, shift, standardize");
  if (const auto list = section->find("features")) {
    if (data.inputs > 2) list->fail("not allowed with more than 2 inputs; all of them are used as they are");
    const Readers items = list->items();
    if (items.empty()) list->fail("an empty array; allowed: one or more of ", allowed);
    std::string chosen;
    for (const Reader& item : items) {
      const std::string_view id = item.choice(allowed);
      if (is_listed(chosen, id)) item.fail(Piece::quoted(id), " is there twice");
      add_word(chosen, id);
    }
    inputs.features.clear();
    for (const Feature& row : features()) {
      if (is_listed(chosen, row.id)) inputs.features.emplace_back(row.id);
    }
  }
  section->number("scale", -max_input_change, max_input_change, inputs.scale);
  section->number("shift", -max_input_change, max_input_change, inputs.shift);
  if (const auto x = section->find("standardize")) inputs.standardize = x->boolean();
  return inputs;
}

// ---------------------------------------------------------------- network

Learned read_learned(const Reader& reader, bool learnable) {
  if (const bool* x = reader.value().as<bool>(); x && !*x) return Learned::no;
  if (!learnable) reader.fail(describe(reader.value()), " is not possible here; allowed: false");
  if (const std::string* x = reader.value().as<std::string>()) {
    if (*x == "unit") return Learned::unit;
    if (*x == "layer") return Learned::layer;
  }
  reader.fail(describe(reader.value()), " is unknown; allowed: false, 'unit', 'layer'");
}

ParameterSetting read_setting(const Reader& reader, const ActivationParameter& parameter) {
  ParameterSetting setting{parameter.initial, parameter.learned ? Learned::unit : Learned::no};
  if (!reader.value().as<Object>()) {
    setting.value = reader.number(parameter.lowest, parameter.highest);
    return setting;
  }
  reader.keys("value, learned");
  reader.number("value", parameter.lowest, parameter.highest, setting.value);
  if (const auto x = reader.find("learned")) setting.learned = read_learned(*x, parameter.learnable);
  return setting;
}

Norm read_norm(const Reader& reader) {
  const std::string_view id = reader.choice("none, batch, layer");
  for (const Norm norm : {Norm::batch, Norm::layer})
    if (id == id_of(norm)) return norm;
  return Norm::none;
}

LayerSpec read_layer(const Reader& section) {
  section.keys("units, activation, parameters, pieces, norm, bias, startBias, dropout");
  LayerSpec layer;
  section.integer("units", 1, max_units, layer.units);
  const auto parameters = section.find("parameters"), pieces = section.find("pieces");
  const auto activation = section.find("activation");
  const bool lane = !activation || (activation->value().as<std::string>() && activation->text() == "lane");
  if (lane) {
    constexpr const char* why = "not allowed where the activation is 'lane'; the lane has its own parameters";
    if (parameters) parameters->fail(why);
    if (pieces) pieces->fail(why);
  } else {
    layer.activation = read_activation(*activation, "lane");
    layer.parameters = read_parameters(parameters ? &*parameters : nullptr, *layer.activation, layer.affine, nullptr);
    layer.pieces = pieces ? read_pieces(*pieces, *layer.activation) : layer.activation->initial_pieces;
  }
  if (const auto x = section.find("norm")) layer.norm = read_norm(*x);
  layer.bias = layer.norm != Norm::batch;
  if (const auto x = section.find("bias")) {
    if (x->boolean() && !layer.bias)
      x->fail("true is not possible in front of batch normalisation, which takes it out again; allowed: false");
    layer.bias = x->boolean();
  }
  if (const auto x = section.find("startBias")) {
    if (!layer.bias) x->fail("not allowed in a layer without bias");
    layer.start_bias = x->number(-max_bias, max_bias);
  }
  section.number("dropout", 0, max_dropout, layer.dropout);
  return layer;
}

NetworkSpec read_network(const std::optional<Reader>& section) {
  NetworkSpec network;
  if (section) section->keys("layers, outputBias");
  if (const auto list = section ? section->find("layers") : std::nullopt) {
    const Readers items = list->items();
    if (items.size() > max_layers) list->fail(items.size(), " layers is outside 0..", max_layers);
    for (const Reader& item : items) network.layers.push_back(read_layer(item));
  } else {
    network.layers.resize(initial_depth);
  }
  if (const auto x = section ? section->find("outputBias") : std::nullopt) network.output_bias = x->boolean();
  return network;
}

// ---------------------------------------------------------------- head and loss

bool fits(const Pairing& pairing, const Dataset& data) {
  if (data.kind == TaskKind::values) return pairing.for_values;
  if (data.kind == TaskKind::labels) return pairing.for_labels;
  return pairing.for_classes && (!pairing.one_output || data.classes == 2);
}

const Pairing* natural_pairing(const Dataset& data) {
  if (data.kind == TaskKind::values) return find_pairing("identity", "mse");
  if (data.kind == TaskKind::labels) return find_pairing("sigmoids", "cross-entropy");
  return find_pairing(data.classes == 2 ? "logistic" : "softmax", "cross-entropy");
}

}  // namespace

const Pairing* first_pairing(const Dataset& data, std::string_view head, std::string_view loss) {
  const auto agrees = [&](const Pairing& p) {
    return fits(p, data) && (head.empty() || p.head == head) && (loss.empty() || p.loss == loss);
  };
  if (const Pairing* natural = natural_pairing(data); agrees(*natural)) return natural;
  const auto found = std::find_if(pairings().begin(), pairings().end(), agrees);
  return found == pairings().end() ? nullptr : &*found;
}

namespace {

using Column = std::string_view Pairing::*;

/// Heads or losses that fit the data, and this head where one is given.
std::string fitting(const Dataset& data, Column column, std::string_view head) {
  std::string words;
  for (const Pairing& p : pairings()) {
    if (fits(p, data) && (head.empty() || p.head == head) && !is_listed(words, p.*column)) add_word(words, p.*column);
  }
  return words;
}

void check_fits(const Reader& reader, std::string_view id, const Dataset& data, Column column) {
  const std::string allowed = fitting(data, column, {});
  if (is_listed(allowed, id)) return;
  const std::string task =
      data.kind == TaskKind::classes ? join(data.classes, " classes") : std::string(id_of(data.kind));
  reader.fail(Piece::quoted(id), " does not fit this data (", task, "); allowed: ", allowed);
}

const Pairing* read_pairing(const Reader& root, const Dataset& data) {
  const auto head_reader = root.find("head"), loss_reader = root.find("loss");
  std::string_view head, loss;
  if (head_reader) head = head_reader->row(heads())->id;
  if (loss_reader) loss = loss_reader->choice(joined(loss_ids()));
  if (head_reader) check_fits(*head_reader, head, data, &Pairing::head);
  if (loss_reader) check_fits(*loss_reader, loss, data, &Pairing::loss);
  const Pairing* pairing = first_pairing(data, head, loss);
  if (!pairing) {
    loss_reader->fail(Piece::quoted(loss), " does not pair with the head ", Piece::quoted(head),
                      "; allowed: ", fitting(data, &Pairing::loss, head));
  }
  return pairing;
}

// ---------------------------------------------------------------- initialiser

InitializerSpec read_initializer(const std::optional<Reader>& section) {
  InitializerSpec initializer;
  if (!section) return initializer;
  section->keys("id, gain, bias, biasSpread");
  if (const auto x = section->find("id")) initializer.row = x->row(initializers());
  section->number("gain", 0, max_gain, initializer.gain);
  section->number("bias", -max_bias, max_bias, initializer.bias);
  section->number("biasSpread", 0, max_bias, initializer.bias_spread);
  return initializer;
}

}  // namespace

int read_pieces(const Reader& reader, const Activation& row) {
  return static_cast<int>(reader.integer(row.lowest_pieces, row.highest_pieces));
}

std::vector<ParameterSetting> read_parameters(const Reader* object, const Activation& row, Affine& affine,
                                              int* pieces) {
  std::string allowed = words_of(row.parameter_list());
  if (pieces && row.highest_pieces > 1) add_word(allowed, "pieces");
  add_word(allowed, "outer, inner, shift");
  if (object) {
    object->keys(allowed);
    object->number("outer", -max_wrap, max_wrap, affine.outer);
    object->number("inner", -max_wrap, max_wrap, affine.inner);
    object->number("shift", -max_wrap, max_wrap, affine.shift);
  }
  std::vector<ParameterSetting> settings;
  for (const ActivationParameter& parameter : row.parameter_list()) {
    const auto given = object ? object->find(std::string(parameter.id)) : std::nullopt;
    settings.push_back(given ? read_setting(*given, parameter)
                             : ParameterSetting{parameter.initial, parameter.learned ? Learned::unit : Learned::no});
  }
  if (const auto x = object ? object->find("pieces") : std::nullopt) *pieces = read_pieces(*x, row);
  return settings;
}

BaseExperiment read_base(const Reader& root, const Dataset& data) {
  BaseExperiment base;
  base.inputs = read_inputs(root.find("inputs"), data);
  base.network = read_network(root.find("network"));
  base.pairing = read_pairing(root, data);
  base.optimizer = read_optimizer(root.find("optimizer"));
  base.regularization = read_regularization(root.find("regularization"), *base.optimizer.row);
  base.initializer = read_initializer(root.find("initializer"));
  return base;
}

}  // namespace nonlin

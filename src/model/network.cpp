#include "model/network.hpp"

#include <algorithm>

#include "math/hash.hpp"
#include "math/simd.hpp"
#include "math/text.hpp"

namespace nonlin {
namespace {

std::size_t at(int i) { return static_cast<std::size_t>(i); }

}  // namespace

std::string_view id_of(Norm norm) {
  constexpr std::string_view ids[] = {"none", "batch", "layer"};
  return ids[static_cast<int>(norm)];
}

LayerSpec make_layer(int units, const Activation& row) {
  LayerSpec layer{.units = units, .activation = &row, .pieces = row.initial_pieces, .parameters = {}};
  for (const ActivationParameter& p : row.parameter_list())
    layer.parameters.push_back({p.initial, p.learned ? Learned::unit : Learned::no});
  return layer;
}

Network::Network(NetworkSpec spec) : spec_(std::move(spec)) {
  int inputs = spec_.inputs, end = 0;
  const auto take = [&](int count) {
    const int offset = end;
    end += padded(count);
    count_ += count;
    return offset;
  };
  const auto add = [&](int units, int pieces, bool bias, const LayerSpec* layer) {
    LayerView view{.inputs = inputs, .units = units, .pieces = pieces, .rows = units * pieces, .learned = {}};
    view.weights = take(view.rows * inputs);
    const Norm norm = layer ? layer->norm : Norm::none;
    if (bias && norm != Norm::batch) view.biases = take(view.rows);
    if (norm != Norm::none) {
      view.gamma = take(view.rows);
      view.beta = take(view.rows);
    }
    if (layer)
      for (std::size_t i = 0; i < layer->parameters.size(); ++i) {
        const Learned learned = layer->parameters[i].learned;
        if (learned == Learned::no) continue;
        const int count = learned == Learned::unit ? units : 1;
        view.learned.push_back({static_cast<int>(i), take(count), count});
      }
    views_.push_back(std::move(view));
    inputs = units;
  };
  for (const LayerSpec& layer : spec_.layers) add(layer.units, layer.pieces, layer.bias, &layer);
  add(spec_.outputs, 1, spec_.output_bias, nullptr);
  parameters_.assign(at(end), 0.0f);
}

std::vector<Network::Block> Network::blocks() const {
  std::vector<Block> blocks;
  for (std::size_t l = 0; l < views_.size(); ++l) {
    const LayerView& view = views_[l];
    const auto named = [l](std::string_view first, std::string_view id) { return join(first, id, l); };
    blocks.push_back({named("W", ""), view.weights, view.rows, view.inputs});
    if (view.biases >= 0) blocks.push_back({named("b", ""), view.biases, view.rows, 1});
    if (view.gamma >= 0) blocks.push_back({named("gamma", ""), view.gamma, view.rows, 1});
    if (view.beta >= 0) blocks.push_back({named("beta", ""), view.beta, view.rows, 1});
    for (const auto& learned : view.learned) {
      // gamma and beta alone are the names of normalisation's parameters; an own activation may have any name.
      const Activation& row = *spec_.layers[l].activation;
      const std::string_view id = row.parameters[at(learned.parameter)].id;
      const bool taken = row.own || id == "beta" || id == "gamma";
      std::string name = taken ? join(row.id, "_", id) : std::string(id);
      if (row.own) name += '_';  // a1 of layer 0 is not a of layer 10
      blocks.push_back({named(name, ""), learned.offset, learned.count, 1});
    }
  }
  return blocks;
}

std::uint64_t Network::hash() const {
  Fnv fnv;
  for (const Block& block : blocks())
    fnv.numbers(parameters().subspan(at(block.offset), at(block.rows) * at(block.columns)));
  return fnv.value();
}

bool has_batch_norm(const NetworkSpec& spec) {
  return std::ranges::any_of(spec.layers, [](const LayerSpec& layer) { return layer.norm == Norm::batch; });
}

}  // namespace nonlin

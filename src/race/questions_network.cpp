// The network itself: its layers and all its parameters.
#include "race/questions.hpp"

namespace nonlin {

namespace {

Floats32 block_of(const Network& network, int offset, int count) {
  const auto all = network.parameters().subspan(static_cast<std::size_t>(offset), static_cast<std::size_t>(count));
  return {all.begin(), all.end()};
}

}  // namespace

// No options. {step, layers: [{activation, units, pieces, inputs, W, b?, gamma?, beta?, learned?: {name: values}}]}:
// hidden layers, then the output layer, whose activation is the head; W is (units x pieces) x inputs, row-major, the
// others have a value per row (learned ones per unit, or one for the layer).
Value answer_network(const Asked& about, const Reader& options) {
  options.keys("");
  const Network& network = about.network();
  Array layers;
  for (std::size_t l = 0; l < network.layers().size(); ++l) {
    const LayerView& view = network.layers()[l];
    const bool hidden = l < network.spec().layers.size();
    const Activation* row = hidden ? network.spec().layers[l].activation : nullptr;
    Object layer = object_of("activation", row ? row->id : about.head().id, "units", view.units, "pieces", view.pieces,
                             "inputs", view.inputs, "W", block_of(network, view.weights, view.rows * view.inputs));
    if (view.biases >= 0) add(layer, "b", block_of(network, view.biases, view.rows));
    if (view.gamma >= 0)
      add(layer, "gamma", block_of(network, view.gamma, view.rows), "beta", block_of(network, view.beta, view.rows));
    if (!view.learned.empty()) {
      Object learned;
      for (const LayerView::LearnedBlock& block : view.learned)
        learned.emplace_back(row->parameter_list()[static_cast<std::size_t>(block.parameter)].id,
                             block_of(network, block.offset, block.count));
      add(layer, "learned", std::move(learned));
    }
    layers.emplace_back(std::move(layer));
  }
  return object_of("step", about.run.trainer.steps(), "layers", std::move(layers));
}

}  // namespace nonlin

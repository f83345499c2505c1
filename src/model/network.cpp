#include "model/network.hpp"

#include <algorithm>
#include <cassert>

#include "math/hash.hpp"
#include "math/kernels.hpp"
#include "math/simd.hpp"
#include "math/text.hpp"

namespace nonlin {
namespace {

std::size_t at(int i) { return static_cast<std::size_t>(i); }

// The parameters of one unit in the row's order: the layer's settings, with the learned ones read from the buffer.
struct UnitParameters {
  const LayerView& view;
  const float* buffer;
  float values[max_activation_parameters] = {};

  UnitParameters(const LayerView& v, const LayerSpec& spec, const float* parameters) : view(v), buffer(parameters) {
    for (std::size_t i = 0; i < spec.parameters.size(); ++i) values[i] = static_cast<float>(spec.parameters[i].value);
  }
  const float* of(int unit) {
    for (const auto& block : view.learned)
      values[block.parameter] = buffer[block.offset + (block.count == 1 ? 0 : unit)];
    return values;
  }
};

// The affine wrap of a layer, narrowed once; `plain` when there is none.
struct Wrap {
  float outer, inner, shift, slope;
  bool plain;

  explicit Wrap(const Affine& affine)
      : outer(static_cast<float>(affine.outer)),
        inner(static_cast<float>(affine.inner)),
        shift(static_cast<float>(affine.shift)),
        slope(static_cast<float>(affine.outer * affine.inner)),
        plain(affine == Affine{}) {}
};

// to[i] = factor x[i] + added; `to` may be `x`.
void scale(const float* x, float* to, int n, float factor, float added) {
  for (int i = 0; i < n; i += lanes) store(to + i, splat(factor) * load(x + i) + splat(added));
}

// The activation of one unit: z (pieces x n) to a (n), and to slope (pieces x n) where it is not null. `scratch` holds
// pieces x n floats.
NONLIN_INLINE void activate(const Activation& row, const Wrap& wrap, const float* z, float* a, float* slope, int n,
                            int pieces, const float* parameters, float* scratch) {
  if (!wrap.plain) {
    scale(z, scratch, pieces * n, wrap.inner, 0);
    z = scratch;
  }
  if (slope)
    row.value_slope(z, a, slope, n, pieces, parameters);
  else
    row.value(z, a, n, pieces, parameters);
  if (wrap.plain) return;
  scale(a, a, n, wrap.outer, wrap.shift);
  if (slope) scale(slope, slope, pieces * n, wrap.slope, 0);
}

template <bool with_slope>
const float* run(const Network& network, const float* inputs, int n, Workspace& workspace) {
  assert(n > 0 && n <= chunk && n % lanes == 0);
  const auto views = network.layers();
  const float* parameters = network.parameters().data();
  const int hidden = static_cast<int>(views.size()) - 1;
  const float* x = inputs;
  for (int l = 0; l <= hidden; ++l) {
    const LayerView& view = views[at(l)];
    const Workspace::Layer& kept = workspace.layer(l);
    dense_forward(parameters + view.weights, view.biases < 0 ? nullptr : parameters + view.biases, x, kept.z, view.rows,
                  view.inputs, n);
    if (l == hidden) return kept.z;
    const LayerSpec& spec = network.spec().layers[at(l)];
    const Activation& row = *spec.activation;
    UnitParameters unit_parameters(view, spec, parameters);
    const float* unit_values = unit_parameters.of(0);
    const Wrap wrap(spec.affine);
    for (int u = 0; u < view.units; ++u) {
      if (!view.learned.empty()) unit_values = unit_parameters.of(u);
      const int first = u * view.pieces * n;
      activate(row, wrap, kept.z + first, kept.a + u * n, with_slope ? kept.slope + first : nullptr, n, view.pieces,
               unit_values, workspace.pieces());
    }
    x = kept.a;
  }
  return nullptr;
}

// dL/dz of a hidden layer from dL/da, and the gradients of its learned parameters. `da` may be the layer's dz (one
// piece).
void through_activation(const Network& network, int l, const float* da, int n, Workspace& workspace, float* gradient) {
  const LayerView& view = network.layers()[at(l)];
  const LayerSpec& spec = network.spec().layers[at(l)];
  const Workspace::Layer& kept = workspace.layer(l);
  UnitParameters unit_parameters(view, spec, network.parameters().data());
  const Wrap wrap(spec.affine);
  for (const auto& block : view.learned)
    for (int u = 0; u < view.units; ++u) {
      const float* z = kept.z + u * view.pieces * n;
      if (!wrap.plain) {
        scale(z, workspace.pieces(), view.pieces * n, wrap.inner, 0);
        z = workspace.pieces();
      }
      spec.activation->parameter_slope(z, workspace.row(), n, block.parameter, unit_parameters.of(u));
      if (!wrap.plain) scale(workspace.row(), workspace.row(), n, wrap.outer, 0);
      multiply(workspace.row(), da + u * n, n);
      row_sums(workspace.row(), gradient + block.offset + (block.count == 1 ? 0 : u), 1, n);
    }
  if (view.pieces == 1) return multiply(kept.dz, kept.slope, view.units * n);
  for (int u = 0; u < view.units; ++u)
    for (int p = 0; p < view.pieces; ++p) {
      const int row = (u * view.pieces + p) * n;
      for (int s = 0; s < n; s += lanes) store(kept.dz + row + s, load(kept.slope + row + s) * load(da + u * n + s));
    }
}

}  // namespace

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
    if (bias) view.biases = take(view.rows);
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
    for (const auto& learned : view.learned) {
      // gamma and beta alone are the names of normalisation's parameters.
      const Activation& row = *spec_.layers[l].activation;
      const std::string_view id = row.parameters[at(learned.parameter)].id;
      const bool taken = id == "beta" || id == "gamma";
      blocks.push_back({taken ? named(join(row.id, "_"), id) : named("", id), learned.offset, learned.count, 1});
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

namespace {
int widest(const NetworkSpec& spec) {
  int units = 0;
  for (const LayerSpec& layer : spec.layers) units = std::max(units, layer.units);
  return units;
}
int most_pieces(const NetworkSpec& spec) {
  int pieces = 0;
  for (const LayerSpec& layer : spec.layers) pieces = std::max(pieces, layer.pieces);
  return pieces;
}
}  // namespace

std::size_t Workspace::floats(const NetworkSpec& spec) {
  int rows = 2 * spec.outputs + 1 + most_pieces(spec) + widest(spec);
  for (const LayerSpec& layer : spec.layers) rows += layer.units * (3 * layer.pieces + 1);
  return at(rows) * chunk;
}

Workspace::Workspace(const NetworkSpec& spec) : buffer_(floats(spec)) {
  float* next = buffer_.data();
  const auto take = [&](int rows) {
    float* block = next;
    next += at(rows) * chunk;
    return block;
  };
  for (const LayerSpec& layer : spec.layers) {
    const int rows = layer.units * layer.pieces;
    layers_.push_back({take(rows), take(layer.units), take(rows), take(rows)});
  }
  layers_.push_back({take(spec.outputs), nullptr, nullptr, take(spec.outputs)});
  row_ = take(1);
  pieces_ = take(most_pieces(spec));
  da_ = take(widest(spec));
}

const float* evaluate(const Network& network, const float* inputs, int n, Workspace& workspace) {
  return run<false>(network, inputs, n, workspace);
}

const float* forward(const Network& network, const float* inputs, int n, Workspace& workspace) {
  return run<true>(network, inputs, n, workspace);
}

void backward(const Network& network, const float* inputs, int n, Workspace& workspace, std::span<float> gradient) {
  const auto views = network.layers();
  const float* parameters = network.parameters().data();
  for (int l = static_cast<int>(views.size()) - 1; l >= 0; --l) {
    const LayerView& view = views[at(l)];
    const float* dz = workspace.layer(l).dz;
    const float* x = l > 0 ? workspace.layer(l - 1).a : inputs;
    weight_gradient(dz, x, gradient.data() + view.weights, view.rows, view.inputs, n);
    if (view.biases >= 0) row_sums(dz, gradient.data() + view.biases, view.rows, n);
    if (l == 0) return;
    float* da = views[at(l - 1)].pieces == 1 ? workspace.layer(l - 1).dz : workspace.da();
    dense_backward(parameters + view.weights, dz, da, view.rows, view.inputs, n);
    through_activation(network, l - 1, da, n, workspace, gradient.data());
  }
}

}  // namespace nonlin

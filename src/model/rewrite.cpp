#include "model/rewrite.hpp"

#include <algorithm>
#include <array>
#include <vector>

#include "math/table.hpp"
#include "math/text.hpp"

namespace nonlin {
namespace {

std::size_t at(int i) { return static_cast<std::size_t>(i); }

// One layer out of the buffer, in double, so that what is made of it is narrowed once.
struct Dense {
  int rows = 0, inputs = 0;
  std::vector<double> W, b;  // rows x inputs; rows, zeros where there is no bias
  bool bias = false;
};

Dense dense_of(const Network& network, std::size_t l) {
  const LayerView& view = network.layers()[l];
  const auto w = network.parameters();
  Dense dense{view.rows, view.inputs, {}, std::vector<double>(at(view.rows), 0.0), view.biases >= 0};
  dense.W.assign(w.begin() + view.weights, w.begin() + view.weights + view.rows * view.inputs);
  for (int r = 0; dense.bias && r < view.rows; ++r) dense.b[at(r)] = w[at(view.biases + r)];
  return dense;
}

// The layer's inputs were A x + t and are x now.
Dense after(const Dense& outer, const Dense& inner) {
  Dense both{outer.rows, inner.inputs, std::vector<double>(at(outer.rows * inner.inputs), 0.0), outer.b,
             outer.bias || inner.bias};
  for (int r = 0; r < outer.rows; ++r)
    for (int k = 0; k < outer.inputs; ++k) {
      const double w = outer.W[at(r * outer.inputs + k)];
      both.b[at(r)] += w * inner.b[at(k)];
      for (int i = 0; i < inner.inputs; ++i) both.W[at(r * inner.inputs + i)] += w * inner.W[at(k * inner.inputs + i)];
    }
  return both;
}

// A network from its layers: `dense` has one more than `spec.layers`. Learned parameters of layer l come from layer
// from[l] of `old`.
Network assemble(NetworkSpec spec, const std::vector<Dense>& dense, const Network& old, const std::vector<int>& from) {
  for (std::size_t l = 0; l < spec.layers.size(); ++l) spec.layers[l].bias = dense[l].bias;
  spec.output_bias = dense.back().bias;
  spec.outputs = dense.back().rows;
  Network network(std::move(spec));
  const auto w = network.parameters();
  for (std::size_t l = 0; l < dense.size(); ++l) {
    const LayerView& view = network.layers()[l];
    for (std::size_t i = 0; i < dense[l].W.size(); ++i) w[at(view.weights) + i] = static_cast<float>(dense[l].W[i]);
    for (int r = 0; view.biases >= 0 && r < view.rows; ++r)
      w[at(view.biases + r)] = static_cast<float>(dense[l].b[at(r)]);
    for (std::size_t i = 0; i < view.learned.size(); ++i) {
      const auto& source = old.layers()[at(from[l])].learned[i];
      std::copy_n(old.parameters().begin() + source.offset, source.count, w.begin() + view.learned[i].offset);
    }
  }
  return network;
}

// Refuses normalised layers; otherwise all layers as they are.
std::vector<Dense> all_layers(const Network& network) {
  std::vector<Dense> dense;
  for (std::size_t l = 0; l < network.layers().size(); ++l) {
    if (l < network.spec().layers.size() && network.spec().layers[l].norm != Norm::none)
      refuse("rewrite: hidden layer ", l, " is normalised");
    dense.push_back(dense_of(network, l));
  }
  return dense;
}

std::vector<int> same_layers(const Network& network) {
  std::vector<int> from;
  for (std::size_t l = 0; l < network.spec().layers.size(); ++l) from.push_back(static_cast<int>(l));
  return from;
}

constexpr std::array rows{
    Rewrite{"merge-identity", merge_identity, "", ""},
    Rewrite{"tanh-to-sigmoid", tanh_to_sigmoid, "", ""},
    Rewrite{"to-maxout", to_maxout, "", ""},
    Rewrite{"softmax-to-logistic", softmax_to_logistic, "softmax", "logistic"},
};

}  // namespace

Network merge_identity(const Network& network) {
  std::vector<Dense> before = all_layers(network), dense;
  NetworkSpec spec = network.spec();
  std::vector<LayerSpec> layers;
  std::vector<int> from;
  const Dense* linear = nullptr;  // the identity layers just passed, as one
  Dense stack;
  for (std::size_t l = 0; l < before.size(); ++l) {
    Dense layer = linear ? after(before[l], stack) : std::move(before[l]);
    linear = nullptr;
    if (l == spec.layers.size() || spec.layers[l].activation->id != "identity") {
      if (l < spec.layers.size()) {
        layers.push_back(spec.layers[l]);
        from.push_back(static_cast<int>(l));
      }
      dense.push_back(std::move(layer));
      continue;
    }
    const Affine& wrap = spec.layers[l].affine;
    for (double& w : layer.W) w *= wrap.outer * wrap.inner;
    for (double& b : layer.b) b = b * (wrap.outer * wrap.inner) + wrap.shift;
    layer.bias = layer.bias || wrap.shift != 0;
    stack = std::move(layer);
    linear = &stack;
  }
  if (dense.size() == network.layers().size()) refuse("rewrite: no hidden layer is identity");
  spec.layers = std::move(layers);
  return assemble(std::move(spec), dense, network, from);
}

Network tanh_to_sigmoid(const Network& network) {
  std::vector<Dense> dense = all_layers(network);
  NetworkSpec spec = network.spec();
  bool any = false;
  for (std::size_t l = 0; l < spec.layers.size(); ++l) {
    LayerSpec& layer = spec.layers[l];
    if (layer.activation->id != "tanh") continue;
    any = true;
    layer.activation = find_activation("sigmoid");
    for (double& w : dense[l].W) w *= 2;
    for (double& b : dense[l].b) b *= 2;
    // outer tanh + shift = 2 (outer sigmoid + shift) - (outer + shift).
    Dense& next = dense[l + 1];
    for (int r = 0; r < next.rows; ++r) {
      double sum = 0;
      for (int i = 0; i < next.inputs; ++i) sum += next.W[at(r * next.inputs + i)];
      next.b[at(r)] -= sum * (layer.affine.outer + layer.affine.shift);
    }
    for (double& w : next.W) w *= 2;
    next.bias = true;
  }
  if (!any) refuse("rewrite: no hidden layer is tanh");
  return assemble(std::move(spec), dense, network, same_layers(network));
}

Network to_maxout(const Network& network) {
  std::vector<Dense> dense = all_layers(network);
  NetworkSpec spec = network.spec();
  bool any = false;
  for (std::size_t l = 0; l < spec.layers.size(); ++l) {
    LayerSpec& layer = spec.layers[l];
    const std::string_view id = layer.activation->id;
    const bool leaky = id == "leaky-relu" || id == "prelu";
    if (id != "relu" && id != "abs" && !leaky) continue;
    any = true;
    Dense pieces{2 * layer.units, dense[l].inputs, {}, {}, dense[l].bias};
    for (int u = 0; u < layer.units; ++u) {
      double factor = id == "abs" ? -1 : 0;  // the second piece is factor z
      if (leaky) {
        factor = layer.parameters.at(0).value;
        for (const auto& block : network.layers()[l].learned)
          factor = network.parameters()[at(block.offset + (block.count == 1 ? 0 : u))];
        if (factor > 1)
          refuse("rewrite: hidden layer ", l, ", unit ", u, " has slope ", Piece::rounded(factor),
                 " on the left: above 1 it is the smaller of two, not the larger");
      }
      const auto row = dense[l].W.begin() + u * dense[l].inputs;
      pieces.W.insert(pieces.W.end(), row, row + dense[l].inputs);
      for (int i = 0; i < dense[l].inputs; ++i) pieces.W.push_back(factor * row[i]);
      pieces.b.insert(pieces.b.end(), {dense[l].b[at(u)], factor * dense[l].b[at(u)]});
    }
    dense[l] = std::move(pieces);
    layer.activation = find_activation("maxout");
    layer.pieces = 2;
    layer.parameters.clear();
  }
  if (!any) refuse("rewrite: no hidden layer is relu, leaky-relu, prelu or abs");
  return assemble(std::move(spec), dense, network, same_layers(network));
}

Network softmax_to_logistic(const Network& network) {
  std::vector<Dense> dense = all_layers(network);
  Dense& out = dense.back();
  if (out.rows != 2) refuse("rewrite: ", out.rows, " outputs; two softmax outputs are one logistic");
  for (int i = 0; i < out.inputs; ++i) out.W[at(i)] = out.W[at(out.inputs + i)] - out.W[at(i)];
  out.W.resize(at(out.inputs));
  out.b = {out.b[1] - out.b[0]};
  out.rows = 1;
  return assemble(network.spec(), dense, network, same_layers(network));
}

std::span<const Rewrite> rewrites() { return rows; }
const Rewrite* find_rewrite(std::string_view id) { return find_row(rows, id); }

}  // namespace nonlin

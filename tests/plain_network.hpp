// A dense network and its losses in double, as plain loops over samples and units, with the C library's functions: what
// the engine's float kernels are compared with. Reads the engine's parameter buffer by its views; computes nothing with
// it.
#pragma once

#include <algorithm>
#include <cmath>
#include <limits>
#include <span>
#include <stdexcept>
#include <string>
#include <vector>

#include "activation_reference.hpp"
#include "model/loss.hpp"
#include "model/network.hpp"

namespace nonlin::test {

using Doubles = std::vector<double>;

inline Doubles doubles(std::span<const float> x) { return {x.begin(), x.end()}; }

/// f of one pre-activation for these parameters, in the row's order.
inline double plain_activation(const Activation& row, const Doubles& p, double z) {
  if (row.id == "prelu" || row.id == "leaky-relu") return reference::leaky(p.at(0)).value(z);
  if (row.id == "elu") return reference::elu(p.at(0)).value(z);
  if (row.id == "swish") return reference::swish(p.at(0)).value(z);
  if (row.id == "gelu") return reference::gelu(p.at(0), p.at(1)).value(z);
  return reference::curves().at(std::string(row.id)).value(z);
}

/// Logits of one sample. `parameters` has the layout of `shape`'s buffer. `margin`, when given, becomes the smallest
/// distance of any hidden pre-activation from a kink of its row (of the two best pieces from each other).
inline Doubles plain_outputs(const Network& shape, const Doubles& parameters, Doubles x, double* margin = nullptr) {
  if (margin) *margin = std::numeric_limits<double>::infinity();
  const auto at = [&](int i) { return parameters.at(static_cast<std::size_t>(i)); };
  const auto views = shape.layers();
  for (std::size_t l = 0; l < views.size(); ++l) {
    const LayerView& view = views[l];
    Doubles z;
    for (int r = 0; r < view.rows; ++r) {
      double sum = view.biases < 0 ? 0 : at(view.biases + r);
      for (int i = 0; i < view.inputs; ++i)
        sum += at(view.weights + r * view.inputs + i) * x[static_cast<std::size_t>(i)];
      z.push_back(sum);
    }
    if (l + 1 == views.size()) return z;
    const LayerSpec& layer = shape.spec().layers[l];
    Doubles a;
    for (int u = 0; u < view.units; ++u) {
      Doubles p;
      for (const ParameterSetting& setting : layer.parameters) p.push_back(static_cast<float>(setting.value));
      for (const auto& block : view.learned)
        p[static_cast<std::size_t>(block.parameter)] = at(block.offset + (block.count == 1 ? 0 : u));
      const Affine& wrap = layer.affine;
      const auto first = z.begin() + u * view.pieces;
      for (int piece = 0; piece < view.pieces; ++piece) first[piece] *= wrap.inner;
      if (layer.activation->gated) {
        a.push_back(wrap.outer * first[0] * reference::gate(std::string(layer.activation->id)).value(first[1]) +
                    wrap.shift);
        continue;
      }
      if (view.pieces > 1) {
        Doubles pieces(first, first + view.pieces);
        std::sort(pieces.begin(), pieces.end());
        a.push_back(wrap.outer * pieces.back() + wrap.shift);
        if (margin) *margin = std::min(*margin, pieces.back() - pieces[pieces.size() - 2]);
        continue;
      }
      a.push_back(wrap.outer * plain_activation(*layer.activation, p, *first) + wrap.shift);
      for (int k = 0; margin && k < layer.activation->facts.kink_count; ++k)
        *margin = std::min(*margin, std::fabs(*first - layer.activation->facts.kinks[static_cast<std::size_t>(k)].x));
    }
    x = std::move(a);
  }
  throw std::logic_error("a network has an output layer");
}

/// The loss of one sample by its definition. Good for logits of moderate size only.
inline double plain_loss(const Pairing& pairing, const Doubles& z, const Doubles& t) {
  double sum = 0, total = 0;
  const double k = static_cast<double>(z.size());
  if (pairing.head == "softmax" && pairing.loss == "cross-entropy") {
    for (double x : z) total += std::exp(x);
    for (std::size_t i = 0; i < z.size(); ++i) sum -= t[i] * std::log(std::exp(z[i]) / total);
    return sum;
  }
  if (pairing.loss == "multi-hinge") {
    const std::size_t c = static_cast<std::size_t>(std::max_element(t.begin(), t.end()) - t.begin());
    for (std::size_t i = 0; i < z.size(); ++i)
      if (i != c) sum += std::max(0.0, z[i] - z[c] + 1);
    return sum;
  }
  for (double x : z) total += std::exp(x);
  for (std::size_t i = 0; i < z.size(); ++i) {
    const double y = pairing.head == "softmax"    ? std::exp(z[i]) / total
                     : pairing.head == "tanh"     ? std::tanh(z[i])
                     : pairing.head == "identity" ? z[i]
                                                  : 1 / (1 + std::exp(-z[i]));
    const double error = y - t[i], size = std::fabs(error);
    if (pairing.loss == "cross-entropy")
      sum -= t[i] * std::log(y) + (1 - t[i]) * std::log(1 / (1 + std::exp(z[i])));
    else if (pairing.loss == "mse")
      sum += error * error;
    else if (pairing.loss == "half-mse")
      sum += 0.5 * error * error;
    else if (pairing.loss == "mae")
      sum += size;
    else if (pairing.loss == "huber")
      sum += size <= 1 ? 0.5 * error * error : size - 0.5;
    else if (pairing.loss == "hinge")
      sum += std::max(0.0, 1 - t[i] * z[i]);
    else
      throw std::logic_error("no plain formula for " + std::string(pairing.head) + " with " +
                             std::string(pairing.loss));
  }
  return sum / k;
}

/// Mean loss over samples given row by row.
inline double plain_mean_loss(const Network& shape, const Doubles& parameters, const Pairing& pairing,
                              const std::vector<Doubles>& inputs, const std::vector<Doubles>& targets) {
  double sum = 0;
  for (std::size_t s = 0; s < inputs.size(); ++s)
    sum += plain_loss(pairing, plain_outputs(shape, parameters, inputs[s]), targets[s]);
  return sum / static_cast<double>(inputs.size());
}

}  // namespace nonlin::test

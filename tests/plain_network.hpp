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
#include "math/random.hpp"
#include "model/loss.hpp"
#include "model/passes.hpp"

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

/// What a pass of a batch may be asked for, and asked to do.
struct PlainPass {
  /// Becomes the smallest distance of any hidden pre-activation from a kink of its row (of the two best pieces from
  /// each other).
  double margin = std::numeric_limits<double>::infinity();
  /// Becomes the smallest variance that something is divided by.
  double variance = std::numeric_limits<double>::infinity();
  double activity = 0;               // becomes the mean over the samples of the sum of |a| over the hidden units
  const Dropout* dropout = nullptr;  // what a training step leaves out
};

/// z of one layer (rows by samples) normalised as its spec says, by the definition.
inline void plain_normalise(std::vector<Doubles>& z, const LayerView& view, Norm norm, const Doubles& parameters,
                            PlainPass& pass) {
  const auto standardise = [&](std::vector<double*> group) {
    double mean = 0, variance = 0;
    const auto count = static_cast<double>(group.size());
    for (const double* x : group) mean += *x / count;
    for (const double* x : group) variance += (*x - mean) * (*x - mean) / count;
    pass.variance = std::min(pass.variance, variance);
    for (double* x : group) *x = (*x - mean) / std::sqrt(variance + 1e-5);
  };
  const std::size_t rows = z.size(), samples = z[0].size();
  for (std::size_t g = 0; g < (norm == Norm::batch ? rows : samples); ++g) {
    std::vector<double*> group;
    for (std::size_t i = 0; i < (norm == Norm::batch ? samples : rows); ++i)
      group.push_back(norm == Norm::batch ? &z[g][i] : &z[i][g]);
    standardise(group);
  }
  for (std::size_t r = 0; r < rows; ++r)
    for (double& x : z[r])
      x = parameters.at(static_cast<std::size_t>(view.gamma) + r) * x +
          parameters.at(static_cast<std::size_t>(view.beta) + r);
}

/// Logits of all samples of a batch, row by sample. `parameters` has the layout of `shape`'s buffer.
inline std::vector<Doubles> plain_batch(const Network& shape, const Doubles& parameters, std::vector<Doubles> x,
                                        PlainPass& pass) {
  const auto at = [&](int i) { return parameters.at(static_cast<std::size_t>(i)); };
  const auto views = shape.layers();
  const std::size_t samples = x.size();
  for (std::size_t l = 0; l < views.size(); ++l) {
    const LayerView& view = views[l];
    std::vector<Doubles> z(static_cast<std::size_t>(view.rows), Doubles(samples));
    for (int r = 0; r < view.rows; ++r)
      for (std::size_t s = 0; s < samples; ++s) {
        double sum = view.biases < 0 ? 0 : at(view.biases + r);
        for (int i = 0; i < view.inputs; ++i)
          sum += at(view.weights + r * view.inputs + i) * x[s][static_cast<std::size_t>(i)];
        z[static_cast<std::size_t>(r)][s] = sum;
      }
    std::vector<Doubles> a(samples);
    if (l + 1 == views.size()) {
      for (std::size_t s = 0; s < samples; ++s)
        for (const Doubles& row : z) a[s].push_back(row[s]);
      return a;
    }
    const LayerSpec& layer = shape.spec().layers[l];
    if (layer.norm != Norm::none) plain_normalise(z, view, layer.norm, parameters, pass);
    for (int u = 0; u < view.units; ++u) {
      Doubles p;
      for (const ParameterSetting& setting : layer.parameters) p.push_back(static_cast<float>(setting.value));
      for (const auto& block : view.learned)
        p[static_cast<std::size_t>(block.parameter)] = at(block.offset + (block.count == 1 ? 0 : u));
      for (std::size_t s = 0; s < samples; ++s) {
        Doubles pieces;
        for (int piece = 0; piece < view.pieces; ++piece)
          pieces.push_back(layer.affine.inner * z[static_cast<std::size_t>(u * view.pieces + piece)][s]);
        double f = 0;
        if (layer.activation->gated) {
          f = pieces[0] * reference::gate(std::string(layer.activation->id)).value(pieces[1]);
        } else if (view.pieces > 1) {
          std::sort(pieces.begin(), pieces.end());
          f = pieces.back();
          pass.margin = std::min(pass.margin, f - pieces[pieces.size() - 2]);
        } else {
          f = plain_activation(*layer.activation, p, pieces[0]);
          for (int k = 0; k < layer.activation->facts.kink_count; ++k)
            pass.margin = std::min(pass.margin,
                                   std::fabs(pieces[0] - layer.activation->facts.kinks[static_cast<std::size_t>(k)].x));
        }
        f = layer.affine.outer * f + layer.affine.shift;
        if (pass.dropout && layer.dropout > 0) {
          const RandomBlock block = random_block(pass.dropout->seed, Stream::dropout,
                                                 {pass.dropout->step, static_cast<std::uint32_t>(l),
                                                  static_cast<std::uint32_t>(u), static_cast<std::uint32_t>(s / 4)});
          f *= uniform(block[s % 4]) < layer.dropout ? 0 : 1 / (1 - layer.dropout);
        }
        a[s].push_back(f);
        pass.activity += std::fabs(f) / static_cast<double>(samples);
      }
    }
    x = std::move(a);
  }
  throw std::logic_error("a network has an output layer");
}

/// Logits of one sample. `margin`, when given, becomes that of PlainPass.
inline Doubles plain_outputs(const Network& shape, const Doubles& parameters, Doubles x, double* margin = nullptr) {
  PlainPass pass;
  const Doubles z = plain_batch(shape, parameters, {std::move(x)}, pass)[0];
  if (margin) *margin = pass.margin;
  return z;
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
                              const std::vector<Doubles>& inputs, const std::vector<Doubles>& targets,
                              PlainPass pass = {}, double activity_penalty = 0) {
  const std::vector<Doubles> z = plain_batch(shape, parameters, inputs, pass);
  double sum = 0;
  for (std::size_t s = 0; s < inputs.size(); ++s) sum += plain_loss(pairing, z[s], targets[s]);
  return sum / static_cast<double>(inputs.size()) + activity_penalty * pass.activity;
}

}  // namespace nonlin::test

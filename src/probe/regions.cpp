#include "probe/regions.hpp"

#include <algorithm>
#include <bit>
#include <string>

#include "math/hash.hpp"
#include "math/text.hpp"
#include "probe/pass.hpp"

namespace nonlin {
namespace {

std::size_t at(int i) { return static_cast<std::size_t>(i); }

void refuse_layer_norm(const Network& network, std::size_t l) {
  if (network.spec().layers[l].norm == Norm::layer)
    refuse("linear regions: hidden layer ", l, " has layer normalisation, which is not linear");
}

/// Numbers patterns from 0, in the order in which they come. Room for so many.
class Patterns {
 public:
  explicit Patterns(int most) : slots_(std::bit_ceil(2 * at(most) + 2), -1) {}

  std::int32_t number_of(std::uint64_t pattern) {
    for (std::size_t i = pattern;; ++i) {
      std::int32_t& slot = slots_[i & (slots_.size() - 1)];
      if (slot < 0) {
        slot = static_cast<std::int32_t>(known_.size());
        known_.push_back(pattern);
      }
      if (known_[at(slot)] == pattern) return slot;
    }
  }

 private:
  std::vector<std::int32_t> slots_;  // at the pattern's place or behind it, where that is taken: its number
  std::vector<std::uint64_t> known_;
};

// The pieces of one unit of hidden layer `l` for n samples, after `forward`.
void pieces_of(const Network& network, int l, int u, int n, const Workspace::Layer& kept, std::uint8_t* to) {
  const LayerView& view = network.layers()[at(l)];
  const LayerSpec& spec = network.spec().layers[at(l)];
  if (view.pieces > 1) {
    for (int s = 0; s < n; ++s) to[s] = static_cast<std::uint8_t>(piece_on_curve(spec, kept.slope, u, s, n));
    return;
  }
  const CurveFacts& facts = spec.activation->facts;
  const float inner = static_cast<float>(spec.affine.inner);
  for (int s = 0; s < n; ++s) {
    const double x = static_cast<double>(inner * kept.z[u * n + s]);
    std::uint8_t piece = 0;
    for (int k = 0; k < facts.kink_count; ++k) piece = static_cast<std::uint8_t>(piece + (x > facts.kinks[at(k)].x));
    to[s] = piece;
  }
}

}  // namespace

bool is_piecewise_linear(const Network& network) {
  return std::ranges::all_of(network.spec().layers, [](const LayerSpec& layer) {
    return layer.activation->facts.piecewise_linear && layer.norm != Norm::layer;
  });
}

void refuse_smooth(const Network& network) {
  if (is_piecewise_linear(network)) return;
  std::string allowed;
  for (const Activation& row : activations())
    if (row.facts.piecewise_linear) allowed += (allowed.empty() ? "" : ", ") + std::string(row.id);
  for (std::size_t l = 0; l < network.spec().layers.size(); ++l) {
    refuse_layer_norm(network, l);
    const Activation& row = *network.spec().layers[l].activation;
    if (!row.facts.piecewise_linear)
      refuse("linear regions: hidden layer ", l, " is ", row.id,
             ", which is not made of straight pieces; allowed: ", allowed);
  }
}

Regions linear_regions(const Network& network, const SampleSet& points, Workspace& workspace) {
  refuse_smooth(network);
  Regions regions;
  regions.id.reserve(at(points.count()));
  Patterns known(points.count());
  std::vector<Fnv> patterns(chunk);
  std::uint8_t piece[chunk], sum[chunk];
  for_chunks(points, [&](int c, int size, int n) {
    forward(network, points.input(c), n, workspace);
    std::fill(patterns.begin(), patterns.end(), Fnv());
    std::fill(sum, sum + chunk, std::uint8_t{0});
    for (std::size_t l = 0; l < network.spec().layers.size(); ++l)
      for (int u = 0; u < network.layers()[l].units; ++u) {
        pieces_of(network, static_cast<int>(l), u, n, workspace.layer(static_cast<int>(l)), piece);
        for (int s = 0; s < size; ++s) {
          patterns[at(s)].byte(piece[s]);
          sum[s] = static_cast<std::uint8_t>(sum[s] + piece[s]);
        }
      }
    for (int s = 0; s < size; ++s) {
      const std::int32_t id = known.number_of(patterns[at(s)].value());
      if (at(id) == regions.parity.size()) regions.parity.push_back(sum[s] % 2);
      regions.id.push_back(id);
    }
  });
  regions.count = static_cast<int>(regions.parity.size());
  return regions;
}

std::vector<std::uint8_t> unit_pieces(const Network& network, int layer, const SampleSet& points,
                                      Workspace& workspace) {
  refuse_smooth(network);
  const int hidden = static_cast<int>(network.spec().layers.size());
  if (layer < 0 || layer >= hidden) refuse("layer: ", layer, " is no hidden layer; there are ", hidden);
  const int units = network.layers()[at(layer)].units, count = points.count();
  std::vector<std::uint8_t> pieces(at(units) * at(count));
  std::uint8_t piece[chunk];
  for_chunks(points, [&](int c, int size, int n) {
    forward(network, points.input(c), n, workspace);
    for (int u = 0; u < units; ++u) {
      pieces_of(network, layer, u, n, workspace.layer(layer), piece);
      std::copy_n(piece, size, pieces.begin() + u * count + c * chunk);
    }
  });
  return pieces;
}

AffineMap local_map(const Network& network, const SampleSet& points, int s, Workspace& workspace) {
  if (s < 0 || s >= points.count()) refuse("point: ", s, " is outside 0..", points.count() - 1);
  const int c = s / chunk, n = padded(points.size(c)), place = s % chunk, inputs = network.spec().inputs;
  forward(network, points.input(c), n, workspace);
  // A (units x inputs) and t (units): what the layer reached so far makes of the inputs, in double.
  std::vector<double> A(at(inputs * inputs), 0.0), t(at(inputs), 0.0);
  for (int i = 0; i < inputs; ++i) A[at(i * inputs + i)] = 1;
  const auto views = network.layers();
  for (std::size_t l = 0; l < views.size(); ++l) {
    const LayerView& view = views[l];
    const Workspace::Layer& kept = workspace.layer(static_cast<int>(l));
    std::vector<double> Z(at(view.rows * inputs), 0.0), r(at(view.rows), 0.0);
    for (int row = 0; row < view.rows; ++row) {
      if (view.biases >= 0) r[at(row)] = network.parameters()[at(view.biases + row)];
      for (int i = 0; i < view.inputs; ++i) {
        const double w = network.parameters()[at(view.weights + row * view.inputs + i)];
        r[at(row)] += w * t[at(i)];
        for (int j = 0; j < inputs; ++j) Z[at(row * inputs + j)] += w * A[at(i * inputs + j)];
      }
    }
    if (view.gamma >= 0) {
      refuse_layer_norm(network, l);
      for (int row = 0; row < view.rows; ++row) {  // batch: gamma (z - mean) inverse + beta
        const double factor = static_cast<double>(network.parameters()[at(view.gamma + row)]) * kept.inverse[row];
        for (int j = 0; j < inputs; ++j) Z[at(row * inputs + j)] *= factor;
        r[at(row)] = factor * (r[at(row)] - kept.mean[row]) + network.parameters()[at(view.beta + row)];
      }
    }
    if (l + 1 == views.size()) return {inputs, view.rows, std::move(Z), std::move(r)};
    A.assign(at(view.units * inputs), 0.0);
    t.assign(at(view.units), 0.0);
    const bool no_derivative = network.spec().layers[l].activation->pseudo_slope;
    for (int u = 0; u < view.units; ++u) {
      double value = kept.a[u * n + place];
      for (int p = 0; p < view.pieces; ++p) {
        const int row = u * view.pieces + p;
        const double slope = no_derivative ? 0 : kept.slope[row * n + place];
        value -= slope * kept.z[row * n + place];  // what is left is the piece's height at z = 0
        t[at(u)] += slope * r[at(row)];
        for (int j = 0; j < inputs; ++j) A[at(u * inputs + j)] += slope * Z[at(row * inputs + j)];
      }
      t[at(u)] += value;
    }
  }
  return {};
}

AffineMap before_inputs(AffineMap map, const InputMap& inputs) {
  const auto& features = inputs.spec.features;
  for (int i = 0; i < map.inputs; ++i) {
    const bool raw = features.empty() || features[at(i)] == "x" || features[at(i)] == "y";
    const bool standard = !inputs.mean.empty();
    for (int o = 0; o < map.outputs; ++o) {
      double &w = map.W[at(o * map.inputs + i)], &b = map.b[at(o)];
      if (standard) {  // (feature - mean) / spread; 0 where the spread is
        w = inputs.spread[at(i)] > 0 ? w / inputs.spread[at(i)] : 0;
        b -= w * inputs.mean[at(i)];
      }
      if (raw) {
        b += w * inputs.spec.shift;
        w *= inputs.spec.scale;
      }
    }
  }
  return map;
}

}  // namespace nonlin

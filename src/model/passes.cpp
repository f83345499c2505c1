#include "model/passes.hpp"

#include <algorithm>
#include <cassert>

#include "math/kernels.hpp"
#include "math/random.hpp"
#include "math/simd.hpp"
#include "model/norm.hpp"
#include "model/unit.hpp"

namespace nonlin {
namespace {

std::size_t at(int i) { return static_cast<std::size_t>(i); }

// z of layer l, not normalised yet, from its inputs.
NONLIN_INLINE void product(const Network& network, int l, const float* x, float* z, int n) {
  const LayerView& view = network.layers()[at(l)];
  const float* parameters = network.parameters().data();
  dense_forward(parameters + view.weights, view.biases < 0 ? nullptr : parameters + view.biases, x, z, view.rows,
                view.inputs, n);
}

// The z of a hidden layer is normalised, and gives a; `with_slope`: da/dz, too.
template <bool with_slope>
const float* finish(const Network& network, int l, const Workspace::Layer& kept, int n, Workspace& workspace) {
  const LayerView& view = network.layers()[at(l)];
  const LayerSpec& spec = network.spec().layers[at(l)];
  const float* parameters = network.parameters().data();
  if (spec.norm == Norm::batch)
    normalise_rows(kept.z, kept.hat, kept.mean, kept.inverse, parameters + view.gamma, parameters + view.beta,
                   view.rows, n);
  else if (spec.norm == Norm::layer)
    normalise_samples(kept.z, kept.hat, kept.inverse, parameters + view.gamma, parameters + view.beta, view.rows, n);
  const Activation& row = *spec.activation;
  UnitParameters unit_parameters(view, spec, parameters);
  if (view.pieces == 1 && view.learned.empty() && spec.affine == Affine{}) {  // one run: units lie one after the other
    if (with_slope)
      row.value_slope(kept.z, kept.a, kept.slope, view.units * n, 1, unit_parameters.values);
    else
      row.value(kept.z, kept.a, view.units * n, 1, unit_parameters.values);
    return kept.a;
  }
  const Wrap wrap(spec.affine);
  const float* unit_values = unit_parameters.of(0);
  for (int u = 0; u < view.units; ++u) {
    if (!view.learned.empty()) unit_values = unit_parameters.of(u);
    const int first = u * view.pieces * n;
    activate(row, wrap, kept.z + first, kept.a + u * n, with_slope ? kept.slope + first : nullptr, n, view.pieces,
             unit_values, workspace.pieces());
  }
  return kept.a;
}

template <bool with_slope>
const float* run(const Network& network, const float* inputs, int n, Workspace& workspace) {
  assert(n > 0 && n <= chunk && n % lanes == 0);
  assert(!has_batch_norm(network.spec()) || workspace.prepared == network.parameters().data());
  const int hidden = static_cast<int>(network.layers().size()) - 1;
  const float* x = inputs;
  for (int l = 0;; ++l) {
    const Workspace::Layer& kept = workspace.layer(l);
    product(network, l, x, kept.z, n);
    if (l == hidden) return kept.z;
    x = finish<with_slope>(network, l, kept, n, workspace);
  }
}

void keep(const Moments& moments, const Workspace::Layer& layer, int row) {
  layer.mean[row] = static_cast<float>(moments.mean);
  layer.inverse[row] = moments.inverse();
}

// Inverted dropout (Srivastava et al., 2014): an activation is left out or divided by the share that stays. Place p of
// the batch has word p mod 4 of the block addressed by (step, layer, unit, p / 4).
void drop(const LayerSpec& spec, int l, const Workspace::Layer& kept, int first, int n, const Dropout& dropout) {
  const float scale = static_cast<float>(1 / (1 - spec.dropout));
  for (int u = 0; u < spec.units; ++u)
    for (int s = 0; s < n; s += 4) {
      const auto part = [](int x) { return static_cast<std::uint32_t>(x); };
      const RandomBlock block =
          random_block(dropout.seed, Stream::dropout, {dropout.step, part(l), part(u), part((first + s) / 4)});
      for (int i = 0; i < 4; ++i) kept.mask[u * n + s + i] = uniform(block[at(i)]) < spec.dropout ? 0.0f : scale;
    }
  multiply(kept.a, kept.mask, spec.units * n);
}

// Adds the gradients of a hidden layer's learned parameters, from its dL/da.
void learn_parameters(const Network& network, int l, const Workspace::Layer& kept, const float* da, int n,
                      Workspace& workspace, float* gradient) {
  const LayerView& view = network.layers()[at(l)];
  const LayerSpec& spec = network.spec().layers[at(l)];
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
}

// dL/da of a hidden layer becomes dL/d(normalised z). `da` may be the layer's dz (one piece).
void through_activation(const LayerView& view, const Workspace::Layer& kept, const float* da, int n) {
  if (view.pieces == 1) return multiply(kept.dz, kept.slope, view.units * n);
  for (int u = 0; u < view.units; ++u)
    for (int p = 0; p < view.pieces; ++p) {
      const int row = (u * view.pieces + p) * n;
      for (int s = 0; s < n; s += lanes) store(kept.dz + row + s, load(kept.slope + row + s) * load(da + u * n + s));
    }
}

// dL/d(normalised z) of layer l becomes dL/dz in all chunks, and the gradients of gamma and beta are added.
void through_norm(const Network& network, int l, std::span<const Chunk> chunks, Workspace& workspace, float* gradient) {
  const LayerView& view = network.layers()[at(l)];
  const float* gamma = network.parameters().data() + view.gamma;
  const bool batch = network.spec().layers[at(l)].norm == Norm::batch;
  int samples = 0;
  for (const Chunk& c : chunks) samples += c.size;
  for (int r = 0; r < view.rows; ++r) {
    RowSums sums;
    const auto each_chunk = [&](auto does) {
      for (std::size_t c = 0; c < chunks.size(); ++c) {
        const Workspace::Layer& kept = workspace.layer(l, static_cast<int>(c));
        const int n = padded(chunks[c].size);
        does(kept.dz + r * n, kept.hat + r * n, kept, chunks[c].size, n);
      }
    };
    each_chunk([&](float* dz, const float* hat, const auto&, int, int n) { sums.add(dz, hat, n); });
    gradient[view.gamma + r] += static_cast<float>(sums.dh);
    gradient[view.beta + r] += static_cast<float>(sums.d);
    if (batch)
      each_chunk([&](float* dz, const float* hat, const auto& kept, int size, int n) {
        denormalise_row(dz, hat, gamma[r], kept.inverse[r], sums, samples, size, n);
      });
  }
  if (batch) return;
  for (std::size_t c = 0; c < chunks.size(); ++c) {
    const Workspace::Layer& kept = workspace.layer(l, static_cast<int>(c));
    denormalise_samples(kept.dz, kept.hat, kept.inverse, gamma, view.rows, padded(chunks[c].size));
  }
}

// The slope of a penalty on |a| joins dL/da of a chunk's real samples; 0 at 0.
void add_activity(const float* a, float* da, int units, int size, int n, float slope) {
  for (int u = 0; u < units; ++u)
    for (int s = u * n; s < u * n + size; ++s) da[s] += a[s] > 0 ? slope : a[s] < 0 ? -slope : 0;
}

}  // namespace

void prepare(const Network& network, std::span<const Chunk> set, Workspace& workspace) {
  const NetworkSpec& spec = network.spec();
  if (!has_batch_norm(spec)) return;
  const auto views = network.layers();
  const auto carried_rows = [&](int l) { return at(views[at(l)].rows) * chunk; };
  int last = 0;
  std::size_t stride = 0;  // of one chunk in `carried`: the z of the widest layer that is taken up again
  for (int l = 0, before = -1; at(l) < spec.layers.size(); ++l) {
    if (spec.layers[at(l)].norm != Norm::batch) continue;
    if (before >= 0) stride = std::max(stride, carried_rows(before));
    last = before = l;
  }
  float* carried = workspace.carried(stride * set.size());
  int done = -1;  // the last layer whose statistics are known; its z are carried
  for (int l = 0; l <= last; ++l) {
    if (spec.layers[at(l)].norm != Norm::batch) continue;
    const Workspace::Layer& kept = workspace.layer(l);
    std::vector<Moments> moments(at(views[at(l)].rows));
    for (std::size_t c = 0; c < set.size(); ++c) {
      const int n = padded(set[c].size);
      const float* x = set[c].inputs;
      if (done >= 0) {
        const Workspace::Layer& from = workspace.layer(done);
        std::copy_n(carried + c * stride, views[at(done)].rows * n, from.z);
        x = finish<false>(network, done, from, n, workspace);
      }
      for (int k = done + 1; k < l; ++k) {
        product(network, k, x, workspace.layer(k).z, n);
        x = finish<false>(network, k, workspace.layer(k), n, workspace);
      }
      product(network, l, x, kept.z, n);
      for (std::size_t r = 0; r < moments.size(); ++r) moments[r].add(kept.z + static_cast<int>(r) * n, set[c].size, n);
      if (l < last) std::copy_n(kept.z, views[at(l)].rows * n, carried + c * stride);
    }
    for (std::size_t r = 0; r < moments.size(); ++r) keep(moments[r], kept, static_cast<int>(r));
    done = l;
  }
  workspace.prepared = network.parameters().data();
}

const float* evaluate(const Network& network, const float* inputs, int n, Workspace& workspace) {
  return run<false>(network, inputs, n, workspace);
}

const float* forward(const Network& network, const float* inputs, int n, Workspace& workspace) {
  return run<true>(network, inputs, n, workspace);
}

void forward(const Network& network, std::span<const Chunk> chunks, const Dropout* dropout, Workspace& workspace) {
  assert(static_cast<int>(chunks.size()) <= workspace.slots());
  workspace.prepared = nullptr;
  const int count = static_cast<int>(chunks.size()), hidden = static_cast<int>(network.layers().size()) - 1;
  for (int l = 0; l <= hidden; ++l) {
    for (int c = 0; c < count; ++c)
      product(network, l, l > 0 ? workspace.layer(l - 1, c).a : chunks[at(c)].inputs, workspace.layer(l, c).z,
              padded(chunks[at(c)].size));
    if (l == hidden) return;
    const LayerSpec& spec = network.spec().layers[at(l)];
    if (spec.norm == Norm::batch)
      for (int r = 0; r < network.layers()[at(l)].rows; ++r) {
        Moments moments;
        for (int c = 0; c < count; ++c) {
          const int n = padded(chunks[at(c)].size);
          moments.add(workspace.layer(l, c).z + r * n, chunks[at(c)].size, n);
        }
        keep(moments, workspace.layer(l), r);
      }
    for (int c = 0; c < count; ++c) {
      const Workspace::Layer& kept = workspace.layer(l, c);
      const int n = padded(chunks[at(c)].size);
      finish<true>(network, l, kept, n, workspace);
      if (!(spec.dropout > 0)) continue;
      if (dropout)
        drop(spec, l, kept, chunks[at(c)].first, n, *dropout);
      else
        std::fill_n(kept.mask, spec.units * n, 1.0f);
    }
  }
}

void backward(const Network& network, std::span<const Chunk> chunks, Workspace& workspace, std::span<float> gradient,
              float activity) {
  const auto views = network.layers();
  const float* parameters = network.parameters().data();
  const int count = static_cast<int>(chunks.size());
  for (int l = static_cast<int>(views.size()) - 1; l >= 0; --l) {
    const LayerView& view = views[at(l)];
    for (int c = 0; c < count; ++c) {
      const int n = padded(chunks[at(c)].size);
      const float* dz = workspace.layer(l, c).dz;
      const float* x = l > 0 ? workspace.layer(l - 1, c).a : chunks[at(c)].inputs;
      weight_gradient(dz, x, gradient.data() + view.weights, view.rows, view.inputs, n);
      if (view.biases >= 0) row_sums(dz, gradient.data() + view.biases, view.rows, n);
      if (l == 0) continue;
      const Workspace::Layer& before = workspace.layer(l - 1, c);
      const LayerSpec& spec = network.spec().layers[at(l - 1)];
      float* da = spec.pieces == 1 ? before.dz : workspace.da();
      dense_backward(parameters + view.weights, dz, da, view.rows, view.inputs, n);
      if (activity != 0) add_activity(before.a, da, spec.units, chunks[at(c)].size, n, activity);
      if (spec.dropout > 0) multiply(da, before.mask, spec.units * n);
      const LayerView& below = views[at(l - 1)];
      if (!below.learned.empty()) learn_parameters(network, l - 1, before, da, n, workspace, gradient.data());
      through_activation(below, before, da, n);
    }
    if (l > 0 && network.spec().layers[at(l - 1)].norm != Norm::none)
      through_norm(network, l - 1, chunks, workspace, gradient.data());
  }
}

void backward(const Network& network, const float* inputs, int n, Workspace& workspace, std::span<float> gradient) {
  const Chunk only{inputs, n};
  backward(network, {&only, 1}, workspace, gradient);
}

}  // namespace nonlin

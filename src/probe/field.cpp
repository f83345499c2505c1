#include "probe/field.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

#include "math/simd.hpp"
#include "probe/pass.hpp"

namespace nonlin {

SampleSet make_points(const InputMap& inputs, std::span<const float> raw, int raw_count, int count) {
  SampleSet set(input_count(inputs.spec, raw_count), 0, count);
  std::vector<float> block(static_cast<std::size_t>(raw_count * chunk));
  for (int c = 0; c < set.chunks(); ++c) {
    const int size = set.size(c), n = padded(size);
    for (int j = 0; j < raw_count; ++j) {
      const float* from = raw.data() + j * count + c * chunk;
      std::copy_n(from, size, block.data() + j * n);
      std::fill(block.data() + j * n + size, block.data() + j * n + n, from[size - 1]);
    }
    make_inputs(inputs, block.data(), raw_count, n, set.input(c), n);
  }
  return set;
}

std::vector<float> training_means(const Dataset& data) {
  std::vector<float> means;
  for (int j = 0; j < data.inputs; ++j) {
    double total = 0;
    for (int i = 0; i < data.train_count; ++i) total += data.input[static_cast<std::size_t>(j * data.count + i)];
    means.push_back(static_cast<float>(total / data.train_count));
  }
  return means;
}

SampleSet make_grid(const InputMap& inputs, const InputPlane& plane, int size) {
  const auto pixels = static_cast<std::size_t>(size * size);
  std::vector<float> raw(plane.rest.size() * pixels);
  for (std::size_t i = 0; i < raw.size(); ++i) raw[i] = plane.rest[i / pixels];
  float* x = raw.data() + static_cast<std::size_t>(plane.columns[0]) * pixels;
  float* y = raw.data() + static_cast<std::size_t>(plane.columns[1]) * pixels;
  const double width = (plane.x[1] - plane.x[0]) / size, height = (plane.y[1] - plane.y[0]) / size;
  for (int row = 0; row < size; ++row)
    for (int column = 0; column < size; ++column) {
      *x++ = static_cast<float>(plane.x[0] + (column + 0.5) * width);
      *y++ = static_cast<float>(plane.y[1] - (row + 0.5) * height);
    }
  return make_points(inputs, raw, static_cast<int>(plane.rest.size()), size * size);
}

SampleSet make_grid(const InputMap& inputs, double lo, double hi, int size) {
  return make_grid(inputs, {.x = {lo, hi}, .y = {lo, hi}}, size);
}

SampleSet make_line(const InputMap& inputs, double lo, double hi, int count) {
  std::vector<float> raw(static_cast<std::size_t>(count));
  for (int i = 0; i < count; ++i)
    raw[static_cast<std::size_t>(i)] = static_cast<float>(lo + (hi - lo) * i / std::max(count - 1, 1));
  return make_points(inputs, raw, 1, count);
}

void outputs(const Network& network, const Head& head, const SampleSet& set, float* out, Workspace& workspace) {
  const int k = network.spec().outputs;
  std::vector<float> y(static_cast<std::size_t>(k * chunk));
  for (int c = 0; c < set.chunks(); ++c) {
    const int size = set.size(c), n = padded(size);
    head.output(evaluate(network, set.input(c), n, workspace), y.data(), k, n);
    for (int i = 0; i < k; ++i) std::copy_n(y.data() + i * n, size, out + i * set.count() + c * chunk);
  }
}

std::uint8_t level(float x, float lo, float hi) {
  const float share = (x - lo) / (hi - lo);
  if (!(share == share)) return 128;
  return static_cast<std::uint8_t>((share < 0 ? 0 : share > 1 ? 1 : share) * 255.0f + 0.5f);
}

Band data_band(const Network& network, const SampleSet& set, Workspace& workspace) {
  constexpr float none = std::numeric_limits<float>::quiet_NaN();
  if (network.spec().layers.empty()) return {none, none};
  const LayerView& view = network.layers()[0];
  std::vector<float> values;
  values.reserve(static_cast<std::size_t>(view.units * set.count()));
  for (int c = 0; c < set.chunks(); ++c) {
    const int size = set.size(c), n = padded(size);
    forward(network, set.input(c), n, workspace);
    const Workspace::Layer& layer = workspace.layer(0);
    for (int u = 0; u < view.units; ++u)
      for (int s = 0; s < size; ++s) {
        const float z =
            layer.z[(u * view.pieces + piece_on_curve(network.spec().layers[0], layer.slope, u, s, n)) * n + s];
        if (std::isfinite(z)) values.push_back(z);
      }
  }
  if (values.empty()) return {none, none};
  return {quantile(values, 0.05), quantile(values, 0.95)};
}

float learned_parameter(const Network& network) {
  const LayerView& view = network.layers()[0];
  if (view.learned.empty()) return std::numeric_limits<float>::quiet_NaN();
  const auto& block = view.learned[0];
  double total = 0;
  for (int i = 0; i < block.count; ++i)
    total += static_cast<double>(network.parameters()[static_cast<std::size_t>(block.offset + i)]);
  return static_cast<float>(total / block.count);
}

}  // namespace nonlin

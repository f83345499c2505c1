// What the units compute: over the whole input plane (or line), and for one sample.
#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include "math/simd.hpp"
#include "math/text.hpp"
#include "probe/field.hpp"
#include "probe/pass.hpp"
#include "race/questions.hpp"

namespace nonlin {

namespace {

constexpr int most_values = 1'000'000;  // of one layer, in one answer

std::size_t at(int i) { return static_cast<std::size_t>(i); }

/// Some neighbouring units of a layer.
struct Part {
  int first, count;
  Floats32 values;  // units x points
};

// What the colours stand for: the head's range for outputs that have one, else as far as the values reach on either
// side of zero.
std::array<float, 2> scale_of(const Asked& about, bool output, const Floats32& values) {
  if (output && about.experiment().pairing->score != Score::r2) return {about.head().low, about.head().high};
  float largest = 0;
  for (const float x : values)
    if (std::isfinite(x)) largest = std::max(largest, std::fabs(x));
  if (largest == 0) largest = 1;
  return {-largest, largest};
}

}  // namespace

// Options: most (1..256, 16 when not given): units of each layer that are answered; from: the first of them, for the
// inputs and each layer, [0, ...] when not given; size (4..256, 24 when not given; fewer where `most` are many): pixels
// a side of a map, points of a line; columns: see plane_of.
// {step, size, layers: [{first, scale: [lo, hi], maps | lines}]}: what the network is fed, then the activations of each
// layer (of the output layer what the head makes of the logits). Tasks with several raw inputs have maps, units x size
// x size, 0..255 from scale[0] to scale[1], rows from the top; those with one have lines, units x size.
Value answer_units(const Asked& about, const Reader& options) {
  options.keys("size, most, from, columns");
  const Network& network = about.network();
  const bool map = about.run.data->inputs > 1;
  int size = 24, most = 16;
  options.integer("most", 1, max_units, most);
  options.integer("size", 4, std::min(256, static_cast<int>(std::sqrt(most_values / most))), size);
  std::vector<double> from;
  if (const auto given = options.find("from")) from = given->numbers();
  from.resize(network.layers().size() + 1);

  const InputPlane plane = plane_of(about, options);
  const InputMap& inputs = about.run.samples->inputs;
  const SampleSet points = map ? make_grid(inputs, plane, size) : make_line(inputs, plane.x[0], plane.x[1], size);
  std::vector<Part> parts;
  for (const double wanted : from) {
    const int units = parts.empty() ? points.inputs() : network.layers()[parts.size() - 1].units;
    const int first = static_cast<int>(std::clamp(wanted, 0.0, units - 1.0)), count = std::min(most, units - first);
    parts.push_back({first, count, Floats32(at(count * points.count()))});
  }
  const int k = network.spec().outputs;
  Floats32 y(at(k * chunk));
  for_chunks(points, [&](int c, int real, int n) {
    about.head().output(evaluate(network, points.input(c), n, about.workspace()), y.data(), k, n);
    for (std::size_t l = 0; l < parts.size(); ++l) {
      const float* values = l == 0                  ? points.input(c)
                            : l + 1 == parts.size() ? y.data()
                                                    : about.workspace().layer(static_cast<int>(l) - 1).a;
      for (int u = 0; u < parts[l].count; ++u)
        std::copy_n(values + (parts[l].first + u) * n, real, parts[l].values.data() + u * points.count() + c * chunk);
    }
  });

  Array layers;
  for (Part& part : parts) {
    const auto [lo, hi] = scale_of(about, layers.size() + 1 == parts.size(), part.values);
    Object layer = object_of("first", part.first, "scale", Floats32{lo, hi});
    if (map) {
      Bytes maps;
      for (const float x : part.values) maps.push_back(level(x, lo, hi));
      add(layer, "maps", std::move(maps));
    } else {
      add(layer, "lines", std::move(part.values));
    }
    layers.emplace_back(std::move(layer));
  }
  return object_of("step", about.run.trainer.steps(), "size", size, "layers", std::move(layers));
}

// Option: index (0 when not given), of the training samples first, then of the test samples, as `data` orders them.
// {step, index, raw, inputs, target, layers: [{z, a, slope?, normalised?, piece?}]}: the sample's raw inputs, what the
// network is fed of them, the target as the loss wants it; z, slope (da/dz) and `normalised` (before gamma and beta,
// of normalised layers) per row, a per unit; `piece` of units whose pieces compete: the one that wins. The output
// layer has the logits as z and what the head makes of them as a.
Value answer_sample(const Asked& about, const Reader& options) {
  options.keys("index");
  const Dataset& data = *about.run.data;
  int index = 0;
  options.integer("index", 0, data.count - 1, index);
  const bool trained = index < data.train_count;
  const SampleSet& set = trained ? about.train() : about.run.samples->test;
  const int i = trained ? index : index - data.train_count;
  const Network& network = about.network();
  const int k = network.spec().outputs;
  constexpr int n = lanes;
  const auto sample = [&](const float* block, int rows) {
    return eight_times(column(block, rows, i % chunk, padded(set.size(i / chunk))));
  };
  const Floats input = sample(set.input(i / chunk), set.inputs()),
               target = sample(set.target(i / chunk), set.targets());
  Floats y(at(k * n));
  about.head().output(forward(network, input.data(), n, about.workspace()), y.data(), k, n);

  Array layers;
  for (std::size_t l = 0; l < network.layers().size(); ++l) {
    const LayerView& view = network.layers()[l];
    const Workspace::Layer& kept = about.workspace().layer(static_cast<int>(l));
    Object layer = object_of("z", column(kept.z, view.rows, 0, n));
    if (l == network.spec().layers.size()) {
      add(layer, "a", column(y.data(), view.units, 0, n));
    } else {
      const LayerSpec& spec = network.spec().layers[l];
      add(layer, "a", column(kept.a, view.units, 0, n), "slope", column(kept.slope, view.rows, 0, n));
      if (spec.norm != Norm::none) add(layer, "normalised", column(kept.hat, view.rows, 0, n));
      if (spec.pieces > 1 && !spec.activation->gated) {
        Integers pieces;
        for (int u = 0; u < view.units; ++u) pieces.push_back(piece_on_curve(spec, kept.slope, u, 0, n));
        add(layer, "piece", std::move(pieces));
      }
    }
    layers.emplace_back(std::move(layer));
  }
  return object_of("step", about.run.trainer.steps(), "index", index, "raw",
                   column(data.input.data(), data.inputs, index, data.count), "inputs",
                   column(input.data(), set.inputs(), 0, n), "target", column(target.data(), set.targets(), 0, n),
                   "layers", std::move(layers));
}

}  // namespace nonlin

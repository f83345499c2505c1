// Measurements on networks: stacks of linear layers, planes, folds, kinks.
#include <algorithm>
#include <cmath>
#include <numbers>
#include <vector>

#include "math/functions_double.hpp"
#include "math/random.hpp"
#include "math/sort.hpp"
#include "model/initializer.hpp"
#include "model/rewrite.hpp"
#include "notes/curve_at.hpp"
#include "notes/document.hpp"
#include "notes/nonlinearity.hpp"
#include "probe/field.hpp"
#include "probe/regions.hpp"
#include "probe/units.hpp"

namespace nonlin {
namespace {

std::size_t at(int i) { return static_cast<std::size_t>(i); }

std::vector<float> outputs_of(const Network& network, const SampleSet& set) {
  Workspace workspace(network.spec());
  std::vector<float> y(at(network.spec().outputs) * at(set.count()));
  outputs(network, *find_head("identity"), set, y.data(), workspace);
  return y;
}

double range_of(const std::vector<float>& values) {
  const auto [low, high] = std::minmax_element(values.begin(), values.end());
  return static_cast<double>(*high) - *low;
}

double largest_of(const std::vector<float>& values) {
  double largest = 0;
  for (const float x : values) largest = std::max(largest, std::fabs(static_cast<double>(x)));
  return largest;
}

/// Point `i`, coordinate `k`: a standard normal number.
double point(std::uint32_t seed, int i, int k) {
  return normal(
      random_block(seed, Stream::position, {static_cast<std::uint32_t>(i), static_cast<std::uint32_t>(k), 0, 0})[0]);
}

double median(std::vector<double> values) {
  sort_up(values);
  return values[values.size() / 2];
}

/// The slope of a network of one input and one output at sample `s`.
double slope_at(const Network& network, const SampleSet& line, int s, Workspace& workspace) {
  return local_map(network, line, s, workspace).W[0];
}

}  // namespace

Network network_of(int inputs, std::span<const LayerSpec> layers, int outputs) {
  NetworkSpec spec;
  spec.inputs = inputs;
  spec.outputs = outputs;
  spec.layers.assign(layers.begin(), layers.end());
  return Network(std::move(spec));
}

Network network_of(int inputs, int layers, int units, int outputs, const Activation& activation) {
  return network_of(inputs, std::vector<LayerSpec>(at(layers), make_layer(units, activation)), outputs);
}

int pieces_of(const Network& network, double from, double to) {
  // Between the kinks of folds, which are at fractions of powers of two.
  constexpr int count = 8192;
  const double half = (to - from) / (2 * count);
  const SampleSet line = make_line({}, from + half, to - half, count);
  Workspace workspace(network.spec());
  return linear_regions(network, line, workspace).count;
}

void fold(Network& network) {
  const int n = network.spec().layers[0].units;
  const auto tooth = [n](int u) { return static_cast<float>(u == 0 ? n : u % 2 == 1 ? -2 * n : 2 * n); };
  const auto w = network.parameters();
  for (std::size_t l = 0; l < network.layers().size(); ++l) {
    const LayerView& view = network.layers()[l];
    for (int u = 0; u < view.units; ++u) {
      for (int i = 0; i < view.inputs; ++i) w[at(view.weights + u * view.inputs + i)] = l == 0 ? 1 : tooth(i);
      w[at(view.biases + u)] = l + 1 < network.layers().size() ? static_cast<float>(-u) / static_cast<float>(n) : 0;
    }
  }
}

void measure_stack(const Reader& options, std::uint32_t seed, Figures& figures) {
  const Activation& activation = curve_option(options, "activation");
  const int layers = integer_option(options, "layers", 1, max_layers), units = integer_option(options, "units", 1, 64),
            inputs = integer_option(options, "inputs", 1, 16), outputs = integer_option(options, "outputs", 1, 16);
  const InitializerSpec start{.row = find_initializer("xavier-normal")};
  Network network = network_of(inputs, layers, units, outputs, activation),
          straight = network_of(inputs, layers, units, outputs, *find_activation("identity"));
  initialize(network, start, seed);
  initialize(straight, start, seed);
  const Network merged = merge_identity(straight);
  // Points x, points y, their sums, and 0.
  constexpr int count = 256;
  std::vector<float> raw(at(inputs) * (3 * count + 1));
  for (int k = 0; k < inputs; ++k)
    for (int i = 0; i < count; ++i) {
      float* row = raw.data() + at(k) * (3 * count + 1);
      row[i] = static_cast<float>(point(seed, i, k));
      row[count + i] = static_cast<float>(point(seed, count + i, k));
      row[2 * count + i] = row[i] + row[count + i];
    }
  const SampleSet set = make_points({}, raw, inputs, 3 * count + 1);
  const std::vector<float> a = outputs_of(network, set), b = outputs_of(merged, set);
  const double size = largest_of(a);
  double difference = 0, bent = 0;
  for (std::size_t i = 0; i < a.size(); ++i)
    difference = std::max(difference, std::fabs(static_cast<double>(a[i]) - b[i]));
  for (int o = 0; o < outputs; ++o)
    for (int i = 0; i < count; ++i) {
      const float* y = a.data() + at(o) * (3 * count + 1);
      const double with = static_cast<double>(y[2 * count + i]) - y[count + i],
                   without = static_cast<double>(y[i]) - y[3 * count];
      bent = std::max(bent, std::fabs(with - without));
    }
  figures.add("parameters", network.parameter_count());
  figures.add("merged", merged.parameter_count());
  figures.add("difference", difference / size);
  figures.add("bent", bent / size);
}

void measure_planes(const Reader& options, std::uint32_t seed, Figures& figures) {
  Network network = network_of(2, integer_option(options, "layers", 1, max_layers),
                               integer_option(options, "units", 1, 64), 1, curve_option(options, "activation"));
  const double reach = number_option(options, "reach", 1e-6, 1);
  initialize(network,
             {.row = find_initializer("he-normal"), .bias_spread = number_option(options, "biasSpread", 0, 10)}, seed);
  // Points, then a neighbour of each.
  constexpr int count = 200;
  std::vector<float> raw(4 * count);
  for (int k = 0; k < 2; ++k)
    for (int i = 0; i < count; ++i) {
      raw[at(2 * k * count + i)] = static_cast<float>(point(seed, i, k));
      raw[at((2 * k + 1) * count + i)] =
          static_cast<float>(point(seed, i, k) + reach * std::clamp(point(seed, count + i, k) / 4, -1.0, 1.0));
    }
  const SampleSet set = make_points({}, raw, 2, 2 * count);
  const std::vector<float> y = outputs_of(network, set);
  Workspace workspace(network.spec());
  const bool pieces = is_piecewise_linear(network);
  const Regions regions = pieces ? linear_regions(network, set, workspace) : Regions{};
  const double range = range_of(y);
  double same = 0, near = 0;
  std::vector<double> far;
  for (int i = 0; i < count; ++i) {
    const AffineMap map = local_map(network, set, i, workspace);
    const auto away = [&](int j) {
      const double plane = map.W[0] * raw[at(j)] + map.W[1] * raw[at(2 * count + j)] + map.b[0];
      return std::fabs(y[at(j)] - plane);
    };
    if (!pieces || regions.id[at(i)] == regions.id[at(count + i)]) {
      same += 1;
      near = std::max(near, away(count + i) / range);
    }
    far.push_back(away((i + 1) % count));
  }
  figures.add("same", same / count);
  figures.add("near", near);
  figures.add("far", median(std::move(far)));
}

void measure_folds(const Reader& options, std::uint32_t seed, Figures& figures) {
  const auto start = options.find("start");
  if (!start) options.fail("start is missing");
  const bool folds = start->choice("random, folds") == "folds";
  const Activation& activation = curve_option(options, "activation");
  const int layers = integer_option(options, "layers", 1, 10), units = integer_option(options, "units", 1, 32);
  const InitializerSpec random{.row = find_initializer("he-normal"),
                               .bias_spread = number_option(options, "biasSpread", 0, 10)};
  Network deep = network_of(1, layers, units, 1, activation),
          shallow = network_of(1, 1, std::min(layers * units, max_units), 1, activation);
  initialize(deep, random, seed);
  initialize(shallow, random, seed);
  if (folds) fold(deep);
  double folded = 1;
  for (int l = 0; l < layers; ++l) folded *= units;
  figures.add("deep", pieces_of(deep, -1, 1));
  figures.add("shallow", pieces_of(shallow, -1, 1));
  figures.add("folded", folded + 1);
}

void measure_interpolation(const Reader& options, std::uint32_t, Figures& figures) {
  const Activation& activation = curve_option(options, "activation");
  constexpr int count = 2001;
  const SampleSet line = make_line({}, 0, 1, count);
  const auto f = [](double x) { return sin(2 * std::numbers::pi * x); };
  for (int units = 4; units <= 64; units *= 2) {
    Network network = network_of(1, 1, units, 1, activation);
    const LayerView hidden = network.layers()[0], output = network.layers()[1];
    double before = 0;
    for (int u = 0; u < units; ++u) {
      const double from = static_cast<double>(u) / units, slope = units * (f(from + 1.0 / units) - f(from));
      network.parameters()[at(hidden.weights + u)] = 1;
      network.parameters()[at(hidden.biases + u)] = static_cast<float>(-from);
      network.parameters()[at(output.weights + u)] = static_cast<float>(slope - before);
      before = slope;
    }
    const std::vector<float> y = outputs_of(network, line);
    double error = 0;
    for (int i = 0; i < count; ++i)
      error = std::max(error, std::fabs(y[at(i)] - f(static_cast<double>(i) / (count - 1))));
    figures.add(join("units-", units), error);
  }
}

void measure_kinks(const Reader& options, std::uint32_t seed, Figures& figures) {
  const Activation& output = curve_option(options, "output");
  Network network = network_of(1, 1, integer_option(options, "units", 1, 64), 1, curve_option(options, "hidden"));
  initialize(network,
             {.row = find_initializer("he-normal"), .bias_spread = number_option(options, "biasSpread", 0, 10)}, seed);
  Workspace workspace(network.spec());
  for (const int count : {201, 20001}) {
    const SampleSet line = make_line({}, -1, 1, count);
    const std::vector<float> z = outputs_of(network, line);
    double before = 0, jump = 0;
    for (int i = 0; i < count; ++i) {
      const double slope = curve_at(output, z[at(i)]).slope * slope_at(network, line, i, workspace);
      if (i > 0) jump = std::max(jump, std::fabs(slope - before));
      before = slope;
    }
    figures.add(count == 201 ? "coarse" : "fine", jump);
  }
}

void prepare_hidden_space(Value& document, std::uint32_t seed) {
  merge(document, object_of("seed", static_cast<double>(seed), "seeds", 1));
  const RaceSpec spec = read_spec(document);
  const RunId first{0, 0};
  Race race(spec, {&first, 1}, 1);
  Race::Run& run = race.runs()[0];
  const Network& network = run.trainer.network();
  const int units = network.spec().layers.back().units, count = run.data->train_count;
  std::vector<float> a(at(units) * at(count));
  unit_values(network, *find_head("identity"),
              {static_cast<int>(network.spec().layers.size()) - 1, Quantity::a, 0, units}, run.samples->train, a.data(),
              *run.workspace);
  Array inputs, targets;
  for (int i = 0; i < count; ++i) {
    Array row;
    for (int u = 0; u < units; ++u) row.push_back(static_cast<double>(a[at(u * count + i)]));
    inputs.push_back(std::move(row));
    targets.push_back(Array{static_cast<double>(run.data->target[at(i)])});
  }
  Object points = object_of("kind", "classes", "inputs", std::move(inputs), "targets", std::move(targets));
  *document.find("data") = object_of("points", std::move(points));
  merge(document, object_of("network", object_of("layers", Array{})));
}

}  // namespace nonlin

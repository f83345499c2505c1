// The linear regions of a network made of straight pieces: their map, the units' folds, the formula of each region.
#include <algorithm>
#include <array>
#include <cmath>

#include "math/append.hpp"
#include "math/simd.hpp"
#include "probe/field.hpp"
#include "probe/folds.hpp"
#include "probe/regions.hpp"
#include "race/questions.hpp"

namespace nonlin {

namespace {

constexpr int smallest_picture = 8, largest_picture = 512, longest_line = 4096;

std::size_t at(int i) { return static_cast<std::size_t>(i); }

/// Mean outputs of the head over the points of each region: outputs x regions.
Floats32 mean_outputs(const Asked& about, const SampleSet& points, const Regions& regions, Integers& pixels) {
  const int k = about.network().spec().outputs, count = points.count();
  Floats32 y(at(k * count));
  outputs(about.network(), about.head(), points, y.data(), about.workspace());
  pixels.assign(at(regions.count), 0);
  for (const std::int32_t id : regions.id) ++pixels[at(id)];
  Floats32 means;
  for (int o = 0; o < k; ++o) {
    Floats64 sums(at(regions.count), 0.0);
    for (int i = 0; i < count; ++i) sums[at(regions.id[at(i)])] += y[at(o * count + i)];
    for (int r = 0; r < regions.count; ++r) means.push_back(static_cast<float>(sums[at(r)] / pixels[at(r)]));
  }
  return means;
}

Value picture(const Asked& about, int size, const InputPlane& plane) {
  const Network& network = about.network();
  const SampleSet grid = make_grid(about.run.samples->inputs, plane, size);
  Regions regions = linear_regions(network, grid, about.workspace());
  FoldLines lines = fold_lines(network, about.experiment().pairing->score, grid, size, about.workspace());
  Integers pixels;
  Floats32 means = mean_outputs(about, grid, regions, pixels);
  Array layers;
  for (FoldLines::Layer& layer : lines.layers)
    layers.emplace_back(object_of("segments", std::move(layer.segments), "first", std::move(layer.first)));
  return object_of("size", size, "count", regions.count, "id", std::move(regions.id), "parity",
                   std::move(regions.parity), "pixels", std::move(pixels), "mean", std::move(means), "layers",
                   std::move(layers), "boundary", std::move(lines.boundary));
}

Value pieces_of_line(const Asked& about, int size, const std::array<double, 2>& view) {
  const Network& network = about.network();
  const InputMap& inputs = about.run.samples->inputs;
  const SampleSet line = make_line(inputs, view[0], view[1], size);
  const Regions regions = linear_regions(network, line, about.workspace());
  const auto folds = fold_points(network, line, about.workspace());
  const double step = (view[1] - view[0]) / (size - 1);
  Floats64 fold_at, from{view[0]}, slope;
  Integers fold_layer, fold_unit;
  Floats64 between(at(size), -1);  // the first fold after each point
  for (const FoldPoint& fold : folds) {
    double& first = between[at(static_cast<int>(fold.at))];
    if (first < 0 || fold.at < first) first = fold.at;
    fold_at.push_back(view[0] + fold.at * step);
    fold_layer.push_back(fold.layer);
    fold_unit.push_back(fold.unit);
  }
  // A piece ends where the pattern changes: at the first fold there.
  int start = 0;
  for (int i = 1; i <= size; ++i) {
    if (i < size && regions.id[at(i)] == regions.id[at(i - 1)]) continue;
    const double x = view[0] + (start + i - 1) / 2 * step;
    const AffineMap map = before_inputs(local_map(network, make_line(inputs, x, x, 1), 0, about.workspace()), inputs);
    slope.push_back(map.inputs == 1 ? map.W[0] : std::nan(""));
    const double end = between[at(i - 1)] < 0 ? i - 0.5 : between[at(i - 1)];
    from.push_back(i < size ? view[0] + end * step : view[1]);
    start = i;
  }
  Floats32 y(at(network.spec().outputs * size));
  outputs(network, about.head(), line, y.data(), about.workspace());
  return object_of("size", size, "count", static_cast<double>(slope.size()), "from", std::move(from), "slope",
                   std::move(slope), "foldAt", std::move(fold_at), "foldLayer", std::move(fold_layer), "foldUnit",
                   std::move(fold_unit), "value", std::move(y));
}

}  // namespace

// {size: points a side, of the line for one input; columns: the two inputs a picture shows, the others staying at their
// training mean}: the page's view of the task. {step, inputs, view: its ends to the right, and of a picture upward,
// units: of each hidden layer, range: of outputs as drawn, held: regions that hold a training point, size, count}, and
// for two inputs or more {id: region of each pixel, from the top, parity, pixels, mean: per region (Regions; mean
// outputs of the head, outputs x regions), layers: [{segments, first}], boundary: see FoldLines}; for one {from: count
// + 1 ends of the pieces, slope: dlogit/dx (NaN where features make it no line), foldAt, foldLayer, foldUnit, value:
// outputs x size}. Throws for a layer that is not made of straight pieces.
Value answer_regions(const Asked& about, const Reader& options) {
  options.keys("size, columns");
  const int inputs = about.run.data->inputs;
  int size = 100;
  options.integer("size", smallest_picture, inputs == 1 ? longest_line : largest_picture, size);
  refuse_smooth(about.network());
  const InputPlane plane = plane_of(about, options);
  const int held = linear_regions(about.network(), about.train(), about.workspace()).count;
  Value answer;
  Floats64 view(plane.x.begin(), plane.x.end());
  if (inputs == 1) {
    answer = pieces_of_line(about, size, plane.x);
  } else {
    answer = picture(about, size, plane);
    append(view, plane.y);
  }
  Integers units;
  for (const LayerSpec& layer : about.network().spec().layers) units.push_back(layer.units);
  add(*answer.as<Object>(), "units", std::move(units), "range", Floats64{about.head().low, about.head().high}, "step",
      about.run.trainer.steps(), "inputs", inputs, "held", held, "view", std::move(view));
  return answer;
}

// {point: two raw inputs (one, where there is one), columns: which, the others staying at their training mean}: the
// affine map there, exact in the whole linear region, the tangent of a smooth network. {step, names: of what it is a
// map of, features of scaled inputs; none: the raw inputs, W: outputs x names, b, logits, value: outputs of the head}.
// Throws for layer normalisation.
Value answer_formula(const Asked& about, const Reader& options) {
  options.keys("point, columns");
  const Network& network = about.network();
  const InputMap& inputs = about.run.samples->inputs;
  const InputPlane plane = plane_of(about, options);
  Floats32 point = plane.rest;
  const int raw = static_cast<int>(point.size()), given = std::min(raw, 2);
  if (const auto place = options.find("point")) {
    const std::vector<double> numbers = place->numbers();
    if (static_cast<int>(numbers.size()) != given) place->fail(numbers.size(), " numbers; allowed: ", given);
    for (int i = 0; i < given; ++i) point[at(plane.columns[at(i)])] = static_cast<float>(numbers[at(i)]);
  }
  const SampleSet set = make_points(inputs, point, raw, 1);
  AffineMap map = before_inputs(local_map(network, set, 0, about.workspace()), inputs);
  const int k = network.spec().outputs, n = padded(1);
  Floats32 logits, value(at(k));
  for (int o = 0; o < k; ++o) logits.push_back(about.workspace().output().z[o * n]);
  outputs(network, about.head(), set, value.data(), about.workspace());
  Array names;
  for (const std::string& feature : inputs.spec.features) names.emplace_back(feature);
  return object_of("step", about.run.trainer.steps(), "names", std::move(names), "W", std::move(map.W), "b",
                   std::move(map.b), "logits", std::move(logits), "value", std::move(value));
}

}  // namespace nonlin

#include "notes/prices.hpp"

#include <algorithm>
#include <limits>
#include <span>
#include <vector>

#include "math/aligned.hpp"
#include "math/kernels.hpp"
#include "math/random.hpp"
#include "math/text.hpp"
#include "model/exercise.hpp"
#include "notes/options.hpp"
#include "race/clock.hpp"

namespace nonlin {
namespace {

constexpr int samples = 64;

/// A layer of `width` units on `width` inputs; about `active` of the inputs are not zero.
struct DenseLayer {
  DenseLayer(int layer_width, double active)
      : width(layer_width), weights(at(width * width)), biases(at(width)), x(at(width * samples)), z(x.size()), a(x) {
    const auto draw = [](std::size_t i, std::uint32_t what) {
      return uniform(random_block(1, Stream::weights, {static_cast<std::uint32_t>(i), what, 0, 0})[0]);
    };
    for (std::size_t i = 0; i < weights.size(); ++i) weights[i] = static_cast<float>(draw(i, 0) - 0.5);
    for (std::size_t i = 0; i < x.size(); ++i) x[i] = draw(i, 1) < active ? static_cast<float>(draw(i, 2)) : 0.0f;
  }
  void product() { dense_forward(weights.data(), biases.data(), x.data(), z.data(), width, width, samples); }
  void product_without_zeros() {
    std::fill(z.begin(), z.end(), 0.0f);
    for (int i = 0; i < width; ++i)
      for (int s = 0; s < samples; ++s) {
        const float input = x[at(i * samples + s)];
        if (input == 0) continue;
        for (int r = 0; r < width; ++r) z[at(r * samples + s)] += weights[at(r * width + i)] * input;
      }
  }
  void activate(const Exercise& of) { of.row.value(z.data(), a.data(), width * samples, 1, of.parameters.data()); }
  static std::size_t at(int i) { return static_cast<std::size_t>(i); }

  int width;
  Floats weights, biases, x, z, a;
};

/// Something to be timed.
struct Work {
  void (*run)(DenseLayer& layer, Exercise& exercise);
  DenseLayer* layer;
  Exercise* exercise;

  double milliseconds(int calls) const {
    const double start = now_ms();
    while (calls-- > 0) run(*layer, *exercise);
    return now_ms() - start;
  }
};

/// Microseconds of one call of each: the fastest of several slices long enough for the clock, taken in turns, so that
/// whatever else the machine does meanwhile slows all of them.
std::vector<double> fastest(std::span<const Work> works) {
  constexpr double slice_ms = 2;
  constexpr int slices = 15, most_calls = 1 << 22;
  std::vector<int> calls(works.size(), 1);
  std::vector<double> best(works.size(), std::numeric_limits<double>::infinity());
  for (std::size_t w = 0; w < works.size(); ++w)
    while (calls[w] < most_calls && works[w].milliseconds(calls[w]) < slice_ms) calls[w] *= 2;
  for (int i = 0; i < slices; ++i)
    for (std::size_t w = 0; w < works.size(); ++w)
      best[w] = std::min(best[w], 1e3 * works[w].milliseconds(calls[w]) / calls[w]);
  return best;
}

const Activation& curve(const Reader& activation) {
  const Activation& row = *activation.row(activations());
  if (row.lowest_pieces > 1) activation.fail("of several pieces; allowed: curves");
  return row;
}

}  // namespace

void measure_prices(const Reader& options, std::uint32_t, Figures& figures) {
  options.keys("activation, against, width");
  DenseLayer layer(integer_option(options, "width", 1, 256), 1);
  Exercise own(curve(option(options, "activation"))), against(curve(option(options, "against")));
  const auto value = [](DenseLayer&, Exercise& e) { e.value(1); };
  const auto value_slope = [](DenseLayer&, Exercise& e) { e.value_slope(1); };
  const auto whole = [](DenseLayer& l, Exercise& e) {
    l.product();
    l.activate(e);
  };
  const Work works[] = {{value, &layer, &own},     {value_slope, &layer, &own},     {whole, &layer, &own},
                        {value, &layer, &against}, {value_slope, &layer, &against}, {whole, &layer, &against}};
  const std::vector<double> took = fastest(works);
  constexpr double each = 1e3 / chunk;  // microseconds of a chunk: nanoseconds a value
  figures.add("own.value", each * took[0]);
  figures.add("own.slope", each * took[1]);
  figures.add("own.layer", took[2]);
  figures.add("against.value", each * took[3]);
  figures.add("against.slope", each * took[4]);
  figures.add("against.layer", took[5]);
}

void measure_sparse_layer(const Reader& options, std::uint32_t, Figures& figures) {
  options.keys("width, active, skip");
  const int width = integer_option(options, "width", 1, 256);
  DenseLayer full(width, 1), sparse(width, number_option(options, "active", 0, 1));
  Exercise unused(*find_activation("relu"));
  const auto run = option(options, "skip").boolean() ? +[](DenseLayer& l, Exercise&) { l.product_without_zeros(); }
                                                     : +[](DenseLayer& l, Exercise&) { l.product(); };
  const Work works[] = {{run, &full, &unused}, {run, &sparse, &unused}};
  const std::vector<double> took = fastest(works);
  figures.add("full", took[0]);
  figures.add("sparse", took[1]);
}

}  // namespace nonlin

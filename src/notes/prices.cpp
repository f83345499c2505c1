#include "notes/prices.hpp"

#include <algorithm>
#include <limits>

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

/// Milliseconds of one call of `work`: the fastest of several slices long enough for the clock.
template <class Work>
double fastest(Work&& work) {
  constexpr double slice_ms = 3;
  double best = std::numeric_limits<double>::infinity();
  int calls = 1;
  for (int slice = 0; slice < 8;) {
    const double start = now_ms();
    for (int i = 0; i < calls; ++i) work();
    const double took = now_ms() - start;
    if (took < slice_ms && calls < 1 << 24) {
      calls *= 2;
      continue;
    }
    best = std::min(best, took / calls);
    ++slice;
  }
  return best;
}

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

}  // namespace

void measure_prices(const Reader& options, std::uint32_t, Figures& figures) {
  options.keys("activation, against, width");
  const int width = integer_option(options, "width", 1, 256);
  for (const char* key : {"activation", "against"}) {
    const Reader activation = option(options, key);
    const Activation& row = *activation.row(activations());
    if (row.lowest_pieces > 1) activation.fail("of several pieces; allowed: curves");
    Exercise exercise(row);
    DenseLayer layer(width, 1);
    const std::string_view name = activation.key() == "against" ? "against" : "own";
    constexpr double nanoseconds = 1e6, microseconds = 1e3;
    figures.add(join(name, ".value"), nanoseconds / chunk * fastest([&] { exercise.value(1); }));
    figures.add(join(name, ".slope"), nanoseconds / chunk * fastest([&] { exercise.value_slope(1); }));
    figures.add(join(name, ".layer"), microseconds * fastest([&] {
                                        layer.product();
                                        layer.activate(exercise);
                                      }));
  }
}

void measure_sparse_layer(const Reader& options, std::uint32_t, Figures& figures) {
  options.keys("width, active, skip");
  const int width = integer_option(options, "width", 1, 256);
  const bool skip = option(options, "skip").boolean();
  for (const double active : {1.0, number_option(options, "active", 0, 1)}) {
    DenseLayer layer(width, active);
    figures.add(figures.names.empty() ? "full" : "sparse", 1e3 * fastest([&] {
                                                             if (skip)
                                                               layer.product_without_zeros();
                                                             else
                                                               layer.product();
                                                           }));
  }
}

}  // namespace nonlin

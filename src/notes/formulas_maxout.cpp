// Maxout as lines and as parameters (C12, C13, C77).
#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "math/functions_double.hpp"
#include "math/random.hpp"
#include "math/simd.hpp"
#include "math/text.hpp"
#include "model/network.hpp"
#include "notes/envelope.hpp"
#include "notes/measures.hpp"
#include "notes/options.hpp"
#include "train/optimizer.hpp"

namespace nonlin {
namespace {

constexpr Target target_rows[] = {
    {"square", [](double x) { return x * x; }, [](double x) { return 2 * x; }, true},
    {"abs", [](double x) { return std::fabs(x); }, [](double x) { return x < 0 ? -1.0 : 1.0; }, true},
    {"exp", [](double x) { return exp(x); }, [](double x) { return exp(x); }, true},
    {"minus-square", [](double x) { return -x * x; }, [](double x) { return -2 * x; }, false},
    {"sine", [](double x) { return sin(2 * x); }, [](double x) { return 2 * cos(2 * x); }, false},
};

constexpr std::size_t most_points = 256;

/// A maxout unit of k lines over a row of points, evaluated as in a network.
class Envelope {
 public:
  Envelope(int pieces, std::vector<float> x) : pieces_(pieces), x_(std::move(x)) {
    const std::size_t k = static_cast<std::size_t>(pieces);
    // One buffer as a trainer has it: the slopes of the lines, then their starts.
    parameters.resize(16);
    z_.resize(k * x_.size());
    slope_.resize(k * x_.size());
    values.resize(x_.size());
  }

  void evaluate() {
    for (std::size_t p = 0; p < k(); ++p)
      for (std::size_t s = 0; s < x_.size(); ++s) z_[p * x_.size() + s] = parameters[p] * x_[s] + parameters[8 + p];
    maxout_.value_slope(z_.data(), values.data(), slope_.data(), static_cast<int>(x_.size()), pieces_, nullptr);
  }
  /// d(mean of squared errors)/d(parameters), after `evaluate`.
  double gradient(const std::vector<double>& wanted, Floats& to) const {
    std::fill(to.begin(), to.end(), 0.0f);
    double error = 0;
    const double n = static_cast<double>(x_.size());
    for (std::size_t s = 0; s < x_.size(); ++s) {
      const double away = values[s] - wanted[s];
      error += away * away / n;
      for (std::size_t p = 0; p < k(); ++p) {
        const float pull = static_cast<float>(2 * away / n) * slope_[p * x_.size() + s];
        to[p] += pull * x_[s];
        to[8 + p] += pull;
      }
    }
    return error;
  }
  /// Which of the lines is the largest, at each point.
  std::vector<std::int32_t> winners() const {
    std::vector<std::int32_t> found(x_.size(), 0);
    for (std::size_t p = 0; p < k(); ++p)
      for (std::size_t s = 0; s < x_.size(); ++s)
        if (slope_[p * x_.size() + s] != 0) found[s] = static_cast<std::int32_t>(p);
    return found;
  }

  Floats parameters, values;

 private:
  std::size_t k() const { return static_cast<std::size_t>(pieces_); }
  const Activation& maxout_ = *find_activation("maxout");
  int pieces_;
  std::vector<float> x_;
  Floats z_, slope_;
};

}  // namespace

std::span<const Target> envelope_targets() { return target_rows; }

EnvelopeSpec read_envelope(const Reader& options) {
  return {number_option(options, "from", -5, 5), number_option(options, "to", -5, 5),
          number_option(options, "rate", 0, 10), padded(integer_option(options, "points", 8, most_points)),
          integer_option(options, "steps", 0, 10'000)};
}

std::vector<float> EnvelopeSpec::sweep(int count) const {
  std::vector<float> x;
  for (int i = 0; i < count; ++i) x.push_back(static_cast<float>(from + (to - from) * i / (count - 1)));
  return x;
}

double tangents(const Target& target, int pieces, const EnvelopeSpec& setting) {
  const std::vector<float> x = setting.sweep(most_points);
  Envelope envelope(pieces, x);
  const double width = (setting.to - setting.from) / pieces;
  for (int p = 0; p < pieces; ++p) {
    const double middle = setting.from + (p + 0.5) * width, slope = target.slope(middle);
    envelope.parameters[static_cast<std::size_t>(p)] = static_cast<float>(slope);
    envelope.parameters[static_cast<std::size_t>(8 + p)] = static_cast<float>(target.at(middle) - slope * middle);
  }
  envelope.evaluate();
  double low = 0, high = 0;
  for (std::size_t s = 0; s < x.size(); ++s) {
    low = std::min(low, envelope.values[s] - target.at(x[s]));
    high = std::max(high, envelope.values[s] - target.at(x[s]));
  }
  return (high - low) / 2;
}

LearnedEnvelope learn_envelope(const Target& target, int pieces, const EnvelopeSpec& setting, std::uint32_t seed) {
  const std::vector<float> x = setting.sweep(setting.points);
  std::vector<double> wanted;
  for (const float at : x) wanted.push_back(target.at(at));
  Envelope envelope(pieces, x);
  for (std::size_t p = 0; p < static_cast<std::size_t>(pieces); ++p) {
    const RandomBlock block = random_block(seed, Stream::weights, {static_cast<std::uint32_t>(p), 0, 0, 0});
    envelope.parameters[p] = static_cast<float>(normal(block[0]));
    envelope.parameters[8 + p] = static_cast<float>(0.5 * normal(block[1]));
  }
  OptimizerSpec adam;
  Floats gradient(16), moment1(16), moment2(16);
  Powers powers{1, 1};
  double error = 0;
  for (int step = 0; step <= setting.steps; ++step) {
    envelope.evaluate();
    error = envelope.gradient(wanted, gradient);
    if (step < setting.steps)
      adam.row->step({envelope.parameters, gradient, moment1, moment2, setting.rate, adam.settings, powers});
  }
  const auto first = envelope.parameters.begin();
  LearnedEnvelope learned{{first, first + pieces}, {first + 8, first + 8 + pieces}, {}, envelope.winners(), 0, error};
  learned.values.assign(envelope.values.begin(), envelope.values.end());
  for (int p = 0; p < pieces; ++p)
    learned.used += std::find(learned.winners.begin(), learned.winners.end(), p) != learned.winners.end();
  return learned;
}

namespace {

/// A layer whose units have this many pieces, and another after it.
Network layers(int inputs, int units, int pieces, int next) {
  NetworkSpec spec;
  spec.inputs = inputs;
  spec.layers = {make_layer(units, *find_activation(pieces == 1 ? "relu" : "maxout"))};
  spec.layers[0].pieces = pieces;
  spec.outputs = next;
  return Network(spec);
}
int weights(const LayerView& layer) { return layer.rows * layer.inputs; }
int numbers(const LayerView& layer) { return weights(layer) + layer.rows; }

}  // namespace

void measure_envelope(const Reader& options, std::uint32_t seed, Figures& figures) {
  options.keys("targets, pieces, from, to, points, steps, rate");
  const EnvelopeSpec setting = read_envelope(options);
  const Reader curves = option(options, "targets"), pieces = option(options, "pieces");
  for (const Reader& curve : curves.items()) {
    const Target& target = *curve.row(envelope_targets());
    for (const Reader& count : pieces.items()) {
      const int k = static_cast<int>(count.integer(1, max_pieces));
      const std::string name = join(target.id, "/", k);
      const LearnedEnvelope learned = learn_envelope(target, k, setting, seed);
      figures.add(name, "mse", learned.error);
      figures.add(name, "used", learned.used);
      if (target.convex) figures.add(name, "tangents", tangents(target, k, setting));
    }
  }
}

void measure_sizes(const Reader& options, std::uint32_t, Figures& figures) {
  for (const Reader& layer : options.members()) {
    layer.keys("inputs, units, pieces, next");
    const int inputs = integer_option(layer, "inputs", 1, max_units), units = integer_option(layer, "units", 1, 32),
              pieces = integer_option(layer, "pieces", 1, max_pieces),
              next = integer_option(layer, "next", 1, max_units);
    const Network maxout = layers(inputs, units, pieces, next), plain = layers(inputs, units, 1, next);
    // As many products W x + b, each with an activation of its own.
    const Network wide = layers(inputs, units * pieces, 1, next);
    const std::string name(layer.key());
    figures.add(name, "parameters", numbers(maxout.layers()[0]));
    figures.add(name, "times", static_cast<double>(numbers(maxout.layers()[0])) / numbers(plain.layers()[0]));
    figures.add(name, "products", maxout.layers()[0].rows);
    figures.add(name, "outputs", maxout.layers()[0].units);
    figures.add(name, "next", weights(maxout.layers()[1]));
    figures.add(name, "next-wide", weights(wide.layers()[1]));
  }
}

void measure_pooling(const Reader& options, std::uint32_t seed, Figures& figures) {
  options.keys("size, weight");
  const int size = integer_option(options, "size", 2, 64);
  const double weight = number_option(options, "weight", -10, 10);
  constexpr int window = 2, pieces = window * window;
  std::vector<float> map;
  for (int i = 0; i < size * size; ++i)
    map.push_back(
        static_cast<float>(normal(random_block(seed, Stream::position, {static_cast<std::uint32_t>(i), 0, 0, 0})[0])));
  const Activation& maxout = *find_activation("maxout");
  double largest = 0;
  for (int row = 0; row + window <= size; row += window)
    for (int column = 0; column + window <= size; column += window) {
      Floats z(8 * pieces), a(8);
      float pooled = map[static_cast<std::size_t>(row * size + column)];
      for (int p = 0; p < pieces; ++p) {
        const float value = map[static_cast<std::size_t>((row + p / window) * size + column + p % window)];
        pooled = std::max(pooled, value);
        z[static_cast<std::size_t>(8 * p)] = static_cast<float>(weight) * value;
      }
      maxout.value(z.data(), a.data(), 8, pieces, nullptr);
      largest = std::max(largest, std::fabs(static_cast<double>(a[0]) - static_cast<double>(pooled)));
    }
  figures.add("difference", largest);
}

}  // namespace nonlin

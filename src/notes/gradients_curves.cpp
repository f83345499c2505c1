// Measurements on one neuron or one curve: saturation, 67 steps against 2, what a wrong output passes back, minima.
#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "model/loss.hpp"
#include "notes/curve_at.hpp"
#include "notes/gradients.hpp"
#include "train/descent.hpp"

namespace nonlin {
namespace {

constexpr double never = std::numeric_limits<double>::infinity();

/// Of (y - t)^2 / 2 in place of (y - t)^2.
double sigmoid_slope(std::string_view loss, double z) {
  return (loss == "mse" ? 0.5 : 1) * output_slope("logistic", loss, z);
}

double steps_of_neuron(std::string_view loss, double w, double b, double rate) {
  constexpr int most = 20000;
  const double wanted = -2.1972245773362196;  // sigmoid is 0.1
  for (int step = 0; step <= most; ++step) {
    const double z = w + b;
    if (z < wanted) return step;
    const double change = rate * sigmoid_slope(loss, z);
    w = static_cast<float>(w - change);
    b = static_cast<float>(b - change);
  }
  return never;
}

}  // namespace

double place_of(const LayerSpec& curve, double value) {
  double low = -30, high = 30;
  if (!(curve_at(curve, low).value <= value && curve_at(curve, high).value >= value)) return never;
  for (int i = 0; i < 60; ++i) {
    const double middle = 0.5 * (low + high);
    (curve_at(curve, middle).value < value ? low : high) = middle;
  }
  return high;
}

ValueWalk walk_down(const LayerSpec& curve, double from, double rate, double low) {
  constexpr std::size_t most = 10000;
  ValueWalk walk{{from}, false};
  while (std::isfinite(walk.z.back())) {
    const double z = walk.z.back();
    const CurvePoint point = curve_at(curve, z);
    walk.arrived = point.value <= low;
    const double next = static_cast<float>(z - rate * point.slope);
    if (walk.arrived || walk.z.size() > most || next == z) break;
    walk.z.push_back(next);
  }
  return walk;
}

double output_slope(std::string_view head, std::string_view loss, double z) {
  constexpr int run = 8;
  alignas(32) std::array<float, 2 * run> in{}, dz{}, target{};
  const bool two = head == "softmax";
  std::fill(in.begin(), in.begin() + run, static_cast<float>(two ? -z / 2 : z));
  if (two) {
    std::fill(in.begin() + run, in.end(), static_cast<float>(z / 2));
    std::fill(target.begin(), target.begin() + run, 1.0f);
  }
  find_pairing(head, loss)->compute(in.data(), target.data(), dz.data(), nullptr, two ? 2 : 1, run, 1);
  return two ? dz[run] : dz[0];
}

void measure_slopes(const Reader& options, std::uint32_t, Figures& figures) {
  const Activation& row = curve_option(options, "activation");
  const double z = number_option(options, "z", 0, 100);
  figures.add("at-0", curve_at(row, 0).slope);
  figures.add("at-z", std::max(std::fabs(curve_at(row, z).slope), std::fabs(curve_at(row, -z).slope)));
}

void measure_descent_of_value(const Reader& options, std::uint32_t, Figures& figures) {
  const Activation &row = curve_option(options, "activation"), &against = curve_option(options, "against");
  const double rate = number_option(options, "rate", 0.001, 10), high = number_option(options, "high", -30, 30),
               low = number_option(options, "low", -30, 30);
  const LayerSpec one = make_layer(1, row), other = make_layer(1, against);
  const double from = place_of(one, high), end = place_of(other, low);
  const auto steps = [&](const LayerSpec& curve, double start) {
    const ValueWalk walk = walk_down(curve, start, rate, low);
    return walk.arrived ? static_cast<double>(walk.z.size() - 1) : never;
  };
  figures.add("steps", steps(one, from));
  figures.add("against-steps", steps(other, place_of(other, high)));
  figures.add("first", curve_at(one, from - rate * curve_at(one, from).slope).value);
  figures.add("same-distance", steps(other, end + (from - place_of(one, low))));
}

void measure_output_slopes(const Reader& options, std::uint32_t, Figures& figures) {
  const double z = number_option(options, "z", -100, 100);
  figures.add("squared", sigmoid_slope("mse", z));
  figures.add("cross-entropy", sigmoid_slope("cross-entropy", z));
  figures.add("squared-at-0", sigmoid_slope("mse", 0));
  figures.add("cross-entropy-at-0", sigmoid_slope("cross-entropy", 0));
}

void measure_one_neuron(const Reader& options, std::uint32_t, Figures& figures) {
  const double weight = number_option(options, "weight", -20, 20), bias = number_option(options, "bias", -20, 20),
               rate = number_option(options, "rate", 0.001, 100);
  figures.add("squared", steps_of_neuron("mse", weight, bias, rate));
  figures.add("cross-entropy", steps_of_neuron("cross-entropy", weight, bias, rate));
}

void measure_two_minima(const Reader& options, std::uint32_t, Figures& figures) {
  const auto problem = options.find("problem");
  if (!problem) options.fail("problem is missing");
  const Problem& row = *problem->row(problems());
  DescentSpec spec;
  spec.optimizer.row = find_optimizer("sgd");
  spec.optimizer.rate = number_option(options, "rate", 0.001, 10);
  spec.steps = integer_option(options, "steps", 1, 100000);
  const auto end = [&](const char* key) {
    spec.start = {number_option(options, key, -100, 100), row.start[1]};
    return descend(row, spec).back();
  };
  const DescentPoint left = end("from"), right = end("to");
  figures.add("left", left.x);
  figures.add("right", right.x);
  figures.add("apart", std::fabs(right.x - left.x));
  figures.add("left-loss", left.value);
  figures.add("right-loss", right.value);
}

}  // namespace nonlin

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

/// Where a curve that rises has this value, by halving; infinite where it does not within -30..30.
double place_of(const Activation& row, double value) {
  double low = -30, high = 30;
  if (!(curve_at(row, low).value <= value && curve_at(row, high).value >= value)) return never;
  for (int i = 0; i < 60; ++i) {
    const double middle = 0.5 * (low + high);
    (curve_at(row, middle).value < value ? low : high) = middle;
  }
  return high;
}

/// z after each step is a float, as a network's parameter.
struct Walk {
  double from, rate;
  /// Steps until `there(z)`.
  template <class There>
  double steps(const Activation& row, There there) const {
    constexpr int most = 10000;
    double z = from;
    for (int step = 0; step <= most; ++step) {
      if (there(z)) return step;
      z = static_cast<float>(z - rate * curve_at(row, z).slope);
    }
    return never;
  }
};

/// dL/dz of one sigmoid output, target 0.
double output_slope(std::string_view loss, double z) {
  constexpr int run = 8;
  alignas(32) std::array<float, run> in, dz, target{};
  in.fill(static_cast<float>(z));
  find_pairing("logistic", loss)->compute(in.data(), target.data(), dz.data(), nullptr, 1, run, 1);
  return loss == "mse" ? 0.5 * dz[0] : dz[0];
}

double steps_of_neuron(std::string_view loss, double w, double b, double rate) {
  constexpr int most = 20000;
  const double wanted = -2.1972245773362196;  // sigmoid is 0.1
  for (int step = 0; step <= most; ++step) {
    const double z = w + b;
    if (z < wanted) return step;
    const double change = rate * output_slope(loss, z);
    w = static_cast<float>(w - change);
    b = static_cast<float>(b - change);
  }
  return never;
}

}  // namespace

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
  const auto walk = [&](const Activation& curve) { return Walk{place_of(curve, high), rate}; };
  const auto down = [&](const Activation& curve) {
    return walk(curve).steps(curve, [&](double z) { return curve_at(curve, z).value <= low; });
  };
  const Walk one = walk(row), other = walk(against);
  const double distance = one.from - place_of(row, low);
  figures.add("steps", down(row));
  figures.add("against-steps", down(against));
  figures.add("first", curve_at(row, one.from - rate * curve_at(row, one.from).slope).value);
  // A rectifier stands still once its slope is 0: the way is measured at the slope it starts with.
  const double each = rate * curve_at(against, other.from).slope;
  figures.add("same-distance", each > 0 ? std::ceil(distance / each) : never);
}

void measure_output_slopes(const Reader& options, std::uint32_t, Figures& figures) {
  const double z = number_option(options, "z", -100, 100);
  figures.add("squared", output_slope("mse", z));
  figures.add("cross-entropy", output_slope("cross-entropy", z));
  figures.add("squared-at-0", output_slope("mse", 0));
  figures.add("cross-entropy-at-0", output_slope("cross-entropy", 0));
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

// Measurements on one neuron, or a few by hand: the product gate, convexity.
#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include "data/dataset.hpp"
#include "math/random.hpp"
#include "model/loss.hpp"
#include "notes/curve_at.hpp"
#include "notes/nonlinearity.hpp"

namespace nonlin {
namespace {

/// The gate's largest error on a grid of [-1, 1]^2.
double gate_error(const Activation& row, double scale, double bias) {
  const auto f = [&](double z) { return curve_at(row, z + bias).value; };
  // f'' by the difference of slopes, over a distance far above rounding.
  constexpr double h = 1.0 / 64;
  const double bend = (curve_at(row, bias + h).slope - curve_at(row, bias - h).slope) / (2 * h);
  constexpr int side = 10;
  double error = 0;
  for (int i = -side; i <= side; ++i)
    for (int j = -side; j <= side; ++j) {
      const double x = static_cast<double>(i) / side, y = static_cast<double>(j) / side, u = scale * x, v = scale * y;
      const double sum = f(u + v) + f(-u - v) - f(u - v) - f(-u + v);
      const double product = std::fabs(bend) < 1e-3 ? 0 : sum / (4 * bend * scale * scale);
      error = std::max(error, std::fabs(product - x * y));
    }
  return error;
}

/// Two weights and a bias.
using Setting = std::array<double, 3>;

class Neuron {
 public:
  Neuron(int points, std::uint32_t seed) {
    DataSpec spec;
    spec.generator = "moons";
    spec.count = points;
    data_ = make_dataset(spec, seed);
  }

  /// The z of every point, a multiple of eight of them, the last repeated.
  const std::vector<float>& z(const Setting& s) {
    const std::size_t n = count();
    z_.resize((n + 7) / 8 * 8);
    for (std::size_t i = 0; i < z_.size(); ++i) {
      const std::size_t k = std::min(i, n - 1);
      z_[i] = static_cast<float>(s[0] * data_.input[k] + s[1] * data_.input[n + k] + s[2]);
    }
    return z_;
  }
  std::size_t count() const { return static_cast<std::size_t>(data_.count); }
  double target(std::size_t i) const { return data_.target[i]; }

 private:
  Dataset data_;
  std::vector<float> z_;
};

/// Mean of (f(z) - t)^2.
double squared(Neuron& neuron, const Activation& row, const Setting& s) {
  const std::vector<float>& z = neuron.z(s);
  std::vector<float> a(z.size());
  std::array<float, max_activation_parameters> parameters{};
  for (std::size_t i = 0; i < row.parameter_list().size(); ++i)
    parameters[i] = static_cast<float>(row.parameter_list()[i].initial);
  row.value(z.data(), a.data(), static_cast<int>(z.size()), 1, parameters.data());
  double sum = 0;
  for (std::size_t i = 0; i < neuron.count(); ++i) {
    const double error = a[i] - neuron.target(i);
    sum += error * error;
  }
  return sum / static_cast<double>(neuron.count());
}

double cross_entropy(Neuron& neuron, const Setting& s) {
  const std::vector<float>& z = neuron.z(s);
  std::vector<float> t(z.size()), loss(z.size());
  for (std::size_t i = 0; i < t.size(); ++i) t[i] = static_cast<float>(neuron.target(std::min(i, neuron.count() - 1)));
  find_pairing("logistic", "cross-entropy")
      ->compute(z.data(), t.data(), nullptr, loss.data(), 1, static_cast<int>(z.size()), 1);
  double sum = 0;
  for (std::size_t i = 0; i < neuron.count(); ++i) sum += loss[i];
  return sum / static_cast<double>(neuron.count());
}

template <class Loss>
double violations(Loss loss, int pairs, double spread, std::uint32_t seed) {
  int count = 0;
  for (int i = 0; i < pairs; ++i) {
    const RandomBlock one = random_block(seed, Stream::weights, {static_cast<std::uint32_t>(i), 0, 0, 0}),
                      two = random_block(seed, Stream::weights, {static_cast<std::uint32_t>(i), 1, 0, 0});
    Setting a, b, middle;
    for (std::size_t k = 0; k < 3; ++k) {
      a[k] = spread * normal(one[k]);
      b[k] = spread * normal(two[k]);
      middle[k] = 0.5 * (a[k] + b[k]);
    }
    const double mean = 0.5 * (loss(a) + loss(b));
    count += loss(middle) > mean + 1e-5 * (1 + mean);  // more than float's rounding
  }
  return static_cast<double>(count) / pairs;
}

}  // namespace

void measure_product_gate(const Reader& options, std::uint32_t, Figures& figures) {
  const double scale = number_option(options, "scale", 0.001, 10), bias = number_option(options, "bias", -10, 10);
  figures.add("curved", gate_error(curve_option(options, "curved"), scale, bias));
  figures.add("straight", gate_error(curve_option(options, "straight"), scale, bias));
}

void measure_convexity(const Reader& options, std::uint32_t seed, Figures& figures) {
  const Activation &row = curve_option(options, "activation"), &identity = *find_activation("identity");
  Neuron neuron(integer_option(options, "points", 2, 1000), seed);
  const int pairs = integer_option(options, "pairs", 1, 20000);
  const double spread = number_option(options, "spread", 0.01, 100);
  figures.add("squared", violations([&](const Setting& s) { return squared(neuron, row, s); }, pairs, spread, seed));
  figures.add("cross-entropy",
              violations([&](const Setting& s) { return cross_entropy(neuron, s); }, pairs, spread, seed));
  figures.add("linear",
              violations([&](const Setting& s) { return squared(neuron, identity, s); }, pairs, spread, seed));
}

}  // namespace nonlin

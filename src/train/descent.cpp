#include "train/descent.hpp"

#include "math/aligned.hpp"
#include "math/functions_double.hpp"
#include "math/random.hpp"
#include "math/simd.hpp"
#include "math/table.hpp"
#include "train/penalty.hpp"

namespace nonlin {
namespace {

double sigmoid(double z) { return 1 / (1 + exp(-z)); }

/// x^2/2 - y^2/2 + y^4/4: a saddle at (0, 0), minima of -1/4 at (0, -1) and (0, 1).
double saddle(double x, double y) { return x * x / 2 - y * y / 2 + y * y * y * y / 4; }
std::array<double, 2> saddle_slope(double x, double y) { return {x, y * y * y - y}; }

/// x^4 - 4 x^2 + 1.2 x: a local minimum at 1.332, the global one at -1.484.
double double_well(double x, double) { return x * x * x * x - 4 * x * x + 1.2 * x; }
std::array<double, 2> double_well_slope(double x, double) { return {4 * x * x * x - 8 * x + 1.2, 0}; }

/// (x^2 + 50 y^2) / 2: fifty times as steep one way as the other.
double bowl(double x, double y) { return (x * x + 50 * y * y) / 2; }
std::array<double, 2> bowl_slope(double x, double y) { return {x, 50 * y}; }

// One sigmoid neuron without bias, y = sigmoid(w x), on three points that are all of class 1.
constexpr double neuron_points[] = {-0.1, 1.5, -20.4};

/// Mean (y - 1)^2: two minima, near -0.105 (0.183) and 1.47 (0.433).
double neuron_squared(double w, double) {
  double sum = 0;
  for (double x : neuron_points) sum += (1 - sigmoid(w * x)) * (1 - sigmoid(w * x));
  return sum / 3;
}
std::array<double, 2> neuron_squared_slope(double w, double) {
  double sum = 0;
  for (double x : neuron_points) {
    const double y = sigmoid(w * x);
    sum += 2 * (y - 1) * y * sigmoid(-w * x) * x;
  }
  return {sum / 3, 0};
}
/// Mean -log y = log1p(exp(-w x)): convex, one minimum.
double neuron_cross_entropy(double w, double) {
  double sum = 0;
  for (double x : neuron_points) {
    const double z = w * x;
    sum += z > 0 ? log1p(exp(-z)) : log1p(exp(z)) - z;
  }
  return sum / 3;
}
std::array<double, 2> neuron_cross_entropy_slope(double w, double) {
  double sum = 0;
  for (double x : neuron_points) sum -= sigmoid(-w * x) * x;
  return {sum / 3, 0};
}

/// The activation itself as what is made small: how fast its slope lets z go down.
double sigmoid_value(double z, double) { return sigmoid(z); }
std::array<double, 2> sigmoid_slope(double z, double) { return {sigmoid(z) * sigmoid(-z), 0}; }
double relu_value(double z, double) { return z > 0 ? z : 0; }
std::array<double, 2> relu_slope(double z, double) { return {z > 0 ? 1.0 : 0.0, 0}; }

constexpr std::array rows{
    Problem{"saddle", 2, {1, 0.1}, saddle, saddle_slope},
    Problem{"double-well", 1, {2.2, 0}, double_well, double_well_slope},
    Problem{"bowl", 2, {-4, 1}, bowl, bowl_slope},
    Problem{"neuron-mse", 1, {1, 0}, neuron_squared, neuron_squared_slope},
    Problem{"neuron-cross-entropy", 1, {1, 0}, neuron_cross_entropy, neuron_cross_entropy_slope},
    Problem{"sigmoid", 1, {2.1972245773362196, 0}, sigmoid_value, sigmoid_slope},  // ln 9: sigmoid is 0.9
    Problem{"relu", 1, {0.9, 0}, relu_value, relu_slope},
};

}  // namespace

std::span<const Problem> problems() { return rows; }
const Problem* find_problem(std::string_view id) { return find_row(rows, id); }

std::vector<DescentPoint> descend(const Problem& problem, const DescentSpec& spec) {
  Floats w(lanes, 0.0f), gradient(lanes, 0.0f), moment1(lanes, 0.0f), moment2(lanes, 0.0f);
  Powers powers{1, 1};
  std::vector<DescentPoint> path;
  const auto add = [&] {
    const double x = w[0], y = w[1];
    path.push_back({x, y, problem.value(x, y)});
  };
  for (std::size_t i = 0; i < 2; ++i) w[i] = static_cast<float>(spec.start[i]);
  add();
  for (int step = 0; step < spec.steps; ++step) {
    const std::array<double, 2> slope = problem.slope(path.back().x, path.back().y);
    const RandomBlock draws = random_block(spec.seed, Stream::descent, {static_cast<std::uint32_t>(step), 0, 0, 0});
    for (std::size_t i = 0; i < static_cast<std::size_t>(problem.variables); ++i) {
      const double noise = spec.noise != 0 ? spec.noise * normal(draws[i]) : 0;
      gradient[i] = static_cast<float>(slope[i] + noise);
    }
    const std::span<float> first = spec.optimizer.row->moments > 0 ? std::span<float>(moment1) : std::span<float>(),
                           second = spec.optimizer.row->moments > 1 ? std::span<float>(moment2) : std::span<float>();
    if (spec.optimizer.clip > 0) clip_norm(gradient, spec.optimizer.clip);
    const double rate = rate_at(spec.optimizer, step);
    if (spec.decay > 0) {
      const float share = static_cast<float>(rate * spec.decay);
      for (std::size_t i = 0; i < static_cast<std::size_t>(problem.variables); ++i) w[i] -= share * w[i];
    }
    const bool finite = spec.optimizer.row->step({w, gradient, first, second, rate, spec.optimizer.settings, powers});
    if (!finite) return path;
    add();
  }
  return path;
}

}  // namespace nonlin

#include "notes/zigzag.hpp"

#include <cmath>
#include <limits>

#include "math/functions_double.hpp"
#include "math/random.hpp"
#include "notes/options.hpp"

namespace nonlin {
namespace {

using Pair = std::array<double, 2>;

double length(const Pair& v) { return std::sqrt(v[0] * v[0] + v[1] * v[1]); }
Pair difference(const Pair& a, const Pair& b) { return {a[0] - b[0], a[1] - b[1]}; }

constexpr double near = 0.05;

}  // namespace

std::vector<Pair> zigzag_inputs(const ZigzagSpec& spec, std::uint32_t seed) {
  std::vector<Pair> inputs;
  for (int i = 0; i < spec.points; ++i) {
    const RandomBlock draws = random_block(seed, Stream::position, {static_cast<std::uint32_t>(i), 0, 0, 0});
    const auto input = [&](std::uint32_t draw) { return 1 / (1 + exp(-normal(draw))) - 0.5 + spec.mean; };
    inputs.push_back({input(draws[0]), input(draws[1])});
  }
  return inputs;
}

std::vector<Pair> zigzag(const ZigzagSpec& spec, std::uint32_t seed) {
  const std::vector<Pair> inputs = zigzag_inputs(spec, seed);
  Pair w{0, 0};
  std::vector<Pair> path{w};
  std::size_t next = 0;
  for (int step = 0; step < spec.steps && length(difference(w, spec.target)) > near * length(spec.target); ++step) {
    Pair slope{0, 0};
    for (int k = 0; k < spec.batch; ++k, next = (next + 1) % inputs.size()) {
      const Pair& x = inputs[next];
      const double error = (w[0] - spec.target[0]) * x[0] + (w[1] - spec.target[1]) * x[1];
      for (std::size_t i = 0; i < 2; ++i) slope[i] += error * x[i] / spec.batch;
    }
    for (std::size_t i = 0; i < 2; ++i) w[i] -= spec.rate * slope[i];
    if (!std::isfinite(length(w))) break;
    path.push_back(w);
  }
  return path;
}

ZigzagSpec read_zigzag(const Reader& options) {
  ZigzagSpec spec;
  spec.mean = number_option(options, "mean", -10, 10);
  spec.rate = number_option(options, "rate", 1e-6, 100);
  spec.points = integer_option(options, "points", 1, 1000);
  spec.batch = integer_option(options, "batch", 1, spec.points);
  spec.steps = integer_option(options, "steps", 1, 10'000);
  const Reader target = option(options, "target");
  const Readers numbers = target.items();
  if (numbers.size() != 2) target.fail(static_cast<int>(numbers.size()), " numbers; allowed: two");
  for (std::size_t i = 0; i < 2; ++i) spec.target[i] = numbers[i].number(-100, 100);
  if (length(spec.target) == 0) target.fail("0, 0 is where the way begins");
  return spec;
}

ZigzagFigures figures_of(const ZigzagSpec& spec, const std::vector<Pair>& path) {
  double same = 0, turned = 0, walked = 0;
  Pair before{0, 0};
  for (std::size_t i = 1; i < path.size(); ++i) {
    const Pair move = difference(path[i], path[i - 1]);
    same += move[0] * move[1] > 0 ? 1 : 0;
    turned += move[0] * before[0] + move[1] * before[1] < 0 ? 1 : 0;
    walked += length(move);
    before = move;
  }
  const auto steps = static_cast<double>(path.size() - 1);
  const bool arrived = length(difference(path.back(), spec.target)) <= near * length(spec.target);
  return {same / steps, walked / length(spec.target), turned / steps,
          arrived ? steps : std::numeric_limits<double>::infinity()};
}

void measure_zigzag(const Reader& options, std::uint32_t seed, Figures& figures) {
  options.keys("mean, batch, rate, target, points, steps");
  const ZigzagSpec spec = read_zigzag(options);
  const ZigzagFigures found = figures_of(spec, zigzag(spec, seed));
  figures.add("same-sign", found.same_sign);
  figures.add("path", found.path);
  figures.add("reversals", found.reversals);
  figures.add("steps", found.steps);
}

}  // namespace nonlin

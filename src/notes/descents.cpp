#include "notes/descents.hpp"

#include <cmath>
#include <limits>

#include "math/text.hpp"
#include "notes/options.hpp"
#include "train/descent.hpp"

namespace nonlin {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double highest_rate = 100;

}  // namespace

DescentWalk read_walk(const Reader& options, std::uint32_t seed) {
  DescentWalk walk{option(options, "problem").row(problems()), {}};
  const std::vector<double> start = option(options, "start").numbers();
  if (start.size() != 2) option(options, "start").fail(static_cast<int>(start.size()), " numbers; allowed: two");
  walk.spec.start = {start[0], start[1]};
  walk.spec.steps = integer_option(options, "steps", 1, 10'000);
  walk.spec.noise = number_option(options, "noise", 0, 1);
  walk.spec.seed = seed;
  return walk;
}

std::vector<DescentPoint> walked(DescentWalk walk, const Optimizer& row, double rate) {
  walk.spec.optimizer = {.row = &row, .rate = rate};
  for (std::size_t i = 0; i < row.parameter_list().size(); ++i)
    walk.spec.optimizer.settings[i] = row.parameters[i].initial;
  return descend(*walk.problem, walk.spec);
}

double rate_of(const Reader& rate) { return rate.positive_number(highest_rate); }

double steps_below(const std::vector<DescentPoint>& path, double level) {
  for (std::size_t i = 0; i < path.size(); ++i)
    if (path[i].value < level) return static_cast<double>(i);
  return infinity;
}

double end_of(const DescentWalk& walk, const std::vector<DescentPoint>& path) {
  return path.size() == static_cast<std::size_t>(walk.spec.steps) + 1 ? path.back().x : infinity;
}

bool has_crossed(const DescentWalk& walk, double end) { return std::isfinite(end) && end * walk.spec.start[0] < 0; }

void measure_descent_to_level(const Reader& options, std::uint32_t seed, Figures& figures) {
  options.keys("problem, start, level, steps, noise, rates");
  const DescentWalk walk = read_walk(options, seed);
  const double level = number_option(options, "level", -1e6, 1e6);
  const Reader rates = option(options, "rates");
  rates.keys(words_of(optimizers()));
  for (const Reader& rate : rates.members()) {
    const auto path = walked(walk, *find_optimizer(rate.key()), rate_of(rate));
    figures.add(join(rate.key(), ".steps"), steps_below(path, level));
  }
}

void measure_descent_across(const Reader& options, std::uint32_t seed, Figures& figures) {
  options.keys("problem, start, steps, noise, optimizers, rates");
  const DescentWalk walk = read_walk(options, seed);
  Figures ends;
  const Reader names = option(options, "optimizers"), rates = option(options, "rates");
  for (const Reader& name : names.items()) {
    const Optimizer& row = *name.row(optimizers());
    double crossed = 0;
    for (const Reader& rate : rates.items()) {
      const double end = end_of(walk, walked(walk, row, rate_of(rate)));
      crossed += has_crossed(walk, end) ? 1 : 0;
      ends.add(join(row.id, "/", describe(rate.value()), ".x"), end);
    }
    figures.add(join(row.id, ".crossed"), crossed);
  }
  for (std::size_t i = 0; i < ends.names.size(); ++i) figures.add(ends.names[i], ends.values[i]);
}

}  // namespace nonlin

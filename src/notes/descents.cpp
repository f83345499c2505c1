#include "notes/descents.hpp"

#include <limits>
#include <vector>

#include "math/text.hpp"
#include "notes/options.hpp"
#include "train/descent.hpp"

namespace nonlin {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double highest_rate = 100;

struct Walk {
  const Problem* problem;
  DescentSpec spec;
};

Walk read_walk(const Reader& options, std::uint32_t seed) {
  Walk walk{option(options, "problem").row(problems()), {}};
  const std::vector<double> start = option(options, "start").numbers();
  if (start.size() != 2) option(options, "start").fail(start.size(), " numbers; allowed: two");
  walk.spec.start = {start[0], start[1]};
  walk.spec.steps = integer_option(options, "steps", 1, 10'000);
  walk.spec.noise = number_option(options, "noise", 0, 1);
  walk.spec.seed = seed;
  return walk;
}

std::vector<DescentPoint> walked(Walk walk, const Optimizer& row, double rate) {
  walk.spec.optimizer = {.row = &row, .rate = rate};
  for (std::size_t i = 0; i < row.parameter_list().size(); ++i)
    walk.spec.optimizer.settings[i] = row.parameters[i].initial;
  return descend(*walk.problem, walk.spec);
}

}  // namespace

void measure_descent_to_level(const Reader& options, std::uint32_t seed, Figures& figures) {
  options.keys("problem, start, level, steps, noise, rates");
  const Walk walk = read_walk(options, seed);
  const double level = number_option(options, "level", -1e6, 1e6);
  const Reader rates = option(options, "rates");
  rates.keys(words_of(optimizers()));
  for (const Reader& rate : rates.members()) {
    const auto path = walked(walk, *find_optimizer(rate.key()), rate.positive_number(highest_rate));
    double steps = infinity;
    for (std::size_t i = 0; i < path.size() && steps == infinity; ++i)
      if (path[i].value < level) steps = static_cast<double>(i);
    figures.add(join(rate.key(), ".steps"), steps);
  }
}

void measure_descent_across(const Reader& options, std::uint32_t seed, Figures& figures) {
  options.keys("problem, start, steps, noise, optimizers, rates");
  const Walk walk = read_walk(options, seed);
  Figures ends;
  const Reader names = option(options, "optimizers"), rates = option(options, "rates");
  for (const Reader& name : names.items()) {
    const Optimizer& row = *name.row(optimizers());
    double crossed = 0;
    for (const Reader& rate : rates.items()) {
      const auto path = walked(walk, row, rate.positive_number(highest_rate));
      const bool whole = path.size() == static_cast<std::size_t>(walk.spec.steps) + 1;
      const double end = whole ? path.back().x : infinity;
      crossed += whole && end * walk.spec.start[0] < 0 ? 1 : 0;
      ends.add(join(row.id, "/", describe(rate.value()), ".x"), end);
    }
    figures.add(join(row.id, ".crossed"), crossed);
  }
  for (std::size_t i = 0; i < ends.names.size(); ++i) figures.add(ends.names[i], ends.values[i]);
}

}  // namespace nonlin

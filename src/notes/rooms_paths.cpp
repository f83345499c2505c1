// Rooms about ways down: the zig-zag, the saddle.
#include "notes/descents.hpp"
#include "notes/room_answers.hpp"
#include "notes/zigzag.hpp"

namespace nonlin {
namespace {

/// `value` at the middle of every cell of a picture over -reach..reach, row 0 at the top.
template <class Of>
Floats32 picture(int size, double reach, Of value) {
  Floats32 values;
  for (int row = size - 1; row >= 0; --row)
    for (int column = 0; column < size; ++column)
      values.push_back(static_cast<float>(value(place(column, size, reach), place(row, size, reach))));
  return values;
}

int size_option(const Reader& options) { return integer_option(options, "size", 8, 128); }

}  // namespace

Value answer_zigzag(const Reader& options) {
  const ZigzagSpec spec = read_zigzag(options);
  const int size = size_option(options);
  const std::uint32_t seed = seed_option(options);
  const auto path = zigzag(spec, seed);
  const ZigzagFigures figures = figures_of(spec, path);
  Floats64 x, y;
  for (const auto& w : path) {
    x.push_back(w[0]);
    y.push_back(w[1]);
  }
  // Half the mean square of (w - target) . input is a form of the inputs' second moments.
  const auto inputs = zigzag_inputs(spec, seed);
  double xx = 0, xy = 0, yy = 0;
  for (const auto& input : inputs) {
    xx += input[0] * input[0] / (2 * spec.points);
    xy += input[0] * input[1] / (2 * spec.points);
    yy += input[1] * input[1] / (2 * spec.points);
  }
  const double reach = 1.5 * std::max(std::fabs(spec.target[0]), std::fabs(spec.target[1]));
  const auto loss = [&](double w0, double w1) {
    const double a = w0 - spec.target[0], b = w1 - spec.target[1];
    return xx * a * a + 2 * xy * a * b + yy * b * b;
  };
  return object_of("x", std::move(x), "y", std::move(y), "sameSign", figures.same_sign, "path", figures.path,
                   "reversals", figures.reversals, "steps", steps_value(figures.steps), "reach", reach, "loss",
                   picture(size, reach, loss));
}

Value answer_saddle(const Reader& options) {
  const DescentWalk walk = read_walk(options, seed_option(options));
  const double level = number_option(options, "level", -1e6, 1e6), reach = number_option(options, "reach", 0.01, 100);
  const int size = size_option(options);
  const Reader rates = option(options, "rates");
  rates.keys(words_of(optimizers()));
  Array paths;
  for (const Reader& member : rates.members()) {
    const double rate = rate_of(member);
    const auto path = walked(walk, *find_optimizer(member.key()), rate);
    Floats64 x, y, value;
    for (const DescentPoint& point : path) {
      x.push_back(point.x);
      y.push_back(point.y);
      value.push_back(point.value);
    }
    paths.push_back(object_of("optimizer", member.key(), "rate", rate, "x", std::move(x), "y", std::move(y), "value",
                              std::move(value), "steps", steps_value(steps_below(path, level)), "crossed",
                              has_crossed(walk, end_of(walk, path))));
  }
  const Problem& problem = *walk.problem;
  Floats32 values;
  if (problem.variables > 1)
    values = picture(size, reach, problem.value);
  else
    for (int i = 0; i < size; ++i)
      values.push_back(static_cast<float>(problem.value(place(i, size, reach), problem.start[1])));
  return object_of("variables", problem.variables, "paths", std::move(paths), "values", std::move(values));
}

}  // namespace nonlin

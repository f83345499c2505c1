// Optimisers on problems of one or two numbers (train/descent.hpp), side by side (C74).
#pragma once

#include <vector>

#include "notes/trial.hpp"
#include "train/descent.hpp"

namespace nonlin {

struct DescentWalk {
  const Problem* problem;
  DescentSpec spec;
};
/// Reads `problem`, `start`, `steps` and `noise`. Throws std::invalid_argument.
DescentWalk read_walk(const Reader& options, std::uint32_t seed);
/// A learning rate.
double rate_of(const Reader& rate);
/// That way by an optimizer with its initial settings.
std::vector<DescentPoint> walked(DescentWalk walk, const Optimizer& row, double rate);
/// Steps until the value is below `level`; infinite when it never is.
double steps_below(const std::vector<DescentPoint>& path, double level);
/// x at the end; infinite where it diverged.
double end_of(const DescentWalk& walk, const std::vector<DescentPoint>& path);
/// Whether it ended, on the other side of x = 0 than it began.
bool has_crossed(const DescentWalk& walk, double end);

/// Options: `problem`, `start` [x, y], `level`, `steps` at most, `noise` (standard deviation, of each slope), `rates`
/// {optimizer: rate}. Figures: `<optimizer>.steps` until the value is below the level, infinite when it never is.
void measure_descent_to_level(const Reader& options, std::uint32_t seed, Figures& figures);

/// Options: `problem`, `start`, `steps`, `noise`, `optimizers` and `rates`, every optimizer at every rate. Figures:
/// `<optimizer>.crossed`, at how many of the rates it ends on the other side of x = 0, and, after all of them,
/// `<optimizer>/<rate>.x`, where it ends; infinite where it diverges.
void measure_descent_across(const Reader& options, std::uint32_t seed, Figures& figures);

}  // namespace nonlin

// Optimisers on problems of one or two numbers (train/descent.hpp), side by side (C74).
#pragma once

#include "notes/trial.hpp"

namespace nonlin {

/// Options: `problem`, `start` [x, y], `level`, `steps` at most, `noise` (standard deviation, of each slope), `rates`
/// {optimizer: rate}. Figures: `<optimizer>.steps` until the value is below the level, infinite when it never is.
void measure_descent_to_level(const Reader& options, std::uint32_t seed, Figures& figures);

/// Options: `problem`, `start`, `steps`, `noise`, `optimizers` and `rates`, every optimizer at every rate. Figures:
/// `<optimizer>.crossed`, at how many of the rates it ends on the other side of x = 0, and, after all of them,
/// `<optimizer>/<rate>.x`, where it ends; infinite where it diverges.
void measure_descent_across(const Reader& options, std::uint32_t seed, Figures& figures);

}  // namespace nonlin

// What activations and sparse layers cost on this machine (C54, C57, C63). Measured time: other figures every time.
#pragma once

#include "notes/trial.hpp"

namespace nonlin {

/// Options: `activation`, `against` (rows of one piece), `width`. Figures: `own.value` and `against.value`, nanoseconds
/// for one value of f; `own.slope` and `against.slope`, for value and slope; `own.layer` and `against.layer`,
/// microseconds for a layer of `width` units on `width` inputs and 64 samples, activation included.
void measure_prices(const Reader& options, std::uint32_t seed, Figures& figures);

/// Options: `width`, `active` (share of inputs that are not zero), `skip` (whether the code looks for zeros and passes
/// them by; else it is the engine's own product). Figures: `full` and `sparse`, microseconds for a layer of `width`
/// units on `width` inputs and 64 samples, all inputs active and only their share.
void measure_sparse_layer(const Reader& options, std::uint32_t seed, Figures& figures);

}  // namespace nonlin

// What activations give for normal input (C51, C52).
#pragma once

#include "notes/trial.hpp"

namespace nonlin {

/// Options: `activations` (rows of one piece), `mean` and `sd` of z. Figures of each: `<id>.mean`, the mean of f(z);
/// `<id>.share`, the share of its square in the mean of f(z)^2. By the midpoint rule over 8 standard deviations on both
/// sides, within 1e-6.
void measure_normal_outputs(const Reader& options, std::uint32_t seed, Figures& figures);

}  // namespace nonlin

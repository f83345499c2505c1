// What the notes on gradients (C33 to C48) measure outside races, and their trials. Each measurement says which options
// it reads and which figures it gives.
#pragma once

#include <cstdint>
#include <span>

#include "notes/trial.hpp"

namespace nonlin {

std::span<const Trial> gradients_trials();

/// Slopes of a curve: at 0 ("at-0"), and the larger of those at -z and z ("at-z"). Options: activation, z.
void measure_slopes(const Reader& options, std::uint32_t seed, Figures& figures);

/// The value of a curve itself, walked down its own slope, z <- z - rate f'(z), from where it is `high` until it is at
/// most `low`. Options: activation, against (curves that rise there), rate, high, low. Figures: steps of both ("steps",
/// "against-steps"), value after the first step ("first"), and the steps `against` needs for as long a way in z
/// ("same-distance"); infinite beyond 10,000.
void measure_descent_of_value(const Reader& options, std::uint32_t seed, Figures& figures);

/// dL/dz of a sigmoid output of target 0 under (y - t)^2 / 2 ("squared") and cross-entropy ("cross-entropy"), at z on
/// the wrong side and at 0 ("squared-at-0", "cross-entropy-at-0"). Option: z.
void measure_output_slopes(const Reader& options, std::uint32_t seed, Figures& figures);

/// One sigmoid neuron of one input, 1, that is to give 0: steps until it gives less than 0.1, with (y - t)^2 / 2 and
/// with cross-entropy ("squared", "cross-entropy"); infinite beyond 20,000. Options: weight, bias, rate.
void measure_one_neuron(const Reader& options, std::uint32_t seed, Figures& figures);

/// Where a problem of one weight (train/descent.hpp) ends from two starts ("left", "right"), how far apart ("apart"),
/// and its values there ("left-loss", "right-loss"). Options: problem, from, to (the starts), rate, steps.
void measure_two_minima(const Reader& options, std::uint32_t seed, Figures& figures);

}  // namespace nonlin

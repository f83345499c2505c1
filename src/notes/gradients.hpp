// What the notes on gradients (C33 to C48) measure outside races, and their trials. Each measurement says which options
// it reads and which figures it gives.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "model/network.hpp"
#include "notes/trial.hpp"

namespace nonlin {

std::span<const Trial> gradients_trials();

/// Slopes of a curve: at 0 ("at-0"), and the larger of those at -z and z ("at-z"). Options: activation, z.
void measure_slopes(const Reader& options, std::uint32_t seed, Figures& figures);

/// Where a curve that rises has this value, by halving; infinite where it does not within -30..30.
double place_of(const LayerSpec& curve, double value);
/// The value of a curve itself walked down its own slope, z <- z - rate f'(z), until it is at most `low`, z no longer
/// moves or 10,000 steps are done. z after each step is a float, as a network's parameter; the start comes first.
struct ValueWalk {
  std::vector<double> z;
  bool arrived;
};
ValueWalk walk_down(const LayerSpec& curve, double from, double rate, double low);

/// That walk from where the curve is `high`. Options: activation, against (curves that rise there), rate, high, low.
/// Figures: steps of both ("steps", "against-steps"), value after the first step ("first"), and the steps `against`
/// needs for as long a way in z that ends at `low`, too ("same-distance"); infinite where it does not arrive.
void measure_descent_of_value(const Reader& options, std::uint32_t seed, Figures& figures);

/// dL/dz of class 1 on a sample of class 0: of one logit z, or of the second of two softmax logits z apart.
double output_slope(std::string_view head, std::string_view loss, double z);

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

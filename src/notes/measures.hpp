// What trials that are no races measure: formulas over a sweep, a step of a network by hand, toy problems. Each reads
// all of its options from the trial's document, refuses what it cannot do, and adds its figures in a fixed order.
#pragma once

#include <cstdint>
#include <span>

#include "notes/trial.hpp"

namespace nonlin {

std::span<const Trial> formulas_trials();

/// Activations over a sweep of x, each beside a formula of its value, of its slope, or another activation.
void measure_curves(const Reader& options, std::uint32_t seed, Figures& figures);

/// A maxout unit of one input as the upper envelope of its lines: how near k lines can come to a curve, and how near
/// they learn to come.
void measure_envelope(const Reader& options, std::uint32_t seed, Figures& figures);
/// How many parameters layers with several pieces have.
void measure_sizes(const Reader& options, std::uint32_t seed, Figures& figures);

/// Formulas of a softmax at some logits: values, sum, slopes and what raising one logit does to the others.
void measure_softmax(const Reader& options, std::uint32_t seed, Figures& figures);
/// The notes' softmax_loss, run line by line in float.
void measure_softmax_loss(const Reader& options, std::uint32_t seed, Figures& figures);
/// Softmax of two logits against the sigmoid of their difference.
void measure_two_classes(const Reader& options, std::uint32_t seed, Figures& figures);

/// A network against its rewrite by other activations: at the start, and after training both.
void measure_rewrite(const Reader& options, std::uint32_t seed, Figures& figures);
/// The notes' two products with a ReLU between them.
void measure_two_layers(const Reader& options, std::uint32_t seed, Figures& figures);
/// One neuron with three inputs.
void measure_neuron(const Reader& options, std::uint32_t seed, Figures& figures);

/// h = f(factor h), again and again.
void measure_loop(const Reader& options, std::uint32_t seed, Figures& figures);
/// The largest of each window of a map, by max pooling and by maxout units.
void measure_pooling(const Reader& options, std::uint32_t seed, Figures& figures);

}  // namespace nonlin

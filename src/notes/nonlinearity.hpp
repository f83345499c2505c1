// What the notes on non-linearity (C19 to C32) measure outside races, and their trials. Each measurement says which
// options it reads and which figures it gives.
#pragma once

#include <cstdint>
#include <span>

#include "model/network.hpp"
#include "notes/trial.hpp"

namespace nonlin {

std::span<const Trial> nonlinearity_trials();

/// Networks with linear outputs; of equal layers.
Network network_of(int inputs, std::span<const LayerSpec> layers, int outputs);
Network network_of(int inputs, int layers, int units, int outputs, const Activation& activation);

/// A stack of layers beside the one matrix it would be without its activation, on random points. Options: activation,
/// layers, units, inputs, outputs. Figures: parameters of both ("parameters", "merged"), the largest difference of
/// their outputs ("difference") and of f(x + y) - f(y) and f(x) - f(0) ("bent"), in shares of the largest output.
void measure_stack(const Reader& options, std::uint32_t seed, Figures& figures);

/// A rectifier network around random points: whether close neighbours have the same pattern ("same", share), how far
/// the network is from the point's own plane at those ("near", largest, in shares of the outputs' range) and at other
/// points ("far", median). Options: activation, layers, units, biasSpread, reach.
void measure_planes(const Reader& options, std::uint32_t seed, Figures& figures);

/// Straight pieces of a network of one input over a range, told by 8192 points.
int pieces_of(const Network& network, double from, double to);
/// Gives a network of equal rectifier layers, one input and one output the weights of folds:
/// t(x) = n x - 2 n (x - 1/n)+ + 2 n (x - 2/n)+ ..., the sides of n teeth over 0..1, layer after layer.
void fold(Network& network);

/// Straight pieces over -1..1 of a network of one input ("deep"), of one with a single hidden layer of as many units
/// ("shallow"), and what teeth multiplied by teeth give ("folded": units to the power of layers, and the piece left of
/// 0). Options: start ("random" or "folds", of the deep one), activation, layers, units, biasSpread.
void measure_folds(const Reader& options, std::uint32_t seed, Figures& figures);

/// sin(2 pi x) on 0..1 by straight interpolation with 4, 8 ... 64 units ("units-4" ...: largest error). Option:
/// activation, of the units.
void measure_interpolation(const Reader& options, std::uint32_t seed, Figures& figures);

/// The largest jump of the slope of a random 1-h-1 network between points h apart, for h = 0.01 and 0.0001, under an
/// output activation ("coarse", "fine"). Options: hidden, output (curves), units, biasSpread.
void measure_kinks(const Reader& options, std::uint32_t seed, Figures& figures);

/// Four units f(u + v), f(-u - v), f(u - v), f(-u + v) at `bias`, u = scale x, v = scale y, as a product of x and y:
/// largest error on [-1, 1]^2, 1 where the curve has no bend there. Options: curved, straight (curves), scale, bias.
/// Figures: "curved", "straight".
void measure_product_gate(const Reader& options, std::uint32_t seed, Figures& figures);

/// Midpoint test of convexity of one neuron's loss over its two weights and its bias, on moons: the share of random
/// pairs of settings between which the loss is above the mean of theirs. Options: activation, points, pairs, spread
/// (standard deviation of the settings). Figures: "squared" (the activation with a squared error), "cross-entropy"
/// (sigmoid with cross-entropy), "linear" (no activation, squared error).
void measure_convexity(const Reader& options, std::uint32_t seed, Figures& figures);

/// Gives the race, in place of its inputs, the outputs of its last hidden layer as it starts: what is left to train is
/// a line in that space.
void prepare_hidden_space(Value& document, std::uint32_t seed);

}  // namespace nonlin

// What the rooms answer, each from its options, and what they have in common.
#pragma once

#include <cmath>
#include <cstdint>
#include <string_view>

#include "model/network.hpp"
#include "notes/options.hpp"

namespace nonlin {

/// 67 against 2. {one, against: {z, value, slope: after each step, the start first; steps}, distance, againstDistance:
/// in z}. `sameDistance`: the second starts as far in z from its end as the first.
Value answer_steps(const Reader& options);

/// Backward signal by depth. {delta: |dL/dz| of each hidden layer as the network starts, rms over the samples, seed by
/// seed; weights: |dL/dW| likewise; passed: of each seed delta of the first layer over that of the last}.
Value answer_depth(const Reader& options);

/// The way of two weights with all inputs of one sign, or not. {x, y: of each step, the start first; sameSign, path,
/// reversals, steps (zigzag.hpp); reach, loss: over -reach..reach of both weights, size x size, row 0 at the top}.
Value answer_zigzag(const Reader& options);

/// Squared error and cross-entropy from a start that is wrong: logits have the opposite sign, `wrong` times as large as
/// the sum of the inputs. {lanes: [{loss; start: |dL/dz| as it starts, rms over the samples; losses, accuracies: step
/// by step; steps: to an accuracy of 0.95}], slopes: {z, mse, crossEntropy: dL/dz of one sample by how wrong its logit
/// is}}.
Value answer_clinic(const Reader& options);

/// Four words with two labels each, fruit and gadget. {words: inputs and labels, [x, y, fruit, gadget] of each; lanes:
/// [{head; outputs: of each word in turn; exact: share of the training samples whose labels are all right; losses:
/// step by step}]}: two sigmoids, softmax.
Value answer_apple(const Reader& options);

/// A maxout unit of one input that learns a curve. {x, wanted, values, winners: by point; slopes, starts: of the lines;
/// used: lines that win somewhere; mse; tangents: the largest error of that many lines laid by hand, the
/// smallest possible of x^2, null where the curve is not convex}.
Value answer_maxout(const Reader& options);

/// Straight pieces: {hand: {x, y: corners of `folds` folds laid upon each other on 0..1; pieces, most}, random: {units;
/// deep, shallow: pieces on -1..1 of random networks of that shape, and of one layer with as many units, seed by seed;
/// x, y: the first of the deep ones; kinks, kinkLayers: where it bends, by which layer}}.
Value answer_folds(const Reader& options);

/// A random network and its rewrite. {before, after, difference: maps of size x size, row 0 at the top, over
/// -reach..reach; low, high: range of the first; largest: difference; parameters, parametersAfter}. Outputs are the
/// network's own; where the rewrite asks for a head, the probability of class 1.
Value answer_equivalence(const Reader& options);

/// Optimisers on one problem. {variables; paths: [{optimizer, rate; x, y, value: step by step, the start first; steps:
/// until the value is below `level`; crossed: ends on the other side of x = 0}]; values: of the problem, over
/// -reach..reach, size x size with row 0 at the top, or, of one variable, size}.
Value answer_saddle(const Reader& options);

/// One task, then another. {change: the step of it; steps; lanes: [{parameters: how many; first, second: accuracy on
/// each task at those steps}]}. Up to two seconds for the largest networks.
Value answer_forgetting(const Reader& options);

std::uint32_t seed_option(const Reader& options);
/// An activation, perhaps one of one's own, and its parameters, with outer, inner, shift and pieces, as a lane has
/// them.
LayerSpec layer_option(const Reader& options, int units, const char* activation = "activation",
                       const char* parameters = "parameters");
/// One that has one piece.
LayerSpec curve_layer_option(const Reader& options, const char* activation = "activation",
                             const char* parameters = "parameters");
/// A lane of a race with that activation, changed by `set`.
Value lane_of(const Reader& options, Value set = Object{}, const char* activation = "activation",
              const char* parameters = "parameters");
/// The number of steps until something came; null for infinity.
Value steps_value(double steps);
/// The middle of column or row i of a picture of size x size over -reach..reach, counted from the left or the bottom.
inline double place(int i, int size, double reach) { return reach * (2 * i + 1 - size) / size; }

}  // namespace nonlin

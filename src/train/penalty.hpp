// What is done to gradients and weights beside the optimiser's step: penalties, weight decay, clipping.
#pragma once

#include <span>

#include "model/network.hpp"

namespace nonlin {

/// Penalty l1 |w| + l2 w^2 / 2 on weights only, never on biases or learned parameters; its slope joins the gradient,
/// and no loss that is shown contains it. Penalty `activations` |a| on the activations of the hidden layers as the next
/// layer is given them, summed over units and averaged over the batch.
struct RegularizationSpec {
  double l1 = 0, l2 = 0;
  double activations = 0;
  /// TensorFlow Playground's L1: not in the gradient but a push of its own after the optimiser's step, rate l1 toward
  /// zero. A weight that it would carry across zero becomes zero and stays so whatever its gradient. Such a weight is
  /// held as -0, which no step gives to a weight that moves: a state needs no list of them.
  bool l1_stays = false;
  /// Decoupled decay: weights lose rate decay w before each step. Loshchilov, Hutter, "Decoupled weight decay
  /// regularization", ICLR 2019.
  double decay = 0;
};

/// Adds the slopes of l1 (but where it `stays`) and l2 to `gradient`, in the layout of the parameter buffer.
void add_penalty(const Network& network, const RegularizationSpec& spec, std::span<float> gradient);

/// Scales `gradient` by highest / (norm + 1e-6) where that is below 1: torch.nn.utils.clip_grad_norm_. The norm is that
/// of the whole buffer, its squares summed in double, eight lanes by index and their tree, so that no finite gradient
/// overflows it.
void clip_norm(std::span<float> gradient, double highest);

/// w -= amount w.
void decay_weights(Network& network, double amount);

/// Makes weights of -0 weights of +0: at the start of training none is held.
void release_weights(Network& network);

/// The push of `l1_stays` after a step: w -= amount sign(before), `before` being the parameters before the step.
void push_weights(Network& network, std::span<const float> before, double amount);

}  // namespace nonlin

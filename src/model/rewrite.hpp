// Equivalent rewrites: a network that computes the same by other means, so that "a stack of linear layers is one",
// "tanh is a sigmoid in disguise" or "ReLU is a maxout" can be shown on the network itself. What is equal is what the
// networks compute, up to rounding; trained on, they part.
#pragma once

#include <span>
#include <string_view>

#include "model/network.hpp"

namespace nonlin {

/// Each throws std::invalid_argument, in words, for a network it has nothing to say about, and for normalised layers.

/// Hidden identity layers join the layer after them: W2 (W1 x + b1) + b2 = (W2 W1) x + (W2 b1 + b2).
Network merge_identity(const Network& network);
/// tanh z = 2 sigmoid(2 z) - 1: weights and biases of every tanh layer doubled, those of the layer after it rewritten.
Network tanh_to_sigmoid(const Network& network);
/// ReLU, leaky ReLU, PReLU (alpha <= 1) and |z| as the larger of z and 0, alpha z or -z: maxout with two pieces.
Network to_maxout(const Network& network);
/// Two softmax outputs as one logistic: p(class 1) = sigmoid(z1 - z0). The caller changes the head.
Network softmax_to_logistic(const Network& network);

struct Rewrite {
  std::string_view id;
  Network (*apply)(const Network&);
  std::string_view head_before, head_after;  // empty: any, and it stays
};
std::span<const Rewrite> rewrites();
const Rewrite* find_rewrite(std::string_view id);

}  // namespace nonlin

// Rewrites prove themselves by evaluation; what does not apply is refused in words.
#include "model/rewrite.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

#include "numbers.hpp"
#include "probe/equivalence.hpp"
#include "probe/field.hpp"
#include "probe_networks.hpp"

namespace nonlin {
namespace {

using Catch::Matchers::ContainsSubstring;
using test::made;

NetworkSpec of(std::initializer_list<std::string_view> ids, int outputs = 1) {
  NetworkSpec spec{.inputs = 2, .layers = {}, .outputs = outputs};
  for (std::string_view id : ids) spec.layers.push_back(make_layer(6, test::activation(id)));
  return spec;
}

/// The largest difference of the logits (or of the head's outputs) on a grid.
double difference(std::string_view rewrite, const Network& network, std::string_view head = "identity") {
  return prove(*find_rewrite(rewrite), network, *find_head(head), make_grid({}, -4, 4, 33)).largest_difference;
}

TEST_CASE("stacked identity layers are one linear layer", "[rewrite]") {
  const Network stack = made(of({"identity", "identity", "identity"}));
  const Network one = merge_identity(stack);
  CHECK(one.spec().layers.empty());
  CHECK(one.parameter_count() == 3);
  CHECK(difference("merge-identity", stack) < 2e-6);
}

TEST_CASE("identity layers join the layer after them, wherever they stand", "[rewrite]") {
  NetworkSpec spec = of({"identity", "prelu", "identity", "identity", "swish", "identity"}, 2);
  spec.layers[0].affine = {.outer = 0.5, .inner = -2, .shift = 0.25};
  spec.layers[2].bias = false;
  spec.layers[4].bias = false;
  spec.layers[4].parameters[0].learned = Learned::unit;
  spec.output_bias = false;
  Network network = made(spec);
  test::put(network, "alpha1", {0.1f, 0.2f, 0.3f, 0.4f, 0.5f, 0.6f});
  test::put(network, "swish_beta4", {1.1f, 1.2f, 1.3f, 1.4f, 1.5f, 1.6f});
  const Network merged = merge_identity(network);
  REQUIRE(merged.spec().layers.size() == 2);
  CHECK(merged.spec().layers[0].activation->id == "prelu");
  CHECK(merged.spec().layers[1].activation->id == "swish");
  CHECK(merged.spec().output_bias);
  CHECK(difference("merge-identity", network) < 1e-5);
}

TEST_CASE("a tanh network is a sigmoid network", "[rewrite]") {
  NetworkSpec spec = of({"tanh", "relu", "tanh", "tanh"}, 3);
  CHECK(difference("tanh-to-sigmoid", made(spec)) < 5e-6);
  spec.layers[0].affine = {.outer = 1.5, .inner = 0.5, .shift = -0.25};
  spec.layers[3].affine = {.outer = -2, .inner = 1, .shift = 1};
  spec.output_bias = false;
  const Network network = made(spec), rewritten = tanh_to_sigmoid(network);
  CHECK(difference("tanh-to-sigmoid", network) < 1e-5);
  CHECK(rewritten.spec().layers[1].activation->id == "relu");
  for (std::size_t l : {0u, 2u, 3u}) CHECK(rewritten.spec().layers[l].activation->id == "sigmoid");
  CHECK(rewritten.parameter_count() == network.parameter_count() + 3);  // the outputs' biases
}

TEST_CASE("ReLU, leaky ReLU, PReLU and |z| are maxout with two pieces", "[rewrite]") {
  NetworkSpec spec = of({"relu", "leaky-relu", "prelu", "gelu", "abs"});
  spec.layers[1].affine = {.outer = 2, .inner = -1, .shift = 0.5};
  spec.layers[1].parameters[0].value = -0.5;
  Network network = made(spec);
  test::put(network, "alpha2", {0.1f, -0.2f, 0.3f, 1, 0.5f, 0.6f});
  const Network rewritten = to_maxout(network);
  for (std::size_t l : {0u, 1u, 2u}) CHECK(rewritten.spec().layers[l].activation->id == "maxout");
  CHECK(rewritten.spec().layers[3].activation->id == "gelu");
  CHECK(rewritten.spec().layers[4].activation->id == "maxout");
  CHECK(difference("to-maxout", network) < 3e-5);
  CHECK(difference("to-maxout", made(of({"relu", "relu"}))) == 0);  // the same sums in the same order
  test::put(network, "alpha2", {0.1f, 1.5f, 0.3f, 1, 0.5f, 0.6f});
  CHECK_THROWS_WITH(to_maxout(network), ContainsSubstring("hidden layer 2, unit 1 has slope 1.5"));
}

TEST_CASE("two softmax outputs are one logistic", "[rewrite]") {
  CHECK(difference("softmax-to-logistic", made(of({"tanh"}, 2)), "softmax") < 3e-7);
  NetworkSpec spec = of({"gelu"}, 2);
  spec.output_bias = false;
  const Equivalence proof =
      prove(*find_rewrite("softmax-to-logistic"), made(spec), *find_head("softmax"), make_grid({}, -4, 4, 33));
  CHECK(proof.largest_difference < 3e-7);
  CHECK(proof.head->id == "logistic");
  CHECK(proof.rewritten.parameter_count() == 2 * 6 + 6 + 6);
  CHECK_THROWS_WITH(difference("softmax-to-logistic", made(of({"tanh"}, 3)), "softmax"),
                    ContainsSubstring("3 outputs"));
  CHECK_THROWS_WITH(difference("softmax-to-logistic", made(of({"tanh"}, 2)), "identity"),
                    ContainsSubstring("needs the head softmax"));
}

TEST_CASE("a rewrite with nothing to say, or with a norm in its way, is refused", "[rewrite]") {
  const Network plain = made(of({"gelu"}));
  CHECK_THROWS_WITH(merge_identity(plain), ContainsSubstring("identity"));
  CHECK_THROWS_WITH(tanh_to_sigmoid(plain), ContainsSubstring("tanh"));
  CHECK_THROWS_WITH(to_maxout(plain), ContainsSubstring("relu"));
  NetworkSpec spec = of({"identity", "tanh", "relu"}, 2);
  spec.layers[1].norm = Norm::layer;
  const Network normed(spec);
  for (const Rewrite& rewrite : rewrites())
    CHECK_THROWS_WITH(rewrite.apply(normed), ContainsSubstring("hidden layer 1 is normalised"));
}

TEST_CASE("a difference is seen", "[rewrite]") {
  const Network network = made(of({"tanh"}));
  Network other = network;
  test::put(other, "b1", {0.6f});
  const Head& head = *find_head("identity");
  CHECK(test::close(largest_difference(network, head, other, head, make_grid({}, -1, 1, 9)), 0.5, 1e-6));
}

}  // namespace
}  // namespace nonlin

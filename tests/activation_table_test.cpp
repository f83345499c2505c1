// What the activation table holds: rows, order, families, parameters, initialisers.
#include <catch2/catch_test_macros.hpp>
#include <utility>

#include "model/activation.hpp"

using nonlin::Activation;
using nonlin::activations;

TEST_CASE("the table holds the rows in the order of the page") {
  const char* const ids[] = {"sigmoid", "hard-sigmoid", "tanh",       "hard-tanh", "softsign",      "arctan",
                             "relu",    "leaky-relu",   "prelu",      "maxout",    "relu6",         "squared-relu",
                             "abs",     "softplus",     "elu",        "selu",      "bent-identity", "square",
                             "swish",   "gelu",         "hard-swish", "gelu-tanh", "mish",          "glu",
                             "swiglu",  "sine",         "cosine",     "gaussian",  "identity",      "step"};
  REQUIRE(activations().size() == std::size(ids));
  for (std::size_t i = 0; i < std::size(ids); ++i) {
    CHECK(activations()[i].id == ids[i]);
    CHECK(nonlin::find_activation(ids[i]) == &activations()[i]);
    if (i > 0) CHECK(activations()[i - 1].family <= activations()[i].family);
  }
  CHECK(nonlin::find_activation("relu7") == nullptr);
  CHECK(nonlin::find_activation("") == nullptr);
  CHECK(nonlin::find_activation("ReLU") == nullptr);
}

TEST_CASE("parameters are those of the definition: leaky 0.01, prelu learned from 0.25, swish fixed but learnable") {
  const auto only = [](const char* id) { return nonlin::find_activation(id)->parameter_list(); };
  CHECK(only("leaky-relu")[0].initial == 0.01);
  CHECK_FALSE(only("leaky-relu")[0].learnable);
  CHECK(only("prelu")[0].initial == 0.25);
  CHECK(only("prelu")[0].learned);
  CHECK(only("elu")[0].initial == 1);
  CHECK(only("swish")[0].initial == 1);
  CHECK(only("swish")[0].learnable);
  CHECK_FALSE(only("swish")[0].learned);
  REQUIRE(only("gelu").size() == 2);
  CHECK(only("gelu")[0].initial == 0);
  CHECK(only("gelu")[1].initial == 1);
  const Activation& maxout = *nonlin::find_activation("maxout");
  CHECK(maxout.lowest_pieces == 2);
  CHECK(maxout.initial_pieces == 2);
  CHECK(maxout.highest_pieces == 8);
  REQUIRE(only("relu").size() == 1);
  CHECK(only("relu")[0].id == "at-zero");
  CHECK(only("relu")[0].initial == 0);
  CHECK(only("relu")[0].highest == 1);
  REQUIRE(only("step").size() == 1);
  CHECK(only("step")[0].id == "pass");
  CHECK(only("step")[0].initial == 0);
}

TEST_CASE("only GLU and SwiGLU are gated pairs: two pieces, a value part and its gate") {
  for (const Activation& row : activations()) {
    INFO(row.id);
    CHECK(row.gated == (row.id == "glu" || row.id == "swiglu"));
    if (row.gated) {
      CHECK((row.lowest_pieces == 2 && row.initial_pieces == 2 && row.highest_pieces == 2));
      CHECK(row.family == nonlin::Family::gated);
    }
  }
}

TEST_CASE("the textbook initialiser is He for rectifying and gated rows, LeCun for SELU, Xavier for the rest") {
  for (const char* id : {"relu", "leaky-relu", "prelu", "relu6", "squared-relu", "softplus", "elu", "swish", "gelu",
                         "gelu-tanh", "hard-swish", "mish", "glu", "swiglu"}) {
    INFO(id);
    CHECK(nonlin::id_of(nonlin::find_activation(id)->textbook) == "he-normal");
  }
  for (const char* id : {"sigmoid", "hard-sigmoid", "tanh", "hard-tanh", "softsign", "arctan", "maxout",
                         "bent-identity", "sine", "cosine", "gaussian", "identity", "step", "abs", "square"}) {
    INFO(id);
    CHECK(nonlin::id_of(nonlin::find_activation(id)->textbook) == "xavier-normal");
  }
  CHECK(nonlin::id_of(nonlin::find_activation("selu")->textbook) == "lecun-normal");
}

TEST_CASE("families have the names that the page and the texts use") {
  using nonlin::Family;
  const std::pair<Family, const char*> names[] = {{Family::s_shaped, "s-shaped"}, {Family::hinged, "hinged"},
                                                  {Family::smooth, "smooth"},     {Family::gated, "gated"},
                                                  {Family::waves, "waves"},       {Family::baseline, "baseline"}};
  for (const auto& [family, name] : names) CHECK(nonlin::id_of(family) == name);
}

TEST_CASE("only step has a slope that is no use in training") {
  for (const Activation& row : activations()) {
    INFO(row.id);
    CHECK(row.pseudo_slope == (row.id == "step"));
  }
}

// The figures that the study notes state (golden/facts.json), from the engine's own rows, heads and networks. Slopes
// and curves stand in activation_facts_test.cpp.
#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <cmath>
#include <cstdio>
#include <string>

#include "golden.hpp"
#include "model/loss.hpp"
#include "model/passes.hpp"
#include "numbers.hpp"

namespace nonlin {
namespace {

using nlohmann::json;

const json& facts() { return golden("facts"); }
const Activation& row(const char* id) { return *find_activation(id); }

struct Point {
  float value, slope;
};
Point at(const Activation& activation, float z) {
  float x[8], a[8], slope[8];
  for (float& v : x) v = z;
  const float none[max_activation_parameters] = {};
  activation.value_slope(x, a, slope, 8, 1, none);
  return {a[0], slope[0]};
}

TEST_CASE("a sigmoid takes 67 steps down its own slope from 0.9 to 0.5, a ReLU two") {
  const json& sigmoid = facts()["sigmoid_steps_0.9_to_0.5"];
  const float eta = sigmoid["eta"].get<float>();
  float z = sigmoid["start_z"].get<float>();
  std::size_t seen = 0;
  int steps = 0;
  while (at(row("sigmoid"), z).value > 0.5f) {
    z -= eta * at(row("sigmoid"), z).slope;
    ++steps;
    for (const json& entry : sigmoid["trace_step_z_a"]) {
      if (entry[0].get<int>() != steps) continue;
      ++seen;
      CHECK(test::close(z, entry[1].get<double>(), 1e-5, 1e-5));
      CHECK(test::close(at(row("sigmoid"), z).value, entry[2].get<double>(), 1e-5));
    }
  }
  CHECK(steps == sigmoid["steps"].get<int>());
  CHECK(seen == sigmoid["trace_step_z_a"].size());

  const json& relu = facts()["relu_steps_0.9_to_0.5"];
  z = 0.9f;
  for (int i = 0; i <= relu["steps"].get<int>(); ++i) {
    CHECK(test::close(z, relu["trace"][static_cast<std::size_t>(i)].get<double>(), 1e-6));
    z -= relu["eta"].get<float>() * at(row("relu"), z).slope;
  }
}

TEST_CASE("the softmax of 2, 1, 0.1 and the ReLU network of the notes") {
  const json& softmax = facts()["softmax_2_1_0.1"];
  float z[24], y[24];
  for (std::size_t k = 0; k < 3; ++k)
    for (std::size_t s = 0; s < 8; ++s) z[8 * k + s] = softmax["z"][k].get<float>();
  find_head("softmax")->output(z, y, 3, 8);
  for (std::size_t k = 0; k < 3; ++k) CHECK(test::close(y[8 * k], softmax["y"][k].get<double>(), 1e-6));

  const json& example = facts()["relu_example"];
  Network network({.inputs = 4, .layers = {make_layer(3, row("relu"))}, .outputs = 2});
  // The notes multiply rows from the left, so their matrices stand transposed.
  const auto put = [&](std::size_t layer, const json& matrix) {
    const LayerView& view = network.layers()[layer];
    for (int unit = 0; unit < view.rows; ++unit)
      for (int input = 0; input < view.inputs; ++input)
        network.parameters()[static_cast<std::size_t>(view.weights + unit * view.inputs + input)] =
            matrix[static_cast<std::size_t>(input)][static_cast<std::size_t>(unit)].get<float>();
  };
  put(0, example["W1"]);
  put(1, example["W2"]);
  float x[32];
  for (std::size_t i = 0; i < 4; ++i)
    for (std::size_t s = 0; s < 8; ++s) x[8 * i + s] = example["X"][std::min<std::size_t>(s, 2)][i].get<float>();
  Workspace workspace(network.spec());
  const float* out = evaluate(network, x, 8, workspace);
  for (std::size_t s = 0; s < 3; ++s) {
    for (std::size_t u = 0; u < 3; ++u)
      CHECK(test::close(workspace.layer(0).z[8 * u + s], example["hidden_preactivation"][s][u].get<double>(), 1e-5));
    for (std::size_t k = 0; k < 2; ++k)
      CHECK(test::close(out[8 * k + s], example["output"][s][k].get<double>(), 1e-5, 1e-6));
  }
}

TEST_CASE("tanh is 2 sigmoid(2 x) - 1") {
  double largest = 0;
  for (int i = -2000; i <= 2000; ++i) {
    const double x = i * 0.01;
    largest = std::max(largest, std::fabs(row("tanh").value_double(x, nullptr) -
                                          (2 * row("sigmoid").value_double(2 * x, nullptr) - 1)));
  }
  CHECK(largest <= 2 * facts()["tanh_identity_max_error"].get<double>());
}

TEST_CASE("one neuron unlearns as fast as its loss lets it") {
  int cases = 0;
  for (const auto& [name, steps] : facts()["single_neuron_x1_y0_steps_to_a_below_0.1"].items()) {
    double w = 0, b = 0, rate = 0;
    REQUIRE(std::sscanf(name.c_str(), "w=%lf,b=%lf,eta=%lf", &w, &b, &rate) == 3);
    for (const auto& [loss, want] : steps.items()) {
      double z = w + b;
      int count = 0;
      while (row("sigmoid").value_double(z, nullptr) >= 0.1) {
        const double a = row("sigmoid").value_double(z, nullptr), slope = row("sigmoid").slope_double(z, nullptr);
        z -= 2 * rate * (loss == "ce" ? a : a * slope);  // w and b move alike: the input is 1
        ++count;
      }
      INFO(name << " " << loss);
      CHECK(count == want.get<int>());
      ++cases;
    }
  }
  CHECK(cases == 8);
}

TEST_CASE("means of the curves for a standard normal input, and what a straight line explains of a sine") {
  constexpr double h = 1.0 / 1024;
  const double root = std::sqrt(2 * std::acos(-1.0));
  for (const auto& [name, want] : facts()["means_for_standard_normal_input"].items()) {
    INFO(name);
    const Activation& activation = row(id_of_golden(name).c_str());
    double p[max_activation_parameters] = {}, mean = 0;
    for (std::size_t i = 0; i < activation.parameter_list().size(); ++i) p[i] = activation.parameters[i].initial;
    for (int i = -12 * 1024; i < 12 * 1024; ++i) {
      const double x = (i + 0.5) * h;
      mean += activation.value_double(x, p) * std::exp(-0.5 * x * x) * h / root;
    }
    CHECK(test::close(mean, want.get<double>(), 1e-5, 1e-6));
  }
  // R^2 of the best line through sin(2 pi x) on [0, 1]: covariance^2 / (variance of x times variance of y).
  double covariance = 0, variance = 0;
  for (int i = 0; i < 4096; ++i) {
    const double x = (i + 0.5) / 4096, y = row("sine").value_double(2 * std::acos(-1.0) * x, nullptr);
    covariance += (x - 0.5) * y / 4096;
    variance += y * y / 4096;
  }
  CHECK(test::close(covariance * covariance * 12 / variance, facts()["linear_fit_R2_of_sin_2pix_on_0_1"].get<double>(),
                    1e-5));
}

}  // namespace
}  // namespace nonlin

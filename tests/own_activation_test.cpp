// Own activations as rows: facts found by looking, against those of the table; drawn curves; how long they live.
#include "model/own_activation.hpp"

#include <catch2/catch_test_macros.hpp>
#include <cmath>
#include <memory>
#include <string>
#include <vector>

#include "model/network.hpp"

namespace nonlin {
namespace {

ActivationRef typed(const std::string& formula, std::vector<std::pair<std::string, double>> parameters = {}) {
  OwnSpec spec;
  spec.formula = formula;
  spec.parameters = std::move(parameters);
  MadeOwn made = make_own(std::move(spec));
  INFO(formula);
  REQUIRE(made.error == "");
  return made.row;
}
ActivationRef drawn(std::vector<std::array<double, 2>> points) {
  OwnSpec spec;
  spec.points = std::move(points);
  return make_own(std::move(spec)).row;
}

bool near(double a, double b, double tolerance) {
  if (std::isnan(a) || std::isnan(b)) return std::isnan(a) && std::isnan(b);
  return a == b || std::fabs(a - b) <= tolerance * std::max(1.0, std::fabs(b));
}

TEST_CASE("what is found out about a formula are the facts that the table states", "[own]") {
  for (const Activation& row : activations()) {
    if (row.highest_pieces > 1) continue;
    INFO(row.id);
    std::vector<std::pair<std::string, double>> initial;
    for (const ActivationParameter& p : row.parameter_list()) initial.emplace_back(p.id, p.initial);
    const ActivationRef own = typed(std::string(row.formula), initial);
    const CurveFacts &want = row.facts, &got = own->facts;
    CAPTURE(got.lowest, want.lowest, got.highest, want.highest, got.left_limit, got.right_limit, got.largest_slope);
    CHECK(near(got.lowest, want.lowest, 1e-6));
    CHECK(near(got.highest, want.highest, 1e-6));
    CHECK(got.lowest_reached == want.lowest_reached);
    CHECK(got.highest_reached == want.highest_reached);
    CHECK(near(got.left_limit, want.left_limit, 1e-5));
    CHECK(near(got.right_limit, want.right_limit, 1e-5));
    CHECK(near(got.largest_slope, want.largest_slope, 1e-5));
    CHECK(got.monotone == want.monotone);
    CHECK(got.zero_centred == want.zero_centred);
    CHECK(got.identity_near_zero == want.identity_near_zero);
    CHECK(got.differentiable == want.differentiable);
    CHECK(got.piecewise_linear == want.piecewise_linear);
    REQUIRE(got.kink_count == want.kink_count);
    for (std::size_t i = 0; i < static_cast<std::size_t>(got.kink_count); ++i) {
      CHECK(near(got.kinks[i].x, want.kinks[i].x, 1e-6));
      CHECK(near(got.kinks[i].left, want.kinks[i].left, 1e-3));
      CHECK(near(got.kinks[i].right, want.kinks[i].right, 1e-3));
    }
    CHECK(near(own->auto_gain, row.auto_gain, 1e-3));
    // SELU wants LeCun's and a clipped rectifier He's, which no look at the curve tells.
    if (row.id != "selu" && row.id != "step" && row.id != "relu6") CHECK(own->textbook == row.textbook);
    if (row.id != "step") CHECK(own->pseudo_slope == row.pseudo_slope);
  }
}

TEST_CASE("kinks that are none, that move, and that are many", "[own]") {
  CHECK(typed("where(x > 0, x, exp(x) - 1)")->facts.kink_count == 0);  // the slopes agree
  CHECK(typed("where(x > 0, x, 2*(exp(x) - 1))")->facts.kink_count == 1);
  CHECK(typed("max(x, a)")->facts.piecewise_linear == false);  // where the kink is, the parameter says
  CHECK(typed("max(x, a*x)", {{"a", 0.1}})->facts.piecewise_linear);
  CHECK(typed("abs(x - 1.5)")->facts.kinks[0].x == 1.5);
  CHECK(typed("abs(abs(x) - 1) + max(x, 3)")->facts.kink_count == 4);
  CHECK(typed("abs(sin(x))")->facts.piecewise_linear == false);
  CHECK(typed("abs(x)*sign(x)")->facts.kink_count == 0);
  CHECK_FALSE(typed("where(x > 2, 1, 0)")->facts.differentiable);
  CHECK(typed("where(x > 2, 1, 0)")->pseudo_slope);
}

TEST_CASE("curves without limit, without end, and not defined everywhere", "[own]") {
  CHECK(std::isnan(typed("x*sin(x)")->facts.right_limit));
  CHECK(typed("x*sin(x)")->family == Family::waves);
  CHECK(std::isinf(typed("exp(x)")->facts.right_limit));
  CHECK(typed("exp(x)")->facts.left_limit == 0);
  CHECK(typed("x/sqrt(1 + x^2)")->facts.left_limit == -1);
  CHECK(typed("1/sqrt(1 + abs(x))")->facts.right_limit == 0);
  CHECK(std::isnan(typed("log(x)")->facts.left_limit));
  CHECK_FALSE(typed("log(x)")->facts.monotone);
  CHECK(std::isinf(typed("sqrt(abs(x))")->facts.largest_slope));
  CHECK(std::isinf(typed("log(1 + abs(x))")->facts.highest));
  CHECK(typed("3")->facts.largest_slope == 0);
  CHECK(typed("3")->auto_gain == 1);
  CHECK(typed("a*x", {{"a", -2}})->facts.largest_slope == 2);
}

TEST_CASE("parameters start at 1 or as given, and may be learned", "[own]") {
  const ActivationRef row = typed("a*x + k2", {{"k2", -0.5}});
  REQUIRE(row->parameter_count == 2);
  CHECK(row->parameters[0].id == "a");
  CHECK(row->parameters[0].initial == 1);
  CHECK(row->parameters[1].id == "k2");
  CHECK(row->parameters[1].initial == -0.5);
  CHECK(row->parameters[1].learnable);
  CHECK_FALSE(row->parameters[1].learned);
  const float x[8] = {1, 2, 3, 4, 5, 6, 7, 8}, p[4] = {3, 4};
  float slope[8];
  row->parameter_slope(x, slope, 8, 0, p);
  CHECK(slope[2] == 3);
  row->parameter_slope(x, slope, 8, 1, p);
  CHECK(slope[2] == 1);
}

TEST_CASE("a drawn curve goes through its points, smoothly, with its own slope, straight on beyond", "[own]") {
  const std::vector<std::array<double, 2>> points{{-3, 0}, {-1, 0.1}, {0, 1}, {1.5, 0.4}, {2, 2}, {4, 2}};
  const ActivationRef row = drawn(points);
  std::vector<float> x, y(4096), slope(4096);
  for (int i = 0; i < 4096; ++i) x.push_back(static_cast<float>(-5 + i * (11.0 / 4095)));
  row->value_slope(x.data(), y.data(), slope.data(), 4096, 1, nullptr);
  for (std::size_t i = 1; i + 1 < 4096; ++i) {
    const double h = static_cast<double>(x[i + 1] - x[i - 1]);
    CAPTURE(x[i], y[i], slope[i]);
    CHECK(std::fabs(static_cast<double>(y[i + 1] - y[i - 1]) / h - static_cast<double>(slope[i])) < 1e-2);
    CHECK(std::fabs(slope[i] - slope[i - 1]) < 0.2f);
    if (x[i] < -3) CHECK(slope[i] == slope[0]);
    // Monotone wherever the points are.
    if (x[i] > -1 && x[i] < 0) CHECK(y[i] >= y[i - 1] - 1e-6f);
    if (x[i] > 0.02f && x[i] < 1.48f) CHECK(y[i] <= y[i - 1] + 1e-6f);
    if (x[i] > 2.02f) CHECK(std::fabs(y[i] - 2) < 1e-3f);
  }
  for (const auto& [px, py] : points) {
    const float at[8] = {static_cast<float>(px), 0, 0, 0, 0, 0, 0, 0};
    float value[8];
    row->value(at, value, 8, 1, nullptr);
    CHECK(std::fabs(static_cast<double>(value[0]) - py) < 5e-3);
  }
  const float nan[8] = {std::nanf(""), INFINITY, -INFINITY, 0, 0, 0, 0, 0};
  float value[8], s[8];
  row->value_slope(nan, value, s, 8, 1, nullptr);
  CHECK((std::isnan(value[0]) && std::isnan(s[0]) && value[1] == 2));
  CHECK(row->facts.differentiable);
  CHECK(row->facts.right_limit == 2);
}

TEST_CASE("two points are a straight line", "[own]") {
  const ActivationRef row = drawn({{-1, -2}, {1, 2}});
  const float x[8] = {-10, -1, -0.3f, 0, 0.7f, 1, 2, 50};
  float y[8], slope[8];
  row->value_slope(x, y, slope, 8, 1, nullptr);
  for (int i = 0; i < 8; ++i) {
    CHECK(std::fabs(y[i] - 2 * x[i]) <= 1e-5f * std::max(1.0f, std::fabs(x[i])));
    CHECK(std::fabs(slope[i] - 2) < 1e-6f);
  }
}

TEST_CASE("a row lives as long as something refers to it, and no longer", "[own]") {
  std::weak_ptr<const Activation> watched;
  NetworkSpec kept;
  {
    const auto own = std::make_shared<OwnActivation>();
    watched = std::shared_ptr<const Activation>(own, &own->row);
    LayerSpec layer;
    layer.activation = ActivationRef(std::shared_ptr<const Activation>(own, &own->row));
    NetworkSpec spec;
    spec.layers = {layer, layer};
    kept = spec;
  }
  CHECK(!watched.expired());
  CHECK(kept.layers[0].activation == kept.layers[1].activation);
  kept.layers[0].activation = find_activation("tanh");
  CHECK(!watched.expired());
  kept.layers.pop_back();
  CHECK(watched.expired());
  CHECK(kept.layers[0].activation == find_activation("tanh"));
}

}  // namespace
}  // namespace nonlin

// Programs: float against double, the built-in rows' formulas, blocks, NaN, limits.
#include "model/program.hpp"

#include <catch2/catch_test_macros.hpp>
#include <cmath>
#include <limits>
#include <string>
#include <vector>

#include "accuracy.hpp"
#include "formulas.hpp"
#include "math/simd.hpp"
#include "model/own_activation.hpp"

namespace nonlin {
namespace {

MadeOwn own_of(const std::string& formula) {
  OwnSpec spec;
  spec.formula = formula;
  return make_own(spec);
}

struct Ran {
  std::vector<float> value, slope;
};
Ran run(const Activation& row, const std::vector<float>& x, const std::vector<float>& parameters) {
  std::vector<float> p = parameters;
  p.resize(max_activation_parameters);
  Ran r{std::vector<float>(x.size()), std::vector<float>(x.size())};
  row.value_slope(x.data(), r.value.data(), r.slope.data(), static_cast<int>(x.size()), 1, p.data());
  return r;
}

std::vector<float> grid(double widest, int count) {
  std::vector<float> x;
  for (int i = 0; i < count; ++i) x.push_back(static_cast<float>(widest * (2.0 * i / (count - 1) - 1)));
  return x;
}

TEST_CASE("formulas in float are near the same in double", "[program]") {
  for (const char* text : smooth_formulas) {
    Expressions in;
    const int root = recognised(in, parse_formula(text, in).root), outputs[] = {root, derivative(in, root)};
    const Program program(in, outputs);
    INFO(text);
    REQUIRE(program.ok());
    const std::vector<float> parameters(4, 0.75f);
    const std::vector<double> wide(4, 0.75);
    const std::vector<float> x = grid(4, 1024);
    std::vector<float> value(x.size()), slope(x.size());
    float* const to[] = {value.data(), slope.data()};
    program.run(x.data(), to, static_cast<int>(x.size()), parameters.data());
    for (std::size_t i = 0; i < x.size(); ++i) {
      double y[2];
      program.run(static_cast<double>(x[i]), y, wide.data());
      CAPTURE(x[i], value[i], y[0], slope[i], y[1]);
      if (std::isnan(y[0])) continue;
      CHECK(std::fabs(static_cast<double>(value[i]) - y[0]) <= 3e-6 * std::max(1.0, std::fabs(y[0])));
      CHECK(std::fabs(static_cast<double>(slope[i]) - y[1]) <= 3e-6 * std::max(1.0, std::fabs(y[1]) + std::fabs(y[0])));
    }
  }
}

TEST_CASE("every built-in curve is its formula", "[program]") {
  for (const Activation& row : activations()) {
    INFO(row.id);
    REQUIRE(!row.formula.empty());
    const MadeOwn made = own_of(std::string(row.formula));
    CHECK(made.error == "");
    if (row.highest_pieces > 1) continue;
    // The parameters by name; those that only set a slope are not in the formula.
    std::vector<float> own, builtin;
    for (const ActivationParameter& p : row.parameter_list()) builtin.push_back(static_cast<float>(p.initial + 0.25));
    for (const ActivationParameter& mine : made.row->parameter_list())
      for (std::size_t i = 0; i < builtin.size(); ++i)
        if (row.parameters[i].id == mine.id) own.push_back(builtin[i]);
    REQUIRE(own.size() == made.row->parameter_list().size());
    if (own.empty())
      for (std::size_t i = 0; i < builtin.size(); ++i) builtin[i] = static_cast<float>(row.parameters[i].initial);
    const std::vector<float> x = grid(9, 4096);  // no kink on it
    const Ran want = run(row, x, builtin), got = run(*made.row, x, own);
    for (std::size_t i = 0; i < x.size(); ++i) {
      CAPTURE(x[i], want.value[i], got.value[i], want.slope[i], got.slope[i]);
      CHECK(is_close(got.value[i], want.value[i], 8, 1e-6));
      CHECK(is_close(got.slope[i], want.slope[i], 16, 4e-6));  // tanh's slope stays at 5e-8 far out, times x
    }
  }
}

TEST_CASE("slopes at kinks are those that are promised", "[program]") {
  const std::vector<float> zero(8, 0.0f), one(8, 1.0f);
  for (const char* text : {"max(x, 0)", "max(0, x)", "relu(x)", "where(x > 0, x, 0)", "abs(x)", "sign(x)*x"})
    CHECK(run(*own_of(text).row, zero, {}).slope[0] == 0);
  CHECK(run(*own_of("where(x >= 0, x, 0)").row, zero, {}).slope[0] == 1);
  CHECK(run(*own_of("min(1, x)").row, one, {}).slope[0] == 0);
  CHECK(run(*own_of("max(0.1*x, x)").row, zero, {}).slope[0] == 1);
  CHECK(run(*own_of("max(x, 0.1*x)").row, zero, {}).slope[0] == 0.1f);
}

TEST_CASE("NaN gives NaN, also where the formula does not look; nothing depends on the neighbours", "[program]") {
  const float nan = std::numeric_limits<float>::quiet_NaN();
  for (const char* text :
       {"x", "2", "where(x > 0, 1, 0)", "max(1, x)", "min(x, 1)", "sign(x)", "relu(x)", "a", "x^0"}) {
    INFO(text);
    const MadeOwn made = own_of(text);
    REQUIRE(made.row);
    std::vector<float> x(16, 0.5f);
    x[3] = nan;
    const Ran r = run(*made.row, x, {0.5f});
    for (std::size_t i = 0; i < x.size(); ++i) {
      CHECK(std::isnan(r.value[i]) == (i == 3));
      CHECK(std::isnan(r.slope[i]) == (i == 3));
    }
  }
}

TEST_CASE("runs of any length, in place or not, with slope or without, have the same bits", "[program]") {
  for (const char* text : {"x*tanh(softplus(a*x))", "x", "3", "where(x > 0, x, exp(x) - 1)"}) {
    INFO(text);
    const MadeOwn made = own_of(text);
    const std::vector<float> x = grid(5, 1000), p(4, 1.5f);
    const Ran whole = run(*made.row, x, p);
    std::vector<float> in_place = x, alone(x.size());
    made.row->value(x.data(), alone.data(), 1000, 1, p.data());
    made.row->value(in_place.data(), in_place.data(), 1000, 1, p.data());
    for (std::size_t i = 0; i < x.size(); i += 8) {
      const std::vector<float> part(x.begin() + static_cast<std::ptrdiff_t>(i),
                                    x.begin() + static_cast<std::ptrdiff_t>(i + 8));
      const Ran r = run(*made.row, part, p);
      for (std::size_t k = 0; k < 8; ++k) {
        CHECK(r.value[k] == whole.value[i + k]);
        CHECK(r.slope[k] == whole.slope[i + k]);
        CHECK(alone[i + k] == whole.value[i + k]);
        CHECK(in_place[i + k] == whole.value[i + k]);
      }
    }
  }
}

TEST_CASE("formulas stay finite where their parts overflow", "[program]") {
  std::vector<float> x{-1e4f, -200, -100, -50, 50, 100, 200, 1e4f};
  for (const char* text :
       {"1/(1 + exp(-x))", "1/(1 + e^-x)", "exp(x)/(1 + exp(x))", "log(1 + exp(x))",
        "(exp(x) - exp(-x))/(exp(x) + exp(-x))", "x*sigmoid(x)", "x*Phi(x)", "x*tanh(log(1 + exp(x)))"}) {
    INFO(text);
    const Ran r = run(*own_of(text).row, x, {});
    for (std::size_t i = 0; i < x.size(); ++i) {
      CAPTURE(x[i]);
      CHECK(std::isfinite(r.value[i]));
      CHECK(std::isfinite(r.slope[i]));
    }
  }
}

TEST_CASE("a formula whose program would be too long is refused", "[program]") {
  // The derivative of a product of many waits for every factor.
  std::string text = "sin(x)";
  for (int i = 1; i < 35; ++i) text += "*sin(x+" + std::to_string(i) + ")";
  const MadeOwn made = own_of(text);
  REQUIRE(!made.row);
  CHECK(made.error == "own activation: character 1: the formula or its derivative is too long");
  CHECK(made.at == 0);
}

}  // namespace
}  // namespace nonlin

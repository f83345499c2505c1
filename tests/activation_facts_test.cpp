// The facts that rows state about their curves, verified numerically and against golden/properties.json.
#include <catch2/catch_test_macros.hpp>
#include <string>

#include "accuracy.hpp"
#include "golden.hpp"
#include "model/activation.hpp"

namespace {

using nlohmann::json;
using nonlin::Activation;
using nonlin::activations;
using nonlin::CurveFacts;

/// A curve with its default parameters, in double.
struct Curve {
  explicit Curve(const Activation& row) : row(row) {
    for (std::size_t i = 0; i < row.parameter_list().size(); ++i) p[i] = row.parameters[i].initial;
  }
  double value(double x) const { return row.value_double(x, p.data()); }
  double slope(double x) const { return row.slope_double(x, p.data()); }

  const Activation& row;
  std::array<double, nonlin::max_activation_parameters> p{};
};

std::vector<Curve> curves() {
  std::vector<Curve> all;
  for (const Activation& row : activations())
    if (row.highest_pieces == 1) all.emplace_back(row);
  return all;
}

double distance_to_kink(const CurveFacts& facts, double x) {
  double d = 1e300;
  for (int k = 0; k < facts.kink_count; ++k) d = std::min(d, std::fabs(x - facts.kinks[static_cast<std::size_t>(k)].x));
  return d;
}

/// Multiples of 1/64 (every kink is one) from -40 to 40.
template <class Visit>
void for_grid(Visit visit) {
  for (int i = -40 * 64; i <= 40 * 64; ++i) visit(i / 64.0);
}

const json* properties_of(const Activation& row) {
  for (const auto& [name, entry] : golden("properties")["scalar"].items())
    if (id_of_golden(name) == row.id && name != "swish_beta") return &entry;
  return nullptr;
}

constexpr double infinite = std::numeric_limits<double>::infinity();

}  // namespace

TEST_CASE("every curve stays in its stated range and reaches or approaches both ends") {
  for (const Curve& c : curves()) {
    INFO(c.row.id);
    const CurveFacts& f = c.row.facts;
    double lowest = infinite, highest = -infinite;
    const auto visit = [&](double x) {
      lowest = std::min(lowest, c.value(x));
      highest = std::max(highest, c.value(x));
    };
    for_grid(visit);
    for (const double far : {1e3, 1e6, 1e12}) {
      visit(far);
      visit(-far);
    }
    CHECK(lowest >= f.lowest - 1e-12);
    CHECK(highest <= f.highest + 1e-12);
    // The grid passes an inner extremum at most 1/128 away.
    if (std::isinf(f.lowest))
      CHECK(lowest < -1e9);
    else
      CHECK(lowest <= f.lowest + 1e-3);
    if (std::isinf(f.highest))
      CHECK(highest > 1e9);
    else
      CHECK(highest >= f.highest - 1e-3);
    // An end that is only approached is never taken where double can tell the difference.
    for (int i = -32; i <= 32; ++i) {
      const double y = c.value(i / 8.0);
      if (!f.lowest_reached) CHECK(y > f.lowest);
      if (!f.highest_reached) CHECK(y < f.highest);
    }
  }
}

TEST_CASE("an end that is said to be reached is reached") {
  for (const Curve& c : curves()) {
    INFO(c.row.id);
    for (const double sign : {-1.0, 1.0}) {
      const CurveFacts& f = c.row.facts;
      if (!(sign < 0 ? f.lowest_reached : f.highest_reached)) continue;
      const double want = sign < 0 ? f.lowest : f.highest;
      // Golden section from the best point of the grid.
      double best = 0;
      for_grid([&](double x) { best = sign * c.value(x) > sign * c.value(best) ? x : best; });
      double a = best - 1 / 64.0, b = best + 1 / 64.0;
      for (int i = 0; i < 100; ++i) {
        const double u = a + 0.382 * (b - a), v = b - 0.382 * (b - a);
        (sign * c.value(u) < sign * c.value(v) ? a : b) = sign * c.value(u) < sign * c.value(v) ? u : v;
      }
      const double found = sign * std::max(sign * c.value(best), sign * c.value(0.5 * (a + b)));
      CHECK(std::fabs(found - want) <= 1e-12);
    }
  }
}

TEST_CASE("curves approach their stated limits") {
  for (const Curve& c : curves()) {
    INFO(c.row.id);
    const CurveFacts& f = c.row.facts;
    const auto check = [&](double limit, double at) {
      if (std::isnan(limit)) return;
      if (std::isinf(limit))
        CHECK((limit > 0 ? c.value(at) : -c.value(at)) > 9e3);
      else
        CHECK(std::fabs(c.value(at) - limit) < 1e-5);
    };
    check(f.left_limit, -1e6);
    check(f.right_limit, 1e6);
  }
}

TEST_CASE("monotone, zero-centred and identity-near-zero are what they say") {
  for (const Curve& c : curves()) {
    INFO(c.row.id);
    const CurveFacts& f = c.row.facts;
    bool monotone = true, odd = true;
    double last = -infinite;
    for_grid([&](double x) {
      monotone = monotone && c.value(x) >= last - 1e-15;
      last = c.value(x);
      odd = odd && std::fabs(c.value(x) + c.value(-x)) < 1e-12;
    });
    CHECK(f.monotone == monotone);
    CHECK(f.zero_centred == odd);
    bool identity = true;
    for (const double x : {1e-3, -1e-3, 1e-5, -1e-5}) identity = identity && std::fabs(c.value(x) - x) <= 2 * x * x;
    CHECK(f.identity_near_zero == identity);
  }
}

TEST_CASE("the largest slope is a supremum: never exceeded, approached") {
  for (const Curve& c : curves()) {
    INFO(c.row.id);
    double largest = 0;
    for_grid([&](double x) {
      for (const double at : {x, x - 1e-9, x + 1e-9}) largest = std::max(largest, std::fabs(c.slope(at)));
    });
    if (std::isinf(c.row.facts.largest_slope)) {
      CHECK(largest > 79);
    } else {
      CHECK(largest <= c.row.facts.largest_slope * (1 + 1e-12));
      CHECK(largest >= c.row.facts.largest_slope * (1 - 2e-4));
    }
  }
}

TEST_CASE("kinks are where the slope jumps, and nowhere else") {
  for (const Curve& c : curves()) {
    if (c.row.pseudo_slope) continue;
    INFO(c.row.id);
    const CurveFacts& f = c.row.facts;
    CHECK(f.differentiable == (f.kink_count == 0));
    for (int k = 0; k < f.kink_count; ++k) {
      const nonlin::Kink& kink = f.kinks[static_cast<std::size_t>(k)];
      CAPTURE(kink.x);
      const double h = 1e-6;
      CHECK(std::fabs((c.value(kink.x) - c.value(kink.x - h)) / h - kink.left) < 1e-5);
      CHECK(std::fabs((c.value(kink.x + h) - c.value(kink.x)) / h - kink.right) < 1e-5);
      const double own = c.slope(kink.x);
      CHECK((own >= std::min(kink.left, kink.right) - 1e-12 && own <= std::max(kink.left, kink.right) + 1e-12));
    }
    for_grid([&](double x) {
      // No curve of the table has |f''| > 4, so half a slope's width of 1e-6 moves it by less than 1e-5.
      const double jump = std::fabs(c.slope(x + 5e-7) - c.slope(x - 5e-7));
      if ((jump > 1e-5) != (distance_to_kink(f, x) == 0)) {
        CAPTURE(x, jump);
        FAIL_CHECK("kink");
      }
    });
  }
}

TEST_CASE("the slope is the derivative of the value, away from kinks") {
  for (const Curve& c : curves()) {
    if (c.row.pseudo_slope) continue;
    INFO(c.row.id);
    for (double x = -11.98; x < 12; x += 0.0317) {
      const double h = 1e-4;
      if (distance_to_kink(c.row.facts, x) < 3 * h) continue;
      // Five points: the error is of order h^4.
      const double quotient =
          (8 * (c.value(x + h) - c.value(x - h)) - (c.value(x + 2 * h) - c.value(x - 2 * h))) / (12 * h);
      CAPTURE(x, quotient, c.slope(x));
      CHECK(std::fabs(quotient - c.slope(x)) < 1e-9 * std::max(1.0, std::fabs(c.value(x))));
    }
  }
}

TEST_CASE("facts agree with the golden properties") {
  const double tolerance = golden("properties")["tolerance"].get<double>();
  for (const Curve& c : curves()) {
    INFO(c.row.id);
    const json* entry = properties_of(c.row);
    REQUIRE(entry != nullptr);
    const CurveFacts& f = c.row.facts;
    const auto golden_value = [&](const char* key) { return (*entry)[key]["value"].get<double>(); };
    CHECK((*entry)["monotone"].get<bool>() == f.monotone);
    CHECK(golden_value("min") >= f.lowest - tolerance);
    CHECK(golden_value("max") <= f.highest + tolerance);
    if (f.lowest_reached) CHECK(std::fabs(golden_value("min") - f.lowest) < tolerance);
    if (f.highest_reached) CHECK(std::fabs(golden_value("max") - f.highest) < tolerance);
    if (std::isfinite(f.largest_slope)) {
      const double largest = std::max(std::fabs(golden_value("min_slope")), std::fabs(golden_value("max_slope")));
      // The grid of the golden data stops at 12, where bent identity has 1.4983 of its 1.5, and 1e-3 from a kink.
      CHECK(largest <= f.largest_slope + tolerance);
      CHECK(largest >= f.largest_slope - 2e-3);
    }
    CHECK(std::fabs(c.value(0) - (*entry)["f0"].get<double>()) < tolerance);
  }
}

TEST_CASE("the automatic gain is 1 / sqrt(E f'^2) for a standard normal input") {
  for (const Curve& c : curves()) {
    INFO(c.row.id);
    if (c.row.pseudo_slope) {
      CHECK(c.row.auto_gain == 1);
      continue;
    }
    // Midpoint rule; kinks lie on cell borders.
    const double h = 1.0 / 1024;
    double mean = 0;
    for (int i = -12 * 1024; i < 12 * 1024; ++i) {
      const double x = (i + 0.5) * h, s = c.slope(x);
      mean += s * s * std::exp(-0.5 * x * x) * h;
    }
    mean /= std::sqrt(2 * std::acos(-1.0));
    CHECK(std::fabs(c.row.auto_gain * std::sqrt(mean) - 1) < 1e-6);
    const double from_file = (*properties_of(c.row))["mean_squared_slope"].get<double>();
    CHECK(std::fabs(c.row.auto_gain * std::sqrt(from_file) - 1) < 1e-4);
  }
  CHECK(nonlin::find_activation("maxout")->auto_gain == 1);
}

TEST_CASE("the slopes and differences that the study notes state") {
  const json& facts = golden("facts");
  const auto curve = [](const char* id) { return Curve(*nonlin::find_activation(id)); };
  const Curve sigmoid = curve("sigmoid"), tanh = curve("tanh"), gelu = curve("gelu");
  Curve swish = curve("swish");
  const auto check = [](double got, const json& want) {
    CHECK(std::fabs(got - want.get<double>()) <= 1e-12 * std::fabs(want.get<double>()));
  };
  for (const double x : {0.0, 10.0, -10.0})
    check(sigmoid.slope(x), facts["sigmoid_derivative"]["at_" + std::to_string(static_cast<int>(x))]);
  for (const double x : {0.0, 1.0, 10.0})
    check(tanh.slope(x), facts["tanh_derivative"]["at_" + std::to_string(static_cast<int>(x))]);
  swish.p[0] = 1.702;
  double largest = 0;
  for (int i = -8000; i <= 8000; ++i)
    largest = std::max(largest, std::fabs(gelu.value(i * 1e-3) - swish.value(i * 1e-3)));
  check(largest, facts["gelu_minus_swish_1.702_max"]);
}

TEST_CASE("rows said to be piecewise linear are straight between their kinks, and no other row is") {
  int straight = 0;
  for (const Curve& c : curves()) {
    INFO(c.row.id);
    double bend = 0;  // the largest second difference that no kink explains
    for_grid([&](double x) {
      const double h = 1.0 / 64;
      if (distance_to_kink(c.row.facts, x) > h)
        bend = std::max(bend, std::fabs(c.value(x - h) - 2 * c.value(x) + c.value(x + h)));
    });
    CHECK((bend < 1e-12) == c.row.facts.piecewise_linear);
    straight += c.row.facts.piecewise_linear;
  }
  CHECK(straight >= 8);
  CHECK(nonlin::find_activation("maxout")->facts.piecewise_linear);
}

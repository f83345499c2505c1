// The elementary functions against the C library: float against double, double against long double.
#include "math/functions.hpp"

#include <bit>
#include <catch2/catch_test_macros.hpp>
#include <map>
#include <string>

#include "accuracy.hpp"

namespace {

using nonlin::f32x8;

struct Pair {
  f32x8 (*ours)(f32x8);
  double (*reference)(double);
};

#define NONLIN_PAIR(name)                                                            \
  {                                                                                  \
#name, {                                                                         \
      [](f32x8 x) { return nonlin::name(x); }, [](double x) { return std::name(x); } \
    }                                                                                \
  }
const std::map<std::string, Pair> pairs = {
    NONLIN_PAIR(exp),
    NONLIN_PAIR(expm1),
    NONLIN_PAIR(log),
    NONLIN_PAIR(log1p),
    NONLIN_PAIR(tanh),
    NONLIN_PAIR(sin),
    NONLIN_PAIR(cos),
    NONLIN_PAIR(atan),
    {"normal_tail",
     {[](f32x8 x) { return nonlin::normal_tail(x); }, [](double x) { return 0.5 * std::erfc(x / std::sqrt(2.0)); }}}};

double (*const doubles[])(double) = {nonlin::exp, nonlin::expm1, nonlin::log,  nonlin::log1p,      nonlin::tanh,
                                     nonlin::sin, nonlin::cos,   nonlin::atan, nonlin::normal_tail};

template <class Function>
float one(Function f, float x) {
  return nonlin::lane(f(nonlin::splat(x)), 3);
}

/// Calls check(x, f(x)) for every float of the sweep.
template <class Check>
void for_sweep(f32x8 (*f)(f32x8), Check check) {
  const std::vector<float>& x = sweep();
  float y[8];
  for (std::size_t i = 0; i < x.size(); i += 8) {
    nonlin::store(y, f(nonlin::load(&x[i])));
    for (std::size_t k = 0; k < 8; ++k) check(x[i + k], y[k]);
  }
}

bool holds(double got, long double want, long double relative, long double absolute = 0) {
  return std::fabs(got - want) <= std::max(relative * std::fabs(want), absolute);
}

}  // namespace

TEST_CASE("every float function keeps the error bound and range of its contract") {
  for (const nonlin::FunctionContract& contract : nonlin::function_contracts) {
    const Pair& pair = pairs.at(contract.id);
    INFO(contract.id);
    int checked = 0;
    for_sweep(pair.ours, [&](float x, float y) {
      if (x < contract.lowest || x > contract.highest || std::isinf(x)) return;
      ++checked;
      const double want = pair.reference(x);
      if (!is_close(y, want, contract.ulp, contract.absolute)) {
        CAPTURE(x, y, want);
        FAIL_CHECK("outside the contract");
      }
    });
    CHECK(checked > 20000);
  }
  CHECK(std::size(nonlin::function_contracts) == pairs.size());
}

TEST_CASE("exp is exactly zero below -87.3365 and infinite above 88.7228, and normal between") {
  for_sweep([](f32x8 x) { return nonlin::exp(x); },
            [](float x, float y) {
              if (x < -87.3365) CHECK(std::bit_cast<std::uint32_t>(y) == 0);
              if (x > 88.7228) CHECK(y == infinity);
            });
  for (const float x : {-87.3366f, -87.5f, -88.0f, -100.0f, -3e38f, -infinity}) CHECK(nonlin::exp(x) == 0);
  for (const float x : {88.7229f, 89.0f, 1000.0f, 3e38f, infinity}) CHECK(nonlin::exp(x) == infinity);
  CHECK(nonlin::exp(-87.3364f) > 1.17e-38f);
  CHECK(nonlin::exp(88.7227f) < infinity);
  CHECK(nonlin::exp(0.0f) == 1);
  CHECK(nonlin::exp(-0.0f) == 1);
}

TEST_CASE("special arguments of the float functions give their limits") {
  CHECK(nonlin::expm1(infinity) == infinity);
  CHECK(nonlin::expm1(-infinity) == -1);
  CHECK(std::signbit(nonlin::expm1(-0.0f)));
  CHECK(nonlin::log(0.0f) == -infinity);
  CHECK(nonlin::log(-0.0f) == -infinity);
  CHECK(nonlin::log(infinity) == infinity);
  CHECK(nonlin::log(1.0f) == 0);
  CHECK(std::isnan(nonlin::log(-1e-40f)));
  CHECK(std::isnan(nonlin::log(-infinity)));
  CHECK(is_close(nonlin::log(1e-45f), std::log(static_cast<double>(1e-45f)), 2, 0));
  CHECK(nonlin::log1p(-1.0f) == -infinity);
  CHECK(nonlin::log1p(infinity) == infinity);
  CHECK(std::isnan(nonlin::log1p(-1.5f)));
  CHECK(nonlin::log1p(1e-40f) == 1e-40f);
  CHECK(nonlin::tanh(infinity) == 1);
  CHECK(nonlin::tanh(-infinity) == -1);
  CHECK(nonlin::atan(infinity) == static_cast<float>(std::acos(0.0)));
  CHECK(nonlin::atan(-infinity) == -static_cast<float>(std::acos(0.0)));
  CHECK(nonlin::normal_tail(infinity) == 0);
  CHECK(nonlin::normal_tail(-infinity) == 1);
  CHECK(nonlin::normal_tail(0.0f) == 0.5f);
  CHECK(std::isnan(nonlin::sin(infinity)));
  CHECK(std::isnan(nonlin::cos(-infinity)));
}

TEST_CASE("NaN in gives NaN out, whatever its sign and payload") {
  for (const auto& [id, pair] : pairs) {
    INFO(id);
    for (const float x : nans()) CHECK(std::isnan(one(pair.ours, x)));
  }
}

TEST_CASE("tanh never leaves [-1, 1]; sin and cos neither, however large the argument") {
  for (const char* id : {"tanh", "sin", "cos"}) {
    INFO(id);
    for_sweep(pairs.at(id).ours, [](float x, float y) {
      if (!(std::fabs(y) <= 1) && !std::isinf(x)) {
        CAPTURE(x, y);
        FAIL_CHECK("outside [-1, 1]");
      }
    });
  }
}

TEST_CASE("tanh near its limit: no float gives more than 1, none a slope of 0; at 0 it is 0 with slope 1") {
  int above = 0, flat = 0;
  const auto last = std::bit_cast<std::uint32_t>(9.25f);
  for (auto i = std::bit_cast<std::uint32_t>(7.0f); i <= last; i += nonlin::lanes) {
    float x[nonlin::lanes];
    for (std::uint32_t k = 0; k < nonlin::lanes; ++k) x[k] = std::bit_cast<float>(i + k);
    const auto [value, slope] = nonlin::tanh_with_slope(nonlin::load(x));
    for (int k = 0; k < nonlin::lanes; ++k) {
      above += !(lane(value, k) <= 1);
      flat += !(lane(slope, k) > 0);
    }
  }
  CHECK(above == 0);
  CHECK(flat == 0);
  const auto [value, slope] = nonlin::tanh_with_slope(nonlin::splat(0));
  CHECK(lane(value, 0) == 0);
  CHECK(lane(slope, 0) == 1);
}

TEST_CASE("a lane's result does not depend on its neighbours or its place") {
  const float x[8] = {-infinity, 1e30f, 0.3f, -2.0f, 1e-40f, std::numeric_limits<float>::quiet_NaN(), 95.0f, -100.0f};
  for (const auto& [id, pair] : pairs) {
    INFO(id);
    float y[8];
    nonlin::store(y, pair.ours(nonlin::load(x)));
    for (int i = 0; i < 8; ++i) {
      BitHash together, alone;
      together.add(std::span(&y[i], 1));
      const float single = one(pair.ours, x[i]);
      alone.add(std::span(&single, 1));
      CHECK(together.value() == alone.value());
    }
  }
}

TEST_CASE("exp, log, expm1, log1p, tanh and atan in double are right to 1e-15") {
  for (double x = -700; x < 709; x += 0.0937) {
    CAPTURE(x);
    CHECK(holds(nonlin::exp(x), std::exp(static_cast<long double>(x)), 1e-15L));
    CHECK(holds(nonlin::expm1(x), std::expm1(static_cast<long double>(x)), 1e-15L));
  }
  for (double x = 1e-300; x < 1e300; x *= 1.37) {
    CAPTURE(x);
    const long double wide = x;
    CHECK(holds(nonlin::log(x), std::log(wide), 1e-15L));
    CHECK(holds(nonlin::log1p(x), std::log1p(wide), 1e-15L));
    CHECK(holds(nonlin::tanh(x), std::tanh(wide), 1e-15L));
    CHECK(holds(nonlin::atan(-x), std::atan(-wide), 1e-15L));
  }
  for (double x = -0.9999; x < 6; x += 0.00073) {
    CAPTURE(x);
    const long double wide = x;
    CHECK(holds(nonlin::log(x + 1), std::log(static_cast<long double>(x + 1)), 1e-15L));
    CHECK(holds(nonlin::log1p(x), std::log1p(wide), 1e-15L));
    CHECK(holds(nonlin::tanh(x), std::tanh(wide), 1e-15L));
    CHECK(holds(nonlin::atan(x), std::atan(wide), 1e-15L));
    CHECK(holds(nonlin::expm1(x), std::expm1(wide), 1e-15L));
  }
}

TEST_CASE("sin and cos in double are right to 1e-15 up to a million") {
  const auto check = [](double x) {
    CAPTURE(x);
    CHECK(holds(nonlin::sin(x), std::sin(static_cast<long double>(x)), 1e-15L, 1e-16L));
    CHECK(holds(nonlin::cos(x), std::cos(static_cast<long double>(x)), 1e-15L, 1e-16L));
  };
  for (double x = -20; x < 20; x += 0.0037) check(x);
  for (double x = -1e6; x < 1e6; x += 377.1) check(x);
  const double pi = std::acos(-1.0);
  for (int n = 1; n < 600000; n += 997) check(n * (pi / 2));
  for (const double x : {1e8, 1e10, 1e300}) {
    CHECK(std::fabs(nonlin::sin(x)) <= 1);
    CHECK(std::fabs(nonlin::cos(-x)) <= 1);
  }
}

TEST_CASE("the normal tail in double is right to 1e-14 from one end to the other") {
  for (double z = -9; z < 37; z += 0.0113) {
    CAPTURE(z);
    CHECK(holds(nonlin::normal_tail(z), 0.5L * std::erfc(z / std::sqrt(2.0L)), 1e-14L));
  }
  CHECK(nonlin::normal_tail(0.0) == 0.5);
}

TEST_CASE("the inverse normal CDF in double is right to 1e-14") {
  const auto check = [](double p) {
    CAPTURE(p);
    const double z = nonlin::inverse_normal_cdf(p);
    // The exact quantile differs from z by (P(Z <= z) - p) / density, to first order. Tails from their own side.
    const long double wide = z, q = p;
    const long double excess =
        p < 0.5 ? 0.5L * std::erfc(-wide / std::sqrt(2.0L)) - q : (1 - q) - 0.5L * std::erfc(wide / std::sqrt(2.0L));
    const long double density = std::exp(-0.5L * wide * wide) / std::sqrt(2 * std::acos(-1.0L));
    CHECK(std::fabs(excess / density) <= 1e-14L * std::fabs(wide));
  };
  for (double p = 1e-300; p < 0.4; p *= 1.9) check(p);
  for (double p = 0.0005; p < 0.4995; p += 0.00173) {
    check(p);
    check(1 - p);
  }
  CHECK(nonlin::inverse_normal_cdf(0.5) == 0);
  CHECK(nonlin::inverse_normal_cdf(0) == -infinity);
  CHECK(nonlin::inverse_normal_cdf(1) == infinity);
  for (const double p : {-0.1, 1.1, std::nan("")}) CHECK(std::isnan(nonlin::inverse_normal_cdf(p)));
}

TEST_CASE("special arguments of the double functions give their limits") {
  const double inf = std::numeric_limits<double>::infinity();
  const double nan = std::nan("");
  CHECK(nonlin::exp(inf) == inf);
  CHECK(nonlin::exp(-inf) == 0);
  CHECK(nonlin::exp(-740.0) == std::exp(-740.0));
  CHECK(nonlin::exp(709.7) < inf);
  CHECK(nonlin::exp(710.0) == inf);
  CHECK(nonlin::expm1(-inf) == -1);
  CHECK(nonlin::expm1(inf) == inf);
  CHECK(nonlin::expm1(1e-310) == 1e-310);
  CHECK(nonlin::log(0.0) == -inf);
  CHECK(nonlin::log(inf) == inf);
  const double least = std::numeric_limits<double>::denorm_min();
  CHECK(holds(nonlin::log(least), std::log(static_cast<long double>(least)), 1e-15L));
  CHECK(std::isnan(nonlin::log(-1.0)));
  CHECK(nonlin::log1p(-1.0) == -inf);
  CHECK(std::isnan(nonlin::log1p(-2.0)));
  CHECK(nonlin::tanh(inf) == 1);
  CHECK(nonlin::tanh(-inf) == -1);
  CHECK(nonlin::atan(inf) == std::acos(0.0));
  CHECK(nonlin::normal_tail(inf) == 0);
  CHECK(nonlin::normal_tail(-inf) == 1);
  CHECK(std::isnan(nonlin::sin(inf)));
  CHECK(std::isnan(nonlin::cos(-inf)));
  for (double (*f)(double) : doubles) CHECK(std::isnan(f(nan)));
}

TEST_CASE("the functions have the same bits on every build") {
  BitHash hash;
  for (const auto& [id, pair] : pairs) for_sweep(pair.ours, [&](float, float y) { hash.add(std::span(&y, 1)); });
  for (double (*f)(double) : doubles)
    for (double x = -45; x < 45; x += 0.0071) hash.add(f(x));
  for (double p = 0.00003; p < 1; p += 0.00011) hash.add(nonlin::inverse_normal_cdf(p));
  CHECK(hash.value() == 0xa2828ff2c225ec6f);
}

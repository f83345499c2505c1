// The optimisers against a second writing in double, over many steps.
#include "train/optimizer.hpp"

#include <catch2/catch_test_macros.hpp>
#include <limits>

#include "numbers.hpp"

namespace nonlin {
namespace {

struct Buffers {
  Floats w, g, m, v;
  Powers powers{1, 1};
  bool step(const OptimizerSpec& spec) { return spec.row->step({w, g, m, v, spec.rate, spec.settings, powers}); }
};

constexpr std::size_t size = 40;

Buffers make(const Optimizer& row) {
  Buffers b{test::draws(size, 51), Floats(size), {}, {}};
  if (row.moments > 0) b.m.assign(size, 0.0f);
  if (row.moments > 1) b.v.assign(size, 0.0f);
  return b;
}

/// The papers' definitions in double: t counts from 1, powers by std::pow.
struct Plain {
  std::vector<double> w, m = std::vector<double>(size), v = std::vector<double>(size);
  void step(const OptimizerSpec& spec, const Floats& g, int t) {
    for (std::size_t i = 0; i < size; ++i) {
      const double slope = g[i];
      if (spec.row->id == "sgd") w[i] -= spec.rate * slope;
      if (spec.row->id == "momentum") {
        m[i] = spec.settings[0] * m[i] + slope;
        w[i] -= spec.rate * m[i];
      }
      if (spec.row->id == "nesterov") {
        m[i] = spec.settings[0] * m[i] + slope;
        w[i] -= spec.rate * (slope + spec.settings[0] * m[i]);
      }
      if (spec.row->id == "adagrad") {
        m[i] += slope * slope;
        w[i] -= spec.rate * slope / (std::sqrt(m[i]) + spec.settings[0]);
      }
      if (spec.row->id == "rmsprop") {
        m[i] = spec.settings[0] * m[i] + (1 - spec.settings[0]) * slope * slope;
        w[i] -= spec.rate * slope / (std::sqrt(m[i]) + spec.settings[1]);
      }
      if (spec.row->id == "adam" || spec.row->id == "adamw") {
        const auto [b1, b2, epsilon] = spec.settings;
        m[i] = b1 * m[i] + (1 - b1) * slope;
        v[i] = b2 * v[i] + (1 - b2) * slope * slope;
        const double first = m[i] / (1 - std::pow(b1, t)), second = v[i] / (1 - std::pow(b2, t));
        w[i] -= spec.rate * first / (std::sqrt(second) + epsilon);
      }
    }
  }
};

/// The gradient of a badly scaled bowl at w, with a little noise.
void slope_of_bowl(Buffers& b, int t) {
  const Floats noise = test::draws(size, static_cast<std::uint32_t>(1000 + t), 0.1);
  for (std::size_t i = 0; i < size; ++i) b.g[i] = (0.01f + 0.05f * static_cast<float>(i)) * b.w[i] + noise[i];
}

TEST_CASE("every optimiser follows its definition over 500 steps, for default and other settings", "[optimizer]") {
  int compared = 0;
  for (const Optimizer& row : optimizers()) {
    std::vector<OptimizerSettings> settings{
        {row.parameters[0].initial, row.parameters[1].initial, row.parameters[2].initial}};
    if (row.id == "momentum" || row.id == "nesterov") settings = {{0.9, 0, 0}, {0, 0, 0}, {0.99, 0, 0}};
    if (row.id == "adagrad") settings.push_back({0.1, 0, 0});
    if (row.id == "rmsprop") settings.push_back({0.9, 1e-3, 0});
    if (row.id == "adam")
      settings.insert(settings.end(), {{0.5, 0.9, 1e-3}, {0, 0.999, 1e-8}, {0.9, 0, 1e-8}, {0.99, 0.9999, 1e-12}});
    for (const OptimizerSettings& one : settings) {
      const OptimizerSpec spec{&row, 0.02, one};
      INFO(row.id << " " << one[0] << " " << one[1] << " " << one[2]);
      Buffers b = make(row);
      Plain plain{.w = {b.w.begin(), b.w.end()}};
      double worst = 0;
      for (int t = 1; t <= 500; ++t) {
        slope_of_bowl(b, t);
        plain.step(spec, b.g, t);
        REQUIRE(b.step(spec));
        for (std::size_t i = 0; i < size; ++i) worst = std::max(worst, std::fabs(b.w[i] - plain.w[i]));
      }
      CHECK(worst < 2e-4);  // 500 roundings of numbers near 1, and gradients taken at the float's place
      ++compared;
    }
  }
  CHECK(compared == 17);
}

TEST_CASE("sgd and momentum have the bits of their formula", "[optimizer]") {
  for (std::string_view id : {"sgd", "momentum"}) {
    const OptimizerSpec spec{find_optimizer(id), 0.3, {0.8, 0, 0}};
    Buffers b = make(*spec.row);
    Floats w = b.w, v(size);
    for (int t = 0; t < 20; ++t) {
      slope_of_bowl(b, t);
      REQUIRE(b.step(spec));
      for (std::size_t i = 0; i < size; ++i) {
        v[i] = (id == "sgd" ? 0.0f : 0.8f * v[i]) + b.g[i];
        w[i] = w[i] - 0.3f * v[i];
      }
      REQUIRE(test::same_bits(b.w, w));
    }
  }
}

TEST_CASE("adam's first step is the rate against the sign of the slope, whatever its size", "[optimizer]") {
  const OptimizerSpec spec{find_optimizer("adam"), 0.01, {0.9, 0.999, 1e-12}};
  Buffers b = make(*spec.row);
  const Floats before = b.w;
  for (std::size_t i = 0; i < size; ++i)
    b.g[i] = (i % 2 ? -1.0f : 1.0f) * std::pow(10.0f, static_cast<float>(i % 12) - 6);
  REQUIRE(b.step(spec));
  for (std::size_t i = 0; i < size; ++i) CHECK(test::close(b.w[i] - before[i], i % 2 ? 0.01 : -0.01, 1e-6));
}

TEST_CASE("adam keeps running products of its betas, in double", "[optimizer]") {
  const OptimizerSpec spec{find_optimizer("adam"), 0.01, {0.9, 0.999, 1e-8}};
  Buffers b = make(*spec.row);
  double first = 1, second = 1;
  for (int t = 1; t <= 100; ++t) {
    b.step(spec);
    first *= 0.9;
    second *= 0.999;
    CHECK(b.powers == Powers{first, second});
  }
  // Later the products vanish and the corrections end.
  b.powers = {1e-320, 0};
  slope_of_bowl(b, 1);
  CHECK(b.step(spec));
}

TEST_CASE("a slope of zero moves nothing, so that padding stays zero", "[optimizer]") {
  for (const Optimizer& row : optimizers()) {
    const OptimizerSpec spec{
        &row, 10, {row.parameters[0].initial, row.parameters[1].initial, row.parameters[2].initial}};
    Buffers b = make(row);
    const Floats before = b.w;
    for (int t = 0; t < 5; ++t) REQUIRE(b.step(spec));
    CHECK(test::same_bits(b.w, before));
  }
}

TEST_CASE("a step says when any one parameter is no longer finite", "[optimizer]") {
  for (const Optimizer& row : optimizers())
    for (std::size_t bad : {std::size_t{0}, std::size_t{13}, size - 1})
      for (float x : {std::numeric_limits<float>::quiet_NaN(), -std::numeric_limits<float>::infinity()}) {
        const OptimizerSpec spec{
            &row, 0.1, {row.parameters[0].initial, row.parameters[1].initial, row.parameters[2].initial}};
        Buffers b = make(row);
        slope_of_bowl(b, 1);
        REQUIRE(b.step(spec));
        b.g[bad] = x;
        INFO(row.id << " " << bad << " " << x);
        CHECK_FALSE(b.step(spec));
      }
}

TEST_CASE("a gradient whose square is too large is no longer finite, not a parameter that stands still",
          "[optimizer]") {
  for (const Optimizer& row : optimizers()) {
    if (row.id == "sgd" || row.id == "momentum" || row.id == "nesterov") continue;
    const OptimizerSpec spec{
        &row, 0.1, {row.parameters[0].initial, row.parameters[1].initial, row.parameters[2].initial}};
    for (float large : {1e18f, 1e25f}) {
      INFO(row.id << " " << large);
      Buffers b = make(row);
      b.g[13] = -large;
      CHECK(b.step(spec) == (large < 1e19f));
    }
  }
}

TEST_CASE("adamw is adam with a decay of its own", "[optimizer]") {
  const Optimizer &adam = *find_optimizer("adam"), &adamw = *find_optimizer("adamw");
  CHECK(adamw.step == adam.step);
  for (const Optimizer& row : optimizers()) CHECK(row.initial_decay == (&row == &adamw ? 0.01 : 0.0));
}

TEST_CASE("the table: ids, ranges that hold the initial values, and defaults of the spec", "[optimizer]") {
  for (const Optimizer& row : optimizers()) {
    CHECK(find_optimizer(row.id) == &row);
    for (const OptimizerParameter& p : row.parameter_list()) CHECK((p.lowest <= p.initial && p.initial <= p.highest));
  }
  CHECK(find_optimizer("lion") == nullptr);
  const OptimizerSpec adam;
  REQUIRE(adam.row->id == "adam");
  for (std::size_t i = 0; i < 3; ++i) CHECK(adam.settings[i] == adam.row->parameters[i].initial);
}

}  // namespace
}  // namespace nonlin

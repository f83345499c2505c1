// What units do on a set: values, histograms, states, against plain double networks and hand-made units.
#include "probe/units.hpp"

#include <catch2/catch_test_macros.hpp>
#include <cmath>
#include <numeric>

#include "numbers.hpp"
#include "probe/field.hpp"
#include "probe_networks.hpp"

namespace nonlin {
namespace {

using test::made;
using test::put;
using test::set_of;

std::size_t at(int i) { return static_cast<std::size_t>(i); }

/// One input, `ids` as layers of one unit each, then one output.
NetworkSpec chain(std::initializer_list<std::string_view> ids) {
  NetworkSpec spec{.inputs = 1, .layers = {}, .outputs = 1};
  for (std::string_view id : ids) spec.layers.push_back(make_layer(1, test::activation(id)));
  return spec;
}

/// -1, -0.98 ... 1: 100 numbers, none of them 0, half of them positive.
SampleSet symmetric_line() {
  std::vector<std::vector<float>> rows;
  for (int i = 0; i < 100; ++i) rows.push_back({static_cast<float>(i - 49.5) / 50});
  return set_of(rows);
}

/// The report on the one unit of a 1-1-1 network with this weight and bias, on `symmetric_line`.
UnitReport unit(std::string_view id, float w, float b, bool plain_descent = false) {
  Network network(chain({id}));
  initialize(network, {}, 1);
  put(network, "W0", {w});
  put(network, "b0", {b});
  Workspace workspace(network.spec());
  return unit_reports(network, symmetric_line(), plain_descent, workspace)[0].units[0];
}

TEST_CASE("values of any unit are those of a plain double network", "[probe]") {
  const SampleSet set = test::samples_of("spiral", 300).train;
  const Head& head = *find_head("logistic");
  for (std::string_view id : {"gelu", "maxout", "prelu"}) {
    const Network network = made({.inputs = 2,
                                  .layers = {make_layer(5, test::activation(id)), make_layer(3, test::activation(id))},
                                  .outputs = 1});
    Workspace workspace(network.spec());
    for (int l = 0; l < 3; ++l) {
      INFO(id << ", layer " << l);
      const Network cut = test::cut_at(network, l);
      const int rows = row_count(network, l, Quantity::z), units = row_count(network, l, Quantity::a);
      std::vector<float> z(at(rows * 300)), a(at(units * 300)), one(300);
      unit_values(network, head, {l, Quantity::z, 0, rows}, set, z.data(), workspace);
      unit_values(network, head, {l, Quantity::a, 0, units}, set, a.data(), workspace);
      unit_values(network, head, {l, Quantity::a, units - 1, 1}, set, one.data(), workspace);
      for (int s = 0; s < 300; ++s) {
        const auto want = test::plain_outputs(cut, test::doubles(cut.parameters()),
                                              {test::input_of(set, 0, s), test::input_of(set, 1, s)});
        for (int r = 0; r < rows; ++r) CHECK(test::close(z[at(r * 300 + s)], want[at(r)], 3e-6, 1e-5));
        for (int u = 0; u < units; ++u) {
          const double w = want[at(u * (rows / units))];
          const double f = l == 2 ? 1 / (1 + std::exp(-w))
                           : id == "maxout"
                               ? std::max(w, want[at(u * 2 + 1)])
                               : test::plain_activation(test::activation(id),
                                                        id == "gelu" ? test::Doubles{0, 1} : test::Doubles{0.25}, w);
          CHECK(test::close(a[at(u * 300 + s)], f, 3e-6, 1e-5));
        }
        CHECK(one[at(s)] == a[at((units - 1) * 300 + s)]);
      }
    }
    std::vector<float> out(300);
    CHECK_THROWS_AS(unit_values(network, head, {3, Quantity::a}, set, out.data(), workspace), std::invalid_argument);
    CHECK_THROWS_AS(unit_values(network, head, {0, Quantity::a, 5}, set, out.data(), workspace), std::invalid_argument);
    CHECK_THROWS_AS(unit_values(network, head, {-1, Quantity::z}, set, out.data(), workspace), std::invalid_argument);
  }
}

TEST_CASE("a histogram counts every unit of a layer on every sample once", "[probe]") {
  const SampleSet set = test::samples_of("moons", 300).train;
  const Head& head = *find_head("logistic");
  const Network network =
      made({.inputs = 2,
            .layers = {make_layer(6, test::activation("tanh")), make_layer(4, test::activation("relu"))},
            .outputs = 1});
  Workspace workspace(network.spec());
  const Bins bins_z{-1, 1, 10}, bins_a{-0.5, 0.5, 7};
  const auto histograms = layer_histograms(network, head, set, bins_z, bins_a, workspace);
  REQUIRE(histograms.size() == 3);
  for (int l = 0; l < 3; ++l)
    for (Quantity quantity : {Quantity::z, Quantity::a}) {
      const Bins& bins = quantity == Quantity::z ? bins_z : bins_a;
      const Histogram& got = quantity == Quantity::z ? histograms[at(l)].z : histograms[at(l)].a;
      const int rows = row_count(network, l, quantity);
      std::vector<float> values(at(rows * 300));
      unit_values(network, head, {l, quantity, 0, rows}, set, values.data(), workspace);
      for (int b = 0; b < bins.count; ++b) {
        const double lo = bins.lo + (bins.hi - bins.lo) * b / bins.count, hi = lo + (bins.hi - bins.lo) / bins.count;
        const auto inside = [&](float x) { return x >= lo && (x < hi || (b + 1 == bins.count && x <= bins.hi)); };
        CHECK(static_cast<int>(got.counts[at(b)]) == std::ranges::count_if(values, inside));
      }
      CHECK(static_cast<int>(got.under) == std::ranges::count_if(values, [&](float x) { return x < bins.lo; }));
      CHECK(static_cast<int>(got.over) == std::ranges::count_if(values, [&](float x) { return x > bins.hi; }));
      CHECK(got.under + got.over + std::accumulate(got.counts.begin(), got.counts.end(), 0u) == values.size());
    }
}

TEST_CASE("borders of bins: the lower one belongs to its bin, the last one's upper too; infinities and NaN go nowhere",
          "[probe]") {
  Network network(chain({"identity"}));
  put(network, "W0", {1});
  Workspace workspace(network.spec());
  const float inf = std::numeric_limits<float>::infinity();
  const SampleSet set = set_of({{-1},
                                {-0.5},
                                {0},
                                {0.5},
                                {1},
                                {std::nextafter(1.0f, 2.0f)},
                                {std::nextafter(-1.0f, -2.0f)},
                                {inf},
                                {-inf},
                                {std::nanf("")}});
  const auto z = layer_histograms(network, *find_head("identity"), set, {-1, 1, 4}, {-1, 1, 1}, workspace)[0].z;
  CHECK(z.counts == std::vector<std::uint32_t>{1, 1, 1, 2});
  CHECK(z.under == 2);
  CHECK(z.over == 2);
  CHECK(z.not_numbers == 1);
  for (const Bins& bad : {Bins{1, 1, 4}, Bins{2, 1, 4}, Bins{0, 1, 0}, Bins{0, 1, 4097}, Bins{std::nan(""), 1, 4}})
    CHECK_THROWS_AS(layer_histograms(network, *find_head("identity"), set, bad, {}, workspace), std::invalid_argument);
}

TEST_CASE("a unit's mean, spread, shares and bend by their definitions", "[probe]") {
  const UnitReport half = unit("relu", 1, 0);
  CHECK(half.positive == 0.5);
  CHECK(half.zero == 0.5);
  CHECK(half.flat == 0);  // a rectifier at rest is not saturated
  CHECK(half.state == UnitState::alive);
  CHECK(test::close(half.mean, 0.25, 1e-6));
  // z is symmetric: cov(a, z) = var z / 2, so R^2 = var z / (4 var a).
  CHECK(test::close(half.bend, 1 - (0.3333 / 4) / (half.sd * half.sd), 1e-6));
  CHECK(test::close(half.sd * half.sd, 0.3333 / 2 - 0.0625, 1e-6));
  CHECK(unit("identity", 3, 1).bend < 1e-12);
  CHECK(test::close(unit("identity", 3, 1).mean, 1, 1e-6));
  CHECK(test::close(unit("identity", 3, 1).sd, 3 * std::sqrt(0.3333), 1e-5));
  CHECK(unit("sigmoid", 0, 0.5).bend == 0);  // constant: no bend, no spread
  CHECK(unit("sigmoid", 0, 0.5).sd == 0);
  CHECK(std::isnan(half.gate));
}

TEST_CASE("alive, asleep, saturated and dead", "[probe]") {
  CHECK(unit("relu", 1, -1).state == UnitState::asleep);
  CHECK(unit("relu", 1, -1, true).state == UnitState::dead);
  CHECK(unit("relu", 1, 3).state == UnitState::alive);
  CHECK(unit("relu", 1, -0.985f).state == UnitState::alive);         // one sample of a hundred
  CHECK(unit("relu6", 1, 9).state == UnitState::asleep);             // constant 6
  CHECK(unit("leaky-relu", 1, -5, true).state == UnitState::alive);  // it has no limit to be flat at
  CHECK(unit("sigmoid", 1, 0).state == UnitState::alive);
  CHECK(unit("sigmoid", 1, 6).state == UnitState::saturated);
  CHECK(unit("sigmoid", 1, 6).flat == 1);
  CHECK(unit("sigmoid", 1, 25, true).state == UnitState::saturated);  // exactly 1, but a slope of e^-25
  CHECK(unit("sigmoid", 1, 120, true).state == UnitState::dead);      // no slope at all
  CHECK(unit("tanh", -50, 0).flat == 0.96);                           // 4 of 100 samples with |z| < 2.18
  CHECK(unit("tanh", -50, 0).state == UnitState::saturated);
  CHECK(unit("tanh", -40, 0).flat == 0.94);
  CHECK(unit("tanh", -40, 0).state == UnitState::alive);
  CHECK(unit("softplus", 1, -9).state == UnitState::saturated);
  CHECK(unit("softplus", 1, 9).flat == 0);
  CHECK(unit("sine", 0.01f, 1.5707963f).flat == 0);  // a crest is no limit
  CHECK(unit("tanh", -5, 0).state == UnitState::alive);
  CHECK(unit("elu", 1, -9, true).state == UnitState::saturated);
  CHECK(unit("hard-tanh", 300, 0).state == UnitState::saturated);  // never sloped, but not constant
  CHECK(unit("step", 1, 0).state == UnitState::alive);
  CHECK(unit("step", 1, 2).state == UnitState::asleep);
  CHECK(unit("identity", 0, 0).state == UnitState::alive);
}

TEST_CASE("dead is only said where nothing can bring a unit back", "[probe]") {
  // The second layer's unit sleeps because of what the first one gives; a learned parameter may move.
  Network network(chain({"relu", "relu"}));
  put(network, "W0", {1});
  put(network, "W1", {-1});
  Workspace workspace(network.spec());
  const auto reports = unit_reports(network, symmetric_line(), true, workspace);
  CHECK(reports[0].count(UnitState::alive) == 1);
  CHECK(reports[1].count(UnitState::asleep) == 1);

  Network learned(chain({"prelu"}));
  put(learned, "W0", {1});
  put(learned, "b0", {-2});
  Workspace other(learned.spec());
  CHECK(unit_reports(learned, symmetric_line(), true, other)[0].count(UnitState::asleep) == 1);  // alpha is 0
  put(learned, "alpha0", {0.25f});
  CHECK(unit_reports(learned, symmetric_line(), true, other)[0].count(UnitState::alive) == 1);
}

TEST_CASE("a piece that never wins is dead", "[probe]") {
  NetworkSpec spec = chain({"maxout"});
  spec.layers[0].pieces = 3;
  Network network(spec);
  put(network, "W0", {1, -1, 0});
  put(network, "b0", {0, 0, -5});
  Workspace workspace(network.spec());
  const LayerReport report = unit_reports(network, symmetric_line(), true, workspace)[0];
  CHECK(report.wins == std::vector<double>{0.5, 0.5, 0});
  CHECK(report.dead_pieces == 1);
  CHECK(report.units[0].positive == 1);
  CHECK(report.units[0].state == UnitState::alive);
  // The parts of a gated pair do not compete.
  const Network pair(chain({"glu"}));
  Workspace parts(pair.spec());
  const LayerReport gated = unit_reports(pair, symmetric_line(), true, parts)[0];
  CHECK(gated.wins.empty());
  CHECK(gated.dead_pieces == 0);
}

TEST_CASE("the gate of a pair has its own share, beside that of the value part", "[probe]") {
  Network pair(chain({"glu"}));
  put(pair, "W0", {1, 1});
  put(pair, "b0", {0, 0.5});  // the gate is open for z > -0.5: three quarters of the line
  Workspace workspace(pair.spec());
  const UnitReport report = unit_reports(pair, symmetric_line(), true, workspace)[0].units[0];
  CHECK(report.positive == 0.5);
  CHECK(report.gate == 0.75);
  CHECK(report.state == UnitState::alive);
  put(pair, "W0", {0, 0});
  put(pair, "b0", {0, -200});  // shut, with no slope: nothing goes on, nothing comes back
  CHECK(unit_reports(pair, symmetric_line(), true, workspace)[0].units[0].state == UnitState::dead);
}

}  // namespace
}  // namespace nonlin

// The data on the curve: every share, quantile and bar counted again by hand from the values of the units.
#include "probe/on_curve.hpp"

#include <catch2/catch_test_macros.hpp>
#include <cmath>
#include <numeric>

#include "numbers.hpp"
#include "probe/flat.hpp"
#include "probe_networks.hpp"

namespace nonlin {
namespace {

using test::made;

std::size_t at(int i) { return static_cast<std::size_t>(i); }
std::vector<float> z_of(const Network& network, const SampleSet& set, int layer, int first, int count) {
  Workspace workspace(network.spec());
  std::vector<float> z(at(count * set.count()));
  unit_values(network, *find_head("logistic"), {layer, Quantity::z, first, count}, set, z.data(), workspace);
  return z;
}

NetworkSpec two_layers(std::string_view id) {
  return {
      .inputs = 2, .layers = {make_layer(6, test::activation(id)), make_layer(4, test::activation(id))}, .outputs = 1};
}

/// A network whose z are spread over much of its curves.
Network wide(std::string_view id, float factor = 4) {
  Network network = made(two_layers(id));
  for (float& x : network.parameters()) x *= factor;
  return network;
}

TEST_CASE("data on the curve: bars, shares and quantiles are those of a count by hand", "[probe]") {
  const SampleSet set = test::samples_of("spiral", 300).train;
  for (std::string_view id : {"sigmoid", "tanh", "relu", "elu", "gelu", "gaussian", "sine", "step", "identity"})
    for (int layer : {0, 1})
      for (int unit : {-1, 2}) {
        CAPTURE(id, layer, unit);
        const Network network = wide(id);
        Workspace workspace(network.spec());
        const int units = network.spec().layers[at(layer)].units, first = std::max(unit, 0);
        const OnCurve got = data_on_curve(network, set, {layer, unit, 32, 4}, workspace);
        std::vector<float> z = z_of(network, set, layer, first, unit < 0 ? units : 1);
        REQUIRE(got.count == static_cast<int>(z.size()));

        REQUIRE(got.z.counts.size() == 32);
        for (int b = 0; b < 32; ++b) {
          const double lo = -got.reach + 2 * got.reach * b / 32, hi = lo + 2 * got.reach / 32;
          const auto inside = [&](float x) { return x >= lo && (x < hi || (b == 31 && x <= hi)); };
          CHECK(static_cast<int>(got.z.counts[at(b)]) == std::ranges::count_if(z, inside));
        }
        CHECK(std::accumulate(got.z.counts.begin(), got.z.counts.end(), got.z.under + got.z.over) == z.size());
        CHECK(got.z.under + got.z.over <= 0.011 * got.count);

        const Activation& row = test::activation(id);
        const LayerSpec& spec = network.spec().layers[at(layer)];
        std::vector<float> parameters;
        for (const ParameterSetting& setting : spec.parameters) parameters.push_back(static_cast<float>(setting.value));
        std::vector<float> all = z, a(at(padded(got.count))), slope(a.size());
        all.resize(a.size());
        row.value_slope(all.data(), a.data(), slope.data(), padded(got.count), 1, parameters.data());
        double largest = 0, left = 0, right = 0, rest = 0, positive = 0, zero = 0;
        for (int i = -128; i < 128; ++i) {
          std::vector<float> point(8, static_cast<float>(i) / 16), value(8), steep(8);
          row.value_slope(point.data(), value.data(), steep.data(), 8, 1, parameters.data());
          largest = std::max(largest, std::fabs(static_cast<double>(steep[0])));
        }
        const double n = got.count;
        for (int i = 0; i < got.count; ++i) {
          const double limit = z[at(i)] < 0 ? row.facts.left_limit : row.facts.right_limit;
          const bool flat = std::fabs(slope[at(i)]) < 0.05 * largest && std::isfinite(limit);
          (z[at(i)] < 0 ? left : right) += flat / n;
          rest += (flat && a[at(i)] == 0 && std::isinf(row.facts.highest)) / n;
          positive += (z[at(i)] > 0) / n;
          zero += (a[at(i)] == 0) / n;
        }
        CHECK(got.largest_slope == largest);
        CHECK(test::close(got.flat_left, left, 1e-9));
        CHECK(test::close(got.flat_right, right, 1e-9));
        CHECK(test::close(got.at_rest, rest, 1e-9));
        CHECK(test::close(got.positive, positive, 1e-9));
        CHECK(test::close(got.zero, zero, 1e-9));
        if (unit < 0) {
          double flat = 0;
          const auto reports = unit_reports(network, set, false, workspace);
          for (const UnitReport& report : reports[at(layer)].units) flat += report.flat / units;
          CHECK(test::close(got.flat_left + got.flat_right - got.at_rest, flat, 1e-9));
        }

        std::ranges::sort(z);
        const auto quantile = [&](double share) {
          return z[static_cast<std::size_t>(share * static_cast<double>(z.size() - 1))];
        };
        CHECK(got.low == quantile(0.05));
        CHECK(got.median == quantile(0.5));
        CHECK(got.high == quantile(0.95));
        CHECK(got.reach >= std::max(std::fabs(quantile(0.005)), std::fabs(quantile(0.995))));
      }
}

TEST_CASE("data on the curve: the curve is the row's, with the parameters of the unit, or their mean", "[probe]") {
  const SampleSet set = test::samples_of("moons", 40).train;
  NetworkSpec spec = two_layers("prelu");
  spec.layers[0].affine = {.outer = 3, .inner = 0.5, .shift = -1};
  Network network = made(spec);
  const auto alpha = network.layers()[0].learned.at(0);
  REQUIRE(alpha.count == 6);
  for (int u = 0; u < 6; ++u) network.parameters()[at(alpha.offset + u)] = 0.1f * static_cast<float>(u);
  Workspace workspace(network.spec());
  for (int unit : {-1, 0, 4}) {
    const OnCurve got = data_on_curve(network, set, {0, unit, 16, 3}, workspace);
    CHECK(got.reach == 3);
    const double slope = unit < 0 ? 0.25 : 0.1 * unit;
    REQUIRE(got.value.size() == curve_points);
    for (int i = 0; i < curve_points; ++i) {
      const double z = -3 + 6.0 * i / (curve_points - 1);
      CHECK(test::close(got.value[at(i)], 3 * (z < 0 ? slope : 1) * 0.5 * z - 1, 1e-5));
      CHECK(test::close(got.slope[at(i)], 1.5 * (z < 0 ? slope : 1), 1e-5));
      CHECK(got.flat[at(i)] == 0);
    }
  }
  const Network sigmoid = made(two_layers("sigmoid"));
  const OnCurve got = data_on_curve(sigmoid, set, {.layer = 1, .reach = 8}, workspace);
  for (int i = 0; i < curve_points; ++i) CHECK(got.flat[at(i)] == (got.slope[at(i)] < 0.05f * 0.25f));
  CHECK(got.flat.front() == 1);
  CHECK(got.flat[128] == 0);
}

TEST_CASE("data on the curve: of several pieces, the winner's z and the slope the samples meet", "[probe]") {
  const SampleSet set = test::samples_of("spiral", 300).train;
  for (std::string_view id : {"maxout", "glu"}) {
    CAPTURE(id);
    const Network network = wide(id);
    Workspace workspace(network.spec());
    const OnCurve got = data_on_curve(network, set, {.layer = 1}, workspace);
    const std::vector<float> pieces = z_of(network, set, 1, 0, 8);
    std::vector<float> z;
    double slope = 0;
    for (int u = 0; u < 4; ++u)
      for (int s = 0; s < 300; ++s) {
        const float one = pieces[at(2 * u * 300 + s)], two = pieces[at((2 * u + 1) * 300 + s)];
        z.push_back(id == "glu" ? one : std::max(one, two));
        slope += id == "glu" ? 1 / (1 + std::exp(-static_cast<double>(two))) / 1200 : 1.0 / 1200;
      }
    const Histogram want = count_all(z, {-got.reach, got.reach, 64});
    CHECK(got.z.counts == want.counts);
    for (int i = 0; i < curve_points; ++i) {
      CHECK(test::close(got.slope[at(i)], slope, 1e-5));
      CHECK(test::close(got.value[at(i)], slope * (-got.reach + 2 * got.reach * i / (curve_points - 1)), 1e-3));
    }
    CHECK(got.flat_left + got.flat_right == 0);
  }
}

TEST_CASE("data on the curve: the range grows in few steps, keeps what was asked, and holds what is not finite apart",
          "[probe]") {
  Network network({.inputs = 1, .layers = {make_layer(1, test::activation("identity"))}, .outputs = 1});
  test::put(network, "W0", {1});
  Workspace workspace(network.spec());
  const auto reach = [&](float z, double asked) {
    return data_on_curve(network, test::set_of({{z}, {z}}), {.reach = asked}, workspace).reach;
  };
  CHECK(reach(3.9f, 4) == 4);
  CHECK(reach(-4.1f, 4) == 6);
  CHECK(reach(6.1f, 4) == 9);
  CHECK(reach(6.1f, 6) == 9);
  CHECK(reach(1, 5) == 5);
  const float inf = std::numeric_limits<float>::infinity();
  const OnCurve got =
      data_on_curve(network, test::set_of({{inf}, {-inf}, {std::nanf("")}, {1}, {2}}), {.bins = 8}, workspace);
  CHECK(got.reach > 1e38);
  CHECK(std::isfinite(got.reach));
  CHECK(got.count == 5);
  CHECK(got.z.not_numbers == 1);
  CHECK(got.z.under == 1);
  CHECK(got.z.over == 1);
  CHECK(got.median == 1);
  const OnCurve none = data_on_curve(network, test::set_of({{std::nanf("")}}), {}, workspace);
  CHECK(none.z.not_numbers == 1);
  CHECK(std::isnan(none.low));
}

}  // namespace
}  // namespace nonlin

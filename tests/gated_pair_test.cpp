// GLU and SwiGLU: values and gradients against golden data (PyTorch's order: value part first) and the C library, ends.
#include <catch2/catch_test_macros.hpp>

#include "accuracy.hpp"
#include "activation_reference.hpp"
#include "golden.hpp"
#include "model/activation.hpp"

namespace {

using nlohmann::json;
using nonlin::Activation;

struct PairResult {
  std::vector<float> value, slope, gate_slope;
};

/// For any number of pairs; checks that `value` alone has the same bits.
PairResult evaluate(const Activation& row, const std::vector<float>& v, const std::vector<float>& g) {
  const std::size_t n = (v.size() + 7) / 8 * 8;
  std::vector<float> z(2 * n), slopes(2 * n), a(n), alone(n);
  for (std::size_t i = 0; i < n; ++i) {
    z[i] = v[std::min(i, v.size() - 1)];
    z[n + i] = g[std::min(i, g.size() - 1)];
  }
  row.value_slope(z.data(), a.data(), slopes.data(), static_cast<int>(n), 2, nullptr);
  row.value(z.data(), alone.data(), static_cast<int>(n), 2, nullptr);
  BitHash both, value;
  both.add(a);
  value.add(alone);
  CHECK(both.value() == value.value());
  const auto count = static_cast<std::ptrdiff_t>(v.size()), half = static_cast<std::ptrdiff_t>(n);
  return {{a.begin(), a.begin() + count},
          {slopes.begin(), slopes.begin() + count},
          {slopes.begin() + half, slopes.begin() + half + count}};
}

}  // namespace

TEST_CASE("gated pairs have the golden values and gradients") {
  const json& tolerance = golden("activations")["tolerance_f32"];
  const auto within = [&](double got, double want) {
    return std::fabs(got - want) <= tolerance["atol"].get<double>() + tolerance["rtol"].get<double>() * std::fabs(want);
  };
  int cases = 0;
  for (const json& entry : golden("activations")["rows"]) {
    const Activation* row = nonlin::find_activation(entry["name"].get<std::string>());
    if (!row || !row->gated) continue;
    INFO(row->id);
    const std::size_t units = entry["units"].get<std::size_t>(), samples = entry["z"].size();
    for (std::size_t u = 0; u < units; ++u) {
      std::vector<float> v, g;
      for (const json& sample : entry["z"]) {
        v.push_back(sample[2 * u].get<float>());
        g.push_back(sample[2 * u + 1].get<float>());
      }
      const PairResult got = evaluate(*row, v, g);
      for (std::size_t s = 0; s < samples; ++s) {
        ++cases;
        CAPTURE(v[s], g[s], got.value[s]);
        const float upstream = entry["upstream"][s][u].get<float>();
        CHECK(within(got.value[s], entry["y"][s][u].get<double>()));
        CHECK(within(got.slope[s] * upstream, entry["dz"][s][2 * u].get<double>()));
        CHECK(within(got.gate_slope[s] * upstream, entry["dz"][s][2 * u + 1].get<double>()));
      }
    }
  }
  CHECK(cases == 54);
}

TEST_CASE("gated pairs keep their stated error bounds for gates up to 87.3") {
  for (const char* id : {"glu", "swiglu"}) {
    INFO(id);
    const Activation& row = *nonlin::find_activation(id);
    const reference::Curve gate = reference::gate(id);
    for (const float v : {1.0f, -0.37f, 12.5f, -3e-3f}) {
      std::vector<float> g;
      for (const float x : sweep())
        if (std::fabs(x) <= 87.3f) g.push_back(x);
      const PairResult got = evaluate(row, std::vector<float>(g.size(), v), g);
      int wrong = 0;
      for (std::size_t i = 0; i < g.size(); ++i) {
        const double f = gate.value(g[i]), slope = gate.slope(g[i]), size = std::fabs(static_cast<double>(v));
        const nonlin::Accuracy bound = row.slope_accuracy;
        // Below 2^-126 floats are coarser than their unit says, and the value part multiplies that.
        wrong += !is_close(got.value[i], v * f, row.value_accuracy.ulp, 2e-45 * (1 + size));
        wrong += !is_close(got.slope[i], f, row.value_accuracy.ulp, 0);
        wrong += !is_close(got.gate_slope[i], v * slope, bound.ulp, bound.absolute * std::max(1.0, size));
      }
      CHECK(wrong == 0);
    }
  }
}

TEST_CASE("a shut gate gives zero, an open one the value part (times the gate for SwiGLU), and slopes stay finite") {
  const float huge = 3e38f;
  for (const char* id : {"glu", "swiglu"}) {
    INFO(id);
    const Activation& row = *nonlin::find_activation(id);
    const bool glu = row.id == "glu";
    const PairResult got = evaluate(row, {2, 2, -2, 0, huge, huge}, {-infinity, -huge, 100, -3, -100, 1});
    CHECK(got.value[0] == 0);
    CHECK(got.value[1] == 0);
    CHECK(got.value[2] == (glu ? -2.0f : -200.0f));
    CHECK(got.value[3] == 0);
    CHECK(got.value[4] == 0);
    for (std::size_t i = 0; i < 6; ++i) {
      CHECK(std::isfinite(got.slope[i]));
      CHECK(std::isfinite(got.gate_slope[i]));
    }
    const PairResult ends = evaluate(row, {infinity, -infinity, 2}, {1, 1, infinity});
    CHECK(ends.value[0] == infinity);
    CHECK(ends.value[1] == -infinity);
    CHECK(ends.value[2] == (glu ? 2 : infinity));
  }
}

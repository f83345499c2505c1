// Maxout: values, winners and gradients against golden data; ties, NaN, the number of pieces.
#include <catch2/catch_test_macros.hpp>

#include "accuracy.hpp"
#include "golden.hpp"
#include "model/activation.hpp"

using nlohmann::json;
using nonlin::Activation;

TEST_CASE("maxout has the golden values, winners and gradients") {
  const Activation& maxout = *nonlin::find_activation("maxout");
  int cases = 0;
  for (const json& entry : golden("activations")["rows"]) {
    if (entry["name"] != "maxout") continue;
    ++cases;
    const int k = entry["k"].get<int>(), units = entry["units"].get<int>();
    const auto samples = entry["z"].size();
    for (int unit = 0; unit < units; ++unit) {
      std::vector<float> z(static_cast<std::size_t>(8 * k)), slope(z.size()), a(8);
      const auto column = [&](int piece) { return static_cast<std::size_t>(unit * k + piece); };
      for (std::size_t s = 0; s < 8; ++s)
        for (int p = 0; p < k; ++p)
          z[static_cast<std::size_t>(p) * 8 + s] = entry["z"][std::min(s, samples - 1)][column(p)].get<float>();
      maxout.value_slope(z.data(), a.data(), slope.data(), 8, k, nullptr);
      for (std::size_t s = 0; s < samples; ++s) {
        const auto u = static_cast<std::size_t>(unit);
        CAPTURE(k, unit, s);
        CHECK(a[s] == entry["y"][s][u].get<float>());
        for (int p = 0; p < k; ++p) {
          const float got = slope[static_cast<std::size_t>(p) * 8 + s];
          CHECK(got == (entry["winner"][s][u].get<int>() == p ? 1.0f : 0.0f));
          CHECK(got * entry["upstream"][s][u].get<float>() == entry["dz"][s][column(p)].get<float>());
        }
      }
    }
  }
  CHECK(cases == 4);
}

TEST_CASE("maxout: the first of equal pieces wins, a NaN piece is not lost, two to eight pieces") {
  const Activation& maxout = *nonlin::find_activation("maxout");
  const float nan = std::numeric_limits<float>::quiet_NaN();
  for (int k = 2; k <= nonlin::max_pieces; ++k) {
    CAPTURE(k);
    const auto rows = static_cast<std::size_t>(k);
    std::vector<float> z(rows * 8, 1.5f), slope(rows * 8), a(8), alone(8);
    for (std::size_t p = 0; p < rows; ++p) {
      z[p * 8 + 1] = -static_cast<float>(p);      // the first is largest
      z[p * 8 + 2] = static_cast<float>(p);       // the last is largest
      z[p * 8 + 3] = p == rows - 1 ? nan : 2.0f;  // NaN in the last
      z[p * 8 + 4] = p == 0 ? nan : 2.0f;         // NaN in the first
      z[p * 8 + 5] = p == 0 ? -0.0f : 0.0f;       // equal zeros
      z[p * 8 + 6] = p == 1 ? infinity : -infinity;
    }
    maxout.value_slope(z.data(), a.data(), slope.data(), 8, k, nullptr);
    maxout.value(z.data(), alone.data(), 8, k, nullptr);
    const auto winner = [&](std::size_t s) {
      int found = -1, count = 0;
      for (std::size_t p = 0; p < rows; ++p)
        if (slope[p * 8 + s] == 1) found = static_cast<int>(p), ++count;
      return count == 1 ? found : -1;
    };
    CHECK(a[0] == 1.5f);
    CHECK(winner(0) == 0);
    CHECK(winner(1) == 0);
    CHECK(a[2] == static_cast<float>(k - 1));
    CHECK(winner(2) == k - 1);
    CHECK(std::isnan(a[3]));
    CHECK(std::isnan(a[4]));
    CHECK(winner(5) == 0);
    CHECK(a[6] == infinity);
    CHECK(winner(6) == 1);
    for (std::size_t s = 0; s < 8; ++s) CHECK((alone[s] == a[s] || (std::isnan(alone[s]) && std::isnan(a[s]))));
  }
}

// Every row of the activation table: values, slopes and parameter slopes against golden data and the C library, and the
// bits.
#include "model/activation.hpp"

#include <catch2/catch_test_macros.hpp>
#include <set>
#include <string>

#include "accuracy.hpp"
#include "activation_reference.hpp"
#include "golden.hpp"

namespace {

using nlohmann::json;
using nonlin::Activation;
using nonlin::activations;

using FloatParameters = std::array<float, nonlin::max_activation_parameters>;
using DoubleParameters = std::array<double, nonlin::max_activation_parameters>;

DoubleParameters defaults(const Activation& row) {
  DoubleParameters p{};
  for (std::size_t i = 0; i < row.parameter_list().size(); ++i) p[i] = row.parameters[i].initial;
  return p;
}

FloatParameters narrowed(const DoubleParameters& p) {
  FloatParameters f{};
  for (std::size_t i = 0; i < f.size(); ++i) f[i] = static_cast<float>(p[i]);
  return f;
}

struct Result {
  std::vector<float> value, slope;
};

/// Both over any number of points (padded to whole vectors by repeating the last).
Result evaluate(const Activation& row, std::vector<float> x, const DoubleParameters& parameters) {
  const std::size_t count = x.size();
  while (x.size() % 8) x.push_back(x.back());
  const FloatParameters p = narrowed(parameters);
  Result r{std::vector<float>(x.size()), std::vector<float>(x.size())};
  row.value_slope(x.data(), r.value.data(), r.slope.data(), static_cast<int>(x.size()), 1, p.data());
  r.value.resize(count);
  r.slope.resize(count);
  return r;
}

float value_at(const Activation& row, float x) { return evaluate(row, {x}, defaults(row)).value[0]; }

bool is_curve(const Activation& row) { return row.highest_pieces == 1; }

bool is_kink(const Activation& row, double x) {
  for (int k = 0; k < row.facts.kink_count; ++k)
    if (row.facts.kinks[static_cast<std::size_t>(k)].x == x) return true;
  return false;
}

bool within(double got, double want, const json& tolerance) {
  return std::fabs(got - want) <= tolerance["atol"].get<double>() + tolerance["rtol"].get<double>() * std::fabs(want);
}

/// The row's parameters with those of a golden entry put in; golden constants of a row without parameters (selu) are
/// left out.
DoubleParameters golden_parameters(const Activation& row, const json& params) {
  DoubleParameters p = defaults(row);
  for (std::size_t i = 0; i < row.parameter_list().size(); ++i)
    if (params.contains(row.parameters[i].id)) p[i] = params[std::string(row.parameters[i].id)].get<double>();
  return p;
}

}  // namespace

TEST_CASE("every row has the golden values and slopes, either side at a kink") {
  const json& file = golden("activations");
  const std::vector<float> x = file["x"].get<std::vector<float>>();
  std::set<std::string> seen;
  for (const auto& [name, entry] : file["scalar"].items()) {
    const Activation* row = nonlin::find_activation(id_of_golden(name));
    INFO(name);
    REQUIRE(row != nullptr);
    seen.insert(std::string(row->id));
    const DoubleParameters p = golden_parameters(*row, entry["params"]);
    const Result got = evaluate(*row, x, p);
    for (std::size_t i = 0; i < x.size(); ++i) {
      const double want = entry["y"][i].get<double>();
      double slope = entry["dy"][i].get<double>();
      for (const json& kink : entry["kinks"]) {
        const double left = kink["left"].get<double>(), right = kink["right"].get<double>();
        if (kink["x"].get<double>() == x[i])
          slope = std::clamp<double>(got.slope[i], std::min(left, right), std::max(left, right));
      }
      CAPTURE(x[i], got.value[i], want, got.slope[i], slope);
      CHECK(within(got.value[i], want, file["tolerance_f32"]));
      CHECK(within(got.slope[i], slope, file["tolerance_f32"]));
      CHECK(std::fabs(row->value_double(x[i], p.data()) - want) <= 1e-12 * std::max(1.0, std::fabs(want)));
    }
  }
  std::size_t curve_rows = 0;
  for (const Activation& row : activations()) curve_rows += is_curve(row);
  CHECK(seen.size() == curve_rows);
}

TEST_CASE("slopes with respect to learned parameters are the golden ones") {
  const json& file = golden("activations");
  const std::vector<float> x = [&] {
    std::vector<float> v = file["x"].get<std::vector<float>>();
    while (v.size() % 8) v.push_back(0);
    return v;
  }();
  for (const auto& [id, name] : {std::pair{"prelu", "prelu_dalpha"}, std::pair{"swish", "swish_dbeta"}}) {
    INFO(name);
    const Activation& row = *nonlin::find_activation(id);
    const json& entry = file["parameter_gradients"][name];
    const FloatParameters p = narrowed(golden_parameters(row, entry["params"]));
    std::vector<float> got(x.size());
    row.parameter_slope(x.data(), got.data(), static_cast<int>(x.size()), 0, p.data());
    for (std::size_t i = 0; i < entry["g"].size(); ++i) {
      CAPTURE(x[i], got[i]);
      CHECK(within(got[i], entry["g"][i].get<double>(), file["tolerance_f32"]));
    }
  }
}

TEST_CASE("slopes with respect to learned parameters are the change of the value with the parameter") {
  int rows = 0;
  for (const Activation& row : activations()) {
    for (int which = 0; which < row.parameter_count; ++which) {
      const auto w = static_cast<std::size_t>(which);
      if (!row.parameters[w].learnable) continue;
      ++rows;
      INFO(row.id);
      for (const double at : {-0.7, 0.3, 1.0, 2.5}) {
        DoubleParameters p = defaults(row), up, down;
        p[w] = at;
        up = down = p;
        up[w] += 1e-5;
        down[w] -= 1e-5;
        float z[8], got[8];
        for (int k = 0; k < 8; ++k) z[k] = -3.5f + static_cast<float>(k) * 1.0625f;
        row.parameter_slope(z, got, 8, which, narrowed(p).data());
        for (int k = 0; k < 8; ++k) {
          CAPTURE(at, z[k]);
          const double want = (row.value_double(z[k], up.data()) - row.value_double(z[k], down.data())) / 2e-5;
          CHECK(std::fabs(got[k] - want) < 1e-6);
        }
      }
    }
  }
  CHECK(rows == 2);
}

TEST_CASE("every row keeps its stated error bounds over all magnitudes") {
  const std::vector<float>& x = dense_sweep();
  for (const Activation& row : activations()) {
    if (!is_curve(row)) continue;
    INFO(row.id);
    const bool wave = row.id == "sine" || row.id == "cosine";
    const reference::Curve& curve = reference::curves().at(std::string(row.id));
    const Result got = evaluate(row, x, defaults(row));
    const auto check = [](const char* what, float at, float is, double want, nonlin::Accuracy bound) {
      const double floor = std::fabs(at) > 87.3f ? 2e-36 : 0.0;
      if (is_close(is, want, bound.ulp, std::max(bound.absolute, floor))) return;
      CAPTURE(what, at, is, want);
      FAIL_CHECK("outside the stated bound");
    };
    int checked = 0;
    for (std::size_t i = 0; i < x.size(); ++i) {
      if (wave && std::fabs(x[i]) > 1e5f) {
        if (!(std::fabs(got.value[i]) <= 1)) FAIL_CHECK("outside [-1, 1] at " << x[i]);
        continue;
      }
      ++checked;
      check("value", x[i], got.value[i], curve.value(x[i]), row.value_accuracy);
      if (!is_kink(row, x[i])) check("slope", x[i], got.slope[i], curve.slope(x[i]), row.slope_accuracy);
    }
    CHECK(checked > (wave ? 500000 : 1000000));
  }
}

TEST_CASE("rows made of exponentials are within 2e-36 of their limit beyond 87.3") {
  const std::vector<float>& x = dense_sweep();
  for (const char* id :
       {"sigmoid", "tanh", "softplus", "elu", "selu", "swish", "gelu", "gelu-tanh", "mish", "gaussian"}) {
    INFO(id);
    const Activation& row = *nonlin::find_activation(id);
    const Result got = evaluate(row, x, defaults(row));
    for (std::size_t i = 0; i < x.size(); ++i) {
      if (!(std::fabs(x[i]) > 87.3f)) continue;
      const double limit = x[i] > 0 ? row.facts.right_limit : row.facts.left_limit;
      // Without a limit: x itself, times the constant of SELU.
      const bool fine = std::isfinite(limit)
                            ? std::fabs(got.value[i] - static_cast<float>(limit)) <= 2e-36
                            : is_close(got.value[i], row.value_double(x[i], defaults(row).data()), 2, 0);
      if (!fine) {
        CAPTURE(x[i], got.value[i]);
        FAIL_CHECK("not at the limit");
      }
    }
  }
}

TEST_CASE("the stated bounds are at least as strict as promised") {
  const auto bound = [](const char* id) { return nonlin::find_activation(id)->value_accuracy; };
  for (const char* id : {"elu", "selu"}) CHECK((bound(id).ulp <= 2 && bound(id).absolute == 0));
  for (const char* id : {"sigmoid", "softplus", "swish", "softsign", "bent-identity"})
    CHECK((bound(id).ulp <= 4 && bound(id).absolute == 0));
  CHECK(
      (bound("gaussian").ulp <= 4 && bound("gaussian").absolute <= 2e-36));  // e^(-x^2) leaves the floats at |x| = 9.35
  for (const char* id : {"sine", "cosine", "arctan"}) CHECK((bound(id).ulp <= 4 && bound(id).absolute <= 1.2e-7));
  for (const char* id : {"tanh", "mish"}) CHECK((bound(id).ulp <= 6 && bound(id).absolute == 0));
  CHECK((bound("gelu").ulp <= 16 && bound("gelu").absolute <= 2e-36));
  CHECK(bound("gelu-tanh").absolute <= 1e-6);
  for (const Activation& row : activations()) {
    INFO(row.id);
    // 8 units in the last place are at most 8 * 2^-23 = 9.6e-7 of the value.
    CHECK(row.slope_accuracy.ulp <= 8);
    CHECK(row.slope_accuracy.absolute <= 2e-7);
    const bool has_floor = row.id == "sine" || row.id == "cosine" || row.id == "arctan" || row.id == "gelu-tanh";
    if (!has_floor) CHECK(row.value_accuracy.absolute <= 2e-36);
  }
}

TEST_CASE("rows with parameters follow them") {
  const std::vector<float>& x = sweep();
  const auto check = [&](const char* id, DoubleParameters p, const reference::Curve& curve) {
    const Activation& row = *nonlin::find_activation(id);
    const Result got = evaluate(row, x, p);
    const auto compare = [&](const char* what, float at, double is, double want, double relative) {
      if (std::fabs(is - want) <= relative * std::max(1.0, std::fabs(want))) return;
      CAPTURE(id, p[0], p[1], what, at, is, want);
      FAIL_CHECK("does not follow its parameters");
    };
    for (std::size_t i = 0; i < x.size(); ++i) {
      if (!(std::fabs(x[i]) < 1e4f) || x[i] == 0) continue;
      const double want = curve.value(x[i]);
      compare("value", x[i], got.value[i], want, 2e-6);
      compare("slope", x[i], got.slope[i], curve.slope(x[i]), 4e-6);
      compare("value in double", x[i], row.value_double(x[i], p.data()), want, 1e-12);
    }
  };
  for (const double alpha : {-1.0, 0.0, 0.3, 2.0}) {
    check("leaky-relu", {alpha}, reference::leaky(alpha));
    check("prelu", {alpha}, reference::leaky(alpha));
  }
  for (const double alpha : {0.0, 0.5, 3.0}) check("elu", {alpha}, reference::elu(alpha));
  for (const double beta : {-1.5, 0.0, 0.25, 1.75, 20.0}) check("swish", {beta}, reference::swish(beta));
  check("gelu", {0.5, 1}, reference::gelu(0.5, 1));
  check("gelu", {-1, 0.25}, reference::gelu(-1, 0.25));
  check("gelu", {0, 4}, reference::gelu(0, 4));
}

TEST_CASE("GELU and its tanh form are within 1e-6 of the exact value, GELU within 16 units on [-4, 20]") {
  for (const char* id : {"gelu", "gelu-tanh"}) {
    INFO(id);
    const Activation& row = *nonlin::find_activation(id);
    const reference::Curve& curve = reference::curves().at(id);
    const std::vector<float>& x = dense_sweep();
    const Result got = evaluate(row, x, defaults(row));
    for (std::size_t i = 0; i < x.size(); ++i) {
      const double want = curve.value(x[i]);
      // A float of 8 and more is coarser than 1e-6: there half its spacing counts.
      bool fine = is_close(got.value[i], want, 0.5, 1e-6);
      if (row.id == "gelu" && x[i] >= -4 && x[i] <= 20) fine = fine && is_close(got.value[i], want, 16, 0);
      if (!fine) {
        CAPTURE(x[i], got.value[i], want);
        FAIL_CHECK("outside the promised bound");
      }
    }
  }
}

TEST_CASE("tanh never leaves [-1, 1], not by its last bit") {
  const std::vector<float>& x = dense_sweep();
  const Activation& row = *nonlin::find_activation("tanh");
  const Result got = evaluate(row, x, defaults(row));
  float largest = 0;
  for (const float y : got.value) largest = std::max(largest, std::fabs(y));
  CHECK(largest == 1);
}

TEST_CASE("NaN in any piece gives NaN, value and every slope, whatever its sign and payload") {
  for (const Activation& row : activations()) {
    INFO(row.id);
    for (int pieces = row.lowest_pieces; pieces <= row.highest_pieces; ++pieces) {
      const auto k = static_cast<std::size_t>(pieces);
      for (std::size_t where = 0; where < k; ++where)
        for (const float nan : nans()) {
          std::vector<float> z(8 * k, 0.75f), slope(8 * k), a(8), alone(8);
          z[8 * where + 3] = nan;
          const FloatParameters p = narrowed(defaults(row));
          row.value_slope(z.data(), a.data(), slope.data(), 8, pieces, p.data());
          row.value(z.data(), alone.data(), 8, pieces, p.data());
          CHECK(std::isnan(a[3]));
          CHECK(std::isnan(alone[3]));
          for (std::size_t piece = 0; piece < k; ++piece) CHECK(std::isnan(slope[8 * piece + 3]));
          CHECK_FALSE(std::isnan(a[2]));
          CHECK_FALSE(std::isnan(slope[8 * where + 2]));
        }
    }
    if (!is_curve(row)) continue;
    CHECK(std::isnan(row.value_double(std::nan(""), defaults(row).data())));
    CHECK(std::isnan(row.slope_double(std::nan(""), defaults(row).data())));
  }
}

TEST_CASE("infinities give the stated limits, zeros of both signs the same value") {
  for (const Activation& row : activations()) {
    if (!is_curve(row)) continue;
    INFO(row.id);
    const float left = value_at(row, -infinity), right = value_at(row, infinity);
    if (std::isnan(row.facts.left_limit)) {
      CHECK(std::isnan(left));
      CHECK(std::isnan(right));
    } else {
      CHECK(left == static_cast<float>(row.facts.left_limit));
      CHECK(right == static_cast<float>(row.facts.right_limit));
      const DoubleParameters p = defaults(row);
      CHECK(row.value_double(-INFINITY, p.data()) == row.facts.left_limit);
      CHECK(row.value_double(INFINITY, p.data()) == row.facts.right_limit);
    }
    CHECK(value_at(row, 0.0f) == value_at(row, -0.0f));
  }
}

TEST_CASE("slopes are finite wherever the argument is, and at infinities too where the curve has a limit") {
  for (const Activation& row : activations()) {
    if (!is_curve(row)) continue;
    INFO(row.id);
    std::vector<float> x = sweep();
    if (!std::isnan(row.facts.left_limit)) x.insert(x.end(), {-infinity, infinity});
    const Result got = evaluate(row, x, defaults(row));
    for (std::size_t i = 0; i < x.size(); ++i) {
      if (std::isnan(got.slope[i]) || (std::isinf(got.slope[i]) && row.facts.largest_slope < 1e300)) {
        if (std::isinf(x[i]) && std::isnan(row.facts.left_limit)) continue;
        CAPTURE(x[i], got.slope[i]);
        FAIL_CHECK("slope is not finite");
      }
    }
  }
}

TEST_CASE("value alone has the bits of value with slope, in place as well, for every run length") {
  const std::vector<float>& x = sweep();
  for (const Activation& row : activations()) {
    if (!is_curve(row)) continue;
    INFO(row.id);
    const FloatParameters p = narrowed(defaults(row));
    for (const int n : {8, 16, 24, 256, 4096}) {
      const auto count = static_cast<std::size_t>(n);
      std::vector<float> z(x.begin() + 1000, x.begin() + 1000 + n), both(count), alone(count), slope(count);
      row.value_slope(z.data(), both.data(), slope.data(), n, 1, p.data());
      row.value(z.data(), alone.data(), n, 1, p.data());
      row.value(z.data(), z.data(), n, 1, p.data());
      BitHash a, b, c;
      a.add(both);
      b.add(alone);
      c.add(z);
      CHECK(a.value() == b.value());
      CHECK(a.value() == c.value());
    }
  }
}

TEST_CASE("sigmoid never decreases from one float to the next") {
  const Activation& row = *nonlin::find_activation("sigmoid");
  // Windows of 1,024 neighbours out of every 4,096, for 2^-26 <= |x| < 128; each starts with the last of the one
  // before.
  constexpr std::uint32_t lowest = 0x32800000, highest = 0x43000000;
  constexpr int n = 1032;
  float x[n], y[n];
  for (const std::uint32_t sign : {0u, 0x80000000u}) {
    float last = 0.5f;
    for (std::uint32_t b = lowest; b < highest; b += 4096) {
      for (std::uint32_t k = 0; k < n; ++k) x[k] = std::bit_cast<float>((b + k) | sign);
      row.value(x, y, n, 1, nullptr);
      bool fine = sign ? y[0] <= last : y[0] >= last;
      for (int k = 1; k < n; ++k) fine = fine && (sign ? y[k] <= y[k - 1] : y[k] >= y[k - 1]);
      last = y[n - 1];
      if (!fine) {
        CAPTURE(x[0]);
        FAIL_CHECK("sigmoid steps back");
      }
    }
    CHECK(last == (sign ? 0.0f : 1.0f));
  }
}

TEST_CASE("the slope of ReLU at 0 is its parameter, at both zeros and nowhere else") {
  const Activation& row = *nonlin::find_activation("relu");
  const std::vector<float>& x = sweep();
  const Result usual = evaluate(row, x, {0});
  for (const double at_zero : {0.0, 0.5, 1.0}) {
    const Result got = evaluate(row, x, {at_zero});
    CHECK(got.value == usual.value);
    int elsewhere = 0;
    for (std::size_t i = 0; i < x.size(); ++i) elsewhere += x[i] != 0 && got.slope[i] != usual.slope[i];
    CHECK(elsewhere == 0);
    const Result zeros = evaluate(row, {0.0f, -0.0f}, {at_zero});
    for (const float slope : zeros.slope) CHECK(slope == static_cast<float>(at_zero));
    CHECK(row.slope_double(0, std::array{at_zero}.data()) == at_zero);
  }
}

TEST_CASE("step passes its slope through where |x| <= 1 and nowhere else") {
  const Activation& row = *nonlin::find_activation("step");
  const std::vector<float>& x = sweep();
  for (const double pass : {0.0, 0.5, 1.0}) {
    const Result got = evaluate(row, x, {pass});
    int wrong = 0;
    for (std::size_t i = 0; i < x.size(); ++i) {
      wrong += got.value[i] != (x[i] > 0 ? 1.0f : 0.0f);
      wrong += got.slope[i] != (std::fabs(x[i]) <= 1 ? static_cast<float>(pass) : 0.0f);
    }
    CHECK(wrong == 0);
    for (const float slope : evaluate(row, {-1.0f, -0.0f, 0.0f, 1.0f}, {pass}).slope)
      CHECK(slope == static_cast<float>(pass));
    CHECK(evaluate(row, {std::nextafter(1.0f, 2.0f)}, {pass}).slope[0] == 0);
  }
}

TEST_CASE("all rows have the same bits on every build") {
  const std::vector<float>& x = sweep();
  BitHash hash;
  for (const Activation& row : activations()) {
    if (!is_curve(row)) continue;
    const DoubleParameters p = defaults(row);
    const Result got = evaluate(row, x, p);
    hash.add(got.value);
    hash.add(got.slope);
    if (row.run_parameter_slope) {
      std::vector<float> slope(x.size());
      row.parameter_slope(x.data(), slope.data(), static_cast<int>(x.size()), 0, narrowed(p).data());
      hash.add(slope);
    }
    for (double v = -10; v < 10; v += 0.0137) {
      hash.add(row.value_double(v, p.data()));
      hash.add(row.slope_double(v, p.data()));
    }
  }
  CHECK(hash.value() == 0x6b6b3b4b6dd324cb);
}

// The activations in double precision from the C library, written independently of the table's own formulas, for
// default parameters unless given. Keyed by id; `slope` is one-sided at kinks (callers leave those points out).
#pragma once

#include <algorithm>
#include <cmath>
#include <functional>
#include <map>
#include <string>

namespace reference {

struct Curve {
  std::function<double(double)> value, slope;
};

inline double sigma(double x) { return x >= 0 ? 1 / (1 + std::exp(-x)) : std::exp(x) / (1 + std::exp(x)); }
inline double sigma_slope(double x) {
  const double e = std::exp(-std::fabs(x));
  return e / ((1 + e) * (1 + e));
}
inline double softplus(double x) { return std::fmax(x, 0) + std::log1p(std::exp(-std::fabs(x))); }
inline double sech_squared(double x) {
  const double c = std::cosh(std::fmin(std::fabs(x), 300.0));
  return 1 / (c * c);
}
inline double normal_cdf(double x) { return 0.5 * std::erfc(-x / std::sqrt(2.0)); }
inline double normal_density(double x) { return std::exp(-0.5 * x * x) / std::sqrt(2 * std::acos(-1.0)); }

inline Curve leaky(double alpha) {
  return {[=](double x) { return x > 0 ? x : alpha * x; }, [=](double x) { return x > 0 ? 1 : alpha; }};
}
inline Curve elu(double alpha) {
  return {[=](double x) { return x > 0 ? x : alpha * std::expm1(x); },
          [=](double x) { return x > 0 ? 1 : alpha * std::exp(x); }};
}
inline Curve swish(double beta) {
  return {[=](double x) { return x * sigma(beta * x); },
          [=](double x) { return sigma(beta * x) + beta * x * sigma_slope(beta * x); }};
}
inline Curve gelu(double mu, double sd) {
  return {[=](double x) { return x * normal_cdf((x - mu) / sd); },
          [=](double x) { return normal_cdf((x - mu) / sd) + x * normal_density((x - mu) / sd) / sd; }};
}

/// f of the gate in a gated pair v f(g).
inline Curve gate(const std::string& id) { return id == "glu" ? Curve{sigma, sigma_slope} : swish(1); }

inline const std::map<std::string, Curve>& curves() {
  const double root = std::sqrt(2 / std::acos(-1.0)), scale = 1.0507009873554804934, alpha = 1.6732632423543772848;
  const auto gelu_u = [=](double x) { return root * (x + 0.044715 * x * x * x); };
  const auto gelu_du = [=](double x) { return root * (1 + 3 * 0.044715 * x * x); };
  static const std::map<std::string, Curve> all = {
      {"identity", {[](double x) { return x; }, [](double) { return 1.0; }}},
      {"step", {[](double x) { return x > 0 ? 1.0 : 0.0; }, [](double) { return 0.0; }}},
      {"sigmoid", {sigma, sigma_slope}},
      {"hard-sigmoid",
       {[](double x) { return std::clamp(x / 6 + 0.5, 0.0, 1.0); },
        [](double x) { return std::fabs(x) < 3 ? 1.0 / 6 : 0.0; }}},
      {"tanh", {[](double x) { return std::tanh(x); }, sech_squared}},
      {"hard-tanh",
       {[](double x) { return std::clamp(x, -1.0, 1.0); }, [](double x) { return std::fabs(x) < 1 ? 1.0 : 0.0; }}},
      {"softsign",
       {[](double x) { return x / (1 + std::fabs(x)); }, [](double x) { return std::pow(1 + std::fabs(x), -2); }}},
      {"arctan", {[](double x) { return std::atan(x); }, [](double x) { return 1 / (1 + x * x); }}},
      {"relu", leaky(0)},
      {"leaky-relu", leaky(0.01)},
      {"prelu", leaky(0.25)},
      {"relu6",
       {[](double x) { return std::clamp(x, 0.0, 6.0); }, [](double x) { return x > 0 && x < 6 ? 1.0 : 0.0; }}},
      {"squared-relu", {[](double x) { return x > 0 ? x * x : 0.0; }, [](double x) { return x > 0 ? 2 * x : 0.0; }}},
      {"softplus", {softplus, sigma}},
      {"elu", elu(1)},
      {"selu",
       {[=](double x) { return x > 0 ? scale * x : scale * alpha * std::expm1(x); },
        [=](double x) { return x > 0 ? scale : scale * alpha * std::exp(x); }}},
      // x^2 / (2 (sqrt(x^2 + 1) + 1)) is (sqrt(x^2 + 1) - 1) / 2 with its digits kept near 0.
      {"bent-identity",
       {[](double x) { return x + x * x / (2 * (std::sqrt(x * x + 1) + 1)); },
        [](double x) { return 1 + x / (2 * std::sqrt(x * x + 1)); }}},
      {"swish", swish(1)},
      {"gelu", gelu(0, 1)},
      {"hard-swish",
       {[](double x) { return x * std::clamp(x + 3, 0.0, 6.0) / 6; },
        [](double x) { return x <= -3  ? 0.0
                              : x >= 3 ? 1.0
                                       : x / 3 + 0.5; }}},
      {"gelu-tanh",
       {[=](double x) { return x * sigma(2 * gelu_u(x)); },
        [=](double x) {
          const double u = gelu_u(x), bend = sech_squared(u);
          return sigma(2 * u) + (bend > 0 ? 0.5 * x * bend * gelu_du(x) : 0);
        }}},
      {"mish",
       {[](double x) { return x * std::tanh(softplus(x)); },
        [](double x) { return std::tanh(softplus(x)) + x * sech_squared(softplus(x)) * sigma(x); }}},
      {"sine", {[](double x) { return std::sin(x); }, [](double x) { return std::cos(x); }}},
      {"cosine", {[](double x) { return std::cos(x); }, [](double x) { return -std::sin(x); }}},
      {"abs", {[](double x) { return std::fabs(x); }, [](double x) { return x > 0   ? 1.0
                                                                            : x < 0 ? -1.0
                                                                                    : 0.0; }}},
      {"square", {[](double x) { return x * x; }, [](double x) { return 2 * x; }}},
      {"gaussian", {[](double x) { return std::exp(-x * x); }, [](double x) { return -2 * x * std::exp(-x * x); }}},
  };
  return all;
}

}  // namespace reference

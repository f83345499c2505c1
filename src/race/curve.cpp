// An activation by itself: its curve for the page's plots, and runs of it for the page's clock.
#include <algorithm>
#include <array>
#include <cmath>

#include "math/simd.hpp"
#include "model/exercise.hpp"
#include "race/catalogue.hpp"
#include "race/own.hpp"
#include "race/spec_parts.hpp"

namespace nonlin {
namespace {

ActivationRef row_of(const Value& activation) {
  if (activation.as<Object>()) return read_activation(Reader(activation, "curve: "));
  const std::string* id = activation.as<std::string>();
  const Activation* row = id ? find_activation(*id) : nullptr;
  if (!row) refuse("curve: ", describe(activation), " is no activation");
  return row;
}

}  // namespace

Curve sample_curve(const Value& activation, const Value& parameters, double lo, double hi, int count) {
  const ActivationRef made = row_of(activation);
  const Activation& row = *made;
  if (count < 2 || count > 4096 || !(lo < hi) || !std::isfinite(hi - lo))
    refuse("curve: needs 2..4096 points and a range from a lower to a higher number");
  const Reader reader(parameters, "curve: ");
  int pieces = row.initial_pieces;
  Affine wrap;
  const auto settings =
      read_parameters(parameters.is_null() ? nullptr : &reader, row, wrap, row.highest_pieces > 1 ? &pieces : nullptr);
  std::array<float, max_activation_parameters> values{};
  for (std::size_t i = 0; i < settings.size(); ++i) values[i] = static_cast<float>(settings[i].value);

  const int n = padded(count);
  const auto size = static_cast<std::size_t>(n);
  std::vector<float> z(size * static_cast<std::size_t>(pieces)), slopes(z.size());
  Curve curve{std::vector<float>(size), std::vector<float>(size)};
  // Competing pieces: x, -x/2, and lines below both.
  const double further = row.gated ? 1 : -0.5;
  for (int s = 0; s < n; ++s) {
    const double x = lo + (hi - lo) * std::min(s, count - 1) / (count - 1);
    for (int p = 0; p < pieces; ++p)
      z[static_cast<std::size_t>(p * n + s)] =
          static_cast<float>(wrap.inner * (p == 0 ? x : x * further - (row.gated ? 0 : p - 1)));
  }
  row.value_slope(z.data(), curve.value.data(), slopes.data(), n, pieces, values.data());
  for (int s = 0; s < n; ++s) {
    float& value = curve.value[static_cast<std::size_t>(s)];
    float& slope = curve.slope[static_cast<std::size_t>(s)];
    for (int p = 0; p < pieces; ++p)
      slope += slopes[static_cast<std::size_t>(p * n + s)] * static_cast<float>(p == 0 ? 1 : further);
    value = static_cast<float>(wrap.outer * value + wrap.shift);
    slope *= static_cast<float>(wrap.outer * wrap.inner);
  }
  curve.value.resize(static_cast<std::size_t>(count));
  curve.slope.resize(static_cast<std::size_t>(count));
  return curve;
}

OutputMoments output_moments(const Value& activation, const Value& parameters) {
  if (row_of(activation)->highest_pieces > 1) refuse("curve: a unit has several pieces");
  constexpr int count = 4096;
  constexpr double reach = 8, stretch = 2, step = stretch / count;
  // exp(-x^2 / 2) is a row of the table, too.
  Object inner = object_of("inner", 0.70710678118654752);
  const Value bell(std::move(inner));
  double weights = 0, sum = 0, squares = 0;
  for (double lo = -reach; lo < reach; lo += stretch) {
    const double first = lo + step / 2;
    const double last = lo + stretch - step / 2;
    const Curve curve = sample_curve(activation, parameters, first, last, count);
    const Curve weight_curve = sample_curve("gaussian", bell, first, last, count);
    for (std::size_t i = 0; i < count; ++i) {
      const double y = curve.value[i], weight = weight_curve.value[i];
      weights += weight;
      sum += weight * y;
      squares += weight * y * y;
    }
  }
  const double mean = sum / weights;
  return {mean, std::sqrt(std::max(0.0, squares / weights - mean * mean))};
}

int exercise(const Value& activation, int runs) {
  const ActivationRef made = row_of(activation);
  const Activation& row = *made;
  constexpr int most = 1'000'000;
  if (runs < 1 || runs > most) refuse("curve: ", runs, " runs are outside 1..", most);
  Exercise(row).value_slope(runs);
  return runs * chunk;
}

}  // namespace nonlin

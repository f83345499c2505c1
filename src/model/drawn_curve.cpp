#include "model/drawn_curve.hpp"

#include <cmath>
#include <vector>

#include "model/activation_rows.hpp"

namespace nonlin {
namespace {

using Points = std::span<const std::array<double, 2>>;

// At an end: through three points, kept from turning or running away.
double end_slope(double h, double next_h, double d, double next_d) {
  const double m = ((2 * h + next_h) * d - h * next_d) / (h + next_h);
  if (m * d <= 0) return 0;
  return d * next_d <= 0 && std::fabs(m) > 3 * std::fabs(d) ? 3 * d : m;
}

std::vector<double> slopes_of(Points points) {
  const std::size_t last = points.size() - 1;
  const auto h = [&](std::size_t k) { return points[k + 1][0] - points[k][0]; };
  const auto d = [&](std::size_t k) { return (points[k + 1][1] - points[k][1]) / h(k); };
  std::vector<double> m(points.size(), d(0));
  if (last == 1) return m;
  for (std::size_t k = 1; k < last; ++k) {
    const double left = 2 * h(k) + h(k - 1), right = h(k) + 2 * h(k - 1);
    m[k] = d(k - 1) * d(k) <= 0 ? 0 : (left + right) / (left / d(k - 1) + right / d(k));
  }
  m[0] = end_slope(h(0), h(1), d(0), d(1));
  m[last] = end_slope(h(last - 1), h(last - 2), d(last - 1), d(last - 2));
  return m;
}

/// A cubic over 0..1 by its ends: values, and slopes times its length.
std::array<double, 4> cubic(double y0, double y1, double m0, double m1) {
  return {y0, m0, 3 * (y1 - y0) - (2 * m0 + m1), m0 + m1 - 2 * (y1 - y0)};
}

}  // namespace

DrawnCurve::DrawnCurve(Points points) {
  const std::vector<double> m = slopes_of(points);
  const double lowest = points.front()[0], width = (points.back()[0] - lowest) / cells;
  lowest_ = static_cast<float>(lowest);
  highest_ = static_cast<float>(points.back()[0]);
  cells_per_unit_ = static_cast<float>(1 / width);
  double before = 0, slope_before = 0;
  std::size_t k = 0;
  for (int i = 0; i <= cells; ++i) {
    const double x = i == cells ? points.back()[0] : lowest + i * width;
    while (k + 2 < points.size() && x > points[k + 1][0]) ++k;
    const double h = points[k + 1][0] - points[k][0], u = (x - points[k][0]) / h;
    const auto c = cubic(points[k][1], points[k + 1][1], m[k] * h, m[k + 1] * h);
    const double y = c[0] + u * (c[1] + u * (c[2] + u * c[3]));
    const double slope = (c[1] + u * (2 * c[2] + u * 3 * c[3])) / h;
    if (i > 0) {
      const auto cell = cubic(before, y, slope_before * width, slope * width);
      for (std::size_t j = 0; j < 4; ++j) table_[4 * static_cast<std::size_t>(i - 1) + j] = static_cast<float>(cell[j]);
    }
    before = y;
    slope_before = slope;
  }
}

void DrawnCurve::run(const float* x, float* a, float* slope, int n) const {
  const f32x8 lowest = splat(lowest_), highest = splat(highest_), scale = splat(cells_per_unit_);
  const f32x8 magic = splat(0x1.8p23f), half = splat(0.5f), last = splat(cells - 1);
  for (int i = 0; i < n; i += lanes) {
    const f32x8 at = rows::finite(load(x + i)), inside = min(max(at, lowest), highest);
    const f32x8 t = (inside - lowest) * scale;
    // The nearest whole number to t - 1/2: the cell of t, or at its edge one of the two.
    const f32x8 shifted = min(max(t - half, splat(0)), last) + magic, u = t - (shifted - magic);
    f32x8 c[4];
    gather(table_.data(), bits(shifted) & splat_bits(cells - 1), c);  // any cell will do for NaN
    const f32x8 two = c[2] + c[2], three = splat(3) * c[3];
    const f32x8 slope_here = (c[1] + u * (two + u * three)) * scale;
    store(a + i, (c[0] + u * (c[1] + u * (c[2] + u * c[3]))) + (at - inside) * slope_here);
    if (slope) store(slope + i, slope_here);
  }
}

}  // namespace nonlin

// A curve through points drawn by hand: smooth, monotone wherever the points are, straight on beyond the first and the
// last one.
//
// The slopes at the points are those of PCHIP (Fritsch & Butland, "A Method for Constructing Local Monotone Piecewise
// Cubic Interpolants", 1984): 0 at a turn, else a harmonic mean of the slopes to both sides. The curve is then held by
// value and slope at the ends of equal cells, a cubic in each, so that finding the cubic of an x is one product.
#pragma once

#include <array>
#include <span>

namespace nonlin {

inline constexpr int min_points = 2, max_points = 64;

class DrawnCurve {
 public:
  /// [x, y], x rising.
  explicit DrawnCurve(std::span<const std::array<double, 2>> points);
  /// n: a multiple of 8. `a` may be `x`; `slope` may be null.
  void run(const float* x, float* a, float* slope, int n) const;

 private:
  static constexpr int cells = 256;
  float lowest_, highest_, cells_per_unit_;
  alignas(16) std::array<float, 4 * cells> table_;  // of each cell y = c0 + c1 u + c2 u^2 + c3 u^3, u in 0..1
};

}  // namespace nonlin

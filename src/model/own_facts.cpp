// What an own activation looks like: limits, range, kinks and the like, from its values.
#include "model/own_facts.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "math/functions_double.hpp"
#include "math/simd.hpp"

namespace nonlin {
namespace {

constexpr double inf = std::numeric_limits<double>::infinity();
constexpr double none = std::numeric_limits<double>::quiet_NaN();
constexpr double farthest = 1e5, far = 1e4, near = 6;  // `near`: where curves have not yet become their limits

std::size_t at(int i) { return static_cast<std::size_t>(i); }

/// Places on both sides of 0, the same: 64 a unit up to 8, then each 2 % further.
std::vector<double> grid() {
  std::vector<double> right;
  for (int i = 1; i <= 512; ++i) right.push_back(i / 64.0);
  while (right.back() < farthest) right.push_back(std::min(right.back() * 1.02, farthest));
  std::vector<double> all(right.rbegin(), right.rend());
  for (double& x : all) x = -x;
  all.push_back(0);
  all.insert(all.end(), right.begin(), right.end());
  return all;
}

class Looker {
 public:
  explicit Looker(OwnActivation& own) : own_(own), row_(own.row), facts_(own.row.facts) {
    for (int i = 0; i < row_.parameter_count; ++i)
      parameters_[at(i)] = static_cast<float>(row_.parameters[at(i)].initial);
    all_ = evaluate(row_, parameters_, grid());
  }

  void run() {
    facts_.left_limit = limit(false);
    facts_.right_limit = limit(true);
    extreme(-1, facts_.lowest, facts_.lowest_reached);
    extreme(1, facts_.highest, facts_.highest_reached);
    facts_.largest_slope = largest_slope();
    symmetry();
    find_kinks(own_, all_, parameters_);
    row_.auto_gain = gain();
    row_.pseudo_slope = facts_.largest_slope == 0;
    const double left = std::fabs(slope_at(-1000)), right = std::fabs(slope_at(1000));
    const bool one_sided = std::min(left, right) < 0.3 * std::max(left, right);
    const bool waves = std::isnan(facts_.left_limit) || std::isnan(facts_.right_limit);
    row_.textbook = one_sided && !waves ? Textbook::he : Textbook::xavier;
    const bool bounded = std::isfinite(facts_.left_limit) && std::isfinite(facts_.right_limit);
    row_.family = waves                        ? Family::waves
                  : bounded && facts_.monotone ? Family::s_shaped
                  : facts_.kink_count > 0      ? Family::hinged
                  : facts_.piecewise_linear    ? Family::baseline
                                               : Family::smooth;
  }

 private:
  double slope_at(double x) const { return static_cast<double>(evaluate(row_, parameters_, {x}).slope[0]); }
  double value(int i) const { return static_cast<double>(all_.y[at(i)]); }
  double place(int i) const { return static_cast<double>(all_.x[at(i)]); }

  /// Beyond 1e4 the curve moves no more, or goes on and on; what falls like 1/x is carried on to its end.
  double limit(bool right) const {
    const auto tail = [&](int k) { return right ? all_.count - 1 - k : k; };  // from the farthest inward
    const double last = value(tail(0));
    double lowest = last, highest = last, first = last, middle = last;
    bool grows = true;
    int k = 1;
    for (; std::fabs(place(tail(k))) > 1000; ++k) {
      const double y = value(tail(k));
      if (std::isnan(y) || std::isnan(last)) return none;
      grows = grows && std::fabs(y) <= std::fabs(value(tail(k - 1))) && y * last >= 0;
      if (std::fabs(place(tail(k))) >= far) {
        lowest = std::min(lowest, y);
        highest = std::max(highest, y);
        middle = y;
      }
      first = y;
    }
    if (highest - lowest <= tolerance(3e-4, last)) {
      const double end = last + (last - middle) / (farthest / far - 1), whole = std::nearbyint(end);
      return std::fabs(end - whole) < 1e-5 ? whole + 0.0 : end;
    }
    if (grows) return last > 0 ? inf : -inf;
    const bool falls = std::fabs(last) <= 0.5 * std::fabs(middle) && std::fabs(middle) <= 0.5 * std::fabs(first);
    return falls ? 0 : none;
  }

  /// The largest `of` near sample i, by looking closer and closer; infinite where it runs away.
  template <class Of>
  double refined(int i, Of of) const {
    const double seen = of(all_, at(i));
    double left = place(std::max(i - 1, 0)), right = place(std::min(i + 1, all_.count - 1)), best = seen;
    for (int round = 0; round < 3; ++round) {
      std::vector<double> places;
      for (int k = 0; k < 64; ++k) places.push_back(left + (right - left) * k / 63);
      const CurveSamples s = evaluate(row_, parameters_, places);
      std::size_t top = 0;
      for (std::size_t k = 0; k < 64; ++k)
        if (of(s, k) > of(s, top) || std::isnan(of(s, top))) top = k;
      if (of(s, top) > best) best = of(s, top);
      left = places[top > 0 ? top - 1 : 0];
      right = places[std::min<std::size_t>(top + 1, 63)];
    }
    return best > 100 * (1 + std::fabs(seen)) ? inf : best;
  }
  /// The sample where it is largest; one of those next to 0, where they are dense, if it is nearly so.
  template <class Of>
  int largest(Of of) const {
    int best = -1, dense = -1;
    const auto take = [&](int i, int& to) {
      if (to < 0 || of(all_, at(i)) > of(all_, at(to))) to = i;
    };
    for (int i = 0; i < all_.count; ++i) {
      if (std::isnan(of(all_, at(i)))) continue;
      take(i, best);
      if (std::fabs(place(i)) < 8) take(i, dense);
    }
    if (dense < 0) return best;
    const double top = of(all_, at(best));
    return of(all_, at(dense)) >= top - tolerance(1e-4, top) ? dense : best;
  }
  template <class Of>
  double largest_value(Of of) const {
    double top = -inf;
    for (int i = 0; i < all_.count; ++i)
      if (const double y = of(all_, at(i)); y > top) top = y;
    return top;
  }

  void extreme(double sign, double& end, bool& reached) const {
    const auto of = [sign](const CurveSamples& s, std::size_t i) { return sign * static_cast<double>(s.y[i]); };
    double limit = -inf;
    for (const double x : {facts_.left_limit, facts_.right_limit})
      if (!std::isnan(x)) limit = std::max(limit, sign * x);
    const int best = largest(of);
    double top = best < 0 ? none : std::max(refined(best, of), largest_value(of));
    if (best >= 0 && std::fabs(place(best)) > far && std::fabs(top) > 100 && std::isnan(facts_.right_limit)) top = inf;
    reached = true;
    if (limit >= top - tolerance(1e-6, top) || std::isinf(top)) {
      top = std::max(limit, top);
      if (limit >= top) top = limit;
      reached = false;
      for (int i = 0; i < all_.count; ++i)
        reached = reached || (std::fabs(place(i)) <= near && of(all_, at(i)) >= top && std::isfinite(top));
    }
    end = sign * top;
    if (end == 0) end = 0;  // no -0
  }

  double largest_slope() const {
    const auto of = [](const CurveSamples& s, std::size_t i) { return std::fabs(static_cast<double>(s.slope[i])); };
    const int best = largest(of);
    if (best < 0) return none;
    double before = 0;
    for (int i = 0; i < all_.count; ++i)
      if (std::fabs(place(i)) < 1000) before = std::max(before, of(all_, at(i)));
    const double top = largest_value(of);
    return top > 1.05 * before ? inf : std::max(refined(best, of), top);
  }

  void symmetry() {
    bool monotone = true, odd = true, identity = true;
    const int middle = all_.count / 2;
    for (int i = 0; i < all_.count; ++i) {
      const double y = value(i), mirrored = value(all_.count - 1 - i);
      if (i > 0) monotone = monotone && y >= value(i - 1) - tolerance(1e-6, y);
      odd = odd && (std::fabs(y + mirrored) <= tolerance(1e-5, y) || (std::isinf(y) && y == -mirrored));
    }
    for (const int i : {middle - 8, middle - 1, middle, middle + 1, middle + 8})
      identity = identity && std::fabs(value(i) - place(i)) <= 2 * place(i) * place(i) + 1e-6;
    facts_.monotone = monotone;
    facts_.zero_centred = odd;
    facts_.identity_near_zero = identity;
  }

  /// 1 / sqrt(E f'(z)^2) by the midpoint rule, whose places lie on both sides of 0 alike; 1 where there is none.
  double gain() const {
    constexpr int count = 4096;
    constexpr double width = 1.0 / 256;
    std::vector<double> places;
    for (int i = 0; i < count; ++i) places.push_back((i - count / 2 + 0.5) * width);
    const CurveSamples s = evaluate(row_, parameters_, places);
    double sum = 0;
    for (std::size_t i = 0; i < at(count); ++i) {
      const double slope = static_cast<double>(s.slope[i]);
      sum += slope * slope * exp(-0.5 * places[i] * places[i]);
    }
    const double mean = sum * width * 0.39894228040143267794;
    return mean > 1e-12 && std::isfinite(mean) ? 1 / std::sqrt(mean) : 1;
  }

  OwnActivation& own_;
  Activation& row_;
  CurveFacts& facts_;
  OwnParameters parameters_{};
  CurveSamples all_;
};

}  // namespace

CurveSamples evaluate(const Activation& row, const OwnParameters& parameters, const std::vector<double>& places) {
  CurveSamples s;
  s.count = static_cast<int>(places.size());
  const std::size_t size = at(padded(s.count));
  for (std::size_t i = 0; i < size; ++i) s.x.push_back(static_cast<float>(places[std::min(i, places.size() - 1)]));
  s.y.resize(size);
  s.slope.resize(size);
  row.value_slope(s.x.data(), s.y.data(), s.slope.data(), static_cast<int>(size), 1, parameters.data());
  return s;
}

void look_at(OwnActivation& own) { Looker(own).run(); }

}  // namespace nonlin

// What an own activation looks like: limits, range, kinks and the like, from its values.
#include <algorithm>
#include <cmath>
#include <limits>

#include "math/functions_double.hpp"
#include "math/simd.hpp"
#include "model/own_activation.hpp"

namespace nonlin {
namespace {

constexpr double inf = std::numeric_limits<double>::infinity();
constexpr double none = std::numeric_limits<double>::quiet_NaN();
constexpr double farthest = 1e5, far = 1e4, near = 6;  // `near`: where curves have not yet become their limits

std::size_t at(int i) { return static_cast<std::size_t>(i); }
double tolerance(double scale, double of) { return scale * std::max(1.0, std::fabs(of)); }

struct Samples {
  std::vector<float> x, y, slope;
  int count = 0;
};

using Parameters = std::array<float, max_activation_parameters>;

/// f and f' at these places.
Samples evaluate(const Activation& row, const Parameters& parameters, const std::vector<double>& places) {
  Samples s;
  s.count = static_cast<int>(places.size());
  const std::size_t size = at(padded(s.count));
  for (std::size_t i = 0; i < size; ++i) s.x.push_back(static_cast<float>(places[std::min(i, places.size() - 1)]));
  s.y.resize(size);
  s.slope.resize(size);
  row.value_slope(s.x.data(), s.y.data(), s.slope.data(), static_cast<int>(size), 1, parameters.data());
  return s;
}

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
    kinks();
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
      const Samples s = evaluate(row_, parameters_, places);
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
    const auto of = [sign](const Samples& s, std::size_t i) { return sign * static_cast<double>(s.y[i]); };
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
    const auto of = [](const Samples& s, std::size_t i) { return std::fabs(static_cast<double>(s.slope[i])); };
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

  // ---- Kinks: where another branch is taken, and the slopes to both sides differ.

  /// The nodes whose sign says which branch is taken.
  std::vector<int> switches() {
    Expressions& in = own_.expressions;
    std::vector<int> nodes;
    if (own_.value < 0) return nodes;
    const std::vector<bool> parts = parts_of(in, own_.value);
    for (std::size_t i = 0; i < parts.size(); ++i) {
      if (!parts[i]) continue;
      const Node node = in.nodes[i];
      const bool compares = node.op >= Op::less && node.op <= Op::greater_equal;
      if (compares || node.op == Op::max || node.op == Op::min) nodes.push_back(in.add(Op::subtract, node.a, node.b));
      if (node.op == Op::abs || node.op == Op::sign || node.op == Op::relu) nodes.push_back(node.a);
    }
    return nodes;
  }

  static float run(const Program& program, const Parameters& parameters, float x) {
    float xs[lanes], ys[lanes], *to[] = {ys};
    std::fill_n(xs, lanes, x);
    program.run(xs, to, lanes, parameters.data());
    return ys[0];
  }

  /// Where the switches change their sign, rising, each once.
  std::vector<double> switch_places(const std::vector<Program>& programs, const Parameters& parameters) const {
    std::vector<double> places;
    std::vector<float> s(all_.x.size());
    float* const to[] = {s.data()};
    for (const Program& program : programs) {
      program.run(all_.x.data(), to, static_cast<int>(s.size()), parameters.data());
      for (std::size_t i = 0; i + 1 < at(all_.count); ++i) {
        if (s[i] == 0 && (i == 0 || s[i - 1] != 0)) places.push_back(static_cast<double>(all_.x[i]));
        if (!(s[i] * s[i + 1] < 0)) continue;
        float left = all_.x[i], right = all_.x[i + 1];
        for (;;) {
          const float middle = left + (right - left) / 2;
          if (!(left < middle && middle < right)) break;
          const float here = run(program, parameters, middle);
          if (here == 0) {
            right = middle;
            break;
          }
          ((here < 0) == (s[i] < 0) ? left : right) = middle;
        }
        places.push_back(static_cast<double>(right));
      }
    }
    std::sort(places.begin(), places.end());
    const auto same = [](double a, double b) { return std::fabs(a - b) <= tolerance(1e-5, a); };
    places.erase(std::unique(places.begin(), places.end(), same), places.end());
    return places;
  }

  void kinks() {
    std::vector<Program> programs;
    for (const int node : switches()) programs.emplace_back(own_.expressions, std::span(&node, 1));
    for (const Program& program : programs)
      if (!program.ok()) return;
    const std::vector<double> places = switch_places(programs, parameters_);
    facts_.differentiable = true;
    bool all = true;
    for (const double x : places) {
      const double d = tolerance(1e-4, x);
      const Samples s = evaluate(row_, parameters_, {x - 2 * d, x - d, x + d, x + 2 * d});
      const auto carried = [](const std::vector<float>& y, std::size_t near_x, std::size_t further) {
        return 2 * static_cast<double>(y[near_x]) - static_cast<double>(y[further]);
      };
      const double left = carried(s.slope, 1, 0), right = carried(s.slope, 2, 3);
      const double jump = carried(s.y, 2, 3) - carried(s.y, 1, 0);
      const bool smooth = std::fabs(left - right) <= tolerance(1e-3, left) &&
                          std::fabs(jump) <= tolerance(1e-3, static_cast<double>(s.y[1]));
      if (smooth) continue;
      facts_.differentiable = false;
      if (at(facts_.kink_count) < facts_.kinks.size())
        facts_.kinks[at(facts_.kink_count++)] = {x, left, right};
      else
        all = false;
    }
    facts_.piecewise_linear = all && is_straight();
    // Straight for all parameters: they must not move the kinks.
    for (const double factor : {0.5, -2.0})
      if (facts_.piecewise_linear) {
        Parameters other = parameters_;
        for (float& p : other) p = static_cast<float>(factor) * p + 0.125f;
        facts_.piecewise_linear = switch_places(programs, other) == places;
      }
  }

  /// Whether the formula is made of straight pieces between its kinks, by its form.
  bool is_straight() const {
    if (own_.value < 0) return false;
    enum Form { fixed, flat_pieces, straight, bent };
    const Expressions& in = own_.expressions;
    std::vector<Form> form(at(own_.value) + 1, fixed);
    const std::vector<bool> parts = parts_of(in, own_.value);
    for (int i = 0; i <= own_.value; ++i) {
      if (!parts[at(i)]) continue;
      const Node& node = in[i];
      const int arity = arity_of(node.op);
      const Form a = arity > 0 ? form[at(node.a)] : fixed, b = arity > 1 ? form[at(node.b)] : fixed;
      const Form c = arity > 2 ? form[at(node.c)] : fixed, most = std::max({a, b, c});
      Form& to = form[at(i)];
      switch (node.op) {
        case Op::x:
          to = straight;
          break;
        case Op::multiply:
          to = a == straight && b == straight ? bent : most;
          break;
        case Op::divide:
          to = b == straight ? bent : most;
          break;
        case Op::sign:
          to = most == straight ? flat_pieces : most;
          break;
        case Op::less:
        case Op::less_equal:
        case Op::greater:
        case Op::greater_equal:
          to = most == straight ? flat_pieces : most;
          break;
        case Op::number:
        case Op::pi:
        case Op::e:
        case Op::parameter:
        case Op::add:
        case Op::subtract:
        case Op::negate:
        case Op::where:
        case Op::max:
        case Op::min:
        case Op::abs:
        case Op::relu:
          to = most;
          break;
        default:
          to = most == straight ? bent : most;
      }
    }
    return form[at(own_.value)] != bent;
  }

  /// 1 / sqrt(E f'(z)^2) by the midpoint rule, whose places lie on both sides of 0 alike; 1 where there is none.
  double gain() const {
    constexpr int count = 4096;
    constexpr double width = 1.0 / 256;
    std::vector<double> places;
    for (int i = 0; i < count; ++i) places.push_back((i - count / 2 + 0.5) * width);
    const Samples s = evaluate(row_, parameters_, places);
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
  Parameters parameters_{};
  Samples all_;
};

}  // namespace

void look_at(OwnActivation& own) { Looker(own).run(); }

}  // namespace nonlin

// Kinks of an own activation, and whether it is made of straight pieces.
#include "math/simd.hpp"
#include "math/sort.hpp"
#include "model/own_facts.hpp"

namespace nonlin {
namespace {

std::size_t at(int i) { return static_cast<std::size_t>(i); }

class Kinks {
 public:
  Kinks(OwnActivation& own, const CurveSamples& all, const OwnParameters& parameters)
      : own_(own), row_(own.row), facts_(own.row.facts), all_(all), parameters_(parameters) {}

  void run() {
    std::vector<Program> programs;
    for (const int node : switches()) programs.emplace_back(own_.expressions, std::span(&node, 1));
    for (const Program& program : programs)
      if (!program.ok()) return;
    const std::vector<double> places = switch_places(programs, parameters_);
    facts_.differentiable = true;
    bool all = true;
    for (const double x : places) {
      const double d = tolerance(1e-4, x);
      const CurveSamples s = evaluate(row_, parameters_, {x - 2 * d, x - d, x + d, x + 2 * d});
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
        OwnParameters other = parameters_;
        for (float& p : other) p = static_cast<float>(factor) * p + 0.125f;
        facts_.piecewise_linear = switch_places(programs, other) == places;
      }
  }

 private:
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

  static float value(const Program& program, const OwnParameters& parameters, float x) {
    float xs[lanes], ys[lanes], *to[] = {ys};
    std::fill_n(xs, lanes, x);
    program.run(xs, to, lanes, parameters.data());
    return ys[0];
  }

  /// Where the switches change their sign, rising, each once.
  std::vector<double> switch_places(const std::vector<Program>& programs, const OwnParameters& parameters) const {
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
          const float here = value(program, parameters, middle);
          if (here == 0) {
            right = middle;
            break;
          }
          ((here < 0) == (s[i] < 0) ? left : right) = middle;
        }
        places.push_back(static_cast<double>(right));
      }
    }
    sort_up(places);
    const auto same = [](double a, double b) { return std::fabs(a - b) <= tolerance(1e-5, a); };
    places.erase(std::unique(places.begin(), places.end(), same), places.end());
    return places;
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

  OwnActivation& own_;
  Activation& row_;
  CurveFacts& facts_;
  const CurveSamples& all_;
  const OwnParameters& parameters_;
};

}  // namespace

void find_kinks(OwnActivation& own, const CurveSamples& all, const OwnParameters& parameters) {
  Kinks(own, all, parameters).run();
}

}  // namespace nonlin

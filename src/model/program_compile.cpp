// From expressions to programs: lowering, then one step for each part and registers that are used again.
#include <cmath>
#include <numbers>
#include <utility>

#include "model/program.hpp"
#include "model/simplify.hpp"

namespace nonlin {
namespace {

std::size_t at(int i) { return static_cast<std::size_t>(i); }

// x^n by squaring: x^2 is x*x.
int whole_power(Expressions& in, int base, int n) {
  int result = -1;
  for (int square = base;; square = in.add(Op::multiply, square, square)) {
    if (n & 1) result = result < 0 ? square : in.add(Op::multiply, result, square);
    if ((n >>= 1) == 0) return result;
  }
}

int lowered_power(Expressions& in, int base, int exponent) {
  double n = 0;
  if (is_constant(in, exponent, n)) {
    if (n == 0) return in.number(1);
    const double size = std::fabs(n);
    int power = -1;
    if (size <= 64 && size == std::floor(size)) power = whole_power(in, base, static_cast<int>(size));
    if (size == 0.5) power = in.add(Op::sqrt, base);
    if (power >= 0) return n > 0 ? power : in.add(Op::divide, in.number(1), power);
  }
  return in.add(Op::exp, in.add(Op::multiply, exponent, in.add(Op::log, base)));
}

int lower(Expressions& in, const Node& node, int a, int b, int c) {
  const auto of = [&](Op op, int u, int v = -1) { return in.add(op, u, v); };
  const auto n = [&](double x) { return in.number(x); };
  switch (node.op) {
    case Op::add:
    case Op::multiply:
      return of(node.op, a < b ? a : b, a < b ? b : a);
    case Op::power:
      return lowered_power(in, a, b);
    case Op::relu:
      return of(Op::max, a, n(0));
    case Op::sinh:
    case Op::cosh: {
      const int up = of(Op::exp, a), down = of(Op::exp, of(Op::negate, a));
      return of(Op::multiply, n(0.5), of(node.op == Op::sinh ? Op::subtract : Op::add, up, down));
    }
    case Op::erf:  // 2 Phi(sqrt(2) u) - 1
      return of(Op::subtract, of(Op::multiply, n(2), of(Op::phi, of(Op::multiply, n(std::numbers::sqrt2), a))), n(1));
    default:
      return in.add(node.op, a, b, c, node.number);
  }
}

// Operations that come from one kernel, which gives both.
constexpr std::pair<Op, Op> pairs[] = {
    {Op::sigmoid, Op::sigmoid_slope}, {Op::tanh, Op::tanh_slope}, {Op::phi, Op::density}, {Op::sin, Op::cos}};

}  // namespace

int lowered(Expressions& in, int root) {
  return rebuilt(in, root, [&](int i, int a, int b, int c) {
    double constant = 0;
    if (is_constant(in, i, constant)) return in.number(constant);
    const Node node = in[i];
    return arity_of(node.op) == 0 ? i : lower(in, node, a, b, c);
  });
}

// Places: 0 is x, then the scalars, then the registers.
Program::Program(Expressions& in, std::span<const int> outputs)
    : parameters_(static_cast<int>(in.parameters.size())), output_count_(static_cast<int>(outputs.size())) {
  std::vector<int> roots;
  for (const int output : outputs) roots.push_back(lowered(in, output));
  const std::size_t size = in.nodes.size();
  std::vector<int> last(size, -1);  // the node that needs it last
  for (const int root : roots) {
    const std::vector<bool> parts = parts_of(in, root);
    for (std::size_t i = 0; i < parts.size(); ++i) {
      if (!parts[i]) continue;
      const Node& node = in.nodes[i];
      const int arity = arity_of(node.op), me = static_cast<int>(i);
      last[i] = std::max(last[i], me);
      const std::int16_t operands[] = {node.a, node.b, node.c};
      for (int k = 0; k < arity; ++k) last[at(operands[k])] = std::max(last[at(operands[k])], me);
    }
  }
  for (const int root : roots) last[at(root)] = static_cast<int>(size);
  // Numbers and parameters are scalars, and so is all that is made of them.
  std::vector<bool> varies(size);
  for (std::size_t i = 0; i < size; ++i)
    if (last[i] >= 0 && in.nodes[i].op == Op::number) numbers_.push_back(in.nodes[i].number);
  scalars_ = static_cast<int>(numbers_.size()) + parameters_;
  std::vector<int> place(size, -1);
  for (std::size_t i = 0, n = 0; i < size; ++i) {
    const Node& node = in.nodes[i];
    if (last[i] < 0) continue;
    if (node.op == Op::number) place[i] = static_cast<int>(++n);
    if (node.op == Op::parameter) place[i] = static_cast<int>(numbers_.size()) + 1 + node.a;
    if (node.op == Op::x) place[i] = 0, varies[i] = true;
  }
  constexpr int first_register = 1 + max_scalars;
  int user[max_registers];  // the node that needs what the register holds last
  std::fill_n(user, max_registers, -1);
  bool fits = !in.full;
  const auto narrow = [](int i) { return static_cast<std::int16_t>(i); };
  const auto take = [&](bool varying, int now, int until) {
    if (!varying) return scalars_ < max_scalars ? 1 + scalars_++ : (fits = false, 0);
    for (int r = 0; r < max_registers; ++r)
      if (user[r] <= now) {
        user[r] = until;
        return first_register + r;
      }
    return fits = false, 0;
  };
  for (std::size_t i = 0; i < size && fits; ++i) {
    const Node& node = in.nodes[i];
    const int arity = arity_of(node.op), me = static_cast<int>(i);
    if (last[i] < 0 || place[i] >= 0) continue;
    const std::int16_t operands[] = {node.a, node.b, node.c};
    Step step{node.op, 0, 0, 0, 0, 0};
    std::int16_t* const to[] = {&step.a, &step.b, &step.c};
    for (int k = 0; k < arity; ++k) {
      *to[k] = narrow(place[at(operands[k])]);
      varies[i] = varies[i] || varies[at(operands[k])];
    }
    int partner = -1;
    for (const auto& [first, second] : pairs)
      if (node.op == first || node.op == second) {
        const Node other{node.op == first ? second : first, node.a};
        for (int j = me + 1; at(j) < size; ++j)
          if (in[j] == other && last[at(j)] >= 0) partner = j;
        step.op = first;
        const bool swapped = node.op == second;
        const int mine = take(varies[i], me, last[i]);
        // Where nobody wants the other, its register is free again at once.
        const int theirs = take(varies[i], me, partner < 0 ? me + 1 : last[at(partner)]);
        step.to = narrow(swapped ? theirs : mine);
        step.second = narrow(swapped ? mine : theirs);
        place[i] = mine;
        if (partner >= 0) place[at(partner)] = theirs, varies[at(partner)] = varies[i];
      }
    if (place[i] < 0) {
      place[i] = take(varies[i], me, last[i]);
      step.to = narrow(place[i]);
    }
    (varies[i] ? steps_ : scalar_steps_).push_back(step);
  }
  for (std::size_t k = 0; k < roots.size(); ++k) outputs_[k] = narrow(place[at(roots[k])]);
  ok_ = fits && scalars_ <= max_scalars && scalar_steps_.size() + steps_.size() <= max_steps;
}

}  // namespace nonlin

#include "model/expression.hpp"

#include <cmath>

#include "model/simplify.hpp"

namespace nonlin {
namespace {

std::size_t at(int i) { return static_cast<std::size_t>(i); }

}  // namespace

int Expressions::add(Op op, int a, int b, int c, double number) {
  const auto narrow = [](int i) { return static_cast<std::int16_t>(i); };
  const Node node{op, narrow(a), narrow(b), narrow(c), number};
  for (std::size_t i = 0; i < nodes.size(); ++i)
    if (nodes[i] == node) return static_cast<int>(i);
  if (nodes.size() >= max_nodes) {
    full = true;
    return 0;
  }
  nodes.push_back(node);
  return static_cast<int>(nodes.size()) - 1;
}

int Expressions::number(double x) {
  if (!std::isfinite(x)) full = true;
  return add(Op::number, -1, -1, -1, x);
}

int arity_of(Op op) {
  if (op <= Op::parameter) return 0;
  if (op <= Op::power) return 2;
  if (op == Op::negate) return 1;
  if (op == Op::where) return 3;
  return op <= Op::min ? 2 : 1;
}

std::vector<bool> parts_of(const Expressions& in, int root) {
  std::vector<bool> parts(in.nodes.size());
  parts[at(root)] = true;
  for (int i = root; i >= 0; --i) {
    const Node& node = in[i];
    const int arity = parts[at(i)] ? arity_of(node.op) : 0;
    if (arity > 0) parts[at(node.a)] = true;
    if (arity > 1) parts[at(node.b)] = true;
    if (arity > 2) parts[at(node.c)] = true;
  }
  return parts;
}

bool is_constant(const Expressions& in, int node, double& value) {
  const Node& of = in[node];
  double a = 0, b = 0;
  switch (of.op) {
    case Op::number:
      value = of.number;
      return true;
    case Op::pi:
      value = 3.14159265358979323846;
      return true;
    case Op::e:
      value = 2.71828182845904523536;
      return true;
    case Op::negate:
    case Op::sqrt:
      if (!is_constant(in, of.a, a)) return false;
      value = of.op == Op::negate ? -a : std::sqrt(a);
      break;
    case Op::add:
    case Op::subtract:
    case Op::multiply:
    case Op::divide:
    case Op::power:
      if (!is_constant(in, of.a, a) || !is_constant(in, of.b, b)) return false;
      if (of.op == Op::add) value = a + b;
      if (of.op == Op::subtract) value = a - b;
      if (of.op == Op::multiply) value = a * b;
      if (of.op == Op::divide) value = a / b;
      if (of.op == Op::power) {
        if (b != std::floor(b) || std::fabs(b) > 64) return false;
        value = 1;
        for (double n = std::fabs(b); n > 0; --n) value *= a;
        if (b < 0) value = 1 / value;
      }
      break;
    default:
      return false;
  }
  return std::isfinite(value);
}

bool depends_on(const Expressions& in, int root, int variable) {
  const std::vector<bool> parts = parts_of(in, root);
  for (int i = 0; i <= root; ++i)
    if (parts[at(i)] && (variable < 0 ? in[i].op == Op::x : in[i].op == Op::parameter && in[i].a == variable))
      return true;
  return false;
}

// ---------------------------------------------------------------- what has a name

namespace {

// `exp(-u)`: u, else -1.
int negative_exponent(Simplifier& s, const Expressions& in, int node) {
  if (in[node].op != Op::exp) return -1;
  return s.negated(in[node].a);
}

// What is added to 1, else -1.
int beside_one(const Expressions& in, int node) {
  const Node sum = in[node];
  if (sum.op != Op::add) return -1;
  const auto one = [&](int i) { return in[i].op == Op::number && in[i].number == 1; };
  return one(sum.a) ? sum.b : one(sum.b) ? sum.a : -1;
}

int named(Expressions& in, Op op, int a, int b, int c, double number) {
  Simplifier s(in);
  const auto is = [&](int node, Op wanted) { return node >= 0 && in[node].op == wanted; };
  const auto is_one = [&](int node) { return is(node, Op::number) && in[node].number == 1; };
  if (op == Op::power && is(a, Op::e)) return in.add(Op::exp, b);
  if (op == Op::log && is(beside_one(in, a), Op::exp)) return in.add(Op::softplus, in[beside_one(in, a)].a);
  if (op == Op::divide) {
    const int beside = beside_one(in, b);
    if (is(beside, Op::exp)) {
      if (is_one(a)) return in.add(Op::sigmoid, negative_exponent(s, in, beside));
      if (a == beside) return in.add(Op::sigmoid, in[a].a);
    }
    if (is(a, Op::subtract) && is(b, Op::add)) {
      const Node top = in[a], bottom = in[b];
      const bool same = (top.a == bottom.a && top.b == bottom.b) || (top.a == bottom.b && top.b == bottom.a);
      const int exponent = in[top.a].a;
      if (same && is(top.a, Op::exp) && exponent == negative_exponent(s, in, top.b)) return in.add(Op::tanh, exponent);
    }
  }
  if (op == Op::multiply)
    for (const auto& [f, rest] : {std::pair{a, b}, std::pair{b, a}})
      if (is(f, Op::sigmoid) && is(rest, Op::subtract) && is_one(in[rest].a) && in[rest].b == f)
        return in.add(Op::sigmoid_slope, in[f].a);
  if (op == Op::subtract && is_one(a)) {
    const Node square = in[b];
    const bool squared = (square.op == Op::power && is(square.b, Op::number) && in[square.b].number == 2) ||
                         (square.op == Op::multiply && square.a == square.b);
    if (squared && is(square.a, Op::tanh)) return in.add(Op::tanh_slope, in[square.a].a);
  }
  return in.add(op, a, b, c, number);
}

}  // namespace

int recognised(Expressions& in, int root) {
  return rebuilt(in, root, [&](int i, int a, int b, int c) {
    return arity_of(in[i].op) == 0 ? i : named(in, in[i].op, a, b, c, in[i].number);
  });
}

// ---------------------------------------------------------------- derivatives

namespace {

// d/dv of a node from those of its operands.
class Derivative {
 public:
  Derivative(Expressions& in, int variable) : in_(in), s_(in), variable_(variable) {}

  int of(int i, const std::vector<int>& known) {
    const Node node = in_[i];
    const int a = node.a, b = node.b, c = node.c;
    const auto d = [&](int operand) { return known[at(operand)]; };
    const auto n = [&](double x) { return s_.number(x); };
    // f(a): `outer` is f'(a).
    const auto chain = [&](int outer) { return s_.product(outer, d(a)); };
    switch (node.op) {
      case Op::x:
        return n(variable_ < 0);
      case Op::parameter:
        return n(a == variable_);
      case Op::add:
        return s_.sum(d(a), d(b));
      case Op::subtract:
        return s_.difference(d(a), d(b));
      case Op::negate:
        return s_.negated(d(a));
      case Op::multiply:
        return s_.sum(s_.product(d(a), b), s_.product(a, d(b)));
      case Op::divide:
        if (is_zero(d(b))) return s_.quotient(d(a), b);
        return s_.quotient(s_.difference(s_.product(d(a), b), s_.product(a, d(b))), s_.power(b, 2));
      case Op::power:
        return of_power(a, b, i, d(a), d(b));
      case Op::where:
        return s_.choice(a, d(b), d(c));
      case Op::max:
      case Op::min: {
        const Op before = node.op == Op::max ? Op::greater : Op::less;
        return depends(a) ? s_.choice(s_.of(before, a, b), d(a), d(b)) : s_.choice(s_.of(before, b, a), d(b), d(a));
      }
      case Op::exp:
        return chain(i);
      case Op::expm1:
        return chain(s_.of(Op::exp, a));
      case Op::log:
        return s_.quotient(d(a), a);
      case Op::log1p:
        return s_.quotient(d(a), s_.sum(n(1), a));
      case Op::sin:
        return chain(s_.of(Op::cos, a));
      case Op::cos:
        return s_.negated(chain(s_.of(Op::sin, a)));
      case Op::tanh:
        return chain(s_.of(Op::tanh_slope, a));
      case Op::sinh:
        return chain(s_.of(Op::cosh, a));
      case Op::cosh:
        return chain(s_.of(Op::sinh, a));
      case Op::atan:
        return s_.quotient(d(a), s_.sum(n(1), s_.power(a, 2)));
      case Op::sqrt:
        return s_.quotient(d(a), s_.product(n(2), i));
      case Op::abs:
        return chain(s_.of(Op::sign, a));
      case Op::sigmoid:
        return chain(s_.of(Op::sigmoid_slope, a));
      case Op::relu:
        return s_.choice(s_.of(Op::greater, a, n(0)), d(a), n(0));
      case Op::softplus:
        return chain(s_.of(Op::sigmoid, a));
      case Op::erf:
        return chain(s_.product(s_.quotient(n(2), s_.of(Op::sqrt, s_.of(Op::pi, -1))),
                                s_.of(Op::exp, s_.negated(s_.power(a, 2)))));
      case Op::phi:
        return chain(s_.of(Op::density, a));
      case Op::sigmoid_slope:
        return chain(s_.product(i, s_.difference(n(1), s_.product(n(2), s_.of(Op::sigmoid, a)))));
      case Op::tanh_slope:
        return chain(s_.product(n(-2), s_.product(s_.of(Op::tanh, a), i)));
      case Op::density:
        return s_.negated(chain(s_.product(a, i)));
      default:
        return n(0);  // constants, sign, and conditions, which have none
    }
  }

 private:
  bool is_zero(int node) const { return in_[node].op == Op::number && in_[node].number == 0; }
  bool depends(int node) const { return depends_on(in_, node, variable_); }

  int of_power(int base, int exponent, int whole, int d_base, int d_exponent) {
    double n = 0;
    if (is_constant(in_, exponent, n)) return s_.product(s_.product(s_.number(n), s_.power(base, n - 1)), d_base);
    const int by_exponent = s_.product(s_.product(whole, s_.of(Op::log, base)), d_exponent);
    if (is_zero(d_base)) return by_exponent;
    const int lower = in_.add(Op::power, base, s_.difference(exponent, s_.number(1)));
    return s_.sum(by_exponent, s_.product(s_.product(exponent, lower), d_base));
  }

  Expressions& in_;
  Simplifier s_;
  int variable_;
};

}  // namespace

int derivative(Expressions& in, int root, int variable) {
  const std::vector<bool> parts = parts_of(in, root);
  std::vector<int> slopes(at(root) + 1);
  Derivative rule(in, variable);
  for (int i = 0; i <= root; ++i)
    if (parts[at(i)]) slopes[at(i)] = rule.of(i, slopes);
  return slopes[at(root)];
}

}  // namespace nonlin

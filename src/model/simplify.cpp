#include "model/simplify.hpp"

#include <cmath>

namespace nonlin {
namespace {

/// Constants stand before x, x and its powers before functions of it.
int rank(const Expressions& in, int node) {
  const Op op = in[node].op;
  if (op == Op::power) return rank(in, in[node].a);
  if (op == Op::x) return 1;
  return arity_of(op) == 0 ? 0 : 2;
}

}  // namespace

double Simplifier::coefficient(int& u) {
  if (is_number(u)) {
    const double c = number_of(u);
    u = number(1);
    return c;
  }
  const Node node = in_[u];
  if (node.op == Op::negate) {
    u = node.a;
    return -coefficient(u);
  }
  if (node.op != Op::multiply || !is_number(node.a)) return 1;
  u = node.b;
  return number_of(node.a);
}

double Simplifier::exponent(int& u) const {
  const Node node = in_[u];
  if (node.op != Op::power || !is_number(node.b) || number_of(node.b) != std::floor(number_of(node.b))) return 1;
  u = node.a;
  return number_of(node.b);
}

int Simplifier::sum(int a, int b) {
  if (is(a, 0)) return b;
  if (is(b, 0)) return a;
  if (is_number(a) && is_number(b)) return number(number_of(a) + number_of(b));
  int u = a, v = b;
  const double m = coefficient(u), n = coefficient(v);
  if (u == v && !is_number(u)) return product(number(m + n), u);
  if (n < 0) return difference(a, negated(b));
  if (m < 0) return difference(b, negated(a));
  return of(Op::add, a, b);
}

int Simplifier::difference(int a, int b) {
  if (is(b, 0)) return a;
  if (is(a, 0)) return negated(b);
  if (is_number(a) && is_number(b)) return number(number_of(a) - number_of(b));
  int u = a, v = b;
  const double m = coefficient(u), n = coefficient(v);
  if (u == v && !is_number(u)) return product(number(m - n), u);
  if (n < 0) return sum(a, negated(b));
  if (const Node whole = in_[a]; whole.op == Op::add) {  // (u + v) - v
    if (whole.b == b) return whole.a;
    if (whole.a == b) return whole.b;
  }
  return of(Op::subtract, a, b);
}

int Simplifier::negated(int a) {
  const Node node = in_[a];
  if (node.op == Op::number) return number(-node.number);
  if (node.op == Op::negate) return node.a;
  if (node.op == Op::subtract) return difference(node.b, node.a);
  if (node.op == Op::multiply && is_number(node.a)) return product(number(-number_of(node.a)), node.b);
  if (node.op == Op::divide && is_number(node.a)) return of(Op::divide, number(-number_of(node.a)), node.b);
  return of(Op::negate, a);
}

int Simplifier::product(int a, int b) {
  int u = a, v = b;
  const double c = coefficient(u) * coefficient(v);
  if (c == 0) return number(0);
  int rest;
  if (is(u, 1)) {
    rest = v;
  } else if (is(v, 1)) {
    rest = u;
  } else if (in_[v].op == Op::divide) {
    const Node fraction = in_[v];
    return product(number(c), quotient(product(u, fraction.a), fraction.b));
  } else if (in_[u].op == Op::divide) {
    const Node fraction = in_[u];
    return product(number(c), quotient(product(fraction.a, v), fraction.b));
  } else {
    int p = u, q = v;
    const double m = exponent(p), n = exponent(q);
    const auto is_sign_of = [&](int f, int x) { return in_[f].op == Op::sign && in_[f].a == x; };
    if (p == q)
      rest = power(p, m + n);
    else if (is_sign_of(u, v) || is_sign_of(v, u))
      rest = of(Op::abs, in_[u].op == Op::sign ? v : u);
    else if (const Node first = in_[v]; first.op == Op::multiply && rank(in_, first.a) < rank(in_, u))
      rest = of(Op::multiply, first.a, product(u, first.b));
    else
      rest = rank(in_, v) < rank(in_, u) ? of(Op::multiply, v, u) : of(Op::multiply, u, v);
  }
  if (c == 1) return rest;
  if (is_number(rest)) return number(c * number_of(rest));
  if (c == -1) return negated(rest);
  if (in_[rest].op == Op::divide) {
    const Node fraction = in_[rest];
    return quotient(product(number(c), fraction.a), fraction.b);
  }
  return of(Op::multiply, number(c), rest);
}

int Simplifier::quotient(int a, int b) {
  if (is(a, 0) || is(b, 1)) return a;
  int u = a, v = b;
  double c = coefficient(u), d = coefficient(v);
  if (d == 0) return of(Op::divide, a, b);
  if (d < 0) c = -c, d = -d;
  if (in_[u].op == Op::divide) {
    const Node fraction = in_[u];
    return product(number(c), quotient(fraction.a, product(number(d), product(fraction.b, v))));
  }
  if (c / d == std::floor(c / d)) {
    c /= d;
    d = 1;
  } else if (d / c == std::floor(d / c)) {
    d /= std::fabs(c);
    c = c < 0 ? -1 : 1;
  }
  int p = u, q = v;
  const double m = exponent(p), n = exponent(q);
  if (p == q) {
    u = m > n ? power(p, m - n) : number(1);
    v = n > m ? power(p, n - m) : number(1);
  }
  if (const Node factors = in_[v]; factors.op == Op::multiply && (factors.a == u || factors.b == u)) {
    v = factors.a == u ? factors.b : factors.a;
    u = number(1);
  }
  const int top = product(number(c), u), bottom = product(number(d), v);
  return is(bottom, 1) ? top : of(Op::divide, top, bottom);
}

int Simplifier::power(int a, double n) {
  if (n == 0) return number(1);
  if (n == 1) return a;
  double x = 0;
  const int whole = of(Op::power, a, number(n));
  if (is_number(a) && is_constant(in_, whole, x) && std::fabs(x) < 1e6) return number(x);
  int base = a;
  const double m = exponent(base);
  if (m != 1 && n == std::floor(n)) return power(base, m * n);
  return whole;
}

int Simplifier::choice(int condition, int a, int b) { return a == b ? a : in_.add(Op::where, condition, a, b); }

}  // namespace nonlin

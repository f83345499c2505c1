// Sums, products, quotients and powers that come out short: what derivatives are made of.
#pragma once

#include "model/expression.hpp"

namespace nonlin {

/// Each gives the node of its name, or a shorter one of the same value: numbers are folded and stand first in a
/// product, nothing is added to 0 or multiplied by 1, signs go outward, equal factors become powers.
class Simplifier {
 public:
  explicit Simplifier(Expressions& in) : in_(in) {}
  int sum(int a, int b);
  int difference(int a, int b);
  int product(int a, int b);
  int quotient(int a, int b);
  int power(int a, double n);
  int negated(int a);
  int choice(int condition, int a, int b);
  int number(double x) { return in_.number(x); }
  int of(Op op, int a, int b = -1) { return in_.add(op, a, b); }

 private:
  bool is(int node, double x) const { return in_[node].op == Op::number && in_[node].number == x; }
  bool is_number(int node) const { return in_[node].op == Op::number; }
  double number_of(int node) const { return in_[node].number; }
  /// u = c v for a number c, as little of it in v as there can be.
  double coefficient(int& u);
  /// u = v^n for a whole number n.
  double exponent(int& u) const;
  Expressions& in_;
};

}  // namespace nonlin

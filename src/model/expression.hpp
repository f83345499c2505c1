// Formulas of one variable as people type them: read, derived, written as text and as MathML. program.hpp runs them.
//
//   x  2  1.5e-3  pi  e     a, beta, k1 ...: parameters      + - * / ^  unary -  ( )
//   exp log sin cos tanh sinh cosh atan sqrt abs sign sigmoid relu softplus erf Phi log1p expm1 of one argument
//   max(a, b)  min(a, b)  where(condition, a, b), the condition one of a < b, a <= b, a > b, a >= b
//
// log is the natural logarithm, Phi the normal distribution function; ^ binds to the right and before the sign (-x^2 is
// -(x^2)); nothing is implied (2*x, not 2x). Full-width characters, the signs × ÷ · − ≤ ≥, π and Greek letters (as
// names: alpha) count as what they mean.
//
// Where a slope jumps, where(condition, a, b) has the slope of the branch it takes, abs and sign have slope 0 at 0, and
// of max and min at a tie that of the constant (0: ReLU'(0) = 0), else that of the second.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace nonlin {

inline constexpr int max_formula = 400;       // characters
inline constexpr int max_formula_depth = 40;  // of parentheses, signs and powers
inline constexpr int max_formula_parameters = 4;
inline constexpr int max_nodes = 2000;  // of a formula and all that is derived from it

enum class Op : std::uint8_t {
  number,
  pi,
  e,
  x,
  parameter,  // parameter: `a` is its index
  add,
  subtract,
  multiply,
  divide,
  power,
  negate,  //
  less,
  less_equal,
  greater,
  greater_equal,  // in a condition only
  where,
  max,
  min,  //
  exp,
  log,
  sin,
  cos,
  tanh,
  sinh,
  cosh,
  atan,
  sqrt,
  abs,
  sign,
  sigmoid,
  relu,
  softplus,
  erf,
  phi,
  log1p,
  expm1,
  sigmoid_slope,
  tanh_slope,
  density,  // made by `recognised` and `derivative`
};

struct Node {
  Op op;
  std::int16_t a = -1, b = -1, c = -1;  // operands: nodes before this one
  double number = 0;
  bool operator==(const Node&) const = default;
};

/// Expressions that share their parts: the same node is there once.
class Expressions {
 public:
  std::vector<Node> nodes;
  std::vector<std::string> parameters;  // in the order in which the formulas name them

  /// The node, made where it is not there yet. At `max_nodes` it is any other, and this is `full`.
  int add(Op op, int a = -1, int b = -1, int c = -1, double number = 0);
  int number(double x);  // one that is not finite makes it `full`
  const Node& operator[](int i) const { return nodes[static_cast<std::size_t>(i)]; }
  bool full = false;
};

/// Operands of an operation.
int arity_of(Op op);
/// The nodes that `root` is made of, itself included.
std::vector<bool> parts_of(const Expressions& in, int root);
/// `root` made anew from its leaves up: `make(i, a, b, c)` is the node in the place of node i, whose operands (-1:
/// none) have been made before.
template <class Make>
int rebuilt(Expressions& in, int root, Make make) {
  const auto at = [](int i) { return static_cast<std::size_t>(i); };
  const std::vector<bool> parts = parts_of(in, root);
  std::vector<int> to(parts.size());
  for (int i = 0; i <= root; ++i) {
    if (!parts[at(i)]) continue;
    const Node node = in[i];
    const int arity = arity_of(node.op);  // of a parameter `a` is no node
    to[at(i)] =
        make(i, arity > 0 ? to[at(node.a)] : -1, arity > 1 ? to[at(node.b)] : -1, arity > 2 ? to[at(node.c)] : -1);
  }
  return to[at(root)];
}
/// Whether a node is a number, or made of numbers by + - * / ^ and square roots: it is then `value`.
bool is_constant(const Expressions& in, int node, double& value);
/// Whether a node is made of x (-1) or of a parameter (its index).
bool depends_on(const Expressions& in, int root, int variable);

struct Parsed {
  int root = -1;      // -1: refused
  std::string error;  // "own activation: character 9: 'foo' is no function; allowed: ..."
  int at = 0;         // where, counted from 0 in UTF-16 units, as JavaScript does
};
Parsed parse_formula(std::string_view text, Expressions& into);
/// The functions a formula may have, "abs, atan, ...".
std::string formula_functions();

/// The same expression with what has a name under it: 1/(1+exp(-u)) is sigmoid(u), log(1+exp(u)) softplus(u),
/// (e^u-e^-u)/(e^u+e^-u) tanh(u), e^u exp(u). These functions stay finite where their parts overflow.
int recognised(Expressions& in, int root);
/// The derivative, simplified, by x (-1) or by a parameter (its index).
int derivative(Expressions& in, int root, int variable = -1);

/// As it can be read again: `exact`, to the very same expression, else without parentheses in products, x*(a*b) as
/// x*a*b. A part of over 20,000 characters is "...", in MathML, too.
std::string formula_text(const Expressions& in, int root, bool exact = true);
/// Presentation MathML: one <mrow>, without the <math> around it.
std::string formula_mathml(const Expressions& in, int root);

}  // namespace nonlin

// A formula as a straight line of operations over blocks of samples, each going through a whole block before the next
// begins, so that choosing the operation costs nothing beside it. What does not depend on x is computed once a call.
// The same functions of math/functions.hpp as the built-in rows are made of: the same bits on every build.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "model/expression.hpp"

namespace nonlin {

class Program {
 public:
  static constexpr int max_outputs = 3, max_registers = 32, max_scalars = 64, max_steps = 400, block = 256;

  Program() = default;
  /// What computes these nodes of `in`, parts that they share once. `ok` is false where it would need more than the
  /// limits above.
  Program(Expressions& in, std::span<const int> outputs);
  bool ok() const { return ok_; }

  /// to[k][s] = output k at x[s], NaN where x is. n: a multiple of 8. `to[0]` may be `x`. One parameter for each of the
  /// expressions'.
  void run(const float* x, float* const* to, int n, const float* parameters) const;
  /// The same formula in double, for reference (programs that have it: rows_have_double).
  void run(double x, double* to, const double* parameters) const;

 private:
  struct Step {
    Op op;
    std::int16_t to, second;  // `second`: where the other result of a pair goes (sigmoid_slope beside sigmoid ...)
    std::int16_t a, b, c;     // places: x, then scalars, then registers
  };
  template <class F>
  void run_blocks(const auto* x, auto* const* to, int n, const auto* parameters) const;

  std::vector<double> numbers_;       // of the scalars: numbers, then (parameters), then what is made of them
  int parameters_ = 0, scalars_ = 0;  // parameters_: how many
  std::vector<Step> scalar_steps_, steps_;
  std::array<std::int16_t, max_outputs> outputs_{};
  int output_count_ = 0;
  bool ok_ = false;
};

/// The same expression made of what programs run: + - * / max min where, comparisons, and the functions that have a
/// kernel; operands of sums and products in one order, so that a + b and b + a are one.
int lowered(Expressions& in, int root);

}  // namespace nonlin

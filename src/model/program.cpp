#include "model/program.hpp"

#include <algorithm>
#include <type_traits>

#include "model/activation.hpp"
#include "model/activation_rows.hpp"

namespace nonlin {
namespace {

// For double: where rows have it.
NONLIN_INLINE f32x8 as_number(i32x8 mask) { return from_bits(mask); }
[[maybe_unused]] NONLIN_INLINE double as_number(bool holds) { return holds; }
NONLIN_INLINE i32x8 as_mask(f32x8 number) { return bits(number); }
[[maybe_unused]] NONLIN_INLINE bool as_mask(double number) { return number != 0; }

[[maybe_unused]] NONLIN_INLINE double get(const double* p) { return *p; }
NONLIN_INLINE f32x8 get(const float* p) { return load(p); }
[[maybe_unused]] NONLIN_INLINE void put(double* p, double x) { *p = x; }
NONLIN_INLINE void put(float* p, f32x8 x) { store(p, x); }

/// Where a value is, and which bits of a sample's index count: none for a scalar, of which eight copies are kept.
template <class Scalar>
struct Operand {
  const Scalar* at;
  int mask;
  NONLIN_INLINE auto operator()(int i) const { return get(at + (i & mask)); }
};

/// to[i] = f(a[i], b[i], c[i]).
template <int step, class Scalar, class F>
NONLIN_INLINE void each(Scalar* to, int n, F f) {
  for (int i = 0; i < n; i += step) put(to + i, f(i));
}
/// The two results of a pair.
template <int step, class Scalar, class F>
NONLIN_INLINE void both(Scalar* to, Scalar* second, int n, F f) {
  for (int i = 0; i < n; i += step) {
    const auto r = f(i);
    put(to + i, r.first);
    put(second + i, r.second);
  }
}

template <class F>
struct Two {
  F first, second;
};

/// x, scalars and registers of one run.
template <class F>
struct Places {
  using Scalar = std::conditional_t<sizeof(F) == sizeof(double), double, float>;
  static constexpr int step = sizeof(F) / sizeof(Scalar), block = sizeof(F) == sizeof(double) ? 1 : Program::block;
  static constexpr int first_register = 1 + Program::max_scalars;

  const Scalar* x = nullptr;
  alignas(32) Scalar scalars[Program::max_scalars * step];
  alignas(32) Scalar registers[Program::max_registers * block];

  Scalar* of(int place) {
    return place < first_register ? scalars + (place - 1) * step : registers + (place - first_register) * block;
  }
  Operand<Scalar> operator[](int place) {
    if (place == 0) return {x, -1};
    return {of(place), place < first_register ? 0 : -1};
  }
};

template <class F>
void run_step(Op op, Places<F>& places, int to_place, int second_place, int pa, int pb, int pc, int n) {
  using Scalar = typename Places<F>::Scalar;
  constexpr int step = Places<F>::step;
  Scalar* const to = places.of(to_place);
  const auto a = places[pa], b = places[pb], c = places[pc];
  const F zero = constant<F>(0), one = constant<F>(1);
  switch (op) {
    case Op::add:
      return each<step>(to, n, [=](int i) { return a(i) + b(i); });
    case Op::subtract:
      return each<step>(to, n, [=](int i) { return a(i) - b(i); });
    case Op::multiply:
      return each<step>(to, n, [=](int i) { return a(i) * b(i); });
    case Op::divide:
      return each<step>(to, n, [=](int i) { return a(i) / b(i); });
    case Op::negate:
      return each<step>(to, n, [=](int i) { return -a(i); });
    case Op::less:
      return each<step>(to, n, [=](int i) { return as_number(a(i) < b(i)); });
    case Op::less_equal:
      return each<step>(to, n, [=](int i) { return as_number(a(i) <= b(i)); });
    case Op::greater:
      return each<step>(to, n, [=](int i) { return as_number(b(i) < a(i)); });
    case Op::greater_equal:
      return each<step>(to, n, [=](int i) { return as_number(b(i) <= a(i)); });
    case Op::where:
      return each<step>(to, n, [=](int i) { return select(as_mask(a(i)), b(i), c(i)); });
    case Op::max:
      return each<step>(to, n, [=](int i) { return max(a(i), b(i)); });
    case Op::min:
      return each<step>(to, n, [=](int i) { return min(a(i), b(i)); });
    case Op::exp:
      return each<step>(to, n, [=](int i) { return exp(a(i)); });
    case Op::expm1:
      return each<step>(to, n, [=](int i) { return expm1(a(i)); });
    case Op::log:
      return each<step>(to, n, [=](int i) { return log(a(i)); });
    case Op::log1p:
      return each<step>(to, n, [=](int i) { return log1p(a(i)); });
    case Op::atan:
      return each<step>(to, n, [=](int i) { return atan(a(i)); });
    case Op::sqrt:
      return each<step>(to, n, [=](int i) { return sqrt(a(i)); });
    case Op::abs:
      return each<step>(to, n, [=](int i) { return abs(a(i)); });
    case Op::sign:
      return each<step>(to, n, [=](int i) {
        const F u = a(i);
        return select(zero < u, one, select(u < zero, -one, zero));
      });
    case Op::softplus:
      return each<step>(to, n, [=](int i) {
        const F u = a(i);
        return max(u, zero) + log1p_unit(exp_nonpositive(-abs(u)));
      });
    default:
      break;
  }
  Scalar* const second = places.of(second_place);
  if (op == Op::sigmoid)
    both<step>(to, second, n, [=](int i) {
      const auto r = rows::logistic(a(i));
      return Two<F>{r.value, r.slope};
    });
  else if (op == Op::tanh)
    both<step>(to, second, n, [=](int i) {
      const F u = a(i);
      const auto r = tanh_with_slope(u);
      if constexpr (step == 1) return Two<F>{r.value, r.slope};
      // In float the slope stays at 5e-8 from 9.03 on, which times x^3 would be much: 0 there.
      return Two<F>{r.value, select(abs(u) < constant<F>(9.03), r.slope, zero)};
    });
  else if (op == Op::sin)
    both<step>(to, second, n, [=](int i) {
      const auto r = sin_cos(a(i));
      return Two<F>{r.sin, r.cos};
    });
  else
    both<step>(to, second, n, [=](int i) {  // phi
      const F u = a(i);
      const NormalTail<F> q = normal_tail_nonnegative(abs(u));
      return Two<F>{select(zero < u, one - q.tail, q.tail), q.exp * constant<F>(0.39894228040143267794)};
    });
}

}  // namespace

template <class F>
void Program::run_blocks(const auto* x, auto* const* to, int n, const auto* parameters) const {
  using Scalar = typename Places<F>::Scalar;
  constexpr int step = Places<F>::step;
  Places<F> places;
  const auto fill = [&](std::size_t i, Scalar value) { std::fill_n(places.scalars + i * step, step, value); };
  for (std::size_t i = 0; i < numbers_.size(); ++i) fill(i, static_cast<Scalar>(numbers_[i]));
  for (int i = 0; i < parameters_; ++i) fill(numbers_.size() + static_cast<std::size_t>(i), parameters[i]);
  places.x = x;
  for (const Step& s : scalar_steps_) run_step(s.op, places, s.to, s.second, s.a, s.b, s.c, step);
  for (int begin = 0; begin < n; begin += Places<F>::block) {
    const int size = std::min(n - begin, Places<F>::block);
    places.x = x + begin;
    for (const Step& s : steps_) run_step(s.op, places, s.to, s.second, s.a, s.b, s.c, size);
    // The first output last: it may be written where x stands.
    for (int k = output_count_ - 1; k >= 0; --k) {
      const auto from = places[outputs_[static_cast<std::size_t>(k)]];
      each<step>(to[k] + begin, size, [&](int i) { return rows::or_nan(from(i), get(places.x + i)); });
    }
  }
}

void Program::run(const float* x, float* const* to, int n, const float* parameters) const {
  run_blocks<f32x8>(x, to, n, parameters);
}

void Program::run(double x, double* to, const double* parameters) const {
  if constexpr (rows_have_double) {
    double* outputs[max_outputs];
    for (int k = 0; k < output_count_; ++k) outputs[k] = to + k;
    run_blocks<double>(&x, outputs, 1, parameters);
  }
}

}  // namespace nonlin

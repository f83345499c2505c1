// From a formula (activation_rows.hpp) to the functions of a row of the activation table: loops over runs of samples.
#pragma once

#include "model/activation.hpp"
#include "model/activation_rows.hpp"

namespace nonlin::rows {

template <class Row>
struct Parameters {
  f32x8 p[max_activation_parameters];
  NONLIN_INLINE explicit Parameters(const float* values) {
    for (int i = 0; i < Row::parameters; ++i) p[i] = splat(values[i]);
  }
};

template <class Row>
void run_value(const OwnActivation*, const float* z, float* a, int n, int, const float* parameters) {
  const Parameters<Row> p(parameters);
  for (int s = 0; s < n; s += lanes) store(a + s, Row::at(load(z + s), p.p).value);
}

template <class Row>
void run_value_slope(const OwnActivation*, const float* z, float* a, float* slope, int n, int pieces,
                     const float* parameters) {
  if constexpr (requires { typename Row::AtDefaults; }) {
    if (parameters[0] == 0)
      return run_value_slope<typename Row::AtDefaults>(nullptr, z, a, slope, n, pieces, parameters);
  }
  const Parameters<Row> p(parameters);
  for (int s = 0; s < n; s += lanes) {
    const ValueSlope<f32x8> r = Row::at(load(z + s), p.p);
    store(a + s, r.value);
    store(slope + s, r.slope);
  }
}

template <class Row>
void run_parameter_slope(const OwnActivation*, const float* z, float* da, int n, int, const float* parameters) {
  const Parameters<Row> p(parameters);
  for (int s = 0; s < n; s += lanes) store(da + s, Row::parameter_slope(load(z + s), p.p));
}

template <class Row>
double run_value_double(double x, const double* parameters) {
  return Row::at(x, parameters).value;
}
template <class Row>
double run_slope_double(double x, const double* parameters) {
  return Row::at(x, parameters).slope;
}

/// The piece that wins so far: the larger one, the earlier one of equals, and a NaN before any number.
NONLIN_INLINE f32x8 winner(f32x8 best, f32x8 z) { return or_nan(max(best, z), z); }

void maxout_value(const OwnActivation*, const float* z, float* a, int n, int pieces, const float*) {
  const float* best = z;
  for (int p = 1; p < pieces; ++p, best = a)
    for (int s = 0; s < n; s += lanes) store(a + s, winner(load(best + s), load(z + p * n + s)));
}

void maxout_value_slope(const OwnActivation*, const float* z, float* a, float* slope, int n, int pieces, const float*) {
  for (int s = 0; s < n; s += lanes) {
    f32x8 best = load(z + s);
    for (int p = 1; p < pieces; ++p) best = winner(best, load(z + p * n + s));
    store(a + s, best);
    i32x8 open = splat_bits(-1);  // lanes whose winner has not been met yet
    for (int p = 0; p < pieces; ++p) {
      const i32x8 hit = (load(z + p * n + s) == best) & open;
      open = open & ~hit;
      store(slope + p * n + s, or_nan(select(hit, splat(1), splat(0)), best));
    }
  }
}

template <class Pair>
void run_pair_value(const OwnActivation*, const float* z, float* a, int n, int, const float*) {
  for (int s = 0; s < n; s += lanes) store(a + s, Pair::at(load(z + s), load(z + n + s)).value);
}

template <class Pair>
void run_pair_value_slope(const OwnActivation*, const float* z, float* a, float* slope, int n, int, const float*) {
  for (int s = 0; s < n; s += lanes) {
    const PairSlope<f32x8> r = Pair::at(load(z + s), load(z + n + s));
    store(a + s, r.value);
    store(slope + s, r.slope);
    store(slope + n + s, r.gate_slope);
  }
}

}  // namespace nonlin::rows

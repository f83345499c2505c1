// Elementary functions in double precision, from IEEE operations alone, so that data, initial weights and schedules
// have the same bits on every build. They are also the double-precision half of every formula that is written over an
// abstract number.
//
// Total: NaN in gives NaN out, infinities give the limit, outside the domain NaN. Relative errors, held by the tests:
// exp, expm1, log, log1p, tanh, atan 1e-15; sin and cos 1e-15 relative or 1e-16 absolute for |x| <= 1e6 (beyond 1e9
// only "between -1 and 1"); normal_tail 1e-14 for |z| <= 37; inverse_normal_cdf 1e-14.
#pragma once

namespace nonlin {

double exp(double x);
double expm1(double x);
double log(double x);
double log1p(double x);
double tanh(double x);
double sin(double x);
double cos(double x);
double atan(double x);

/// Q(z) = P(Z > z) = erfc(z / sqrt 2) / 2 for a standard normal Z.
double normal_tail(double z);

/// z with P(Z <= z) = p; -infinity at 0, +infinity at 1, NaN outside 0..1.
double inverse_normal_cdf(double p);

}  // namespace nonlin

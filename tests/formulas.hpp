// Formulas that tests of reading, deriving and running share. All have a slope wherever they are defined.
#pragma once

namespace nonlin {

inline constexpr const char* smooth_formulas[] = {
    "x*sigmoid(1.702*x)",
    "x*sigmoid(beta*x)",
    "1/(1 + exp(-x))",
    "exp(x)/(1 + exp(x))",
    "2/(1 + e^(-2*x)) - 1",
    "(exp(x) - exp(-x))/(exp(x) + exp(-x))",
    "tanh(a*x + b)^3",
    "log(1 + exp(x))",
    "softplus(k*x)/k",
    "x*tanh(softplus(x))",
    "x*Phi((x - mu)/sigma)",
    "0.5*x*(1 + erf(x/sqrt(2)))",
    "0.5*x*(1 + tanh(sqrt(2/pi)*(x + 0.044715*x^3)))",
    "sin(w*x)/(1 + x^2)",
    "cos(x)*exp(-x^2)",
    "x + sin(a*x)^2/a",
    "x/sqrt(1 + a*x^2)",
    "(sqrt(x^2 + 4) + x)/2",
    "atan(a*x)*2/pi",
    "log1p(x^2)",
    "expm1(x/4)",
    "sinh(x)/cosh(x)",
    "1/cosh(x)",
    "exp(-(x - c)^2/(2*s^2))",
    "(1 + x^2)^(-a)",
    "(2 + sin(x))^x",
    "3^(x/2)",
    "x^5 - 4*x^3 + x - 1/2",
    "1 - tanh(x)*tanh(x)",
    "sigmoid(x)*(1 - sigmoid(x))",
    "x - x/(1 + e^x)",
    "-x^2*exp(-x)",
    "(x - 1)/(x^2 + 2)/(x^2 + 3)",
    "sqrt(log(2 + x^2))",
};

}  // namespace nonlin

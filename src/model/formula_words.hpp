// Names in formulas: of functions, which reading and printing share, and of Greek letters.
#pragma once

#include <string_view>

#include "model/expression.hpp"

namespace nonlin {

struct FunctionName {
  std::string_view name;
  Op op;
  std::string_view mathml = {};  // where it is not an <mi> with the name in it
};
inline constexpr FunctionName function_names[] = {
    {"abs", Op::abs},           {"atan", Op::atan, "arctan"},
    {"cos", Op::cos},           {"cosh", Op::cosh},
    {"erf", Op::erf},           {"exp", Op::exp},
    {"expm1", Op::expm1},       {"log", Op::log, "ln"},
    {"log1p", Op::log1p},       {"max", Op::max},
    {"min", Op::min},           {"Phi", Op::phi, "Φ"},
    {"relu", Op::relu, "ReLU"}, {"sigmoid", Op::sigmoid, "σ"},
    {"sign", Op::sign, "sgn"},  {"sin", Op::sin},
    {"sinh", Op::sinh},         {"softplus", Op::softplus},
    {"sqrt", Op::sqrt},         {"tanh", Op::tanh},
    {"where", Op::where},
};

/// α is two bytes, U+03B1 and on.
inline constexpr std::string_view greek_names[] = {
    "alpha", "beta",    "gamma", "delta", "epsilon", "zeta",  "eta", "theta",   "iota", "kappa", "lambda", "mu",   "nu",
    "xi",    "omicron", "pi",    "rho",   "",        "sigma", "tau", "upsilon", "phi",  "chi",   "psi",    "omega"};
inline constexpr unsigned first_greek = 0x3b1;

}  // namespace nonlin

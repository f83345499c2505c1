// Activations that are no rows of the table: typed as a formula, or drawn by hand. Each becomes a row like any other,
// with facts found by looking at the curve, and lives as long as something refers to it.
#pragma once

#include <array>
#include <string>
#include <utility>
#include <vector>

#include "model/activation.hpp"
#include "model/drawn_curve.hpp"
#include "model/program.hpp"

namespace nonlin {

inline constexpr std::string_view own_id = "own";  // of all of them
inline constexpr double max_own_parameter = 100;   // -100..100

/// As a spec has it: a formula with the initial values of its parameters (1 where none is given), or points.
struct OwnSpec {
  std::string name;  // may be empty
  std::string formula;
  std::vector<std::pair<std::string, double>> parameters;
  std::vector<std::array<double, 2>> points;  // min_points..max_points, x rising
};

struct OwnActivation {
  OwnSpec spec;
  Expressions expressions;
  int value = -1, slope = -1;  // nodes of `expressions`: the formula as typed, and its derivative
  Program run_value, run_both;
  std::vector<Program> run_parameters;  // the derivatives by each parameter
  std::vector<DrawnCurve> drawn;        // one, or none
  Activation row{};
};

struct MadeOwn {
  ActivationRef row;  // null: refused
  std::string error;
  int at = 0;  // place in the formula, as in Parsed
};
MadeOwn make_own(OwnSpec spec);

/// What it is called where it was given no name: its formula, or "drawn"; at most 40 characters.
std::string title_of(const OwnSpec& spec);

/// Fills in what the row says about its curve: facts, gain, family, textbook initialisation, found by evaluating it
/// with its initial parameters in float, the same bits everywhere. They describe what is seen on -1e5..1e5, densely
/// near 0: what is narrower than 1/64 may be missed.
void look_at(OwnActivation& own);

}  // namespace nonlin

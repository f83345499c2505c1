// Activations typed or drawn, as specs have them: {"formula": "x*sigmoid(a*x)", "parameters": {"a": 1.7}} or
// {"points": [[-2, 0], [0, 0], [1, 2]]}, each with an optional "name". And questions about formulas by themselves.
#pragma once

#include <string>
#include <string_view>

#include "model/own_activation.hpp"
#include "race/reader.hpp"

namespace nonlin {

/// A row by its id, or the own activation of an object. `before`: words that messages name besides the ids.
ActivationRef read_activation(const Reader& reader, const char* before = "");
/// The same, the other way round: an id, or the object with every default written out.
Value write_activation(const Activation& row);
/// What lanes and points of a sweep call it: its id, or the title of an own one.
std::string name_of(const Activation& row);

/// What there is to know of a formula, or of an activation as specs have it: {text, mathml, derivative: {text, mathml},
/// parameters: [{id, initial}], facts, piecewiseLinear, family, textbook, autoGain}; of a drawn one without text and
/// mathml (empty). Parameters start at 1, or as `parameters` ({id: number}) says. Where the formula is wrong:
/// {error, at}, `at` counted from 0 in UTF-16 units. MathML is one <mrow>, without the <math> around it.
Value formula_of(const Value& formula, const Value& parameters);

/// Whether g is f'; f is a formula, or {formula, parameters: {id: number}}, where g may have the same. {equal, exact,
/// where, largest, first, value, slope, given, derivative: {text, mathml}, ...}: `exact`, equal by their form, not only
/// at `count` points from lo to hi; `where` the intervals [x0, x1] in which they differ; `largest` and `first` {x,
/// given, true} where they differ most, and first from the left (null: nowhere); f, f' and g at the points. What is
/// wrong in a formula is {error, at, of: "f" or "g"}. Throws std::invalid_argument for other points than 2..4096.
///
/// Numbers count as equal within 2e-5 of the larger one or of 1, and a difference at one point alone is a kink, where
/// no derivative settles the slope.
Value check_derivative(const Value& f, std::string_view g, double lo, double hi, int count);

}  // namespace nonlin

// What several commands read: option values, and the experiment they work on.
#pragma once

#include <istream>
#include <optional>
#include <string_view>

#include "race/spec.hpp"

namespace nonlin {

/// A whole number in lowest..highest, or a message that names the option.
int whole_number(std::string_view option, std::string_view word, int lowest, int highest);
/// A finite number, or a message that names the option.
double decimal_number(std::string_view option, std::string_view word);
/// The same in lowest..highest.
double decimal_number(std::string_view option, std::string_view word, double lowest, double highest);

/// The spec at `path`, "-" for `input`; `steps` replaces its stop.steps. Messages name the file.
RaceSpec read_experiment(std::string_view path, std::istream& input, std::optional<int> steps);

}  // namespace nonlin

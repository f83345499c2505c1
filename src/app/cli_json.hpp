// JSON text to a Value and back, for the command line.
#pragma once

#include <string>
#include <string_view>

#include "race/value.hpp"

namespace nonlin {

/// Parses JSON text (RFC 8259). Throws std::invalid_argument with line and column for what is no JSON, with the key for
/// one that stands twice in an object, and for values nested deeper than max_value_depth. Numbers are read to the
/// nearest double.
Value parse_json(std::string_view text);

/// JSON text with numbers in the shortest form that reads back as the same double; NaN and infinities, which JSON does
/// not have, become null. Compact on one line, or indented by two spaces.
std::string write_json(const Value& value, bool indented = false);

}  // namespace nonlin

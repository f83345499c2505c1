// Documents of the table of notes: JSON texts in the sources, as plain trees, and changes to them.
#pragma once

#include <string_view>

#include "race/value.hpp"

namespace nonlin {

/// The tree of a JSON text. For texts of our own: strings have no escapes, numbers at most 15 digits and exponents
/// within -22..22, which are exact or one rounding away. Throws std::invalid_argument for anything else, and says
/// where.
Value parse_document(std::string_view text);

/// Changes `value` as RFC 7396 (JSON Merge Patch) says: members of objects are merged, null takes a member away, and
/// anything else replaces what was there.
void merge(Value& value, const Value& patch);

}  // namespace nonlin

// The table of rooms: what the page's set pieces show for options as their controls set them. A room and the trial of
// the statement it is about share their functions, so that both have the same figures.
#pragma once

#include <span>
#include <string_view>

#include "race/reader.hpp"

namespace nonlin {

/// A plain tree with typed arrays. Options: every one of them stands in the document (JSON) with its initial value.
/// Steps that never come are null. Answers take at most about 200 ms in WebAssembly unless said otherwise.
struct Room {
  std::string_view id;
  std::string_view document;
  Value (*answer)(const Reader& options);
};
std::span<const Room> rooms();

/// The answer of the room `id` for its document changed by `change` (merged; null: as it is), with the options as they
/// were read first. Throws std::invalid_argument, with path, value and what is allowed, for rooms and options that do
/// not exist and values out of range.
Value enter_room(std::string_view id, const Value& change);

}  // namespace nonlin

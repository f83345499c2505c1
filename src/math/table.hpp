// Closed sets (activations, losses, optimisers ...) are tables: arrays of rows, each with an `id`.
#pragma once

#include <iterator>
#include <string_view>

namespace nonlin {

/// The row of `table` with this id; null when there is none.
template <class Table>
constexpr auto find_row(const Table& table, std::string_view id) -> decltype(&*std::begin(table)) {
  for (const auto& row : table)
    if (row.id == id) return &row;
  return nullptr;
}

}  // namespace nonlin

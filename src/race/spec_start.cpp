// Given starting parameters: named blocks, a matrix as an array of rows and a vector as an array of numbers.
#include <algorithm>

#include "math/append.hpp"
#include "race/spec_parts.hpp"

namespace nonlin {

namespace {

constexpr double largest_parameter = 1e30;  // far inside float, so that narrowing is never infinite

struct Given {
  Reader reader;
  bool matrix;
  std::size_t rows, columns;    // of the text
  std::vector<double> numbers;  // row-major
  bool used = false;
};

std::string size_text(bool matrix, std::size_t rows, std::size_t columns) {
  return matrix ? join(rows, " x ", columns) : join(rows, " numbers");
}

bool is_matrix(std::string_view name) { return name.starts_with('W'); }

Given read_block(const Reader& reader) {
  Given given{reader, is_matrix(reader.key()), 0, 1, {}};
  const auto check = [](const Reader& row) {
    for (const Reader& item : row.items()) item.number(-largest_parameter, largest_parameter);
  };
  if (!given.matrix) {
    check(reader);
    given.numbers = reader.numbers();
    given.rows = given.numbers.size();
    return given;
  }
  for (const Reader& row : reader.items()) {
    check(row);
    const std::vector<double> numbers = row.numbers();
    if (given.rows == 0) given.columns = numbers.size();
    if (numbers.size() != given.columns) {
      row.fail(numbers.size(), " numbers, but the first row has ", given.columns);
    }
    append(given.numbers, numbers);
    ++given.rows;
  }
  return given;
}

}  // namespace

void read_start(const Reader& start, std::vector<Experiment>& lanes) {
  std::vector<Given> blocks;
  for (const Reader& block : start.members()) blocks.push_back(read_block(block));
  std::string wanted;
  for (std::size_t i = 0; i < lanes.size(); ++i) {
    const std::string lane = join("lanes[", i, "] (", Piece::quoted(lanes[i].name), ")");
    for (const Network::Block& block : Network(lanes[i].network).blocks()) {
      const auto rows = static_cast<std::size_t>(block.rows), columns = static_cast<std::size_t>(block.columns);
      const std::string size = size_text(is_matrix(block.name), rows, columns);
      if (!is_listed(wanted, block.name)) add_word(wanted, block.name);
      const auto found =
          std::find_if(blocks.begin(), blocks.end(), [&](const Given& x) { return x.reader.key() == block.name; });
      if (found == blocks.end()) start.fail(block.name, " is missing; ", lane, " needs ", size);
      if (found->rows != rows || found->columns != columns) {
        found->reader.fail(size_text(found->matrix, found->rows, found->columns), " does not fit ", lane,
                           "; allowed: ", size);
      }
      found->used = true;
      lanes[i].start[block.name] = found->numbers;
    }
  }
  for (const Given& block : blocks) {
    if (!block.used) block.reader.fail("unknown key; allowed: ", wanted);
  }
}

}  // namespace nonlin

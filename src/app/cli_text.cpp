#include <algorithm>
#include <cmath>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <stdexcept>

#include "app/cli.hpp"
#include "race/value.hpp"

namespace nonlin {

std::string digits9(double x) {
  if (std::isnan(x)) return "nan";
  if (std::isinf(x)) return x > 0 ? "inf" : "-inf";
  char text[32];
  std::snprintf(text, sizeof text, "%.9g", x);
  return text;
}

std::string read_all(std::istream& input) {
  std::string text{std::istreambuf_iterator<char>(input), {}};
  if (input.bad()) throw std::invalid_argument("the input cannot be read");
  return text;
}

std::string read_file(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  // A folder opens, but its first byte cannot be read.
  if (!file || (file.peek() == std::ifstream::traits_type::eof() && file.bad())) {
    throw std::invalid_argument(path + ": cannot be read");
  }
  return read_all(file);
}

std::string aligned(const std::vector<Cells>& rows) {
  std::vector<std::size_t> widths(rows[0].size());
  for (const Cells& row : rows) {
    for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], row[i].size());
  }
  std::string text;
  for (const Cells& row : rows) {
    std::string line;
    for (std::size_t i = 0; i < row.size(); ++i) {
      line += row[i];
      if (i + 1 < row.size()) line.append(widths[i] - row[i].size() + 2, ' ');
    }
    text += line.substr(0, line.find_last_not_of(' ') + 1) + "\n";
  }
  return text;
}

void refuse_argument(std::string_view what, std::string_view got, std::string_view allowed) {
  throw std::invalid_argument(std::string(what) + ": " + in_quotes(got) +
                              " is unknown; allowed: " + std::string(allowed));
}

}  // namespace nonlin

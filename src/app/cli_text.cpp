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

void refuse_argument(std::string_view what, std::string_view got, std::string_view allowed) {
  throw std::invalid_argument(std::string(what) + ": " + in_quotes(got) +
                              " is unknown; allowed: " + std::string(allowed));
}

}  // namespace nonlin

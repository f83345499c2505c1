#include "notes/options.hpp"

namespace nonlin {

Reader option(const Reader& options, const char* key) {
  const auto found = options.find(key);
  if (!found) options.fail(key, " is missing");
  return *found;
}

double number_option(const Reader& options, const char* key, double lowest, double highest) {
  return option(options, key).number(lowest, highest);
}

int integer_option(const Reader& options, const char* key, int lowest, int highest) {
  return static_cast<int>(option(options, key).integer(lowest, highest));
}

}  // namespace nonlin

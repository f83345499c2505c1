// Reading the options of trials that are no races: every option stands in the document with its value.
#pragma once

#include "race/reader.hpp"

namespace nonlin {

inline Reader option(const Reader& options, const char* key) {
  const auto found = options.find(key);
  if (!found) options.fail(key, " is missing");
  return *found;
}
inline double number_option(const Reader& options, const char* key, double lowest, double highest) {
  return option(options, key).number(lowest, highest);
}
inline int integer_option(const Reader& options, const char* key, int lowest, int highest) {
  return static_cast<int>(option(options, key).integer(lowest, highest));
}

}  // namespace nonlin

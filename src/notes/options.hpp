// Reading the options of trials that are no races: every option stands in the document with its value. All throw
// std::invalid_argument where it is missing or out of range.
#pragma once

#include "race/reader.hpp"

namespace nonlin {

Reader option(const Reader& options, const char* key);
double number_option(const Reader& options, const char* key, double lowest, double highest);
int integer_option(const Reader& options, const char* key, int lowest, int highest);

}  // namespace nonlin

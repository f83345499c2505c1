#include "race/value.hpp"

#include <cmath>
#include <cstdio>
#include <cstdlib>

namespace nonlin {

bool Value::operator==(const Value& other) const { return data == other.data; }

const Value* Value::find(std::string_view key) const {
  if (const Object* object = as<Object>()) {
    for (const auto& [name, value] : *object) {
      if (name == key) return &value;
    }
  }
  return nullptr;
}

Value* Value::find(std::string_view key) { return const_cast<Value*>(std::as_const(*this).find(key)); }

// Not std::to_chars: its tables for double would add tens of kilobytes to the WebAssembly module.
std::string number_text(double x) {
  if (std::isnan(x)) return "nan";
  if (std::isinf(x)) return x > 0 ? "inf" : "-inf";
  char text[40];
  if (x == std::floor(x) && std::abs(x) < 1e15) {
    std::snprintf(text, sizeof text, "%lld", static_cast<long long>(x));
    return text;
  }
  for (int digits = 6; digits <= 17; ++digits) {
    std::snprintf(text, sizeof text, "%.*g", digits, x);
    if (std::strtod(text, nullptr) == x) break;
  }
  return text;
}

std::string describe(const Value& value) {
  if (const bool* x = value.as<bool>()) return *x ? "true" : "false";
  if (const double* x = value.as<double>()) return number_text(*x);
  if (const std::string* x = value.as<std::string>()) return in_quotes(*x);
  if (value.as<Array>()) return "an array";
  if (value.as<Object>()) return "an object";
  return "null";
}

std::string in_quotes(std::string_view text) {
  constexpr std::size_t longest = 40;
  std::size_t end = text.size();
  const bool cut = end > longest;
  if (cut) {
    end = longest;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xc0) == 0x80) --end;
  }
  std::string result = "'";
  for (const char c : text.substr(0, end)) {
    const auto byte = static_cast<unsigned char>(c);
    result += byte < 0x20 || byte == 0x7f ? '?' : c;
  }
  return result + (cut ? "...'" : "'");
}

}  // namespace nonlin

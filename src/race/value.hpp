// A JSON value as a plain tree. The doors (command line, page) turn their own JSON into it; one reader (reader.hpp,
// spec.hpp) checks it.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace nonlin {

struct Value;
using Array = std::vector<Value>;
using Object = std::vector<std::pair<std::string, Value>>;  // keys in the order of the text, each once

/// Doors refuse JSON nested deeper than this; the deepest spec uses 7.
inline constexpr int max_value_depth = 32;

struct Value {
  std::variant<std::nullptr_t, bool, double, std::string, Array, Object> data = nullptr;

  Value() = default;
  Value(std::nullptr_t) {}
  Value(bool x) : data(x) {}
  Value(double x) : data(x) {}
  Value(int x) : data(static_cast<double>(x)) {}
  Value(const char* x) : data(std::string(x)) {}
  Value(std::string x) : data(std::move(x)) {}
  Value(std::string_view x) : data(std::string(x)) {}
  Value(Array x) : data(std::move(x)) {}
  Value(Object x) : data(std::move(x)) {}

  /// Same type and content; objects with the same keys in the same order.
  bool operator==(const Value& other) const;

  template <class T>
  const T* as() const {
    return std::get_if<T>(&data);
  }
  template <class T>
  T* as() {
    return std::get_if<T>(&data);
  }
  bool is_null() const { return data.index() == 0; }
  /// The member `key` of an object; null when this is no object or has no such key.
  const Value* find(std::string_view key) const;
  Value* find(std::string_view key);
};

/// The shortest decimal text that reads back as `x`; whole numbers below 1e15 without an exponent.
std::string number_text(double x);

/// A value as error messages show it: null, true, 0.5, 'text' (see in_quotes), an array, an object.
std::string describe(const Value& value);

/// Text for an error message: in single quotes, control characters as '?', cut after 40 bytes at a whole UTF-8
/// character.
std::string in_quotes(std::string_view text);

}  // namespace nonlin

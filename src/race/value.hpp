// A JSON value as a plain tree. The doors (command line, page) turn their own JSON into it; one reader (spec.cpp) checks it.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace nonlin {

struct Value;
using Array = std::vector<Value>;
using Object = std::vector<std::pair<std::string, Value>>;  // keys in the order of the text, each once

struct Value {
  std::variant<std::nullptr_t, bool, double, std::string, Array, Object> data = nullptr;

  Value() = default;
  Value(bool x) : data(x) {}
  Value(double x) : data(x) {}
  Value(int x) : data(static_cast<double>(x)) {}
  Value(const char* x) : data(std::string(x)) {}
  Value(std::string x) : data(std::move(x)) {}
  Value(std::string_view x) : data(std::string(x)) {}
  Value(Array x) : data(std::move(x)) {}
  Value(Object x) : data(std::move(x)) {}

  template <class T>
  const T* as() const {
    return std::get_if<T>(&data);
  }
  template <class T>
  T* as() {
    return std::get_if<T>(&data);
  }
  /// The member `key` of an object; null when this is no object or has no such key.
  const Value* find(std::string_view key) const;
};

}  // namespace nonlin

// A JSON value as a plain tree. The doors (command line, page) turn their own JSON into it; one reader (reader.hpp,
// spec.hpp) checks it. Answers may also hold numbers in bulk, which become typed arrays on the page.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "math/text.hpp"

namespace nonlin {

struct Value;
using Array = std::vector<Value>;
using Object = std::vector<std::pair<std::string, Value>>;  // keys in the order of the text, each once

// Numbers in bulk: in answers only.
using Floats32 = std::vector<float>;
using Floats64 = std::vector<double>;
using Integers = std::vector<std::int32_t>;
using Bytes = std::vector<std::uint8_t>;

/// Doors refuse JSON nested deeper than this; the deepest spec uses 7.
inline constexpr int max_value_depth = 32;

struct Value {
  std::variant<std::nullptr_t, bool, double, std::string, Array, Object, Floats32, Floats64, Integers, Bytes> data =
      nullptr;

  // Copying and destroying trees is written once, in value.cpp, not wherever a Value is used.
  Value();
  ~Value();
  Value(const Value& other);
  Value(Value&& other) noexcept;
  Value& operator=(const Value& other);
  Value& operator=(Value&& other) noexcept;

  Value(std::nullptr_t) : Value() {}
  Value(bool x) : data(x) {}
  Value(double x) : data(x) {}
  Value(int x) : data(static_cast<double>(x)) {}
  Value(const char* x) : Value(std::string_view(x)) {}
  Value(const std::string& x) : Value(std::string_view(x)) {}
  Value(std::string_view x);
  Value(const Array& x);
  Value(const Object& x);
  Value(Array&& x);
  Value(Object&& x);
  Value(Floats32&& x);
  Value(Floats64&& x);
  Value(Integers&& x);
  Value(Bytes&& x);

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

/// Adds a member; the key is not there yet.
void add(Object& object, const char* key, double x);
void add(Object& object, const char* key, bool x);
void add(Object& object, const char* key, std::string_view x);
void add(Object& object, const char* key, Value&& x);
inline void add(Object& object, const char* key, int x) { add(object, key, static_cast<double>(x)); }
inline void add(Object& object, const char* key, const char* x) { add(object, key, std::string_view(x)); }
inline void add(Object& object, const char* key, const std::string& x) { add(object, key, std::string_view(x)); }
inline void add(Object& object, const char* key, Array&& x) { add(object, key, Value(std::move(x))); }
inline void add(Object& object, const char* key, Object&& x) { add(object, key, Value(std::move(x))); }
inline void add(Object& object, const char* key, Floats32&& x) { add(object, key, Value(std::move(x))); }
inline void add(Object& object, const char* key, Floats64&& x) { add(object, key, Value(std::move(x))); }
inline void add(Object& object, const char* key, Integers&& x) { add(object, key, Value(std::move(x))); }
inline void add(Object& object, const char* key, Bytes&& x) { add(object, key, Value(std::move(x))); }

/// add(object, key, value), for each pair of key and value.
template <class T, class... Rest>
void add(Object& object, const char* key, T&& x, const char* next, Rest&&... rest) {
  add(object, key, std::forward<T>(x));
  add(object, next, std::forward<Rest>(rest)...);
}

/// object_of("id", id, "lowest", 0.5): an object with these members. Unlike a braced list it copies nothing.
template <class... Members>
Object object_of(Members&&... members) {
  Object object;
  object.reserve(sizeof...(members) / 2);
  add(object, std::forward<Members>(members)...);
  return object;
}

/// A value as error messages show it: null, true, 0.5, 'text' (see in_quotes), an array, an object.
Piece describe(const Value& value);

}  // namespace nonlin

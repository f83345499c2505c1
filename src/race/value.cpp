#include "race/value.hpp"

namespace nonlin {

Value::Value() = default;
Value::~Value() = default;
Value::Value(const Value& other) = default;
Value::Value(Value&& other) noexcept = default;
Value& Value::operator=(const Value& other) = default;
Value& Value::operator=(Value&& other) noexcept = default;

Value::Value(std::string_view x) : data(std::string(x)) {}
Value::Value(const Array& x) : data(x) {}
Value::Value(const Object& x) : data(x) {}
Value::Value(Array&& x) : data(std::move(x)) {}
Value::Value(Object&& x) : data(std::move(x)) {}
Value::Value(Floats32&& x) : data(std::move(x)) {}
Value::Value(Floats64&& x) : data(std::move(x)) {}
Value::Value(Integers&& x) : data(std::move(x)) {}
Value::Value(Bytes&& x) : data(std::move(x)) {}

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

void add(Object& object, const char* key, double x) { add(object, key, Value(x)); }
void add(Object& object, const char* key, bool x) { add(object, key, Value(x)); }
void add(Object& object, const char* key, std::string_view x) { add(object, key, Value(x)); }
void add(Object& object, const char* key, Value&& x) { object.emplace_back(key, std::move(x)); }

Piece describe(const Value& value) {
  if (const bool* x = value.as<bool>()) return *x ? "true" : "false";
  if (const double* x = value.as<double>()) return *x;
  if (const std::string* x = value.as<std::string>()) return Piece::quoted(*x);
  if (value.as<Array>()) return "an array";
  if (value.as<Object>()) return "an object";
  if (value.as<Bytes>()) return "bytes";
  return "null";
}

}  // namespace nonlin

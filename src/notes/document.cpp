#include "notes/document.hpp"

#include <algorithm>

#include "math/text.hpp"

namespace nonlin {
namespace {

class Parser {
 public:
  explicit Parser(std::string_view text) : text_(text) {}

  Value whole() {
    Value value = next(0);
    skip();
    if (at_ != text_.size()) fail();
    return value;
  }

 private:
  [[noreturn]] void fail() const { refuse("document, character ", at_, ": not what JSON has here"); }
  void skip() { at_ = std::min(text_.find_first_not_of(" \n", at_), text_.size()); }
  /// Whether `c` comes next; takes it then.
  bool take(char c) {
    skip();
    if (at_ == text_.size() || text_[at_] != c) return false;
    ++at_;
    return true;
  }
  void expect(char c) {
    if (!take(c)) fail();
  }

  std::string_view string() {
    expect('"');
    const std::size_t end = text_.find_first_of("\"\\", at_);
    if (end == std::string_view::npos || text_[end] != '"') fail();
    const std::string_view found = text_.substr(at_, end - at_);
    at_ = end + 1;
    return found;
  }

  bool digit() const { return at_ < text_.size() && text_[at_] >= '0' && text_[at_] <= '9'; }

  double number() {
    const bool negative = take('-');
    double digits = 0;
    int count = 0, exponent = 0;
    const auto read = [&](int step) {
      for (; digit(); ++at_, ++count, exponent -= step) digits = 10 * digits + (text_[at_] - '0');
    };
    read(0);
    if (count > 0 && take('.')) read(1);
    if (count == 0 || count > 15) fail();
    if (take('e')) {
      const bool down = take('-');
      int size = 0;
      for (; digit() && size < 100; ++at_) size = 10 * size + (text_[at_] - '0');
      exponent += down ? -size : size;
    }
    if (exponent < -22 || exponent > 22) fail();
    double power = 1;
    for (int i = 0; i < (exponent < 0 ? -exponent : exponent); ++i) power *= 10;  // exact up to 1e22
    const double size = exponent < 0 ? digits / power : digits * power;
    return negative ? -size : size;
  }

  Value word() {
    for (const auto& [name, value] : {std::pair{"true", Value(true)}, {"false", Value(false)}, {"null", Value()}}) {
      if (!text_.substr(at_).starts_with(name)) continue;
      at_ += std::string_view(name).size();
      return value;
    }
    return number();
  }

  Value next(int depth) {
    skip();
    if (at_ == text_.size() || depth > max_value_depth) fail();
    if (text_[at_] == '"') return string();
    if (take('[')) {
      Array array;
      while (!take(']')) {
        if (!array.empty()) expect(',');
        array.push_back(next(depth + 1));
      }
      return array;
    }
    if (!take('{')) return word();
    Object object;
    while (!take('}')) {
      if (!object.empty()) expect(',');
      const std::string_view key = string();
      expect(':');
      object.emplace_back(key, next(depth + 1));
    }
    return object;
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

}  // namespace

Value parse_document(std::string_view text) { return Parser(text).whole(); }

void merge(Value& value, const Value& patch) {
  const Object* changes = patch.as<Object>();
  if (!changes) {
    value = patch;
    return;
  }
  if (!value.as<Object>()) value = Object{};
  Object& object = *value.as<Object>();
  for (const auto& [key, change] : *changes) {
    const auto place =
        std::find_if(object.begin(), object.end(), [&name = key](const auto& member) { return member.first == name; });
    if (change.is_null()) {
      if (place != object.end()) object.erase(place);
    } else {
      merge(place == object.end() ? object.emplace_back(key, Value()).second : place->second, change);
    }
  }
}

}  // namespace nonlin

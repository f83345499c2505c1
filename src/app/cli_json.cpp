#include "app/cli_json.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdio>
#include <nlohmann/json.hpp>
#include <stdexcept>

namespace nonlin {

namespace {

/// Builds a Value from the parser's events: the library's own tree would lose the order of keys and accept a key twice.
class Builder : public nlohmann::json_sax<nlohmann::json> {
 public:
  explicit Builder(std::string_view text) : text_(text) {}
  Value result;

  bool null() override { return put(Value()); }
  bool boolean(bool x) override { return put(x); }
  bool number_integer(number_integer_t x) override { return put(static_cast<double>(x)); }
  bool number_unsigned(number_unsigned_t x) override { return put(static_cast<double>(x)); }
  bool number_float(number_float_t x, const string_t&) override { return put(x); }
  bool string(string_t& x) override { return put(std::move(x)); }
  bool binary(binary_t&) override { return false; }
  bool start_object(std::size_t) override { return open(Object{}); }
  bool end_object() override { return close(); }
  bool start_array(std::size_t) override { return open(Array{}); }
  bool end_array() override { return close(); }
  bool key(string_t& name) override {
    if (open_.back()->find(name)) throw std::invalid_argument("key " + in_quotes(name) + " stands twice in an object");
    open_.back()->as<Object>()->emplace_back().first = std::move(name);
    return true;
  }
  bool parse_error(std::size_t position, const std::string& token, const nlohmann::detail::exception& error) override {
    if (dynamic_cast<const nlohmann::detail::out_of_range*>(&error)) {
      throw std::invalid_argument(place(position) + in_quotes(token) + " is too large for a number");
    }
    throw std::invalid_argument(place(position) + (position > text_.size() ? "the text ends too early" : "not JSON"));
  }

 private:
  /// Where the value that comes next belongs.
  Value& slot() {
    if (open_.empty()) return result;
    if (Object* object = open_.back()->as<Object>()) return object->back().second;
    return open_.back()->as<Array>()->emplace_back();
  }
  bool put(Value value) {
    slot() = std::move(value);
    return true;
  }
  bool open(Value value) {
    if (open_.size() >= max_value_depth) {
      throw std::invalid_argument("nested deeper than " + std::to_string(max_value_depth) + " levels");
    }
    Value& place = slot();
    place = std::move(value);
    open_.push_back(&place);
    return true;
  }
  bool close() {
    open_.pop_back();
    return true;
  }
  /// "line 3, column 7: " for a position counted from 1.
  std::string place(std::size_t position) const {
    const std::string_view before = text_.substr(0, position > 0 ? position - 1 : 0);
    const std::size_t line_start = before.rfind('\n') + 1;  // npos + 1 is 0
    const auto line = 1 + std::count(before.begin(), before.end(), '\n');
    return "line " + std::to_string(line) + ", column " + std::to_string(before.size() - line_start + 1) + ": ";
  }

  std::string_view text_;
  std::vector<Value*> open_;  // the innermost last; none moves while it is open, since only the last one grows
};

void write_string(const std::string& text, std::string& out) {
  out += '"';
  for (const char c : text) {
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (static_cast<unsigned char>(c) < 0x20) {
      char code[8];
      std::snprintf(code, sizeof code, "\\u%04x", static_cast<unsigned>(c));
      out += code;
    } else {
      out += c;
    }
  }
  out += '"';
}

void write_number(double x, std::string& out) {
  if (!std::isfinite(x)) {
    out += "null";
    return;
  }
  char text[32];
  const bool whole = x == std::floor(x) && std::abs(x) < 1e15;
  const auto end = whole ? std::to_chars(text, text + sizeof text, x, std::chars_format::fixed).ptr
                         : std::to_chars(text, text + sizeof text, x).ptr;
  out.append(text, end);
}

/// Numbers in bulk stay on one line; floats are written as the doubles they are.
template <class Numbers>
void write_bulk(const Numbers& numbers, std::string& out) {
  if constexpr (requires { static_cast<double>(numbers[0]); }) {
    out += '[';
    for (std::size_t i = 0; i < numbers.size(); ++i) {
      if (i > 0) out += ',';
      write_number(static_cast<double>(numbers[i]), out);
    }
    out += ']';
  }
}

void write(const Value& value, bool indented, int depth, std::string& out) {
  const auto line = [&](int levels) {
    if (!indented) return;
    out += '\n';
    out.append(static_cast<std::size_t>(2 * levels), ' ');
  };
  const auto list = [&](const auto& members, char first, char last, auto&& write_member) {
    out += first;
    bool later = false;
    for (const auto& member : members) {
      if (later) out += ',';
      later = true;
      line(depth + 1);
      write_member(member);
    }
    if (later) line(depth);
    out += last;
  };
  if (const bool* b = value.as<bool>()) {
    out += *b ? "true" : "false";
  } else if (const double* number = value.as<double>()) {
    write_number(*number, out);
  } else if (const std::string* text = value.as<std::string>()) {
    write_string(*text, out);
  } else if (const Array* array = value.as<Array>()) {
    list(*array, '[', ']', [&](const Value& item) { write(item, indented, depth + 1, out); });
  } else if (const Object* object = value.as<Object>()) {
    list(*object, '{', '}', [&](const auto& member) {
      write_string(member.first, out);
      out += indented ? ": " : ":";
      write(member.second, indented, depth + 1, out);
    });
  } else if (value.is_null()) {
    out += "null";
  } else {
    std::visit([&](const auto& numbers) { write_bulk(numbers, out); }, value.data);
  }
}

}  // namespace

Value parse_json(std::string_view text) {
  Builder builder(text);
  nlohmann::json::sax_parse(text, &builder);
  return std::move(builder.result);
}

std::string write_json(const Value& value, bool indented) {
  std::string out;
  write(value, indented, 0, out);
  return out;
}

}  // namespace nonlin

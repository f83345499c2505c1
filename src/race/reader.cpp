#include "race/reader.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace nonlin {

namespace {

std::string range_text(double lowest, double highest) { return number_text(lowest) + ".." + number_text(highest); }

/// A key as a path shows it: as it is when it is a plain word, else quoted.
std::string key_text(std::string_view key) {
  const bool plain = !key.empty() && key.size() <= 40 && std::all_of(key.begin(), key.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
  });
  return plain ? std::string(key) : in_quotes(key);
}

}  // namespace

std::string joined(std::span<const std::string_view> words) {
  std::string text;
  for (const std::string_view word : words) {
    if (!text.empty()) text += ", ";
    text += word;
  }
  return text;
}

void Reader::fail(std::string_view what) const {
  throw std::invalid_argument(prefix_ + (path_.empty() ? "spec" : path_) + ": " + std::string(what));
}

void Reader::fail_type(std::string_view wanted) const { fail(describe(*value_) + " is not " + std::string(wanted)); }

Reader Reader::member(std::string_view key, const Value& value) const {
  return {value, path_.empty() ? key_text(key) : path_ + "." + key_text(key), prefix_};
}

Reader Reader::item(std::size_t index, const Value& value) const {
  return {value, path_ + "[" + std::to_string(index) + "]", prefix_};
}

void Reader::keys(std::span<const std::string_view> allowed) const {
  for (const auto& [key, reader] : members()) {
    if (std::find(allowed.begin(), allowed.end(), key) == allowed.end()) {
      reader.fail("unknown key; allowed: " + (allowed.empty() ? "none" : joined(allowed)));
    }
  }
}

void Reader::keys(std::initializer_list<std::string_view> allowed) const {
  keys(std::span<const std::string_view>(allowed.begin(), allowed.size()));
}

std::optional<Reader> Reader::find(std::string_view key) const {
  const Value* value = value_->find(key);
  if (!value) return std::nullopt;
  return member(key, *value);
}

std::vector<std::pair<std::string, Reader>> Reader::members() const {
  const Object* object = value_->as<Object>();
  if (!object) fail_type("an object");
  std::vector<std::pair<std::string, Reader>> result;
  result.reserve(object->size());
  for (const auto& [key, value] : *object) result.emplace_back(key, member(key, value));
  return result;
}

std::vector<Reader> Reader::items() const {
  const Array* array = value_->as<Array>();
  if (!array) fail_type("an array");
  std::vector<Reader> result;
  result.reserve(array->size());
  for (std::size_t i = 0; i < array->size(); ++i) result.push_back(item(i, (*array)[i]));
  return result;
}

double Reader::number(double lowest, double highest) const {
  const double* x = value_->as<double>();
  if (!x) fail_type("a number in " + range_text(lowest, highest));
  if (!(*x >= lowest && *x <= highest)) fail(number_text(*x) + " is outside " + range_text(lowest, highest));
  return *x;
}

double Reader::finite_number() const {
  const double* x = value_->as<double>();
  if (!x || !std::isfinite(*x)) fail_type("a finite number");
  return *x;
}

double Reader::positive_number(double highest) const {
  const std::string range = "(0, " + number_text(highest) + "]";
  const double* x = value_->as<double>();
  if (!x) fail_type("a number in " + range);
  if (!(*x > 0 && *x <= highest)) fail(number_text(*x) + " is outside " + range);
  return *x;
}

std::int64_t Reader::integer(std::int64_t lowest, std::int64_t highest) const {
  const auto low = static_cast<double>(lowest), high = static_cast<double>(highest);
  const double* x = value_->as<double>();
  if (!x || (std::isfinite(*x) && *x != std::floor(*x))) fail_type("a whole number in " + range_text(low, high));
  if (!(*x >= low && *x <= high)) fail(number_text(*x) + " is outside " + range_text(low, high));
  return static_cast<std::int64_t>(*x);
}

bool Reader::boolean() const {
  const bool* x = value_->as<bool>();
  if (!x) fail_type("true or false");
  return *x;
}

const std::string& Reader::text() const {
  const std::string* x = value_->as<std::string>();
  if (!x) fail_type("a text");
  return *x;
}

std::string_view Reader::choice(std::span<const std::string_view> allowed,
                                std::initializer_list<std::string_view> later) const {
  const std::string* x = value_->as<std::string>();
  if (!x) fail(describe(*value_) + " is not a text; allowed: " + joined(allowed));
  const auto found = std::find(allowed.begin(), allowed.end(), *x);
  if (found != allowed.end()) return *found;
  const bool named = std::find(later.begin(), later.end(), *x) != later.end();
  fail(in_quotes(*x) + (named ? " is not available in this version" : " is unknown") + "; allowed: " + joined(allowed));
}

std::string_view Reader::choice(std::initializer_list<std::string_view> allowed,
                                std::initializer_list<std::string_view> later) const {
  return choice(std::span<const std::string_view>(allowed.begin(), allowed.size()), later);
}

std::vector<double> Reader::numbers() const {
  const Array* array = value_->as<Array>();
  if (!array) fail_type("an array of numbers");
  std::vector<double> result;
  result.reserve(array->size());
  for (std::size_t i = 0; i < array->size(); ++i) {
    const double* x = (*array)[i].as<double>();
    result.push_back(x && std::isfinite(*x) ? *x : item(i, (*array)[i]).finite_number());
  }
  return result;
}

std::vector<std::vector<double>> Reader::number_rows() const {
  const Array* array = value_->as<Array>();
  if (!array) fail_type("an array of arrays of numbers");
  std::vector<std::vector<double>> result;
  result.reserve(array->size());
  for (std::size_t i = 0; i < array->size(); ++i) result.push_back(item(i, (*array)[i]).numbers());
  return result;
}

void Reader::not_yet(std::initializer_list<Value> allowed) const {
  if (value_->is_null()) return;
  std::string list = "null";
  for (const Value& value : allowed) {
    if (*value_ == value) return;
    list += ", " + describe(value);
  }
  fail(describe(*value_) + " is not available in this version; allowed: " + list);
}

}  // namespace nonlin

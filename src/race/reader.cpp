#include "race/reader.hpp"

#include <algorithm>
#include <cmath>

namespace nonlin {

namespace {

/// Whether a path shows this key as it is: a plain word. Others are quoted.
bool is_plain(std::string_view key) {
  return !key.empty() && key.size() <= 40 && std::all_of(key.begin(), key.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
  });
}

}  // namespace

bool is_listed(std::string_view words, std::string_view word) {
  while (!words.empty()) {
    const std::size_t end = std::min(words.find(", "), words.size());
    if (words.substr(0, end) == word) return true;
    words.remove_prefix(std::min(end + 2, words.size()));
  }
  return false;
}

std::string Reader::path() const {
  if (!parent_) return {};
  const std::string before = parent_->path();
  if (index_ != no_index) return join(before, "[", index_, "]");
  return join(before, before.empty() ? "" : ".", is_plain(key_) ? Piece(key_) : Piece::quoted(key_));
}

void Reader::fail_pieces(std::span<const Piece> what) const {
  const Reader* root = this;
  while (root->parent_) root = root->parent_;
  refuse(root->key_, parent_ ? path() : "spec", ": ", join_pieces(what));
}

void Reader::fail_type(const char* wanted) const { fail(describe(*value_), " is not ", wanted); }

void Reader::fail_range(double lowest, double highest, const char* kind) const {
  if (kind) fail(describe(*value_), " is not ", kind, lowest, "..", highest);
  fail(describe(*value_), " is outside ", lowest, "..", highest);
}

void Reader::keys(const char* allowed) const {
  for (const Reader& member : members()) {
    if (!is_listed(allowed, member.key_)) member.fail("unknown key; allowed: ", *allowed ? allowed : "none");
  }
}

std::optional<Reader> Reader::find(const char* key) const {
  if (const Object* object = value_->as<Object>()) {
    for (const auto& [name, value] : *object) {
      if (name == key) return Reader(value, *this, name, no_index);
    }
  }
  return std::nullopt;
}

Readers Reader::members() const {
  const Object* object = value_->as<Object>();
  if (!object) fail_type("an object");
  return {*this, object->size()};
}

Readers Reader::items() const {
  const Array* array = value_->as<Array>();
  if (!array) fail_type("an array");
  return {*this, array->size()};
}

Reader Readers::operator[](std::size_t i) const {
  if (const Array* array = parent_->value().as<Array>()) return {(*array)[i], *parent_, {}, i};
  const auto& [key, value] = (*parent_->value().as<Object>())[i];
  return {value, *parent_, key, Reader::no_index};
}

double Reader::number(double lowest, double highest) const {
  const double* x = value_->as<double>();
  if (!x) fail_range(lowest, highest, "a number in ");
  if (!(*x >= lowest && *x <= highest)) fail_range(lowest, highest, nullptr);
  return *x;
}

double Reader::finite_number() const {
  const double* x = value_->as<double>();
  if (!x || !std::isfinite(*x)) fail_type("a finite number");
  return *x;
}

double Reader::positive_number(double highest) const {
  const double* x = value_->as<double>();
  if (!x || !(*x > 0 && *x <= highest))
    fail(describe(*value_), x ? " is outside (0, " : " is not a number in (0, ", highest, "]");
  return *x;
}

std::int64_t Reader::integer(std::int64_t lowest, std::int64_t highest) const {
  const auto low = static_cast<double>(lowest), high = static_cast<double>(highest);
  const double* x = value_->as<double>();
  if (!x || (std::isfinite(*x) && *x != std::floor(*x))) fail_range(low, high, "a whole number in ");
  return static_cast<std::int64_t>(number(low, high));
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

std::string_view Reader::choice(const char* allowed, const char* later) const {
  const std::string* x = value_->as<std::string>();
  if (x && is_listed(allowed, *x)) return *x;
  const char* problem = !x                     ? " is not a text"
                        : is_listed(later, *x) ? " is not available in this version"
                                               : " is unknown";
  fail(describe(*value_), problem, "; allowed: ", allowed);
}

std::vector<double> Reader::numbers() const {
  const Array* array = value_->as<Array>();
  if (!array) fail_type("an array of numbers");
  std::vector<double> result;
  result.reserve(array->size());
  for (std::size_t i = 0; i < array->size(); ++i) result.push_back(Reader((*array)[i], *this, {}, i).finite_number());
  return result;
}

std::vector<std::vector<double>> Reader::number_rows() const {
  const Array* array = value_->as<Array>();
  if (!array) fail_type("an array of arrays of numbers");
  std::vector<std::vector<double>> result;
  result.reserve(array->size());
  for (std::size_t i = 0; i < array->size(); ++i) result.push_back(Reader((*array)[i], *this, {}, i).numbers());
  return result;
}

void Reader::number(const char* key, double lowest, double highest, double& to) const {
  if (const auto x = find(key)) to = x->number(lowest, highest);
}

void Reader::integer(const char* key, std::int64_t lowest, std::int64_t highest, int& to) const {
  if (const auto x = find(key)) to = static_cast<int>(x->integer(lowest, highest));
}

void Reader::not_yet(const char* key, const char* allowed) const {
  const auto x = find(key);
  if (!x || x->value_->is_null()) return;
  const Array* array = x->value_->as<Array>();
  const Object* object = x->value_->as<Object>();
  const bool filled = (array && !array->empty()) || (object && !object->empty());
  if (!filled && is_listed(allowed, join(describe(*x->value_)))) return;
  x->fail(describe(*x->value_), " is not available in this version; allowed: null, ", allowed);
}

}  // namespace nonlin

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

bool has(std::span<const std::string_view> words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

}  // namespace

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

void Reader::keys(std::span<const std::string_view> allowed) const {
  for (const Reader& member : members()) {
    if (has(allowed, member.key_)) continue;
    member.fail("unknown key; allowed: ", allowed.empty() ? Piece("none") : Piece::list(allowed));
  }
}

void Reader::keys(std::initializer_list<std::string_view> allowed) const {
  keys(std::span<const std::string_view>(allowed.begin(), allowed.size()));
}

std::optional<Reader> Reader::find(std::string_view key) const {
  if (const Object* object = value_->as<Object>()) {
    for (const auto& [name, value] : *object) {
      if (name == key) return Reader(value, *this, name, no_index);
    }
  }
  return std::nullopt;
}

std::vector<Reader> Reader::members() const {
  const Object* object = value_->as<Object>();
  if (!object) fail_type("an object");
  std::vector<Reader> result;
  result.reserve(object->size());
  for (const auto& [key, value] : *object) result.push_back({value, *this, key, no_index});
  return result;
}

std::vector<Reader> Reader::items() const {
  const Array* array = value_->as<Array>();
  if (!array) fail_type("an array");
  std::vector<Reader> result;
  result.reserve(array->size());
  for (std::size_t i = 0; i < array->size(); ++i) result.push_back({(*array)[i], *this, {}, i});
  return result;
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

std::string_view Reader::choice(std::span<const std::string_view> allowed,
                                std::initializer_list<std::string_view> later) const {
  const std::string* x = value_->as<std::string>();
  const char* problem = " is not a text";
  if (x) {
    const auto found = std::find(allowed.begin(), allowed.end(), *x);
    if (found != allowed.end()) return *found;
    const bool named = has({later.begin(), later.size()}, *x);
    problem = named ? " is not available in this version" : " is unknown";
  }
  fail(describe(*value_), problem, "; allowed: ", Piece::list(allowed));
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
  for (std::size_t i = 0; i < array->size(); ++i)
    result.push_back(Reader((*array)[i], *this, {}, i).finite_number());
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

void Reader::not_yet(std::initializer_list<Value> allowed) const {
  if (value_->is_null()) return;
  std::string list = "null";
  for (const Value& value : allowed) {
    if (*value_ == value) return;
    list = join(list, ", ", describe(value));
  }
  fail(describe(*value_), " is not available in this version; allowed: ", list);
}

}  // namespace nonlin

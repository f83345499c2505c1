// A place in a JSON tree with the path that leads to it, and checks that throw std::invalid_argument with that path,
// the value and what is allowed: "network.layers[2].units: 0 is outside 1..256".
#pragma once

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "race/value.hpp"

namespace nonlin {

class Reader {
 public:
  /// The root of a document. `prefix` stands before every path in messages. The value must outlive the reader.
  explicit Reader(const Value& root, std::string prefix = "") : value_(&root), prefix_(std::move(prefix)) {}

  const Value& value() const { return *value_; }
  const std::string& path() const { return path_; }
  /// Throws "<path>: <what>".
  [[noreturn]] void fail(std::string_view what) const;

  /// Refuses all but an object that has only these keys.
  void keys(std::initializer_list<std::string_view> allowed) const;
  void keys(std::span<const std::string_view> allowed) const;
  /// The member `key`; empty when there is none.
  std::optional<Reader> find(std::string_view key) const;
  /// Members of an object, in order. Refuses other values.
  std::vector<std::pair<std::string, Reader>> members() const;
  /// Elements of an array, in order. Refuses other values.
  std::vector<Reader> items() const;

  /// A number in lowest..highest, ends included.
  double number(double lowest, double highest) const;
  /// A number that is neither infinite nor NaN; whoever takes it checks its range.
  double finite_number() const;
  /// A number in (0, highest].
  double positive_number(double highest) const;
  /// A whole number in lowest..highest, ends included; bounds and value are exact in double.
  std::int64_t integer(std::int64_t lowest, std::int64_t highest) const;
  bool boolean() const;
  const std::string& text() const;
  /// A text that is one of `allowed`; one of `later` is refused as not available in this version.
  std::string_view choice(std::span<const std::string_view> allowed,
                          std::initializer_list<std::string_view> later = {}) const;
  std::string_view choice(std::initializer_list<std::string_view> allowed,
                          std::initializer_list<std::string_view> later = {}) const;
  /// An array of finite numbers; an array of such arrays. Long ones are read without a path per number.
  std::vector<double> numbers() const;
  std::vector<std::vector<double>> number_rows() const;
  /// Refuses every value but null and `allowed`: the format names this key, but what it asks for does not exist yet.
  void not_yet(std::initializer_list<Value> allowed) const;

 private:
  Reader(const Value& value, std::string path, const std::string& prefix)
      : value_(&value), path_(std::move(path)), prefix_(prefix) {}
  Reader member(std::string_view key, const Value& value) const;
  Reader item(std::size_t index, const Value& value) const;
  [[noreturn]] void fail_type(std::string_view wanted) const;

  const Value* value_;
  std::string path_, prefix_;
};

/// "a, b, c".
std::string joined(std::span<const std::string_view> words);

/// The ids of a table, in its order.
template <class Row>
std::vector<std::string_view> ids_of(std::span<const Row> table) {
  std::vector<std::string_view> ids;
  for (const Row& row : table) ids.push_back(row.id);
  return ids;
}

}  // namespace nonlin

// A place in a JSON tree with the way that leads to it, and checks that throw std::invalid_argument with that path,
// the value and what is allowed: "network.layers[2].units: 0 is outside 1..256".
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "race/value.hpp"

namespace nonlin {

class Readers;

/// Lists of allowed words are texts, "a, b, c": what messages show.
/// Cheap to copy: it refers to its value, its key and the reader it came from, which must all outlive it where they
/// are. The path is only put together for a message.
class Reader {
 public:
  /// The root of a document. `prefix` stands before every path in messages.
  explicit Reader(const Value& root, std::string_view prefix = "") : value_(&root), key_(prefix) {}

  const Value& value() const { return *value_; }
  /// The key of a member; empty for an element.
  std::string_view key() const { return key_; }
  std::string path() const;
  /// Throws "<path>: <what>".
  template <class... Parts>
  [[noreturn]] void fail(const Parts&... what) const {
    const Piece pieces[] = {what...};
    fail_pieces(pieces);
  }

  /// Refuses all but an object that has only these keys.
  void keys(const std::string& allowed) const { keys(allowed.c_str()); }
  void keys(const char* allowed) const;
  /// The member `key`; empty when there is none.
  std::optional<Reader> find(const std::string& key) const { return find(key.c_str()); }
  std::optional<Reader> find(const char* key) const;
  /// Members of an object, in order. Refuses other values.
  Readers members() const;
  /// Elements of an array, in order. Refuses other values.
  Readers items() const;

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
  std::string_view choice(const std::string& allowed, const char* later = "") const {
    return choice(allowed.c_str(), later);
  }
  std::string_view choice(const char* allowed, const char* later = "") const;
  /// An array of finite numbers; an array of such arrays. Long ones are read without a path per number.
  std::vector<double> numbers() const;
  std::vector<std::vector<double>> number_rows() const;

  // The same for the member `key`, where there is one: it is read to `to`.
  void number(const char* key, double lowest, double highest, double& to) const;
  void integer(const char* key, std::int64_t lowest, std::int64_t highest, int& to) const;
  /// Refuses every value but null and `allowed`, given as messages show them: the format names this key, but what it
  /// asks for does not exist yet. Arrays and objects must be empty.
  void not_yet(const char* key, const char* allowed) const;

  /// The row of a table whose id this text is.
  template <class Row>
  const Row* row(std::span<const Row> table) const;

 private:
  friend class Readers;
  Reader(const Value& value, const Reader& parent, std::string_view key, std::size_t index)
      : value_(&value), parent_(&parent), key_(key), index_(index) {}
  [[noreturn]] void fail_pieces(std::span<const Piece> what) const;
  [[noreturn]] void fail_type(const char* wanted) const;
  [[noreturn]] void fail_range(double lowest, double highest, const char* kind) const;

  const Value* value_;
  const Reader* parent_ = nullptr;
  std::string_view key_;  // of the root: the prefix
  std::size_t index_ = no_index;
  static constexpr std::size_t no_index = static_cast<std::size_t>(-1);
};

/// The members of an object or the elements of an array, made as they are asked for.
class Readers {
 public:
  struct Iterator {
    const Readers* all;
    std::size_t i;
    Reader operator*() const { return (*all)[i]; }
    Iterator& operator++() { return ++i, *this; }
    bool operator==(const Iterator&) const = default;
  };

  Readers(const Reader& parent, std::size_t size) : parent_(&parent), size_(size) {}
  std::size_t size() const { return size_; }
  bool empty() const { return size_ == 0; }
  Reader operator[](std::size_t i) const;
  Iterator begin() const { return {this, 0}; }
  Iterator end() const { return {this, size_}; }

 private:
  const Reader* parent_;
  std::size_t size_;
};

/// Whether `word` is one of "a, b, c".
bool is_listed(std::string_view words, std::string_view word);

/// The ids of a table as a list of words, in its order.
template <class Row>
std::string words_of(std::span<const Row> table) {
  std::string words;
  for (const Row& row : table) add_word(words, row.id);
  return words;
}

/// The ids of a table, in its order.
template <class Row>
std::vector<std::string_view> ids_of(std::span<const Row> table) {
  std::vector<std::string_view> ids;
  for (const Row& row : table) ids.push_back(row.id);
  return ids;
}

template <class Row>
const Row* Reader::row(std::span<const Row> table) const {
  if (const std::string* id = value_->as<std::string>())
    for (const Row& row : table)
      if (row.id == *id) return &row;
  choice(words_of(table));  // refuses it
  return nullptr;
}

}  // namespace nonlin

// A few values by name. In place of std::map, whose trees would be 1 kB of the module the page downloads.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace nonlin {

/// Values in the order they were added, each name once.
template <class T>
class Named {
 public:
  Named() = default;
  Named(std::initializer_list<std::pair<std::string, T>> items) : items_(items) {}

  /// Null when there is none of this name.
  const T* find(std::string_view name) const {
    for (const auto& [own, value] : items_)
      if (own == name) return &value;
    return nullptr;
  }
  /// The value of this name, which is there.
  const T& at(std::string_view name) const { return *find(name); }
  /// The value of this name, added when there was none.
  T& operator[](std::string_view name) {
    if (const T* value = find(name)) return const_cast<T&>(*value);
    return items_.emplace_back(name, T{}).second;
  }
  std::size_t size() const { return items_.size(); }
  bool empty() const { return items_.empty(); }
  auto begin() const { return items_.begin(); }
  auto end() const { return items_.end(); }
  friend bool operator==(const Named&, const Named&) = default;

 private:
  std::vector<std::pair<std::string, T>> items_;
};

}  // namespace nonlin

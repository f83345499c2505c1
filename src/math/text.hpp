// Texts of messages: numbers as decimals, and pieces joined. Small on purpose: printf, strtod and chains of string
// additions would be a fifth of the module the page downloads.
#pragma once

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>

namespace nonlin {

/// The shortest decimal text that reads back as `x`, or at most `digits` significant digits where that needs more.
/// Whole numbers below 1e15 have no exponent; others have one where printf's %g would write one.
std::string number_text(double x, int digits = 17);

/// Text for an error message: in single quotes, control characters as '?', cut after 40 bytes at a whole UTF-8
/// character.
std::string in_quotes(std::string_view text);

/// "a, b" and c: "a, b, c".
void add_word(std::string& words, std::string_view word);
/// "a, b, c".
std::string joined(std::span<const std::string_view> words);

/// A piece of a message: a text as it is or in quotes, a number, or a list of words. It refers to the texts it is made
/// of, so it only serves as an argument.
class Piece {
 public:
  Piece(const char* text) : Piece(std::string_view(text)) {}
  Piece(std::string_view text) : text_(text.data()), size_(text.size()), kind_(Kind::text) {}
  Piece(const std::string& text) : Piece(std::string_view(text)) {}
  template <class T>
  requires std::is_arithmetic_v<T> Piece(T x) : number_(static_cast<double>(x)), size_(17), kind_(Kind::number) {}

  static Piece quoted(std::string_view text) { return {text.data(), text.size(), Kind::quoted}; }
  static Piece list(std::span<const std::string_view> words) { return {words.data(), words.size(), Kind::list}; }
  /// At most nine digits, enough for a float.
  static Piece rounded(double x) {
    Piece piece(x);
    piece.size_ = 9;
    return piece;
  }
  void append_to(std::string& text) const;

 private:
  enum class Kind : std::uint32_t { text, quoted, number, list };
  Piece(const char* text, std::size_t size, Kind kind) : text_(text), size_(size), kind_(kind) {}
  Piece(const std::string_view* words, std::size_t size, Kind kind) : words_(words), size_(size), kind_(kind) {}

  union {
    const char* text_;
    const std::string_view* words_;
    double number_;
  };
  std::size_t size_;  // bytes, words or digits
  Kind kind_;
};

std::string join_pieces(std::span<const Piece> pieces);
[[noreturn]] void refuse_pieces(std::span<const Piece> pieces);

/// The text of this thread's latest refusal, for what catches `...`. Nothing else is thrown there, and catching by type
/// would link the runtime's tables of types, 0.8 kB of the module the page downloads.
const std::string& refusal();

/// The pieces one after the other.
template <class... Parts>
std::string join(const Parts&... parts) {
  const Piece pieces[] = {parts...};
  return join_pieces(pieces);
}
#ifdef __cpp_exceptions  // not for files compiled as what cannot throw
/// Throws std::invalid_argument with the pieces one after the other.
template <class... Parts>
[[noreturn]] void refuse(const Parts&... parts) {
  const Piece pieces[] = {parts...};
  refuse_pieces(pieces);
}
#endif

}  // namespace nonlin

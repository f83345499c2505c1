#include "math/text.hpp"

#ifdef __EMSCRIPTEN__
#include <cxxabi.h>
#endif

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <stdexcept>

namespace nonlin {
namespace {

/// A whole number in decimal digits, the least significant first.
using Digits = std::array<unsigned char, 800>;  // 2^55 5^1076 has 769

/// m 2^e for e >= 0, and m 2^e 10^-e = m 5^-e for e < 0: exact.
Digits scaled(std::uint64_t m, int e, int& count) {
  Digits digits{};
  count = 0;
  for (; m > 0; m /= 10) digits[static_cast<std::size_t>(count++)] = static_cast<unsigned char>(m % 10);
  const unsigned factor = e < 0 ? 5 : 2;
  for (int n = std::abs(e); n > 0; --n) {
    unsigned carry = 0;
    for (std::size_t i = 0; i < static_cast<std::size_t>(count); ++i) {
      carry += digits[i] * factor;
      digits[i] = static_cast<unsigned char>(carry % 10);
      carry /= 10;
    }
    if (carry > 0) digits[static_cast<std::size_t>(count++)] = static_cast<unsigned char>(carry);
  }
  return digits;
}

/// Sets the digits below place `low` to zero, to the nearest such number, the even one of two.
void round_at(Digits& digits, int low) {
  if (low <= 0) return;
  const auto place = static_cast<std::size_t>(low);
  const bool above = std::any_of(digits.begin(), digits.begin() + low - 1, [](unsigned char d) { return d > 0; });
  const int half = digits[place - 1] * 2 + above + digits[place] % 2;  // over 10: up
  std::fill_n(digits.begin(), low, static_cast<unsigned char>(0));
  if (half <= 10) return;
  for (std::size_t i = place; ++digits[i] == 10; ++i) digits[i] = 0;
}

bool at_most(const Digits& a, const Digits& b, bool or_equal) {
  for (std::size_t i = a.size(); i-- > 0;)
    if (a[i] != b[i]) return a[i] < b[i];
  return or_equal;
}

/// As %g writes digits[low..top]: `exponent` is that of the first digit.
std::string written(const Digits& digits, int low, int top, int exponent, int precision) {
  std::string text;
  const bool short_form = exponent >= -4 && exponent < precision;
  int before_point = short_form ? exponent : 0;  // digits before the point, less one
  if (before_point < 0) text = "0.";
  for (; before_point < -1; ++before_point) text += '0';
  for (int i = top; i >= low || before_point >= 0; --i, --before_point) {
    text += i >= low ? static_cast<char>('0' + digits[static_cast<std::size_t>(i)]) : '0';
    if (before_point == 0 && i > low) text += '.';
  }
  if (short_form) return text;
  text += exponent < 0 ? "e-" : "e+";
  const int size = std::abs(exponent);
  if (size >= 100) text += static_cast<char>('0' + size / 100);
  text += static_cast<char>('0' + size / 10 % 10);
  text += static_cast<char>('0' + size % 10);
  return text;
}

/// For finite x > 0.
std::string decimal(double x, int longest) {
  const auto bits = std::bit_cast<std::uint64_t>(x);
  const int power = static_cast<int>(bits >> 52);
  const std::uint64_t fraction = bits & ((std::uint64_t{1} << 52) - 1);
  const std::uint64_t m = power > 0 ? fraction | std::uint64_t{1} << 52 : fraction;
  // x = 4m 2^e; what lies between the halfway points to both neighbours reads back as x.
  const int e = std::max(power, 1) - 1077, shift = std::max(-e, 0);
  const bool at_power_of_two = fraction == 0 && power > 1;
  const bool even = m % 2 == 0;
  int count = 0, other = 0;
  const Digits lowest = scaled(4 * m - (at_power_of_two ? 1 : 2), e, other);
  const Digits highest = scaled(4 * m + 2, e, other);
  const Digits exact = scaled(4 * m, e, count);
  const bool whole = x < 1e15 && x == std::floor(x);
  for (int precision = whole ? 15 : 6;; ++precision) {
    Digits digits = exact;
    round_at(digits, count - precision);
    if (precision < longest && !(at_most(lowest, digits, even) && at_most(digits, highest, even))) continue;
    int top = count, low = 0;
    while (digits[static_cast<std::size_t>(top)] == 0) --top;
    while (digits[static_cast<std::size_t>(low)] == 0) ++low;
    return written(digits, low, top, top - shift, precision);
  }
}

}  // namespace

std::string number_text(double x, int digits) {
  if (std::isnan(x)) return "nan";  // its sign is the machine's affair
  if (x == 0) return "0";
  std::string text = x < 0 ? "-" : "";
  x = std::abs(x);
  text += std::isinf(x) ? "inf" : decimal(x, digits);
  return text;
}

std::string in_quotes(std::string_view text) {
  constexpr std::size_t longest = 40;
  std::size_t end = text.size();
  const bool cut = end > longest;
  if (cut) {
    end = longest;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xc0) == 0x80) --end;
  }
  std::string result = "'";
  for (const char c : text.substr(0, end)) {
    const auto byte = static_cast<unsigned char>(c);
    result += byte < 0x20 || byte == 0x7f ? '?' : c;
  }
  return result += cut ? "...'" : "'";
}

void add_word(std::string& words, std::string_view word) {
  if (!words.empty()) words += ", ";
  words += word;
}

std::string joined(std::span<const std::string_view> words) {
  std::string text;
  for (const std::string_view word : words) add_word(text, word);
  return text;
}

void Piece::append_to(std::string& text) const {
  switch (kind_) {
    case Kind::text:
      text.append(text_, size_);
      return;
    case Kind::quoted:
      text += in_quotes({text_, size_});
      return;
    case Kind::number:
      text += number_text(number_, static_cast<int>(size_));
      return;
    case Kind::list:
      text += joined({words_, size_});
      return;
  }
}

std::string join_pieces(std::span<const Piece> pieces) {
  std::string text;
  for (const Piece& piece : pieces) piece.append_to(text);
  return text;
}

namespace {

#ifdef __EMSCRIPTEN__  // one thread, and nobody asks for the type of what is thrown: 1 kB less to download
std::string latest_refusal;
[[noreturn]] void throw_refusal() { abi::__cxa_throw(abi::__cxa_allocate_exception(1), nullptr, nullptr); }
#else
thread_local std::string latest_refusal;
[[noreturn]] void throw_refusal() { throw std::invalid_argument(latest_refusal); }
#endif

}  // namespace

void refuse_pieces(std::span<const Piece> pieces) {
  latest_refusal = join_pieces(pieces);
  throw_refusal();
}

const std::string& refusal() { return latest_refusal; }

}  // namespace nonlin

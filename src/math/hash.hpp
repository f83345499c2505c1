// FNV-1a 64 (Fowler, Noll, Vo): the fingerprint of parameters, data and orders. Not for security.
#pragma once

#include <bit>
#include <cstdint>
#include <span>
#include <string>

namespace nonlin {

class Fnv {
 public:
  void byte(std::uint8_t x) { state_ = (state_ ^ x) * 0x100000001b3u; }
  void word(std::uint32_t x) {
    for (int shift = 0; shift < 32; shift += 8) byte(static_cast<std::uint8_t>(x >> shift));
  }
  /// Little-endian float32; every NaN counts as the quiet NaN 0x7fc00000, because its sign and payload differ by
  /// machine.
  void number(float x) { word(x == x ? std::bit_cast<std::uint32_t>(x) : 0x7fc00000u); }
  /// Little-endian float64; NaN likewise, as 0x7ff8000000000000.
  void number(double x) {
    const std::uint64_t bits = x == x ? std::bit_cast<std::uint64_t>(x) : 0x7ff8000000000000u;
    word(static_cast<std::uint32_t>(bits));
    word(static_cast<std::uint32_t>(bits >> 32));
  }
  void numbers(std::span<const float> xs) {
    for (float x : xs) number(x);
  }
  std::uint64_t value() const { return state_; }

 private:
  std::uint64_t state_ = 0xcbf29ce484222325u;
};

/// 16 hexadecimal digits.
inline std::string hex(std::uint64_t x) {
  std::string text(16, '0');
  for (int i = 15; i >= 0; --i, x >>= 4) text[static_cast<std::size_t>(i)] = "0123456789abcdef"[x & 15];
  return text;
}

}  // namespace nonlin

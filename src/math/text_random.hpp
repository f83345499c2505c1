// Random numbers from a text: seedrandom 2.4 (D. Bau, MIT licence), which TensorFlow Playground draws from. Only for
// reproducing its data and starting weights; everything else looks its numbers up (random.hpp).
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace nonlin {

/// RC4 keyed by the characters of a text, its first 256 bytes dropped. Drawn in sequence; copying keeps the place.
class TextRandom {
 public:
  /// `seed` is 1..255 ASCII characters.
  explicit TextRandom(std::string_view seed);
  /// Uniform in [0, 1), 53 bits: the same double as seedrandom's.
  double next();
  /// Uniform in [low, high).
  double between(double low, double high) { return next() * (high - low) + low; }

 private:
  std::uint8_t byte();

  std::array<std::uint8_t, 256> state_;
  std::uint8_t i_ = 0, j_ = 0;
};

}  // namespace nonlin

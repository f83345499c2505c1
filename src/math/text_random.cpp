#include "math/text_random.hpp"

#include <cstddef>
#include <utility>

namespace nonlin {

TextRandom::TextRandom(std::string_view seed) {
  for (std::size_t k = 0; k < state_.size(); ++k) state_[k] = static_cast<std::uint8_t>(k);
  std::uint8_t j = 0;
  for (std::size_t k = 0; k < state_.size(); ++k) {
    j = static_cast<std::uint8_t>(j + state_[k] + static_cast<std::uint8_t>(seed[k % seed.size()]));
    std::swap(state_[k], state_[j]);
  }
  for (std::size_t k = 0; k < state_.size(); ++k) byte();
}

std::uint8_t TextRandom::byte() {
  const std::uint8_t x = state_[++i_];
  j_ = static_cast<std::uint8_t>(j_ + x);
  const std::uint8_t y = state_[j_];
  state_[i_] = y;
  state_[j_] = x;
  return state_[static_cast<std::uint8_t>(x + y)];
}

// Six bytes, then bytes until 52 bits are full, the latest held back as the part to be added at the end; all whole
// numbers below 2^60 with their low bits zero, so exact in double.
double TextRandom::next() {
  double n = 0, scale = 0x1p-48;
  for (int k = 0; k < 6; ++k) n = n * 256 + byte();
  std::uint32_t held = 0;
  while (n < 0x1p52) {
    n = (n + held) * 256;
    scale *= 0x1p-8;
    held = byte();
  }
  while (n >= 0x1p53) {
    n /= 2;
    scale *= 2;
    held >>= 1;
  }
  return (n + held) * scale;
}

}  // namespace nonlin

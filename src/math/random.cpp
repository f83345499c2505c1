#include "math/random.hpp"

#include "math/functions_double.hpp"

namespace nonlin {

RandomBlock philox(std::array<std::uint32_t, 2> key, RandomBlock counter) {
  // The paper's multipliers (table 2), and the key's increments: the golden ratio and sqrt(3) - 1 as 32-bit fractions.
  constexpr std::uint64_t multiplier0 = 0xD2511F53, multiplier1 = 0xCD9E8D57;
  constexpr std::uint32_t weyl0 = 0x9E3779B9, weyl1 = 0xBB67AE85;
  for (int round = 0; round < 10; ++round) {
    const std::uint64_t product0 = multiplier0 * counter[0], product1 = multiplier1 * counter[2];
    const auto high0 = static_cast<std::uint32_t>(product0 >> 32), low0 = static_cast<std::uint32_t>(product0);
    const auto high1 = static_cast<std::uint32_t>(product1 >> 32), low1 = static_cast<std::uint32_t>(product1);
    counter = {high1 ^ counter[1] ^ key[0], low1, high0 ^ counter[3] ^ key[1], low0};
    key[0] += weyl0;
    key[1] += weyl1;
  }
  return counter;
}

RandomBlock random_block(std::uint32_t seed, Stream stream, RandomBlock index) {
  return philox({seed, static_cast<std::uint32_t>(stream)}, index);
}

double uniform(std::uint32_t x) { return (static_cast<double>(x) + 0.5) * 0x1p-32; }

double normal(std::uint32_t x) { return inverse_normal_cdf(uniform(x)); }

}  // namespace nonlin

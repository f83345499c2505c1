// What the accuracy tests share: units in the last place, sweeps over the floats, a hash of bits.
#pragma once

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

/// The spacing of floats at `want`; infinite where `want` overflows a float.
inline double unit_in_last_place(double want) {
  const float f = static_cast<float>(std::fabs(want));
  if (!(f <= std::numeric_limits<float>::max())) return std::numeric_limits<double>::infinity();
  int exponent = 0;
  std::frexp(static_cast<double>(f), &exponent);
  return std::ldexp(1.0, std::max(exponent, -125) - 24);
}

/// Whether `got` is `want` to within `ulp` units or `absolute`. What overflows a float may be infinite.
inline bool is_close(float got, double want, double ulp, double absolute) {
  const double unit = unit_in_last_place(want);
  if (std::isinf(unit)) return std::isinf(got) && std::signbit(got) == std::signbit(want);
  return std::fabs(got - want) <= std::max(ulp * unit, absolute);
}

// Plain functions, not lambdas: g++ 12 tries to run a lambda's loop while it compiles, for seconds in each file.
inline std::vector<float> make_sweep() {
  std::vector<float> x;
  for (std::uint64_t b = 0; b < (std::uint64_t{1} << 32); b += 50021) {
    const float f = std::bit_cast<float>(static_cast<std::uint32_t>(b));
    if (!std::isnan(f)) x.push_back(f);
  }
  for (double v = -20; v <= 20; v += 0.00043) x.push_back(static_cast<float>(v));
  while (x.size() % 8) x.push_back(0);
  return x;
}
inline std::vector<float> make_dense_sweep() {
  std::vector<float> x;
  for (std::uint64_t b = 0; b < (std::uint64_t{1} << 32); b += 4099) {
    const float f = std::bit_cast<float>(static_cast<std::uint32_t>(b));
    if (std::isfinite(f)) x.push_back(f);
  }
  while (x.size() % 8) x.push_back(0);
  return x;
}

/// Floats spread evenly over all bit patterns (every exponent, both signs, denormals; no NaN), then a grid over [-20,
/// 20]. A multiple of eight of them.
inline const std::vector<float>& sweep() {
  static const std::vector<float> all = make_sweep();
  return all;
}

/// Every 4,099th float (every exponent, both signs, denormals; no NaN, no infinity): a million. A multiple of eight.
inline const std::vector<float>& dense_sweep() {
  static const std::vector<float> all = make_dense_sweep();
  return all;
}

inline constexpr float infinity = std::numeric_limits<float>::infinity();

/// NaNs of both signs, quiet and signalling, with payloads at either end.
inline std::vector<float> nans() {
  std::vector<float> x;
  for (const std::uint32_t b :
       {0x7fc00000u, 0xffc00000u, 0x7fc00001u, 0x7fffffffu, 0x7f800001u, 0xffffffffu, 0x7fd55555u})
    x.push_back(std::bit_cast<float>(b));
  return x;
}

/// FNV-1a 64 over the bits; every NaN counts as the same one, since its sign and payload differ between machines.
class BitHash {
 public:
  void add(std::span<const float> values) {
    for (const float v : values) add_bytes(std::isnan(v) ? 0x7fc00000u : std::bit_cast<std::uint32_t>(v), 4);
  }
  void add(double v) { add_bytes(std::isnan(v) ? 0x7ff8000000000000u : std::bit_cast<std::uint64_t>(v), 8); }
  std::uint64_t value() const { return hash_; }

 private:
  void add_bytes(std::uint64_t bits, int count) {
    for (int i = 0; i < count; ++i) {
      hash_ ^= (bits >> (8 * i)) & 0xff;
      hash_ *= 0x100000001b3;
    }
  }
  std::uint64_t hash_ = 0xcbf29ce484222325;
};

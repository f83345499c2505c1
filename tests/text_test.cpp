// Numbers in messages, against the C library's printf and strtod; quotes and pieces.
#include "math/text.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_exception.hpp>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <limits>
#include <random>
#include <stdexcept>
#include <string>
#include <string_view>

namespace {

using nonlin::number_text;

/// The definition: the fewest digits, six or more, that read back.
std::string by_printf(double x, int longest) {
  char text[40];
  if (x == std::floor(x) && std::abs(x) < 1e15) {
    std::snprintf(text, sizeof text, "%lld", static_cast<long long>(x));
    return text;
  }
  for (int digits = 6; digits <= longest; ++digits) {
    std::snprintf(text, sizeof text, "%.*g", digits, x);
    if (std::strtod(text, nullptr) == x) break;
  }
  return text;
}

void check_number(double x) {
  for (const double signed_x : {x, -x}) {
    CHECK(number_text(signed_x) == by_printf(signed_x, 17));
    CHECK(number_text(signed_x, 9) == by_printf(signed_x, 9));
  }
}

}  // namespace

TEST_CASE("numbers are written as printf would, with the fewest digits that read back", "[text]") {
  for (const double x : {0.0,
                         1.0,
                         0.1,
                         0.3,
                         0.1 + 0.2,
                         2.5,
                         1e-4,
                         1e-5,
                         0.00099999995,
                         4.5e-5,
                         123456.5,
                         1234567.5,
                         999999.5,
                         999999999999999.0,
                         1e15,
                         1e16,
                         1e22,
                         1e23,
                         9007199254740993.0,
                         123456789012345678.0,
                         1e39,
                         1e300})
    check_number(x);
  check_number(static_cast<double>(std::numeric_limits<float>::max()));
  check_number(std::numeric_limits<double>::max());
  check_number(std::numeric_limits<double>::denorm_min());
  for (int e = -1074; e < 1024; e += 7) {
    const double x = std::ldexp(1.0, e);
    check_number(x);
    check_number(std::nextafter(x, 0.0));
    check_number(std::nextafter(x, 1e308));
  }
  std::mt19937_64 random(1);
  for (int i = 0; i < 1000; ++i) {
    const double share = static_cast<double>(random() >> 11) * 0x1p-53,
                 scale = std::ldexp(1.0, static_cast<int>(random() % 80) - 40);
    check_number(share * scale);
    check_number(std::round(share * 1e6) / 1e6);
    check_number(std::round(share * 1e9) / 8);
    check_number(static_cast<float>(share));
  }
}

TEST_CASE("what is no number has a name", "[text]") {
  CHECK(number_text(std::numeric_limits<double>::quiet_NaN()) == "nan");
  CHECK(number_text(-std::numeric_limits<double>::quiet_NaN()) == "nan");
  CHECK(number_text(std::numeric_limits<double>::infinity()) == "inf");
  CHECK(number_text(-std::numeric_limits<double>::infinity()) == "-inf");
  CHECK(number_text(-0.0) == "0");
}

TEST_CASE("pieces are joined in their order", "[text]") {
  const std::string_view words[] = {"a", "b", "c"};
  const std::string own = "own";
  CHECK(nonlin::join("at ", own, "[", 3, "]: ", 0.5, ", ", nonlin::Piece::quoted("x\ny"), ", ",
                     nonlin::Piece::list(words), ", ",
                     nonlin::Piece::rounded(1.0 / 3)) == "at own[3]: 0.5, 'x?y', a, b, c, 0.333333333");
  CHECK_THROWS_MATCHES(nonlin::refuse("count: ", -1, " is outside 0..", std::uint32_t{4294967295u}),
                       std::invalid_argument, Catch::Matchers::Message("count: -1 is outside 0..4294967295"));
}

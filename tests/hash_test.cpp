// The fingerprint, and one race whose fingerprint is the same on every build, native or WebAssembly.
#include "math/hash.hpp"

#include <bit>
#include <catch2/catch_test_macros.hpp>
#include <limits>
#include <string>

#include "race_specs.hpp"

namespace nonlin {
namespace {

std::uint64_t of(std::string_view text) {
  Fnv fnv;
  for (char c : text) fnv.byte(static_cast<std::uint8_t>(c));
  return fnv.value();
}

TEST_CASE("the fingerprint is FNV-1a 64: the published values", "[hash]") {
  CHECK(of("") == 0xcbf29ce484222325u);
  CHECK(of("a") == 0xaf63dc4c8601ec8cu);
  CHECK(of("foobar") == 0x85944171f73967e8u);
}

TEST_CASE("words and numbers go in with their lowest byte first, every NaN as one", "[hash]") {
  Fnv word, number, bytes;
  word.word(0x3f800000);
  number.number(1.0f);
  for (int b : {0x00, 0x00, 0x80, 0x3f}) bytes.byte(static_cast<std::uint8_t>(b));
  CHECK(word.value() == bytes.value());
  CHECK(number.value() == bytes.value());
  Fnv quiet, negative, zero, minus_zero;
  quiet.number(std::numeric_limits<float>::quiet_NaN());
  negative.number(std::bit_cast<float>(0xffc12345u));
  CHECK(quiet.value() == negative.value());
  zero.number(0.0f);
  minus_zero.number(-0.0f);
  CHECK(zero.value() != minus_zero.value());
}

TEST_CASE("hashes are written as sixteen hexadecimal digits", "[hash]") {
  CHECK(hex(0) == "0000000000000000");
  CHECK(hex(0x0123456789abcdef) == "0123456789abcdef");
}

TEST_CASE("every activation after 200 Adam steps has the committed fingerprint", "[hash]") {
  const RaceSpec spec = test::read(test::every_activation);
  Race race(spec, test::all_runs(spec), 100);
  REQUIRE(race.advance(200, 1e9));
  Fnv all;
  std::string each;
  for (const Race::Run& run : race.runs()) {
    CHECK(run.state != RunState::diverged);
    const std::uint64_t own = run.trainer.network().hash();
    CHECK(own != run.start_hash);
    each += run.experiment->name + " " + hex(own) + "\n";
    all.word(static_cast<std::uint32_t>(own));
    all.word(static_cast<std::uint32_t>(own >> 32));
  }
  // Changes only when results are meant to change; then every build must give the new value.
  INFO(each);
  CHECK(hex(all.value()) == "d024d989b5a1bcf8");
}

}  // namespace
}  // namespace nonlin

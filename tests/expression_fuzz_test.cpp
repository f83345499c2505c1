// Formulas from a seeded grammar, and ones with bytes changed: nothing is read beyond its end, everything ends in a row
// or in a refusal with a place, and a row computes. NONLIN_FUZZ=N: N times as many, with other seeds.
#include <catch2/catch_test_macros.hpp>
#include <cmath>
#include <cstdlib>
#include <random>
#include <string>

#include "formulas.hpp"
#include "math/text.hpp"
#include "model/formula_words.hpp"
#include "model/own_activation.hpp"

namespace nonlin {
namespace {

class Fuzz {
 public:
  explicit Fuzz(unsigned seed) : random_(seed) {}
  int below(int n) { return static_cast<int>(random_() % static_cast<unsigned>(n)); }

  std::string formula(int depth) {
    constexpr const char* leaves[] = {"x", "x", "x", "a", "beta", "pi", "e", "0", "1", "2.5", "1e-3", "30"};
    constexpr const char* signs[] = {"+", "-", "*", "/", "^", " + ", " - "};
    constexpr const char* tests[] = {"<", "<=", ">", ">="};
    if (depth == 0 || below(6) == 0) return leaves[below(std::size(leaves))];
    const auto part = [&] { return formula(depth - 1); };
    switch (below(6)) {
      case 0:
        return "(" + part() + ")";
      case 1:
        return "-" + part();
      case 2:
      case 3:
        return part() + signs[below(std::size(signs))] + part();
      default: {
        const FunctionName& row = function_names[below(std::size(function_names))];
        std::string call = std::string(row.name) + "(" + part();
        if (row.op == Op::where) call += tests[below(4)] + part();
        for (int i = 1; i < arity_of(row.op); ++i) call += ", " + part();
        return call + ")";
      }
    }
  }

  std::string damaged(std::string text) {
    for (int n = 1 + below(4); n > 0; --n) {
      const std::size_t at = text.empty() ? 0 : static_cast<std::size_t>(below(static_cast<int>(text.size())));
      const char byte = below(3) ? "x()^*/-+,<>=.0e"[below(15)] : static_cast<char>(below(256));
      if (text.empty() || below(3) == 0)
        text.insert(at, 1, byte);
      else if (below(2))
        text[at] = byte;
      else
        text.erase(at, static_cast<std::size_t>(1 + below(3)));
    }
    return text;
  }

 private:
  std::minstd_rand random_;
};

void check(const std::string& text) {
  CAPTURE(text);
  Expressions in;
  const Parsed parsed = parse_formula(text, in);
  if (parsed.root < 0) {
    REQUIRE(parsed.error.starts_with("own activation: character "));
    REQUIRE((parsed.at >= 0 && parsed.at <= static_cast<int>(text.size())));
    return;
  }
  const std::string written = formula_text(in, parsed.root);
  if (written.size() <= 400) REQUIRE(parse_formula(written, in).root == parsed.root);
  const int root = recognised(in, parsed.root);
  REQUIRE(!formula_mathml(in, derivative(in, root)).empty());
  OwnSpec spec;
  spec.formula = text;
  const MadeOwn made = make_own(spec);
  if (!made.row) {
    REQUIRE(made.error.find("too long") != std::string::npos);
    return;
  }
  const float parameters[4] = {0.5f, -1, 2, 0}, nan = std::nanf("");
  float x[16] = {-1e30f, -90, -5, -1, -0.5f, -0.0f, 0, 0.5f, 1, 5, 90, 1e30f, INFINITY, -INFINITY, nan, 1e-40f};
  float value[16], slope[16], alone[16];
  made.row->value_slope(x, value, slope, 16, 1, parameters);
  made.row->value(x, alone, 16, 1, parameters);
  for (int i = 0; i < 16; ++i) REQUIRE((alone[i] == value[i] || (std::isnan(alone[i]) && std::isnan(value[i]))));
  REQUIRE((std::isnan(value[14]) && std::isnan(slope[14])));
  REQUIRE(made.row->auto_gain > 0);
}

TEST_CASE("formulas made by chance are computed or refused", "[expression][fuzz]") {
  const char* wanted = std::getenv("NONLIN_FUZZ");
  const int times = wanted ? std::atoi(wanted) : 1;
  int computed = 0;
  for (int seed = 1; seed <= times; ++seed) {
    Fuzz fuzz(static_cast<unsigned>(seed));
    for (int i = 0; i < 150; ++i) {
      const std::string text = fuzz.formula(1 + fuzz.below(5));
      Expressions in;
      computed += parse_formula(text, in).root >= 0;
      check(text);
      check(fuzz.damaged(text));
      check(fuzz.damaged(smooth_formulas[fuzz.below(std::size(smooth_formulas))]));
    }
    for (int i = 0; i < 100; ++i) {
      std::string bytes;
      for (int n = fuzz.below(60); n > 0; --n) bytes += static_cast<char>(fuzz.below(256));
      check(bytes);
    }
  }
  CHECK(computed > 100 * times);
}

}  // namespace
}  // namespace nonlin

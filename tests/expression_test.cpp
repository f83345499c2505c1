// Formulas: what is read and refused, what is written reads back, derivatives against finite differences.
#include "model/expression.hpp"

#include <catch2/catch_test_macros.hpp>
#include <cmath>
#include <string>
#include <vector>

#include "formulas.hpp"
#include "model/program.hpp"

namespace nonlin {
namespace {

struct Refusal {
  std::string text;
  int at;
  std::string error;
};

// Fourth-order differences in double, where the formula has a slope and they can be trusted.
void compare_derivative(const std::string& text, const std::vector<double>& parameters, int variable) {
  Expressions in;
  const Parsed parsed = parse_formula(text, in);
  INFO(text);
  REQUIRE(parsed.root >= 0);
  const int root = recognised(in, parsed.root), outputs[] = {root, derivative(in, root, variable)};
  const Program program(in, outputs);
  REQUIRE(program.ok());
  const auto run = [&](double x, std::vector<double> p, double step) {
    (variable < 0 ? x : p[static_cast<std::size_t>(variable)]) += step;
    double y[2];
    program.run(x, y, p.data());
    return std::pair{y[0], y[1]};
  };
  constexpr double h = 1e-3;
  for (int i = -47; i <= 47; ++i) {
    const double x = i / 16.0 + 0.0137;
    const auto f = [&](double step) { return run(x, parameters, step).first; };
    const double quotient = (8 * (f(h) - f(-h)) - (f(2 * h) - f(-2 * h))) / (12 * h);
    const double slope = run(x, parameters, 0).second;
    CAPTURE(x, quotient, slope);
    if (std::isnan(f(2 * h)) || std::isnan(f(-2 * h))) continue;  // outside the domain
    CHECK(std::fabs(slope - quotient) <= 1e-7 * std::max({1.0, std::fabs(slope), std::fabs(f(0))}));
  }
}

TEST_CASE("derivatives agree with finite differences, by x and by every parameter", "[expression]") {
  for (const char* text : smooth_formulas) {
    Expressions in;
    REQUIRE(parse_formula(text, in).root >= 0);
    std::vector<double> parameters;
    for (std::size_t i = 0; i < in.parameters.size(); ++i) parameters.push_back(1.3 - 0.4 * static_cast<double>(i));
    for (int variable = -1; variable < static_cast<int>(in.parameters.size()); ++variable)
      compare_derivative(text, parameters, variable);
  }
}

TEST_CASE("derivatives are written short", "[expression]") {
  const std::pair<const char*, const char*> examples[] = {
      {"x", "1"},
      {"7", "0"},
      {"x^2", "2*x"},
      {"x^3/3", "x^2"},
      {"3*x - 5", "3"},
      {"tanh(x)", "1 - tanh(x)^2"},
      {"(e^x - e^-x)/(e^x + e^-x)", "1 - tanh(x)^2"},
      {"1/(1 + exp(-x))", "sigmoid(x)*(1 - sigmoid(x))"},
      {"log(1 + exp(x))", "sigmoid(x)"},
      {"max(0, x)", "where(x > 0, 1, 0)"},
      {"max(x, 0)", "where(x > 0, 1, 0)"},
      {"relu(x)", "where(x > 0, 1, 0)"},
      {"min(x, 1)", "where(x < 1, 1, 0)"},
      {"max(x, 0.1*x)", "where(x > 0.1*x, 1, 0.1)"},
      {"abs(x)", "sign(x)"},
      {"x*abs(x)", "2*abs(x)"},
      {"x/(1 + abs(x))", "1/(1 + abs(x))^2"},
      {"where(x > 0, x, a*(exp(x) - 1))", "where(x > 0, 1, a*exp(x))"},
      {"x*sigmoid(1.702*x)", "sigmoid(1.702*x) + 1.702*x*sigmoid(1.702*x)*(1 - sigmoid(1.702*x))"},
      {"sin(2*x)", "2*cos(2*x)"},
      {"cos(3*x)^2", "-6*cos(3*x)*sin(3*x)"},
      {"exp(-x^2/2)", "-x*exp(-x^2/2)"},
      {"1/x", "-1/x^2"},
      {"sqrt(x^2 + 1)", "x/sqrt(x^2 + 1)"},
      {"atan(x)", "1/(1 + x^2)"},
      {"2^x", "2^x*log(2)"},
      {"x^x", "x^x*log(x) + x*x^(x - 1)"},
      {"log(a*x)", "1/x"},
  };
  for (const auto& [text, wanted] : examples) {
    Expressions in;
    INFO(text);
    const int root = recognised(in, parse_formula(text, in).root);
    CHECK(formula_text(in, derivative(in, root), false) == wanted);
  }
}

TEST_CASE("what is written reads back as the same expression", "[expression]") {
  const auto reads_back = [](const char* text) {
    Expressions in;
    INFO(text);
    const int root = parse_formula(text, in).root;
    REQUIRE(root >= 0);
    const std::string written = formula_text(in, root);
    CAPTURE(written);
    CHECK(parse_formula(written, in).root == root);
    // A derivative reads back as something of the same value.
    const int slope = derivative(in, recognised(in, root)),
              again = parse_formula(formula_text(in, slope, false), in).root;
    REQUIRE(again >= 0);
    const int outputs[] = {slope, again};
    const Program program(in, outputs);
    REQUIRE(program.ok());
    const std::vector<double> parameters(4, 0.7);
    for (double x = -3.01; x < 3; x += 0.37) {
      double y[2];
      program.run(x, y, parameters.data());
      CAPTURE(x, y[0], y[1]);
      CHECK((std::isnan(y[0]) || std::fabs(y[0] - y[1]) <= 1e-12 * std::max(1.0, std::fabs(y[0]))));
    }
  };
  for (const char* text : smooth_formulas) reads_back(text);
  for (const char* text : {"-x^2",
                           "(-x)^2",
                           "-(-x)",
                           "-(-2)",
                           "2 - -3*x",
                           "x - (1 - x)",
                           "x/(2/x)",
                           "x*(2*x)",
                           "(x^2)^3",
                           "x^2^3",
                           "2^-x",
                           "x - -1",
                           "-2*x",
                           "-(2*x)",
                           "1e-7*x",
                           "1.5e+20*x",
                           "where(x <= -1, min(x, a), max(sign(x), beta))",
                           "where(x*2 >= x + 1, 0, 1)",
                           ".5*x",
                           "x + (x + x)",
                           "max(abs(x), relu(x))",
                           "x*-x",
                           "x^(a + 1)"})
    reads_back(text);
}

TEST_CASE("operators bind as in mathematics", "[expression]") {
  const std::pair<const char*, double> examples[] = {{"2 + 3*4", 14},
                                                     {"-2^2", -4},
                                                     {"2^3^2", 512},
                                                     {"2^-1", 0.5},
                                                     {"8/4/2", 1},
                                                     {"10 - 3 - 2", 5},
                                                     {"-x*2", -6},
                                                     {"(1 + 2)*3", 9},
                                                     {"6/2*3", 9},
                                                     {"+x", 3},
                                                     {"1.5e1", 15},
                                                     {"e^0 + pi*0", 1},
                                                     {"where(x < 3, 1, 2)", 2},
                                                     {"where(x <= 3, 1, 2)", 1},
                                                     {"9^0.5", 3},
                                                     {"max(2, x)*min(2, x)", 6},
                                                     {"cosh(0) + sinh(0)", 1},
                                                     {"erf(0)", 0},
                                                     {"2*Phi(0)", 1},
                                                     {"0.1 + 0.2", 0.1 + 0.2}};
  for (const auto& [text, wanted] : examples) {
    Expressions in;
    INFO(text);
    const int root[] = {parse_formula(text, in).root};
    REQUIRE(root[0] >= 0);
    double y = 0;
    Program(in, root).run(3, &y, nullptr);
    CHECK(std::fabs(y - wanted) < 1e-15);
  }
}

TEST_CASE("full-width characters, other signs and Greek letters are read as what they mean", "[expression]") {
  const std::pair<const char*, const char*> examples[] = {{"（x＋１）×２", "(x + 1)*2"},
                                                          {"ｘ＊ｓｉｇｍｏｉｄ（ｘ）", "x*sigmoid(x)"},
                                                          {"max（x，0）", "max(x, 0)"},
                                                          {"x÷2−1", "x/2 - 1"},
                                                          {"2·π·x", "2*pi*x"},
                                                          {"α*x", "alpha*x"},
                                                          {"where（x≥0，x，0）", "where(x >= 0, x, 0)"},
                                                          {"Φ(x)", "Phi(x)"},
                                                          {"x　+\t1", "x + 1"}};
  for (const auto& [given, wanted] : examples) {
    Expressions in;
    INFO(given);
    const Parsed parsed = parse_formula(given, in);
    CHECK(parsed.error == "");
    CHECK(formula_text(in, parsed.root) == wanted);
  }
}

TEST_CASE("what is no formula is refused, with the place", "[expression]") {
  const Refusal refusals[] = {
      {"", 0, "a formula of x is missing, as x*sigmoid(x)"},
      {"  ", 2, "a formula of x is missing, as x*sigmoid(x)"},
      {"x*foo(x)", 2, "'foo' is no function; allowed: " + formula_functions()},
      {"（x）＋foo(x)", 4, "'foo' is no function; allowed: " + formula_functions()},
      {"2x", 1, "an operator is missing here; allowed: + - * / ^"},
      {"x x", 2, "an operator is missing here; allowed: + - * / ^"},
      {"x*", 2, "the formula ends here; a number, x, a name or ( is missing"},
      {"x*+*2", 3, "'*' has nothing before it; a number, x, a name or ( is missing"},
      {"(x", 2, "a ) is missing"},
      {"x)", 1, "a ( for this ) is missing"},
      {"exp x", 4, "'exp' is a function; its argument in parentheses is missing"},
      {"max(x)", 5, "'max' takes 2, with a comma between them"},
      {"max(x, 1, 2)", 8, "'max' takes 2"},
      {"exp(x, 1)", 5, "'exp' takes 1"},
      {"where(x, 1, 2)", 6, "the condition compares two things; allowed: < <= > >="},
      {"where(x > 0 > 1, 1, 2)", 12, "'>' stands in the condition of where(condition, a, b) only"},
      {"x > 0", 2, "'>' stands in the condition of where(condition, a, b) only"},
      {"x $ 2", 2, "an operator is missing here; allowed: + - * / ^"},
      {"$", 0, "this is not understood; allowed: numbers, x, names, + - * / ^ ( ) ,"},
      {"x*😀", 2, "this is not understood; allowed: numbers, x, names, + - * / ^ ( ) ,"},
      {"😀", 0, "this is not understood; allowed: numbers, x, names, + - * / ^ ( ) ,"},
      {"x*.", 2, "a number needs digits"},
      {"1e40*x", 0, "the number is larger than 1e30"},
      {"a*b*c*d*f", 8, "'f' is one parameter too many; allowed: 4"},
      {"outer*x", 0, "'outer' has a meaning already; take another name"},
      {"averyveryverylongname*x", 0, "a name of 21 characters is too long; allowed: 16"},
  };
  for (const auto& [text, at, error] : refusals) {
    Expressions in;
    INFO(text);
    const Parsed parsed = parse_formula(text, in);
    CHECK(parsed.root == -1);
    CHECK(parsed.at == at);
    CHECK(parsed.error == "own activation: character " + std::to_string(at + 1) + ": " + error);
  }
  Expressions in;
  CHECK(parse_formula(std::string(401, 'x'), in).error ==
        "own activation: character 1: 401 characters are too many; allowed: 400");
  CHECK(parse_formula(std::string(100, '(') + "x" + std::string(100, ')'), in).error ==
        "own activation: character 42: deeper than 40 levels");
  CHECK(parse_formula(std::string(100, '-') + "x", in).root == -1);
}

TEST_CASE("long sums are no deep ones, and what is too much is said", "[expression]") {
  std::string sum = "x";
  while (sum.size() < 397) sum += "+x";
  Expressions in;
  const int root = parse_formula(sum, in).root;
  REQUIRE(root >= 0);
  CHECK(formula_text(in, derivative(in, root)) == "199");
}

TEST_CASE("MathML: fractions, powers, roots, cases and Greek letters, all elements closed", "[expression]") {
  const auto mathml = [](const char* text) {
    Expressions in;
    const int root = parse_formula(text, in).root;
    REQUIRE(root >= 0);
    return formula_mathml(in, root);
  };
  CHECK(mathml("x/2") == "<mrow><mfrac><mrow><mi>x</mi></mrow><mrow><mn>2</mn></mrow></mfrac></mrow>");
  CHECK(mathml("x^2") == "<mrow><msup><mrow><mi>x</mi></mrow><mrow><mn>2</mn></mrow></msup></mrow>");
  CHECK(mathml("sqrt(x)") == "<mrow><msqrt><mi>x</mi></msqrt></mrow>");
  CHECK(mathml("alpha") == "<mrow><mi>α</mi></mrow>");
  CHECK(mathml("where(x < 0, 1, 2)").find("<mi>x</mi><mo>≥</mo><mn>0</mn>") != std::string::npos);
  for (const char* text : smooth_formulas) {
    Expressions in;
    const int root = recognised(in, parse_formula(text, in).root);
    for (const int node : {root, derivative(in, root)}) {
      const std::string out = formula_mathml(in, node);
      std::vector<std::string> open;
      for (std::size_t i = out.find('<'); i != std::string::npos; i = out.find('<', i + 1)) {
        const std::string tag = out.substr(i + 1, out.find('>', i) - i - 1);
        if (tag[0] != '/') {
          open.push_back(tag);
          continue;
        }
        REQUIRE(!open.empty());
        CHECK(tag.substr(1) == open.back());
        open.pop_back();
      }
      CHECK(open.empty());
    }
  }
}

}  // namespace
}  // namespace nonlin

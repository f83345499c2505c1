// Expressions as text and as MathML, each part written once, from the leaves up.
#include "math/text.hpp"
#include "model/expression.hpp"
#include "model/formula_words.hpp"

namespace nonlin {
namespace {

constexpr std::size_t longest_text = 20000;

/// How strongly an expression holds together as it is written: in a place that asks for more it gets parentheses.
enum Strength { comparison = 10, sum = 20, product = 30, sign = 35, power = 40, fraction = 45, atom = 50 };

struct Written {
  std::string text;
  int strength = atom;
};

std::string_view name_of(Op op, bool mathml) {
  for (const FunctionName& row : function_names)
    if (row.op == op) return mathml && !row.mathml.empty() ? row.mathml : row.name;
  return {};
}

std::string_view sign_of(Op op) {
  switch (op) {
    case Op::add:
      return " + ";
    case Op::subtract:
      return " - ";
    case Op::multiply:
      return "*";
    case Op::divide:
      return "/";
    case Op::less:
      return " < ";
    case Op::less_equal:
      return " <= ";
    case Op::greater:
      return " > ";
    default:
      return " >= ";
  }
}

class Printer {
 public:
  Printer(const Expressions& in, int root) : in_(in), parts_(parts_of(in, root)), written_(parts_.size()) {}
  virtual ~Printer() = default;

  std::string run(int root) {
    for (int i = 0; i <= root; ++i) {
      if (!parts_[static_cast<std::size_t>(i)]) continue;
      Written& written = written_[static_cast<std::size_t>(i)];
      written = write(in_[i]);
      if (written.text.size() > longest_text) written = {"...", atom};
    }
    return std::move(written_[static_cast<std::size_t>(root)].text);
  }

 protected:
  virtual Written write(const Node& node) = 0;
  const Written& of(int i) const { return written_[static_cast<std::size_t>(i)]; }
  const Expressions& in_;

 private:
  std::vector<bool> parts_;
  std::vector<Written> written_;
};

class TextPrinter : public Printer {
 public:
  TextPrinter(const Expressions& in, int root, bool exact) : Printer(in, root), exact_(exact) {}

 private:
  /// In parentheses where the place asks for more strength.
  std::string in_place(int i, int least) const {
    const Written& w = of(i);
    return w.strength < least ? join("(", w.text, ")") : w.text;
  }
  Written binary(const Node& node, int strength) const {
    // To the right nothing weaker or equal, and no sign, though it could be read.
    int right = strength == comparison ? sum : strength == sum ? product : power;
    if (strength == sum && of(node.b).strength == sign) right = power;
    if (node.op == Op::multiply && !exact_ && of(node.b).strength == product) right = product;
    return {join(in_place(node.a, strength == comparison ? sum : strength), sign_of(node.op), in_place(node.b, right)),
            strength};
  }

  Written write(const Node& node) override {
    const auto& a = node.a >= 0 && arity_of(node.op) > 0 ? of(node.a).text : std::string();
    switch (node.op) {
      case Op::number:
        return {number_text(node.number, 15), node.number < 0 ? sign : atom};
      case Op::pi:
        return {"pi"};
      case Op::e:
        return {"e"};
      case Op::x:
        return {"x"};
      case Op::parameter:
        return {in_.parameters[static_cast<std::size_t>(node.a)]};
      case Op::add:
      case Op::subtract:
        return binary(node, sum);
      case Op::multiply:
      case Op::divide:
        return binary(node, product);
      case Op::less:
      case Op::less_equal:
      case Op::greater:
      case Op::greater_equal:
        return binary(node, comparison);
      case Op::power:
        return {join(in_place(node.a, atom), "^", in_place(node.b, atom)), power};
      case Op::negate: {
        // -2 is a number, and - before one with a power is not.
        const Op inner = in_[node.a].op;
        const int least = exact_ || of(node.a).strength == sign ? power : product;
        return {join("-", inner == Op::number ? join("(", a, ")") : in_place(node.a, least)), sign};
      }
      case Op::where:
        return {join("where(", a, ", ", of(node.b).text, ", ", of(node.c).text, ")")};
      case Op::max:
      case Op::min:
        return {join(name_of(node.op, false), "(", a, ", ", of(node.b).text, ")")};
      case Op::sigmoid_slope:
        return {join("sigmoid(", a, ")*(1 - sigmoid(", a, "))"), product};
      case Op::tanh_slope:
        return {join("1 - tanh(", a, ")^2"), sum};
      case Op::density:
        return {join("exp(-", in_place(node.a, atom), "^2/2)/sqrt(2*pi)"), product};
      default:
        return {join(name_of(node.op, false), "(", a, ")")};
    }
  }

  bool exact_;
};

constexpr std::string_view times = "<mo>\u2062</mo>", apply = "<mo>\u2061</mo>";

std::string row(std::string_view inside) { return join("<mrow>", inside, "</mrow>"); }
std::string fenced(std::string_view inside, std::string_view left = "(", std::string_view right = ")") {
  return join("<mrow><mo>", left, "</mo>", inside, "<mo>", right, "</mo></mrow>");
}
std::string over(std::string_view top, std::string_view bottom) {
  return join("<mfrac>", row(top), row(bottom), "</mfrac>");
}
std::string raised(std::string_view base, std::string_view exponent) {
  return join("<msup>", row(base), row(exponent), "</msup>");
}
std::string called(std::string_view name, std::string_view argument) {
  return join("<mi>", name, "</mi>", apply, fenced(argument));
}

class MathmlPrinter : public Printer {
 public:
  using Printer::Printer;

 private:
  std::string in_place(int i, int least) const {
    const Written& w = of(i);
    return w.strength < least ? fenced(w.text) : w.text;
  }
  bool is_number(int i) const { return in_[i].op == Op::number; }
  /// Whether the first thing written is a number, to which another must not stand too near.
  bool begins_with_number(int i) const {
    for (; in_[i].op == Op::multiply || in_[i].op == Op::power; i = in_[i].a) continue;
    return is_number(i) || in_[i].op == Op::divide;
  }
  static std::string number(double x) {
    std::string text = number_text(x < 0 ? -x : x, 15), tail;
    if (const std::size_t e = text.find('e'); e != std::string::npos) {
      std::string power = text.substr(e + 1);
      const bool minus = power[0] == '-';
      power.erase(0, power.find_first_not_of("+-0"));
      text.resize(e);
      tail = join("<mo>·</mo>", raised("<mn>10</mn>", join(minus ? "<mo>-</mo>" : "", "<mn>", power, "</mn>")));
    }
    return join(x < 0 ? "<mo>-</mo>" : "", "<mn>", text, "</mn>", tail);
  }
  static std::string identifier(std::string_view name) {
    for (std::size_t i = 0; i < std::size(greek_names); ++i)
      if (greek_names[i] == name && !name.empty()) {
        const unsigned code = first_greek + static_cast<unsigned>(i);
        const char letter[] = {static_cast<char>(0xc0 | code >> 6), static_cast<char>(0x80 | (code & 0x3f)), 0};
        return join("<mi>", letter, "</mi>");
      }
    return join("<mi>", name, "</mi>");
  }
  std::string compared(const Node& node, std::string_view sign) const {
    return join(of(node.a).text, "<mo>", sign, "</mo>", of(node.b).text);
  }
  /// A condition, and what holds where it does not.
  std::string condition(const Node& node, bool holds) const {
    constexpr std::string_view signs[] = {"&lt;", "≤", "&gt;", "≥"};
    constexpr std::string_view others[] = {"≥", "&gt;", "≤", "&lt;"};
    const auto i = static_cast<std::size_t>(node.op) - static_cast<std::size_t>(Op::less);
    return compared(node, (holds ? signs : others)[i]);
  }
  std::string choice(const Node& node) const {
    const Node& test = in_[node.a];
    const auto line = [&](int value, bool holds) {
      return join("<mtr><mtd>", of(value).text, "<mo>,</mo></mtd><mtd>", condition(test, holds), "</mtd></mtr>");
    };
    return join("<mrow><mo>{</mo><mtable>", line(node.b, true), line(node.c, false), "</mtable></mrow>");
  }

  Written write(const Node& node) override {
    const std::string a = arity_of(node.op) > 0 ? of(node.a).text : std::string();
    switch (node.op) {
      case Op::number:
        return {number(node.number), node.number < 0 ? sign : atom};
      case Op::pi:
        return {"<mi>π</mi>"};
      case Op::e:
        return {"<mi>e</mi>"};
      case Op::x:
        return {"<mi>x</mi>"};
      case Op::parameter:
        return {identifier(in_.parameters[static_cast<std::size_t>(node.a)])};
      case Op::add:
      case Op::subtract:
        return {join(in_place(node.a, sum), node.op == Op::add ? "<mo>+</mo>" : "<mo>-</mo>",
                     in_place(node.b, of(node.b).strength == sign ? power : product)),
                sum};
      case Op::multiply: {
        const std::string_view between = begins_with_number(node.b) ? "<mo>·</mo>" : times;
        return {
            join(in_place(node.a, product), between, in_place(node.b, of(node.b).strength == sign ? power : product)),
            product};
      }
      case Op::divide:
        return {over(a, of(node.b).text), fraction};
      case Op::less:
      case Op::less_equal:
      case Op::greater:
      case Op::greater_equal:
        return {condition(node, true), comparison};
      case Op::power: {
        double n = 0;
        const Op base = in_[node.a].op;
        // tanh² x, as it is usually written.
        const bool function = base >= Op::log && base <= Op::phi && base != Op::sqrt && base != Op::abs;
        if (function && is_constant(in_, node.b, n) && n > 1)
          return {join(raised(join("<mi>", name_of(base, true), "</mi>"), of(node.b).text), apply,
                       fenced(of(in_[node.a].a).text)),
                  atom};
        return {raised(in_place(node.a, atom), of(node.b).text), power};
      }
      case Op::negate:
        return {join("<mo>-</mo>", in_place(node.a, product)), sign};
      case Op::where:
        return {choice(node), comparison};
      case Op::max:
      case Op::min:
        return {called(name_of(node.op, true), join(a, "<mo>,</mo>", of(node.b).text))};
      case Op::exp:
        return {raised("<mi>e</mi>", a), power};
      case Op::sqrt:
        return {join("<msqrt>", a, "</msqrt>")};
      case Op::abs:
        return {fenced(a, "|", "|")};
      case Op::sigmoid_slope:
        return {join(called("σ", a), times, fenced(join("<mn>1</mn><mo>-</mo>", called("σ", a)))), product};
      case Op::tanh_slope:
        return {join("<mn>1</mn><mo>-</mo>", raised("<mi>tanh</mi>", "<mn>2</mn>"), apply, fenced(a)), sum};
      case Op::density:
        return {over(raised("<mi>e</mi>",
                            join("<mo>-</mo>", raised(in_place(node.a, atom), "<mn>2</mn>"), "<mo>/</mo><mn>2</mn>")),
                     "<msqrt><mn>2</mn><mi>π</mi></msqrt>"),
                fraction};
      default:
        return {called(name_of(node.op, true), a)};
    }
  }
};

}  // namespace

std::string formula_text(const Expressions& in, int root, bool exact) { return TextPrinter(in, root, exact).run(root); }
std::string formula_mathml(const Expressions& in, int root) { return row(MathmlPrinter(in, root).run(root)); }

}  // namespace nonlin

// Reading a formula by precedence climbing. Nothing is thrown: the first thing that is wrong is kept, with its place.
#include <cmath>

#include "math/text.hpp"
#include "model/expression.hpp"
#include "model/formula_words.hpp"

namespace nonlin {
namespace {

constexpr double largest_number = 1e30;
constexpr std::size_t longest_name = 16;

/// A formula in ASCII, and where each character of it stands in what was given.
struct Plain {
  std::string text;
  std::vector<int> at;

  void add(std::string_view characters, int place) {
    for (const char c : characters) {
      text += c;
      at.push_back(place);
    }
  }
};

/// What a character outside ASCII means; '\x7f' for one that is not understood.
void add_wide(Plain& to, unsigned code, int place) {
  if (code >= 0xff01 && code <= 0xff5e) {  // full-width ASCII
    const char c = static_cast<char>(code - 0xfee0);
    return to.add({&c, 1}, place);
  }
  if (code >= first_greek && code < first_greek + std::size(greek_names)) {
    const std::string_view name = greek_names[code - first_greek];
    to.add(" ", place);
    to.add(name.empty() ? "\x7f" : name, place);
    return to.add(" ", place);
  }
  switch (code) {
    case 0xd7:
    case 0xb7:
    case 0x22c5:
      return to.add("*", place);  // × · ⋅
    case 0xf7:
      return to.add("/", place);  // ÷
    case 0x3a6:
      return to.add(" Phi ", place);  // Φ
    case 0x2212:
      return to.add("-", place);  // −
    case 0x2264:
      return to.add("<=", place);  // ≤
    case 0x2265:
      return to.add(">=", place);  // ≥
    case 0xa0:
    case 0x3000:
      return to.add(" ", place);  // wide spaces
    case 0x3001:
      return to.add(",", place);  // 、
    default:
      return to.add("\x7f", place);
  }
}

/// Of UTF-8, malformed bytes standing for themselves. `length` becomes that in UTF-16 units.
Plain plain(std::string_view given, int& length) {
  Plain to;
  length = 0;
  for (std::size_t i = 0; i < given.size(); ++length) {
    const auto byte = [&](std::size_t k) { return k < given.size() ? static_cast<unsigned char>(given[k]) : 0u; };
    const unsigned first = byte(i++);
    if (first < 0x80) {
      const char c = first < 0x20 ? ' ' : static_cast<char>(first);
      to.add({&c, 1}, length);
      continue;
    }
    const int more = first >= 0xf0 ? 3 : first >= 0xe0 ? 2 : first >= 0xc0 ? 1 : 0;
    unsigned code = first & (0x3fu >> more);
    for (int k = 0; k < more && (byte(i) & 0xc0u) == 0x80; ++k) code = code << 6 | (byte(i++) & 0x3fu);
    add_wide(to, code, length);
    length += more == 3;  // two UTF-16 units
  }
  to.at.push_back(length);
  return to;
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

struct Infix {
  std::string_view sign;
  Op op;
  int strength;
};
constexpr int weakest = 0, sum_strength = 2, sign_strength = 4, power_strength = 5;
constexpr Infix infixes[] = {{"<=", Op::less_equal, 1}, {">=", Op::greater_equal, 1}, {"<", Op::less, 1},
                             {">", Op::greater, 1},     {"+", Op::add, sum_strength}, {"-", Op::subtract, sum_strength},
                             {"*", Op::multiply, 3},    {"/", Op::divide, 3},         {"^", Op::power, power_strength}};

class Parser {
 public:
  Parser(std::string_view text, Expressions& into) : plain_(plain(text, length_)), text_(plain_.text), in_(into) {}

  Parsed run() {
    if (length_ > max_formula) fail(0, join(length_, " characters are too many; allowed: ", max_formula));
    skip();
    int root = -1;
    if (at_ == text_.size())
      fail(at_, "a formula of x is missing, as x*sigmoid(x)");
    else
      root = expression(weakest, false);
    if (ok() && at_ < text_.size())
      fail(at_, text_[at_] == ')' ? "a ( for this ) is missing" : "an operator is missing here; allowed: + - * / ^");
    if (ok() && in_.full) fail(0, "too much for one formula, or its numbers are too large");
    if (!ok()) return {-1, std::move(error_), error_at_};
    return {root, {}, 0};
  }

 private:
  bool ok() const { return error_.empty(); }
  int fail(std::size_t where, std::string_view what) {
    if (ok()) {
      error_at_ = plain_.at[std::min(where, text_.size())];
      error_ = join("own activation: character ", error_at_ + 1, ": ", what);
      at_ = text_.size();
    }
    return 0;
  }

  void skip() {
    while (at_ < text_.size() && text_[at_] == ' ') ++at_;
  }
  bool take(char c) {
    if (at_ >= text_.size() || text_[at_] != c) return false;
    ++at_;
    skip();
    return true;
  }

  // What follows with operators that bind at least as strongly as `least`.
  int expression(int least, bool condition) {
    int left = operand();
    while (ok()) {
      const Infix* found = nullptr;
      for (const Infix& infix : infixes)
        if (!found && text_.substr(at_).starts_with(infix.sign)) found = &infix;
      if (!found || found->strength < least) break;
      if (found->strength == 1 && !condition)
        return fail(at_, join(Piece::quoted(found->sign), " stands in the condition of where(condition, a, b) only"));
      condition = condition && found->strength != 1;  // one comparison
      at_ += found->sign.size();
      skip();
      const bool power = found->op == Op::power;
      const int right = power ? operand_to_the_right() : expression(found->strength + 1, false);
      if (ok()) left = in_.add(found->op, left, right);
    }
    return left;
  }

  // The exponent of ^: a sign may stand before it, and its own ^ binds first.
  int operand_to_the_right() {
    return deeper([&] { return expression(power_strength, false); });
  }

  template <class Read>
  int deeper(Read read) {
    if (++depth_ > max_formula_depth) return fail(at_, join("deeper than ", max_formula_depth, " levels"));
    const int node = read();
    --depth_;
    return node;
  }

  int operand() {
    const std::size_t begin = at_;
    if (at_ >= text_.size()) return fail(at_, "the formula ends here; a number, x, a name or ( is missing");
    const char c = text_[at_];
    if (take('-')) {
      const int a = deeper([&] { return expression(sign_strength, false); });
      if (!ok()) return 0;
      const bool number = in_[a].op == Op::number && in_[a].number > 0;
      return number ? in_.number(-in_[a].number) : in_.add(Op::negate, a);
    }
    if (take('+')) return deeper([&] { return expression(sign_strength, false); });
    if (take('(')) {
      const int a = deeper([&] { return expression(weakest, false); });
      if (ok() && !take(')')) fail(at_, "a ) is missing");
      return a;
    }
    if (is_digit(c) || c == '.') return number();
    if (is_letter(c)) return name();
    return fail(begin,
                c == '\x7f' || !is_sign(c)
                    ? "this is not understood; allowed: numbers, x, names, + - * / ^ ( ) ,"
                    : join(Piece::quoted({&c, 1}), " has nothing before it; a number, x, a name or ( is missing"));
  }
  static bool is_sign(char c) { return std::string_view("*/^),<>").find(c) != std::string_view::npos; }

  int number() {
    const std::size_t begin = at_;
    double digits = 0;  // exact to 2^53; further digits count as zeros
    int exponent = 0, seen = 0;
    bool point = false;
    for (; at_ < text_.size() && (is_digit(text_[at_]) || (text_[at_] == '.' && !point)); ++at_) {
      if (text_[at_] == '.') {
        point = true;
        continue;
      }
      ++seen;
      const double next = digits * 10 + (text_[at_] - '0');
      if (next <= 9007199254740992.0)
        digits = next, exponent -= point;
      else
        exponent += !point;
    }
    if (seen == 0) return fail(begin, "a number needs digits");
    std::size_t e = at_;
    if (e < text_.size() && (text_[e] == 'e' || text_[e] == 'E')) {
      ++e;
      const bool minus = e < text_.size() && text_[e] == '-';
      if (e < text_.size() && (minus || text_[e] == '+')) ++e;
      if (e < text_.size() && is_digit(text_[e])) {
        int power = 0;
        for (; e < text_.size() && is_digit(text_[e]); ++e) power = std::min(power * 10 + (text_[e] - '0'), 9999);
        exponent += minus ? -power : power;
        at_ = e;
      }
    }
    for (; exponent > 0 && digits <= largest_number; --exponent) digits *= 10;
    // One division where the power of ten is exact, so that decimals are the nearest double.
    for (; exponent < 0 && digits > 0; exponent += 22) {
      double power = 1;
      for (int k = std::min(-exponent, 22); k > 0; --k) power *= 10;
      digits /= power;
    }
    if (digits > largest_number) return fail(begin, "the number is larger than 1e30");
    skip();
    return in_.number(digits);
  }

  int name() {
    const std::size_t begin = at_;
    while (at_ < text_.size() && (is_letter(text_[at_]) || is_digit(text_[at_]))) ++at_;
    const std::string_view name = text_.substr(begin, at_ - begin);
    skip();
    const bool called = at_ < text_.size() && text_[at_] == '(';
    for (const FunctionName& row : function_names)
      if (row.name == name) {
        if (called) return call(row);
        return fail(at_, join(Piece::quoted(name), " is a function; its argument in parentheses is missing"));
      }
    if (called) return fail(begin, join(Piece::quoted(name), " is no function; allowed: ", formula_functions()));
    if (name == "x") return in_.add(Op::x);
    if (name == "pi") return in_.add(Op::pi);
    if (name == "e") return in_.add(Op::e);
    return parameter(name, begin);
  }

  int parameter(std::string_view name, std::size_t begin) {
    for (std::size_t i = 0; i < in_.parameters.size(); ++i)
      if (in_.parameters[i] == name) return in_.add(Op::parameter, static_cast<int>(i));
    if (name.size() > longest_name)
      return fail(begin, join("a name of ", name.size(), " characters is too long; allowed: ", longest_name));
    for (const std::string_view taken : {"outer", "inner", "shift", "pieces"})
      if (name == taken) return fail(begin, join(Piece::quoted(name), " has a meaning already; take another name"));
    if (static_cast<int>(in_.parameters.size()) == max_formula_parameters)
      return fail(begin, join(Piece::quoted(name), " is one parameter too many; allowed: ", max_formula_parameters));
    in_.parameters.emplace_back(name);
    return in_.add(Op::parameter, static_cast<int>(in_.parameters.size()) - 1);
  }

  int call(const FunctionName& function) {
    const int count = arity_of(function.op);
    int arguments[3] = {-1, -1, -1};
    take('(');
    return deeper([&] {
      for (int i = 0; i < count && ok(); ++i) {
        const bool condition = function.op == Op::where && i == 0;
        const std::size_t begin = at_;
        if (i > 0 && !take(','))
          return fail(at_, join(Piece::quoted(function.name), " takes ", count, ", with a comma between them"));
        arguments[i] = expression(weakest, condition);
        const Op op = ok() ? in_[arguments[i]].op : Op::less;
        if (condition && (op < Op::less || op > Op::greater_equal))
          return fail(begin, "the condition compares two things; allowed: < <= > >=");
      }
      if (ok() && !take(')'))
        return fail(at_, at_ < text_.size() && text_[at_] == ',' ? join(Piece::quoted(function.name), " takes ", count)
                                                                 : std::string("a ) is missing"));
      return ok() ? in_.add(function.op, arguments[0], arguments[1], arguments[2]) : 0;
    });
  }

  int length_ = 0;
  Plain plain_;
  std::string_view text_;
  Expressions& in_;
  std::size_t at_ = 0;
  int depth_ = 0;
  std::string error_;
  int error_at_ = 0;
};

}  // namespace

Parsed parse_formula(std::string_view text, Expressions& into) { return Parser(text, into).run(); }

std::string formula_functions() {
  std::string names;
  for (const FunctionName& row : function_names) {
    if (!names.empty()) names += ", ";
    names += row.name;
  }
  return names;
}

}  // namespace nonlin

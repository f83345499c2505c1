#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdlib>
#include <limits>
#include <optional>
#include <stdexcept>
#include <vector>

#include "app/cli.hpp"
#include "math/simd.hpp"
#include "model/loss.hpp"
#include "model/own_activation.hpp"
#include "race/spec_parts.hpp"

namespace nonlin {

namespace {

/// A decimal number, inf or nan, a sign allowed; empty for anything else. Beyond double it is infinite or zero.
std::optional<double> parse_number(std::string_view word) {
  const std::string_view digits = word.starts_with('+') ? word.substr(1) : word;
  double x = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), x);
  if (digits.empty() || (word.size() > digits.size() && digits[0] == '-')) return std::nullopt;
  if (end != digits.data() + digits.size() || error == std::errc::invalid_argument) return std::nullopt;
  if (error == std::errc::result_out_of_range) return std::strtod(std::string(digits).c_str(), nullptr);
  return x;
}

/// To the nearest float; a double beyond all floats is infinite.
float narrow(double x) {
  constexpr double largest = std::numeric_limits<float>::max();
  if (std::abs(x) > largest) return std::copysign(std::numeric_limits<float>::infinity(), x > 0 ? 1.0f : -1.0f);
  return static_cast<float>(x);
}

struct Line {
  std::size_t number;  // in the input, from 1
  std::vector<double> values;
};

[[noreturn]] void fail_line(std::size_t number, const std::string& what) {
  throw std::invalid_argument("line " + std::to_string(number) + ": " + what);
}

/// The numbers of each line, separated by spaces, tabs, commas or semicolons; empty lines are passed over.
std::vector<Line> read_lines(std::istream& input) {
  constexpr std::string_view separators = " \t\r,;";
  const std::string text = read_all(input);
  std::vector<Line> lines;
  std::size_t number = 0;
  for (std::size_t start = 0; start < text.size();) {
    const std::size_t end = std::min(text.find('\n', start), text.size());
    const std::string_view line = std::string_view(text).substr(start, end - start);
    start = end + 1;
    Line read{++number, {}};
    for (std::size_t i = line.find_first_not_of(separators); i < line.size();) {
      const std::size_t stop = std::min(line.find_first_of(separators, i), line.size());
      const std::string_view word = line.substr(i, stop - i);
      const auto x = parse_number(word);
      if (!x) fail_line(number, in_quotes(word) + " is not a number");
      read.values.push_back(*x);
      i = std::min(line.find_first_not_of(separators, stop), line.size());
    }
    if (!read.values.empty()) lines.push_back(std::move(read));
  }
  return lines;
}

void check_width(const std::vector<Line>& lines, std::size_t width, const std::string& why) {
  for (const Line& line : lines) {
    if (line.values.size() == width) continue;
    fail_line(line.number, std::to_string(line.values.size()) + " numbers; allowed: " + std::to_string(width) + why);
  }
}

/// Calls work(z, n, first, count) for runs of at most `chunk` lines: z is width x n floats, n = padded(count), the last
/// line repeated.
template <class Work>
void in_chunks(const std::vector<Line>& lines, std::size_t width, Work work) {
  std::vector<float> z;
  for (std::size_t first = 0; first < lines.size(); first += chunk) {
    const std::size_t count = std::min<std::size_t>(chunk, lines.size() - first);
    const int n = padded(static_cast<int>(count));
    const auto stride = static_cast<std::size_t>(n);
    z.resize(width * stride);
    for (std::size_t k = 0; k < width; ++k) {
      for (std::size_t s = 0; s < stride; ++s) {
        z[k * stride + s] = narrow(lines[first + std::min(s, count - 1)].values[k]);
      }
    }
    work(z.data(), n, first, count);
  }
}

std::string eval_softmax(Arguments parameters, std::istream& input) {
  if (!parameters.empty()) refuse_argument("softmax", parameters[0], "no parameters");
  const std::vector<Line> lines = read_lines(input);
  const std::size_t width = lines.empty() ? 1 : lines[0].values.size();
  check_width(lines, width, ", as in the first row");
  std::string out;
  for (std::size_t k = 0; k < width; ++k) out += (k > 0 ? ",y" : "y") + std::to_string(k);
  out += "\n";
  const Head& head = *find_head("softmax");
  in_chunks(lines, width, [&](float* z, int n, std::size_t, std::size_t count) {
    head.output(z, z, static_cast<int>(width), n);
    for (std::size_t s = 0; s < count; ++s) {
      for (std::size_t k = 0; k < width; ++k) {
        out += (k > 0 ? "," : "") + digits9(z[k * static_cast<std::size_t>(n) + s]);
      }
      out += "\n";
    }
  });
  return out;
}

/// "name=value" arguments as an object for read_parameters.
Value parse_parameters(Arguments arguments) {
  Object object;
  for (const std::string_view argument : arguments) {
    const std::size_t equals = argument.find('=');
    if (equals == std::string_view::npos) {
      throw std::invalid_argument(in_quotes(argument) + " is not a parameter; allowed: name=value");
    }
    const std::string name(argument.substr(0, equals));
    const auto x = parse_number(argument.substr(equals + 1));
    if (!x) throw std::invalid_argument(name + ": " + in_quotes(argument.substr(equals + 1)) + " is not a number");
    if (Value(object).find(name)) throw std::invalid_argument(name + ": given twice");
    object.emplace_back(name, *x);
  }
  return object;
}

std::string eval_row(const Activation& row, Arguments arguments, std::istream& input) {
  const Value given = parse_parameters(arguments);
  const Reader reader(given);
  int pieces = row.initial_pieces;
  std::array<float, max_activation_parameters> parameters{};
  Affine wrap;
  const auto settings = read_parameters(&reader, row, wrap, &pieces);
  const float outer = narrow(wrap.outer), inner = narrow(wrap.inner), shift = narrow(wrap.shift);
  const float wrap_slope = narrow(wrap.outer * wrap.inner);
  for (std::size_t i = 0; i < settings.size(); ++i) parameters[i] = narrow(settings[i].value);

  const std::vector<Line> lines = read_lines(input);
  const auto width = static_cast<std::size_t>(pieces);
  const bool curve = row.highest_pieces == 1;
  check_width(lines, width, curve ? "" : ", one per piece");
  std::string out = curve ? "x,value,slope" : row.gated ? "value" : "value,winner";
  for (std::size_t k = 0; !curve && k < width; ++k) out += ",slope" + std::to_string(k);
  out += "\n";
  std::vector<float> a(chunk), slope(chunk * width);
  in_chunks(lines, width, [&](float* z, int n, std::size_t first, std::size_t count) {
    const auto all = width * static_cast<std::size_t>(n);
    if (inner != 1) std::for_each_n(z, all, [&](float& x) { x *= inner; });
    row.value_slope(z, a.data(), slope.data(), n, pieces, parameters.data());
    if (wrap != Affine{}) {
      for (float& y : a) y = outer * y + shift;
      for (float& y : slope) y *= wrap_slope;
    }
    for (std::size_t s = 0; s < count; ++s) {
      const auto slope_of = [&](std::size_t k) { return slope[k * static_cast<std::size_t>(n) + s]; };
      if (curve) {
        out += digits9(lines[first + s].values[0]) + "," + digits9(a[s]);
      } else if (row.gated) {
        out += digits9(a[s]);
      } else {
        // The piece with a slope; a NaN has none, and comes from the first piece that is NaN.
        std::size_t winner = 0;
        const auto wins = [&](std::size_t k) {
          return std::isnan(a[s]) ? std::isnan(z[k * static_cast<std::size_t>(n) + s]) : slope_of(k) != 0;
        };
        while (winner + 1 < width && !wins(winner)) ++winner;
        out += digits9(a[s]) + "," + std::to_string(winner);
      }
      for (std::size_t k = 0; k < width; ++k) out += "," + digits9(slope_of(k));
      out += "\n";
    }
  });
  return out;
}

}  // namespace

std::string run_eval(Arguments arguments, std::istream& input) {
  std::vector<std::string_view> allowed = ids_of(activations());
  allowed.push_back("softmax");
  if (arguments.empty()) throw std::invalid_argument("eval: an activation is missing; allowed: " + joined(allowed));
  const Arguments parameters = arguments.subspan(1);
  if (arguments[0] == "softmax") return eval_softmax(parameters, input);
  if (const Activation* row = find_activation(arguments[0])) return eval_row(*row, parameters, input);
  // A word alone is an id that there is not; everything else is a formula.
  const bool word = arguments[0].find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-") == std::string_view::npos;
  if (word && arguments[0] != "x") refuse_argument("eval", arguments[0], joined(allowed) + ", a formula");
  OwnSpec own;
  own.formula = arguments[0];
  const MadeOwn made = make_own(std::move(own));
  if (!made.row) throw std::invalid_argument(made.error);
  return eval_row(*made.row, parameters, input);
}

}  // namespace nonlin

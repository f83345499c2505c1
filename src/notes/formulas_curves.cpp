// Activations over a sweep (C01 to C11, C18, C73). Rows are evaluated as networks evaluate them, in float; formulas in
// double, which is exact beside it.
#include <algorithm>
#include <cmath>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "math/aligned.hpp"
#include "math/functions_double.hpp"
#include "math/table.hpp"
#include "math/text.hpp"
#include "model/activation.hpp"
#include "notes/measures.hpp"
#include "notes/options.hpp"

namespace nonlin {
namespace {

double sigmoid(double x) { return 1 / (1 + exp(-x)); }
double square(double x) { return x * x; }

/// A formula as the notes write it; `a` is the first parameter of the activation it stands beside.
struct Formula {
  std::string_view id;
  double (*at)(double x, double a);
};
constexpr Formula formula_rows[] = {
    {"x", [](double x, double) { return x; }},
    {"x/2", [](double x, double) { return x / 2; }},
    {"1/(1+exp(-x))", [](double x, double) { return sigmoid(x); }},
    {"1-1/(1+exp(x))", [](double x, double) { return 1 - sigmoid(-x); }},
    {"sigmoid(x)*(1-sigmoid(x))", [](double x, double) { return sigmoid(x) * (1 - sigmoid(x)); }},
    {"(exp(x)-exp(-x))/(exp(x)+exp(-x))", [](double x, double) { return (exp(x) - exp(-x)) / (exp(x) + exp(-x)); }},
    {"1-tanh(x)^2", [](double x, double) { return 1 - square(tanh(x)); }},
    {"-tanh(x)^2", [](double x, double) { return -square(tanh(x)); }},
    {"2*sigmoid(2*x)-1", [](double x, double) { return 2 * sigmoid(2 * x) - 1; }},
    {"max(0,x)", [](double x, double) { return x > 0 ? x : 0; }},
    {"where(x<0,0,x)", [](double x, double) { return x < 0 ? 0 : x; }},
    {"where(max(0,x)>0,1,0)", [](double x, double) { return x > 0 ? 1.0 : 0.0; }},
    {"where(x<0,0,1)", [](double x, double) { return x < 0 ? 0.0 : 1.0; }},
    {"max(0,x)+a*min(0,x)", [](double x, double a) { return x > 0 ? x : a * x; }},
    {"max(a*x,x)", [](double x, double a) { return a * x > x ? a * x : x; }},
    {"max(0,x)+min(0,a*(exp(x)-1))", [](double x, double a) { return x > 0 ? x : a * expm1(x); }},
    {"log(1+exp(x))", [](double x, double) { return log(1 + exp(x)); }},
    {"x*sigmoid(a*x)", [](double x, double a) { return x * sigmoid(a * x); }},
    {"x*sigmoid(1.702*x)", [](double x, double) { return x * sigmoid(1.702 * x); }},
    {"x*Phi(x)", [](double x, double) { return x * normal_tail(-x); }},
};
std::span<const Formula> formulas() { return formula_rows; }

struct Line {
  double slope, start;
};

/// A row with the parameters it is given: of a maxout z = slope x + start for each of `lines`, in float as in a
/// network, else z = x.
struct Curve {
  const Activation* row;
  float parameters[max_activation_parameters];
  double first;  // parameter, 0 without one
  std::vector<Line> lines;

  Curve(const Reader& activation, const std::optional<Reader>& given, std::vector<Line> pieces)
      : row(activation.row(activations())), first(0), lines(std::move(pieces)) {
    if (lines.empty()) {
      if (row->highest_pieces > 1) activation.fail(Piece::quoted(row->id), " needs lines, one for each piece");
      lines.push_back({1, 0});
    }
    for (int i = 0; i < row->parameter_count; ++i) {
      const ActivationParameter& parameter = row->parameters[static_cast<std::size_t>(i)];
      const auto number = given ? given->find(std::string(parameter.id)) : std::nullopt;
      const double value = number ? number->number(parameter.lowest, parameter.highest) : parameter.initial;
      parameters[i] = static_cast<float>(value);
      if (i == 0) first = value;
    }
  }

  struct Sweep {
    std::vector<float> value, slope;  // d/dx
  };
  Sweep over(const std::vector<double>& x) const {
    const std::size_t pieces = lines.size();
    Sweep sweep;
    Floats z(pieces * 8), a(8), slope(pieces * 8);
    for (std::size_t i = 0; i < x.size(); i += 8) {
      for (std::size_t p = 0; p < pieces; ++p)
        for (std::size_t s = 0; s < 8; ++s)
          z[p * 8 + s] = static_cast<float>(lines[p].slope) * static_cast<float>(x[std::min(i + s, x.size() - 1)]) +
                         static_cast<float>(lines[p].start);
      row->value_slope(z.data(), a.data(), slope.data(), 8, static_cast<int>(pieces), parameters);
      for (std::size_t s = 0; s < 8 && i + s < x.size(); ++s) {
        double sum = 0;
        for (std::size_t p = 0; p < pieces; ++p) sum += slope[p * 8 + s] * lines[p].slope;
        sweep.value.push_back(a[s]);
        sweep.slope.push_back(static_cast<float>(sum));
      }
    }
    return sweep;
  }
};

std::vector<Line> read_lines(const Reader& curve) {
  std::vector<Line> lines;
  if (const auto given = curve.find("lines"))
    for (const Reader& line : given->items()) {
      const std::vector<double> numbers = line.numbers();
      if (numbers.size() != 2) line.fail(numbers.size(), " numbers; allowed: slope and start of a line");
      if (lines.size() == max_pieces) given->fail("more than ", max_pieces, " lines");
      lines.push_back({numbers[0], numbers[1]});
    }
  return lines;
}

/// The distance of a from b, absolute where b is within -1..1, else relative to it, where it is the largest so far.
void widen(double& largest, double a, double b) {
  largest = std::max(largest, std::fabs(a - b) / std::max(1.0, std::fabs(b)));
}

/// Points of x that are looked at by themselves, by name.
using Points = std::vector<std::pair<std::string, double>>;
Points read_points(const Reader& curve) {
  Points points;
  if (const auto given = curve.find("at"))
    for (const Reader& point : given->members()) points.emplace_back(point.key(), point.number(-80, 80));
  return points;
}

/// What is compared with: another row, or formulas of value and slope.
void compare(const Reader& options, const Curve& curve, const std::vector<double>& x, const Curve::Sweep& sweep,
             Figures& figures) {
  const std::string name(options.key());
  const auto parameters = options.find("parameters");
  const Points points = read_points(options);
  double value = 0, slope = 0;
  if (const auto other = options.find("as")) {
    const Curve::Sweep as = Curve(*other, parameters, {}).over(x);
    for (std::size_t i = 0; i < x.size(); ++i) {
      widen(value, sweep.value[i], as.value[i]);
      widen(slope, sweep.slope[i], as.slope[i]);
    }
  } else {
    const auto formula = options.find("formula"), derivative = options.find("slope");
    const Formula* f = formula ? formula->row(formulas()) : nullptr;
    const Formula* d = derivative ? derivative->row(formulas()) : nullptr;
    for (std::size_t i = 0; i < x.size(); ++i) {
      if (f) widen(value, sweep.value[i], f->at(x[i], curve.first));
      // Without a formula of the slope: that of the value, a little to either side.
      constexpr double h = 0x1p-13;
      if (d)
        widen(slope, sweep.slope[i], d->at(x[i], curve.first));
      else if (f)
        widen(slope, sweep.slope[i], (f->at(x[i] + h, curve.first) - f->at(x[i] - h, curve.first)) / (2 * h));
    }
    for (const auto& [word, point] : points)
      if (d) figures.add(name, join("formula-slope-", word), d->at(point, curve.first));
  }
  figures.add(name, "difference", value);
  figures.add(name, "slope-difference", slope);
}

void measure_curve(const Reader& options, const std::vector<double>& x, Figures& figures) {
  options.keys("activation, parameters, lines, as, formula, slope, at");
  const Reader activation = option(options, "activation");
  const auto parameters = options.find("parameters");
  const Curve curve(activation, parameters, read_lines(options));
  const Curve::Sweep sweep = curve.over(x);
  const std::string name(options.key());
  std::size_t lowest = 0, highest = 0, steepest = 0;
  double weights = 0, mean = 0, zero = 0;
  for (std::size_t i = 0; i < x.size(); ++i) {
    if (sweep.value[i] < sweep.value[lowest]) lowest = i;
    if (sweep.value[i] > sweep.value[highest]) highest = i;
    if (sweep.slope[i] > sweep.slope[steepest]) steepest = i;
    const double weight = exp(-x[i] * x[i] / 2);
    weights += weight;
    mean += weight * sweep.value[i];
    zero += sweep.value[i] == 0 ? weight : 0;
  }
  figures.add(name, "lowest", sweep.value[lowest]);
  figures.add(name, "highest", sweep.value[highest]);
  figures.add(name, "highest-at", x[highest]);
  figures.add(name, "steepest", sweep.slope[steepest]);
  figures.add(name, "steepest-at", x[steepest]);
  // For x from a standard normal distribution: the mean of f, and the share of exact zeros.
  figures.add(name, "mean", mean / weights);
  figures.add(name, "zeros", zero / weights);
  compare(options, curve, x, sweep, figures);
  for (const auto& [word, point] : read_points(options)) {
    constexpr double h = 0x1p-10;
    const Curve::Sweep near = curve.over({point - h, point, point + h});
    figures.add(name, join("f-", word), near.value[1]);
    figures.add(name, join("slope-", word), near.slope[1]);
    // Of the chords to either side.
    figures.add(name, join("slope-before-", word), (static_cast<double>(near.value[1]) - near.value[0]) / h);
    figures.add(name, join("slope-after-", word), (static_cast<double>(near.value[2]) - near.value[1]) / h);
  }
}

}  // namespace

void measure_curves(const Reader& options, std::uint32_t, Figures& figures) {
  options.keys("from, to, points, curves");
  const double from = number_option(options, "from", -80, 80), to = number_option(options, "to", -80, 80);
  const int count = integer_option(options, "points", 2, 100'001);
  std::vector<double> x;
  // As networks are given them: floats.
  for (int i = 0; i < count; ++i) x.push_back(static_cast<float>(from + (to - from) * i / (count - 1)));
  const Reader curves = option(options, "curves");
  for (const Reader& curve : curves.members()) measure_curve(curve, x, figures);
}

}  // namespace nonlin

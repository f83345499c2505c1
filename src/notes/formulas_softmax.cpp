// Softmax and its loss as the notes write them (C14, C15, C17, C73).
#include <algorithm>
#include <cmath>
#include <span>
#include <string>
#include <vector>

#include "math/aligned.hpp"
#include "math/functions.hpp"
#include "math/text.hpp"
#include "model/loss.hpp"
#include "notes/measures.hpp"
#include "notes/options.hpp"

namespace nonlin {
namespace {

using Logits = std::vector<double>;

Logits softmax(const Logits& z) {
  const double top = *std::max_element(z.begin(), z.end());
  Logits p;
  double sum = 0;
  for (const double x : z) {
    p.push_back(exp(x - top));
    sum += p.back();
  }
  for (double& x : p) x /= sum;
  return p;
}
Logits sigmoids(const Logits& z) {
  Logits p;
  for (const double x : z) p.push_back(1 / (1 + exp(-x)));
  return p;
}
Logits positive_parts(const Logits& z) {
  Logits p;
  for (const double x : z) p.push_back(x > 0 ? x : 0);
  return p;
}

/// What is written where the notes speak of softmax.
struct Formula {
  std::string_view id;
  Logits (*of)(const Logits&);
};
constexpr Formula formula_rows[] = {
    {"exp(z)/sum(exp(z))", softmax},
    {"1/(1+exp(-z))", sigmoids},
    {"max(0,z)", positive_parts},
};
std::span<const Formula> formulas() { return formula_rows; }

/// The output of a head of the engine for one sample.
Logits output(std::string_view head, const Logits& z) {
  Floats y(8 * z.size());
  for (std::size_t i = 0; i < z.size(); ++i) y[8 * i] = static_cast<float>(z[i]);
  find_head(head)->output(y.data(), y.data(), static_cast<int>(z.size()), 8);
  Logits p;
  for (std::size_t i = 0; i < z.size(); ++i) p.push_back(y[8 * i]);
  return p;
}

Logits read_logits(const Reader& options) {
  const Reader given = option(options, "logits");
  const Logits z = given.numbers();
  if (z.size() < 2 || z.size() > 10) given.fail(z.size(), " logits is outside 2..10");
  for (const Reader& x : given.items()) x.number(-80, 80);
  return z;
}

Logits moved(Logits z, std::size_t i, double by) {
  z[i] += by;
  return z;
}

void measure_formula(const Formula& formula, const std::string& name, const Logits& z, Figures& figures) {
  constexpr double h = 0x1p-12;
  const Logits p = formula.of(z), known = output("softmax", z);
  double sum = 0, difference = 0, kink = 0, off = 0, least_slope = 1e300, rise = -1e300, pull = 0;
  bool ordered = true;
  for (std::size_t i = 0; i < z.size(); ++i) {
    sum += p[i];
    difference = std::max(difference, std::fabs(p[i] - known[i]));
    const Logits more = formula.of(moved(z, i, h)), less = formula.of(moved(z, i, -h)),
                 raised = formula.of(moved(z, i, 1));
    for (std::size_t j = 0; j < z.size(); ++j) {
      const double right = (more[j] - p[j]) / h, left = (p[j] - less[j]) / h;
      kink = std::max(kink, std::fabs(right - left));
      off = std::max(off, std::fabs((right + left) / 2 - ((i == j ? known[i] : 0) - known[i] * known[j])));
      if (i == j) {
        least_slope = std::min(least_slope, std::fabs((right + left) / 2));
      } else {
        rise = std::max(rise, raised[j] - p[j]);
        pull = std::max(pull, std::fabs(raised[j] - p[j]));
      }
      ordered = ordered && (z[i] < z[j]) == (p[i] < p[j]);
    }
  }
  figures.add(name, "sum", sum);
  figures.add(name, "difference", difference);  // from the engine's softmax
  figures.add(name, "least", *std::min_element(p.begin(), p.end()));
  figures.add(name, "ordered", ordered ? 1 : 0);
  // Of the slopes dp_j/dz_i, i and j any: how far they jump, how far they are from those of softmax; the least
  // dp_i/dz_i.
  figures.add(name, "kink", kink);
  figures.add(name, "jacobian-off", off);
  figures.add(name, "least-slope", least_slope);
  // One logit 1 higher: the most that another value rises, the most that it moves.
  figures.add(name, "others-rise", rise);
  figures.add(name, "others-move", pull);
}

// ---- softmax_loss

using Rows = std::vector<std::vector<float>>;

struct CodeLoss {
  float loss;
  Rows dz;
};
enum class Shift { none, over_classes, over_samples };

/// The notes' code, line by line, in float: probs = exp(z - shift), divided by its sums; loss = -log probs[y], dz[y] -=
/// 1, both over N.
CodeLoss softmax_loss(const Rows& z, const std::vector<std::size_t>& labels, Shift shift) {
  CodeLoss code{0, z};
  const float n = static_cast<float>(z.size());
  for (std::size_t i = 0; i < z.size(); ++i) {
    std::vector<float>& row = code.dz[i];
    float sum = 0;
    for (std::size_t j = 0; j < row.size(); ++j) {
      float largest = shift == Shift::none ? 0 : z[i][j];
      if (shift == Shift::over_classes) largest = *std::max_element(z[i].begin(), z[i].end());
      for (std::size_t k = 0; shift == Shift::over_samples && k < z.size(); ++k) largest = std::max(largest, z[k][j]);
      row[j] = exp(z[i][j] - largest);
      sum += row[j];
    }
    for (float& p : row) p /= sum;
    code.loss -= log(row[labels[i]]) / n;
    row[labels[i]] -= 1;
    for (float& p : row) p /= n;
  }
  return code;
}

/// Mean of log sum exp(z) - z_y, in double.
double exact_loss(const Rows& z, const std::vector<std::size_t>& labels) {
  double loss = 0;
  for (std::size_t i = 0; i < z.size(); ++i) {
    const double top = *std::max_element(z[i].begin(), z[i].end());
    double sum = 0;
    for (const float x : z[i]) sum += exp(static_cast<double>(x) - top);
    loss += (log(sum) + top - static_cast<double>(z[i][labels[i]])) / static_cast<double>(z.size());
  }
  return loss;
}

double gradient_off(const Rows& z, const std::vector<std::size_t>& labels, const Rows& dz) {
  constexpr float h = 0x1p-8f;  // the sums z + h and z - h are exact in float
  double off = 0;
  for (std::size_t i = 0; i < z.size(); ++i)
    for (std::size_t j = 0; j < z[i].size(); ++j) {
      Rows more = z, less = z;
      more[i][j] += h;
      less[i][j] -= h;
      const double slope = (exact_loss(more, labels) - exact_loss(less, labels)) /
                           (static_cast<double>(more[i][j]) - static_cast<double>(less[i][j]));
      off = std::max(off, std::fabs(slope - static_cast<double>(dz[i][j])));
    }
  return off;
}

}  // namespace

void measure_softmax(const Reader& options, std::uint32_t, Figures& figures) {
  options.keys("logits, formulas");
  const Logits z = read_logits(options);
  const Reader list = option(options, "formulas");
  for (const Reader& formula : list.members())
    measure_formula(*formula.row(formulas()), std::string(formula.key()), z, figures);
}

void measure_softmax_loss(const Reader& options, std::uint32_t, Figures& figures) {
  options.keys("rows, labels, gap, outputs");
  const Reader given = option(options, "rows"), right = option(options, "labels");
  Rows z;
  for (const auto& row : given.number_rows()) {
    if (row.size() < 2 || (!z.empty() && row.size() != z.front().size())) given.fail("rows of other lengths");
    z.emplace_back();
    for (const double x : row) z.back().push_back(static_cast<float>(std::clamp(x, -80.0, 80.0)));
  }
  std::vector<std::size_t> labels;
  for (const Reader& label : right.items())
    labels.push_back(
        static_cast<std::size_t>(label.integer(0, z.empty() ? 0 : static_cast<std::int64_t>(z.front().size()) - 1)));
  if (z.empty() || labels.size() != z.size()) right.fail(labels.size(), " labels for ", z.size(), " rows");
  const double gap = number_option(options, "gap", 0, 1000);
  const int outputs = integer_option(options, "outputs", 2, 1000);

  const CodeLoss code = softmax_loss(z, labels, Shift::over_classes);
  const double exact = exact_loss(z, labels);
  figures.add("loss", static_cast<double>(code.loss));
  figures.add("loss-difference", std::fabs(static_cast<double>(code.loss) - exact));
  figures.add("gradient-difference", gradient_off(z, labels, code.dz));
  double sum = 0;
  for (const auto& row : code.dz) {
    double total = 0;
    for (const float x : row) total += static_cast<double>(x);
    sum = std::max(sum, std::fabs(total));
  }
  figures.add("row-sum", sum);
  const float over_samples = softmax_loss(z, labels, Shift::over_samples).loss;
  figures.add("over-samples-difference", std::fabs(static_cast<double>(over_samples) - exact));
  const Rows equal{std::vector<float>(static_cast<std::size_t>(outputs), 1.0f)};
  figures.add("equal-difference", std::fabs(static_cast<double>(softmax_loss(equal, {0}, Shift::over_classes).loss) -
                                            log(static_cast<double>(outputs))));
  const Rows apart{{static_cast<float>(gap), 0, 0, 0}};
  figures.add("unshifted-loss", static_cast<double>(softmax_loss(apart, {1}, Shift::none).loss));
  figures.add("gap-loss", static_cast<double>(softmax_loss(apart, {1}, Shift::over_classes).loss));
  figures.add("gap-exact", exact_loss(apart, {1}));
}

void measure_two_classes(const Reader& options, std::uint32_t, Figures& figures) {
  options.keys("reach, factor");
  const double reach = number_option(options, "reach", 1, 40), factor = number_option(options, "factor", -10, 10);
  double largest = 0;
  constexpr int half = 20;
  for (int i = -half; i <= half; ++i)
    for (int j = -half; j <= half; ++j) {
      const double z0 = reach * i / half, z1 = reach * j / half;
      largest =
          std::max(largest, std::fabs(output("softmax", {z0, z1})[1] - output("logistic", {factor * (z1 - z0)})[0]));
    }
  figures.add("difference", largest);
}

}  // namespace nonlin

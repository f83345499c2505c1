#include "model/activation.hpp"

#include <initializer_list>
#include <limits>

#include "math/table.hpp"
#include "model/activation_rows_hinged.hpp"
#include "model/activation_rows_smooth.hpp"
#include "model/activation_runs.hpp"

namespace nonlin {
namespace {

// ---- The table.

constexpr double inf = std::numeric_limits<double>::infinity();
constexpr double none = std::numeric_limits<double>::quiet_NaN();
constexpr double half_pi = 1.5707963267948966;
constexpr double selu_lowest = rows::Selu::scale * rows::Selu::alpha;

// Error bounds of values. Where the exponential's argument grows faster than x, a floor covers its jump to zero at
// e^-87.34.
constexpr double floor_of_exp = 2e-36;
constexpr Accuracy exact{0, 0}, rounded{2, 0}, composed{4, 0}, trigonometric{4, 1.2e-7};
// Slopes: 8 units are 1e-6 relative or less.
constexpr Accuracy slope_bound{8, 2e-7};

/// An end of the range: a value the curve takes, or only comes near.
struct End {
  double value;
  bool reached;
};
constexpr End at(double value) { return {value, true}; }
constexpr End toward(double value) { return {value, false}; }

struct Limits {
  double left, right;
};

enum Trait : unsigned { plain = 0, monotone = 1, zero_centred = 2, identity_near_zero = 4, straight = 8 };

constexpr CurveFacts facts(End lowest, End highest, Limits limits, double largest_slope, unsigned traits,
                           std::initializer_list<Kink> kinks = {}) {
  CurveFacts f{};
  f.lowest = lowest.value;
  f.highest = highest.value;
  f.lowest_reached = lowest.reached;
  f.highest_reached = highest.reached;
  f.left_limit = limits.left;
  f.right_limit = limits.right;
  for (const Kink& k : kinks) f.kinks[static_cast<std::size_t>(f.kink_count++)] = k;
  f.monotone = traits & monotone;
  f.zero_centred = traits & zero_centred;
  f.identity_near_zero = traits & identity_near_zero;
  f.piecewise_linear = traits & straight;
  f.largest_slope = largest_slope;
  f.differentiable = kinks.size() == 0;
  return f;
}

using ParameterArray = std::array<ActivationParameter, max_activation_parameters>;

template <class Row>
constexpr Activation curve(std::string_view id, std::string_view formula, Family family, Textbook textbook,
                           double auto_gain, Accuracy accuracy, CurveFacts curve_facts,
                           ParameterArray parameters = {}) {
  Activation a{};
  a.id = id;
  a.formula = formula;
  a.family = family;
  a.textbook = textbook;
  a.auto_gain = auto_gain;
  a.parameters = parameters;
  a.parameter_count = Row::parameters;
  a.lowest_pieces = a.highest_pieces = a.initial_pieces = 1;
  a.pseudo_slope = false;
  a.value_accuracy = accuracy;
  a.slope_accuracy = slope_bound;
  a.facts = curve_facts;
  a.run_value = rows::run_value<Row>;
  a.run_value_slope = rows::run_value_slope<Row>;
  if constexpr (requires(f32x8 x) { Row::parameter_slope(x, &x); }) {
    for (const ActivationParameter& p : parameters)
      if (p.learnable) a.run_parameter_slope = rows::run_parameter_slope<Row>;
  }
  if constexpr (rows_have_double) {
    a.value_double = rows::run_value_double<Row>;
    a.slope_double = rows::run_slope_double<Row>;
  }
  return a;
}

/// Step's slope is zero everywhere, or what its parameter says: no derivative tells training anything.
constexpr Activation with_pseudo_slope(Activation a) {
  a.pseudo_slope = true;
  return a;
}

/// Goodfellow et al., "Maxout Networks" (2013).
constexpr Activation maxout() {
  Activation a{};
  a.id = "maxout";
  a.formula = "max(z1, z2)";
  a.family = Family::hinged;
  a.textbook = Textbook::xavier;
  a.auto_gain = 1;
  a.lowest_pieces = 2;
  a.highest_pieces = max_pieces;
  a.initial_pieces = 2;
  a.facts.piecewise_linear = true;
  a.value_accuracy = a.slope_accuracy = exact;
  a.run_value = rows::maxout_value;
  a.run_value_slope = rows::maxout_value_slope;
  return a;
}

/// A pair of pre-activations per unit, value part first (as PyTorch's F.glu halves its input).
template <class Pair>
constexpr Activation gated_pair(std::string_view id, std::string_view formula) {
  Activation a{};
  a.id = id;
  a.formula = formula;
  a.family = Family::gated;
  a.textbook = Textbook::he;
  a.auto_gain = 1;
  a.lowest_pieces = a.highest_pieces = a.initial_pieces = 2;
  a.gated = true;
  a.value_accuracy = composed;
  a.slope_accuracy = slope_bound;
  a.run_value = rows::run_pair_value<Pair>;
  a.run_value_slope = rows::run_pair_value_slope<Pair>;
  return a;
}

// auto_gain: by 5-point Gauss-Legendre panels of width 1/32 over [-13, 13].
constexpr Activation table[] = {
    curve<rows::Sigmoid>("sigmoid", "1/(1 + exp(-x))", Family::s_shaped, Textbook::xavier, 4.722646085938, composed,
                         facts(toward(0), toward(1), {0, 1}, 0.25, monotone)),
    curve<rows::HardSigmoid>(
        "hard-sigmoid", "max(0, min(1, (x + 3)/6))", Family::s_shaped, Textbook::xavier, 6.008115825197, rounded,
        facts(at(0), at(1), {0, 1}, 1.0 / 6, monotone | straight, {{-3, 0, 1.0 / 6}, {3, 1.0 / 6, 0}})),
    curve<rows::Tanh>("tanh", "(exp(x) - exp(-x))/(exp(x) + exp(-x))", Family::s_shaped, Textbook::xavier,
                      1.467413591631, {6, 0},
                      facts(toward(-1), toward(1), {-1, 1}, 1, monotone | zero_centred | identity_near_zero)),
    curve<rows::HardTanh>("hard-tanh", "max(-1, min(1, x))", Family::s_shaped, Textbook::xavier, 1.210287062433, exact,
                          facts(at(-1), at(1), {-1, 1}, 1, monotone | zero_centred | identity_near_zero | straight,
                                {{-1, 0, 1}, {1, 1, 0}})),
    curve<rows::Softsign>("softsign", "x/(1 + abs(x))", Family::s_shaped, Textbook::xavier, 2.095780608943, {4, 0},
                          facts(toward(-1), toward(1), {-1, 1}, 1, monotone | zero_centred | identity_near_zero)),
    curve<rows::Arctan>(
        "arctan", "atan(x)", Family::s_shaped, Textbook::xavier, 1.414213562373, trigonometric,
        facts(toward(-half_pi), toward(half_pi), {-half_pi, half_pi}, 1, monotone | zero_centred | identity_near_zero)),

    curve<rows::Relu>("relu", "max(0, x)", Family::hinged, Textbook::he, 1.414213562373, exact,
                      facts(at(0), toward(inf), {0, inf}, 1, monotone | straight, {{0, 0, 1}}),
                      {{{"at-zero", 0, 0, 1}}}),
    curve<rows::LeakyRelu>("leaky-relu", "where(x > 0, x, alpha*x)", Family::hinged, Textbook::he, 1.414142856998,
                           rounded,
                           facts(toward(-inf), toward(inf), {-inf, inf}, 1, monotone | straight, {{0, 0.01, 1}}),
                           {{{"alpha", 0.01, -10, 10}}}),
    curve<rows::LeakyRelu>("prelu", "where(x > 0, x, alpha*x)", Family::hinged, Textbook::he, 1.371988681140, rounded,
                           facts(toward(-inf), toward(inf), {-inf, inf}, 1, monotone | straight, {{0, 0.25, 1}}),
                           {{{"alpha", 0.25, -10, 10, true, true}}}),
    maxout(),
    curve<rows::Relu6>("relu6", "min(6, max(0, x))", Family::hinged, Textbook::he, 1.414213563768, exact,
                       facts(at(0), at(6), {0, 6}, 1, monotone | straight, {{0, 0, 1}, {6, 1, 0}})),
    curve<rows::SquaredRelu>("squared-relu", "max(0, x)^2", Family::hinged, Textbook::he, 0.707106781187, rounded,
                             facts(at(0), toward(inf), {0, inf}, inf, monotone)),
    curve<rows::Abs>("abs", "abs(x)", Family::hinged, Textbook::xavier, 1, exact,
                     facts(at(0), toward(inf), {inf, inf}, 1, straight, {{0, -1, 1}})),

    curve<rows::Softplus>("softplus", "log(1 + exp(x))", Family::smooth, Textbook::he, 1.846228545339, composed,
                          facts(toward(0), toward(inf), {0, inf}, 1, monotone)),
    curve<rows::Elu>("elu", "where(x > 0, x, alpha*(exp(x) - 1))", Family::smooth, Textbook::he, 1.223428557553,
                     rounded, facts(toward(-1), toward(inf), {-1, inf}, 1, monotone | identity_near_zero),
                     {{{"alpha", 1, 0, 10}}}),
    curve<rows::Selu>("selu", "1.0507009873554805*where(x > 0, x, 1.6732632423543772*(exp(x) - 1))", Family::smooth,
                      Textbook::lecun, 0.966025776974, rounded,
                      facts(toward(-selu_lowest), toward(inf), {-selu_lowest, inf}, selu_lowest, monotone,
                            {{0, selu_lowest, rows::Selu::scale}})),
    curve<rows::BentIdentity>("bent-identity", "(sqrt(x^2 + 1) - 1)/2 + x", Family::smooth, Textbook::xavier,
                              0.959553224038, {4, 0},
                              facts(toward(-inf), toward(inf), {-inf, inf}, 1.5, monotone | identity_near_zero)),
    curve<rows::Square>("square", "x^2", Family::smooth, Textbook::xavier, 0.5, rounded,
                        facts(at(0), toward(inf), {inf, inf}, inf, plain)),

    // Ramachandran, Zoph, Le, "Searching for Activation Functions" (2017).
    curve<rows::Swish>("swish", "x*sigmoid(beta*x)", Family::gated, Textbook::he, 1.623320257952, composed,
                       facts(at(-0.2784645427610738), toward(inf), {0, inf}, 1.0998393201288668, plain),
                       {{{"beta", 1, -100, 100, true, false}}}),
    // Hendrycks, Gimpel, "Gaussian Error Linear Units" (2016), with its mean and standard deviation.
    curve<rows::Gelu>("gelu", "x*Phi((x - mu)/sigma)", Family::gated, Textbook::he, 1.481114412708, {8, floor_of_exp},
                      facts(at(-0.16997120747990369), toward(inf), {0, inf}, 1.1289041451851548, plain),
                      {{{"mu", 0, -10, 10}, {"sigma", 1, 0.01, 100}}}),
    curve<rows::HardSwish>("hard-swish", "x*max(0, min(1, (x + 3)/6))", Family::gated, Textbook::he, 1.670076367441,
                           {4, 0}, facts(at(-0.375), toward(inf), {0, inf}, 1.5, plain, {{-3, 0, -0.5}, {3, 1.5, 1}})),
    curve<rows::GeluTanh>("gelu-tanh", "x/2*(1 + tanh(sqrt(2/pi)*(x + 0.044715*x^3)))", Family::gated, Textbook::he,
                          1.481168058093, {8, 1e-6},
                          facts(at(-0.17004075057125406), toward(inf), {0, inf}, 1.1289930686587718, plain)),
    // Misra, "Mish: A Self Regularized Non-Monotonic Activation Function" (2019).
    curve<rows::Mish>("mish", "x*tanh(log(1 + exp(x)))", Family::gated, Textbook::he, 1.444755232547, {6, 0},
                      facts(at(-0.30884341301725043), toward(inf), {0, inf}, 1.0884981612517277, plain)),
    // Dauphin, Fan, Auli, Grangier, "Language Modeling with Gated Convolutional Networks" (2016).
    gated_pair<rows::Glu>("glu", "z1*sigmoid(z2)"),
    // Shazeer, "GLU Variants Improve Transformer" (2020).
    gated_pair<rows::SwiGlu>("swiglu", "z1*z2*sigmoid(z2)"),

    curve<rows::Sine>("sine", "sin(x)", Family::waves, Textbook::xavier, 1.327250600285, trigonometric,
                      facts(at(-1), at(1), {none, none}, 1, zero_centred | identity_near_zero)),
    curve<rows::Cosine>("cosine", "cos(x)", Family::waves, Textbook::xavier, 1.520866623179, trigonometric,
                        facts(at(-1), at(1), {none, none}, 1, plain)),
    curve<rows::Gaussian>("gaussian", "exp(-x^2)", Family::waves, Textbook::xavier, 1.671850762441, {4, floor_of_exp},
                          facts(toward(0), at(1), {0, 0}, 0.8577638849607068, plain)),

    curve<rows::Identity>(
        "identity", "x", Family::baseline, Textbook::xavier, 1, exact,
        facts(toward(-inf), toward(inf), {-inf, inf}, 1, monotone | zero_centred | identity_near_zero | straight)),
    with_pseudo_slope(curve<rows::Step>("step", "where(x > 0, 1, 0)", Family::baseline, Textbook::xavier, 1, exact,
                                        facts(at(0), at(1), {0, 1}, 0, monotone | straight, {{0, 0, 0}}),
                                        {{{"pass", 0, 0, 10}}})),
};

// ---- What every table must keep, checked while compiling.

constexpr bool is_id(std::string_view id) {
  if (id.empty() || id.front() == '-' || id.back() == '-') return false;
  for (const char c : id)
    if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-')) return false;
  return true;
}

constexpr bool ids_are_unique() {
  for (const Activation& a : table)
    for (const Activation& b : table)
      if (&a != &b && a.id == b.id) return false;
  return true;
}

constexpr bool is_sound(const Activation& a) {
  if (!is_id(a.id) || !(a.auto_gain > 0) || !a.run_value || !a.run_value_slope) return false;
  if (a.lowest_pieces < 1 || a.lowest_pieces > a.initial_pieces || a.initial_pieces > a.highest_pieces ||
      a.highest_pieces > max_pieces)
    return false;
  if ((rows_have_double && a.highest_pieces == 1) != (a.value_double && a.slope_double)) return false;
  bool learnable = false;
  for (const ActivationParameter& p : a.parameter_list()) {
    if (!is_id(p.id) || !(p.lowest <= p.initial && p.initial <= p.highest) || (p.learned && !p.learnable)) return false;
    learnable = learnable || p.learnable;
  }
  if (learnable != (a.run_parameter_slope != nullptr)) return false;
  for (const Accuracy& bound : {a.value_accuracy, a.slope_accuracy})
    if (!(bound.ulp >= 0 && bound.absolute >= 0)) return false;
  return true;
}

constexpr bool all_are_sound() {
  for (const Activation& a : table)
    if (!is_sound(a)) return false;
  return true;
}

static_assert(ids_are_unique());
#ifndef __SANITIZE_ADDRESS__  // under the sanitizers g++ takes no function's address for a constant
static_assert(all_are_sound());
#endif

}  // namespace

std::string_view id_of(Family family) {
  constexpr std::string_view ids[] = {"s-shaped", "hinged", "smooth", "gated", "waves", "baseline"};
  return ids[static_cast<std::size_t>(family)];
}

std::string_view id_of(Textbook textbook) {
  constexpr std::string_view ids[] = {"he-normal", "lecun-normal", "xavier-normal"};
  return ids[static_cast<std::size_t>(textbook)];
}

std::span<const Activation> activations() { return table; }

const Activation* find_activation(std::string_view id) { return find_row(table, id); }

}  // namespace nonlin

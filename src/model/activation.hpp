// The table of activation functions: one row each, value and slope side by side, with the facts that tests, the page
// and the command line read. Adding an activation is one row in activation.cpp, its texts, and one reference formula in
// the golden generator. To the rest of the engine an activation is its row; nothing else knows any by name.
//
// A row maps `pieces` pre-activations per unit (1 for curves, k for maxout, 2 for gated pairs) to one value and one
// slope per piece. It works on runs of samples: z holds `pieces` rows of `n` floats one after the other, a is one row
// of n floats, slope has the shape of z. n is a multiple of 8 (lanes); runs of at most 256 samples stay in the
// first-level cache. Parameters are those of the unit, in the row's order, in float. Functions are total: NaN in any
// piece gives a NaN value and NaN slopes, infinities give the row's limits. (An infinite value part times a gate that
// is shut is NaN: no limit.)
//
// Rows are also made while the program runs, of a formula or a drawn curve (own_activation.hpp).
#pragma once

#include <array>
#include <memory>
#include <span>
#include <string_view>

namespace nonlin {

/// Families as the page groups and colours them.
enum class Family { s_shaped, hinged, smooth, gated, waves, baseline };
std::string_view id_of(Family family);  // "s-shaped", "hinged", "smooth", "gated", "waves", "baseline"

/// What the `textbook` initialiser gives a layer with this activation (standard deviation of a normal draw).
enum class Textbook { he, lecun, xavier };
std::string_view id_of(Textbook textbook);  // "he-normal", "lecun-normal", "xavier-normal"

/// A parameter of an activation function. Fixed: one value for the layer. Learned: trained like a weight, one per unit
/// or one shared by the layer, starting at `initial`.
struct ActivationParameter {
  std::string_view id;
  double initial, lowest, highest;  // allowed range, ends included
  bool learnable = false;           // may be learned
  bool learned = false;             // is learned unless the spec says otherwise
};

/// A point where the slope jumps, for default parameters; the row's own slope there is one of the two or between them.
struct Kink {
  double x, left, right;
};

/// Facts of a curve for default parameters (pieces == 1); empty for multi-piece rows, where they are not defined, but
/// for `piecewise_linear`.
struct CurveFacts {
  double lowest, highest;                // infimum and supremum of f; +-infinity when unbounded
  bool lowest_reached, highest_reached;  // attained (in exact arithmetic)
  double left_limit, right_limit;        // f(-inf), f(+inf); NaN when there is no limit (sine)
  std::array<Kink, 8> kinks;             // the first kink_count are valid, from left to right
  int kink_count;
  bool monotone;            // never decreasing
  bool zero_centred;        // f(-x) = -f(x), so that a symmetric input has mean output 0
  bool identity_near_zero;  // f(x) = x + O(x^2) near 0
  double largest_slope;     // supremum of |f'|; infinity when unbounded
  bool differentiable;      // slope exists everywhere
  bool piecewise_linear;    // straight between its kinks, for all parameters; of pieces: one of them, as it is
};

/// How far the float function may be from the exact value of the row with its default parameters, for |x| <= 87.3 (sine
/// and cosine: 1e5); beyond, rows made of exponentials are within 2e-36 of their limit (sine and cosine: within [-1,
/// 1]), and all others keep the bound. Read by the accuracy tests.
struct Accuracy {
  double ulp;       // units in the last place of the exact value
  double absolute;  // or this absolute error, whichever is larger
};

inline constexpr int max_pieces = 8;
inline constexpr int max_activation_parameters = 4;

/// Whether rows have their formula in double. It is the reference that native programs compare with; the page's engine,
/// which never asks for it, goes without: 3 kB less to download.
#ifdef __EMSCRIPTEN__
inline constexpr bool rows_have_double = false;
#else
inline constexpr bool rows_have_double = true;
#endif

struct OwnActivation;

struct Activation {
  std::string_view id;
  /// As expression.hpp reads it, with the row's parameters by their ids (none that only sets a slope: relu, step); of
  /// rows with pieces an example in z1, z2, for show.
  std::string_view formula;
  Family family;
  Textbook textbook;
  double auto_gain;  // 1 / sqrt(E f'(z)^2), z ~ N(0,1); 1 for step and multi-piece rows
  std::array<ActivationParameter, max_activation_parameters> parameters;
  int parameter_count;
  int lowest_pieces, highest_pieces, initial_pieces;  // 1, 1, 1 for curves
  bool gated;         // piece 0 is the value part and piece 1 its gate; else the pieces of a unit compete (maxout)
  bool pseudo_slope;  // the slope is no derivative (step): exempt from gradient checks
  Accuracy value_accuracy, slope_accuracy;
  CurveFacts facts;

  /// a[s] = f(z[0..pieces)[s]). `a` may be `z` for rows with one piece.
  void value(const float* z, float* a, int n, int count, const float* values) const {
    run_value(own, z, a, n, count, values);
  }
  /// The same, and slope[p*n + s] = da/dz of piece p.
  void value_slope(const float* z, float* a, float* slope, int n, int count, const float* values) const {
    run_value_slope(own, z, a, slope, n, count, values);
  }
  /// da[s] = da/d(parameter `which`); not where no parameter is learnable.
  void parameter_slope(const float* z, float* da, int n, int which, const float* values) const {
    run_parameter_slope(own, z, da, n, which, values);
  }

  const OwnActivation* own;  // what a row made at run time is made of; null for those of the table
  void (*run_value)(const OwnActivation* own, const float* z, float* a, int n, int pieces, const float* parameters);
  void (*run_value_slope)(const OwnActivation* own, const float* z, float* a, float* slope, int n, int pieces,
                          const float* parameters);
  void (*run_parameter_slope)(const OwnActivation* own, const float* z, float* da, int n, int which,
                              const float* parameters);  // null when no parameter is learnable
  /// The same formula in double, from the same source; null for multi-piece rows and where rows have none.
  double (*value_double)(double x, const double* parameters);
  double (*slope_double)(double x, const double* parameters);

  constexpr std::span<const ActivationParameter> parameter_list() const {
    return {parameters.data(), static_cast<std::size_t>(parameter_count)};
  }
};

/// Refers to a row, of the table or its own, which lives as long as something refers to it. Used like a pointer.
class ActivationRef {
 public:
  ActivationRef() = default;
  ActivationRef(std::nullptr_t) {}
  ActivationRef(const Activation* of_table) : row_(std::shared_ptr<const void>(), of_table) {}
  explicit ActivationRef(std::shared_ptr<const Activation> own) : row_(std::move(own)) {}
  operator const Activation*() const { return row_.get(); }
  const Activation* operator->() const { return row_.get(); }

 private:
  std::shared_ptr<const Activation> row_;
};

/// The table, in the order in which menus and lists show it.
std::span<const Activation> activations();
/// The row with this id; null when there is none.
const Activation* find_activation(std::string_view id);

}  // namespace nonlin

// The table of data generators and the data set they make.
//
// A generator turns (parameters, index of the point, addressed random numbers) into one point, so that point i is the
// same whatever the count, and noise moves nothing but noise. The tfp-* rows are TensorFlow Playground's: they draw all
// points in sequence from a text seed and shuffle them. Everything is computed in double and narrowed to float once.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "math/named.hpp"
#include "math/text_random.hpp"

namespace nonlin {

/// What a task asks of the network: `classes` targets are class numbers (one-hot for softmax), `labels` are several
/// answers at once, each 0 or 1 by itself, `values` are real numbers.
enum class TaskKind { classes, labels, values };
std::string_view id_of(TaskKind kind);

struct DataParameter {
  std::string_view id;
  double initial, lowest, highest;
  bool integer = false;
};

inline constexpr int max_data_parameters = 6;
inline constexpr int min_data_count = 2, max_data_count = 20000;  // points, generated or given
inline constexpr double min_train_share = 0.01, max_train_share = 1;
inline constexpr int max_data_columns = 16;  // inputs, or targets, of a given point
inline constexpr int max_classes = 10;
inline constexpr std::size_t max_text_seed = 64;  // characters

/// One generator. Units: inputs are in the coordinates of the plane (or line) the page shows.
struct Generator {
  std::string_view id;
  TaskKind kind;
  int inputs;   // 1 or 2
  int targets;  // 1; of kind labels: how many
  std::array<DataParameter, max_data_parameters> parameters;
  int parameter_count;
  int initial_count;           // points
  double initial_noise;        // standard deviation, in the units of the inputs (of the target for values)
  double highest_noise;        // noise is 0..highest_noise; of tfp-* rows both are per cent
  std::array<double, 2> view;  // the range the page shows with initial parameters, same for both inputs

  /// Smallest and largest coordinate the points reach without noise, the same for both inputs.
  std::array<double, 2> (*range)(const double* parameters);

  /// One point: `inputs` coordinates to x, class number, value or `targets` labels to *target. `parameters` in the
  /// row's order, `u` = block of the position stream, `e` = four standard normal numbers of the noise stream, already
  /// multiplied by the noise. Noise moves *target (values) or x; class and labels are those of the point without noise.
  void (*point)(const double* parameters, std::uint32_t index, const std::array<std::uint32_t, 4>& u, const double* e,
                double* x, double* target);

  /// In place of `point` (which is null): all points as (x, y, target), drawn in sequence and not yet shuffled. `noise`
  /// is a share; the row's noise is in per cent, as Playground's slider is.
  void (*playground)(TextRandom& random, int count, double noise, double* points);

  std::span<const DataParameter> parameter_list() const {
    return {parameters.data(), static_cast<std::size_t>(parameter_count)};
  }
};

std::span<const Generator> generators();
const Generator* find_generator(std::string_view id);

/// Which points a data set holds; given points replace the generator.
struct DataSpec {
  std::string generator = "spiral";
  Named<double> parameters;     // those not named have their initial value
  std::optional<int> count;     // 2..20000; empty: the row's initial count
  std::optional<double> noise;  // 0..the row's highest; empty: the row's initial noise
  std::string text_seed;        // tfp-* only, 1..64 printable ASCII characters; empty: the seed as a decimal text
  double train_share = 1;       // 0.01..1: exactly round(share * count) points, at least 1, are in the training set
  struct Points {               // given points, used when any of these is not empty
    std::vector<std::vector<double>> inputs;   // one row per point, 1..16 columns
    std::vector<std::vector<double>> targets;  // one row per point: class number (one column), labels or values
    std::vector<std::uint8_t> train;           // 0 or 1; empty: chosen by train_share
    TaskKind kind = TaskKind::values;          // targets are class numbers 0..9, labels 0 or 1, or values
    // What the page shows and says of them; nothing is trained on it. Empty: see data_ranges, and no names.
    std::vector<std::array<double, 2>> ranges = {};  // of each input
    std::vector<std::string> columns = {};           // names of the inputs, then of the targets
    std::vector<std::string> classes = {};           // names of the classes
  } points;
};

/// The spec with every parameter, the count and the noise written out. Throws std::invalid_argument with path, value
/// and what is allowed ("data.count: 0 is outside 2..20000"), for given points too.
DataSpec complete_data(const DataSpec& spec);

/// A range to show with a margin of a tenth on each side, room for the usual noise. Noise itself does not move the
/// view.
constexpr std::array<double, 2> view_of(std::array<double, 2> range) {
  const double width = range[1] - range[0], margin = width > 0 ? 0.1 * width : 1;
  return {range[0] - margin, range[1] + margin};
}

/// The range to show of each input: for a generator what its points reach without noise, the same for both; for given
/// points their own, else what this input of them reaches; and a margin.
std::vector<std::array<double, 2>> data_ranges(const DataSpec& spec);

/// A set of points ready for training. Feature-major: row j of inputs holds feature j of all points, rows are `count`
/// long. The training points come first, in the order of their index, then the test points.
struct Dataset {
  TaskKind kind = TaskKind::classes;
  int count = 0, train_count = 0;
  int inputs = 0;             // raw coordinates per point
  int classes = 0;            // number of classes (kind classes, at least 2), else 0
  int targets = 0;            // columns of target: 1, or several for labels and given values
  std::vector<float> input;   // inputs x count
  std::vector<float> target;  // targets x count: class number, labels, or values
  std::vector<int> index;     // original index of each point; of tfp-* points: in their shuffled order
  /// Of tfp-* data: what comes after the points, from which Playground draws the starting weights.
  std::optional<TextRandom> after;
};

/// Makes the data set of `spec` with `seed`. Throws as `complete_data`.
Dataset make_dataset(const DataSpec& spec, std::uint32_t seed);

}  // namespace nonlin

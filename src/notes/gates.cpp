#include "notes/gates.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include "math/functions_double.hpp"
#include "model/activation.hpp"
#include "notes/options.hpp"

namespace nonlin {
namespace {

using Parameters = std::array<float, max_activation_parameters>;

Parameters initial(const Activation& row) {
  Parameters parameters{};
  for (std::size_t k = 0; k < row.parameter_list().size(); ++k)
    parameters[k] = static_cast<float>(row.parameters[k].initial);
  return parameters;
}

double gate_of(std::string_view id, double x) {
  if (id == "tanh") return tanh(x);
  return id == "normal" ? normal_tail(-x) : 1 / (1 + exp(-x));
}

}  // namespace

void measure_gate(const Reader& options, std::uint32_t, Figures& figures) {
  options.keys("activation, gate");
  const Reader activation = option(options, "activation");
  const Activation& row = *activation.row(activations());
  if (row.lowest_pieces > 1 && !row.gated) activation.fail("pieces that compete; allowed: curves and gated pairs");
  const std::string_view gate = option(options, "gate").choice("sigmoid, normal, tanh");
  const Parameters parameters = initial(row);
  // A multiple of 256 points; of a pair the gate's is walked through in another order, so that all signs meet.
  constexpr int run = 256, runs = 64;
  constexpr double reach = 20, width = 2 * reach / (run * runs);
  double furthest = 0, lowest = 0, highest = 0, shut = 1, open = 0;
  for (int r = 0; r < runs; ++r) {
    std::array<float, 2 * run> z;
    std::array<float, run> a;
    for (int i = 0; i < run; ++i) {
      const int index = r * run + i, other = row.gated ? index * 37 % (run * runs) : index;
      z[static_cast<std::size_t>(i)] = static_cast<float>(-reach + (index + 0.5) * width);
      z[static_cast<std::size_t>(run + i)] = static_cast<float>(-reach + (other + 0.5) * width);
    }
    row.value(z.data(), a.data(), run, row.lowest_pieces, parameters.data());
    for (std::size_t i = 0; i < run; ++i) {
      const double g = gate_of(gate, static_cast<double>(z[run + i])), value = static_cast<double>(a[i]);
      furthest = std::max(furthest, std::fabs(value - static_cast<double>(z[i]) * g));
      lowest = std::min(lowest, value);
      highest = std::max(highest, value);
      shut = std::min(shut, g);
      open = std::max(open, g);
    }
  }
  figures.add("difference", furthest / (highest - lowest));
  figures.add("lowest-gate", shut);
  figures.add("highest-gate", open);
  figures.add("gate-at-0", gate_of(gate, 0));
}

void measure_slope_at(const Reader& options, std::uint32_t, Figures& figures) {
  options.keys("activation, x");
  const Reader activation = option(options, "activation");
  const Activation& row = *activation.row(activations());
  if (row.lowest_pieces > 1) activation.fail("of several pieces; allowed: curves");
  const Parameters parameters = initial(row);
  constexpr int count = 2056;  // -8..8 at multiples of 1/128, and x
  std::array<float, count> z{}, a, slope;
  for (int i = 0; i <= 2048; ++i) z[static_cast<std::size_t>(i)] = static_cast<float>(i - 1024) / 128;
  z[2049] = static_cast<float>(number_option(options, "x", -8, 8));
  row.value_slope(z.data(), a.data(), slope.data(), count, 1, parameters.data());
  float steepest = 0;
  for (const float x : slope) steepest = std::max(steepest, std::fabs(x));
  figures.add("value", static_cast<double>(a[2049]));
  figures.add("slope", static_cast<double>(slope[2049]));
  figures.add("of-largest", static_cast<double>(std::fabs(slope[2049])) / static_cast<double>(steepest));
}

}  // namespace nonlin

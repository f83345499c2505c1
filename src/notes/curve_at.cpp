#include "notes/curve_at.hpp"

#include <array>

#include "model/network.hpp"

namespace nonlin {
namespace {

Reader option(const Reader& options, const char* key) {
  const auto found = options.find(key);
  if (!found) options.fail(key, " is missing");
  return *found;
}

}  // namespace

CurvePoint curve_at(const Activation& row, double z) {
  constexpr int run = 8;  // the shortest that rows take
  alignas(32) std::array<float, run> in, a, slope;
  in.fill(static_cast<float>(z));
  std::array<float, max_activation_parameters> parameters{};
  for (std::size_t i = 0; i < row.parameter_list().size(); ++i)
    parameters[i] = static_cast<float>(row.parameter_list()[i].initial);
  row.value_slope(in.data(), a.data(), slope.data(), run, 1, parameters.data());
  return {a[0], slope[0]};
}

const Activation& row_option(const Reader& options, const char* key) {
  return *option(options, key).row(activations());
}

const Activation& curve_option(const Reader& options, const char* key) {
  const Activation& row = row_option(options, key);
  if (row.initial_pieces > 1) option(options, key).fail(row.id, " has several pieces; allowed: a curve");
  return row;
}

double number_option(const Reader& options, const char* key, double lowest, double highest) {
  return option(options, key).number(lowest, highest);
}

int count_option(const Reader& options, const char* key, int lowest, int highest) {
  return static_cast<int>(option(options, key).integer(lowest, highest));
}

}  // namespace nonlin

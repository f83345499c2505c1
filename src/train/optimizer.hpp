// The table of optimisers. Each is one flat loop over the parameter buffer; the papers are cited per row in optimizer.cpp.
#pragma once

#include <array>
#include <span>
#include <string_view>

namespace nonlin {

struct OptimizerParameter {
  std::string_view id;
  double initial, lowest, highest;
};
inline constexpr int max_optimizer_parameters = 3;

/// The state an update reads and changes. All spans have the length of the parameter buffer, a multiple of 8.
struct UpdateArguments {
  std::span<float> parameters;
  std::span<const float> gradient;
  std::span<float> moment1, moment2;  // empty when the row has fewer moments
  double rate;
  const double* settings;             // in the row's order
  std::array<double, 2>* powers;      // running products of betas, part of the state
  bool first;                         // this is step 1
};

struct Optimizer {
  std::string_view id;
  std::array<OptimizerParameter, max_optimizer_parameters> parameters;
  int parameter_count;
  int moments;  // 0, 1 or 2 buffers
  /// Returns false when a parameter became non-finite.
  bool (*update)(const UpdateArguments& arguments);

  std::span<const OptimizerParameter> parameter_list() const {
    return {parameters.data(), static_cast<std::size_t>(parameter_count)};
  }
};

std::span<const Optimizer> optimizers();
const Optimizer* find_optimizer(std::string_view id);

struct OptimizerSpec {
  const Optimizer* row = find_optimizer("adam");
  double rate = 0.01;
  std::array<double, max_optimizer_parameters> settings{0.9, 0.999, 1e-8};  // in the row's order
};

}  // namespace nonlin

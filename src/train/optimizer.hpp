// The table of optimisers, exactly as PyTorch defines them. Each is one flat loop over the parameter buffer; the papers
// are cited per row in optimizer.cpp.
#pragma once

#include <array>
#include <span>
#include <string_view>

#include "train/schedule.hpp"

namespace nonlin {

struct OptimizerParameter {
  std::string_view id;
  double initial, lowest, highest;
};
inline constexpr int max_optimizer_parameters = 3;
using OptimizerSettings = std::array<double, max_optimizer_parameters>;  // in the row's order
/// Running products of the betas, part of the state; both start at 1.
using Powers = std::array<double, 2>;

/// What an update reads and changes. All spans have the length of the parameter buffer, a multiple of 8.
struct Update {
  std::span<float> parameters;
  std::span<const float> gradient;
  std::span<float> moment1, moment2;  // empty when the row has fewer moments; start at 0
  double rate;
  const OptimizerSettings& settings;
  Powers& powers;
};

struct Optimizer {
  std::string_view id;
  std::array<OptimizerParameter, max_optimizer_parameters> parameters;
  int parameter_count;
  int moments;  // 0, 1 or 2 buffers
  /// One step. Returns whether every parameter is still finite, and every moment: one that has overflowed would hold
  /// its parameter still for ever.
  bool (*step)(const Update& update);
  double initial_decay = 0;  // decoupled weight decay (train/penalty.hpp) unless told otherwise

  std::span<const OptimizerParameter> parameter_list() const {
    return {parameters.data(), static_cast<std::size_t>(parameter_count)};
  }
};

std::span<const Optimizer> optimizers();
const Optimizer* find_optimizer(std::string_view id);

struct OptimizerSpec {
  const Optimizer* row = find_optimizer("adam");
  double rate = 0.01;
  OptimizerSettings settings{0.9, 0.999, 1e-8};
  ScheduleSpec schedule{};
  double clip = 0;  // largest norm of the gradient a step takes, penalties included; 0: any
};

/// The learning rate of the step after `step` steps.
inline double rate_at(const OptimizerSpec& optimizer, int step) {
  return optimizer.rate * rate_factor(optimizer.schedule, step);
}

}  // namespace nonlin

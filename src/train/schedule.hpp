// The table of learning-rate schedules, as PyTorch defines them. The rate of a step is a pure function of the step, so
// that restoring, rewinding and branching need no state.
#pragma once

#include <array>
#include <span>
#include <string_view>

namespace nonlin {

struct ScheduleParameter {
  std::string_view id;
  double initial, lowest, highest;
  bool integer;
};
inline constexpr int max_schedule_parameters = 2;
using ScheduleSettings = std::array<double, max_schedule_parameters>;  // in the row's order

struct Schedule {
  std::string_view id;
  std::array<ScheduleParameter, max_schedule_parameters> parameters;
  int parameter_count;
  /// What the rate is multiplied by at `step` (0: the first), of `budget` steps in all.
  double (*factor)(const ScheduleSettings& settings, int step, int budget);

  std::span<const ScheduleParameter> parameter_list() const {
    return {parameters.data(), static_cast<std::size_t>(parameter_count)};
  }
};

std::span<const Schedule> schedules();
const Schedule* find_schedule(std::string_view id);

struct ScheduleSpec {
  const Schedule* row = find_schedule("constant");
  ScheduleSettings settings{};
  /// Steps of linear warm-up before the schedule begins: the first step has 1/warmup of the rate, step `warmup` all of
  /// it. PyTorch: SequentialLR of LinearLR(start_factor = 1/warmup, total_iters = warmup - 1) and the row's, which
  /// counts its own steps from `warmup` on.
  int warmup = 0;
  int budget = 0;  // of the race, which schedules are given that last as long as it
};

/// What the rate is multiplied by at `step`, the number of steps done before it.
double rate_factor(const ScheduleSpec& schedule, int step);

}  // namespace nonlin

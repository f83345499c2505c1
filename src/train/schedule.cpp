#include "train/schedule.hpp"

#include "math/functions_double.hpp"
#include "math/table.hpp"

namespace nonlin {
namespace {

constexpr double pi = 3.14159265358979323846;
constexpr double max_steps_of_row = 10'000'000;

/// x^n by squaring, for n >= 0.
double power(double x, int n) {
  double result = 1;
  for (; n > 0; n /= 2) {
    if (n % 2 == 1) result *= x;
    x *= x;
  }
  return result;
}

double constant(const ScheduleSettings&, int, int) { return 1; }

/// factor^floor(step / every): StepLR.
double step_down(const ScheduleSettings& settings, int step, int) {
  return power(settings[1], step / static_cast<int>(settings[0]));
}

/// floor + (1 - floor) (1 + cos(pi step / over)) / 2, from step `over` on the floor, a share of the rate:
/// CosineAnnealingLR with T_max = over and eta_min = floor rate. Loshchilov, Hutter, "SGDR: stochastic gradient descent
/// with warm restarts", ICLR 2017, without restarts.
double cosine(const ScheduleSettings& settings, int step, int budget) {
  const int over = settings[0] > 0 ? static_cast<int>(settings[0]) : budget;
  const double floor = settings[1];
  return step >= over ? floor : floor + (1 - floor) * (1 + cos(pi * step / over)) / 2;
}

constexpr std::array rows{
    Schedule{"constant", {}, 0, constant},
    Schedule{
        "step",
        {ScheduleParameter{"every", 100, 1, max_steps_of_row, true}, ScheduleParameter{"factor", 0.1, 0, 1, false}},
        2,
        step_down},
    Schedule{"cosine",
             {ScheduleParameter{"over", 0, 0, max_steps_of_row, true}, ScheduleParameter{"floor", 0, 0, 1, false}},
             2,
             cosine},
};

}  // namespace

std::span<const Schedule> schedules() { return rows; }

const Schedule* find_schedule(std::string_view id) { return find_row(rows, id); }

double rate_factor(const ScheduleSpec& schedule, int step) {
  if (step < schedule.warmup) return static_cast<double>(step + 1) / schedule.warmup;
  return schedule.row->factor(schedule.settings, step - schedule.warmup, schedule.budget - schedule.warmup);
}

}  // namespace nonlin

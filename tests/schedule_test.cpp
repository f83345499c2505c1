// Learning-rate schedules against their definitions, and warm-up before each of them.
#include "train/schedule.hpp"

#include <catch2/catch_test_macros.hpp>
#include <cmath>

#include "train/optimizer.hpp"

namespace nonlin {
namespace {

bool near(double a, double b) { return std::fabs(a - b) <= 1e-14; }

TEST_CASE("each schedule is its definition at every step", "[schedule]") {
  const ScheduleSpec constant;
  REQUIRE(constant.row->id == "constant");
  const ScheduleSpec step{find_schedule("step"), {30, 0.5}, 0, 1000};
  const ScheduleSpec cosine{find_schedule("cosine"), {400, 0.25}, 0, 1000};
  const ScheduleSpec whole{find_schedule("cosine"), {0, 0}, 0, 1000};
  for (int t = 0; t <= 1200; ++t) {
    INFO(t);
    CHECK(rate_factor(constant, t) == 1);
    CHECK(rate_factor(step, t) == std::ldexp(1.0, -(t / 30)));
    const double share = (1 + std::cos(std::acos(-1) * t / 400)) / 2;
    CHECK(near(rate_factor(cosine, t), t < 400 ? 0.25 + 0.75 * share : 0.25));
    CHECK(near(rate_factor(whole, t), t < 1000 ? (1 + std::cos(std::acos(-1) * t / 1000)) / 2 : 0));
  }
  const ScheduleSpec slow{find_schedule("step"), {1, 0.999}, 0, 1};
  CHECK(near(rate_factor(slow, 2345), std::pow(0.999, 2345)));
  CHECK(rate_factor(slow, 10'000'000) == 0);
}

TEST_CASE("warm-up rises in a line to the rate; what follows counts its steps from there", "[schedule]") {
  for (const Schedule& row : schedules()) {
    INFO(row.id);
    ScheduleSpec plain{&row, {}, 0, 80}, warm{&row, {}, 20, 100};
    for (std::size_t i = 0; i < row.parameter_list().size(); ++i)
      plain.settings[i] = warm.settings[i] = i == 0 && row.id == "step" ? 7 : row.parameters[i].initial;
    for (int t = 0; t < 20; ++t) CHECK(rate_factor(warm, t) == (t + 1) / 20.0);
    for (int t = 20; t < 120; ++t) CHECK(rate_factor(warm, t) == rate_factor(plain, t - 20));
    CHECK(rate_factor(warm, 20) == 1);
  }
  // A budget that ends within the warm-up.
  CHECK(rate_factor({find_schedule("cosine"), {0, 0.5}, 20, 10}, 9) == 0.5);
  CHECK(rate_factor({find_schedule("cosine"), {0, 0.5}, 20, 10}, 25) == 0.5);
  OptimizerSpec optimizer{.rate = 3};
  optimizer.schedule.warmup = 3;
  CHECK(rate_at(optimizer, 0) == 1);
  CHECK(rate_at(optimizer, 7) == 3);
}

TEST_CASE("the table of schedules: ids, and ranges that hold the initial values", "[schedule]") {
  for (const Schedule& row : schedules()) {
    CHECK(find_schedule(row.id) == &row);
    for (const ScheduleParameter& p : row.parameter_list()) CHECK((p.lowest <= p.initial && p.initial <= p.highest));
  }
  CHECK(find_schedule("none") == nullptr);
}

}  // namespace
}  // namespace nonlin

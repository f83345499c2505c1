// Problems of two numbers: slopes against values, and the step counts that are known of them (measured beforehand with
// another implementation of the same optimisers).
#include "train/descent.hpp"

#include <catch2/catch_test_macros.hpp>
#include <cmath>

#include "numbers.hpp"

namespace nonlin {
namespace {

/// The optimiser with its row's parameters.
OptimizerSpec optimizer(std::string_view id, double rate) {
  OptimizerSpec spec;
  spec.row = find_optimizer(id);
  REQUIRE(spec.row);
  spec.rate = rate;
  spec.settings = {};
  for (std::size_t i = 0; i < spec.row->parameter_list().size(); ++i)
    spec.settings[i] = spec.row->parameters[i].initial;
  return spec;
}

std::vector<DescentPoint> path_of(std::string_view problem, OptimizerSpec spec, double x, double y, int steps,
                                  double noise = 0, std::uint32_t seed = 0) {
  return descend(*find_problem(problem),
                 {.optimizer = spec, .start = {x, y}, .steps = steps, .noise = noise, .seed = seed});
}

/// Steps until the saddle's value is below -0.2; -1: not in 500.
int steps_down(std::string_view id, double rate, double y, double noise = 0, std::uint32_t seed = 0) {
  const auto path = path_of("saddle", optimizer(id, rate), 1, y, 500, noise, seed);
  for (std::size_t i = 0; i < path.size(); ++i)
    if (path[i].value < -0.2) return static_cast<int>(i);
  return -1;
}

TEST_CASE("the slope of every problem is that of its value", "[descent]") {
  for (const Problem& problem : problems())
    for (double x : {-2.5, -0.4, 0.3, 1.7})
      for (double y : {-1.3, 0.6}) {
        INFO(problem.id << " at " << x << ", " << y);
        const double h = 1e-5;
        const auto slope = problem.slope(x, y);
        CHECK(test::close(slope[0], (problem.value(x + h, y) - problem.value(x - h, y)) / (2 * h), 1e-7, 1e-7));
        CHECK(test::close(slope[1], (problem.value(x, y + h) - problem.value(x, y - h)) / (2 * h), 1e-7, 1e-7));
        if (problem.variables == 1) CHECK(slope[1] == 0);
      }
}

TEST_CASE("a path is of floats, from its start on", "[descent]") {
  // g++ 12 with its SLP vectoriser leaves the rounding of the start out.
  for (const DescentPoint& point : path_of("saddle", optimizer("sgd", 0.1), 0.1, 1e-3, 3)) {
    CHECK(point.x == static_cast<double>(static_cast<float>(point.x)));
    CHECK(point.y == static_cast<double>(static_cast<float>(point.y)));
  }
}

// C74.
TEST_CASE("off the saddle: plain descent and momentum wait, Adam does not notice how near it starts", "[descent]") {
  CHECK(steps_down("sgd", 0.1, 0.1) == 25);
  CHECK(steps_down("sgd", 0.1, 1e-3) == 74);
  CHECK(steps_down("sgd", 0.1, 1e-6) == 146);
  CHECK(steps_down("momentum", 0.1, 0.1) == 15);
  CHECK(steps_down("momentum", 0.1, 1e-3) == 27);
  CHECK(steps_down("momentum", 0.1, 1e-6) == 52);
  for (double y : {0.1, 1e-3, 1e-6}) {
    CHECK(steps_down("rmsprop", 0.01, y) == 25);
    CHECK(steps_down("adam", 0.01, y) == 83);
    CHECK(steps_down("adam", 0.1, y) == (y == 0.1 ? 8 : 9));
  }
  for (std::string_view id : {"sgd", "momentum", "rmsprop", "adam"})
    CHECK(steps_down(id, 0.1, 0) == -1);  // exactly on it
}

TEST_CASE("noise takes every optimiser off the saddle", "[descent]") {
  const auto mean = [](std::string_view id, double rate) {
    double sum = 0;
    for (std::uint32_t seed = 0; seed < 40; ++seed) {
      const int steps = steps_down(id, rate, 0, 1e-3, seed);
      REQUIRE(steps > 0);
      sum += steps;
    }
    return sum / 40;
  };
  CHECK(std::fabs(mean("sgd", 0.1) - 97) < 6);
  CHECK(std::fabs(mean("momentum", 0.1) - 34) < 3);
  CHECK(std::fabs(mean("adam", 0.01) - 83) < 2);
}

TEST_CASE("over the hill of the double well: step size and inertia decide", "[descent]") {
  const auto crosses = [](std::string_view id, double rate) {
    return path_of("double-well", optimizer(id, rate), 2.2, 0, 800).back().x < 0;
  };
  for (double rate : {0.01, 0.02, 0.05}) CHECK(crosses("momentum", rate));
  for (double rate : {0.001, 0.003}) CHECK_FALSE(crosses("momentum", rate));
  for (double rate : {0.001, 0.003, 0.01, 0.03}) CHECK_FALSE(crosses("sgd", rate));
  CHECK(crosses("sgd", 0.1));
  for (double rate : {0.001, 0.003, 0.01, 0.03, 0.1, 0.3}) CHECK_FALSE(crosses("adam", rate));
  CHECK(test::close(path_of("double-well", optimizer("sgd", 0.01), 2.2, 0, 800).back().x, 1.332, 1e-3));
  CHECK(test::close(path_of("double-well", optimizer("sgd", 0.01), -2.2, 0, 800).back().x, -1.484, 1e-3));
}

// C32.
TEST_CASE("one neuron: two minima with squared error, one with cross-entropy", "[descent]") {
  const auto end = [](std::string_view problem, double from) {
    return path_of(problem, optimizer("sgd", 0.1), from, 0, 3000).back();
  };
  for (double from : {-1.0, -0.3}) CHECK(test::close(end("neuron-mse", from).x, -0.106, 2e-3));
  for (double from : {0.3, 1.0}) CHECK(test::close(end("neuron-mse", from).x, 1.469, 2e-3));
  CHECK(test::close(end("neuron-mse", -1).value, 0.183, 1e-3));
  CHECK(test::close(end("neuron-mse", 1).value, 0.433, 1e-3));
  CHECK(test::close(end("neuron-mse", -5).x, -6.6, 0.1));  // still crawling on a plateau
  CHECK(test::close(end("neuron-mse", 5).x, 2.2, 0.1));
  for (double from : {-5.0, -1.0, 0.3, 1.0, 5.0}) CHECK(test::close(end("neuron-cross-entropy", from).x, -0.158, 1e-3));
}

// C34.
TEST_CASE("from 0.9 to 0.5 sigmoid takes 67 steps, ReLU two", "[descent]") {
  const auto sigmoid =
      descend(*find_problem("sigmoid"),
              {.optimizer = optimizer("sgd", 0.2), .start = find_problem("sigmoid")->start, .steps = 70});
  CHECK(test::close(sigmoid[0].value, 0.9, 1e-7));
  CHECK(test::close(sigmoid[1].value, 0.898368, 1e-6));
  CHECK(sigmoid[66].value > 0.5);
  CHECK(test::close(sigmoid[67].value, 0.49909, 1e-5));
  const auto relu = descend(*find_problem("relu"),
                            {.optimizer = optimizer("sgd", 0.2), .start = find_problem("relu")->start, .steps = 2});
  CHECK(test::close(relu[1].value, 0.7, 1e-6));
  CHECK(test::close(relu[2].value, 0.5, 1e-6));
}

TEST_CASE("a path has the start and every step, ends where it diverges, and is the same every time", "[descent]") {
  CHECK(path_of("bowl", optimizer("sgd", 0.01), 1, 1, 0).size() == 1);
  CHECK(path_of("bowl", optimizer("sgd", 0.01), 1, 1, 10).size() == 11);
  CHECK(path_of("bowl", optimizer("sgd", 0.01), 1, 1, 2000).back().value < 1e-12);
  CHECK(path_of("bowl", optimizer("sgd", 10), 1, 1, 2000).size() < 2000);
  const auto noisy = [](std::uint32_t seed) {
    return path_of("saddle", optimizer("adam", 0.01), 1, 0, 50, 0.01, seed).back();
  };
  CHECK(noisy(3).x == noisy(3).x);
  CHECK(noisy(3).x != noisy(4).x);
  CHECK(path_of("double-well", optimizer("adam", 0.1), 1, 0.5, 20, 0.1).back().y == 0.5);  // one variable: y stays
}

}  // namespace
}  // namespace nonlin

// What the benchmark compares must be the same work: the C library's formulas are the rows' own, and the door through
// which scripts/bench asks trains what it was given.
#include "app/bench.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>
#include <sstream>
#include <string>
#include <vector>

#include "app/bench_tasks.hpp"
#include "app/cli_json.hpp"
#include "math/simd.hpp"
#include "model/activation.hpp"
#include "race/race.hpp"

namespace nonlin {
namespace {

using Catch::Matchers::WithinAbs;
using Catch::Matchers::WithinRel;

TEST_CASE("the C library's formulas of the benchmark are those of the rows", "[bench]") {
  constexpr int n = 16;
  int found = 0;
  for (const Activation& row : activations()) {
    const LibraryLoop library = library_loop(row.id);
    if (!library) continue;
    ++found;
    std::vector<float> z, theirs(n), ours(n), parameters;
    for (int i = 0; i < row.initial_pieces * n; ++i) z.push_back(static_cast<float>((i * 7) % 31 - 15) * 0.37f);
    for (const ActivationParameter& p : row.parameter_list()) parameters.push_back(static_cast<float>(p.initial));
    library(z.data(), theirs.data(), n);
    row.value(z.data(), ours.data(), n, row.initial_pieces, parameters.data());
    for (std::size_t i = 0; i < n; ++i) {
      INFO(row.id << " at " << z[i]);
      CHECK_THAT(theirs[i], WithinRel(ours[i], 1e-5f) || WithinAbs(ours[i], 1e-6f));
    }
  }
  CHECK(found >= 25);
}

TEST_CASE("every task of the benchmark does its work once", "[bench]") {
  int run = 0;
  for (const BenchTask& task : bench_tasks()) {
    INFO(task.group << ": " << task.name);
    CHECK(task.work > 0);
    task.calls(1);
    ++run;
  }
  CHECK(run > 100);
}

TEST_CASE("bench --serve lists its tasks, times them, trains and says what is wrong", "[bench]") {
  const std::string spec =
      R"({"data": {"generator": "circle", "count": 64}, "network": {"layers": [{"units": 4}]}, "batch": {"size": 16},)"
      R"( "stop": {"steps": 30}, "lanes": [{"activation": "tanh"}]})";
  std::istringstream questions(
      "{\"list\": true}\n{\"updates\": 1}\n{\"open\": " + spec +
      "}\n{\"updates\": 30}\n{\"task\": 0, \"milliseconds\": 0.01}\n{\"task\": 0}\n{\"open\": 1}\n");
  std::ostringstream answers;
  const std::vector<std::string_view> arguments{"--serve"};
  CHECK(run_bench(arguments, questions, answers).empty());
  std::vector<Value> replies;
  std::istringstream lines(answers.str());
  for (std::string line; std::getline(lines, line);) replies.push_back(parse_json(line));
  REQUIRE(replies.size() == 7);

  const Array* list = replies[0].as<Array>();
  REQUIRE(list);
  CHECK(list->size() > 3 * activations().size());
  CHECK(*replies[1].find("error")->as<std::string>() == "open a race first");
  CHECK(*replies[4].find("seconds")->as<double>() > 0);
  CHECK(*replies[5].find("error")->as<std::string>() == "milliseconds: a number is missing");
  CHECK(replies[6].find("error"));

  const RunId id{0, 0};
  Race race(read_spec(parse_json(spec)), {&id, 1}, 30);
  CHECK(*replies[2].find("loss")->as<double>() == race.runs()[0].records[0].train.loss);
  race.advance(30, 1e9);
  CHECK(*replies[3].find("loss")->as<double>() == race.runs()[0].records.back().train.loss);
}

}  // namespace
}  // namespace nonlin

// nonlin probe and nonlin descend as a user runs them.
#include <array>
#include <cmath>

#include "app/cli_json.hpp"
#include "math/hash.hpp"
#include "model/rewrite.hpp"
#include "program.hpp"
#include "race_specs.hpp"
#include "train/descent.hpp"

namespace nonlin {
namespace {

using test::output;
using test::run;

double number(const Value& json, const char* key) {
  const Value* member = json.find(key);
  REQUIRE(member);
  REQUIRE(member->as<double>());
  return *member->as<double>();
}

const std::string two_lanes = R"({"seed": 4, "seeds": 2, "data": {"generator": "circle", "count": 60},
  "network": {"layers": [{"units": 5}, {"units": 4}]}, "optimizer": {"id": "sgd", "rate": 0.3}, "stop": {"steps": 50},
  "lanes": [{"activation": "tanh"}, {"activation": "relu"}]})";

TEST_CASE("probe shows a run as it is at a step, and the run is not another for it", "[cli]") {
  const RaceSpec spec = test::read(two_lanes);
  const RunId id{1, 1};
  Race race(spec, {&id, 1}, 10);
  race.advance(30, 1e9);
  const Value json = parse_json(output("probe - --at 30 --lane 1 --seed 1", two_lanes));
  CHECK(*json.find("lane")->as<std::string>() == "relu");
  CHECK(number(json, "step") == 30);
  CHECK(*json.find("hash")->as<std::string>() == hex(race.runs()[0].trainer.network().hash()));
  CHECK(number(json, "trainLoss") == race.runs()[0].records.back().train.loss);
  CHECK(number(*json.find("regions"), "count") > 3);
  CHECK_FALSE(json.find("slice"));
  const Array& layers = *json.find("layers")->as<Array>();
  REQUIRE(layers.size() == 3);
  for (std::size_t l = 0; l < 3; ++l) {
    double counted = 0;
    for (const Value& count : *layers[l].find("z")->find("counts")->as<Array>()) counted += *count.as<double>();
    counted += number(*layers[l].find("z"), "under") + number(*layers[l].find("z"), "over");
    CHECK(counted == 60 * (l == 0 ? 5 : l == 1 ? 4 : 1));
    if (l < 2) CHECK(layers[l].find("units")->as<Array>()->size() == (l == 0 ? 5 : 4));
    const double states = l < 2 ? number(layers[l], "alive") + number(layers[l], "asleep") +
                                      number(layers[l], "saturated") + number(layers[l], "dead")
                                : 1;
    CHECK(states == (l == 0 ? 5 : l == 1 ? 4 : 1));
  }
  // One step later, the blocks have moved by what was foretold.
  const Value later = parse_json(output("probe - --at 31 --lane 1 --seed 1", two_lanes));
  for (const auto& [name, block] : *json.find("nextStep")->as<Object>()) {
    const double moved = number(*later.find("nextStep")->find(name.c_str()), "norm") - number(block, "norm");
    CHECK(std::fabs(moved) <= number(block, "update") * 1.000001);
    CHECK(std::fabs(number(block, "update") - 0.3 * number(block, "gradient")) < 1e-6);
  }
}

TEST_CASE("probe: slices, rewrites, smooth rows without regions", "[cli]") {
  const Value tanh = parse_json(output("probe - --at 20 --slice 3 --rewrite tanh-to-sigmoid", two_lanes));
  CHECK_FALSE(tanh.find("regions"));
  const Array& losses = *tanh.find("slice")->find("losses")->as<Array>();
  REQUIRE(losses.size() == 9);
  CHECK(*losses[4].as<double>() == number(tanh, "trainLoss"));
  CHECK(number(*tanh.find("rewrite"), "largestDifference") < 1e-5);
  CHECK(number(*tanh.find("rewrite"), "parametersAfter") == number(*tanh.find("rewrite"), "parameters"));
  CHECK(*parse_json(output("probe -", two_lanes)).find("step") == Value(50));
}

TEST_CASE("probe and descend say what is wrong", "[cli]") {
  struct Case {
    const char *arguments, *message;
  };
  for (const Case& wrong : std::initializer_list<Case>{
           {"probe", "probe: a spec is missing; allowed: a JSON file, - for standard input"},
           {"probe - --at 51", "--at: the budget ends at step 50"},
           {"probe - --lane 2", "--lane: there are only 2, counted from 0"},
           {"probe - --seed 2", "--seed: there are only 2, counted from 0"},
           {"probe - --at", "--at: its value is missing"},
           {"probe - --slice 1", "--slice: '1' is not a whole number in 2..512"},
           {"probe - --deep 3",
            "probe: '--deep' is unknown; allowed: --at STEP, --lane I, --seed R, --slice N, --rewrite ID"},
           {"probe - --rewrite gelu",
            "--rewrite: 'gelu' is unknown; allowed: merge-identity, tanh-to-sigmoid, to-maxout, softmax-to-logistic"},
           {"probe - --rewrite to-maxout", "rewrite: no hidden layer is relu, leaky-relu, prelu or abs"},
           {"probe - --rewrite softmax-to-logistic",
            "rewrite: softmax-to-logistic needs the head softmax, not logistic"},
           {"descend hill",
            "descend: 'hill' is unknown; allowed: saddle, double-well, bowl, neuron-mse, neuron-cross-entropy, "
            "sigmoid, "
            "relu"},
           {"descend saddle nadam",
            "optimizer.id: 'nadam' is unknown; allowed: sgd, momentum, nesterov, adagrad, rmsprop, adam, adamw"},
           {"descend saddle sgd beta1=1", "optimizer.beta1: unknown key; allowed: id, rate, schedule, clip"},
           {"descend saddle adam beta1=2", "optimizer.beta1: 2 is outside 0..0.9999"},
           {"descend saddle adam beta1=0.5 beta1=0.6", "descend: 'beta1' is there twice"},
           {"descend saddle schedule.id=linear",
            "optimizer.schedule.id: 'linear' is unknown; allowed: constant, step, cosine"},
           {"descend saddle decay=-1", "regularization.decay: -1 is outside 0..100"},
           {"descend saddle --rate 0", "optimizer.rate: 0 is outside (0, 1000]"},
           {"descend saddle --noise -1", "--noise: -1 is outside 0..1000000"},
           {"descend saddle --start 1,1e300", "--start: 1e+300 is outside -1000000..1000000"},
           {"descend saddle --start 1,", "--start: '' is not a number"},
           {"descend saddle --steps -1", "--steps: '-1' is not a whole number in 0..1000000"},
           {"descend saddle --at 1",
            "descend: '--at' is unknown; allowed: --rate R, --start X,Y, --steps N, --noise SD, --seed S"}}) {
    INFO(wrong.arguments);
    const test::Result result = run(wrong.arguments, two_lanes);
    CHECK(result.code == 2);
    CHECK(result.out.empty());
    CHECK(result.error == "nonlin: " + std::string(wrong.message) + "\n");
  }
}

TEST_CASE("descend prints the path the engine takes; help names every problem and rewrite", "[cli]") {
  const auto lines =
      test::split(output("descend saddle momentum momentum=0.9 --rate 0.1 --start 1,1e-3 --steps 30"), '\n');
  REQUIRE(lines.size() == 32);
  CHECK(lines[0] == "step,x,y,value");
  CHECK(lines[1] == "0,1,0.00100000005,0.4999995");
  CHECK(std::stod(test::split(lines[27], ',')[3]) > -0.2);
  CHECK(std::stod(test::split(lines[28], ',')[3]) < -0.2);  // step 27, as the tests of the engine have it
  CHECK(output("descend sigmoid --rate 0.2 --steps 2").find("\n1,2.179") != std::string::npos);
  // AdamW with its own decay, PyTorch's definition, and without; the slope at 1 is negative.
  const auto point = [](const std::string& arguments, std::size_t step) {
    const auto cells = test::split(test::split(output("descend " + arguments), '\n')[step + 1], ',');
    return std::array{std::stod(cells[1]), std::stod(cells[2])};
  };
  const std::string adamw = "double-well adamw --rate 0.1 --start 1 --steps 1";
  CHECK(std::fabs(point(adamw, 1)[0] - (1 - 0.1 * 0.01 + 0.1)) < 1e-6);
  CHECK(std::fabs(point(adamw + " decay=0", 1)[0] - (1 + 0.1)) < 1e-6);
  // Clipped to norm 0.5, at a rate that has fallen to a tenth: 1 - 0.5, then less 0.05.
  const std::string clipped =
      "bowl --rate 1 --start 9 clip=0.5 schedule.id=step schedule.every=1 schedule.factor=0.1 --steps 2";
  const auto first = point(clipped, 1), second = point(clipped, 2);
  CHECK(std::fabs(std::hypot(first[0] - 9, first[1] - 1) - 0.5) < 1e-6);
  CHECK(std::fabs(std::hypot(second[0] - first[0], second[1] - first[1]) - 0.05) < 1e-6);
  const std::string help = output("--help");
  for (const Problem& problem : problems()) CHECK(help.find(problem.id) != std::string::npos);
  for (const Rewrite& rewrite : rewrites()) CHECK(help.find(rewrite.id) != std::string::npos);
}

}  // namespace
}  // namespace nonlin

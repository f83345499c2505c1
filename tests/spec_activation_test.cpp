// What a spec says about activations beside their id: the affine wrap that every row has, the slope of ReLU at 0, gated
// pairs, in lanes and in layers.
#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_exception.hpp>
#include <string>

#include "app/cli_json.hpp"
#include "race/catalogue.hpp"
#include "race_specs.hpp"

namespace nonlin {
namespace {

RaceSpec read(const std::string& json) { return read_spec(parse_json(json)); }
std::string written(const std::string& json) { return write_json(complete_spec(parse_json(json))); }

void refused(const std::string& json, const std::string& message) {
  INFO(json);
  CHECK_THROWS_MATCHES(read(json), std::invalid_argument, Catch::Matchers::Message(message));
}

TEST_CASE("outer, inner and shift wrap any activation, of a lane and of a layer", "[spec]") {
  const RaceSpec race = read(R"({"network": {"layers": [{}, {"activation": "gelu",
      "parameters": {"sigma": 2, "outer": -0.5, "inner": 3, "shift": 0.25}}]},
    "lanes": [{"activation": "sigmoid", "parameters": {"outer": 2, "inner": 2, "shift": -1}},
              {"activation": "maxout", "parameters": {"pieces": 3, "inner": -1}},
              {"activation": "tanh"}]})");
  const auto layer = [&](std::size_t lane, std::size_t l) { return race.lanes[lane].network.layers[l]; };
  CHECK(layer(0, 0).affine == Affine{2, 2, -1});
  CHECK(layer(0, 1).affine == Affine{-0.5, 3, 0.25});
  CHECK(layer(0, 1).parameters[1].value == 2);
  CHECK(layer(1, 0).affine == Affine{1, -1, 0});
  CHECK(layer(1, 0).pieces == 3);
  CHECK(layer(2, 0).affine == Affine{});
}

TEST_CASE("the wrap is written back where there is one, and reading that gives the same", "[spec]") {
  for (const char* json :
       {R"({"network": {"layers": [{"activation": "tanh", "parameters": {"outer": 1.7159, "inner": 0.6666}}]}})",
        R"({"network": {"layers": [{"activation": "prelu", "parameters": {"shift": -100}}]}})",
        R"({"network": {"layers": [{"activation": "glu", "parameters": {"inner": 2}}]}})",
        R"({"network": {"layers": [{}]}, "lanes": [{"activation": "step", "parameters": {"pass": 1, "outer": 2}}]})"}) {
    INFO(json);
    CHECK(written(written(json)) == written(json));
    const NetworkSpec before = read(json).lanes[0].network, after = read(written(json)).lanes[0].network;
    CHECK(before.layers[0].affine != Affine{});
    CHECK(before.layers[0].affine == after.layers[0].affine);
  }
  CHECK(written(R"({"network": {"layers": [{"activation": "tanh", "parameters": {"outer": 1}}]}})").find("outer") ==
        std::string::npos);
}

TEST_CASE("wraps outside their ranges and parameters of other rows are refused", "[spec]") {
  refused(R"({"lanes": [{"activation": "tanh", "parameters": {"outer": 101}}]})",
          "lanes[0].parameters.outer: 101 is outside -100..100");
  refused(R"({"lanes": [{"activation": "tanh", "parameters": {"inner": -1e9}}]})",
          "lanes[0].parameters.inner: -1000000000 is outside -100..100");
  refused(R"({"network": {"layers": [{"activation": "relu", "parameters": {"shift": "1"}}]}})",
          "network.layers[0].parameters.shift: '1' is not a number in -100..100");
  refused(R"({"lanes": [{"activation": "relu", "parameters": {"at-zero": 1.5}}]})",
          "lanes[0].parameters.at-zero: 1.5 is outside 0..1");
  refused(R"({"lanes": [{"activation": "step", "parameters": {"pass": -1}}]})",
          "lanes[0].parameters.pass: -1 is outside 0..10");
  refused(R"({"lanes": [{"activation": "swiglu", "parameters": {"pieces": 3}}]})",
          "lanes[0].parameters.pieces: 3 is outside 2..2");
  refused(R"({"lanes": [{"activation": "tanh", "parameters": {"at-zero": 1}}]})",
          "lanes[0].parameters.at-zero: unknown key; allowed: outer, inner, shift");
}

TEST_CASE("tanh is a wrapped sigmoid: 2 sigmoid(2 z) - 1 starts from the same weights and learns the same", "[spec]") {
  const RaceSpec spec = read(R"({"network": {"layers": [{"units": 8}]}, "optimizer": {"id": "sgd", "rate": 0.1},
    "lanes": [{"activation": "tanh"},
              {"activation": "sigmoid", "parameters": {"outer": 2, "inner": 2, "shift": -1}}, {"activation": "sigmoid"}]})");
  Race race(spec, test::all_runs(spec), 100);
  REQUIRE(race.advance(100, 1e9));
  const auto loss = [&](std::size_t i) { return race.runs()[i].records.back().train.loss; };
  CHECK(race.runs()[0].start_hash == race.runs()[1].start_hash);
  CHECK(std::abs(loss(0) - loss(1)) < 1e-4 * loss(0));
  CHECK(std::abs(loss(0) - loss(2)) > 1e-2 * loss(0));
}

TEST_CASE("a step learns in its hidden layer once it passes a slope through", "[spec]") {
  const RaceSpec spec = read(R"({"network": {"layers": [{"units": 8}]},
    "lanes": [{"activation": "step"}, {"activation": "step", "parameters": {"pass": 1}}]})");
  Race race(spec, test::all_runs(spec), 100);
  const auto hidden = [&](std::size_t i) {
    const Network& network = race.runs()[i].trainer.network();
    const LayerView& view = network.layers()[0];
    const auto weights = network.parameters().subspan(static_cast<std::size_t>(view.weights),
                                                      static_cast<std::size_t>(view.rows * view.inputs));
    return std::vector<float>(weights.begin(), weights.end());
  };
  const auto flat = hidden(0), passing = hidden(1);
  CHECK(flat == passing);
  REQUIRE(race.advance(50, 1e9));
  CHECK(hidden(0) == flat);
  CHECK(hidden(1) != passing);
}

TEST_CASE("curves are drawn with their wrap", "[session]") {
  const Curve plain = sample_curve("relu", parse_json("{}"), -4, 4, 9);
  const Curve wrapped = sample_curve("relu", parse_json(R"({"outer": -2, "inner": 3, "shift": 1})"), -4, 4, 9);
  const Curve maxout = sample_curve("maxout", parse_json(R"({"outer": 2, "inner": -1})"), -4, 4, 9);
  for (int i = 0; i < 9; ++i) {
    const auto at = static_cast<std::size_t>(i);
    const double x = i - 4;
    CHECK(plain.value[at] == std::max(0.0, x));
    CHECK(wrapped.value[at] == 1 - 2 * std::max(0.0, 3 * x));
    CHECK(wrapped.slope[at] == (x > 0 ? -6 : 0));
    CHECK(maxout.value[at] == 2 * std::max(-x, x / 2));
  }
}

}  // namespace
}  // namespace nonlin

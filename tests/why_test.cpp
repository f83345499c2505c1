// Why a lane stands where it does: the rules on lanes whose story is known.
#include "race/why.hpp"

#include <catch2/catch_test_macros.hpp>
#include <cmath>

#include "numbers.hpp"
#include "race/questions.hpp"
#include "race_specs.hpp"

namespace nonlin {
namespace {

using test::forever;
using test::read;

struct Told {
  std::string state, reason;
  int layer;
  Value answer;
  double number(const char* key) const {
    const double* x = answer.find(key)->as<double>();
    return x ? *x : std::nan("");
  }
};

/// What is said of the lanes of an experiment at a step (-1: its last).
std::vector<Told> why(const std::string& json, int step = -1) {
  const RaceSpec spec = read(json);
  Race race(spec, test::all_runs(spec), 10);
  race.advance(step < 0 ? race.budget() : step, forever);
  std::vector<Told> list;
  for (std::size_t i = 0; i < race.runs().size(); ++i) {
    Value answer = ask(race, i, "why", {});
    const auto layer = static_cast<int>(*answer.find("layer")->as<double>());
    list.push_back(
        {std::string(id_of(race.runs()[i].state)), *answer.find("reason")->as<std::string>(), layer, answer});
    UNSCOPED_INFO(spec.lanes[static_cast<std::size_t>(race.runs()[i].id.lane)].name
                  << ": " << list.back().state << ", " << list.back().reason << ", layer " << layer << ", bend "
                  << list.back().number("bend") << ", passed " << list.back().number("passed"));
  }
  return list;
}

std::string lanes(std::initializer_list<std::string_view> ids) {
  std::string text;
  for (std::string_view id : ids)
    text += (text.empty() ? R"({"activation": ")" : R"(, {"activation": ")") + std::string(id) + "\"}";
  return R"("lanes": [)" + text + "]";
}

const std::string six_layers = R"("data": {"generator": "circle"}, "network": {"layers": [{"units": 16}, {"units": 16},
    {"units": 16}, {"units": 16}, {"units": 16}, {"units": 16}]}, "optimizer": {"id": "sgd", "rate": 0.5},
    "stop": {"steps": 250}, )";

TEST_CASE("why: the lanes of the opening race", "[why]") {
  const auto told =
      why("{" + lanes({"identity", "hard-sigmoid", "hard-tanh", "step", "sigmoid", "tanh", "relu", "gelu", "maxout"}) +
          "}");
  const std::vector<std::string> want = {"straight", "straight", "straight", "no-slope", "late",
                                         "learned",  "learned",  "learned",  "learned"};
  for (std::size_t i = 0; i < want.size(); ++i) CHECK(told[i].reason == want[i]);
  for (std::size_t i : {0u, 1u, 2u}) CHECK(told[i].number("bend") < straight_bend);
  CHECK(told[3].layer == 2);  // nothing gets past the last hidden layer
  CHECK(std::isnan(told[3].number("passed")));
  CHECK(*told[4].answer.find("start")->find("bend")->as<double>() < straight_bend);
  CHECK(told[4].number("bend") > 0.05);
  for (std::size_t i : {5u, 6u, 7u}) {
    CHECK(told[i].number("bend") > 0.1);
    CHECK(told[i].number("passed") > 1);
  }
  CHECK(std::isnan(told[8].number("bend")));  // its bend is between its pieces
}

TEST_CASE("why: six layers", "[why]") {
  const auto told =
      why("{" + six_layers + lanes({"sigmoid", "hard-sigmoid", "identity", "relu", "step", "squared-relu"}) + "}");
  const std::vector<std::string> want = {"vanished", "vanished", "straight", "learned", "no-slope", "diverged"};
  for (std::size_t i = 0; i < want.size(); ++i) CHECK(told[i].reason == want[i]);
  CHECK(told[0].number("passed") < 0.001);
  CHECK(told[5].state == "diverged");
}

TEST_CASE("why: steps too large put units to sleep, saturate them, or spread them over many bends", "[why]") {
  const auto told = why(R"({"optimizer": {"rate": 0.3}, )" + lanes({"relu", "tanh"}) + "}");
  CHECK(told[0].reason == "asleep");
  CHECK(2 * told[0].number("asleep") > told[0].number("units"));
  CHECK(told[0].number("units") == 48);
  CHECK(told[1].reason == "flat");
  const Array& layers = *told[1].answer.find("layers")->as<Array>();
  const Value& worst = layers[static_cast<std::size_t>(told[1].layer)];
  CHECK(*worst.find("flat")->as<double>() >= flat_share);
  const auto waves = why(R"({"seed": 0, "optimizer": {"rate": 3}, )" + lanes({"sine"}) + "}")[0];
  CHECK((waves.reason == "exploded" || waves.reason == "wild"));
  CHECK(waves.number("bend") > wild_bend);
}

TEST_CASE("why: what a straight line can do, and what one layer alone can learn", "[why]") {
  const std::string easy = R"("data": {"generator": "blobs"}, "optimizer": {"rate": 0.1}, )";
  const auto told = why("{" + easy + lanes({"identity", "step"}) + "}");
  CHECK(told[0].reason == "learned-straight");
  CHECK(told[1].reason == "learned-weak");
  CHECK(why("{" + easy + R"("network": {"layers": []}, )" + lanes({"relu"}) + "}")[0].reason == "no-hidden-layer");
}

TEST_CASE("why: weights that are all zero carry nothing; at the start nothing has been decided", "[why]") {
  const auto told = why(R"({"initializer": {"id": "zeros"}, )" + lanes({"tanh", "relu"}) + "}", 20);
  CHECK(told[0].reason == "no-weights");
  CHECK(told[0].layer == 2);
  CHECK(told[1].reason == "asleep");
  const auto start = why("{" + lanes({"tanh", "gelu"}) + "}", 0);
  CHECK(start[0].reason == "straight");
  CHECK(start[0].number("bend") == *start[0].answer.find("start")->find("bend")->as<double>());
  CHECK(start[1].reason == "none");
  CHECK(start[1].state == "running");
}

TEST_CASE("why: the gauges are made of what the layers say", "[why]") {
  const auto told = why("{" + six_layers + lanes({"tanh", "sigmoid"}) + "}", 40);
  for (const Told& lane : told) {
    double bend = 0, passed = 1;
    const Array& layers = *lane.answer.find("layers")->as<Array>();
    REQUIRE(layers.size() == 6);
    const auto number = [&](std::size_t l, const char* key) { return *layers[l].find(key)->as<double>(); };
    for (std::size_t l = 0; l < 6; ++l) {
      bend += number(l, "bend") / 6;
      if (l == 5) continue;
      passed *= number(l, "weight") * number(l, "slope");
      CHECK(test::close(number(l, "weight") * number(l, "slope"), number(l, "length") / number(l + 1, "length"), 0,
                        1e-9));
    }
    CHECK(test::close(lane.number("bend"), bend, 1e-12));
    CHECK(test::close(lane.number("passed"), passed, 0, 1e-9));
  }
}

}  // namespace
}  // namespace nonlin

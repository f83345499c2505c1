// Own activations in specs: of lanes, layers, sets and sweeps; written back; refused; trained, asked about, kept.
#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_exception.hpp>
#include <memory>
#include <string>

#include "race/catalogue.hpp"
#include "race/own.hpp"
#include "race/questions.hpp"
#include "race/session.hpp"
#include "race_specs.hpp"

namespace nonlin {
namespace {

using test::all_runs;
using test::forever;
using test::hashes;
using test::read;

std::string written(const std::string& json) { return write_json(complete_spec(parse_json(json))); }
bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

void refused(const std::string& json, const std::string& message) {
  INFO(json);
  CHECK_THROWS_MATCHES(read(json), std::invalid_argument, Catch::Matchers::Message(message));
}

constexpr const char* several =
    R"~({"seed": 20, "data": {"generator": "spiral", "count": 75, "noise": 0.05, "trainShare": 0.8},
    "network": {"layers": [{"units": 6}, {"units": 5,
      "activation": {"name": "bell", "formula": "c*exp(-x^2)", "parameters": {"c": 0.5}}}]},
    "batch": {"size": 16}, "stop": {"steps": 60},
    "lanes": [{"activation": {"formula": "x*sigmoid(a*x)", "parameters": {"a": 1.7}}},
              {"activation": {"formula": "max(x, a*x)"}, "parameters": {"a": {"value": 0.1, "learned": "layer"}}},
              {"activation": {"formula": "sin(b*x)"}, "parameters": {"b": {"learned": "unit"}, "outer": 2}},
              {"activation": {"points": [[-2, 0], [0, 0.2], [2, 2]], "name": "by hand"}},
              {"activation": "relu", "set": {"network.layers[1].activation": {"formula": "where(x > 1, 1, 0)"}}}]})~";

TEST_CASE("own activations stand in lanes, layers and sets", "[own][spec]") {
  const RaceSpec race = read(several);
  REQUIRE(race.lanes.size() == 5);
  const auto row = [&](std::size_t lane, std::size_t l) { return race.lanes[lane].network.layers[l].activation; };
  CHECK(row(0, 0)->parameters[0].initial == 1.7);
  CHECK(row(0, 0)->id == "own");
  CHECK(row(0, 1) == row(1, 1));  // the layer's is one row
  CHECK(row(0, 1)->parameters[0].initial == 0.5);
  CHECK(race.lanes[0].network.layers[1].parameters[0].value == 0.5);
  CHECK(race.lanes[1].network.layers[0].parameters[0].learned == Learned::layer);
  CHECK(race.lanes[1].network.layers[0].parameters[0].value == 0.1);
  CHECK(race.lanes[2].network.layers[0].affine == Affine{2, 1, 0});
  CHECK(row(4, 1)->own->spec.formula == "where(x > 1, 1, 0)");
  CHECK(race.lanes[0].name == "x*sigmoid(a*x)");
  CHECK(race.lanes[3].name == "by hand");
  CHECK(race.lanes[0].activation == "own");
}

TEST_CASE("an own activation is written back, and reading that gives the same", "[own][spec]") {
  CHECK(written(written(several)) == written(several));
  CHECK(has(written(several), R"~("activation":{"name":"bell","formula":"c*exp(-x^2)","parameters":{"c":0.5}})~"));
  const std::string drawn = R"~({"network": {"layers": [{"activation": {"points": [[-1, 0.25], [2, 1]]}}]}})~";
  CHECK(has(written(drawn), R"~("activation":{"points":[[-1,0.25],[2,1]]})~"));
  CHECK(written(written(drawn)) == written(drawn));
}

TEST_CASE("a sweep over own activations names its points by them", "[own][spec]") {
  const RaceSpec race =
      read(R"~({"network": {"layers": [{"units": 4}, {"units": 4}]}, "lanes": [{"activation": "tanh"}],
      "sweep": [{"path": "network.layers[1].activation",
                 "values": ["relu", {"formula": "x^2"}, {"name": "line", "points": [[0, 0], [1, 1]]}]}]})~");
  REQUIRE(race.lanes.size() == 3);
  CHECK(race.lanes[0].name == "tanh, activation relu");
  CHECK(race.lanes[1].name == "tanh, activation x^2");
  CHECK(race.lanes[2].name == "tanh, activation line");
}

TEST_CASE("own activations that are wrong are refused by path and place", "[own][spec]") {
  const auto lane = [](const std::string& activation, const std::string& message) {
    refused(R"~({"lanes": [{"activation": )~" + activation + "}]}", "lanes[0]." + message);
  };
  lane(R"~({"formula": "x*foo(x)"})~",
       "activation.formula: own activation: character 3: 'foo' is no function; allowed: " + formula_functions());
  lane(R"~({"formula": 7})~", "activation.formula: 7 is not a text");
  lane("{}", "activation: one of formula and points is needed");
  lane(R"~({"formula": "x", "points": [[0, 0], [1, 1]]})~", "activation: one of formula and points is needed");
  lane(R"~({"formula": "x", "colour": 1})~",
       "activation.colour: unknown key; allowed: name, formula, parameters, points");
  lane(R"~({"formula": "a*x", "parameters": {"b": 1}})~", "activation.parameters.b: unknown key; allowed: a");
  lane(R"~({"formula": "a*x", "parameters": {"a": 101}})~", "activation.parameters.a: 101 is outside -100..100");
  lane(R"~({"formula": "a*x"}, "parameters": {"c": 1})~", "parameters.c: unknown key; allowed: a, outer, inner, shift");
  lane(R"~({"points": [[0, 0]]})~", "activation.points: 1 points is outside 2..64");
  lane(R"~({"points": [[0, 0], [0, 1]]})~",
       "activation.points[1][0]: 0 does not come after 0; x must rise by at least 0.001");
  lane(R"~({"points": [[0, 0], [1]]})~", "activation.points[1]: 1 numbers; allowed: [x, y]");
  lane(R"~({"points": [[0, 0], [1, 2000]]})~", "activation.points[1][1]: 2000 is outside -1000..1000");
  lane(R"~({"points": [[0, 0], [1, 1]], "parameters": {}})~", "activation.parameters: not allowed with points");
  refused(R"~({"network": {"layers": [{"activation": {"formula": "2x"}}]}})~",
          "network.layers[0].activation.formula: own activation: character 2: an operator is missing here; allowed: + "
          "- * / ^");
  refused(R"~({"lanes": [{"activation": "relu", "set": {"network.layers[0].activation": {"formula": ""}}}]})~",
          "lanes[0].set: network.layers[0].activation.formula: own activation: character 1: a formula of x is missing, "
          "as x*sigmoid(x)");
}

TEST_CASE("a formula of a built-in trains to the same bits where its parts are the same functions", "[own]") {
  const std::pair<std::string, std::string> same[] = {{"tanh", "tanh(x)"},       {"relu", "max(0, x)"},
                                                      {"swish", "x*sigmoid(x)"}, {"sine", "sin(x)"},
                                                      {"gelu", "x*Phi(x)"},      {"softplus", "log(1 + exp(x))"}};
  for (const auto& [id, formula] : same) {
    INFO(id);
    const RaceSpec spec = read(R"~({"network": {"layers": [{"units": 8}, {"units": 8}]}, "batch": {"size": 32},
        "stop": {"steps": 200}, "lanes": [{"activation": ")~" +
                               id + R"~("}, {"activation": {"formula": ")~" + formula + R"~("}}]})~");
    Race race(spec, all_runs(spec), 50);
    race.advance(200, forever);
    const auto& runs = race.runs();
    for (std::size_t i = 0; i < runs[0].records.size(); ++i) {
      const double want = runs[0].records[i].train.loss, got = runs[1].records[i].train.loss;
      CAPTURE(want, got);
      CHECK(std::fabs(want - got) <= 1e-4 * want);
    }
    // Softplus takes its slope from its own exponential.
    if (id != "softplus") CHECK(hashes(race)[0] == hashes(race)[1]);
  }
}

TEST_CASE("races with own activations rewind, restore, branch and answer like others", "[own]") {
  const RaceSpec spec = read(several);
  Race race(spec, all_runs(spec), 10);
  race.advance(20, forever);
  std::vector<Snapshot> kept;
  for (std::size_t i = 0; i < race.runs().size(); ++i) kept.push_back(race.save(i));
  race.advance(60, forever);
  const auto end = hashes(race);
  for (std::size_t i = 0; i < kept.size(); ++i) race.restore(i, kept[i]);
  for (std::size_t i = 0; i < race.runs().size(); ++i) {
    for (const Question& question : questions()) {
      CAPTURE(question.id, i);
      try {
        const Value answer = ask(race, i, question.id, {});
        CHECK(!answer.is_null());
      } catch (const std::invalid_argument& refusal) {
        CHECK(std::string(refusal.what()).size() > 10);
      }
    }
  }
  race.advance(60, forever);
  CHECK(hashes(race) == end);
  race.branch(4, kept[3]);  // from a drawn one to ReLU
  race.advance(60, forever);
  CHECK(hashes(race)[3] == end[3]);
  CHECK(hashes(race)[4] != end[4]);
}

TEST_CASE("learned parameters of own activations have names of their own in `start`", "[own]") {
  const RaceSpec spec =
      read(R"~({"network": {"layers": [{"units": 1}]}, "lanes": [{"activation": {"formula": "W*x + b"},
      "parameters": {"W": {"learned": "unit"}, "b": {"learned": "layer"}}}]})~");
  std::string names;
  for (const Network::Block& block : Network(spec.lanes[0].network).blocks()) names += block.name + " ";
  CHECK(names == "W0 b0 own_W_0 own_b_0 W1 b1 ");
}

TEST_CASE("a race keeps the rows of its spec, and lets them go", "[own]") {
  std::weak_ptr<const Activation> watched;
  {
    auto spec = std::make_unique<RaceSpec>(read(several));
    LayerSpec& layer = spec->lanes[0].network.layers[0];
    auto own = std::make_shared<OwnActivation>(*layer.activation->own);
    own->row.own = own.get();
    watched = std::shared_ptr<const Activation>(own, &own->row);
    layer.activation = ActivationRef(watched.lock());
    own.reset();
    const RunId id{0, 0};
    Race race(*spec, std::span(&id, 1), 10);
    spec.reset();
    CHECK(!watched.expired());
    CHECK(race.advance(20, forever));
  }
  CHECK(watched.expired());
}

TEST_CASE("what the page asks about a formula: texts, MathML, parameters, facts, or the place of the error", "[own]") {
  const Value answer = formula_of("x*sigmoid(a*x)", parse_json(R"~({"a": 2, "gone": 1})~"));
  const auto text = [](const Value& value, const char* key) { return *value.find(key)->as<std::string>(); };
  CHECK(text(answer, "text") == "x*sigmoid(a*x)");
  CHECK(text(answer, "mathml").starts_with("<mrow>"));
  CHECK(text(*answer.find("derivative"), "text") == "sigmoid(a*x) + a*x*sigmoid(a*x)*(1 - sigmoid(a*x))");
  CHECK(write_json(*answer.find("parameters")) == R"~([{"id":"a","initial":2}])~");
  CHECK(text(*answer.find("facts"), "rightLimit") == "inf");
  CHECK(*answer.find("facts")->find("leftLimit")->as<double>() == 0);
  const Value wrong = formula_of("x*foo(x)", nullptr);
  CHECK(*wrong.find("at")->as<double>() == 2);
  CHECK(has(text(wrong, "error"), "'foo' is no function"));
  CHECK(*formula_of(parse_json(R"~({"formula": "x*foo(x)"})~"), nullptr).find("at")->as<double>() == 2);
  const Value drawn = formula_of(parse_json(R"~({"points": [[0, 0], [1, 1]]})~"), nullptr);
  CHECK(text(drawn, "text").empty());
  CHECK(*drawn.find("facts")->find("monotone")->as<bool>());
  const Curve curve = sample_curve(parse_json(R"~({"formula": "a*x^2"})~"), parse_json(R"~({"a": 3})~"), -1, 1, 3);
  CHECK(curve.value == std::vector<float>{3, 0, 3});
  CHECK(curve.slope == std::vector<float>{-6, 0, 6});
  CHECK(exercise(parse_json(R"~({"formula": "sin(x)"})~"), 2) == 512);
}

TEST_CASE("derivatives that people give: equal by form, at every point, or not, and where", "[own]") {
  const auto check = [](const char* f, const char* g) { return check_derivative(f, g, -5, 5, 1001); };
  const auto flag = [](const Value& answer, const char* key) { return *answer.find(key)->as<bool>(); };
  const auto number = [](const Value& at, const char* key) { return *at.find(key)->as<double>(); };
  for (const char* g : {"1 - tanh(x)^2", "1 - tanh(x)*tanh(x)"}) CHECK(flag(check("tanh(x)", g), "exact"));
  for (const char* g : {"1/cosh(x)^2", "4/(e^x + e^-x)^2", "(1 - tanh(x))*(1 + tanh(x))"}) {
    CHECK(flag(check("tanh(x)", g), "equal"));
    CHECK(!flag(check("tanh(x)", g), "exact"));
  }
  const Value wrong = check("tanh(x)", "-(tanh(x))^2");  // the wrong row of the notes: off by 1 everywhere
  CHECK(!flag(wrong, "equal"));
  CHECK(write_json(*wrong.find("where")) == "[[-5,5]]");
  const Value& largest = *wrong.find("largest");
  CHECK(std::fabs(number(largest, "true") - number(largest, "given") - 1) < 1e-6);
  CHECK(number(*wrong.find("first"), "x") == -5);
  // ReLU's slope at 0 is a convention; a slope on the wrong side is not.
  CHECK(flag(check("max(0, x)", "where(x >= 0, 1, 0)"), "equal"));
  const Value side = check("max(0, x)", "where(x > 1, 1, 0)");
  CHECK(!flag(side, "equal"));
  CHECK(std::fabs(number(*side.find("first"), "x") - 0.01) < 1e-6);
  CHECK(*check("x*", "1").find("of")->as<std::string>() == "f");
  const Value second = check("x", "1 + bar(x)");
  CHECK(*second.find("of")->as<std::string>() == "g");
  CHECK(number(second, "at") == 4);
  const Value with = check_derivative(parse_json(R"~({"formula": "tanh(k*x)", "parameters": {"k": 3}})~"),
                                      "k*(1 - tanh(k*x)^2)", -2, 2, 101);
  CHECK(flag(with, "equal"));
  CHECK_THROWS_AS(check_derivative("x", "1", 1, 1, 100), std::invalid_argument);
}

}  // namespace
}  // namespace nonlin

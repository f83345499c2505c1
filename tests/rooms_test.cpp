// The rooms: the figures of the statements they are about, the trials' own, and options refused in words.
#include "notes/rooms.hpp"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>
#include <cmath>
#include <limits>
#include <string>
#include <vector>

#include "app/cli_json.hpp"
#include "notes/document.hpp"
#include "notes/trial.hpp"

namespace nonlin {
namespace {

using Catch::Matchers::ContainsSubstring;
using Catch::Matchers::StartsWith;

Value room(const char* id, const char* change = "{}") { return enter_room(id, parse_json(change)); }

/// What stands at a path of keys and indices.
const Value& at(const Value& value, std::initializer_list<const char*> path) {
  const Value* place = &value;
  for (const char* key : path) {
    const Array* array = place->as<Array>();
    place = array ? &array->at(std::stoul(key)) : place->find(key);
    REQUIRE(place);
  }
  return *place;
}
double number(const Value& value, std::initializer_list<const char*> path) {
  const Value& found = at(value, path);
  return found.is_null() ? std::numeric_limits<double>::infinity() : *found.as<double>();
}
template <class Numbers = Floats64>
const Numbers& numbers(const Value& value, std::initializer_list<const char*> path) {
  const Numbers* found = at(value, path).as<Numbers>();
  REQUIRE(found);
  return *found;
}

double figure(const char* trial, const char* name, const char* change = "{}", std::uint32_t seed = 1) {
  TrialRun run(*find_trial(trial), document_of(*find_trial(trial), parse_json(change)), seed);
  while (!run.advance(std::numeric_limits<double>::infinity())) {
  }
  const Figures& figures = run.figures();
  for (std::size_t i = 0; i < figures.names.size(); ++i)
    if (figures.names[i] == name) return figures.values[i];
  FAIL("no figure " << name);
  return 0;
}

TEST_CASE("a room answers with its options as they were read, twice the same", "[rooms]") {
  for (const Room& row : rooms()) {
    INFO(row.id);
    const Value first = enter_room(row.id, Value());
    CHECK(at(first, {"options"}) == parse_document(row.document));
    CHECK(first == enter_room(row.id, Object{}));
  }
  CHECK(number(room("depth", R"({"initializer": {"gain": 2}})"), {"options", "initializer", "gain"}) == 2);
}

TEST_CASE("options of rooms are refused in words", "[rooms]") {
  const struct {
    const char *id, *change, *message;
  } cases[] = {
      {"attic", "{}", "room: 'attic' is unknown; allowed: steps, depth, "},
      {"depth", "3", "depth: 3 is not an object"},
      {"depth", R"({"layers": 17})", "depth.layers: 17 is outside 1..16"},
      {"depth", R"({"layers": null})", "depth.layers: null is no value"},
      {"depth", R"({"colour": 1})", "depth.colour: unknown key; allowed: activation, parameters, layers"},
      {"depth", R"({"activation": "relu7"})", "depth.activation: 'relu7' is unknown; allowed: sigmoid"},
      {"depth", R"({"parameters": {"beta": 1}})", "depth.parameters.beta: unknown key"},
      {"depth", R"({"initializer": {"id": "big"}})", "initializer.id: 'big' is unknown"},
      {"steps", R"({"against": "maxout"})", "steps.against: maxout has several pieces"},
      {"steps", R"({"against": "sine"})", "steps.low: 0.5 is no value that sine rises to"},
      {"steps", R"({"low": 0.95})", "steps.low: 0.95 is not below high, 0.9"},
      {"zigzag", R"({"target": [0, 0]})", "zigzag.target: 0, 0 is where the way begins"},
      {"zigzag", R"({"target": [1]})", "zigzag.target: 1 numbers; allowed: two"},
      {"zigzag", R"({"batch": 201})", "zigzag.batch: 201 is outside 1..200"},
      {"clinic", R"({"head": "tanh"})", "clinic.head: 'tanh' is unknown; allowed: logistic, softmax"},
      {"maxout", R"({"from": 2})", "maxout.to: 2 is not above from, 2"},
      {"folds", R"({"shape": []})", "folds.shape: 0 layers is outside 1..8"},
      {"folds", R"({"activation": "tanh"})", "hidden layer 0 is tanh, which is not made of straight pieces"},
      {"equivalence", R"({"rewrite": "to-maxout"})", "rewrite: no hidden layer is relu"},
      {"saddle", R"({"rates": {"sdg": 1}})", "saddle.rates.sdg: unknown key; allowed: sgd, momentum"},
      {"forgetting", R"({"task": "chess"})", "forgetting.task: 'chess' is unknown; allowed: clusters, rings"},
  };
  for (const auto& [id, change, message] : cases) CHECK_THROWS_WITH(room(id, change), ContainsSubstring(message));
  // Nothing is read that is not checked.
  for (const Room& row : rooms()) {
    const Value options = parse_document(row.document);
    for (const auto& [key, value] : *options.as<Object>()) {
      INFO(row.id << "." << key);
      CHECK_THROWS(enter_room(row.id, Object{{key, Array{Array{}}}}));
      if (value.as<double>())
        CHECK_THROWS_WITH(enter_room(row.id, Object{{key, 1e30}}), StartsWith(join(row.id, ".", key)));
    }
  }
}

TEST_CASE("67 steps against 2, and against 11 over the same distance", "[rooms]") {
  const Value two = room("steps"), eleven = room("steps", R"({"sameDistance": true})");
  CHECK(number(two, {"one", "steps"}) == 67);
  CHECK(number(two, {"against", "steps"}) == 2);
  CHECK(number(eleven, {"against", "steps"}) == figure("67-against-2", "same-distance"));
  CHECK(number(eleven, {"against", "steps"}) == 11);
  const Floats64& value = numbers(two, {"one", "value"});
  REQUIRE(value.size() == 68);
  CHECK(std::fabs(value[1] - 0.898368) < 1e-6);
  CHECK(value[66] > 0.5);
  CHECK(std::fabs(value[67] - 0.49909) < 1e-5);
  CHECK(std::fabs(number(two, {"distance"}) - 2.1972246) < 1e-6);
  // An activation of one's own: a formula, points.
  CHECK(number(room("steps", R"j({"activation": {"formula": "1/(1+exp(-x))"}})j"), {"one", "steps"}) == 67);
  CHECK(number(room("depth", R"({"seeds": 1, "activation": {"points": [[-1, 0], [0, 0], [1, 1]]}})"),
               {"options", "seeds"}) == 1);
  // Over the kink in small steps.
  CHECK(number(room("steps", R"({"activation": "identity", "low": -0.1, "against": "leaky-relu", "rate": 1})"),
               {"against", "steps"}) > 50);
}

double mean_passed(const char* change) {
  double logs = 0;
  const Value answer = room("depth", change);
  const Floats64& passed = numbers(answer, {"passed"});
  for (const double x : passed) logs += std::log(x);
  return std::exp(logs / static_cast<double>(passed.size()));
}

TEST_CASE("the backward signal by depth is that of the statement", "[rooms]") {
  // claims.md, C35: geometric means of 20 seeds.
  const struct {
    const char* change;
    double wanted;
  } cases[] = {
      {R"({"layers": 2, "seeds": 20})", 0.23},
      {R"({"layers": 4, "seeds": 20})", 1.3e-2},
      {R"({"layers": 8, "seeds": 20})", 4.0e-5},
      {R"({"layers": 10, "seeds": 20})", 2.0e-6},
      {R"({"layers": 8, "seeds": 20, "activation": "tanh"})", 0.74},
      {R"({"layers": 8, "seeds": 20, "activation": "relu"})", 0.92},
      {R"({"layers": 8, "seeds": 20, "activation": "relu", "initializer": {"id": "xavier-normal"}})", 0.080},
      {R"({"layers": 8, "seeds": 20, "initializer": {"id": "normal", "gain": 0.05}})", 8.2e-9},
  };
  for (const auto& [change, wanted] : cases) {
    INFO(change);
    const double found = mean_passed(change);
    CHECK(found > wanted / 1.3);
    CHECK(found < wanted * 1.3);
  }
  const Value answer = room("depth", R"({"seed": 3})");
  const Floats64 &delta = numbers(answer, {"delta"}), &passed = numbers(answer, {"passed"});
  REQUIRE(delta.size() == 80);
  CHECK(passed[0] == figure("eight-layers", "sigmoid.passed@0", "{}", 3));
  CHECK(std::fabs(delta[0] / delta[7] / passed[0] - 1) < 1e-9);
}

TEST_CASE("the zig-zag is the trial's, and melts away with its mean or in batches", "[rooms]") {
  const Value answer = room("zigzag");
  CHECK(number(answer, {"sameSign"}) == 1);
  CHECK(number(answer, {"path"}) == figure("zigzag", "path"));
  CHECK(number(answer, {"steps"}) == figure("zigzag", "steps"));
  CHECK(static_cast<double>(numbers(answer, {"x"}).size()) == number(answer, {"steps"}) + 1);
  CHECK(number(room("zigzag", R"({"mean": 0})"), {"path"}) < 1.5);
  CHECK(number(room("zigzag", R"({"batch": 200})"), {"path"}) < 1.05);
  CHECK(number(room("zigzag", R"({"rate": 50})"), {"steps"}) == std::numeric_limits<double>::infinity());
  // The loss is lowest at the target, (2, -2) of -3..3.
  const Value map = room("zigzag", R"({"size": 9})");
  const Floats32& loss = numbers<Floats32>(map, {"loss"});
  REQUIRE(loss.size() == 81);
  CHECK(std::min_element(loss.begin(), loss.end()) - loss.begin() == 7 * 9 + 7);
}

TEST_CASE("a wrong start stops the squared error, not the cross-entropy", "[rooms]") {
  const Value three = room("clinic"), ten = room("clinic", R"({"wrong": 10})");
  CHECK(number(three, {"lanes", "0", "steps"}) == figure("wrong-start", "mse/3.steps"));
  CHECK(number(three, {"lanes", "1", "steps"}) == figure("wrong-start", "cross-entropy/3.steps"));
  CHECK(number(ten, {"lanes", "0", "steps"}) == std::numeric_limits<double>::infinity());
  CHECK(number(ten, {"lanes", "1", "steps"}) < 30);
  CHECK(number(ten, {"lanes", "0", "start"}) < 0.01);
  CHECK(number(ten, {"lanes", "1", "start"}) > 0.9);
  CHECK(numbers(three, {"lanes", "0", "losses"}).size() == 1001);
  for (const char* head : {R"({"head": "logistic"})", R"({"head": "softmax"})"}) {
    const Value answer = room("clinic", head);
    const Floats64 &z = numbers(answer, {"slopes", "z"}), &entropy = numbers(answer, {"slopes", "crossEntropy"});
    REQUIRE(z[48] == 0);
    CHECK(std::fabs(entropy[48] - 0.5) < 1e-6);
    CHECK(std::fabs(entropy[48 + 16] - 0.880797) < 1e-6);  // z = 2
    CHECK(number(answer, {"lanes", "0", "steps"}) > 10 * number(answer, {"lanes", "1", "steps"}));
  }
  CHECK(std::fabs(numbers(three, {"slopes", "mse"})[48] - 0.25) < 1e-6);
}

TEST_CASE("the apple is a fruit and a gadget to two sigmoids, not to a softmax", "[rooms]") {
  const Value answer = room("apple");
  const Floats32 &sigmoids = numbers<Floats32>(answer, {"lanes", "0", "outputs"}),
                 &softmax = numbers<Floats32>(answer, {"lanes", "1", "outputs"});
  for (std::size_t w = 0; w < 4; ++w) {
    const Floats64& word = numbers(answer, {"words", std::to_string(w).c_str()});
    for (std::size_t k = 0; k < 2; ++k) CHECK(std::fabs(sigmoids[2 * w + k] - word[2 + k]) < 0.01);
    CHECK(std::fabs(softmax[2 * w] + softmax[2 * w + 1] - 1) < 1e-6);
  }
  CHECK(number(answer, {"lanes", "0", "exact"}) == figure("apples", "sigmoids.exact"));
  CHECK(number(answer, {"lanes", "1", "exact"}) == figure("apples", "softmax.exact"));
}

TEST_CASE("a maxout's lines are the trial's", "[rooms]") {
  for (const int pieces : {1, 2, 4, 8}) {
    const Value answer = room("maxout", join("{\"pieces\": ", pieces, "}").c_str());
    CHECK(number(answer, {"mse"}) == figure("maxout-envelope", join("square/", pieces, ".mse").c_str()));
    CHECK(number(answer, {"used"}) == figure("maxout-envelope", join("square/", pieces, ".used").c_str()));
    CHECK(std::fabs(number(answer, {"tangents"}) - 2.0 / (pieces * pieces)) < 1e-3);
    // The unit is the largest of its lines, and says which.
    const Floats32 &x = numbers<Floats32>(answer, {"x"}), &values = numbers<Floats32>(answer, {"values"}),
                   &slopes = numbers<Floats32>(answer, {"slopes"}), &starts = numbers<Floats32>(answer, {"starts"});
    const Integers& winners = numbers<Integers>(answer, {"winners"});
    REQUIRE(slopes.size() == static_cast<std::size_t>(pieces));
    for (std::size_t i = 0; i < x.size(); ++i) {
      const auto line = [&](std::size_t p) { return slopes[p] * x[i] + starts[p]; };
      CHECK(line(static_cast<std::size_t>(winners[i])) == values[i]);
      for (std::size_t p = 0; p < slopes.size(); ++p) CHECK(line(p) <= values[i]);
    }
  }
  const Value hollow = room("maxout", R"({"target": "minus-square"})");
  CHECK(number(hollow, {"mse"}) > 1.5);
  CHECK(at(hollow, {"tangents"}).is_null());
  CHECK(number(room("maxout", R"({"target": "abs", "pieces": 2})"), {"mse"}) < 1e-3);
}

TEST_CASE("folds by hand double the pieces, random networks do not", "[rooms]") {
  for (int folds = 1; folds <= 10; ++folds) {
    const Value answer = room("folds", join("{\"folds\": ", folds, ", \"seeds\": 1}").c_str());
    CHECK(number(answer, {"hand", "pieces"}) == (1 << folds));
    const Floats32& y = numbers<Floats32>(answer, {"hand", "y"});
    REQUIRE(y.size() == static_cast<std::size_t>(1 << folds) + 1);
    for (std::size_t i = 0; i < y.size(); ++i) CHECK(y[i] == static_cast<float>(i % 2));
  }
  const Value random = room("folds", R"({"shape": [16, 16], "seeds": 3})");
  const Integers &deep = numbers<Integers>(random, {"random", "deep"}),
                 &shallow = numbers<Integers>(random, {"random", "shallow"});
  for (std::uint32_t seed = 1; seed <= 3; ++seed) {
    CHECK(deep[seed - 1] == figure("random-folds", "deep", "{}", seed));
    CHECK(shallow[seed - 1] == figure("random-folds", "shallow", "{}", seed));
    CHECK(shallow[seed - 1] <= 33);
  }
  // As many kinks as pieces less one: the line's points are closer than any two of them.
  const Value one = room("folds", R"({"shape": [4], "seeds": 1})");
  CHECK(numbers(one, {"random", "kinks"}).size() + 1 ==
        static_cast<std::size_t>(numbers<Integers>(one, {"random", "deep"})[0]));
}

TEST_CASE("rewritten networks compute the same", "[rooms]") {
  for (const char* change :
       {R"({"rewrite": "tanh-to-sigmoid", "activation": "tanh"})", R"({"rewrite": "to-maxout", "activation": "relu"})",
        R"({"rewrite": "to-maxout", "activation": "leaky-relu"})", R"({"rewrite": "to-maxout", "activation": "abs"})",
        R"({"rewrite": "merge-identity", "activation": "identity", "layers": 6})",
        R"({"rewrite": "softmax-to-logistic", "activation": "tanh"})"}) {
    INFO(change);
    const Value answer = room("equivalence", change);
    const double range = number(answer, {"high"}) - number(answer, {"low"});
    CHECK(range > 0.05);
    CHECK(number(answer, {"largest"}) <= 2e-6 * range);
    const Floats32 &before = numbers<Floats32>(answer, {"before"}), &after = numbers<Floats32>(answer, {"after"}),
                   &difference = numbers<Floats32>(answer, {"difference"});
    REQUIRE(before.size() == 64 * 64);
    double largest = 0;
    for (std::size_t i = 0; i < before.size(); ++i) {
      CHECK(difference[i] == after[i] - before[i]);
      largest = std::max(largest, std::fabs(static_cast<double>(after[i]) - before[i]));
    }
    CHECK(largest == number(answer, {"largest"}));
  }
}

TEST_CASE("steps off a saddle are those of the statement", "[rooms]") {
  const double never = std::numeric_limits<double>::infinity();
  const struct {
    const char* change;
    std::vector<double> steps;
  } cases[] = {{R"({"start": [1, 0.1]})", {25, 15, 25, 83}},
               {R"({"start": [1, 1e-3]})", {74, 27, 25, 83}},
               {R"({"start": [1, 1e-6]})", {146, 52, 25, 83}},
               {R"({"start": [1, 0]})", {never, never, never, never}}};
  for (const auto& [change, steps] : cases) {
    INFO(change);
    const Value answer = room("saddle", change);
    for (std::size_t i = 0; i < 4; ++i)
      CHECK(number(answer, {"paths", std::to_string(i).c_str(), "steps"}) == steps[i]);
  }
  CHECK(number(room("saddle", R"({"rates": {"adam": 0.1}})"), {"paths", "3", "steps"}) == 9);
  // Two wells: momentum and a bold descent cross, Adam does not.
  const Value wells = room("saddle", R"({"problem": "double-well", "start": [2.2, 0], "steps": 800,
    "rates": {"sgd": 0.1, "momentum": 0.03, "rmsprop": 0.1, "adam": 0.1}})");
  for (const auto& [path, crossed] : {std::pair{"0", true}, {"1", true}, {"2", false}, {"3", false}})
    CHECK(*at(wells, {"paths", path, "crossed"}).as<bool>() == crossed);
  CHECK(numbers<Floats32>(wells, {"values"}).size() == 64);
}

TEST_CASE("forgetting is the trial's", "[rooms]") {
  for (const char* task : {"clusters", "rings"}) {
    INFO(task);
    const char* trial = std::string_view(task) == "rings" ? "forgetting-rings" : "forgetting";
    const Value answer = room("forgetting", join("{\"task\": \"", task, "\"}").c_str());
    const auto& steps = numbers<Integers>(answer, {"steps"});
    REQUIRE(steps.size() == 61);
    CHECK(steps[30] == 300);
    for (const auto& [lane, name] : {std::pair{"0", "relu"}, {"1", "maxout"}}) {
      const Floats64 &first = numbers(answer, {"lanes", lane, "first"}),
                     &second = numbers(answer, {"lanes", lane, "second"});
      CHECK(first[30] == figure(trial, join(name, ".first-accuracy@300").c_str()));
      CHECK(first[60] == figure(trial, join(name, ".first-accuracy").c_str()));
      CHECK(second[60] == figure(trial, join(name, ".accuracy").c_str()));
      CHECK(first[60] < first[30]);
    }
  }
}

}  // namespace
}  // namespace nonlin

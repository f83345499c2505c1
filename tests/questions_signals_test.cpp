// The questions about curve and signals: their numbers are the probes', their options checked.
#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_exception.hpp>
#include <cmath>
#include <numeric>

#include "numbers.hpp"
#include "probe/on_curve.hpp"
#include "probe/signals.hpp"
#include "race/questions.hpp"
#include "race_specs.hpp"

namespace nonlin {
namespace {

using Catch::Matchers::Message;
using test::forever;
using test::read;

Value options_of(const std::string& json) { return parse_json(json); }
double number(const Value& value, const char* key) {
  const double* x = value.find(key)->as<double>();
  return x ? *x : std::nan("");
}

TEST_CASE("question histogram: what the probe says of this layer and unit", "[questions]") {
  const RaceSpec spec = read(test::every_activation);
  Race race(spec, test::all_runs(spec), 1000);
  race.advance(30, forever);
  for (std::size_t i = 0; i < race.runs().size(); ++i) {
    Race::Run& run = race.runs()[i];
    CAPTURE(run.experiment->name);
    for (int unit : {-1, 3}) {
      const Value got = ask(race, i, "histogram",
                            options_of(R"({"layer": 1, "bins": 20, "reach": 2, "unit": )" +
                                       (unit < 0 ? "null" : std::to_string(unit)) + "}"));
      prepare(run.trainer.network(), run.samples->train, *run.workspace);
      const OnCurve want = data_on_curve(run.trainer.network(), run.samples->train, {1, unit, 20, 2}, *run.workspace);
      CHECK(number(got, "step") == 30);
      CHECK(number(got, "reach") == want.reach);
      const Integers& counts = *got.find("counts")->as<Integers>();
      CHECK(std::equal(counts.begin(), counts.end(), want.z.counts.begin(), want.z.counts.end()));
      CHECK(number(got, "count") == (unit < 0 ? 5 : 1) * 60);
      CHECK(std::accumulate(counts.begin(), counts.end(), number(got, "under") + number(got, "over")) ==
            number(got, "count"));
      CHECK(number(got, "low") == want.low);
      CHECK(number(got, "median") == want.median);
      CHECK(number(got, "high") == want.high);
      CHECK(number(got, "flatLeft") == want.flat_left);
      CHECK(number(got, "flatRight") == want.flat_right);
      CHECK(number(got, "zero") == want.zero);
      CHECK(*got.find("value")->as<Floats32>() == want.value);
      CHECK(*got.find("slope")->as<Floats32>() == want.slope);
      CHECK(*got.find("flat")->as<Bytes>() == want.flat);
      CHECK(*got.find("sizes")->as<Integers>() == Integers{6, 5});
    }
  }
}

TEST_CASE("question histogram: what is not there is refused by its path", "[questions]") {
  const RaceSpec spec =
      read(R"({"lanes": [{"activation": "relu"}, {"activation": "relu", "set": {"network.layers": []}}]})");
  Race race(spec, test::all_runs(spec), 1000);
  const auto refused = [&](std::size_t lane, const std::string& json, const std::string& message) {
    CHECK_THROWS_MATCHES(ask(race, lane, "histogram", options_of(json)), std::invalid_argument, Message(message));
  };
  refused(0, R"({"layer": 3})", "histogram.layer: 3 is outside 0..2");
  refused(0, R"({"unit": 16})", "histogram.unit: 16 is outside 0..15");
  refused(0, R"({"unit": "all"})", "histogram.unit: 'all' is not a whole number in 0..15");
  refused(0, R"({"bins": 7})", "histogram.bins: 7 is outside 8..256");
  refused(0, R"({"reach": 0})", "histogram.reach: 0 is outside 0.001..3.5e+38");
  refused(1, "{}", "histogram: the network has no hidden layer");
}

TEST_CASE("question signals: the probe's numbers, and factors that multiply to what is drawn", "[questions]") {
  for (const std::string& json : {test::every_activation, test::normalised}) {
    const RaceSpec spec = read(json);
    Race race(spec, test::all_runs(spec), 1000);
    race.advance(10, forever);
    for (std::size_t i = 0; i < race.runs().size(); ++i) {
      Race::Run& run = race.runs()[i];
      CAPTURE(run.experiment->name);
      const Value got = ask(race, i, "signals", {});
      prepare(run.trainer.network(), run.samples->train, *run.workspace);
      const Signals want = signals(run.trainer.network(), *run.experiment->pairing, run.samples->train, *run.workspace);
      const Array& layers = *got.find("layers")->as<Array>();
      REQUIRE(layers.size() == 3);
      CHECK(number(got, "count") == 60);
      for (std::size_t l = 0; l < 3; ++l) {
        CHECK(number(layers[l], "mean") == want.layers[l].mean);
        CHECK(number(layers[l], "sd") == want.layers[l].sd);
        CHECK(number(layers[l], "zero") == want.layers[l].zero);
        CHECK(number(layers[l], "backward") == want.layers[l].backward);
        const double length = number(layers[l], "length");
        CHECK(test::close(length, want.layers[l].backward * std::sqrt(number(layers[l], "units")), 0, 1e-12));
        if (l == 2 || length == 0) continue;
        CHECK(test::close(number(layers[l], "weight") * number(layers[l], "slope"),
                          length / number(layers[l + 1], "length"), 0, 1e-9));
      }
      const double passed = number(layers[0], "length") / number(layers[1], "length");
      if (number(layers[1], "length") > 0) CHECK(test::close(number(got, "passed"), passed, 0, 1e-9));
    }
  }
}

}  // namespace
}  // namespace nonlin

// What the units of a run compute, over the input plane and for one sample; and a parameter given by hand.
#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_exception.hpp>
#include <cmath>
#include <limits>

#include "numbers.hpp"
#include "probe/units.hpp"
#include "probe_networks.hpp"
#include "race/questions.hpp"
#include "race/session.hpp"
#include "race_specs.hpp"

namespace nonlin {
namespace {

using Catch::Matchers::Message;
using test::all_runs;
using test::forever;
using test::hashes;
using test::read;

std::size_t at(int i) { return static_cast<std::size_t>(i); }

Race race_of(const std::string& json) {
  const RaceSpec spec = read(json);
  return Race(spec, all_runs(spec), 1000);
}
Value asked(Race& race, std::string_view question, Object options = {}, std::size_t run = 0) {
  return ask(race, run, question, Value(std::move(options)));
}
template <class T>
const T& member(const Value& value, std::string_view key) {
  const Value* found = value.find(key);
  REQUIRE(found);
  REQUIRE(found->as<T>());
  return *found->as<T>();
}
const Value& layer(const Value& answer, int l) { return member<Array>(answer, "layers").at(at(l)); }

/// Four points at the corners of [-1, 1]^2, which the page shows from -1.2 to 1.2; unit 0 is x, unit 1 is 2 y + 1.
const std::string plane =
    R"({"data": {"points": {"inputs": [[-1, -1], [1, -1], [-1, 1], [1, 1]], "targets": [[0], [1], [0], [1]], "kind": "classes",
                            "train": [true, true, true, false]}},
        "network": {"layers": [{"units": 2}]}, "lanes": [{"activation": "identity"}],
        "start": {"W0": [[1, 0], [0, 2]], "b0": [0, 1], "W1": [[3, -1]], "b1": [0.5]}})";

TEST_CASE("question units: a map is what the unit computes at the centre of each pixel", "[questions]") {
  Race race = race_of(plane);
  const Value answer = asked(race, "units", object_of("size", 6));
  CHECK(member<double>(answer, "size") == 6);
  REQUIRE(member<Array>(answer, "layers").size() == 3);
  // Six pixels from -1.2 to 1.2: centres at -1, -0.6 ... 1.
  const auto x = [](int i) { return -1 + 0.4 * i; };
  const auto check = [&](int which, int unit, double lo, double hi, auto value) {
    const Value& rows = layer(answer, which);
    CAPTURE(which, unit);
    CHECK(member<double>(rows, "first") == 0);
    CHECK(test::close(member<Floats32>(rows, "scale")[0], lo, 1e-6));
    CHECK(test::close(member<Floats32>(rows, "scale")[1], hi, 1e-6));
    const Bytes& maps = member<Bytes>(rows, "maps");
    REQUIRE(maps.size() % 36 == 0);
    for (int r = 0; r < 6; ++r)
      for (int c = 0; c < 6; ++c) {
        const double share = (value(x(c), x(5 - r)) - lo) / (hi - lo);
        CHECK(std::fabs(maps[at(36 * unit + 6 * r + c)] - 255 * share) <= 0.51);
      }
  };
  check(0, 0, -1, 1, [](double u, double) { return u; });
  check(0, 1, -1, 1, [](double, double v) { return v; });
  check(1, 0, -3, 3, [](double u, double) { return u; });
  check(1, 1, -3, 3, [](double, double v) { return 2 * v + 1; });
  check(2, 0, 0, 1, [](double u, double v) { return 1 / (1 + std::exp(-(3 * u - (2 * v + 1) + 0.5))); });
}

TEST_CASE("question units: some units of each layer, with a scale of their own; lines for one input", "[questions]") {
  Race race = race_of(plane);
  const Value some = asked(race, "units", object_of("size", 6, "most", 1, "from", Array{1.0, 1.0, 9.0}));
  const Value first = asked(race, "units", object_of("size", 6, "most", 1));
  const Value all = asked(race, "units", object_of("size", 6));
  const auto maps = [](const Value& answer, int l) -> const Bytes& { return member<Bytes>(layer(answer, l), "maps"); };
  REQUIRE(member<Array>(some, "layers").size() == 3);
  for (int l = 0; l < 2; ++l) {
    CHECK(member<double>(layer(some, l), "first") == 1);
    CHECK(maps(some, l) == Bytes(maps(all, l).begin() + 36, maps(all, l).end()));
  }
  CHECK(member<double>(layer(some, 2), "first") == 0);
  CHECK(maps(some, 2) == maps(all, 2));
  CHECK(test::close(member<Floats32>(layer(first, 1), "scale")[1], 1, 1e-6));
  CHECK(maps(first, 1) == maps(first, 0));  // unit 0 is x

  Race line = race_of(R"({"data": {"points": {"inputs": [[-1], [1]], "targets": [[1], [0]], "kind": "values"}},
      "network": {"layers": [{"units": 1}]}, "lanes": [{"activation": "relu"}], "start": {"W0": [[2]], "b0": [0], "W1": [[-1]], "b1": [4]}})");
  const Value lines = asked(line, "units", object_of("size", 5));
  CHECK(test::same_bits(member<Floats32>(layer(lines, 0), "lines"), Floats32{-1.2f, -0.6f, 0, 0.6f, 1.2f}));
  CHECK(test::same_bits(member<Floats32>(layer(lines, 1), "lines"), Floats32{0, 0, 0, 1.2f, 2.4f}));
  CHECK(member<Floats32>(layer(lines, 1), "scale") == Floats32{-2.4f, 2.4f});
  const double outputs[] = {4, 4, 4, 2.8, 1.6};
  for (int i = 0; i < 5; ++i) CHECK(test::close(member<Floats32>(layer(lines, 2), "lines")[at(i)], outputs[i], 1e-6));
}

TEST_CASE("question units: of several inputs two are shown, the others at their mean", "[questions]") {
  Race race = race_of(
      R"({"data": {"points": {"inputs": [[0, 10, 2], [1, 20, 4]], "targets": [[0], [1]], "kind": "classes"}},
          "network": {"layers": [{"units": 1}]}, "lanes": [{"activation": "identity"}],
          "start": {"W0": [[1, 0.1, 1]], "b0": [-3], "W1": [[1]], "b1": [0]}})");
  // To the right the second, upward the first; a = x0 + x1 / 10 + 3 - 3, and a margin of a tenth around the points.
  const Value answer = asked(race, "units", object_of("size", 4, "columns", Array{1.0, 0.0}));
  const Bytes& maps = member<Bytes>(layer(answer, 1), "maps");
  const double largest = member<Floats32>(layer(answer, 1), "scale")[1];
  for (int r = 0; r < 4; ++r)
    for (int c = 0; c < 4; ++c) {
      const double a = (9 + (c + 0.5) * 3) / 10 + (1.1 - (r + 0.5) * 0.3);
      CHECK(std::fabs(maps[at(4 * r + c)] - 127.5 * (1 + a / largest)) <= 0.51);
    }
  CHECK_THROWS_AS(asked(race, "units", object_of("columns", Array{0.0, 3.0})), std::invalid_argument);
  CHECK_THROWS_AS(asked(race, "units", object_of("columns", Array{0.0})), std::invalid_argument);
}

TEST_CASE("question units: what is not there, or too much, is refused", "[questions]") {
  Race race = race_of(plane);
  const auto refused = [&](Object options) {
    CHECK_THROWS_AS(ask(race, 0, "units", Value(std::move(options))), std::invalid_argument);
  };
  refused(object_of("size", 3));
  refused(object_of("size", 257));
  refused(object_of("most", 0));
  refused(object_of("most", 257));
  refused(object_of("size", 100, "most", 256));
  refused(object_of("from", "all"));
}

TEST_CASE("question sample: z, a and slope of every unit, of training and test samples", "[questions]") {
  Race race = race_of(
      R"({"data": {"points": {"inputs": [[0.5, -1], [1, 2], [-2, 0.25]], "targets": [[1], [0], [1]], "kind": "classes", "train": [true, false, true]}},
          "inputs": {"features": ["x", "xy"], "scale": 2}, "head": "tanh", "loss": "half-mse",
          "network": {"layers": [{"units": 2}]}, "lanes": [{"activation": "tanh"}],
          "start": {"W0": [[1, 0.5], [-1, 0.25]], "b0": [0.1, -0.2], "W1": [[2, -3]], "b1": [0.3]}})");
  const std::vector<std::vector<double>> raw{{0.5, -1}, {-2, 0.25}, {1, 2}};  // training samples first
  const double targets[] = {1, 1, -1};
  for (int i = 0; i < 3; ++i) {
    CAPTURE(i);
    const Value answer = asked(race, "sample", object_of("index", i));
    const double x = 2 * raw[at(i)][0], xy = x * 2 * raw[at(i)][1];
    CHECK(member<Floats32>(answer, "raw") ==
          Floats32{static_cast<float>(raw[at(i)][0]), static_cast<float>(raw[at(i)][1])});
    CHECK(member<Floats32>(answer, "inputs") == Floats32{static_cast<float>(x), static_cast<float>(xy)});
    CHECK(member<Floats32>(answer, "target") == Floats32{static_cast<float>(targets[i])});
    const double z0 = x + 0.5 * xy + 0.1, z1 = -x + 0.25 * xy - 0.2, a0 = std::tanh(z0), a1 = std::tanh(z1);
    const double logit = 2 * a0 - 3 * a1 + 0.3;
    const auto check = [](const Floats32& got, std::vector<double> want) {
      REQUIRE(got.size() == want.size());
      for (std::size_t k = 0; k < got.size(); ++k) CHECK(test::close(got[k], want[k], 1e-6, 1e-6));
    };
    check(member<Floats32>(layer(answer, 0), "z"), {z0, z1});
    check(member<Floats32>(layer(answer, 0), "a"), {a0, a1});
    check(member<Floats32>(layer(answer, 0), "slope"), {1 - a0 * a0, 1 - a1 * a1});
    check(member<Floats32>(layer(answer, 1), "z"), {logit});
    check(member<Floats32>(layer(answer, 1), "a"), {std::tanh(logit)});
    CHECK(!layer(answer, 0).find("piece"));
    CHECK(!layer(answer, 1).find("slope"));
  }
  CHECK(asked(race, "sample") == asked(race, "sample", object_of("index", 0)));
  CHECK_THROWS_MATCHES(asked(race, "sample", object_of("index", 3)), std::invalid_argument,
                       Message("sample.index: 3 is outside 0..2"));
}

TEST_CASE("question sample: the same values as over the whole set, with pieces, gates and norms", "[questions]") {
  for (const std::string& json : {test::every_activation, test::normalised}) {
    const RaceSpec spec = read(json);
    Race race(spec, all_runs(spec), 1000);
    race.advance(9, forever);
    for (std::size_t i = 0; i < race.runs().size(); ++i) {
      Race::Run& run = race.runs()[i];
      CAPTURE(run.experiment->name);
      const Network& network = run.trainer.network();
      const SampleSet& set = run.samples->train;
      const Value answer = asked(race, "sample", object_of("index", 17), i);
      prepare(network, set, *run.workspace);
      for (int l = 0; l < 3; ++l)
        for (const Quantity quantity : {Quantity::z, Quantity::a}) {
          const int rows = row_count(network, l, quantity);
          std::vector<float> want(at(rows * set.count()));
          unit_values(network, *find_head("logistic"), {l, quantity, 0, rows}, set, want.data(), *run.workspace);
          const Floats32& got = member<Floats32>(layer(answer, l), quantity == Quantity::z ? "z" : "a");
          REQUIRE(got.size() == at(rows));
          for (int r = 0; r < rows; ++r) CHECK(got[at(r)] == want[at(r * set.count() + 17)]);
        }
      for (int l = 0; l < 2; ++l) {
        const LayerSpec& layer_spec = network.spec().layers[at(l)];
        const Value& here = layer(answer, l);
        const Floats32 &z = member<Floats32>(here, "z"), &slope = member<Floats32>(here, "slope");
        const LayerView& view = network.layers()[at(l)];
        if (layer_spec.norm != Norm::none)
          for (int r = 0; r < view.rows; ++r) {
            const auto parameter = [&](int offset) { return network.parameters()[at(offset + r)]; };
            CHECK(test::close(
                z[at(r)], parameter(view.gamma) * member<Floats32>(here, "normalised")[at(r)] + parameter(view.beta),
                1e-5, 1e-5));
          }
        if (!here.find("piece")) continue;
        for (int u = 0; u < view.units; ++u) {
          const int piece = member<Integers>(here, "piece")[at(u)];
          for (int p = 0; p < view.pieces; ++p) {
            CHECK(z[at(u * view.pieces + p)] <= z[at(u * view.pieces + piece)]);
            CHECK(slope[at(u * view.pieces + p)] == (p == piece ? 1.0f : 0.0f));
          }
        }
      }
    }
  }
}

TEST_CASE("a parameter given by hand is there, and what is not there is refused", "[race]") {
  Race race = race_of(R"({"network": {"layers": [{"units": 3}]}, "lanes": [{"activation": "prelu"}]})");
  race.advance(5, forever);
  const auto parameter = [&](std::string_view block, int i) {
    for (const Network::Block& each : race.runs()[0].trainer.network().blocks())
      if (each.name == block) return race.runs()[0].trainer.network().parameters()[at(each.offset + i)];
    throw std::logic_error("no such block");
  };
  const std::uint64_t before = hashes(race)[0];
  const auto refused = [&](std::string_view block, int index, double value, const std::string& message) {
    CHECK_THROWS_MATCHES(race.set_parameter(0, block, index, value), std::invalid_argument, Message(message));
  };
  refused("W2", 0, 1, "block: 'W2' is unknown; allowed: W0, b0, alpha0, W1, b1");
  refused("W0", 6, 1, "W0: index 6 is outside 0..5");
  refused("b0", -1, 1, "b0: index -1 is outside 0..2");
  refused("b0", 1, 10001, "b0[1]: 10001 is outside -10000..10000");
  CHECK_THROWS_AS(race.set_parameter(0, "b0", 1, std::numeric_limits<double>::quiet_NaN()), std::invalid_argument);
  CHECK(hashes(race)[0] == before);
  for (const auto& [block, index, value] :
       {std::tuple{"W0", 5, 0.1}, {"b0", 2, -3.0}, {"alpha0", 1, 1e4}, {"W1", 0, -0.0}, {"b1", 0, 7.0}}) {
    const float old = parameter(block, index);
    CHECK(race.set_parameter(0, block, index, value) == old);
    CHECK(parameter(block, index) == static_cast<float>(value));
    CHECK(!std::signbit(parameter("W1", 0)));
    CHECK(race.set_parameter(0, block, index, old) == static_cast<float>(value));
    CHECK(hashes(race)[0] == before);
  }
}

TEST_CASE("training goes on from a parameter given by hand as if it had started there", "[race]") {
  const std::string base =
      R"({"network": {"layers": [{"units": 2}]}, "batch": {"size": 16}, "lanes": [{"activation": "tanh"}, {"activation": "relu"}], "start": )";
  Race edited = race_of(base + R"({"W0": [[1, 0.5], [-1, 0.25]], "b0": [0.1, -0.2], "W1": [[2, -3]], "b1": [0.3]}})");
  Race given = race_of(base + R"({"W0": [[1, 0.5], [0.7, 0.25]], "b0": [0.1, -0.2], "W1": [[2, -3]], "b1": [-1]}})");
  for (std::size_t lane = 0; lane < 2; ++lane) {
    edited.set_parameter(lane, "W0", 2, 0.7);
    edited.set_parameter(lane, "b1", 0, -1);
    CHECK(edited.runs()[lane].records.size() == 1);
    CHECK(edited.runs()[lane].records.back().train.loss == given.runs()[lane].records.back().train.loss);
  }
  CHECK(hashes(edited) == hashes(given));
  edited.advance(100, forever);
  given.advance(100, forever);
  CHECK(hashes(edited) == hashes(given));
}

TEST_CASE("a run that diverges after an edit goes back to no state before it", "[race]") {
  const RaceSpec spec = read(
      R"({"data": {"generator": "sine"}, "network": {"layers": [{"units": 4}]}, "optimizer": {"id": "sgd", "rate": 1}, "lanes": [{"activation": "identity"}]})");
  Session session(spec, all_runs(spec), 1);
  Race& race = session.race();
  race.advance(3, forever);
  const Frame told = session.frame({});
  CHECK(told.records.step.size() == 4);
  session.set_parameter(0, "b1", 0, 10000);
  session.set_parameter(0, "W1", 0, 9000);
  // The record of the step is told anew.
  const Frame again = session.frame({});
  CHECK(again.records.step == std::vector<std::int32_t>{3});
  CHECK(again.train_loss[0] > 1e6);
  const Snapshot kept = race.save(0);
  Race other(spec, all_runs(spec), 1);
  other.restore(0, kept);
  for (Race* each : {&race, &other}) each->advance(200, forever);
  CHECK(race.runs()[0].state == RunState::diverged);
  CHECK(other.runs()[0].state_step == race.runs()[0].state_step);
  CHECK(hashes(race) == hashes(other));
}

}  // namespace
}  // namespace nonlin

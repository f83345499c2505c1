// Questions about regions, formulas and slices: their numbers against networks made by hand and against the run itself.
#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>
#include <cmath>

#include "math/functions.hpp"
#include "numbers.hpp"
#include "probe/slice.hpp"
#include "race/questions.hpp"
#include "race/session.hpp"
#include "race_specs.hpp"

namespace nonlin {
namespace {

using Catch::Matchers::ContainsSubstring;
using test::all_runs;
using test::close;
using test::forever;
using test::read;

template <class T>
const T& of(const Value& answer, const char* key) {
  const Value* found = answer.find(key);
  REQUIRE(found);
  REQUIRE(found->as<T>());
  return *found->as<T>();
}

Value options(const std::string& json) { return parse_json(json); }

Race race_of(const std::string& json) {
  const RaceSpec spec = read(json);
  return Race(spec, all_runs(spec), 1000);
}

/// Two ReLU units whose folds cross: x = 0.5 and y = -0.25; logit = 2 relu(x - 0.5) - 3 relu(-y - 0.25) + 1.
const std::string by_hand = R"({"data": {"generator": "circle"}, "network": {"layers": [{"units": 2}]},
    "start": {"W0": [[1, 0], [0, -1]], "b0": [-0.5, -0.25], "W1": [[2, -3]], "b1": [1]}, "lanes": [{"activation": "relu"}]})";

TEST_CASE("question regions: the four regions of two units, their folds and what they compute", "[questions]") {
  Race race = race_of(by_hand);
  const int size = 60;
  const Value answer = ask(race, 0, "regions", options(R"({"size": 60})"));
  CHECK(of<double>(answer, "count") == 4);
  CHECK(of<double>(answer, "inputs") == 2);
  const Floats64& view = of<Floats64>(answer, "view");
  const Integers &id = of<Integers>(answer, "id"), &pixels = of<Integers>(answer, "pixels");
  const Floats32& mean = of<Floats32>(answer, "mean");
  REQUIRE(id.size() == size * size);
  std::vector<int> counted(4);
  std::vector<double> sums(4);
  for (int row = 0; row < size; ++row)
    for (int column = 0; column < size; ++column) {
      const double pixel = (view[1] - view[0]) / size;
      const double x = view[0] + (column + 0.5) * pixel, y = view[1] - (row + 0.5) * pixel;
      const int region = id[static_cast<std::size_t>(row * size + column)];
      ++counted[static_cast<std::size_t>(region)];
      const double z = 2 * std::max(0.0, x - 0.5) - 3 * std::max(0.0, -y - 0.25) + 1;
      sums[static_cast<std::size_t>(region)] += 1 / (1 + std::exp(-z));
      // Upper left, upper right, lower left, lower right, as a picture is read.
      CHECK(region == (x > 0.5) + 2 * (-y > 0.25));
      CHECK(of<Bytes>(answer, "parity")[static_cast<std::size_t>(region)] == ((x > 0.5) + (-y > 0.25)) % 2);
    }
  for (std::size_t r = 0; r < 4; ++r) {
    CHECK(pixels[r] == counted[r]);
    CHECK(close(mean[r], sums[r] / counted[r], 1e-6));
  }
  const Array& layers = of<Array>(answer, "layers");
  REQUIRE(layers.size() == 1);
  const Floats32& segments = of<Floats32>(layers[0], "segments");
  const Integers& first = of<Integers>(layers[0], "first");
  for (std::size_t i = 0; i < segments.size(); i += 2) {
    const double x = view[0] + (view[1] - view[0]) * segments[i], y = view[1] - (view[1] - view[0]) * segments[i + 1];
    if (i < 4 * static_cast<std::size_t>(first[1]))
      CHECK(close(x, 0.5, 1e-6));
    else
      CHECK(close(y, -0.25, 1e-6));
  }
  // Where the logit is 0: below, 3 (-y - 0.25) = 1 + 2 relu(x - 0.5).
  const Floats32& boundary = of<Floats32>(answer, "boundary");
  REQUIRE(boundary.size() > 4 * size / 2);
  for (std::size_t i = 0; i < boundary.size(); i += 2) {
    const double x = view[0] + (view[1] - view[0]) * boundary[i], y = view[1] - (view[1] - view[0]) * boundary[i + 1];
    CHECK(close(-0.25 - (1 + 2 * std::max(0.0, x - 0.5)) / 3, y, 0.02));
  }
  CHECK(of<double>(answer, "held") == 4);
}

TEST_CASE("question regions: of many inputs a picture shows two, each over its own range", "[questions]") {
  // One unit folds where x2 + x0 / 10 + x1 = 30; x1 stays at its training mean, 10.
  Race race =
      race_of(R"({"data": {"points": {"inputs": [[0, 5, 0], [100, 15, 20], [7, 1000, 3]], "targets": [[0], [1], [1]],
      "train": [true, true, false], "ranges": [[-10, 110], [0, 1], [-5, 25]]}}, "network": {"layers": [{"units": 1}]},
      "start": {"W0": [[0.1, 1, 1]], "b0": [-30], "W1": [[1]], "b1": [0]}, "lanes": [{"activation": "relu"}]})");
  const int size = 24;
  const Value answer = ask(race, 0, "regions", options(R"({"size": 24, "columns": [2, 0]})"));
  CHECK(of<Floats64>(answer, "view") == Floats64{-5, 25, -10, 110});
  CHECK(of<double>(answer, "count") == 2);
  const Integers& id = of<Integers>(answer, "id");
  for (int i = 0; i < size * size; ++i) {
    const double x = -5 + 30 * (i % size + 0.5) / size, y = 110 - 120 * (i / size + 0.5) / size;
    CHECK((id[static_cast<std::size_t>(i)] == id[0]) == (x + y / 10 < 20));
  }
  CHECK_THROWS_WITH(ask(race, 0, "regions", options(R"({"columns": [0, 3]})")), ContainsSubstring("columns[1]: 3"));
  CHECK_THROWS_WITH(ask(race, 0, "regions", options(R"({"columns": [0]})")), ContainsSubstring("columns: 1 inputs"));
}

TEST_CASE("question formula: the map of a region in the coordinates of the data", "[questions]") {
  Race race = race_of(by_hand);
  struct Place {
    const char* point;
    double x, y, b;
  };
  for (const Place& place : {Place{R"({"point": [0, 0]})", 0, 0, 1}, Place{R"({"point": [2, 0]})", 2, 0, 0},
                             Place{R"({"point": [0, -1]})", 0, 3, 1.75}, Place{R"({"point": [2, -1]})", 2, 3, 0.75}}) {
    const Value answer = ask(race, 0, "formula", options(place.point));
    CHECK(of<Floats64>(answer, "W") == Floats64{place.x, place.y});
    CHECK(of<Floats64>(answer, "b") == Floats64{place.b});
  }
}

TEST_CASE("question formula: scale, shift, standardising and features are undone", "[questions]") {
  for (const char* inputs :
       {R"({"scale": 3, "shift": -0.5})", R"({"standardize": true})",
        R"({"scale": 0.25, "shift": 2, "standardize": true})",
        R"({"features": ["x", "sin-x", "xy", "y"], "scale": 2, "shift": 0.125, "standardize": true})"}) {
    Race race =
        race_of(R"({"network": {"layers": [{"units": 6}, {"units": 4, "norm": "batch"}]}, "inputs": )" +
                std::string(inputs) + R"(, "data": {"generator": "moons"}, "lanes": [{"activation": "leaky-relu"}]})");
    race.advance(20, forever);
    CAPTURE(inputs);
    const InputSpec& spec = race.runs()[0].experiment->inputs;
    for (const auto& [x, y] : {std::pair{0.3, -0.2}, {-1.0, 0.8}, {1.5, 0.1}}) {
      Array point;
      point.emplace_back(x);
      point.emplace_back(y);
      const Value answer = ask(race, 0, "formula", object_of("point", std::move(point)));
      const Array& names = of<Array>(answer, "names");
      double sum = of<Floats64>(answer, "b")[0];
      for (std::size_t i = 0; i < names.size(); ++i) {
        const std::string& name = *names[i].as<std::string>();
        const double px = spec.scale * x + spec.shift, py = spec.scale * y + spec.shift;
        const double feature = name == "x" ? x : name == "y" ? y : find_feature(name)->of(px, py);
        sum += of<Floats64>(answer, "W")[i] * feature;
      }
      CHECK(close(sum, of<Floats32>(answer, "logits")[0], 1e-5));
      CHECK(close(1 / (1 + std::exp(-sum)), of<Floats32>(answer, "value")[0], 1e-5));
    }
  }
}

TEST_CASE("question formula: of more inputs two are chosen, the others stay at their training mean", "[questions]") {
  Race race =
      race_of(R"({"data": {"points": {"inputs": [[1, 2, 3], [3, 6, 5]], "targets": [[0], [1]], "kind": "classes"}},
      "network": {"layers": [{"units": 1}]}, "lanes": [{"activation": "identity"}],
      "start": {"W0": [[2, 3, 5]], "b0": [0], "W1": [[1]], "b1": [0.5]}})");
  const Value answer = ask(race, 0, "formula", options(R"({"point": [10, 20], "columns": [2, 0]})"));
  CHECK(of<Floats64>(answer, "W") == Floats64{2, 3, 5});
  CHECK(of<Floats32>(answer, "logits") == Floats32{2 * 20 + 3 * 4 + 5 * 10 + 0.5f});
  CHECK_THROWS_WITH(ask(race, 0, "formula", options(R"({"point": [1, 2, 3]})")), ContainsSubstring("point: 3 numbers"));
  CHECK_THROWS_AS(ask(race, 0, "formula", options(R"({"point": [1, 2], "columns": [0, 3]})")), std::invalid_argument);
}

TEST_CASE("question regions: the pieces of a fitted curve", "[questions]") {
  // 1.5 relu(2x - 0.5) - relu(1.5 - 2x): kinks at 0.25 and 0.75.
  Race race = race_of(R"({"data": {"generator": "sine"}, "head": "identity", "loss": "mse", "inputs": {"scale": 2},
      "network": {"layers": [{"units": 2}]}, "lanes": [{"activation": "relu"}],
      "start": {"W0": [[1], [-1]], "b0": [-0.5, 1.5], "W1": [[1.5, -1]], "b1": [0]}})");
  const Value answer = ask(race, 0, "regions", options(R"({"size": 1000})"));
  CHECK(of<double>(answer, "inputs") == 1);
  REQUIRE(of<double>(answer, "count") == 3);
  const Floats64 &from = of<Floats64>(answer, "from"), &slope = of<Floats64>(answer, "slope");
  const double ends[] = {of<Floats64>(answer, "view")[0], 0.25, 0.75, of<Floats64>(answer, "view")[1]};
  for (std::size_t i = 0; i < 4; ++i) CHECK(close(from[i], ends[i], 1e-5));
  CHECK(slope == Floats64{2, 5, 3});
  CHECK(of<Integers>(answer, "foldUnit") == Integers{0, 1});
  CHECK(of<Floats32>(answer, "value").size() == 1000);
}

TEST_CASE("question regions: a smooth layer is refused by name", "[questions]") {
  Race race = race_of(R"({"lanes": [{"activation": "tanh"}]})");
  CHECK_THROWS_WITH(ask(race, 0, "regions", {}), ContainsSubstring("hidden layer 0 is tanh"));
  CHECK_NOTHROW(ask(race, 0, "formula", {}));
}

Value path_options(const std::vector<Bytes>& states, Object more) {
  Array path;
  for (Bytes state : states) path.emplace_back(std::move(state));
  add(more, "path", std::move(path));
  return more;
}

TEST_CASE("question slice: through the parameters, along the way they came", "[questions]") {
  Race race = race_of(R"({"network": {"layers": [{"units": 5}, {"units": 4, "norm": "batch"}]},
      "lanes": [{"activation": "relu"}]})");
  std::vector<Bytes> states;
  for (int step = 0; step <= 40; step += 4) {
    race.advance(step, forever);
    states.push_back(pack(race.save(0)));
  }
  const Race::Run& run = race.runs()[0];
  prepare(run.trainer.network(), run.samples->train, *run.workspace);
  const double loss = judge(run.trainer.network(), *run.experiment->pairing, run.samples->train, *run.workspace).loss;
  for (const char* plane : {"path", "random", "weights"}) {
    CAPTURE(plane);
    Object more = object_of("plane", plane, "columns", 21, "rows", 13);
    if (std::string_view(plane) == "weights")
      add(more, "weights", Value(*options(R"([{"block": "W0", "index": 3}, {"block": "b2"}])").as<Array>()));
    const Value answer = ask(race, 0, "slice", path_options(states, std::move(more)));
    CHECK(of<std::string>(answer, "plane") == plane);
    const double left = of<double>(answer, "left"), top = of<double>(answer, "top"),
                 spacing = of<double>(answer, "spacing");
    const Floats64& losses = of<Floats64>(answer, "loss");
    REQUIRE(losses.size() == 21 * 13);
    // One of its points is where the run is, with the run's own loss.
    const double column = -left / spacing, row = top / spacing;
    REQUIRE(column == std::round(column));
    REQUIRE(row == std::round(row));
    CHECK(losses[static_cast<std::size_t>(row * 21 + column)] == loss);
    CHECK(of<double>(answer, "here") == loss);
    const Value& path = *answer.find("path");
    const Floats64 &x = of<Floats64>(path, "x"), &y = of<Floats64>(path, "y"), &off = of<Floats64>(path, "off");
    const Integers& steps = of<Integers>(path, "step");
    REQUIRE(x.size() == 11);
    CHECK((steps.front() == 0 && steps.back() == 40));
    CHECK((x.back() == 0 && y.back() == 0 && off.back() == 0));
    if (std::string_view(plane) == "random") continue;
    for (std::size_t i = 0; i < x.size(); ++i) {  // the whole way is in the picture
      CHECK((x[i] >= left && x[i] <= left + 20 * spacing));
      CHECK((y[i] <= top && y[i] >= top - 12 * spacing));
    }
    if (std::string_view(plane) == "weights") {
      const Network& network = run.trainer.network();
      const Floats& start = unpack(states[0]).state.parameters;
      const auto first = static_cast<std::size_t>(parameter_offset(network, "W0", 3));
      CHECK(x[0] == static_cast<double>(start[first]) - network.parameters()[first]);
      CHECK(of<Floats64>(answer, "at")[0] == network.parameters()[first]);
      continue;
    }
    const double share = of<double>(answer, "share");
    CHECK((share > 0.7 && share <= 1));
    double in = 0, all = 0;
    for (std::size_t i = 0; i < x.size(); ++i) {
      in += x[i] * x[i] + y[i] * y[i];
      all += x[i] * x[i] + y[i] * y[i] + off[i] * off[i];
    }
    CHECK(close(in / all, share, 1e-9));
  }
}

TEST_CASE("question slice: without a way the plane is random; other states are refused", "[questions]") {
  Race race = race_of(R"({"lanes": [{"activation": "tanh"}]})");
  const Bytes start = pack(race.save(0));
  CHECK(of<std::string>(ask(race, 0, "slice", options(R"({"columns": 5, "rows": 5})")), "plane") == "random");
  const Value stays = ask(race, 0, "slice", path_options({start}, object_of("columns", 5, "rows", 5)));
  CHECK(of<std::string>(stays, "plane") == "random");
  race.advance(3, forever);
  CHECK(of<std::string>(ask(race, 0, "slice", path_options({start}, object_of("columns", 5, "rows", 5))), "plane") ==
        "path");
  CHECK_THROWS_WITH(ask(race, 0, "slice", options(R"({"path": [3]})")),
                    ContainsSubstring("slice.path[0]: no saved state"));
  CHECK_THROWS_AS(ask(race, 0, "slice", path_options({Bytes(70)}, {})), std::invalid_argument);
  Race other = race_of(R"({"network": {"layers": [{"units": 3}]}, "lanes": [{"activation": "tanh"}]})");
  CHECK_THROWS_WITH(ask(race, 0, "slice", path_options({pack(other.save(0))}, {})),
                    ContainsSubstring("another network"));
  CHECK_THROWS_WITH(ask(race, 0, "slice", options(R"({"plane": "weights"})")), ContainsSubstring("two weights"));
  CHECK_THROWS_AS(
      ask(race, 0, "slice", options(R"({"plane": "weights", "weights": [{"block": "W0"}, {"block": "W9"}]})")),
      std::invalid_argument);
}

}  // namespace
}  // namespace nonlin

// The table of generators and the shape of the points each row makes.
#include <algorithm>
#include <array>
#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <map>
#include <numbers>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "data/dataset.hpp"
#include "data_points.hpp"

namespace {

using Catch::Matchers::WithinAbs;
using nonlin::Dataset;
using nonlin::DataSpec;
using nonlin::Generator;
using nonlin::TaskKind;
using std::numbers::pi;
using namespace nonlin::test;

constexpr std::uint32_t seed = data_seed;

}  // namespace

TEST_CASE("the table of generators", "[dataset]") {
  std::vector<std::string_view> ids;
  for (const Generator& row : nonlin::generators()) {
    INFO(row.id);
    ids.push_back(row.id);
    CHECK(nonlin::find_generator(row.id) == &row);
    CHECK((row.inputs == 1 || row.inputs == 2));
    CHECK(row.initial_count >= nonlin::min_data_count);
    CHECK(row.initial_count <= nonlin::max_data_count);
    CHECK(row.initial_noise >= 0);
    CHECK(row.initial_noise < row.highest_noise);
    std::set<std::string_view> names;
    for (const auto& parameter : row.parameter_list()) {
      INFO(parameter.id);
      CHECK(names.insert(parameter.id).second);
      CHECK(parameter.lowest < parameter.highest);
      CHECK(parameter.lowest <= parameter.initial);
      CHECK(parameter.initial <= parameter.highest);
    }
    DataSpec spec;
    spec.generator = row.id;
    CHECK(data_ranges(spec) == std::vector(static_cast<std::size_t>(row.inputs), row.view));
    CHECK((row.point != nullptr) != (row.playground != nullptr));
  }
  CHECK(ids == std::vector<std::string_view>{
                   "circle",     "xor",     "blobs",     "spiral",     "moons",     "checkerboard",   "plane",
                   "venn",       "halves",  "sine",      "step",       "abs",       "two-tone",       "sinc",
                   "tfp-circle", "tfp-xor", "tfp-gauss", "tfp-spiral", "tfp-plane", "tfp-gauss-plane"});
  CHECK(nonlin::find_generator("Circle") == nullptr);
  CHECK(nonlin::find_generator("") == nullptr);
}

TEST_CASE("every generator makes what it says", "[dataset]") {
  for (const Generator& row : nonlin::generators()) {
    INFO(row.id);
    DataSpec spec;
    spec.generator = row.id;
    const Dataset data = make_dataset(spec, seed);
    const auto n = static_cast<std::size_t>(data.count);
    CHECK(data.kind == row.kind);
    CHECK(data.count == row.initial_count);
    CHECK(data.train_count == data.count);
    CHECK(data.inputs == row.inputs);
    CHECK(data.targets == row.targets);
    CHECK((row.targets == 1 || row.kind == TaskKind::labels));
    CHECK(data.classes == (row.kind == TaskKind::classes ? 2 : 0));
    REQUIRE(data.input.size() == n * static_cast<std::size_t>(row.inputs));
    REQUIRE(data.target.size() == n * static_cast<std::size_t>(row.targets));
    REQUIRE(data.index.size() == n);
    for (std::size_t i = 0; i < n; ++i) CHECK(data.index[i] == static_cast<int>(i));
    for (const float x : data.input) CHECK(std::isfinite(x));
    if (row.kind == TaskKind::values) continue;
    for (const float own : data.target) CHECK((own == 0 || own == 1));
  }
}

TEST_CASE("without noise the points fill the view and stay inside", "[dataset]") {
  const auto check = [](const DataSpec& spec, double least) {
    const auto [low, high] = data_ranges(spec).front();
    const auto [smallest, largest] = std::ranges::minmax(make_dataset(spec, seed).input);
    CHECK(smallest > low);
    CHECK(largest < high);
    CHECK(largest - smallest >= least * (high - low));
  };
  for (const Generator& row : nonlin::generators()) {
    if (row.id == "blobs" || row.id == "tfp-gauss") continue;      // their spread has no end
    if (row.playground && row.kind == TaskKind::values) continue;  // points up to the border of Playground's view
    INFO(row.id);
    check(spec_of(row.id, 2000, 0), 0.7);
    for (const auto& parameter : row.parameter_list()) {
      for (const double extreme : {parameter.lowest, parameter.highest}) {
        INFO(parameter.id << " " << extreme);
        const bool empty = parameter.id == "from" ? extreme > 0 : parameter.id == "to" && extreme < 0;
        if (!empty) check(spec_of(row.id, 2000, 0, {{std::string(parameter.id), extreme}}), 0.5);
      }
    }
  }
}

TEST_CASE("where classes are equal, point i has class i mod classes", "[dataset]") {
  for (const auto& [id, classes] : std::map<std::string, std::vector<int>>{
           {"circle", {2}}, {"moons", {2}}, {"blobs", {2, 3, 4}}, {"spiral", {2, 3, 4}}}) {
    for (const int k : classes) {
      INFO(id << " " << k);
      DataSpec spec = spec_of(id, 121, 0.5);
      if (classes.size() > 1) spec.parameters["classes"] = k;
      const Dataset data = make_dataset(spec, seed);
      CHECK(data.classes == k);
      for (std::size_t i = 0; i < data.target.size(); ++i)
        CHECK(data.target[i] == static_cast<float>(static_cast<int>(i) % k));
    }
  }
}

TEST_CASE("labels answer their questions about the point without noise", "[dataset]") {
  const Points discs(spec_of("venn", 3000, 0)), halves(spec_of("halves", 3000, 0));
  std::map<std::string, int> together;
  for (std::size_t i = 0; i < 3000; ++i) {
    std::string set;
    for (std::size_t label = 0; label < 3; ++label) {
      const double angle = pi / 2 + 2 * pi / 3 * static_cast<double>(label);
      const double off = std::hypot(discs.x(i) - 0.5 * std::cos(angle), discs.y(i) - 0.5 * std::sin(angle));
      if (std::abs(off - 0.75) > 1e-6) CHECK((discs.rows[i][2 + label] == 1) == (off < 0.75));
      set += discs.rows[i][2 + label] == 1 ? '1' : '0';
    }
    ++together[set];
    CHECK((halves.rows[i][2] == 1) == (halves.x(i) > 0));
    CHECK((halves.rows[i][3] == 1) == (halves.y(i) > 0));
    const double radius = std::hypot(halves.x(i), halves.y(i));
    if (std::abs(radius - 0.6) > 1e-6) CHECK((halves.rows[i][4] == 1) == (radius < 0.6));
  }
  CHECK(together.size() == 8);  // every combination occurs
  for (const auto& [set, count] : together) CHECK(count > 60);
}

TEST_CASE("circle: radii and noise", "[dataset]") {
  const Points points(spec_of("circle", 4000, 0));
  std::array<double, 4> quadrants{};
  for (std::size_t i = 0; i < points.size(); ++i) {
    CHECK_THAT(std::hypot(points.x(i), points.y(i)), WithinAbs(points.target(i) == 1 ? 0.5 : 1.2, narrowing));
    ++quadrants[(points.x(i) > 0 ? 1u : 0u) + (points.y(i) > 0 ? 2u : 0u)];
  }
  for (const double n : quadrants) CHECK(std::abs(n - 1000) < chance * std::sqrt(4000 * 0.25 * 0.75));
  const Points other(spec_of("circle", 100, 0, {{"innerRadius", 2}, {"outerRadius", 1}}));
  for (std::size_t i = 0; i < other.size(); ++i)
    CHECK_THAT(std::hypot(other.x(i), other.y(i)), WithinAbs(other.target(i) == 1 ? 2 : 1, narrowing));
}

TEST_CASE("xor: class by quadrant, away from the axes", "[dataset]") {
  const Points points(spec_of("xor", 4000, 0));
  double ones = 0, smallest = 9, largest = 0;
  for (std::size_t i = 0; i < points.size(); ++i) {
    CHECK(points.target(i) == (points.x(i) * points.y(i) < 0 ? 1 : 0));
    ones += points.target(i);
    for (const double reach : {std::abs(points.x(i)), std::abs(points.y(i))}) {
      smallest = std::min(smallest, reach);
      largest = std::max(largest, reach);
    }
  }
  CHECK(std::abs(ones - 2000) < chance * std::sqrt(1000.0));
  CHECK((smallest >= 0.1 - narrowing && smallest < 0.102));
  CHECK((largest <= 1.1 + narrowing && largest > 1.098));
}

TEST_CASE("blobs: centres and spread", "[dataset]") {
  const std::map<int, std::vector<std::array<double, 2>>> centres = {
      {2, {{-1, -1}, {1, 1}}},
      {3, {{-1, -1}, {1.3660254, -0.3660254}, {-0.3660254, 1.3660254}}},
      {4, {{-1, -1}, {1, -1}, {1, 1}, {-1, 1}}}};
  for (const auto& [classes, expected] : centres) {
    INFO(classes);
    const Points points(spec_of("blobs", 6000, 0, {{"classes", classes}}));
    std::vector<std::array<Moments, 2>> around(expected.size());
    for (std::size_t i = 0; i < points.size(); ++i) {
      const auto own = static_cast<std::size_t>(points.target(i));
      around[own][0].add(points.x(i) - expected[own][0]);
      around[own][1].add(points.y(i) - expected[own][1]);
    }
    for (const auto& [x, y] : around) {
      CHECK(x.normal(0.5));
      CHECK(y.normal(0.5));
    }
  }
  const Points tight(spec_of("blobs", 100, 0, {{"centre", 2}, {"spread", 0}}));
  for (std::size_t i = 0; i < tight.size(); ++i) {
    CHECK_THAT(tight.x(i), WithinAbs(tight.target(i) == 1 ? 2 : -2, narrowing));
    CHECK_THAT(tight.y(i), WithinAbs(tight.target(i) == 1 ? 2 : -2, narrowing));
  }
}

TEST_CASE("spiral: the angle follows the radius on every arm", "[dataset]") {
  for (const int classes : {2, 3, 4}) {
    for (const double turns : {0.5, 1.5, 3.0}) {
      INFO(classes << " arms, " << turns << " turns");
      const Points points(spec_of("spiral", 1200, 0, {{"classes", classes}, {"turns", turns}, {"radius", 1.5}}));
      double inner = 0;
      for (std::size_t i = 0; i < points.size(); ++i) {
        const double radius = std::hypot(points.x(i), points.y(i));
        const double angle = 2 * pi * (turns * radius / 1.5 + points.target(i) / classes);
        REQUIRE(radius <= 1.5 + narrowing);
        REQUIRE_THAT(points.x(i), WithinAbs(radius * std::cos(angle), 2e-5));
        REQUIRE_THAT(points.y(i), WithinAbs(radius * std::sin(angle), 2e-5));
        if (radius < 0.75) ++inner;
      }
      // Even over the area: a quarter of the points lie within half the radius.
      CHECK(std::abs(inner - 300) < chance * std::sqrt(1200 * 0.25 * 0.75));
    }
  }
}

TEST_CASE("moons: two half circles about the origin", "[dataset]") {
  for (const auto& [radius, drop] : {std::array{1.0, 0.5}, std::array{2.0, -0.5}}) {
    const Points points(spec_of("moons", 2000, 0, {{"radius", radius}, {"drop", drop}}));
    for (std::size_t i = 0; i < points.size(); ++i) {
      const bool second = points.target(i) == 1;
      const double x = points.x(i) + radius / 2 - (second ? radius : 0);
      const double y = points.y(i) + drop / 2 - (second ? drop : 0);
      REQUIRE_THAT(std::hypot(x, y), WithinAbs(radius, 2 * narrowing));
      REQUIRE((second ? y <= narrowing : y >= -narrowing));
    }
  }
  // The default as the notes give it: (cos t, sin t) and (1 - cos t, 0.5 - sin t), minus (0.5, 0.25).
  const Points points(spec_of("moons", 4000, 0));
  Moments x, y;
  for (std::size_t i = 0; i < points.size(); ++i) x.add(points.x(i)), y.add(points.y(i));
  CHECK(std::abs(x.mean()) < chance * x.rms() / std::sqrt(x.n));
  CHECK(std::abs(y.mean()) < chance * y.rms() / std::sqrt(y.n));
}

TEST_CASE("checkerboard: class by cell", "[dataset]") {
  for (const int cells : {2, 3, 4, 8}) {
    INFO(cells);
    const Points points(spec_of("checkerboard", 4000, 0, {{"cells", cells}, {"size", 2}}));
    double ones = 0;
    for (std::size_t i = 0; i < points.size(); ++i) {
      const double column = (points.x(i) + 2) / 4 * cells, line = (points.y(i) + 2) / 4 * cells;
      ones += points.target(i);
      // On an edge the float may lie on the other side.
      if (std::abs(column - std::round(column)) < 1e-5 || std::abs(line - std::round(line)) < 1e-5) continue;
      REQUIRE(points.target(i) == std::fmod(std::floor(column) + std::floor(line), 2));
    }
    const double share = cells % 2 == 0 ? 0.5 : 4.0 / 9;
    CHECK(std::abs(ones - 4000 * share) < chance * std::sqrt(4000 * share * (1 - share)));
  }
}

TEST_CASE("value generators compute their formula", "[dataset]") {
  const auto check = [](const DataSpec& spec, auto formula) {
    INFO(spec.generator);
    const Points points(spec);
    Moments place;
    const double from = spec.parameters.at("from"), to = spec.parameters.at("to");
    for (std::size_t i = 0; i < points.size(); ++i) {
      REQUIRE((points.x(i) >= from && points.x(i) <= to));
      // The formula is taken at the float x; the generator had the double one, at most half a unit in the last place
      // away.
      REQUIRE_THAT(points.target(i), WithinAbs(formula(points.x(i)), 1e-5));
      place.add((points.x(i) - from) / (to - from) - 0.5);
    }
    CHECK(std::abs(place.mean()) < chance * std::sqrt(1 / 12.0 / place.n));
    CHECK(std::abs(place.rms() - std::sqrt(1 / 12.0)) < 0.01);
  };
  check(spec_of("sine", 2000, 0, {{"from", 0}, {"to", 1}, {"frequency", 1}}),
        [](double x) { return std::sin(2 * pi * x); });
  check(spec_of("sine", 2000, 0, {{"from", -1}, {"to", 1}, {"frequency", 0.5}}),
        [](double x) { return std::sin(pi * x); });
  check(spec_of("sine", 2000, 0, {{"from", -1}, {"to", 1}, {"frequency", 0.5}, {"amplitude", 3}}),
        [](double x) { return 3 * std::sin(pi * x); });
  check(spec_of("step", 2000, 0, {{"from", -1}, {"to", 1}, {"at", 0.25}, {"low", 0}, {"high", 2}}),
        [](double x) { return x < 0.25 ? 0.0 : 2.0; });
  check(spec_of("abs", 2000, 0, {{"from", -1}, {"to", 2}, {"at", 0.5}}), [](double x) { return std::abs(x - 0.5); });
  check(spec_of("two-tone", 2000, 0,
                {{"from", -1}, {"to", 1}, {"frequency", 1}, {"secondFrequency", 3}, {"secondAmplitude", 0.5}}),
        [](double x) { return std::sin(2 * pi * x) + 0.5 * std::sin(6 * pi * x); });
  check(spec_of("sinc", 2000, 0, {{"from", -1}, {"to", 1}, {"frequency", 2}}),
        [](double x) { return x == 0 ? 1 : std::sin(4 * pi * x) / (4 * pi * x); });

  const Points plane(spec_of("plane", 2000, 0, {{"size", 2}, {"slopeX", 1}, {"slopeY", -3}, {"offset", 0.5}}));
  for (std::size_t i = 0; i < plane.size(); ++i)
    REQUIRE_THAT(plane.target(i), WithinAbs(plane.x(i) - 3 * plane.y(i) + 0.5, 2e-6));
  const Points product(spec_of("plane", 2000, 0, {{"slopeX", 0}, {"slopeY", 0}, {"product", 2}}));
  for (std::size_t i = 0; i < product.size(); ++i)
    REQUIRE_THAT(product.target(i), WithinAbs(2 * product.x(i) * product.y(i), 2e-6));
}

TEST_CASE("the default sine is the notes', one period on [0, 1]", "[dataset]") {
  DataSpec spec;
  spec.generator = "sine";
  spec.noise = 0;
  const Points points(spec);
  for (std::size_t i = 0; i < points.size(); ++i) {
    CHECK((points.x(i) > 0 && points.x(i) < 1));
    CHECK_THAT(points.target(i), WithinAbs(std::sin(2 * pi * points.x(i)), 1e-6));
  }
}

TEST_CASE("the default data have the same bits on every build", "[dataset]") {
  const std::map<std::string_view, std::string> expected = {
      {"circle", "af69cef97aae5c85"},     {"xor", "f152769f8c2792b5"},
      {"blobs", "7adcbd201cc53e14"},      {"spiral", "e14d485d3f4b50d0"},
      {"moons", "0a64756bf92dc3f8"},      {"checkerboard", "b08a0a3c9c236c06"},
      {"plane", "ba9c8d9147578fc7"},      {"sine", "8679403da8d7465b"},
      {"step", "702c022547aa2f17"},       {"abs", "60226e33b3fa5508"},
      {"two-tone", "2fa1df587cf64e38"},   {"sinc", "7f8d16708a7600ff"},
      {"venn", "ef278e6fa50a3a51"},       {"halves", "d9c13da4ec7e0516"},
      {"tfp-circle", "88311a996e5e41d0"}, {"tfp-xor", "fa45195ff0a0015a"},
      {"tfp-gauss", "9d771357934e10ed"},  {"tfp-spiral", "b7b7718b448d2eb9"},
      {"tfp-plane", "1ad10753351b73ec"},  {"tfp-gauss-plane", "1825655a809d6c9b"},
  };
  for (const Generator& row : nonlin::generators()) {
    INFO(row.id);
    DataSpec spec;
    spec.generator = row.id;
    spec.train_share = 0.8;
    CHECK(fingerprint(make_dataset(spec, seed)) == expected.at(row.id));
  }
}

#include "data/dataset.hpp"

#include <algorithm>
#include <array>
#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_exception.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <map>
#include <numbers>
#include <set>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "math/hash.hpp"

namespace {

using Catch::Matchers::Message;
using Catch::Matchers::WithinAbs;
using nonlin::Dataset;
using nonlin::DataSpec;
using nonlin::Generator;
using nonlin::TaskKind;
using std::numbers::pi;

constexpr std::uint32_t seed = 20240607;
constexpr double narrowing = 1e-6;  // float against the test's double, for values up to about 2
constexpr double chance = 4;        // standard deviations: what a fair sample keeps in all but one of some 10,000 seeds

DataSpec spec_of(std::string_view generator, int count, double noise, std::map<std::string, double> parameters = {}) {
  DataSpec spec;
  spec.generator = generator;
  spec.parameters = std::move(parameters);
  spec.count = count;
  spec.noise = noise;
  return spec;
}

/// Point `i` (by its original index): coordinates, then targets.
struct Points {
  explicit Points(const Dataset& data) : rows(static_cast<std::size_t>(data.count)) {
    const auto n = static_cast<std::size_t>(data.count);
    for (std::size_t place = 0; place < n; ++place) {
      std::vector<float>& row = rows[static_cast<std::size_t>(data.index[place])];
      for (std::size_t j = 0; j < static_cast<std::size_t>(data.inputs); ++j) row.push_back(data.input[j * n + place]);
      for (std::size_t j = 0; j < static_cast<std::size_t>(data.targets); ++j)
        row.push_back(data.target[j * n + place]);
    }
  }
  Points(const DataSpec& spec, std::uint32_t with_seed = seed) : Points(make_dataset(spec, with_seed)) {}

  double x(std::size_t i) const { return rows[i][0]; }
  double y(std::size_t i) const { return rows[i][1]; }
  double target(std::size_t i) const { return rows[i].back(); }
  std::size_t size() const { return rows.size(); }

  std::vector<std::vector<float>> rows;
};

/// Root mean square, and mean, of some numbers.
struct Moments {
  void add(double x) { sum += x, squares += x * x, ++n; }
  double mean() const { return sum / n; }
  double rms() const { return std::sqrt(squares / n); }
  /// Whether these look like normal numbers of mean 0 and standard deviation `sd`.
  bool normal(double sd) const {
    return std::abs(mean()) < chance * sd / std::sqrt(n) && std::abs(rms() / sd - 1) < chance / std::sqrt(2 * n);
  }
  double sum = 0, squares = 0, n = 0;
};

/// Fingerprint of a data set: inputs, targets, then the order of the points.
std::string fingerprint(const Dataset& data) {
  nonlin::Fnv hash;
  hash.numbers(data.input);
  hash.numbers(data.target);
  for (const int i : data.index) hash.word(static_cast<std::uint32_t>(i));
  return nonlin::hex(hash.value());
}

DataSpec given(std::vector<std::vector<double>> inputs, std::vector<std::vector<double>> targets,
               bool classes = false) {
  DataSpec spec;
  spec.points.inputs = std::move(inputs);
  spec.points.targets = std::move(targets);
  spec.points.classes = classes;
  return spec;
}

void refused(const DataSpec& spec, const std::string& message) {
  CHECK_THROWS_MATCHES(make_dataset(spec, seed), std::invalid_argument, Message(message));
  CHECK_THROWS_MATCHES(complete_data(spec), std::invalid_argument, Message(message));
}

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
    CHECK(data_view(spec) == row.view);
  }
  CHECK(ids == std::vector<std::string_view>{"circle", "xor", "blobs", "spiral", "moons", "checkerboard", "plane",
                                             "sine", "step", "abs", "two-tone", "sinc"});
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
    CHECK(data.targets == 1);
    CHECK(data.classes == (row.kind == TaskKind::classes ? 2 : 0));
    REQUIRE(data.input.size() == n * static_cast<std::size_t>(row.inputs));
    REQUIRE(data.target.size() == n);
    REQUIRE(data.index.size() == n);
    for (std::size_t i = 0; i < n; ++i) CHECK(data.index[i] == static_cast<int>(i));
    for (const float x : data.input) CHECK(std::isfinite(x));
    if (row.kind != TaskKind::classes) continue;
    for (const float own : data.target) CHECK((own == 0 || own == 1));
  }
}

TEST_CASE("without noise the points fill the view and stay inside", "[dataset]") {
  const auto check = [](const DataSpec& spec, double least) {
    const auto [low, high] = data_view(spec);
    const auto [smallest, largest] = std::ranges::minmax(make_dataset(spec, seed).input);
    CHECK(smallest > low);
    CHECK(largest < high);
    CHECK(largest - smallest >= least * (high - low));
  };
  for (const Generator& row : nonlin::generators()) {
    if (row.id == "blobs") continue;  // its spread has no end
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

TEST_CASE("more points leave the others as they were", "[dataset]") {
  for (const Generator& row : nonlin::generators()) {
    INFO(row.id);
    const double noise = 0.3 * row.highest_noise;
    const Points few(spec_of(row.id, 51, noise)), many(spec_of(row.id, 1000, noise));
    for (std::size_t i = 0; i < few.size(); ++i) CHECK(few.rows[i] == many.rows[i]);
  }
}

TEST_CASE("the split leaves the points as they were", "[dataset]") {
  for (const Generator& row : nonlin::generators()) {
    INFO(row.id);
    DataSpec spec = spec_of(row.id, 300, 0.1);
    const Points whole(spec);
    spec.train_share = 0.37;
    CHECK(Points(spec).rows == whole.rows);
  }
}

TEST_CASE("noise moves nothing but noise", "[dataset]") {
  for (const Generator& row : nonlin::generators()) {
    INFO(row.id);
    DataSpec spec = spec_of(row.id, 4000, 0);
    spec.train_share = 0.5;
    const Dataset still = make_dataset(spec, seed);
    spec.noise = 0.1;
    const Dataset moved = make_dataset(spec, seed);
    spec.noise = 0.2;
    const Dataset further = make_dataset(spec, seed);
    CHECK(still.index == moved.index);
    // Noise is on the inputs of a class task and on the target of a value task; the other keeps its bits.
    const bool classes = row.kind == TaskKind::classes;
    CHECK((classes ? still.target : still.input) == (classes ? moved.target : moved.input));
    const auto& a = classes ? still.input : still.target;
    const auto& b = classes ? moved.input : moved.target;
    const auto& c = classes ? further.input : further.target;
    Moments noise;
    for (std::size_t k = 0; k < a.size(); ++k) {
      const double once = double{b[k]} - double{a[k]}, twice = double{c[k]} - double{a[k]};
      REQUIRE_THAT(twice, WithinAbs(2 * once, 3 * narrowing));
      noise.add(once);
    }
    CHECK(noise.normal(0.1));
  }
}

TEST_CASE("the noise of a point does not depend on the shape", "[dataset]") {
  const Points narrow(spec_of("circle", 200, 0.05)),
      wide(spec_of("circle", 200, 0.05, {{"innerRadius", 0.25}, {"outerRadius", 1.2}}));
  for (std::size_t i = 0; i < 200; i += 2) CHECK(narrow.rows[i] == wide.rows[i]);  // the outer ring stays
  const Points ring(spec_of("circle", 200, 0)), moons(spec_of("moons", 200, 0));
  const Points noisy_ring(spec_of("circle", 200, 0.2)), noisy_moons(spec_of("moons", 200, 0.2));
  for (std::size_t i = 0; i < 200; ++i) {
    CHECK_THAT(noisy_ring.x(i) - ring.x(i), WithinAbs(noisy_moons.x(i) - moons.x(i), narrowing));
    CHECK_THAT(noisy_ring.y(i) - ring.y(i), WithinAbs(noisy_moons.y(i) - moons.y(i), narrowing));
  }
}

TEST_CASE("seeds give different points of the same shape", "[dataset]") {
  for (const Generator& row : nonlin::generators()) {
    INFO(row.id);
    const Points one(spec_of(row.id, 100, 0.05), 1), two(spec_of(row.id, 100, 0.05), 2);
    for (std::size_t i = 0; i < one.size(); ++i) CHECK(one.rows[i][0] != two.rows[i][0]);
    CHECK(Points(spec_of(row.id, 100, 0.05), 1).rows == one.rows);
  }
  DataSpec spec = spec_of("circle", 100, 0.05);
  spec.train_share = 0.5;
  CHECK(make_dataset(spec, 1).index != make_dataset(spec, 2).index);
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
    Moments error, place;
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

TEST_CASE("the split is exact, ordered and nested", "[dataset]") {
  for (const int count : {2, 3, 10, 127, 1000}) {
    std::set<int> smaller;
    for (const double share : {0.01, 0.1, 0.25, 0.5, 0.8, 0.999, 1.0}) {
      INFO(count << " points, share " << share);
      DataSpec spec = spec_of("circle", count, 0);
      spec.train_share = share;
      const Dataset data = make_dataset(spec, seed);
      CHECK(data.train_count == std::max(1, static_cast<int>(std::floor(share * count + 0.5))));
      const auto border = data.index.begin() + data.train_count;
      CHECK(std::is_sorted(data.index.begin(), border));
      CHECK(std::is_sorted(border, data.index.end()));
      CHECK(std::set(data.index.begin(), data.index.end()).size() == static_cast<std::size_t>(count));
      const std::set<int> train(data.index.begin(), border);
      CHECK(std::ranges::includes(train, smaller));  // a larger share only adds
      smaller = train;
    }
  }
}

TEST_CASE("the default data have the same bits on every build", "[dataset]") {
  const std::map<std::string_view, std::string> expected = {
      {"circle", "af69cef97aae5c85"}, {"xor", "f152769f8c2792b5"},      {"blobs", "7adcbd201cc53e14"},
      {"spiral", "e14d485d3f4b50d0"}, {"moons", "0a64756bf92dc3f8"},    {"checkerboard", "b08a0a3c9c236c06"},
      {"plane", "ba9c8d9147578fc7"},  {"sine", "8679403da8d7465b"},     {"step", "702c022547aa2f17"},
      {"abs", "60226e33b3fa5508"},    {"two-tone", "2fa1df587cf64e38"}, {"sinc", "7f8d16708a7600ff"},
  };
  for (const Generator& row : nonlin::generators()) {
    INFO(row.id);
    DataSpec spec;
    spec.generator = row.id;
    spec.train_share = 0.8;
    CHECK(fingerprint(make_dataset(spec, seed)) == expected.at(row.id));
  }
}

TEST_CASE("a complete spec makes the same data", "[dataset]") {
  for (const Generator& row : nonlin::generators()) {
    INFO(row.id);
    DataSpec spec;
    spec.generator = row.id;
    const DataSpec whole = complete_data(spec);
    CHECK(whole.count == row.initial_count);
    CHECK(whole.noise == row.initial_noise);
    CHECK(whole.parameters.size() == row.parameter_list().size());
    CHECK(fingerprint(make_dataset(whole, seed)) == fingerprint(make_dataset(spec, seed)));
  }
}

TEST_CASE("given points are taken as they are", "[dataset]") {
  DataSpec spec = given({{1, 2}, {3, 4}, {5, 6}}, {{2}, {0}, {2}}, true);
  spec.points.train = {false, true, true};
  const Dataset data = make_dataset(spec, seed);
  CHECK(data.kind == TaskKind::classes);
  CHECK(data.count == 3);
  CHECK(data.train_count == 2);
  CHECK(data.inputs == 2);
  CHECK(data.targets == 1);
  CHECK(data.classes == 3);
  CHECK(data.index == std::vector{1, 2, 0});
  CHECK(data.input == std::vector<float>{3, 5, 1, 4, 6, 2});
  CHECK(data.target == std::vector<float>{0, 2, 2});

  const Dataset values = make_dataset(given({{0.1}, {0.2}}, {{1, -1.5}, {2, 7}}), seed);
  CHECK(values.kind == TaskKind::values);
  CHECK(values.classes == 0);
  CHECK(values.targets == 2);
  CHECK(values.train_count == 2);
  CHECK(values.input == std::vector<float>{0.1f, 0.2f});
  CHECK(values.target == std::vector<float>{1, 2, -1.5, 7});

  CHECK(make_dataset(given({{0}, {1}}, {{0}, {0}}, true), seed).classes == 2);  // one class only: still a task of two
}

TEST_CASE("given points without marks are split by the share", "[dataset]") {
  std::vector<std::vector<double>> inputs, targets;
  for (int i = 0; i < 100; ++i) inputs.push_back({static_cast<double>(i)}), targets.push_back({0});
  DataSpec spec = given(inputs, targets);
  spec.train_share = 0.7;
  const Dataset data = make_dataset(spec, seed);
  CHECK(data.train_count == 70);
  DataSpec same = spec_of("sine", 100, 0);
  same.train_share = 0.7;
  CHECK(data.index == make_dataset(same, seed).index);
}

TEST_CASE("the view covers what there is", "[dataset]") {
  const auto near = [](std::array<double, 2> view, double low, double high) {
    CHECK_THAT(view[0], WithinAbs(low, 1e-12));
    CHECK_THAT(view[1], WithinAbs(high, 1e-12));
  };
  near(data_view(spec_of("sine", 10, 0, {{"from", -1}, {"to", 3}})), -1.4, 3.4);
  near(data_view(spec_of("circle", 10, 0, {{"outerRadius", 2}})), -2.4, 2.4);
  near(data_view(given({{0, 10}, {-10, 5}}, {{0}, {1}})), -12, 12);
  near(data_view(given({{3}, {3}}, {{0}, {1}})), 2, 4);
}

TEST_CASE("data specs that are refused", "[dataset]") {
  const double nan = std::numeric_limits<double>::quiet_NaN(), inf = std::numeric_limits<double>::infinity();
  refused(
      spec_of("ring", 10, 0),
      "data.generator: \"ring\" is not one of circle, xor, blobs, spiral, moons, checkerboard, plane, sine, step, abs, "
      "two-tone, sinc");
  refused(spec_of("spiral", 0, 0), "data.count: 0 is outside 2..20000");
  refused(spec_of("spiral", 20001, 0), "data.count: 20001 is outside 2..20000");
  refused(spec_of("spiral", 10, -1), "data.noise: -1 is outside 0..1");
  refused(spec_of("spiral", 10, 1.5), "data.noise: 1.5 is outside 0..1");
  refused(spec_of("spiral", 10, nan), "data.noise: nan is outside 0..1");
  refused(spec_of("spiral", 10, 0, {{"classes", 5}}), "data.parameters.classes: 5 is outside 2..4");
  refused(spec_of("spiral", 10, 0, {{"classes", 2.5}}), "data.parameters.classes: 2.5 is not a whole number");
  refused(spec_of("spiral", 10, 0, {{"turns", inf}}), "data.parameters.turns: inf is outside 0.25..5");
  refused(spec_of("moons", 10, 0, {{"classes", 2}}), "data.parameters.classes: unknown, moons has radius, drop");
  refused(spec_of("sine", 10, 0, {{"from", 1}, {"to", 1}}),
          "data.parameters.to: 1 is not above data.parameters.from, 1");
  refused(spec_of("abs", 10, 0, {{"from", 2}}), "data.parameters.to: 1 is not above data.parameters.from, 2");
  for (const auto& [share, word] : std::map<double, std::string>{{0, "0"}, {-0.5, "-0.5"}, {1.01, "1.01"}}) {
    DataSpec spec = spec_of("circle", 10, 0);
    spec.train_share = share;
    refused(spec, "data.trainShare: " + word + " is outside 0.01..1");
  }
}

TEST_CASE("given points that are refused", "[dataset]") {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  refused(given({}, {{1}}), "data.points.inputs: 0 rows is outside 2..20000");
  refused(given({{1}}, {{1}}), "data.points.inputs: 1 rows is outside 2..20000");
  refused(given({{1}, {2}}, {{1}}), "data.points.targets: 1 rows, but data.points.inputs has 2");
  refused(given({{}, {}}, {{1}, {1}}), "data.points.inputs[0]: 0 columns is outside 1..16");
  refused(given({std::vector<double>(17), std::vector<double>(17)}, {{1}, {1}}),
          "data.points.inputs[0]: 17 columns is outside 1..16");
  refused(given({{1, 2}, {1}}, {{1}, {1}}), "data.points.inputs[1]: 1 columns, but row 0 has 2");
  refused(given({{1}, {1}}, {{1}, {1, 2}}), "data.points.targets[1]: 2 columns, but row 0 has 1");
  refused(given({{1, 2}, {1, nan}}, {{1}, {1}}),
          "data.points.inputs[1][1]: nan is outside -3.40282347e+38..3.40282347e+38");
  refused(given({{1, 2}, {1e39, 1}}, {{1}, {1}}),
          "data.points.inputs[1][0]: 1e+39 is outside -3.40282347e+38..3.40282347e+38");
  refused(given({{1}, {1}}, {{1, 0}, {1, 0}}, true), "data.points.targets: 2 columns, but class numbers need 1");
  for (const auto& [own, word] : std::map<double, std::string>{{-1, "-1"}, {10, "10"}, {1.5, "1.5"}})
    refused(given({{1}, {1}}, {{0}, {own}}, true),
            "data.points.targets[1][0]: " + word + " is not a class number 0..9");

  DataSpec spec = given({{1}, {2}}, {{0}, {1}});
  spec.points.train = {true};
  refused(spec, "data.points.train: 1 entries, but data.points.inputs has 2");
  spec.points.train = {false, false};
  refused(spec, "data.points.train: no entry is true, at least one must be");
  spec.points.train = {true, false};
  spec.train_share = 0.5;
  refused(spec, "data.trainShare: not allowed beside data.points.train");
  spec = given({{1}, {2}}, {{0}, {1}});
  spec.count = 2;
  refused(spec, "data.count: not allowed beside data.points");
  spec = given({{1}, {2}}, {{0}, {1}});
  spec.noise = 0;
  refused(spec, "data.noise: not allowed beside data.points");
  spec = given({{1}, {2}}, {{0}, {1}});
  spec.parameters["radius"] = 1;
  refused(spec, "data.parameters: not allowed beside data.points");
}

// What moves a point and what does not, the split, given points, and what is refused.
#include "data/dataset.hpp"

#include <algorithm>
#include <array>
#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_exception.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <map>
#include <set>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "data_points.hpp"
#include "math/random.hpp"

namespace {

using Catch::Matchers::Message;
using Catch::Matchers::StartsWith;
using Catch::Matchers::WithinAbs;
using nonlin::Dataset;
using nonlin::DataSpec;
using nonlin::Generator;
using nonlin::TaskKind;
using namespace nonlin::test;

constexpr std::uint32_t seed = data_seed;

DataSpec given(std::vector<std::vector<double>> inputs, std::vector<std::vector<double>> targets,
               bool classes = false) {
  DataSpec spec;
  spec.points.inputs = std::move(inputs);
  spec.points.targets = std::move(targets);
  spec.points.kind = classes ? TaskKind::classes : TaskKind::values;
  return spec;
}

void refused(const DataSpec& spec, const std::string& message) {
  CHECK_THROWS_MATCHES(make_dataset(spec, seed), std::invalid_argument, Message(message));
  CHECK_THROWS_MATCHES(complete_data(spec), std::invalid_argument, Message(message));
}

}  // namespace

TEST_CASE("more points leave the others as they were", "[dataset]") {
  for (const Generator& row : nonlin::generators()) {
    if (row.playground) continue;  // drawn in sequence, see playground_test.cpp
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
    if (row.playground) continue;  // drawn in sequence, see playground_test.cpp
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
    const bool classes = row.kind != TaskKind::values;
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

TEST_CASE("noise and split come from their own streams", "[dataset]") {
  const Points still(spec_of("circle", 100, 0)), moved(spec_of("circle", 100, 0.5));
  DataSpec spec = spec_of("circle", 100, 0);
  spec.train_share = 0.3;
  const Dataset data = make_dataset(spec, seed);
  std::uint32_t latest_train = 0, earliest_test = ~0u;
  for (std::size_t place = 0; place < 100; ++place) {
    const auto i = static_cast<std::uint32_t>(data.index[place]);
    const auto e = nonlin::random_block(seed, nonlin::Stream::noise, {i, 0, 0, 0});
    CHECK_THAT(moved.x(i) - still.x(i), WithinAbs(0.5 * nonlin::normal(e[0]), narrowing));
    CHECK_THAT(moved.y(i) - still.y(i), WithinAbs(0.5 * nonlin::normal(e[1]), narrowing));
    const std::uint32_t rank = nonlin::random_block(seed, nonlin::Stream::split, {i, 0, 0, 0})[0];
    if (place < 30)
      latest_train = std::max(latest_train, rank);
    else
      earliest_test = std::min(earliest_test, rank);
  }
  CHECK(latest_train < earliest_test);
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
    if (row.playground) continue;  // drawn in sequence, see playground_test.cpp
    INFO(row.id);
    const Points one(spec_of(row.id, 100, 0.05), 1), two(spec_of(row.id, 100, 0.05), 2);
    for (std::size_t i = 0; i < one.size(); ++i) CHECK(one.rows[i][0] != two.rows[i][0]);
    CHECK(Points(spec_of(row.id, 100, 0.05), 1).rows == one.rows);
  }
  DataSpec spec = spec_of("circle", 100, 0.05);
  spec.train_share = 0.5;
  CHECK(make_dataset(spec, 1).index != make_dataset(spec, 2).index);
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

TEST_CASE("the ranges to show cover what there is, of each input", "[dataset]") {
  using Ranges = std::vector<std::array<double, 2>>;
  const auto near = [](const DataSpec& spec, const Ranges& wanted) {
    const Ranges ranges = data_ranges(spec);
    REQUIRE(ranges.size() == wanted.size());
    for (std::size_t j = 0; j < wanted.size(); ++j) {
      CHECK_THAT(ranges[j][0], WithinAbs(wanted[j][0], 1e-12));
      CHECK_THAT(ranges[j][1], WithinAbs(wanted[j][1], 1e-12));
    }
  };
  near(spec_of("sine", 10, 0, {{"from", -1}, {"to", 3}}), {{-1.4, 3.4}});
  near(spec_of("circle", 10, 0, {{"outerRadius", 2}}), {{-2.4, 2.4}, {-2.4, 2.4}});
  near(given({{0, 100}, {-10, 500}}, {{0}, {1}}), {{-11, 1}, {60, 540}});
  near(given({{3, 1, 7}, {3, 2, 7}}, {{0}, {1}}), {{2, 4}, {0.9, 2.1}, {6, 8}});
  // What the points bring along holds, wherever they lie.
  DataSpec spec = given({{3, 1}, {9, 2}}, {{0}, {1}});
  spec.points.ranges = {{-1, 5}, {0, 0.5}};
  near(spec, {{-1, 5}, {0, 0.5}});
}

TEST_CASE("data specs that are refused", "[dataset]") {
  const double nan = std::numeric_limits<double>::quiet_NaN(), inf = std::numeric_limits<double>::infinity();
  refused(spec_of("ring", 10, 0),
          "data.generator: \"ring\" is not one of circle, xor, blobs, spiral, moons, checkerboard, plane, venn, "
          "halves, sine, step, abs, "
          "two-tone, sinc, tfp-circle, tfp-xor, tfp-gauss, tfp-spiral, tfp-plane, tfp-gauss-plane");
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

  DataSpec labels = given({{1}, {2}}, {{0, 1}, {1, 0.5}});
  labels.points.kind = TaskKind::labels;
  refused(labels, "data.points.targets[1][1]: 0.5 is not a label, 0 or 1");

  DataSpec spec = given({{1}, {2}}, {{0}, {1}});
  spec.points.train = {true};
  refused(spec, "data.points.train: 1 entries, but data.points.inputs has 2");
  spec.points.train = {false, false};
  refused(spec, "data.points.train: no entry is true, at least one must be");
  DataSpec shown = given({{1, 2}, {1, 3}}, {{1}, {1}});
  const std::vector<std::array<double, 2>> empty_ranges{{1, 1}, {2, 1}, {nan, 1}, {-1e308, 1e308}};
  for (const auto& range : empty_ranges) {
    shown.points.ranges = {{0, 1}, range};
    CHECK_THROWS_WITH(complete_data(shown), StartsWith("data.points.ranges[1]: "));
  }
  DataSpec named = given({{1, 2}, {1, 3}}, {{1}, {2}}, true);
  named.points.ranges = {{0, 1}};
  refused(named, "data.points.ranges: 1 entries, but there are 2");
  named.points.ranges = {};
  named.points.columns = {"a", "b"};
  refused(named, "data.points.columns: 2 entries, but there are 3");
  named.points.columns = {"a", "b", "c"};
  named.points.classes = {"p", "q"};
  refused(named, "data.points.classes: 2 entries, but there are 3");
  named.points.classes = {"p", "q", "r"};
  CHECK(complete_data(named).points.classes == named.points.classes);
  named.points.kind = TaskKind::values;
  refused(named, "data.points.classes: 3 entries, but there are 0");
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

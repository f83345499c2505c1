// What the network is fed: features, scale and shift, targets, chunks and padding, and the orders of epochs.
#include "train/samples.hpp"

#include <algorithm>
#include <array>
#include <catch2/catch_test_macros.hpp>
#include <cstdint>
#include <map>
#include <numeric>
#include <set>

#include "math/hash.hpp"
#include "numbers.hpp"

namespace nonlin {
namespace {

std::size_t at(int i) { return static_cast<std::size_t>(i); }

Dataset points(const std::vector<std::vector<double>>& inputs, const std::vector<std::vector<double>>& targets,
               bool classes, std::vector<std::uint8_t> train = {}) {
  DataSpec spec;
  spec.points = {inputs, targets, std::move(train), classes ? TaskKind::classes : TaskKind::values};
  return make_dataset(spec, 3);
}

Dataset generated(std::string_view id, int count, double share = 1, Named<double> parameters = {}) {
  DataSpec spec;
  spec.generator = id;
  spec.count = count;
  spec.train_share = share;
  spec.parameters = std::move(parameters);
  return make_dataset(spec, 3);
}

const Pairing& binary = *find_pairing("logistic", "cross-entropy");
const Pairing& several = *find_pairing("softmax", "cross-entropy");
const Pairing& regression = *find_pairing("identity", "mse");
const Pairing& playground = *find_pairing("tanh", "half-mse");

/// Sample `i` of a set: inputs, then targets.
std::vector<float> sample(const SampleSet& set, int i) {
  const int c = i / chunk, n = padded(set.size(c)), s = i % chunk;
  std::vector<float> row;
  for (int j = 0; j < set.inputs(); ++j) row.push_back(set.input(c)[j * n + s]);
  for (int k = 0; k < set.targets(); ++k) row.push_back(set.target(c)[k * n + s]);
  return row;
}

TEST_CASE("features are their function of the scaled and shifted inputs, computed in double and narrowed once",
          "[samples]") {
  const double x = 0.7, y = -1.3, scale = 1.7, shift = 0.2;
  const double sx = static_cast<float>(x) * scale + shift, sy = static_cast<float>(y) * scale + shift;
  const std::map<std::string, double> want{{"x", sx},
                                           {"y", sy},
                                           {"x2", sx * sx},
                                           {"y2", sy * sy},
                                           {"xy", sx * sy},
                                           {"sin-x", std::sin(sx)},
                                           {"sin-y", std::sin(sy)}};
  InputSpec spec{{}, scale, shift};
  for (const Feature& feature : features()) spec.features.emplace_back(feature.id);
  CHECK(spec.features.size() == want.size());
  const Samples made = make_samples(points({{x, y}, {0, 0}}, {{0}, {1}}, true), spec, binary);
  REQUIRE(made.train.inputs() == 7);
  const std::vector<float> row = sample(made.train, 0);
  for (std::size_t j = 0; j < spec.features.size(); ++j) {
    INFO(spec.features[j]);
    CHECK(test::close(row[j], want.at(spec.features[j]), 0, 6e-8));
  }
  // A narrowing in between would show in the square.
  CHECK(row[2] == static_cast<float>(sx * sx));
  CHECK(input_count(spec, 2) == 7);
  CHECK(input_count({}, 5) == 5);
  CHECK(find_feature("cos-x") == nullptr);
}

TEST_CASE("without features the raw inputs go in, as many as there are, scaled and shifted", "[samples]") {
  const Samples made =
      make_samples(points({{1, 2, 3}, {4, 5, 6}}, {{0.5, -1}, {2, 3}}, false), {{}, 2, -1}, regression);
  CHECK(sample(made.train, 0) == std::vector<float>{1, 3, 5, 0.5f, -1});
  CHECK(sample(made.train, 1) == std::vector<float>{7, 9, 11, 2, 3});
  const Samples one = make_samples(points({{1}, {4}}, {{0.5}, {2}}, false), {{"x", "x2"}, 1, 0}, regression);
  CHECK(sample(one.train, 1) == std::vector<float>{4, 16, 2});
}

TEST_CASE("standardised inputs have mean 0 and standard deviation 1 over the training set", "[samples]") {
  const Dataset data = generated("moons", 301, 0.6);
  InputSpec spec{{"x", "y", "xy", "sin-y"}, 0.5, 3, true};
  const Samples made = make_samples(data, spec, binary);
  // Plain formulas over the training set's features, from the first definition.
  const auto feature = [&](std::size_t j, int i) {
    const double x = 0.5 * double{data.input[at(i)]} + 3, y = 0.5 * double{data.input[at(data.count + i)]} + 3;
    return std::array{x, y, x * y, std::sin(y)}[j];
  };
  for (std::size_t j = 0; j < 4; ++j) {
    INFO(spec.features[j]);
    double total = 0, squares = 0;
    for (int i = 0; i < data.train_count; ++i) total += feature(j, i);
    const double mean = total / data.train_count;
    for (int i = 0; i < data.train_count; ++i) squares += (feature(j, i) - mean) * (feature(j, i) - mean);
    const double sd = std::sqrt(squares / data.train_count);
    CHECK(test::close(made.inputs.mean[j], mean, 1e-12));
    CHECK(test::close(made.inputs.spread[j], sd, 1e-12));
    std::vector<double> got;
    for (int i = 0; i < data.count; ++i) {
      const SampleSet& set = i < data.train_count ? made.train : made.test;
      const float x = sample(set, i < data.train_count ? i : i - data.train_count)[j];
      CHECK(test::close(x, (feature(j, i) - mean) / sd, 1e-6, 1e-6));  // test samples by the same two numbers
      if (i < data.train_count) got.push_back(x);
    }
    double mean_of = 0, square_of = 0;
    for (const double x : got) mean_of += x / data.train_count, square_of += x * x / data.train_count;
    CHECK(test::close(mean_of, 0, 1e-7));
    CHECK(test::close(square_of, 1, 1e-6));
  }
  spec.standardize = false;
  CHECK(make_samples(data, spec, binary).inputs == InputMap{spec, {}, {}});
}

TEST_CASE("scale and shift before standardising are undone by it", "[samples]") {
  const Dataset data = generated("sine", 40, 0.5);
  const Samples one = make_samples(data, {{"x"}, 1, 0, true}, regression),
                other = make_samples(data, {{"x"}, 50, -7, true}, regression);
  for (int i = 0; i < one.test.count(); ++i)
    CHECK(test::close(sample(one.test, i)[0], sample(other.test, i)[0], 1e-6, 1e-6));
}

TEST_CASE("an input that never varies becomes 0, on the training set and elsewhere", "[samples]") {
  const Samples made = make_samples(
      points({{0.1, 1}, {0.1, 2}, {0.1, 4}, {7, 3}}, {{0}, {1}, {0}, {1}}, true, {true, true, true, false}),
      {{}, 1, 0, true}, binary);
  CHECK(made.inputs.spread[0] == 0);
  for (int i = 0; i < 3; ++i) CHECK(sample(made.train, i)[0] == 0);
  CHECK(sample(made.test, 0)[0] == 0);
  CHECK(test::close(sample(made.train, 2)[1], (4 - 7.0 / 3) / std::sqrt(14.0 / 9), 1e-6));
  const Samples single = make_samples(points({{3}, {5}}, {{0}, {1}}, true, {true, false}), {{}, 1, 0, true}, binary);
  CHECK((sample(single.train, 0)[0] == 0 && sample(single.test, 0)[0] == 0));
}

TEST_CASE("classes become one target of low and high, or one per class", "[samples]") {
  const Dataset two = points({{0}, {1}, {2}}, {{1}, {0}, {1}}, true),
                four = points({{0}, {1}, {2}}, {{3}, {0}, {2}}, true);
  CHECK(sample(make_samples(two, {}, binary).train, 0) == std::vector<float>{0, 1});
  CHECK(sample(make_samples(two, {}, binary).train, 1) == std::vector<float>{1, 0});
  CHECK(sample(make_samples(two, {}, playground).train, 1) == std::vector<float>{1, -1});
  CHECK(sample(make_samples(two, {}, playground).train, 2) == std::vector<float>{2, 1});
  CHECK(sample(make_samples(two, {}, several).train, 0) == std::vector<float>{0, 0, 1});
  CHECK(sample(make_samples(four, {}, several).train, 0) == std::vector<float>{0, 0, 0, 0, 1});
  CHECK(sample(make_samples(four, {}, several).train, 2) == std::vector<float>{2, 0, 0, 1, 0});
  CHECK(output_count(several, four) == 4);
  CHECK(output_count(binary, two) == 1);
}

TEST_CASE("labels are one target each, low or high by itself", "[samples]") {
  DataSpec spec;
  spec.points = {{{5}, {6}}, {{1, 0, 1}, {0, 0, 1}}, {}, TaskKind::labels};
  const Pairing& labels = *find_pairing("sigmoids", "cross-entropy");
  const Dataset data = make_dataset(spec, 3);
  CHECK(output_count(labels, data) == 3);
  const Samples made = make_samples(data, {}, labels);
  CHECK(sample(made.train, 0) == std::vector<float>{5, 1, 0, 1});
  CHECK(sample(made.train, 1) == std::vector<float>{6, 0, 0, 1});
  Pairing apart = labels;
  apart.low = -1, apart.high = 3;
  CHECK(sample(make_samples(data, {}, apart).train, 0) == std::vector<float>{5, 3, -1, 3});
}

TEST_CASE("every sample of a data set is in its chunk, training and test apart, padding repeats the last",
          "[samples]") {
  for (int count : {2, 7, 8, 255, 256, 257, 600}) {
    INFO(count);
    const Dataset data = generated("spiral", count, 0.7);
    const Samples made = make_samples(data, {{"x", "y"}, 1, 0}, binary);
    REQUIRE(made.train.count() == data.train_count);
    REQUIRE(made.train.count() + made.test.count() == count);
    for (int i = 0; i < count; ++i) {
      const std::vector<float> row =
          i < data.train_count ? sample(made.train, i) : sample(made.test, i - data.train_count);
      CHECK(row == std::vector<float>{data.input[at(i)], data.input[at(count + i)], data.target[at(i)]});
    }
    for (const SampleSet* set : {&made.train, &made.test})
      for (int c = 0; c < set->chunks(); ++c) {
        const int size = set->size(c), n = padded(size);
        for (int s = size; s < n; ++s)
          for (int j = 0; j < 2; ++j) {
            CHECK(set->input(c)[j * n + s] == set->input(c)[j * n + size - 1]);
            if (j < 1) CHECK(set->target(c)[s] == set->target(c)[size - 1]);
          }
      }
  }
}

TEST_CASE("a batch gathered by index holds those samples, in that order, from any chunk", "[samples]") {
  const Samples made = make_samples(generated("blobs", 700, 1, {{"classes", 3}}), {{"x", "y", "xy"}, 1, 0}, several);
  std::vector<int> indices{699, 0, 256, 255, 511, 512, 3, 3, 640, 17, 300};
  Floats input(3 * chunk, -9.0f), target(3 * chunk, -9.0f);
  made.train.gather(indices, input.data(), target.data());
  for (int s = 0; s < 16; ++s) {
    const std::vector<float> want = sample(made.train, indices[at(std::min(s, 10))]);
    for (int j = 0; j < 3; ++j) {
      CHECK(input[at(j * 16 + s)] == want[at(j)]);
      CHECK(target[at(j * 16 + s)] == want[at(3 + j)]);
    }
  }
  CHECK(input[3 * 16] == -9);
}

TEST_CASE("each epoch's order is a permutation of its own, the same whoever asks and when", "[samples]") {
  for (int count : {1, 2, 3, 4, 5, 100, 257}) {
    INFO(count);
    EpochOrders orders(11, count), late(11, count), other(12, count);
    std::set<std::vector<int>> seen;
    for (std::uint32_t epoch = 0; epoch < 20; ++epoch) {
      const auto order = orders.order(epoch);
      std::vector<int> copy(order.begin(), order.end()), sorted = copy, indices(at(count));
      std::ranges::sort(sorted);
      std::iota(indices.begin(), indices.end(), 0);
      CHECK(sorted == indices);
      seen.insert(copy);
      if (count == 100) CHECK_FALSE(std::ranges::equal(copy, other.order(epoch)));
    }
    if (count >= 100) CHECK(seen.size() == 20);
    const auto seventeenth = late.order(17);
    CHECK(std::ranges::equal(seventeenth, orders.order(17)));
    CHECK(std::ranges::equal(late.order(EpochOrders::fixed), std::vector<int>([&] {
                               std::vector<int> indices(at(count));
                               std::iota(indices.begin(), indices.end(), 0);
                               return indices;
                             }())));
  }
}

TEST_CASE("shuffling is fair: every sample comes to every place about as often", "[samples]") {
  constexpr int count = 6, epochs = 6000;
  EpochOrders orders(5, count);
  std::array<std::array<int, count>, count> seen{};
  for (std::uint32_t epoch = 0; epoch < epochs; ++epoch) {
    const auto order = orders.order(epoch);
    for (int place = 0; place < count; ++place) ++seen[at(place)][at(order[at(place)])];
  }
  double chi = 0;
  for (const auto& row : seen)
    for (int times : row) chi += (times - 1000.0) * (times - 1000.0) / 1000.0;
  CHECK(chi < 25 + 5 * std::sqrt(50.0));  // 25 degrees of freedom, five standard deviations
}

TEST_CASE("the hash of the orders chains the sample indices of all epochs so far, in whatever order they were used",
          "[samples]") {
  constexpr int count = 10;
  EpochOrders orders(4, count), same(4, count), other(5, count);
  std::uint64_t want = 0;
  std::vector<std::uint64_t> hashes;
  for (std::uint32_t epoch = 0; epoch < 12; ++epoch) {
    Fnv fnv;
    fnv.word(static_cast<std::uint32_t>(want));
    fnv.word(static_cast<std::uint32_t>(want >> 32));
    for (int i : orders.order(epoch)) fnv.word(static_cast<std::uint32_t>(i));
    want = fnv.value();
    hashes.push_back(want);
  }
  for (std::uint32_t epoch = 0; epoch < 12; ++epoch) {
    CHECK(orders.hash(epoch) == hashes[epoch]);
    CHECK(other.hash(epoch) != hashes[epoch]);
  }
  CHECK(same.hash(11) == hashes[11]);
  // A run that was brought back begins in the middle: epochs 3 and 6 are used before 0 is.
  EpochOrders restored(4, count);
  restored.order(3);
  restored.order(6);
  CHECK(restored.hash(3) == hashes[3]);
  CHECK(restored.hash(6) == hashes[6]);
}

}  // namespace
}  // namespace nonlin

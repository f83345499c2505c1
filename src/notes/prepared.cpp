#include "notes/prepared.hpp"

#include <algorithm>
#include <numeric>
#include <optional>
#include <vector>

#include "math/random.hpp"
#include "math/text.hpp"
#include "notes/document.hpp"
#include "notes/options.hpp"
#include "race/spec_parts.hpp"

namespace nonlin {
namespace {

/// Takes the member `key` out of the document; null when it has none.
std::optional<Value> taken(Value& document, const char* key) {
  const Value* found = document.find(key);
  if (!found) return std::nullopt;
  Value value = *found;
  merge(document, Object{{key, Value()}});
  return value;
}

double draw(std::uint32_t seed, std::uint32_t kind, std::size_t i, std::size_t j = 0) {
  const auto part = [](std::size_t x) { return static_cast<std::uint32_t>(x); };
  return uniform(random_block(seed, Stream::split, {part(i), part(j), kind, 1})[0]);
}
double normal_draw(std::uint32_t seed, std::uint32_t kind, std::size_t i, std::size_t j) {
  const auto part = [](std::size_t x) { return static_cast<std::uint32_t>(x); };
  return normal(random_block(seed, Stream::split, {part(i), part(j), kind, 1})[0]);
}
enum Kind : std::uint32_t { flip, centre, scatter, permutation };

struct Point {
  std::vector<double> inputs;
  double target;
  bool train = true;
};

/// The section `data` of a document whose data are these points.
Value data_of(const std::vector<Point>& points, TaskKind kind) {
  Array inputs, targets, train;
  for (const Point& point : points) {
    inputs.push_back(Array(point.inputs.begin(), point.inputs.end()));
    targets.push_back(Array{point.target});
    train.push_back(point.train);
  }
  return object_of("points", object_of("kind", id_of(kind), "inputs", std::move(inputs), "targets", std::move(targets),
                                       "train", std::move(train)));
}

struct Generated {
  Dataset set;
  std::vector<Point> points;
};

/// The first `count` points of the document's generator (all it has for 0), with the noise given.
Generated generated(const Value& document, std::uint32_t seed, int count, std::optional<double> noise) {
  DataSpec spec = read_data(Reader(document));
  if (count > 0) spec.count = count;
  if (noise) spec.noise = noise;
  spec.train_share = 1;
  Generated made{make_dataset(spec, seed), {}};
  for (int i = 0; i < made.set.count; ++i) {
    Point point{{}, static_cast<double>(made.set.target[static_cast<std::size_t>(i)])};
    for (int j = 0; j < made.set.inputs; ++j)
      point.inputs.push_back(static_cast<double>(made.set.input[static_cast<std::size_t>(j * made.set.count + i)]));
    made.points.push_back(std::move(point));
  }
  return made;
}

void replace(Value& document, const char* key, Value value) {
  merge(document, Object{{key, Value()}});
  document.as<Object>()->emplace_back(key, std::move(value));
}

std::vector<Point> cluster_points(const Reader& options, std::uint32_t seed) {
  options.keys("count, inputs, clusters, classes, spread");
  const auto count = static_cast<std::size_t>(integer_option(options, "count", 2, 1000));
  const auto inputs = static_cast<std::size_t>(integer_option(options, "inputs", 1, max_data_columns));
  const auto clusters = static_cast<std::size_t>(integer_option(options, "clusters", 2, 64));
  const auto classes = static_cast<std::size_t>(integer_option(options, "classes", 2, max_classes));
  const double spread = number_option(options, "spread", 0, 10);
  std::vector<Point> points;
  for (std::size_t i = 0; i < count; ++i) {
    const std::size_t own = i % clusters;
    Point point{{}, static_cast<double>(own % classes)};
    for (std::size_t j = 0; j < inputs; ++j)
      point.inputs.push_back(normal_draw(seed, centre, own, j) + spread * normal_draw(seed, scatter, i, j));
    points.push_back(std::move(point));
  }
  return points;
}

}  // namespace

void sample_points(Value& document, std::uint32_t seed) {
  const std::optional<Value> sample = taken(document, "sample");
  if (!sample) return;
  const Reader options(*sample, "sample: ");
  options.keys("train, test, noise, testNoise, flipped");
  const int train = integer_option(options, "train", 2, 10'000), test = integer_option(options, "test", 1, 10'000);
  const double flipped = number_option(options, "flipped", 0, 1);
  Generated made = generated(document, seed, train + test, number_option(options, "noise", 0, 10));
  const Generated tested = generated(document, seed, train + test, number_option(options, "testNoise", 0, 10));
  for (std::size_t i = 0; i < made.points.size(); ++i) {
    if (i >= static_cast<std::size_t>(train)) {
      made.points[i] = tested.points[i];
      made.points[i].train = false;
    } else if (made.set.kind == TaskKind::classes && draw(seed, flip, i) < flipped) {
      made.points[i].target = made.points[i].target + 1 < made.set.classes ? made.points[i].target + 1 : 0;
    }
  }
  replace(document, "data", data_of(made.points, made.set.kind));
}

void make_two_tasks(Value& document, std::uint32_t seed) {
  const std::optional<Value> clusters = taken(document, "clusters"), then = taken(document, "then");
  if (!then) return;
  std::vector<Point> points = clusters ? cluster_points(Reader(*clusters, "clusters: "), seed)
                                       : generated(document, seed, 0, std::nullopt).points;
  const Reader options(*then, "then: ");
  options.keys("step, permute, shift");
  const int step = integer_option(options, "step", 1, 1'000'000);
  const double shift = number_option(options, "shift", -100, 100);
  std::vector<std::size_t> order(points.front().inputs.size());
  std::iota(order.begin(), order.end(), 0);
  if (option(options, "permute").boolean()) {
    const auto before = [&](std::size_t a, std::size_t b) {
      return draw(seed, permutation, a) < draw(seed, permutation, b);
    };
    std::make_heap(order.begin(), order.end(), before);  // a heap's code is a fifth of a sort's
    std::sort_heap(order.begin(), order.end(), before);
  }
  replace(document, "data", data_of(points, TaskKind::classes));
  for (Point& point : points) {
    const std::vector<double> before = point.inputs;
    for (std::size_t j = 0; j < order.size(); ++j) point.inputs[j] = before[order[j]];
    point.inputs[0] += shift;
  }
  const Value second = data_of(points, TaskKind::classes);
  replace(document, "changes",
          Array{object_of("step", step, "set", object_of("data.points", Value(*second.find("points"))))});
}

}  // namespace nonlin

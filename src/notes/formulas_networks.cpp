// Networks by hand and networks rewritten (C03, C16, C18, C76, C78).
#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "math/functions_double.hpp"
#include "math/text.hpp"
#include "notes/curve_at.hpp"
#include "notes/measures.hpp"
#include "notes/options.hpp"
#include "probe/equivalence.hpp"
#include "probe/field.hpp"
#include "race/race.hpp"
#include "race/spec.hpp"

namespace nonlin {
namespace {

using Matrix = std::vector<std::vector<double>>;

Matrix read_matrix(const Reader& options, const char* key) {
  const Reader given = option(options, key);
  const Matrix rows = given.number_rows();
  if (rows.empty() || rows.front().empty()) given.fail("an empty matrix");
  for (const auto& row : rows)
    if (row.size() != rows.front().size()) given.fail("rows of other lengths");
  return rows;
}

/// x W in float, x a row: as the notes have samples.
std::vector<float> product(const std::vector<float>& x, const Matrix& w) {
  std::vector<float> y(w.front().size());
  for (std::size_t i = 0; i < w.size(); ++i)
    for (std::size_t j = 0; j < y.size(); ++j) y[j] += x[i] * static_cast<float>(w[i][j]);
  return y;
}

}  // namespace

void measure_rewrite(const Reader& options, std::uint32_t seed, Figures& figures) {
  options.keys("rewrite, spec, steps");
  const int steps = integer_option(options, "steps", 0, 1000);
  const Rewrite& rewrite = *option(options, "rewrite").row(rewrites());
  RaceSpec spec = read_spec(option(options, "spec").value());
  spec.seed = seed;
  const RunId first{0, 0};
  Race race(spec, {&first, 1}, 10);
  const Race::Run& run = race.runs()[0];
  const SampleSet& set = run.samples->train;
  Trainer one = run.trainer;
  const Head& head = *find_head(one.pairing().head);
  Equivalence proof = prove(rewrite, one.network(), head, set);

  std::vector<float> y(static_cast<std::size_t>(set.count() * one.network().spec().outputs));
  Workspace evaluating(one.network().spec());
  outputs(one.network(), head, set, y.data(), evaluating);
  const auto [low, high] = std::minmax_element(y.begin(), y.end());
  figures.add("difference", proof.largest_difference);
  figures.add("share-of-range", proof.largest_difference / (static_cast<double>(*high) - static_cast<double>(*low)));

  Trainer two(std::move(proof.rewritten), *find_pairing(proof.head->id, one.pairing().loss), one.optimizer(),
              one.regularization(), run.experiment->batch, set, *run.orders);
  const int batch = largest_batch(run.experiment->batch, set.count());
  for (Trainer* trainer : {&one, &two}) {
    Workspace training(trainer->network().spec(), batch);
    for (int i = 0; i < steps && trainer->step(training); ++i) {
    }
  }
  figures.add("difference-after", largest_difference(one.network(), head, two.network(), *proof.head, set));
  // The weights of the last piece of each unit: those of the line that was zero, where a ReLU was rewritten as a
  // maxout.
  const LayerView& view = two.network().layers()[0];
  double squares = 0;
  for (int r = view.pieces - 1; r < view.rows; r += view.pieces)
    for (int i = 0; i < view.inputs; ++i) {
      const auto w =
          static_cast<double>(two.network().parameters()[static_cast<std::size_t>(view.weights + r * view.inputs + i)]);
      squares += w * w;
    }
  figures.add("last-piece-after", std::sqrt(squares / (view.units * view.inputs)));
}

void measure_two_layers(const Reader& options, std::uint32_t, Figures& figures) {
  options.keys("x, w1, w2, activation");
  const Matrix x = read_matrix(options, "x"), w1 = read_matrix(options, "w1"), w2 = read_matrix(options, "w2");
  if (w1.size() != x.front().size() || w2.size() != w1.front().size()) options.fail("matrices that do not fit");
  const Activation& row = curve_option(options, "activation");
  for (std::size_t s = 0; s < x.size(); ++s) {
    std::vector<float> sample;
    for (const double value : x[s]) sample.push_back(static_cast<float>(value));
    std::vector<float> hidden = product(sample, w1);
    for (float& z : hidden) z = static_cast<float>(curve_at(row, static_cast<double>(z)).value);
    const std::vector<float> y = product(hidden, w2);
    for (std::size_t k = 0; k < y.size(); ++k) figures.add(join("y", s + 1, "-", k + 1), static_cast<double>(y[k]));
  }
}

void measure_neuron(const Reader& options, std::uint32_t, Figures& figures) {
  options.keys("x, w, b, activation");
  const Reader given = option(options, "w");
  const std::vector<double> x = option(options, "x").numbers(), w = given.numbers();
  if (w.size() != x.size()) given.fail(w.size(), " weights for ", x.size(), " inputs");
  double z = number_option(options, "b", -100, 100);
  for (std::size_t i = 0; i < x.size(); ++i) z += w[i] * x[i];
  const double a = curve_at(curve_option(options, "activation"), z).value;
  Floats logistic(8, static_cast<float>(z));
  find_head("logistic")->output(logistic.data(), logistic.data(), 1, 8);
  figures.add("z", z);
  figures.add("a", a);
  figures.add("difference", std::fabs(a - 1 / (1 + exp(-z))));
  figures.add("logistic-difference", std::fabs(a - static_cast<double>(logistic[0])));
}

void measure_loop(const Reader& options, std::uint32_t, Figures& figures) {
  options.keys("starts, factor, times, activation");
  const Reader given = option(options, "starts");
  const std::vector<double> starts = given.numbers();
  if (starts.size() != 3) given.fail(starts.size(), " starts; allowed: 3");
  const Activation& row = curve_option(options, "activation");
  const double factor = number_option(options, "factor", -10, 10);
  const int times = integer_option(options, "times", 1, 1000);
  std::vector<double> ends;
  for (double h : starts) {
    for (int i = 0; i < times; ++i) h = curve_at(row, factor * h).value;
    figures.add(join("h", ends.size() + 1), h);
    ends.push_back(h);
  }
  // Distances after over before: of the first two, whose signs are equal, and of the first and the last.
  figures.add("same-sign", std::fabs(ends[0] - ends[1]) / std::fabs(starts[0] - starts[1]));
  figures.add("other-sign", std::fabs(ends[0] - ends[2]) / std::fabs(starts[0] - starts[2]));
}

}  // namespace nonlin

// Networks by hand and networks rewritten (C03, C16, C18, C76, C78).
#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "math/functions_double.hpp"
#include "math/text.hpp"
#include "notes/measures.hpp"
#include "probe/equivalence.hpp"
#include "probe/field.hpp"
#include "race/race.hpp"
#include "race/spec.hpp"

namespace nonlin {
namespace {

using Matrix = std::vector<std::vector<double>>;

/// One sample through a network without training: its outputs.
std::vector<double> run(const Network& network, const std::vector<double>& x) {
  Floats inputs(8 * x.size());
  for (std::size_t i = 0; i < x.size(); ++i) inputs[8 * i] = static_cast<float>(x[i]);
  Workspace workspace(network.spec());
  const float* z = evaluate(network, inputs.data(), 8, workspace);
  std::vector<double> y;
  for (int k = 0; k < network.spec().outputs; ++k) y.push_back(static_cast<double>(z[8 * k]));
  return y;
}

/// inputs -> units -> outputs, all weights and biases 0.
Network two_layers(int inputs, int units, const Activation& row, int outputs) {
  NetworkSpec spec;
  spec.inputs = inputs;
  spec.layers = {make_layer(units, row)};
  spec.outputs = outputs;
  Network network(spec);
  std::fill(network.parameters().begin(), network.parameters().end(), 0.0f);
  return network;
}

Matrix read_matrix(const Reader& options, const char* key, std::size_t columns) {
  const auto given = options.find(key);
  if (!given) options.fail(key, " is missing");
  const Matrix rows = given->number_rows();
  if (rows.empty() || rows.size() > 16) given->fail(rows.size(), " rows is outside 1..16");
  for (const auto& row : rows)
    if (row.empty() || row.size() > 16 || row.size() != (columns ? columns : rows.front().size()))
      given->fail("rows of another length than is asked for here");
  return rows;
}

/// x W, x a row.
std::vector<double> product(const std::vector<double>& x, const Matrix& w) {
  std::vector<double> y(w.front().size(), 0.0);
  for (std::size_t i = 0; i < w.size(); ++i)
    for (std::size_t j = 0; j < y.size(); ++j) y[j] += x[i] * w[i][j];
  return y;
}

/// The notes have samples as rows and multiply x W; a network has W a: the transpose.
void give(Network& network, std::size_t layer, const Matrix& w) {
  const LayerView& view = network.layers()[layer];
  for (int r = 0; r < view.rows; ++r)
    for (int i = 0; i < view.inputs; ++i)
      network.parameters()[static_cast<std::size_t>(view.weights + r * view.inputs + i)] =
          static_cast<float>(w[static_cast<std::size_t>(i)][static_cast<std::size_t>(r)]);
}

}  // namespace

void measure_rewrite(const Reader& options, std::uint32_t seed, Figures& figures) {
  options.keys("rewrite, spec, steps");
  const auto id = options.find("rewrite"), given = options.find("spec");
  if (!id || !given) options.fail("rewrite or spec is missing");
  int steps = 0;
  options.integer("steps", 0, 1000, steps);
  const Rewrite& rewrite = *id->row(rewrites());
  RaceSpec spec = read_spec(given->value());
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
  figures.add("parameters", one.network().parameter_count());
  figures.add("parameters-rewritten", proof.rewritten.parameter_count());

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
  const Matrix x = read_matrix(options, "x", 0), w1 = read_matrix(options, "w1", 0), w2 = read_matrix(options, "w2", 0);
  if (w1.size() != x.front().size() || w2.size() != w1.front().size()) options.fail("matrices that do not fit");
  const auto activation = options.find("activation");
  if (!activation) options.fail("activation is missing");
  const Activation& row = *activation->row(activations());
  if (row.highest_pieces > 1) activation->fail(Piece::quoted(row.id), " has several pieces");
  Network network =
      two_layers(static_cast<int>(w1.size()), static_cast<int>(w2.size()), row, static_cast<int>(w2.front().size()));
  give(network, 0, w1);
  give(network, 1, w2);
  double off = 0;
  for (std::size_t s = 0; s < x.size(); ++s) {
    std::vector<double> hidden = product(x[s], w1);
    for (std::size_t j = 0; j < hidden.size(); ++j) figures.add(join("z", s + 1, "-", j + 1), hidden[j]);
    for (double& a : hidden) a = a > 0 ? a : 0;
    const std::vector<double> wanted = product(hidden, w2), y = nonlin::run(network, x[s]);
    for (std::size_t k = 0; k < y.size(); ++k) {
      figures.add(join("y", s + 1, "-", k + 1), y[k]);
      off = std::max(off, std::fabs(y[k] - wanted[k]));
    }
  }
  figures.add("difference", off);  // from the same products and max(0, z), in double
}

void measure_neuron(const Reader& options, std::uint32_t, Figures& figures) {
  options.keys("x, w, b, activation");
  const auto x = options.find("x"), w = options.find("w"), activation = options.find("activation");
  if (!x || !w || !activation) options.fail("x, w or activation is missing");
  const std::vector<double> inputs = x->numbers(), weights = w->numbers();
  if (inputs.empty() || inputs.size() > 16 || weights.size() != inputs.size())
    w->fail(weights.size(), " weights for ", inputs.size(), " inputs");
  double b = 0;
  options.number("b", -100, 100, b);
  const Activation& row = *activation->row(activations());
  if (row.highest_pieces > 1) activation->fail(Piece::quoted(row.id), " has several pieces");
  Network network = two_layers(static_cast<int>(inputs.size()), 1, row, 1);
  double z = b;
  for (std::size_t i = 0; i < inputs.size(); ++i) {
    z += weights[i] * inputs[i];
    network.parameters()[static_cast<std::size_t>(network.layers()[0].weights) + i] = static_cast<float>(weights[i]);
  }
  network.parameters()[static_cast<std::size_t>(network.layers()[0].biases)] = static_cast<float>(b);
  network.parameters()[static_cast<std::size_t>(network.layers()[1].weights)] = 1;  // the output is the neuron's a
  const double a = nonlin::run(network, inputs)[0];
  Floats logistic(8, static_cast<float>(z));
  find_head("logistic")->output(logistic.data(), logistic.data(), 1, 8);
  figures.add("z", z);
  figures.add("a", a);
  figures.add("difference", std::fabs(a - 1 / (1 + exp(-z))));
  figures.add("logistic-difference", std::fabs(a - static_cast<double>(logistic[0])));
}

void measure_loop(const Reader& options, std::uint32_t, Figures& figures) {
  options.keys("starts, factor, times, activation");
  const auto starts = options.find("starts"), activation = options.find("activation");
  if (!starts || !activation) options.fail("starts or activation is missing");
  const Activation& row = *activation->row(activations());
  if (row.highest_pieces > 1) activation->fail(Piece::quoted(row.id), " has several pieces");
  double factor = 1.5;
  int times = 30;
  options.number("factor", -10, 10, factor);
  options.integer("times", 1, 1000, times);
  const LayerSpec layer = make_layer(1, row);
  float parameters[max_activation_parameters] = {};
  for (std::size_t i = 0; i < layer.parameters.size(); ++i)
    parameters[i] = static_cast<float>(layer.parameters[i].value);
  std::vector<double> ends;
  const std::vector<double> begun = starts->numbers();
  if (begun.size() != 3) starts->fail(begun.size(), " starts; allowed: 3");
  for (const double start : begun) {
    Floats h(8, static_cast<float>(start));
    for (int i = 0; i < times; ++i) {
      for (float& x : h) x *= static_cast<float>(factor);
      row.value(h.data(), h.data(), 8, 1, parameters);
    }
    ends.push_back(static_cast<double>(h[0]));
  }
  for (std::size_t i = 0; i < ends.size(); ++i) figures.add(join("h", i + 1), ends[i]);
  // Distances after over distances before: of the first two, whose signs are equal, and of the first and the last.
  figures.add("same-sign", std::fabs(ends[0] - ends[1]) / std::fabs(begun[0] - begun[1]));
  figures.add("other-sign", std::fabs(ends[0] - ends[2]) / std::fabs(begun[0] - begun[2]));
}

}  // namespace nonlin

#include <cmath>
#include <limits>
#include <optional>
#include <stdexcept>
#include <vector>

#include "app/cli.hpp"
#include "app/cli_json.hpp"
#include "app/cli_options.hpp"
#include "math/hash.hpp"
#include "probe/equivalence.hpp"
#include "probe/field.hpp"
#include "probe/regions.hpp"
#include "probe/signals.hpp"
#include "probe/slice.hpp"
#include "probe/units.hpp"
#include "race/race.hpp"
#include "race/reader.hpp"
#include "race/replay.hpp"
#include "race/why.hpp"

namespace nonlin {

namespace {

constexpr Bins bins_z{-6, 6, 24}, bins_a{-3, 3, 24};
constexpr int region_pixels = 200, region_points = 1000;

struct ProbeOptions {
  std::optional<std::string_view> spec;
  std::optional<int> at;
  int lane = 0, seed = 0;
  std::optional<int> slice;
  const Rewrite* rewrite = nullptr;
};

ProbeOptions read_options(Arguments arguments) {
  constexpr std::string_view allowed = "--at STEP, --lane I, --seed R, --slice N, --rewrite ID";
  ProbeOptions options;
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    const std::string_view argument = arguments[i];
    if (!argument.starts_with("--")) {
      if (options.spec) refuse_argument("probe", argument, "one spec");
      options.spec = argument;
      continue;
    }
    if (argument != "--at" && argument != "--lane" && argument != "--seed" && argument != "--slice" &&
        argument != "--rewrite")
      refuse_argument("probe", argument, allowed);
    if (++i == arguments.size()) throw std::invalid_argument(std::string(argument) + ": its value is missing");
    const std::string_view word = arguments[i];
    if (argument == "--at") options.at = whole_number(argument, word, 0, max_steps);
    if (argument == "--lane") options.lane = whole_number(argument, word, 0, 9999);
    if (argument == "--seed") options.seed = whole_number(argument, word, 0, 9999);
    if (argument == "--slice") options.slice = whole_number(argument, word, 2, 512);
    if (argument == "--rewrite") {
      options.rewrite = find_rewrite(word);
      if (!options.rewrite) refuse_argument(argument, word, words_of(rewrites()));
    }
  }
  if (!options.spec)
    throw std::invalid_argument("probe: a spec is missing; allowed: a JSON file, - for standard input");
  return options;
}

template <class Number>
Array array_of(const std::vector<Number>& numbers) {
  Array array;
  for (Number x : numbers) array.emplace_back(static_cast<double>(x));
  return array;
}

Object describe(const Histogram& histogram, const Bins& bins) {
  return object_of("lo", bins.lo, "hi", bins.hi, "counts", array_of(histogram.counts), "under",
                   static_cast<double>(histogram.under), "over", static_cast<double>(histogram.over), "notNumbers",
                   static_cast<double>(histogram.not_numbers));
}

Object describe(const LayerReport& report) {
  Array units;
  for (const UnitReport& unit : report.units)
    units.emplace_back(object_of("state", id_of(unit.state), "mean", unit.mean, "sd", unit.sd, "positive",
                                 unit.positive, "zero", unit.zero, "flat", unit.flat, "bend", unit.bend, "gate",
                                 unit.gate));
  Object object = object_of("bend", report.bend);
  for (UnitState state : {UnitState::alive, UnitState::asleep, UnitState::saturated, UnitState::dead})
    object.emplace_back(id_of(state), report.count(state));
  add(object, "units", std::move(units));
  if (!report.wins.empty()) add(object, "wins", array_of(report.wins), "deadPieces", report.dead_pieces);
  return object;
}

/// The points of the range the page shows, where the task has one or two raw inputs.
std::optional<SampleSet> points_of(const DataSpec& data, const InputMap& inputs, int raw_inputs) {
  const auto ranges = data_ranges(data);
  if (raw_inputs == 1) return make_line(inputs, ranges[0][0], ranges[0][1], region_points);
  if (raw_inputs == 2) return make_grid(inputs, {.x = ranges[0], .y = ranges[1]}, region_pixels);
  return std::nullopt;
}

}  // namespace

std::string run_probe(Arguments arguments, std::istream& input) {
  const ProbeOptions options = read_options(arguments);
  const RaceSpec spec = read_experiment(*options.spec, input, std::nullopt);
  if (options.lane >= static_cast<int>(spec.lanes.size()))
    throw std::invalid_argument("--lane: there are only " + std::to_string(spec.lanes.size()) + ", counted from 0");
  if (options.seed >= spec.seeds)
    throw std::invalid_argument("--seed: there are only " + std::to_string(spec.seeds) + ", counted from 0");
  const RunId id{options.lane, options.seed};
  Race race(spec, {&id, 1}, 10);
  if (options.at && *options.at > race.budget())
    throw std::invalid_argument("--at: the budget ends at step " + std::to_string(race.budget()));
  const int to = options.at.value_or(race.budget());
  while (!race.advance(to, std::numeric_limits<double>::infinity())) {
  }
  const Race::Run& run = race.runs()[0];
  const Network& network = run.trainer.network();
  const Experiment& experiment = *run.experiment;
  const SampleSet& train = run.samples->train;
  const Head& head = *find_head(experiment.pairing->head);
  Workspace& workspace = *run.workspace;  // made for the run's batches
  prepare(network, train, workspace);

  Object result = object_of("lane", experiment.name, "seed", static_cast<double>(seed_number(spec, options.seed)),
                            "step", run.trainer.steps(), "state", id_of(run.state), "trainLoss",
                            judge(network, *experiment.pairing, train, workspace).loss, "hash", hex(network.hash()));
  const auto reports = unit_reports(network, train, nothing_revives(spec, experiment), workspace);
  const auto histograms = layer_histograms(network, head, train, bins_z, bins_a, workspace);
  const Signals signal = signals_of(run, network);
  Array layers;
  for (std::size_t l = 0; l < signal.layers.size(); ++l) {
    const LayerSignal& s = signal.layers[l];
    const bool hidden = l < reports.size();
    Object layer =
        object_of("activation", hidden ? network.spec().layers[l].activation->id : head.id, "mean", s.mean, "sd", s.sd,
                  "zero", s.zero, "backward", s.backward, "weightFactor", s.weight_factor, "slopeFactor",
                  s.slope_factor, "z", describe(histograms[l].z, bins_z), "a", describe(histograms[l].a, bins_a));
    if (hidden)
      for (auto& member : describe(reports[l])) layer.push_back(std::move(member));
    layers.emplace_back(std::move(layer));
  }
  add(result, "layers", std::move(layers), "passed", signal.passed);
  Object gradient;
  for (const BlockNorm& block : block_norms(network, signal.gradient)) gradient.emplace_back(block.name, block.norm);
  add(result, "gradient", std::move(gradient));

  const std::optional<SampleSet> points = points_of(data_spec(spec, run.phase), run.samples->inputs, run.data->inputs);
  if (points && is_piecewise_linear(network))
    add(result, "regions",
        object_of("points", points->count(), "count", linear_regions(network, *points, workspace).count));
  Object next;
  for (const BlockStep& block : next_step(run.trainer, workspace))
    next.emplace_back(block.name, object_of("norm", block.before, "gradient", block.gradient, "update", block.update));
  add(result, "nextStep", std::move(next));
  if (options.slice) {
    const double lo = -1, hi = 1;
    const Plane plane = random_plane(network, seed_number(spec, options.seed));
    add(result, "slice",
        object_of("lo", lo, "hi", hi, "size", *options.slice, "losses",
                  array_of(loss_slice(network, *experiment.pairing, train, plane, square_slice(lo, hi, *options.slice),
                                      workspace))));
  }
  if (options.rewrite) {
    const Equivalence proof = prove(*options.rewrite, network, head, points ? *points : train);
    add(result, "rewrite",
        object_of("id", options.rewrite->id, "head", proof.head->id, "parameters", network.parameter_count(),
                  "parametersAfter", proof.rewritten.parameter_count(), "largestDifference", proof.largest_difference));
  }
  return write_json(std::move(result)) + "\n";
}

}  // namespace nonlin

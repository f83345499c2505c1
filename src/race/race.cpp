#include "race/race.hpp"

#include <time.h>

#include <algorithm>
#include <map>
#include <set>
#include <stdexcept>
#include <string>
#include <utility>

#include "math/hash.hpp"
#include "math/simd.hpp"
#include "math/text.hpp"

namespace nonlin {
namespace {

constexpr int keep_every = 256;  // steps between the states a divergence falls back to

// Not std::chrono: what its clocks throw brings in all of the C library's error texts.
double now_ms() {
  timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) * 1e-6;
}

std::size_t at(int i) { return static_cast<std::size_t>(i); }

std::uint32_t seed_of(const RaceSpec& spec, int index) { return spec.seed + static_cast<std::uint32_t>(index); }

/// Loss "fell over the last fifth of the budget" is measured from here.
int last_fifth(int budget) { return budget - budget / 5; }

void add(Fnv& fnv, const SampleSet& set) {
  for (int c = 0; c < set.chunks(); ++c) {
    const int size = set.size(c), n = padded(size);
    const auto rows = [&](const float* block, int count) {
      for (int r = 0; r < count; ++r) fnv.numbers({block + r * n, at(size)});
    };
    rows(set.input(c), set.inputs());
    rows(set.target(c), set.targets());
  }
}

/// Whether a workspace of one shape serves the other.
bool same_workspace(const NetworkSpec& a, const NetworkSpec& b) {
  return a.outputs == b.outputs && std::ranges::equal(a.layers, b.layers, [](const LayerSpec& x, const LayerSpec& y) {
           return x.units == y.units && x.pieces == y.pieces;
         });
}

bool same_samples(const Experiment& a, const Experiment& b) { return a.inputs == b.inputs && a.pairing == b.pairing; }

/// Bytes the runs will hold: for each its parameters, gradient, moments and states to fall back to; samples and
/// workspaces once for all that share them.
std::size_t bytes_needed(const RaceSpec& spec, std::span<const RunId> runs) {
  const std::vector<Experiment>& lanes = spec.lanes;
  const DataSpec data = complete_data(spec.data);
  const std::size_t points = data.count ? at(*data.count) : data.points.inputs.size();
  // What lanes share is known by the first lane that could have it.
  const auto first = [&](auto same) { return &*std::ranges::find_if(lanes, same); };
  std::map<int, std::size_t> sizes;  // of the lanes' parameters
  std::set<const Experiment*> workspaces;
  std::set<std::pair<int, const Experiment*>> samples;
  std::size_t floats = 0;
  for (const RunId& id : runs) {
    const Experiment& own = lanes.at(at(id.lane));
    const NetworkSpec& shape = own.network;
    const auto [size, is_new] = sizes.try_emplace(id.lane, 0);
    if (is_new) size->second = Network(shape).parameters().size();
    floats += 10 * size->second;
    if (workspaces.insert(first([&](const Experiment& lane) { return same_workspace(lane.network, shape); })).second)
      floats += Workspace::floats(shape);
    if (samples.insert({id.seed, first([&](const Experiment& lane) { return same_samples(lane, own); })}).second)
      floats += points * at(shape.inputs + shape.outputs);
  }
  return floats * sizeof(float);
}

bool reached(const StopSpec& stop, const Judgement& train) {
  return stop.by_score ? train.score >= stop.target : train.loss <= stop.target;
}

}  // namespace

std::string_view id_of(RunState state) {
  switch (state) {
    case RunState::running:
      return "running";
    case RunState::learned:
      return "learned";
    case RunState::slow:
      return "slow";
    case RunState::stuck:
      return "stuck";
    case RunState::diverged:
      return "diverged";
  }
  return "";
}

Network starting_network(const Experiment& experiment, const Dataset& data, std::uint32_t seed) {
  NetworkSpec spec = experiment.network;
  spec.inputs = input_count(experiment.inputs, data.inputs);
  spec.outputs = output_count(*experiment.pairing, data);
  Network network(std::move(spec));
  if (experiment.start.empty()) {
    initialize(network, experiment.initializer, seed, data.after ? &*data.after : nullptr);
    return network;
  }
  for (const Network::Block& block : network.blocks()) {
    const auto& values = experiment.start.at(block.name);
    std::transform(values.begin(), values.end(), network.parameters().begin() + block.offset,
                   [](double x) { return static_cast<float>(x); });
  }
  return network;
}

Race::Race(const RaceSpec& spec, std::span<const RunId> runs, int every)
    : spec_(spec), every_(std::max(every, 1)), budget_(0) {
  constexpr std::size_t megabyte = 1024 * 1024;
  if (const std::size_t bytes = bytes_needed(spec_, runs); bytes > max_megabytes * megabyte)
    refuse("lanes: ", runs.size(), " runs need ", (bytes + megabyte - 1) / megabyte,
           " MB in one worker; allowed: ", max_megabytes, " MB");
  runs_.reserve(runs.size());
  for (const RunId& id : runs) {
    const Experiment& experiment = spec_.lanes.at(at(id.lane));
    const SeedData& seed = seed_data(id.seed);
    const Samples& samples = samples_for(experiment, id.seed, seed.data);
    Network network = starting_network(experiment, seed.data, seed_of(spec_, id.seed));
    const std::uint64_t start_hash = network.hash();
    Workspace& workspace = workspace_for(network.spec());
    Trainer trainer(std::move(network), *experiment.pairing, experiment.optimizer, experiment.regularization,
                    experiment.batch, samples.train, *seed.orders);
    Trainer::State kept = trainer.save();
    runs_.push_back({id,
                     &experiment,
                     &samples,
                     seed.orders.get(),
                     std::move(trainer),
                     &workspace,
                     start_hash,
                     RunState::running,
                     -1,
                     {},
                     0,
                     std::move(kept)});
    budget_ = std::max(budget_, experiment.stop.steps);
  }
  for (Run& run : runs_) record(run);
}

const Race::SeedData& Race::seed_data(int seed) {
  for (const auto& made : seeds_)
    if (made->seed == seed) return *made;
  Dataset data = make_dataset(spec_.data, seed_of(spec_, seed));
  auto orders = std::make_unique<EpochOrders>(seed_of(spec_, seed), data.train_count);
  seeds_.push_back(std::make_unique<SeedData>(SeedData{seed, std::move(data), std::move(orders)}));
  return *seeds_.back();
}

const Samples& Race::samples_for(const Experiment& experiment, int seed, const Dataset& data) {
  for (const auto& made : samples_)
    if (made->seed == seed && same_samples(*made->experiment, experiment)) return made->samples;
  Samples samples = make_samples(data, experiment.inputs, *experiment.pairing);
  samples_.push_back(std::make_unique<MadeSamples>(MadeSamples{seed, &experiment, std::move(samples)}));
  return samples_.back()->samples;
}

Workspace& Race::workspace_for(const NetworkSpec& shape) {
  for (const auto& made : workspaces_)
    if (same_workspace(made->shape, shape)) return made->workspace;
  workspaces_.push_back(std::make_unique<MadeWorkspace>(MadeWorkspace{shape, Workspace(shape)}));
  return workspaces_.back()->workspace;
}

const Dataset& Race::data(int seed) const {
  return (*std::find_if(seeds_.begin(), seeds_.end(), [&](const auto& made) { return made->seed == seed; }))->data;
}

Certificate Race::certificate(const Run& run) const {
  Fnv data;
  add(data, run.samples->train);
  add(data, run.samples->test);
  const int begun = std::max(run.trainer.steps() - 1, 0) / run.trainer.steps_per_epoch();
  const std::uint32_t epoch = run.trainer.shuffles() ? static_cast<std::uint32_t>(begun) : EpochOrders::fixed;
  return {data.value(), draws_hash(run.trainer.network().spec(), seed_of(spec_, run.id.seed)), run.orders->hash(epoch)};
}

void Race::record(Run& run) {
  const int step = run.trainer.steps();
  if (!run.records.empty() && run.records.back().step == step) return;
  const auto judged = [&](const SampleSet& set) {
    return judge(run.trainer.network(), *run.experiment->pairing, set, *run.workspace);
  };
  run.records.push_back({step, judged(run.samples->train), judged(run.samples->test), run.milliseconds});
  if (run.state == RunState::running && reached(run.experiment->stop, run.records.back().train)) {
    run.state = RunState::learned;
    run.state_step = step;
  }
}

void Race::diverge(Run& run) {
  const int step = run.trainer.steps();
  run.trainer.restore(run.kept);
  while (run.trainer.steps() < step - 1) run.trainer.step(*run.workspace);
  record(run);
  run.state = RunState::diverged;
  run.state_step = step;
}

void Race::finish(Run& run) {
  if (run.state != RunState::running) return;
  const auto before = std::find_if(run.records.rbegin(), run.records.rend(),
                                   [&](const Record& r) { return r.step <= last_fifth(budget_); });
  const double earlier = before == run.records.rend() ? run.records.front().train.loss : before->train.loss;
  run.state = run.records.back().train.loss <= 0.98 * earlier ? RunState::slow : RunState::stuck;
}

// Trains one run toward `to_step` for about `share_ms`. Judging is not the run's own time.
void Race::advance_run(Run& run, int to_step, double share_ms) {
  const double end = now_ms() + share_ms;
  double start = now_ms(), now = start;
  const auto count_time = [&] {
    now = now_ms();
    run.milliseconds += now - start;
    start = now;
  };
  while (run.trainer.steps() < to_step && now < end) {
    if (run.trainer.steps() % keep_every == 0) run.kept = run.trainer.save();
    if (!run.trainer.step(*run.workspace)) {
      count_time();
      return diverge(run);
    }
    const int step = run.trainer.steps();
    if (step % every_ == 0 || step == budget_ || step == last_fifth(budget_)) {
      count_time();
      record(run);
      start = now = now_ms();
    } else if (step % 16 == 0) {
      count_time();
    }
  }
  count_time();
  if (run.trainer.steps() == budget_) finish(run);
}

bool Race::advance(int to_step, double budget_ms) {
  to_step = std::min(to_step, budget_);
  const double end = now_ms() + budget_ms;
  const auto waiting = [&](const Run& run) { return run.state != RunState::diverged && run.trainer.steps() < to_step; };
  for (std::size_t arrived = 0; arrived < runs_.size();) {
    Run& run = runs_[next_];
    if (waiting(run)) {
      // A turn of a millisecond: long enough to keep the network in the cache, short enough to share.
      advance_run(run, to_step, 1.0);
      arrived = waiting(run) ? 0 : arrived + 1;
      if (now_ms() >= end) {
        next_ = (next_ + 1) % runs_.size();
        break;
      }
    } else {
      ++arrived;
    }
    next_ = (next_ + 1) % runs_.size();
  }
  return std::none_of(runs_.begin(), runs_.end(), waiting);
}

void Race::set_every(int every) { every_ = std::max(every, 1); }

void Race::extend(int steps) {
  if (steps < 1 || steps > max_steps - budget_)
    refuse("extend: ", steps, " steps more than ", budget_, "; allowed: 1..", max_steps - budget_);
  budget_ += steps;
  for (Run& run : runs_)
    if (run.state == RunState::slow || run.state == RunState::stuck) run.state = RunState::running;
}

void Race::restore(std::size_t i, const Trainer::State& state) {
  Run& run = runs_.at(i);
  run.trainer.restore(state);
  run.kept = state;
  run.state = RunState::running;
  run.state_step = -1;
  run.records.clear();
  record(run);
}

}  // namespace nonlin

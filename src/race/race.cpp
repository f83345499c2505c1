#include "race/race.hpp"

#include <algorithm>
#include <memory>
#include <string>
#include <utility>

#include "math/hash.hpp"
#include "math/simd.hpp"
#include "math/text.hpp"
#include "race/clock.hpp"

namespace nonlin {
namespace {

constexpr int keep_every = 256;  // steps between the states a divergence falls back to

std::size_t at(int i) { return static_cast<std::size_t>(i); }

int checked_every(int every) {
  if (every < 1 || every > max_steps) refuse("every: ", every, " is outside 1..", max_steps);
  return every;
}

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
    case RunState::stopped:
      return "stopped";
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
    : spec_(spec), every_(checked_every(every)), budget_(0) {
  if (const std::size_t bytes = bytes_needed(spec_, runs); bytes > max_bytes)
    refuse("lanes: ", runs.size(), " runs need ", (bytes + megabyte - 1) / megabyte,
           " MB in one worker; allowed: ", max_bytes / megabyte, " MB");
  runs_.reserve(runs.size());
  for (const RunId& id : runs) {
    const Experiment& experiment = spec_.lanes.at(at(id.lane));
    const RunSeeds seeds = seeds_of(spec_, id.seed);
    const Dataset& data = parts_.data(spec_, id.seed, 0);
    const Samples& samples = parts_.samples(experiment, data);
    EpochOrders& orders = parts_.orders(seeds.order, data.train_count);
    Network network = starting_network(experiment, data, seeds.weights);
    const std::uint64_t start_hash = network.hash();
    Workspace& workspace = parts_.workspace(experiment, samples.train.count());
    Trainer trainer(std::move(network), *experiment.pairing, experiment.optimizer, experiment.regularization,
                    experiment.batch, samples.train, orders);
    Trainer::State kept = trainer.save();
    runs_.push_back({.id = id,
                     .experiment = &experiment,
                     .data = &data,
                     .samples = &samples,
                     .orders = &orders,
                     .trainer = std::move(trainer),
                     .workspace = &workspace,
                     .start_hash = start_hash,
                     .best = {},
                     .records = {},
                     .kept = std::move(kept)});
    budget_ = std::max(budget_, experiment.stop.steps);
  }
  for (Run& run : runs_) {
    record(run);
    watch(run);
  }
}

// The run's conditions at its step. A change counts for the state it comes at, so that records, pictures and
// certificates of a step are the same however the step was reached.
void Race::enter_phase(Run& run) {
  if (spec_.changes.empty()) return;
  const int step = run.trainer.steps(), phase = phase_at(spec_, step);
  if (phase == run.phase) return;
  const Experiment& experiment = *run.experiment;
  const Dataset& data = parts_.data(spec_, run.id.seed, phase);
  if (&data != run.data) run.best = {.step = step};
  run.phase = phase;
  run.data = &data;
  run.samples = &parts_.samples(experiment, data);
  run.orders = &parts_.orders(seeds_of(spec_, run.id.seed).order, data.train_count);
  run.workspace = &parts_.workspace(experiment, data.train_count);
  const Experiment::Change* change = phase == 0 ? nullptr : &experiment.changes[at(phase - 1)];
  Trainer next(run.trainer.network(), *experiment.pairing, change ? change->optimizer : experiment.optimizer,
               change ? change->regularization : experiment.regularization, experiment.batch, run.samples->train,
               *run.orders);
  next.restore(run.trainer.save());
  // A trainer's conditions are fixed, so that no code but this has to think of their changing.
  std::destroy_at(&run.trainer);
  std::construct_at(&run.trainer, std::move(next));
}

bool Race::step(Run& run) {
  const bool finite = run.trainer.step(*run.workspace);
  enter_phase(run);
  return finite;
}

int Race::current_step() const {
  int step = max_steps;
  for (const Run& run : runs_)
    if (!run.ended) step = std::min(step, run.trainer.steps());
  return step == max_steps ? wanted_ : step;
}

const Dataset& Race::data_at(int step) { return parts_.data(spec_, runs_.front().id.seed, phase_at(spec_, step)); }

int Race::steps_per_epoch_at(int step) {
  return steps_per_epoch(runs_.front().experiment->batch, data_at(step).train_count);
}

int Race::epochs_at(int step) {
  int epochs = 0, from = 0;
  const auto count_to = [&](int to) {
    const int length = steps_per_epoch_at(from);
    epochs += to / length - from / length;
    from = to;
  };
  for (const RaceSpec::Change& change : spec_.changes)
    if (change.step < step) count_to(change.step);
  count_to(step);
  return epochs;
}

Certificate Race::certificate(const Run& run) const {
  Fnv data;
  add(data, run.samples->train);
  add(data, run.samples->test);
  const int begun = std::max(run.trainer.steps() - 1, 0) / run.trainer.steps_per_epoch();
  const std::uint32_t epoch = run.trainer.shuffles() ? static_cast<std::uint32_t>(begun) : EpochOrders::fixed;
  return {data.value(), draws_hash(run.trainer.network().spec(), seeds_of(spec_, run.id.seed).weights),
          run.orders->hash(epoch)};
}

Judgement Race::judged(Run& run, const SampleSet& set) {
  prepare(run.trainer.network(), run.samples->train, *run.workspace);
  return judge(run.trainer.network(), *run.experiment->pairing, set, *run.workspace);
}

void Race::record(Run& run) {
  const int step = run.trainer.steps();
  if (!run.records.empty() && run.records.back().step == step) return;
  run.records.push_back({step, judged(run, run.samples->train), judged(run, run.samples->test),
                         run.samples->test.count() > 0, run.milliseconds});
  // A branch may begin later than that: then by its first.
  if (step <= last_fifth(budget_) || run.earlier.loss == Earlier{}.loss)
    run.earlier = {step, run.records.back().train.loss};
  // A run that ends at its target is judged by `watch`, at steps that do not depend on what is recorded.
  if (run.experiment->stop.at_target && step % judge_every != 0 && step != budget_) return;
  if (run.state == RunState::running && reached(run.experiment->stop, run.records.back().train)) {
    run.state = RunState::learned;
    run.state_step = step;
  }
}

void Race::end(Run& run, RunState state) {
  run.ended = true;
  if (run.state != RunState::running) return;
  run.state = state;
  run.state_step = run.trainer.steps();
}

// Ends a run that has reached its target or used up its patience.
void Race::watch(Run& run) {
  const StopSpec& stop = run.experiment->stop;
  const int step = run.trainer.steps();
  if ((!stop.at_target && stop.patience == 0) || step % judge_every != 0 || run.ended) return;
  const Record& last = run.records.back();
  const auto now = [&](const SampleSet& set, const Judgement Record::*part) {
    return last.step == step ? last.*part : judged(run, set);
  };
  if (stop.at_target && reached(stop, now(run.samples->train, &Record::train))) end(run, RunState::learned);
  if (stop.patience > 0 && !run.ended) {
    const bool tested = run.samples->test.count() > 0;
    const double loss =
        tested ? now(run.samples->test, &Record::test).loss : now(run.samples->train, &Record::train).loss;
    if (loss < run.best.loss) run.best = {loss, step};
    if (step - run.best.step >= stop.patience) end(run, RunState::stopped);
  }
  if (run.ended) record(run);
}

void Race::diverge(Run& run) {
  const int step = run.trainer.steps();
  run.trainer.restore(run.kept);
  enter_phase(run);
  while (run.trainer.steps() < step - 1) this->step(run);
  record(run);
  run.state = RunState::diverged;
  run.state_step = step;
  run.ended = true;
}

void Race::finish(Run& run) {
  if (run.state != RunState::running) return;
  run.state = run.records.back().train.loss <= 0.98 * run.earlier.loss ? RunState::slow : RunState::stuck;
}

// Trains one run toward `to_step` for about `share_ms`. Judging is not the run's own time.
void Race::advance_run(Run& run, int to_step, double share_ms) {
  const double end = now_ms() + share_ms;
  double start = now_ms(), now = start;
  const bool watched = run.experiment->stop.at_target || run.experiment->stop.patience > 0;
  const auto count_time = [&] {
    now = now_ms();
    run.milliseconds += now - start;
    start = now;
  };
  while (run.trainer.steps() < to_step && now < end) {
    if (run.trainer.steps() % keep_every == 0) run.kept = run.trainer.save();
    if (!step(run)) {
      count_time();
      return diverge(run);
    }
    const int done = run.trainer.steps();
    const bool recorded = done % every_ == 0 || done == budget_ || done == last_fifth(budget_);
    if (recorded || (watched && done % judge_every == 0)) {
      count_time();
      if (recorded) record(run);
      watch(run);
      if (run.ended) return;
      start = now = now_ms();
    } else if (done % 16 == 0) {
      count_time();
    }
  }
  count_time();
  if (run.trainer.steps() == budget_) finish(run);
}

bool Race::advance(int to_step, double budget_ms) {
  wanted_ = to_step = std::min(to_step, budget_);
  const double end = now_ms() + budget_ms;
  const auto waiting = [&](const Run& run) { return !run.ended && run.trainer.steps() < to_step; };
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

void Race::set_every(int every) { every_ = checked_every(every); }

void Race::extend(int steps) {
  if (steps < 1 || steps > max_steps - budget_)
    refuse("extend: ", steps, " steps more than ", budget_, "; allowed: 1..", max_steps - budget_);
  budget_ += steps;
  for (Run& run : runs_) {
    if (run.state == RunState::slow || run.state == RunState::stuck) run.state = RunState::running;
    for (const Record& record : run.records)
      if (record.step <= last_fifth(budget_)) run.earlier = {record.step, record.train.loss};
  }
}

}  // namespace nonlin

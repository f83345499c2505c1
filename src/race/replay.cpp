#include "race/replay.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "math/append.hpp"
#include "probe/overflow.hpp"

namespace nonlin {
namespace {

std::size_t at(int i) { return static_cast<std::size_t>(i); }
constexpr double forever = std::numeric_limits<double>::infinity();

bool down(UnitState state) { return state == UnitState::asleep || state == UnitState::dead; }

int times(double work, double each) { return std::max(1, static_cast<int>(work / each)); }

}  // namespace

Replay::Replay(const Race& race, const Race::Run& original)
    : race_(std::make_unique<Race>(race.spec(), std::span(&original.id, 1), max_steps)) {
  if (const int more = race.budget() - race_->budget(); more > 0) race_->extend(more);
}

bool Replay::step(int count) {
  const int to = steps() + count;
  if (to > race_->budget()) race_->extend(to - race_->budget());
  race_->advance(to, forever);
  return steps() == to;
}

bool Replay::met(const Race::Run& original) {
  return steps() == original.trainer.steps() && run().trainer.network().hash() == original.trainer.network().hash();
}

double Replay::step_work() {
  return 3.0 * largest_batch(run().experiment->batch, run().samples->train.count()) *
         static_cast<double>(run().trainer.network().parameters().size());
}

double Replay::set_work() {
  return static_cast<double>(run().samples->train.count()) *
         static_cast<double>(run().trainer.network().parameters().size());
}

bool nothing_revives(const RaceSpec& spec, const Experiment& experiment) {
  return plain_descent(experiment.optimizer, experiment.regularization) && spec.changes.empty();
}

Chronicle::Chronicle(const Race& race, const Race::Run& original)
    : replay_(race, original), nothing_revives_(nothing_revives(race.spec(), *original.experiment)) {
  // Looking may take a minute's share of the whole run, or three times what training takes.
  const double looks = race.budget() * replay_.set_work();
  every_ = times(looks, std::max(64 * work_per_call, 3 * race.budget() * replay_.step_work()));
  const Network& network = replay_.run().trainer.network();
  owner_.assign(network.parameters().size(), -1);
  int first = 0;  // unit of the layer
  for (std::size_t l = 0; l + 1 < network.layers().size(); ++l) {
    const LayerView& view = network.layers()[l];
    const auto own = [&](int offset, int each) {  // `each` parameters a unit, from `offset` on
      if (offset >= 0)
        for (int i = 0; i < view.units * each; ++i) owner_[at(offset + i)] = first + i / each;
    };
    own(view.weights, view.pieces * view.inputs);
    for (const int offset : {view.biases, view.gamma, view.beta}) own(offset, view.pieces);
    for (const LayerView::LearnedBlock& block : view.learned)
      if (block.count == view.units) own(block.offset, 1);
    first += view.units;
  }
  falls_.resize(at(first));
  norms_.resize(at((window + 1) * 2 * first));
  start_ = now_ = look(network);
}

UnitStates Chronicle::look(const Network& network) {
  Race::Run& run = replay_.run();
  prepare(network, run.samples->train, *run.workspace);
  return unit_states(network, run.samples->train, nothing_revives_, *run.workspace);
}

bool Chronicle::step() {
  const auto old = replay_.run().trainer.network().parameters();
  before_.assign(old.begin(), old.end());
  if (!replay_.step()) return false;
  const Trainer& trainer = replay_.run().trainer;
  const auto parameters = trainer.network().parameters(), gradient = trainer.gradient();
  std::vector<double> squares(2 * falls_.size(), 0.0);
  for (std::size_t i = 0; i < owner_.size(); ++i) {
    if (owner_[i] < 0) continue;
    const double g = gradient[i], moved = static_cast<double>(parameters[i]) - before_[i];
    squares[at(2 * owner_[i])] += g * g;
    squares[at(2 * owner_[i] + 1)] += moved * moved;
  }
  float* to = norms(replay_.steps());
  for (const double square : squares) *to++ = static_cast<float>(sqrt(square));
  return true;
}

// The median over the steps before the latest one; of an even number the lower one in the middle.
double Chronicle::usual(int unit, int part) {
  const int last = replay_.steps(), first = std::max(1, last - window);
  const auto value = [&](int step) { return norms(step)[2 * unit + part]; };
  for (int step = first; step < last; ++step) {
    int below = 0, equal = 0;
    for (int other = first; other < last; ++other) {
      below += value(other) < value(step);
      equal += value(other) == value(step);
    }
    const int middle = (last - first - 1) / 2;
    if (below <= middle && middle < below + equal) return static_cast<double>(value(step));
  }
  return 0;
}

void Chronicle::note_fall(int unit) {
  Network stayed = replay_.run().trainer.network();
  for (std::size_t i = 0; i < owner_.size(); ++i)
    if (owner_[i] == unit) stayed.parameters()[i] = before_[i];
  const float* norm = norms(replay_.steps()) + 2 * unit;
  falls_[at(unit)] = {.step = static_cast<double>(replay_.steps()),
                      .gradient = static_cast<double>(norm[0]),
                      .usual_gradient = usual(unit, 0),
                      .update = static_cast<double>(norm[1]),
                      .usual_update = usual(unit, 1),
                      .own = down(look(stayed)[at(unit)]) ? 0.0 : 1.0};
}

// Notes what is different after a step.
void Chronicle::compare() {
  const UnitStates next = look(replay_.run().trainer.network());
  for (std::size_t u = 0; u < next.size(); ++u) {
    if (next[u] == now_[u]) continue;
    const int unit = static_cast<int>(u);
    if (changes_.size() < most_changes)
      changes_.push_back({unit, replay_.steps(), static_cast<std::int32_t>(next[u])});
    else
      complete_ = false;
    if (down(next[u]) && !down(now_[u])) note_fall(unit);
  }
  now_ = next;
}

bool Chronicle::follow(const Race::Run& original) {
  const int to = original.trainer.steps();
  const double work = every_ * replay_.step_work() + replay_.set_work();
  for (int left = times(work_per_call, work); left > 0 && replay_.steps() < to; --left) {
    const int length = std::min(every_, to - replay_.steps());
    std::optional<Snapshot> from;
    std::vector<float> norms;
    if (length > 1) {
      from = replay_.save();
      norms = norms_;
    }
    for (int i = 0; i < length; ++i)
      if (!step()) return true;
    if (!from) {
      compare();
    } else if (look(replay_.run().trainer.network()) != now_) {
      replay_.restore(*from);
      norms_ = norms;
      for (int i = 0; i < length; ++i) {
        step();
        compare();
      }
    }
  }
  return replay_.steps() >= to;
}

Growth::Growth(const Race& race, const Race::Run& original) : replay_(race, original), to_(original.trainer.steps()) {}

bool Growth::follow() {
  for (int left = times(work_per_call, replay_.step_work()); left > 0 && replay_.steps() < first();) {
    const int count = std::min(left, first() - replay_.steps());
    left -= count;
    if (!replay_.step(count)) return true;
  }
  if (replay_.steps() < first()) return false;
  while (replay_.steps() < to_) {
    const StepSizes sizes = step_sizes(replay_.run().trainer, *replay_.run().workspace);
    append(numbers_, sizes.numbers);
    if (!replay_.step()) break;
  }
  return true;
}

}  // namespace nonlin

// Saved states of a race's runs: taking, restoring and branching from them.
#include <cstdint>

#include "math/hash.hpp"
#include "math/text.hpp"
#include "race/race.hpp"

namespace nonlin {
namespace {

/// Equal for networks whose parameters have the same names and sizes.
std::uint64_t shape_hash(const Network& network) {
  Fnv fnv;
  for (const Network::Block& block : network.blocks()) {
    for (const char c : block.name) fnv.byte(static_cast<std::uint8_t>(c));
    for (const int x : {block.offset, block.rows, block.columns}) fnv.word(static_cast<std::uint32_t>(x));
  }
  return fnv.value();
}

std::uint64_t optimizer_hash(const Experiment& experiment) {
  Fnv fnv;
  for (const char c : experiment.optimizer.row->id) fnv.byte(static_cast<std::uint8_t>(c));
  return fnv.value();
}

}  // namespace

Snapshot Race::save(std::size_t i) const {
  const Run& run = runs_.at(i);
  return {run.trainer.save(), run.best, shape_hash(run.trainer.network()), optimizer_hash(*run.experiment)};
}

void Race::set_state(Run& run, const Trainer::State& state, const Best& best) {
  const Trainer::State own = run.trainer.save();
  if (state.parameters.size() != own.parameters.size() || state.moment1.size() != own.moment1.size() ||
      state.moment2.size() != own.moment2.size())
    refuse("state: its numbers are not as many as ", Piece::quoted(run.experiment->name), " has");
  run.trainer.restore(state);
  wanted_ = state.step;
  run.kept = state;
  run.state = RunState::running;
  run.state_step = -1;
  run.ended = false;
  enter_phase(run);
  run.best = best;
  run.records.clear();
  record(run);
  watch(run);
}

void Race::restore(std::size_t i, const Snapshot& from) {
  Run& run = runs_.at(i);
  if (from.shape != shape_hash(run.trainer.network()))
    refuse("state: of a network with other parameters than ", Piece::quoted(run.experiment->name), " has");
  if (from.optimizer != optimizer_hash(*run.experiment))
    refuse("state: of another optimizer than ", Piece::quoted(run.experiment->name),
           " has; a branch begins anew there");
  set_state(run, from.state, from.best);
}

void Race::branch(std::size_t i, const Snapshot& from) {
  Run& run = runs_.at(i);
  if (from.shape != shape_hash(run.trainer.network()))
    refuse("branch: the state is of a network with other parameters than ", Piece::quoted(run.experiment->name),
           " has");
  Trainer::State state = from.state;
  if (from.optimizer != optimizer_hash(*run.experiment)) {
    const OptimizerSpec& own = run.experiment->optimizer;
    const std::size_t count = state.parameters.size();
    state.moment1.assign(own.row->moments > 0 ? count : 0, 0.0f);
    state.moment2.assign(own.row->moments > 1 ? count : 0, 0.0f);
    state.powers = {1, 1};
  }
  set_state(run, state, {.step = state.step});
}

}  // namespace nonlin

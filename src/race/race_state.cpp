// Saved states of a race's runs: taking, restoring and branching from them.
#include <cstdint>
#include <string>
#include <vector>

#include "math/hash.hpp"
#include "math/text.hpp"
#include "probe/slice.hpp"
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
  return {run.trainer.save(), run.best, run.standing(), shape_hash(run.trainer.network()),
          optimizer_hash(*run.experiment)};
}

void Race::set_state(Run& run, const Trainer::State& state, const Best& best, const Standing& standing) {
  const Trainer::State own = run.trainer.save();
  if (state.parameters.size() != own.parameters.size() || state.moment1.size() != own.moment1.size() ||
      state.moment2.size() != own.moment2.size())
    refuse("state: its numbers are not as many as ", Piece::quoted(run.experiment->name), " has");
  put(run, state, best, standing);
  run.records.clear();
  record(run);
  watch(run);
}

void Race::put(Run& run, const Trainer::State& state, const Best& best, const Standing& standing) {
  run.trainer.restore(state);
  wanted_ = state.step;
  run.kept = state;
  run.state = standing.state;
  run.state_step = standing.step;
  run.ended = standing.ended;
  run.earlier = standing.earlier;
  enter_phase(run);
  run.best = best;
}

void Race::rewind(std::size_t i, const Trainer::State& state, const Best& best, const Standing& standing) {
  Run& run = runs_.at(i);
  put(run, state, best, standing);
  std::erase_if(run.records, [&](const Record& record) { return record.step > state.step; });
  record(run);
}

void Race::restore(std::size_t i, const Snapshot& from) {
  Run& run = runs_.at(i);
  if (from.shape != shape_hash(run.trainer.network()))
    refuse("state: of a network with other parameters than ", Piece::quoted(run.experiment->name), " has");
  if (from.optimizer != optimizer_hash(*run.experiment))
    refuse("state: of another optimizer than ", Piece::quoted(run.experiment->name),
           " has; a branch begins anew there");
  set_state(run, from.state, from.best, from.standing);
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
  set_state(run, state, {.step = state.step}, {});
}

float Race::set_parameter(std::size_t i, std::string_view block, int index, double value) {
  Run& run = runs_.at(i);
  const int offset = parameter_offset(run.trainer.network(), block, index);
  if (!(value >= -max_parameter && value <= max_parameter))
    refuse(block, "[", index, "]: ", value, " is outside ", -max_parameter, "..", max_parameter);
  run.kept = run.trainer.save();  // a divergence goes back to no state before the edit
  float& parameter = run.kept.parameters[static_cast<std::size_t>(offset)];
  const float before = parameter;
  parameter = static_cast<float>(value) + 0.0f;  // -0 would be a weight that L1 holds at zero
  run.trainer.restore(run.kept);
  if (!run.records.empty() && run.records.back().step == run.trainer.steps()) run.records.pop_back();
  record(run);
  return before;
}

}  // namespace nonlin

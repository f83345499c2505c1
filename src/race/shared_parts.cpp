#include "race/shared_parts.hpp"

#include <algorithm>
#include <utility>

namespace nonlin {
namespace {

std::size_t at(int i) { return static_cast<std::size_t>(i); }

/// Whether one lane's workspace serves the other.
bool same_workspace(const Experiment& a, const Experiment& b) {
  return Workspace::same(a.network, b.network) && a.batch.size == b.batch.size && a.batch.carry == b.batch.carry;
}

bool same_samples(const Experiment& a, const Experiment& b) { return a.inputs == b.inputs && a.pairing == b.pairing; }

/// The last of the first `phase` changes that changed the data, counted from 1; 0: none.
int data_change(const RaceSpec& spec, int phase) {
  while (phase > 0 && !spec.changes[at(phase - 1)].data) --phase;
  return phase;
}

std::size_t points_of(const DataSpec& spec) {
  const DataSpec data = complete_data(spec);
  return data.count ? at(*data.count) : data.points.inputs.size();
}

/// Whether `x` is not in the list yet, where it is from now on.
template <class T>
bool is_new(std::vector<T>& list, const T& x) {
  if (std::ranges::find(list, x) != list.end()) return false;
  list.push_back(x);
  return true;
}

/// Parameters of each lane that has a run; 0 for the others.
std::vector<std::size_t> parameter_counts(const RaceSpec& spec, std::span<const RunId> runs) {
  std::vector<std::size_t> counts(spec.lanes.size());
  for (const RunId& id : runs)
    if (std::size_t& count = counts.at(at(id.lane)); count == 0)
      count = Network(spec.lanes[at(id.lane)].network).parameters().size();
  return counts;
}

/// The first of `made` that is wanted, made now if there is none yet.
template <class Made, class Wanted, class Make>
Made& find_or_make(std::vector<std::unique_ptr<Made>>& all, Wanted wanted, Make make) {
  for (const auto& one : all)
    if (wanted(*one)) return *one;
  all.push_back(std::make_unique<Made>(make()));
  return *all.back();
}

}  // namespace

std::uint32_t seed_number(const RaceSpec& spec, int seed) { return spec.seed + static_cast<std::uint32_t>(seed); }

RunSeeds seeds_of(const RaceSpec& spec, int seed) {
  const auto of = [&](bool varies) { return varies ? seed_number(spec, seed) : spec.seed; };
  return {of(spec.vary.data), of(spec.vary.weights), of(spec.vary.order)};
}

int phase_at(const RaceSpec& spec, int step) {
  int phase = 0;
  while (phase < static_cast<int>(spec.changes.size()) && spec.changes[at(phase)].step <= step) ++phase;
  return phase;
}

const DataSpec& data_spec(const RaceSpec& spec, int phase) {
  const int change = data_change(spec, phase);
  return change == 0 ? spec.data : *spec.changes[at(change - 1)].data;
}

const Dataset& SharedParts::data(const RaceSpec& spec, int seed, int phase) {
  const std::uint32_t from = seeds_of(spec, seed).data;
  const int change = data_change(spec, phase);
  return find_or_make(
             data_, [&](const MadeData& made) { return made.seed == from && made.change == change; },
             [&] {
               DataSpec own = data_spec(spec, phase);
               if (from != spec.seed) own.text_seed.clear();  // the text is the first seed's
               return MadeData{from, change, make_dataset(own, from)};
             })
      .data;
}

EpochOrders& SharedParts::orders(std::uint32_t seed, int count) {
  return find_or_make(
             orders_, [&](const MadeOrders& made) { return made.seed == seed && made.count == count; },
             [&] {
               return MadeOrders{seed, count, {seed, count}};
             })
      .orders;
}

const Samples& SharedParts::samples(const Experiment& experiment, const Dataset& data) {
  return find_or_make(
             samples_,
             [&](const MadeSamples& made) { return made.data == &data && same_samples(*made.experiment, experiment); },
             [&] {
               return MadeSamples{&data, &experiment, make_samples(data, experiment.inputs, *experiment.pairing)};
             })
      .samples;
}

Workspace& SharedParts::workspace(const Experiment& experiment, int train) {
  const int batch = largest_batch(experiment.batch, train);
  return find_or_make(
             workspaces_,
             [&](const MadeWorkspace& made) {
               return Workspace::same(made.shape, experiment.network) &&
                      made.workspace.slots() >= Workspace::slots_for(experiment.network, batch);
             },
             [&] {
               return MadeWorkspace{experiment.network, Workspace(experiment.network, batch)};
             })
      .workspace;
}

std::size_t bytes_needed(const RaceSpec& spec, std::span<const RunId> runs) {
  const std::vector<Experiment>& lanes = spec.lanes;
  std::size_t points = points_of(spec.data);
  for (const RaceSpec::Change& change : spec.changes)
    if (change.data) points += points_of(*change.data);
  // What lanes share is known by the first lane that could have it.
  const auto first = [&](auto same) { return &*std::ranges::find_if(lanes, same); };
  const std::vector<std::size_t> counts = parameter_counts(spec, runs);
  std::vector<const Experiment*> workspaces;
  std::vector<std::pair<std::uint32_t, const Experiment*>> samples;
  std::size_t floats = 0;
  for (const RunId& id : runs) {
    const Experiment& own = lanes[at(id.lane)];
    const NetworkSpec& shape = own.network;
    floats += 10 * counts[at(id.lane)];
    if (is_new(workspaces, first([&](const Experiment& lane) { return same_workspace(lane, own); })))
      floats += Workspace::floats(shape, largest_batch(own.batch, static_cast<int>(points)), static_cast<int>(points));
    const Experiment* like = first([&](const Experiment& lane) { return same_samples(lane, own); });
    if (is_new(samples, {seeds_of(spec, id.seed).data, like})) floats += 2 * points * at(shape.inputs + shape.outputs);
  }
  return floats * sizeof(float);
}

std::uint64_t work_needed(const RaceSpec& spec, std::span<const RunId> runs) {
  const std::vector<std::size_t> counts = parameter_counts(spec, runs);
  std::uint64_t parameters = 0;
  for (const RunId& id : runs) parameters += counts[at(id.lane)];
  return parameters * points_of(spec.data);
}

}  // namespace nonlin

// Changes in mid-run: from a step on other data, another rate, another penalty, for every lane alike.
#include <string>
#include <utility>

#include "race/spec_parts.hpp"

namespace nonlin {

namespace {

constexpr int max_changes = 16;

/// The data after a change, made with the first seed to see that every lane can go on with it.
void read_changed_data(const Value& sections, const Document& document, const std::string& where,
                       RaceSpec::Change& change) {
  DataSpec data;
  Dataset made;
  try {
    data = complete_data(read_data(Reader(sections)));
    made = make_dataset(data, document.seed);
  } catch (...) {
    refuse(where, refusal());
  }
  const Dataset& before = document.dataset;
  if (made.kind != before.kind || made.inputs != before.inputs || made.classes != before.classes ||
      made.targets != before.targets)
    refuse(where, "data: another task (inputs, kind, classes or targets) than the race's; allowed: the same");
  if (document.batch.size > made.train_count)
    refuse(where, "data: a training set of ", made.train_count, " is smaller than batch.size, ", document.batch.size);
  change.data = std::move(data);
  change.train_count = made.train_count;
}

}  // namespace

void read_changes(const Reader& root, Document& document) {
  const auto section = root.find("changes");
  if (!section) return;
  const Readers items = section->items();
  if (items.size() > max_changes) section->fail(items.size(), " changes is outside 0..", max_changes);
  document.changes_given = section->value();
  // What the changes so far have made of the race's data and of each lane.
  Value data = object_of("data", write_data(document.data), "head", document.base.pairing->head, "loss",
                         document.base.pairing->loss);
  std::vector<Value> bases;
  for (const LaneSpec& lane : document.lanes) bases.push_back(write_base(lane.base));
  int before = 0;
  for (const Reader& item : items) {
    item.keys("step, set");
    const auto step = item.find("step"), set = item.find("set");
    if (!step) item.fail("step is missing");
    if (!set) item.fail("set is missing");
    RaceSpec::Change change{.step = static_cast<int>(step->integer(before + 1, max_steps))};
    before = change.step;
    const Value unchanged = data;
    apply_change(*set, true, data);
    if (!(data == unchanged)) read_changed_data(data, document, set->path() + ": ", change);
    for (std::size_t i = 0; i < bases.size(); ++i) {
      LaneSpec& lane = document.lanes[i];
      apply_change(*set, false, bases[i]);
      const std::string prefix = join(set->path(), " for lanes[", lane.lane, "]: ");
      const BaseExperiment changed = read_base(Reader(bases[i], prefix), document.dataset);
      lane.changes.push_back({changed.optimizer, changed.regularization});
    }
    document.changes.push_back(std::move(change));
  }
}

}  // namespace nonlin

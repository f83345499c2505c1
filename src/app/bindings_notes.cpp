// The notes as the page sees them: the table, one seed of a trial run in slices, and verdicts. No logic.
#include <emscripten/bind.h>

#include <memory>
#include <string>

#include "app/bindings_values.hpp"
#include "math/text.hpp"
#include "notes/describe.hpp"
#include "notes/groups.hpp"
#include "notes/rooms.hpp"
#include "notes/trial.hpp"
#include "race/reader.hpp"
#include "race/spec.hpp"

namespace nonlin {
namespace {

using emscripten::val;

std::unique_ptr<TrialRun> running;

val notes() {
  return guarded([] { return js_value(describe_notes()); });
}

const Trial& trial_named(const std::string& id) {
  const Trial* trial = find_trial(id);
  if (!trial) refuse("trial: ", Piece::quoted(id), " is unknown");
  return *trial;
}

/// `change` is merged into it; null: as it is.
Value changed_document(const Trial& trial, const val& change) {
  const Value given = value_of(change);
  return document_of(trial, given.is_null() ? Value(Object{}) : given);
}

val open_trial(std::string id, val change, double seed) {
  return guarded([&] {
    const Trial& trial = trial_named(id);
    running = std::make_unique<TrialRun>(trial, changed_document(trial, change), static_cast<std::uint32_t>(seed));
    return val(true);
  });
}

/// The completed spec of a trial that is a race.
val trial_spec(std::string id, val change, double seed) {
  return guarded([&] {
    const Trial& trial = trial_named(id);
    if (trial.measure) refuse("trial: ", Piece::quoted(id), " is no race");
    return js_value(
        complete_spec(race_document(trial, changed_document(trial, change), static_cast<std::uint32_t>(seed))));
  });
}

/// {done, progress, names, values}: the figures when it is done.
val advance_trial(double budget_ms) {
  return guarded([&] {
    if (!running) refuse("trial: open one first");
    const bool done = running->advance(budget_ms);
    val answer = object("done", done, "progress", running->progress());
    if (done) {
      val names = val::array();
      std::size_t i = 0;
      for (const std::string& name : running->figures().names) put_at(names, i++, val(name));
      put(answer, "names", names, "values", std::span(running->figures().values));
      running.reset();
    }
    return answer;
  });
}

/// `names`: of each trial's figures; `rows`: for each trial its seeds, for each seed the values.
val judge_statement(std::string id, val names, val rows) {
  return guarded([&] {
    const Statement* statement = find_statement(id);
    if (!statement) refuse("statement: ", Piece::quoted(id), " is unknown");
    const Value given = value_of(names);
    const Reader root(given, "names: ");
    const Readers lists = root.items();
    std::vector<std::vector<Figures>> trials(lists.size());
    for (std::size_t i = 0; i < trials.size(); ++i) {
      Figures figures;
      const Reader list = lists[i];
      for (const Reader& name : list.items()) figures.names.push_back(name.text());
      const val seeds = rows[i];
      const int count = seeds["length"].as<int>();
      for (int seed = 0; seed < count; ++seed) {
        figures.values = emscripten::convertJSArrayToNumberVector<double>(seeds[seed]);
        if (figures.values.size() != figures.names.size()) refuse("rows: a row does not have a value for each name");
        trials[i].push_back(figures);
      }
    }
    return js_value(as_value(judge(*statement, collect(*statement, trials))));
  });
}

/// What a room shows for `change` of its options; null: as in the beginning.
val room(std::string id, val change) {
  return guarded([&] { return js_value(enter_room(id, value_of(change))); });
}

}  // namespace

void bind_notes() {
  using emscripten::function;
  function("notes", &notes);
  function("openTrial", &open_trial);
  function("trialSpec", &trial_spec);
  function("advanceTrial", &advance_trial);
  function("judge", &judge_statement);
  function("room", &room);
}

}  // namespace nonlin

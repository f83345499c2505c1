#include <algorithm>
#include <limits>
#include <mutex>
#include <optional>
#include <stdexcept>
#include <vector>

#include "app/cli.hpp"
#include "app/cli_json.hpp"
#include "app/cli_options.hpp"
#include "app/parallel.hpp"
#include "math/hash.hpp"
#include "notes/describe.hpp"
#include "notes/document.hpp"
#include "notes/groups.hpp"
#include "notes/judge.hpp"
#include "race/clock.hpp"

namespace nonlin {

namespace {

constexpr int max_seeds = 100, max_threads = 256;

struct NotesOptions {
  std::vector<std::string_view> ids;
  std::optional<int> seeds;
  int threads = processors();
  bool json = false, times = false, contrary = false;
};

NotesOptions read_options(Arguments arguments) {
  NotesOptions options;
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    const std::string_view argument = arguments[i];
    if (!argument.starts_with("--")) {
      options.ids.push_back(argument);
    } else if (argument == "--json") {
      options.json = true;
    } else if (argument == "--times") {
      options.times = true;
    } else if (argument == "--contrary") {
      options.contrary = true;
    } else if (argument == "--seeds" || argument == "--threads") {
      if (++i == arguments.size()) throw std::invalid_argument(std::string(argument) + ": its value is missing");
      if (argument == "--seeds") options.seeds = whole_number(argument, arguments[i], 1, max_seeds);
      if (argument == "--threads") options.threads = whole_number(argument, arguments[i], 1, max_threads);
    } else {
      refuse_argument("notes", argument, "ids (C36, C36.1), --seeds N, --threads N, --contrary, --times, --json");
    }
  }
  return options;
}

/// The statements asked for, in the table's order; all where none is named.
std::vector<const Statement*> wanted(const NotesOptions& options) {
  std::vector<const Statement*> found;
  std::vector<bool> used(options.ids.size(), false);
  for (const NoteGroup& group : note_groups())
    for (const Statement& statement : group.statements) {
      bool here = options.ids.empty();
      for (std::size_t i = 0; i < options.ids.size(); ++i)
        if (options.ids[i] == statement.id || options.ids[i] == note_of(statement)) used[i] = here = true;
      if (here && !(options.contrary && statement.contrary.empty())) found.push_back(&statement);
    }
  for (std::size_t i = 0; i < used.size(); ++i)
    if (!used[i]) refuse_argument("notes", options.ids[i], "C01 to C78, and one statement of them: C36.1");
  return found;
}

/// A trial, changed by `change` (JSON; empty: not), the figures of each of its seeds, and the seconds they took.
struct Work {
  const Trial* trial;
  std::string_view change;
  std::vector<Figures> figures;
  double seconds = 0;
};

std::string_view change_of(const Statement& statement, const NotesOptions& options) {
  return options.contrary ? statement.contrary : "";
}

template <class List>
auto find_work(List& all, std::string_view trial, std::string_view change) {
  return std::find_if(all.begin(), all.end(),
                      [&](const Work& work) { return work.trial->id == trial && work.change == change; });
}

int seeds_of(const Statement& statement, const NotesOptions& options) {
  return statement.seeds == 0 ? 1 : options.seeds.value_or(statement.seeds);
}

std::vector<Work> run_trials(const std::vector<const Statement*>& statements, const NotesOptions& options) {
  std::vector<Work> all;
  for (const Statement* statement : statements)
    for (const std::string_view id : trials_of(*statement)) {
      const std::string_view change = change_of(*statement, options);
      auto place = find_work(all, id, change);
      if (place == all.end()) place = all.insert(all.end(), Work{find_trial(id), change, {}});
      place->figures.resize(std::max(place->figures.size(), static_cast<std::size_t>(seeds_of(*statement, options))));
    }
  struct Task {
    Work* work;
    std::size_t seed;
  };
  std::vector<Task> tasks;
  for (Work& work : all)
    for (std::size_t seed = 0; seed < work.figures.size(); ++seed) tasks.push_back({&work, seed});
  std::mutex adding;
  for_each_parallel(tasks.size(), options.threads, [&](std::size_t i) {
    const double start = now_ms();
    Work& work = *tasks[i].work;
    const Value document = document_of(*work.trial, parse_document(work.change.empty() ? "{}" : work.change));
    TrialRun run(*work.trial, document, static_cast<std::uint32_t>(tasks[i].seed + 1));
    while (!run.advance(std::numeric_limits<double>::infinity())) {
    }
    work.figures[tasks[i].seed] = run.figures();
    const std::lock_guard lock(adding);
    work.seconds += (now_ms() - start) / 1000;
  });
  return all;
}

Judged judged(const Statement& statement, const std::vector<Work>& work, const NotesOptions& options) {
  std::vector<std::vector<Figures>> trials;
  for (const std::string_view id : trials_of(statement)) {
    const Work& of = *find_work(work, id, change_of(statement, options));
    trials.emplace_back(of.figures.begin(), of.figures.begin() + seeds_of(statement, options));
  }
  return judge(statement, collect(statement, trials));
}

/// Whether nothing of it is measured time, which differs from run to run.
bool is_steady(const Statement& statement) {
  const auto ids = trials_of(statement);
  return std::none_of(ids.begin(), ids.end(), [](std::string_view id) { return find_trial(id)->timed; });
}

/// Whether a verdict is not what it should be: the recorded one, of a contrary experiment another.
bool is_wrong(const Statement& statement, Verdict verdict, const NotesOptions& options) {
  if (verdict == Verdict::too_few_seeds || !is_steady(statement)) return false;
  return (verdict == statement.recorded) == options.contrary;
}

void add_rows(const Statement& statement, const Judged& result, bool wrong, std::vector<Cells>& rows) {
  std::string id(statement.id), verdict(id_of(result.verdict));
  if (wrong) verdict += join(" (recorded: ", id_of(statement.recorded), ")");
  if (result.checks.empty()) rows.push_back({id, "", "", "", "", verdict});
  for (const CheckResult& found : result.checks) {
    const Check& check = found.check;
    const std::string quantity =
        check.role == Role::written ? std::string(check.quantity) : join(id_of(check.role), ": ", check.quantity);
    rows.push_back({id, quantity, std::string(check.threshold), number_text(found.figure, 6),
                    found.holds ? "yes" : "no", verdict});
    id = verdict = "";
  }
}

std::string times_of(const std::vector<Work>& all) {
  std::vector<Cells> rows{{"trial", "seeds", "seconds"}};
  for (const Work& work : all)
    rows.push_back({std::string(work.trial->id), std::to_string(work.figures.size()), number_text(work.seconds, 3)});
  return "\n" + aligned(rows);
}

}  // namespace

std::string run_notes(Arguments arguments, int& code) {
  const NotesOptions options = read_options(arguments);
  const auto statements = wanted(options);
  const std::vector<Work> work = run_trials(statements, options);
  Fnv hash;
  int wrong = 0, few = 0;
  Array list;
  std::vector<Cells> rows{{"id", "quantity", "threshold", "figure", "met", "verdict"}};
  for (const Statement* statement : statements) {
    const Judged result = judged(*statement, work, options);
    if (is_steady(*statement)) {
      hash.word(static_cast<std::uint32_t>(result.hash));
      hash.word(static_cast<std::uint32_t>(result.hash >> 32));
    }
    const bool differs = is_wrong(*statement, result.verdict, options);
    wrong += differs;
    few += result.verdict == Verdict::too_few_seeds;
    add_rows(*statement, result, differs, rows);
    Object row =
        object_of("id", statement->id, "seeds", seeds_of(*statement, options), "recorded", id_of(statement->recorded));
    Value found = as_value(result);
    for (auto& [key, value] : *found.as<Object>()) row.emplace_back(key, std::move(value));
    list.push_back(std::move(row));
  }
  code = wrong > 0 ? 1 : 0;
  const std::string figures = hex(hash.value());
  if (options.json)
    return write_json(object_of("statements", std::move(list), "wrong", wrong, "hash", figures), true) + "\n";
  return aligned(rows) + (options.times ? times_of(work) : "") +
         join("\n", statements.size(), " statements, ", wrong,
              options.contrary ? " whose verdict does not turn, " : " with another verdict than recorded, ", few,
              " without one for too few seeds; figures ", figures, "\n");
}

}  // namespace nonlin

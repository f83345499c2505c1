#include "notes/describe.hpp"

#include "math/hash.hpp"
#include "notes/document.hpp"
#include "notes/groups.hpp"

namespace nonlin {
namespace {

Object as_object(const Check& check) {
  return object_of("role", id_of(check.role), "quantity", check.quantity, "threshold", check.threshold);
}

Value as_value(const Statement& statement) {
  Array trials, checks;
  for (const std::string_view id : trials_of(statement)) trials.push_back(id);
  for (const Check& check : checks_of(statement)) checks.push_back(as_object(check));
  return object_of("id", statement.id, "trials", std::move(trials), "seeds", statement.seeds, "checks",
                   std::move(checks), "recorded", id_of(statement.recorded), "contrary",
                   statement.contrary.empty() ? Value() : parse_document(statement.contrary));
}

Value as_value(const Trial& trial) {
  return object_of("id", trial.id, "race", !trial.measure, "timed", trial.timed, "document", document_of(trial));
}

}  // namespace

Value describe_notes() {
  Array groups, trials;
  for (const NoteGroup& group : note_groups()) {
    Array statements;
    for (const Statement& statement : group.statements) statements.push_back(as_value(statement));
    groups.push_back(object_of("id", group.id, "statements", std::move(statements)));
    for (const Trial& trial : group.trials) trials.push_back(as_value(trial));
  }
  return object_of("groups", std::move(groups), "trials", std::move(trials));
}

Value as_value(const CheckResult& result) {
  Object object = as_object(result.check);
  add(object, "figure", result.figure, "holds", result.holds, "undecided", result.undecided, "seen", result.seen);
  return object;
}

Value as_value(const Judged& judged) {
  Array checks;
  for (const CheckResult& result : judged.checks) checks.push_back(as_value(result));
  return object_of("verdict", id_of(judged.verdict), "checks", std::move(checks), "hash", hex(judged.hash));
}

}  // namespace nonlin

#include "notes/note.hpp"

#include <algorithm>

#include "math/table.hpp"
#include "notes/groups.hpp"

namespace nonlin {

std::string_view id_of(Verdict verdict) {
  constexpr std::string_view ids[] = {"holds",         "holds-if", "partly",       "does-not-hold",
                                      "no-difference", "slip",     "not-testable", "too-few-seeds"};
  return ids[static_cast<std::size_t>(verdict)];
}

std::span<const NoteGroup> note_groups() {
  static const NoteGroup groups[] = {formulas_notes(),   nonlinearity_notes(), gradients_notes(),  centring_notes(),
                                     rectifiers_notes(), outputs_notes(),      optimizers_notes(), remarks_notes()};
  return groups;
}

std::string_view note_of(const Statement& statement) { return statement.id.substr(0, statement.id.find('.')); }

std::vector<std::string_view> trials_of(const Statement& statement) {
  std::vector<std::string_view> ids;
  for (std::string_view rest = statement.trials; !rest.empty();) {
    ids.push_back(rest.substr(0, rest.find(", ")));
    rest.remove_prefix(std::min(ids.back().size() + 2, rest.size()));
  }
  return ids;
}

const Statement* find_statement(std::string_view id) {
  for (const NoteGroup& group : note_groups())
    if (const Statement* found = find_row(group.statements, id)) return found;
  return nullptr;
}

const Trial* find_trial(std::string_view id) {
  for (const NoteGroup& group : note_groups())
    if (const Trial* found = find_row(group.trials, id)) return found;
  return nullptr;
}

}  // namespace nonlin

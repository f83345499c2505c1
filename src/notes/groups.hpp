// The groups in which the notes are told, each a file with its trials and statements.
#pragma once

#include <span>
#include <string_view>

#include "notes/note.hpp"
#include "notes/trial.hpp"

namespace nonlin {

struct NoteGroup {
  std::string_view id;
  std::span<const Statement> statements;  // those of a note one after the other
  std::span<const Trial> trials;
};

NoteGroup formulas_notes();
NoteGroup nonlinearity_notes();
NoteGroup gradients_notes();
NoteGroup centring_notes();
NoteGroup rectifiers_notes();
NoteGroup outputs_notes();
NoteGroup optimizers_notes();
NoteGroup remarks_notes();

/// All groups, in the order in which the page shows them.
std::span<const NoteGroup> note_groups();

}  // namespace nonlin

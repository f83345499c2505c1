// The table of notes: every statement of the study notes that can be checked, the trial that decides it, and the
// verdict it had when it was committed. The page and `nonlin notes` walk the same table. Quotes and words are the
// page's.
#pragma once

#include <span>
#include <string_view>
#include <vector>

namespace nonlin {

/// What a statement turned out to be.
enum class Verdict {
  holds,
  holds_if,       // as written, but not without a condition
  partly,         // some of what it says
  does_not_hold,  // as written
  no_difference,  // none was found
  slip,           // of the pen: what it should read holds
  not_testable,   // here
  too_few_seeds,  // no verdict
};
std::string_view id_of(Verdict verdict);  // "holds", "holds-if", "partly", "does-not-hold" ...

struct Statement {
  std::string_view id;  // "C36.1": the note, and which of its statements
  /// What must be run: ids of trials, "a, b"; empty where it is not testable.
  std::string_view trials;
  int seeds;  // of each: 1, 2 ... ; 0 where nothing is drawn: one row, with seed 1
  /// What must hold of the figures (judge.hpp), one check after the other with "; " between them.
  std::string_view checks;
  Verdict recorded;
  /// A change of the trials' documents (JSON, merged) with which the verdict is another.
  std::string_view contrary;
};

/// "C36" of "C36.1".
std::string_view note_of(const Statement& statement);
/// The ids of its trials.
std::vector<std::string_view> trials_of(const Statement& statement);
/// The statement with this id; null when there is none.
const Statement* find_statement(std::string_view id);

}  // namespace nonlin

// The notes as data: what the page shows of the table, and what it gets back of a judgement.
#pragma once

#include "notes/judge.hpp"
#include "race/value.hpp"

namespace nonlin {

/// {groups: [{id, statements: [{id, trials, seeds, checks: [{role, quantity, threshold}], recorded, contrary}]}],
/// trials:
/// [{id, race, timed, document}]}.
Value describe_notes();

Value as_value(const CheckResult& result);
/// {verdict, checks, hash}.
Value as_value(const Judged& judged);

}  // namespace nonlin

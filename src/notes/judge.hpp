// From figures to a verdict. A statement's checks are short formulas over the figures of its trials:
//
//   share(sigmoid.accuracy <= 0.65) >= 0.9           share of the seeds
//   median(tanh.steps) / median(relu.steps) >= 1.2   median, mean, geomean, lowest, highest over the seeds
//   highest(softmax.loss - logistic.loss) <= 1e-6    of the difference (or /: the ratio) of two figures, seed by seed
//   value(tanh.difference) <= 1e-6                   of the only row
//   best(relu.steps) <= 20                           lowest of the medians over a sweep ("relu/0.1.steps" ...)
//   most(sigmoid.accuracy >= 0.95) <= 0.1            highest of the shares over a sweep
//   below(gelu.steps, relu.steps)                    lower, seed by seed: Wilcoxon's signed-rank test, p < 0.05
//
// A check may begin with a word that says what it is part of:
//   (none)    what the sentence says, in the setting it speaks of
//   always:   what it says, where the sentence names no condition but one is needed
//   correct:  what it should have said
//
// The verdict. With `correct:` checks: slip, when the sentence fails and the correction holds. Else, of the checks
// without a word: none holds: does not hold (no difference, where a comparison found none and nothing else decides);
// some: partly; all: holds, or, when an `always:` check fails, holds if.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "notes/note.hpp"
#include "notes/trial.hpp"

namespace nonlin {

enum class Role { written, always, correct };
std::string_view id_of(Role role);

/// A check as it is written: what is measured, and what it must be.
struct Check {
  Role role;
  std::string_view quantity;   // what stands before the relation; of `below` all of it
  std::string_view threshold;  // the relation and the bound: ">= 0.9"; of `below` "p < 0.05"
};
std::vector<Check> checks_of(const Statement& statement);

struct CheckResult {
  Check check;
  bool holds;
  bool undecided;  // of `below`: no difference found
  double figure;   // of `below`: p
  double seen;     // of `below`: the smallest difference of means that these seeds would have shown; else NaN
};

struct Judged {
  Verdict verdict;
  std::vector<CheckResult> checks;
  std::uint64_t hash = 0;  // FNV-1a 64 of the bits of all figures, seed by seed; 0 of what is not testable
};

/// The figures of a statement's trials: a row for each seed, all of the same names.
struct Measured {
  std::vector<std::string> names;
  std::vector<std::vector<double>> rows;
};

/// Throws std::invalid_argument for checks that name no figure or are no formula. With fewer rows than the statement
/// asks for, the verdict is `too_few_seeds`.
Judged judge(const Statement& statement, const Measured& measured);

/// What the statement's trials gave: by trial, and for each by seed. Of several trials the figures are named
/// "<trial>:<name>". Throws std::invalid_argument where a trial's names are not the same for every seed.
Measured collect(const Statement& statement, std::span<const std::vector<Figures>> trials);

}  // namespace nonlin

// The command line's commands. Each returns what goes to standard output, so that nothing is written when something is
// wrong, and throws std::invalid_argument with a message for people.
#pragma once

#include <istream>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace nonlin {

using Arguments = std::span<const std::string_view>;  // without the program's and the command's name

/// list TABLE [--json]: a table with its facts, aligned or as JSON.
std::string run_list(Arguments arguments);
/// eval ACTIVATION [name=value ...]: numbers from `input` to CSV of value and slope, as the engine computes them in
/// float.
std::string run_eval(Arguments arguments, std::istream& input);
/// train SPEC.json|- [--steps N] [--every K] [--threads N] [--format csv|jsonl]: every record of every run, in the same
/// order and with the same bits whatever the threads; "-" reads the spec from `input`.
std::string run_train(Arguments arguments, std::istream& input);
/// probe SPEC.json|- [--at STEP] [--lane I] [--seed R] [--slice N] [--rewrite ID]: what goes on inside one run, as
/// JSON.
std::string run_probe(Arguments arguments, std::istream& input);
/// descend PROBLEM [OPTIMIZER] [--rate R] [--start X,Y] [--steps N] [--noise SD] [--seed S] [name=value ...]: the path
/// of an optimiser on a problem of two numbers, as CSV.
std::string run_descend(Arguments arguments);
/// notes [ID ...] [--seeds N] [--threads N] [--contrary] [--times] [--json]: the statements of the study notes, each
/// with what was measured and its verdict; or each with its experiment changed to the contrary. `code` becomes 1 when a
/// verdict differs from the recorded one (when the contrary does not turn it), else 0.
std::string run_notes(Arguments arguments, int& code);
/// room ID [OPTIONS]: what a room of the page shows for options (JSON; those left out are as in the beginning), as
/// JSON.
std::string run_room(Arguments arguments);

/// derive FORMULA [GIVEN]: the derivative of a formula; with GIVEN, whether that is it, and where not: first and most.
std::string run_derive(Arguments arguments);

/// Rows in columns of equal width, two spaces between them.
using Cells = std::vector<std::string>;
std::string aligned(const std::vector<Cells>& rows);
/// 9 significant digits, enough to tell any two floats apart; inf, -inf and nan by these names.
std::string digits9(double x);
/// Everything in a stream, or in the file at `path`.
std::string read_all(std::istream& input);
std::string read_file(const std::string& path);
/// "'sped' is unknown; allowed: a, b" for the argument `what`.
[[noreturn]] void refuse_argument(std::string_view what, std::string_view got, std::string_view allowed);

}  // namespace nonlin

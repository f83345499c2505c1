// What things cost on this machine, natively: activations per value, products, training steps, fields.
#pragma once

#include <istream>
#include <ostream>
#include <string>

#include "app/cli.hpp"

namespace nonlin {

/// bench [--json]: a table, or JSON. Medians of five rounds; figures differ from run to run, compare only those of one
/// run.
///
/// bench --serve: answers scripts/bench, which asks all competitors in turn so that noise hits them alike. One JSON
/// object a line each way, until the input ends:
///   {"list": true}                  [{"group", "name", "work"}, ...]: the tasks
///   {"task": i, "milliseconds": t}  {"seconds"}: of one call of task i
///   {"open": spec}                  {"loss"}: opens a race of one lane; its training loss
///   {"updates": n}                  {"loss"}: n steps further
///   {"run": true, "milliseconds": t}  {"rate"}: steps a second
/// Errors are {"error": message}.
std::string run_bench(Arguments arguments, std::istream& input, std::ostream& output);

}  // namespace nonlin

// What things cost on this machine: activations per value, products, training steps, fields. Medians of five rounds.
#pragma once

#include <string>

#include "app/cli.hpp"

namespace nonlin {

/// bench [--json]: a table, or JSON. Figures differ from run to run; compare only those of one run.
std::string run_bench(Arguments arguments);

}  // namespace nonlin

// Activations seen as x times a gate (C66), and how steep one is at a place (C57).
#pragma once

#include "notes/trial.hpp"

namespace nonlin {

/// Options: `activation`, a curve f or a gated pair f(x, y), and `gate` g: sigmoid, normal (its distribution function)
/// or tanh. Figures, over -20..20: `difference`, the largest |f - x g(x)|, of a pair |f - x g(y)|, as a share of the
/// range of f; `lowest-gate`, `highest-gate` and `gate-at-0`, of g.
void measure_gate(const Reader& options, std::uint32_t seed, Figures& figures);

/// Options: `activation` (a curve), `x`. Figures: `value` and `slope` there, `of-largest`, the share of the largest
/// slope in -8..8.
void measure_slope_at(const Reader& options, std::uint32_t seed, Figures& figures);

}  // namespace nonlin

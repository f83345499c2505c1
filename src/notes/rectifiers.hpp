// The trials of the group `rectifiers`, in a file of their own.
#pragma once

#include <span>

#include "notes/trial.hpp"

namespace nonlin {

std::span<const Trial> rectifier_trials();

}  // namespace nonlin

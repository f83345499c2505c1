#include "model/exercise.hpp"

#include <cstdint>

namespace nonlin {

Exercise::Exercise(const Activation& activation)
    : row(activation),
      pieces(row.initial_pieces),
      z(static_cast<std::size_t>(chunk * pieces)),
      a(static_cast<std::size_t>(chunk)),
      slope(z.size()) {
  // Mixed signs without a pattern that a branch predictor could learn.
  std::uint32_t random = 1;
  for (float& x : z) {
    random = random * 1664525u + 1013904223u;
    x = static_cast<float>(random >> 8) * (6.0f / 16777216.0f) - 3.0f;
  }
  for (std::size_t i = 0; i < row.parameter_list().size(); ++i)
    parameters[i] = static_cast<float>(row.parameters[i].initial);
}

}  // namespace nonlin

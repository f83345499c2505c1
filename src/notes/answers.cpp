#include "notes/answers.hpp"

#include <algorithm>
#include <limits>

#include "math/simd.hpp"
#include "probe/field.hpp"

namespace nonlin {
namespace {

/// Outputs x samples, row by row.
std::vector<float> outputs_of(RunLook& look) {
  const auto& run = look.run();
  std::vector<float> y(static_cast<std::size_t>(look.network().spec().outputs * look.set().count()));
  prepare(look.network(), look.set(), *run.workspace);
  outputs(look.network(), *find_head(run.trainer.pairing().head), look.set(), y.data(), *run.workspace);
  return y;
}

}  // namespace

double all_right(RunLook& look) {
  const std::vector<float> y = outputs_of(look);
  const Pairing& pairing = look.run().trainer.pairing();
  const float middle = (pairing.low + pairing.high) / 2;
  const int count = look.set().count();
  int right = 0;
  for (int s = 0; s < count; ++s) {
    const float* target = look.set().target(s / chunk) + s % chunk;
    const int stride = padded(look.set().size(s / chunk));
    bool all = true;
    for (int k = 0; k < look.network().spec().outputs; ++k)
      all = all && (y[static_cast<std::size_t>(k * count + s)] > 0.5f) == (target[k * stride] > middle);
    right += all;
  }
  return static_cast<double>(right) / count;
}

double furthest_sum(RunLook& look, double factor) {
  const std::vector<float> y = outputs_of(look);
  const auto count = static_cast<std::size_t>(look.set().count());
  double furthest = -std::numeric_limits<double>::infinity();
  for (std::size_t s = 0; s < count; ++s) {
    double sum = 0;
    for (std::size_t i = s; i < y.size(); i += count) sum += static_cast<double>(y[i]);
    furthest = std::max(furthest, factor * sum);
  }
  return factor * furthest;
}

}  // namespace nonlin

#include "probe/equivalence.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include "math/text.hpp"
#include "probe/field.hpp"

namespace nonlin {

double largest_difference(const Network& a, const Head& head_a, const Network& b, const Head& head_b,
                          const SampleSet& set) {
  const auto all = [&set](const Network& network, const Head& head) {
    Workspace workspace(network.spec());
    std::vector<float> y(static_cast<std::size_t>(network.spec().outputs) * static_cast<std::size_t>(set.count()));
    outputs(network, head, set, y.data(), workspace);
    return y;
  };
  const std::vector<float> x = all(a, head_a), y = all(b, head_b);
  const std::size_t shared = std::min(x.size(), y.size());
  double largest = 0;
  for (std::size_t i = 0; i < shared; ++i) {
    const double away = static_cast<double>(x[x.size() - shared + i]) - static_cast<double>(y[y.size() - shared + i]);
    if (!(std::fabs(away) <= largest)) largest = std::fabs(away);  // a NaN stays
  }
  return largest;
}

Equivalence prove(const Rewrite& rewrite, const Network& network, const Head& head, const SampleSet& set) {
  if (!rewrite.head_before.empty() && head.id != rewrite.head_before)
    refuse("rewrite: ", rewrite.id, " needs the head ", rewrite.head_before, ", not ", head.id);
  const Head* head_after = rewrite.head_after.empty() ? &head : find_head(rewrite.head_after);
  Network rewritten = rewrite.apply(network);
  const double difference = largest_difference(network, head, rewritten, *head_after, set);
  return {std::move(rewritten), head_after, difference};
}

}  // namespace nonlin

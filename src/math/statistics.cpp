#include "math/statistics.hpp"

#include <algorithm>
#include <cmath>

#include "math/text.hpp"

namespace nonlin {
namespace {

/// The chance that the sum of those of `ranks` whose coin shows heads is at most `sum`.
double chance_at_most(int sum, std::span<const int> ranks) {
  std::vector<double> chance(static_cast<std::size_t>(sum) + 1);
  chance[0] = 1;
  for (const int rank : ranks)
    for (int s = sum; s >= 0; --s) {
      const double with = s >= rank ? chance[static_cast<std::size_t>(s - rank)] : 0;
      double& here = chance[static_cast<std::size_t>(s)];
      here = 0.5 * (here + with);
    }
  double total = 0;
  for (const double x : chance) total += x;
  return total;
}

/// Of two numbers of steps, or infinities.
double difference(double a, double b) { return a == b ? 0 : a - b; }

}  // namespace

// Ranks by counting: lists are short, and a sort is a kilobyte of the module the page downloads.
SignedRanks signed_ranks(std::span<const double> differences) {
  SignedRanks result;
  std::vector<int> ranks;  // twice the ranks, so that the means of tied ones are whole
  int higher = 0, lower = 0;
  for (const double own : differences) {
    if (own == 0) continue;
    int rank = 1;
    for (const double other : differences) {
      if (other == 0) continue;
      rank += (std::abs(other) < std::abs(own)) + (std::abs(other) <= std::abs(own));
    }
    ranks.push_back(rank);
    (own > 0 ? higher : lower) += rank;
    ++(own > 0 ? result.higher : result.lower);
  }
  result.balance = 0.5 * (higher - lower);
  result.p = std::min(1.0, 2 * chance_at_most(std::min(higher, lower), ranks));
  return result;
}

void holm(std::span<double> p) {
  const std::vector<double> given(p.begin(), p.end());
  // The k smaller ones are tested before: of the rest, the smallest has to be below the level divided by how many they
  // are.
  std::vector<double> weighted;
  for (const double own : given) {
    std::size_t rest = given.size();
    for (const double other : given) rest -= other < own;
    weighted.push_back(std::min(1.0, static_cast<double>(rest) * own));
  }
  for (std::size_t i = 0; i < p.size(); ++i)
    for (std::size_t k = 0; k < p.size(); ++k)
      if (given[k] <= given[i]) p[i] = std::max(p[i], weighted[k]);
}

Comparison compare_runs(std::span<const double> steps, int count) {
  const std::size_t lanes = static_cast<std::size_t>(std::max(count, 1)), seeds = steps.size() / lanes;
  if (count < 1 || seeds * lanes != steps.size() || seeds < 1 || seeds > most_pairs)
    refuse("steps: ", steps.size(), " numbers are not ", count, " rows of 1..", most_pairs);
  for (const double x : steps)
    if (std::isnan(x)) refuse("steps: a NaN; allowed: numbers and infinity");
  Comparison all;
  all.p.assign(lanes * lanes, 1);
  all.adjusted = all.p;
  all.sooner.assign(lanes * lanes, 0);
  all.verdict.assign(lanes * lanes, 0);
  std::vector<double> p, balance, differences(seeds);
  for (std::size_t a = 0; a < lanes; ++a)
    for (std::size_t b = 0; b < a; ++b) {
      for (std::size_t s = 0; s < seeds; ++s) differences[s] = difference(steps[a * seeds + s], steps[b * seeds + s]);
      const SignedRanks test = signed_ranks(differences);
      all.sooner[a * lanes + b] = test.lower;
      all.sooner[b * lanes + a] = test.higher;
      p.push_back(test.p);
      balance.push_back(test.balance);
    }
  std::vector<double> adjusted = p;
  holm(adjusted);
  std::size_t pair = 0;
  for (std::size_t a = 0; a < lanes; ++a)
    for (std::size_t b = 0; b < a; ++b, ++pair) {
      const std::size_t here = a * lanes + b, there = b * lanes + a;
      all.p[here] = all.p[there] = p[pair];
      all.adjusted[here] = all.adjusted[there] = adjusted[pair];
      if (seeds < least_seeds || adjusted[pair] >= significance) continue;
      all.verdict[here] = balance[pair] < 0 ? 1 : 2;
      all.verdict[there] = balance[pair] < 0 ? 2 : 1;
    }
  return all;
}

}  // namespace nonlin

#include "math/statistics.hpp"

#include <algorithm>
#include <array>
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
  std::array<int, most_pairs> ranks{};  // twice the ranks, so that the means of tied ones are whole
  std::size_t count = 0;
  int higher = 0, lower = 0;
  for (const double own : differences) {
    if (own == 0) continue;
    int rank = 1;
    for (const double other : differences) {
      if (other == 0) continue;
      rank += (std::abs(other) < std::abs(own)) + (std::abs(other) <= std::abs(own));
    }
    ranks[count++] = rank;
    (own > 0 ? higher : lower) += rank;
    ++(own > 0 ? result.higher : result.lower);
  }
  result.balance = 0.5 * (higher - lower);
  result.p = std::min(1.0, 2 * chance_at_most(std::min(higher, lower), std::span(ranks).first(count)));
  return result;
}

std::vector<double> holm(std::span<const double> p) {
  // Of those that are no smaller, the smallest has to be below the level divided by how many they are.
  std::vector<double> weighted(p.size()), adjusted(p.size());
  for (std::size_t i = 0; i < p.size(); ++i) {
    std::size_t rest = p.size();
    for (const double other : p) rest -= other < p[i];
    weighted[i] = std::min(1.0, static_cast<double>(rest) * p[i]);
  }
  for (std::size_t i = 0; i < p.size(); ++i)
    for (std::size_t k = 0; k < p.size(); ++k)
      if (p[k] <= p[i]) adjusted[i] = std::max(adjusted[i], weighted[k]);
  return adjusted;
}

Comparison compare_runs(std::span<const double> steps, int count) {
  const std::size_t lanes = static_cast<std::size_t>(std::max(count, 1)), seeds = steps.size() / lanes;
  if (count < 1 || seeds * lanes != steps.size() || seeds < 1 || seeds > most_pairs)
    refuse("steps: ", steps.size(), " numbers are not ", count, " rows of 1..", most_pairs);
  for (const double x : steps)
    if (std::isnan(x)) refuse("steps: a NaN; allowed: numbers and infinity");
  const std::size_t pairs = lanes * (lanes - 1) / 2;
  std::vector<double> p(pairs), balance(pairs);
  Comparison all{std::vector<double>(lanes * lanes, 1), std::vector<std::int32_t>(lanes * lanes),
                 std::vector<std::int32_t>(lanes * lanes)};
  std::size_t pair = 0;
  for (std::size_t a = 0; a < lanes; ++a)
    for (std::size_t b = 0; b < a; ++b, ++pair) {
      std::array<double, most_pairs> differences{};
      for (std::size_t s = 0; s < seeds; ++s) differences[s] = difference(steps[a * seeds + s], steps[b * seeds + s]);
      const SignedRanks test = signed_ranks(differences);
      all.sooner[a * lanes + b] = test.lower;
      all.sooner[b * lanes + a] = test.higher;
      p[pair] = test.p;
      balance[pair] = test.balance;
    }
  p = holm(p);
  pair = 0;
  for (std::size_t a = 0; a < lanes; ++a)
    for (std::size_t b = 0; b < a; ++b, ++pair) {
      const std::size_t here = a * lanes + b, there = b * lanes + a;
      all.p[here] = all.p[there] = p[pair];
      if (seeds < least_seeds || p[pair] >= significance) continue;
      const bool sooner = balance[pair] < 0;
      all.verdict[here] = sooner ? 1 : 2;
      all.verdict[there] = sooner ? 2 : 1;
    }
  return all;
}

}  // namespace nonlin

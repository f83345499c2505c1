// The test of paired runs against every outcome counted one by one, and against published values.
#include "math/statistics.hpp"

#include <catch2/catch_test_macros.hpp>
#include <cmath>
#include <limits>
#include <stdexcept>
#include <string>

#include "numbers.hpp"

namespace nonlin {
namespace {

using test::close;
constexpr double never = std::numeric_limits<double>::infinity();

/// The two-sided p by flipping all signs in every way: the share of ways whose rank sums lie at least as far apart.
double counted(const std::vector<double>& differences) {
  std::vector<double> sizes;
  std::vector<bool> above;
  for (const double x : differences)
    if (x != 0) {
      sizes.push_back(std::fabs(x));
      above.push_back(x > 0);
    }
  const std::size_t n = sizes.size();
  std::vector<double> ranks(n);
  for (std::size_t i = 0; i < n; ++i) {
    double less = 0, equal = 0;
    for (const double size : sizes) {
      less += size < sizes[i];
      equal += size == sizes[i];
    }
    ranks[i] = less + (equal + 1) / 2;
  }
  const auto apart = [&](auto positive) {
    double sum = 0;
    for (std::size_t i = 0; i < n; ++i) sum += positive(i) ? ranks[i] : -ranks[i];
    return std::fabs(sum);
  };
  const double seen = apart([&](std::size_t i) { return bool(above[i]); });
  std::size_t far = 0;
  for (std::size_t way = 0; way < std::size_t{1} << n; ++way)
    far += apart([&](std::size_t i) { return (way >> i & 1) != 0; }) >= seen;
  return static_cast<double>(far) / static_cast<double>(std::size_t{1} << n);
}

TEST_CASE("signed ranks: p is the share of all 2^n ways, with ties, zeros and infinities", "[statistics]") {
  for (std::uint32_t c = 0; c < 300; ++c) {
    const int n = test::pick(c, 0, 0, 12), widest = test::pick(c, 1, 1, 15);
    std::vector<double> differences;
    for (int i = 0; i < n; ++i) {
      const int x = test::pick(c, static_cast<std::uint32_t>(2 + i), -widest, widest);
      differences.push_back(x == widest ? never : x == -widest && c % 2 ? -never : x);
    }
    INFO("case " << c);
    CHECK(close(signed_ranks(differences).p, counted(differences), 1e-12));
  }
}

TEST_CASE("signed ranks: without ties the published values", "[statistics]") {
  // The smallest two-sided p is 2 / 2^n.
  for (const int n : {1, 5, 10, 20, 64}) {
    std::vector<double> all;
    for (int i = 1; i <= n; ++i) all.push_back(-i);
    const SignedRanks test = signed_ranks(all);
    CHECK(test.p == std::min(1.0, std::ldexp(2.0, -n)));
    CHECK((test.lower == n && test.higher == 0 && test.balance == -n * (n + 1) / 2));
  }
  // Critical values of the smaller rank sum, two-sided 5 %: at them p is at most 0.05, one above it more (Wilcoxon and
  // Wilcox 1964, the table of every textbook).
  const int critical[][2] = {{6, 0}, {7, 2}, {8, 3}, {9, 5}, {10, 8}, {15, 25}, {20, 52}, {25, 89}, {30, 137}};
  for (const auto& [n, sum] : critical)
    for (const int above : {sum, sum + 1}) {
      std::vector<double> all;
      int rest = above;
      for (int i = n; i >= 1; --i) {
        const bool take = i <= rest;
        if (take) rest -= i;
        all.push_back(take ? i : -i);
      }
      REQUIRE(rest == 0);
      INFO("n " << n << ", sum " << above);
      CHECK((signed_ranks(all).p <= 0.05) == (above == sum));
    }
}

TEST_CASE("signed ranks: nothing to compare is no difference", "[statistics]") {
  CHECK(signed_ranks({}).p == 1);
  const double zeros[] = {0, 0, 0};
  CHECK(signed_ranks(zeros).p == 1);
}

TEST_CASE("holm: the smallest times how many there are, never falling, at most 1", "[statistics]") {
  // p.adjust(c(0.01, 0.04, 0.03, 0.005), "holm") of R.
  const std::vector<double> p = holm(std::vector<double>{0.01, 0.04, 0.03, 0.005});
  const double want[] = {0.03, 0.06, 0.06, 0.02};
  for (std::size_t i = 0; i < 4; ++i) CHECK(close(p[i], want[i], 1e-15));
  for (const double x : holm(std::vector<double>{0.9, 0.6, 0.7})) CHECK(x == 1);
  CHECK(holm({}).empty());
}

TEST_CASE("compared runs: who is sooner, in both halves of the matrix", "[statistics]") {
  // 12 seeds: the second always 5 to 16 later than the first, the third never there, the fourth as the first.
  constexpr std::size_t seeds = 12, lanes = 4;
  std::vector<double> steps;
  for (std::size_t s = 0; s < seeds; ++s) steps.push_back(50.0 + static_cast<double>(s % 5));
  for (std::size_t s = 0; s < seeds; ++s) steps.push_back(steps[s] + 5 + static_cast<double>(s));
  steps.insert(steps.end(), seeds, never);
  steps.insert(steps.end(), steps.begin(), steps.begin() + seeds);
  const Comparison all = compare_runs(steps, lanes);
  const double smallest = std::ldexp(2.0, -12);
  const int verdicts[lanes][lanes] = {{0, 1, 1, 0}, {2, 0, 1, 2}, {2, 2, 0, 2}, {0, 1, 1, 0}};
  for (std::size_t a = 0; a < lanes; ++a)
    for (std::size_t b = 0; b < lanes; ++b) {
      INFO(a << " against " << b);
      const std::size_t at = a * lanes + b;
      CHECK(all.verdict[at] == verdicts[a][b]);
      CHECK(all.sooner[at] == (verdicts[a][b] == 1 ? 12 : 0));
      CHECK(close(all.p[at], verdicts[a][b] ? 6 * smallest : 1, 1e-15));
    }
}

TEST_CASE("compared runs: too few seeds, or a p that many pairs make likely, show no difference", "[statistics]") {
  const auto later = [](std::size_t seeds, std::size_t lanes) {
    std::vector<double> steps;
    for (std::size_t lane = 0; lane < lanes; ++lane)
      for (std::size_t s = 0; s < seeds; ++s) steps.push_back(static_cast<double>(100 * lane + s));
    return steps;
  };
  CHECK(compare_runs(later(9, 2), 2).p[1] < significance);
  CHECK(compare_runs(later(9, 2), 2).verdict[1] == 0);
  CHECK(compare_runs(later(10, 2), 2).verdict[1] == 1);
  // 2 / 2^10 times 45 pairs of ten lanes is 0.09.
  CHECK(compare_runs(later(10, 10), 10).verdict[1] == 0);
  CHECK(compare_runs(later(12, 10), 10).verdict[1] == 1);
}

TEST_CASE("compared runs: what is no matrix of steps is refused", "[statistics]") {
  const double five[] = {1, 2, 3, 4, 5};
  const double nan[] = {1, std::nan("")};
  CHECK_THROWS_AS(compare_runs(five, 2), std::invalid_argument);
  CHECK_THROWS_AS(compare_runs(five, 0), std::invalid_argument);
  CHECK_THROWS_AS(compare_runs({}, 2), std::invalid_argument);
  CHECK_THROWS_AS(compare_runs(nan, 1), std::invalid_argument);
  CHECK_THROWS_AS(compare_runs(std::vector<double>(65), 1), std::invalid_argument);
}

}  // namespace
}  // namespace nonlin

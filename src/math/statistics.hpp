// Whether a difference between competitors is more than luck, when all of them ran with the same seeds.
//
// Signed-rank test: F. Wilcoxon, Individual comparisons by ranking methods, Biometrics Bulletin 1 (1945) 80-83. Pairs
// without a difference are left out, as there (not ranked with the others: Pratt 1959); equal sizes share the mean of
// their ranks; the distribution under chance is the exact one of those ranks.
// Several tests at once: S. Holm, A simple sequentially rejective multiple test procedure, Scand. J. Statist. 6 (1979)
// 65-70.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace nonlin {

/// Pairs a test may have, and what a verdict needs: so many seeds, and an adjusted p below the level.
inline constexpr int most_pairs = 64, least_seeds = 10;
inline constexpr double significance = 0.05;

struct SignedRanks {
  int lower = 0, higher = 0;  // differences below and above 0
  double balance = 0;         // sum of the ranks of those above 0 less that of those below
  double p = 1;               // two-sided
};

/// Of at most `most_pairs` differences, none NaN; infinite ones rank last, tied.
SignedRanks signed_ranks(std::span<const double> differences);

/// Each p adjusted: below the level when Holm's procedure rejects it there.
std::vector<double> holm(std::span<const double> p);

/// All pairs of competitors; each matrix has a row of `count` for every competitor.
struct Comparison {
  std::vector<double> p;                      // of the signed-rank test, adjusted over all pairs; 1 on the diagonal
  std::vector<std::int32_t> sooner, verdict;  // seeds with which the row's was sooner than the column's; 1: the row's
                                              // is sooner, 2: later, 0: no difference shown
};

/// `steps`: a row for each of `count` competitors, a column for every seed; infinity where the target was never
/// reached, which is later than any step. Throws std::invalid_argument when that is no matrix of 1..64 columns or holds
/// a NaN.
Comparison compare_runs(std::span<const double> steps, int count);

}  // namespace nonlin

// A maxout unit of one input as the upper envelope of its lines (C12): how near k lines can come to a curve, and how
// near they learn to come.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "notes/trial.hpp"

namespace nonlin {

struct Target {
  std::string_view id;
  double (*at)(double x);
  double (*slope)(double x);
  bool convex;
};
/// x^2, |x|, e^x, -x^2 and sin 2x.
std::span<const Target> envelope_targets();

struct EnvelopeSpec {
  double from, to, rate;  // rate: of Adam
  int points, steps;      // points: a multiple of 8

  /// `count` points of the range, both ends included.
  std::vector<float> sweep(int count) const;
};
/// Reads the members of EnvelopeSpec. Throws std::invalid_argument.
EnvelopeSpec read_envelope(const Reader& options);

struct LearnedEnvelope {
  std::vector<float> slopes, starts;  // of the lines
  std::vector<float> values;          // of the largest line at each point
  std::vector<std::int32_t> winners;  // which line that is
  int used;                           // lines that are the largest somewhere
  double error;                       // mean of the squared errors over the points
};
LearnedEnvelope learn_envelope(const Target& target, int pieces, const EnvelopeSpec& setting, std::uint32_t seed);

/// The tangents in the middle of k equal stretches, raised by half of what they are too low: the largest error left.
/// Of convex targets; of x^2 no k lines have a smaller one.
double tangents(const Target& target, int pieces, const EnvelopeSpec& setting);

}  // namespace nonlin

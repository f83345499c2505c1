// The data of TensorFlow Playground, drawn in its order from its generator.
#pragma once

#include "math/text_random.hpp"

namespace nonlin::playground {

/// `count` points as (x, y, class or value), the first half of the classes before the second. `noise` is a share, 0..1.
void circle(TextRandom& random, int count, double noise, double* points);
void exclusive_or(TextRandom& random, int count, double noise, double* points);
void gauss(TextRandom& random, int count, double noise, double* points);
void spiral(TextRandom& random, int count, double noise, double* points);
void plane(TextRandom& random, int count, double noise, double* points);
void gauss_plane(TextRandom& random, int count, double noise, double* points);

/// Swaps the points about, one draw each.
void shuffle(TextRandom& random, int count, double* points);

}  // namespace nonlin::playground

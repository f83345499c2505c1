// The six data sets of TensorFlow Playground (Apache 2.0; D. Smilkov, S. Carter), number by number: its draws, its
// arithmetic, its shuffle. Its labels +1 and -1 are classes 1 and 0. Except on the spiral and in the variance of the
// clouds, noise moves no point: it decides labels only.
#include "data/playground.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <numbers>

#include "math/functions_double.hpp"

namespace nonlin::playground {
namespace {

constexpr double pi = std::numbers::pi;
constexpr double radius = 5;  // of circle and spiral; xor reaches as far and a gap further
constexpr double domain = 6;  // of the planes

/// The point after the latest one; the first half of the points is one class, the second the other.
struct Writer {
  double* at;
  void put(double x, double y, double target) {
    *at++ = x;
    *at++ = y;
    *at++ = target;
  }
};

/// one(first half?, place in the half) for every point: the larger half comes first.
template <class One>
void halves(int count, One one) {
  for (int i = 0; i < (count + 1) / 2; ++i) one(true, i);
  for (int i = 0; i < count / 2; ++i) one(false, i);
}

struct Point {
  double x, y;
};

/// Two draws, one after the other.
Point draw(TextRandom& random, double reach, double share = 1) {
  const double x = random.between(-reach, reach) * share, y = random.between(-reach, reach) * share;
  return {x, y};
}

double distance(Point a, Point b) { return std::sqrt((a.x - b.x) * (a.x - b.x) + (a.y - b.y) * (a.y - b.y)); }

/// Marsaglia's polar method, one number kept of each accepted pair.
double normal(TextRandom& random, double mean, double variance) {
  double v, s;
  do {
    v = 2 * random.next() - 1;
    const double w = 2 * random.next() - 1;
    s = v * v + w * w;
  } while (s > 1);
  return mean + std::sqrt(variance) * (std::sqrt(-2 * log(s) / s) * v);
}

/// Points all over the domain; what they are asked for is a function of the place, noise included.
template <class Value>
void over_domain(TextRandom& random, int count, double noise, double* points, Value value) {
  Writer writer{points};
  for (int i = 0; i < count; ++i) {
    const Point p = draw(random, domain), off = draw(random, domain, noise);
    writer.put(p.x, p.y, value(Point{p.x + off.x, p.y + off.y}));
  }
}

}  // namespace

void circle(TextRandom& random, int count, double noise, double* points) {
  Writer writer{points};
  halves(count, [&](bool inner, int) {
    const double r = inner ? random.between(0, radius * 0.5) : random.between(radius * 0.7, radius);
    const double angle = random.between(0, 2 * pi);
    const double x = r * sin(angle), y = r * cos(angle);
    const Point off = draw(random, radius, noise);
    writer.put(x, y, distance({x + off.x, y + off.y}, {0, 0}) < radius * 0.5 ? 1 : 0);
  });
}

void exclusive_or(TextRandom& random, int count, double noise, double* points) {
  Writer writer{points};
  constexpr double gap = 0.3;
  const auto pushed = [](double x) { return x + (x > 0 ? gap : -gap); };
  for (int i = 0; i < count; ++i) {
    const Point p = draw(random, radius);
    const double x = pushed(p.x), y = pushed(p.y);
    const Point off = draw(random, radius, noise);
    writer.put(x, y, (x + off.x) * (y + off.y) >= 0 ? 1 : 0);
  }
}

void gauss(TextRandom& random, int count, double noise, double* points) {
  Writer writer{points};
  const double variance = 0.5 + 7 * noise;
  halves(count, [&](bool first, int) {
    const double centre = first ? 2 : -2;
    const double x = normal(random, centre, variance), y = normal(random, centre, variance);
    writer.put(x, y, first ? 1 : 0);
  });
}

void spiral(TextRandom& random, int count, double noise, double* points) {
  Writer writer{points};
  const double n = count / 2.0;
  halves(count, [&](bool first, int i) {
    const double r = i / n * radius, angle = 1.75 * i / n * 2 * pi + (first ? 0 : pi);
    const Point off = draw(random, 1, noise);
    writer.put(r * sin(angle) + off.x, r * cos(angle) + off.y, first ? 1 : 0);
  });
}

void plane(TextRandom& random, int count, double noise, double* points) {
  over_domain(random, count, noise, points, [](Point p) { return (p.x + p.y) / 10; });
}

/// Six cones of radius 2, the largest magnitude counts.
void gauss_plane(TextRandom& random, int count, double noise, double* points) {
  struct Cone {
    Point centre;
    double sign;
  };
  constexpr std::array<Cone, 6> cones{
      {{{-4, 2.5}, 1}, {{0, 2.5}, -1}, {{4, 2.5}, 1}, {{-4, -2.5}, -1}, {{0, -2.5}, 1}, {{4, -2.5}, -1}}};
  over_domain(random, count, noise, points, [&](Point p) {
    double highest = 0;
    for (const auto& [centre, sign] : cones) {
      const double own = sign * std::max(0.0, 1 - distance(p, centre) / 2);
      if (std::abs(own) > std::abs(highest)) highest = own;
    }
    return highest;
  });
}

void shuffle(TextRandom& random, int count, double* points) {
  for (int left = count; left > 0;) {
    double* other = points + 3 * static_cast<int>(random.next() * left);  // below 3 left, whatever the rounding
    --left;
    std::swap_ranges(other, other + 3, points + 3 * left);
  }
}

}  // namespace nonlin::playground

// The rows of the table of generators. Each takes a share of one uniform number per coordinate, so no draw depends on
// another.
//
// Where classes are said to be equally large, the class of point i is i mod classes: adding points changes no earlier
// one.
#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <initializer_list>
#include <numbers>

#include "data/dataset.hpp"
#include "data/playground.hpp"
#include "math/functions_double.hpp"
#include "math/random.hpp"
#include "math/table.hpp"

namespace nonlin {
namespace {

using Block = std::array<std::uint32_t, 4>;

constexpr double pi = std::numbers::pi;

/// Uniform in (low, high).
double between(double low, double high, std::uint32_t u) { return low + (high - low) * uniform(u); }

/// Which of `n` equal parts of (0, 1) holds u.
int part(int n, double u) { return std::clamp(static_cast<int>(u * n), 0, n - 1); }

// --- two inputs ---

void circle(const double* p, std::uint32_t i, const Block& u, const double* e, double* x, double* target) {
  const bool inner = i % 2 == 1;
  const double radius = inner ? p[0] : p[1], angle = 2 * pi * uniform(u[0]);
  x[0] = radius * cos(angle) + e[0];
  x[1] = radius * sin(angle) + e[1];
  *target = inner ? 1 : 0;
}

void exclusive_or(const double* p, std::uint32_t, const Block& u, const double* e, double* x, double* target) {
  const double size = p[0], gap = p[1];
  for (std::size_t k = 0; k < 2; ++k) {
    const double place = between(-size, size, u[k]);
    x[k] = place < 0 ? place - gap : place + gap;
  }
  *target = x[0] * x[1] < 0 ? 1 : 0;
  x[0] += e[0];
  x[1] += e[1];
}

// Centre 0 at (-c, -c), the others turned about the origin: two classes at -(c, c) and (c, c), four at (+-c, +-c).
void blobs(const double* p, std::uint32_t i, const Block& u, const double* e, double* x, double* target) {
  const auto classes = static_cast<std::uint32_t>(p[0]);
  const double centre = p[1], spread = p[2];
  const std::uint32_t own = i % classes;
  const double turn = 2 * pi * own / classes, c = cos(turn), s = sin(turn);
  x[0] = centre * (s - c) + spread * normal(u[0]) + e[0];
  x[1] = centre * (-s - c) + spread * normal(u[1]) + e[1];
  *target = own;
}

// Archimedean arms. The square root spreads the points evenly over the area, not over the angle.
void spiral(const double* p, std::uint32_t i, const Block& u, const double* e, double* x, double* target) {
  const auto classes = static_cast<std::uint32_t>(p[0]);
  const double turns = p[1], radius = p[2], along = std::sqrt(uniform(u[0]));
  const std::uint32_t own = i % classes;
  const double angle = 2 * pi * (turns * along + static_cast<double>(own) / classes);
  x[0] = radius * along * cos(angle) + e[0];
  x[1] = radius * along * sin(angle) + e[1];
  *target = own;
}

// Two half circles, the second hanging `drop` lower and begun at the first one's centre; their common centre is the
// origin.
void moons(const double* p, std::uint32_t i, const Block& u, const double* e, double* x, double* target) {
  const double radius = p[0], drop = p[1], angle = pi * uniform(u[0]);
  const bool second = i % 2 == 1;
  const double across = radius * cos(angle), up = radius * sin(angle);
  x[0] = (second ? radius - across : across) - radius / 2 + e[0];
  x[1] = (second ? drop - up : up) - drop / 2 + e[1];
  *target = second ? 1 : 0;
}

void checkerboard(const double* p, std::uint32_t, const Block& u, const double* e, double* x, double* target) {
  const int cells = static_cast<int>(p[0]);
  const double size = p[1];
  *target = (part(cells, uniform(u[0])) + part(cells, uniform(u[1]))) % 2;
  x[0] = between(-size, size, u[0]) + e[0];
  x[1] = between(-size, size, u[1]) + e[1];
}

// A plane; with a product of the inputs in it, a saddle that no sum of functions of one input each is.
void plane(const double* p, std::uint32_t, const Block& u, const double* e, double* x, double* target) {
  const double size = p[0];
  x[0] = between(-size, size, u[0]);
  x[1] = between(-size, size, u[1]);
  *target = p[1] * x[0] + p[2] * x[1] + p[3] + p[4] * x[0] * x[1] + e[0];
}

// Points all over a square, each with three answers at once. Labels are those of the point before noise.

// Discs A, B and C about the corners of a triangle: a point may be in none, one, two or all of them.
void venn(const double* p, std::uint32_t, const Block& u, const double* e, double* x, double* target) {
  const double size = p[0], radius = p[1], distance = p[2];
  for (std::size_t k = 0; k < 2; ++k) x[k] = between(-size, size, u[k]);
  for (int label = 0; label < 3; ++label) {
    const double angle = pi * (0.5 + 2.0 / 3 * label);
    const double dx = x[0] - distance * cos(angle), dy = x[1] - distance * sin(angle);
    target[label] = dx * dx + dy * dy < radius * radius ? 1 : 0;
  }
  x[0] += e[0];
  x[1] += e[1];
}

// Right of the middle? Above it? Inside the circle?
void halves(const double* p, std::uint32_t, const Block& u, const double* e, double* x, double* target) {
  const double size = p[0], radius = p[1];
  for (std::size_t k = 0; k < 2; ++k) {
    x[k] = between(-size, size, u[k]);
    target[k] = x[k] > 0 ? 1 : 0;
  }
  target[2] = x[0] * x[0] + x[1] * x[1] < radius * radius ? 1 : 0;
  x[0] += e[0];
  x[1] += e[1];
}

// --- one input: parameters 0 and 1 are `from` and `to` ---

void sine(const double* p, std::uint32_t, const Block& u, const double* e, double* x, double* target) {
  *x = between(p[0], p[1], u[0]);
  *target = p[3] * sin(2 * pi * p[2] * *x) + e[0];
}

void step(const double* p, std::uint32_t, const Block& u, const double* e, double* x, double* target) {
  *x = between(p[0], p[1], u[0]);
  *target = (*x < p[2] ? p[3] : p[4]) + e[0];
}

void absolute(const double* p, std::uint32_t, const Block& u, const double* e, double* x, double* target) {
  *x = between(p[0], p[1], u[0]);
  *target = std::abs(*x - p[2]) + e[0];
}

void two_tone(const double* p, std::uint32_t, const Block& u, const double* e, double* x, double* target) {
  *x = between(p[0], p[1], u[0]);
  *target = sin(2 * pi * p[2] * *x) + p[4] * sin(2 * pi * p[3] * *x) + e[0];
}

void sinc(const double* p, std::uint32_t, const Block& u, const double* e, double* x, double* target) {
  *x = between(p[0], p[1], u[0]);
  const double phase = 2 * pi * p[2] * *x;
  *target = (phase == 0 ? 1 : sin(phase) / phase) + e[0];
}

// --- the table ---

struct Shape {
  int inputs;
  std::array<double, 2> (*range)(const double*);
  decltype(Generator::point) point;
};

struct Points {
  int count;
  double noise, highest_noise;
};

constexpr Generator row(std::string_view id, TaskKind kind, Points points,
                        std::initializer_list<DataParameter> parameters, Shape shape) {
  Generator g{};
  g.id = id;
  g.kind = kind;
  g.inputs = shape.inputs;
  g.targets = kind == TaskKind::labels ? 3 : 1;
  std::array<double, max_data_parameters> initial{};
  for (const DataParameter& parameter : parameters) {
    const auto k = static_cast<std::size_t>(g.parameter_count++);
    g.parameters[k] = parameter;
    initial[k] = parameter.initial;
  }
  g.initial_count = points.count;
  g.initial_noise = points.noise;
  g.highest_noise = points.highest_noise;
  g.view = view_of(shape.range(initial.data()));
  g.range = shape.range;
  g.point = shape.point;
  return g;
}

constexpr std::array<double, 2> symmetric(double reach) { return {-reach, reach}; }

/// A row of TensorFlow Playground's: no parameters, noise 0..80 per cent, its view of -6..6.
constexpr Generator playground_row(std::string_view id, TaskKind kind, int count, decltype(Generator::playground) all) {
  Generator g = row(id, kind, {count, 0, 80}, {}, {2, [](const double*) { return symmetric(5); }, nullptr});
  g.playground = all;
  return g;
}

constexpr double magnitude(double x) { return x < 0 ? -x : x; }

/// A row over two inputs whose points reach from -reach to reach.
template <class Reach>
constexpr Shape on_plane(Reach, decltype(Generator::point) point) {
  return {2, [](const double* p) constexpr {return symmetric(Reach{}(p));
}
, point
};  // namespace
}  // namespace nonlin

constexpr Shape on_line(decltype(Generator::point) point) {
  return {1, [](const double* p) constexpr {return std::array<double, 2>{p[0], p[1]};
}
, point
}
;
}

constexpr DataParameter from(double x) { return {"from", x, -10, 10}; }
constexpr DataParameter to(double x) { return {"to", x, -10, 10}; }

// Frequencies are in periods per unit of x; angles and phases come from them. Lengths are in units of the inputs.
constexpr std::array table = {
    row("circle", TaskKind::classes, {128, 0.05, 1}, {{"innerRadius", 0.5, 0, 5}, {"outerRadius", 1.2, 0, 5}},
        on_plane([](const double* p) { return std::max(p[0], p[1]); }, circle)),
    row("xor", TaskKind::classes, {128, 0, 1}, {{"size", 1, 0.1, 5}, {"gap", 0.1, 0, 1}},
        on_plane([](const double* p) { return p[0] + p[1]; }, exclusive_or)),
    row("blobs", TaskKind::classes, {128, 0, 1},
        {{"classes", 2, 2, 4, true}, {"centre", 1, 0, 5}, {"spread", 0.5, 0, 2}},
        on_plane([](const double* p) { return std::numbers::sqrt2 * p[1] + 2 * p[2]; }, blobs)),
    row("spiral", TaskKind::classes, {128, 0.02, 1},
        {{"classes", 2, 2, 4, true}, {"turns", 1.5, 0.25, 5}, {"radius", 1.5, 0.1, 10}},
        on_plane([](const double* p) { return p[2]; }, spiral)),
    row("moons", TaskKind::classes, {128, 0.1, 1}, {{"radius", 1, 0.1, 5}, {"drop", 0.5, -1, 2}},
        on_plane(
            [](const double* p) {
              return std::max({1.5 * p[0], p[0] - p[1] / 2, magnitude(p[1] / 2)});
            },
            moons)),
    row("checkerboard", TaskKind::classes, {256, 0, 1}, {{"cells", 4, 2, 8, true}, {"size", 1, 0.1, 10}},
        on_plane([](const double* p) { return p[1]; }, checkerboard)),
    row("plane", TaskKind::values, {128, 0.05, 1},
        {{"size", 1, 0.1, 10},
         {"slopeX", 0.5, -5, 5},
         {"slopeY", 0.5, -5, 5},
         {"offset", 0, -5, 5},
         {"product", 0, -5, 5}},
        on_plane([](const double* p) { return p[0]; }, plane)),
    row("venn", TaskKind::labels, {256, 0, 1},
        {{"size", 1.4, 0.1, 10}, {"radius", 0.75, 0.1, 10}, {"distance", 0.5, 0, 10}},
        on_plane([](const double* p) { return p[0]; }, venn)),
    row("halves", TaskKind::labels, {256, 0, 1}, {{"size", 1, 0.1, 10}, {"radius", 0.6, 0.1, 10}},
        on_plane([](const double* p) { return p[0]; }, halves)),
    row("sine", TaskKind::values, {100, 0.05, 1},
        {from(0), to(1), {"frequency", 1, 0.1, 20}, {"amplitude", 1, 0.1, 10}}, on_line(sine)),
    row("step", TaskKind::values, {100, 0.05, 1},
        {from(-1), to(1), {"at", 0, -10, 10}, {"low", -1, -5, 5}, {"high", 1, -5, 5}}, on_line(step)),
    row("abs", TaskKind::values, {100, 0.05, 1}, {from(-1), to(1), {"at", 0, -10, 10}}, on_line(absolute)),
    row("two-tone", TaskKind::values, {100, 0.05, 1},
        {from(-1),
         to(1),
         {"frequency", 0.5, 0.1, 20},
         {"secondFrequency", 2.5, 0.1, 20},
         {"secondAmplitude", 0.5, 0, 5}},
        on_line(two_tone)),
    row("sinc", TaskKind::values, {100, 0.05, 1}, {from(-1), to(1), {"frequency", 1.5, 0.1, 20}}, on_line(sinc)),
    playground_row("tfp-circle", TaskKind::classes, 500, playground::circle),
    playground_row("tfp-xor", TaskKind::classes, 500, playground::exclusive_or),
    playground_row("tfp-gauss", TaskKind::classes, 500, playground::gauss),
    playground_row("tfp-spiral", TaskKind::classes, 500, playground::spiral),
    playground_row("tfp-plane", TaskKind::values, 1200, playground::plane),
    playground_row("tfp-gauss-plane", TaskKind::values, 1200, playground::gauss_plane),
};

}  // namespace

std::span<const Generator> generators() { return table; }

const Generator* find_generator(std::string_view id) { return find_row(table, id); }

}  // namespace nonlin

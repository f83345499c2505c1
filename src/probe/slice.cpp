#include "probe/slice.hpp"

#include <algorithm>
#include <limits>

#include "math/random.hpp"
#include "math/text.hpp"
#include "probe/pass.hpp"
#include "train/trainer.hpp"

namespace nonlin {
namespace {

std::size_t at(int i) { return static_cast<std::size_t>(i); }

std::vector<double> random_direction(const Network& network, std::uint32_t seed, std::uint32_t which) {
  std::vector<double> direction(network.parameters().size(), 0.0);
  const auto views = network.layers();
  for (std::size_t l = 0; l < views.size(); ++l) {
    const LayerView& view = views[l];
    for (int r = 0; r < view.rows; ++r) {
      const int first = view.weights + r * view.inputs;
      LaneTotal drawn, weights;
      for (int i = 0; i < view.inputs; ++i) {
        const double w = network.parameters()[at(first + i)];
        const double x = normal(random_block(
            seed, Stream::direction,
            {which, static_cast<std::uint32_t>(l), static_cast<std::uint32_t>(r), static_cast<std::uint32_t>(i)})[0]);
        direction[at(first + i)] = x;
        drawn.add(i, x * x);
        weights.add(i, w * w);
      }
      const double scale = sqrt(weights.total() / drawn.total());  // no normal draw is exactly 0
      for (int i = 0; i < view.inputs; ++i) direction[at(first + i)] *= scale;
    }
  }
  return direction;
}

double product(std::span<const double> a, std::span<const double> b) {
  LaneTotal total;
  for (std::size_t i = 0; i < a.size(); ++i) total.add(static_cast<int>(i), a[i] * b[i]);
  return total.total();
}

// Brings a symmetric matrix (n x n) to diagonal form by rotations, row by row (Jacobi's method), its eigenvalues in the
// order they come out. Returns the eigenvectors, as columns.
std::vector<double> diagonalise(std::vector<double>& matrix, int n) {
  const auto a = [&](int row, int column) -> double& { return matrix[at(row * n + column)]; };
  std::vector<double> vectors(at(n * n), 0.0);
  double all = 0;
  for (int i = 0; i < n; ++i) {
    vectors[at(i * n + i)] = 1;
    all += a(i, i) * a(i, i);
  }
  const auto rotate = [n](double* x, double* y, int stride, double c, double s) {  // two rows or two columns
    for (int i = 0; i < n * stride; i += stride) {
      const double old = x[i];
      x[i] = c * x[i] - s * y[i];
      y[i] = s * old + c * y[i];
    }
  };
  for (int sweep = 0; sweep < 40; ++sweep) {
    double beside = 0;
    for (int p = 0; p < n; ++p)
      for (int q = p + 1; q < n; ++q) {
        beside += a(p, q) * a(p, q);
        if (a(p, q) == 0) continue;
        const double theta = (a(q, q) - a(p, p)) / (2 * a(p, q)), size = theta < 0 ? -theta : theta;
        const double t = (theta < 0 ? -1 : 1) / (size + sqrt(size * size + 1)), c = 1 / sqrt(t * t + 1), s = t * c;
        rotate(&a(0, p), &a(0, q), n, c, s);
        rotate(&a(p, 0), &a(q, 0), 1, c, s);
        rotate(&vectors[at(p)], &vectors[at(q)], n, c, s);
      }
    if (!(beside > 1e-30 * all)) break;
  }
  return vectors;
}

}  // namespace

Plane random_plane(const Network& network, std::uint32_t seed) {
  return {{network.parameters().begin(), network.parameters().end()},
          random_direction(network, seed, 0),
          random_direction(network, seed, 1)};
}

Plane parameter_plane(const Network& network, int first, int second) {
  const int count = static_cast<int>(network.parameters().size());
  if (first < 0 || second < 0 || first >= count || second >= count || first == second)
    refuse("plane: ", first, " and ", second, " are not two parameters");
  Plane plane{{network.parameters().begin(), network.parameters().end()},
              std::vector<double>(at(count), 0.0),
              std::vector<double>(at(count), 0.0)};
  plane.across[at(first)] = plane.up[at(second)] = 1;
  return plane;
}

int parameter_offset(const Network& network, std::string_view name, int index) {
  std::string names;
  for (const Network::Block& block : network.blocks()) {
    const int count = block.rows * block.columns;
    if (block.name == name) {
      if (index < 0 || index >= count) refuse(name, ": index ", index, " is outside 0..", count - 1);
      return block.offset + index;
    }
    add_word(names, block.name);
  }
  refuse("block: ", Piece::quoted(name), " is unknown; allowed: ", names);
}

PathPlane path_plane(const Network& network, std::span<const Floats> path) {
  const auto w = network.parameters();
  const int count = static_cast<int>(path.size());
  for (const Floats& place : path)
    if (place.size() != w.size()) refuse("slice: the path belongs to another network");
  const auto away = [&](int k, std::size_t i) {
    return static_cast<double>(path[at(k)][i]) - static_cast<double>(w[i]);
  };
  // The directions are sums of the path's places; their weights are eigenvectors of the places' products.
  std::vector<double> products(at(count * count));
  for (int a = 0; a < count; ++a)
    for (int b = 0; b <= a; ++b) {
      LaneTotal total;
      for (std::size_t i = 0; i < w.size(); ++i) total.add(static_cast<int>(i), away(a, i) * away(b, i));
      products[at(a * count + b)] = products[at(b * count + a)] = total.total();
    }
  double all = 0;
  for (int k = 0; k < count; ++k) all += products[at(k * count + k)];
  if (!(all > 0) || !(all <= std::numeric_limits<double>::max())) refuse("slice: the path leads nowhere");
  const std::vector<double> vectors = diagonalise(products, count);
  const auto value = [&](int k) { return products[at(k * count + k)]; };
  int first = 0, second = -1;
  for (int k = 1; k < count; ++k)
    if (value(k) > value(first)) first = k;
  for (int k = 0; k < count; ++k)
    if (k != first && (second < 0 || value(k) > value(second))) second = k;

  Plane plane{{w.begin(), w.end()}, {}, random_direction(network, 0, 0)};
  const auto direction = [&](int which) {
    std::vector<double> sum(w.size(), 0.0);
    for (int k = 0; k < count; ++k)
      for (std::size_t i = 0; i < w.size(); ++i) sum[i] += vectors[at(k * count + which)] * away(k, i);
    return sum;
  };
  // Brings a direction to length 1, the path's beginning on its negative side.
  const auto finish = [&](std::vector<double>& d) {
    const double length = sqrt(product(d, d));
    LaneTotal begin;
    for (std::size_t i = 0; i < d.size(); ++i) begin.add(static_cast<int>(i), d[i] * away(0, i));
    const double scale = (begin.total() > 0 ? -1 : 1) / length;
    for (double& x : d) x *= scale;
  };
  plane.across = direction(first);
  finish(plane.across);
  if (second >= 0 && value(second) > 1e-12 * all) plane.up = direction(second);
  for (int pass = 0; pass < 2; ++pass) {  // rounding leaves a little the first time
    const double common = product(plane.across, plane.up);
    for (std::size_t i = 0; i < w.size(); ++i) plane.up[i] -= common * plane.across[i];
    finish(plane.up);
  }
  double held = 0;
  for (const Floats& place : path) {
    const PlanePoint point = project(plane, place);
    held += point.x * point.x + point.y * point.y;
  }
  return {std::move(plane), std::min(held / all, 1.0)};
}

SliceGrid square_slice(double lo, double hi, int size) { return {lo, hi, (hi - lo) / (size - 1), size, size}; }

std::vector<double> loss_slice(const Network& network, const Pairing& pairing, const SampleSet& train,
                               const Plane& plane, const SliceGrid& grid, Workspace& workspace) {
  for (const int size : {grid.columns, grid.rows})
    if (size < 2 || size > 512) refuse("slice: ", size, " points are outside 2..512");
  if (!(grid.step > 0) || grid.step > std::numeric_limits<double>::max())
    refuse("slice: a step of ", grid.step, " is none");
  Network moved = network;
  const auto w = moved.parameters();
  if (plane.centre.size() != w.size()) refuse("slice: the plane belongs to another network");
  std::vector<double> losses;
  for (int row = 0; row < grid.rows; ++row)
    for (int column = 0; column < grid.columns; ++column) {
      const double x = grid.left + column * grid.step, y = grid.top - row * grid.step;
      for (std::size_t i = 0; i < w.size(); ++i)
        w[i] = static_cast<float>(static_cast<double>(plane.centre[i]) + (x * plane.across[i] + y * plane.up[i]));
      prepare(moved, train, workspace);
      losses.push_back(judge(moved, pairing, train, workspace).loss);
    }
  workspace.prepared = nullptr;  // what it holds belongs to no network any more
  return losses;
}

PlanePoint project(const Plane& plane, std::span<const float> parameters) {
  std::vector<double> away(parameters.size());
  for (std::size_t i = 0; i < away.size(); ++i)
    away[i] = static_cast<double>(parameters[i]) - static_cast<double>(plane.centre[i]);
  const double aa = product(plane.across, plane.across), bb = product(plane.up, plane.up),
               ab = product(plane.across, plane.up), a = product(plane.across, away), b = product(plane.up, away);
  const double determinant = aa * bb - ab * ab;
  const double x = (a * bb - b * ab) / determinant, y = (b * aa - a * ab) / determinant;
  for (std::size_t i = 0; i < away.size(); ++i) away[i] -= x * plane.across[i] + y * plane.up[i];
  return {x, y, sqrt(product(away, away))};
}

}  // namespace nonlin

#include "probe/folds.hpp"

#include <algorithm>
#include <array>

#include "math/append.hpp"
#include "probe/pass.hpp"
#include "probe/regions.hpp"

namespace nonlin {
namespace {

std::size_t at(int i) { return static_cast<std::size_t>(i); }

/// How far row `p` of `rows` is above the highest of the others: to[s] for `count` of n samples.
void ahead(const float* z, float sign, int rows, int p, int count, int n, float* to) {
  for (int s = 0; s < count; ++s) {
    float best = 0;
    for (int q = 0, any = 0; q < rows; ++q) {
      if (q == p) continue;
      const float other = sign * z[q * n + s];
      if (!any++ || other > best) best = other;
    }
    to[s] = sign * z[p * n + s] - best;
  }
}

/// A fold's function: above 0 on one side of it, and not on the other.
struct Fold {
  int layer, unit;
  int index;  // of the unit's kinks, or of its pieces: the last one's border is that of others
};

std::vector<Fold> folds_of(const Network& network) {
  refuse_smooth(network);
  std::vector<Fold> folds;
  for (std::size_t l = 0; l < network.spec().layers.size(); ++l) {
    const LayerSpec& spec = network.spec().layers[l];
    const int count = spec.pieces > 1 ? spec.pieces - 1 : spec.activation->facts.kink_count;
    for (int u = 0; u < spec.units; ++u)
      for (int i = 0; i < count; ++i) folds.push_back({static_cast<int>(l), u, i});
  }
  return folds;
}

void values_of(const Network& network, const Fold& fold, const Workspace& workspace, int count, int n, float* to) {
  const LayerSpec& spec = network.spec().layers[at(fold.layer)];
  const float inner = static_cast<float>(spec.affine.inner);
  const float* z = workspace.layer(fold.layer).z + fold.unit * spec.pieces * n;
  if (spec.pieces > 1) return ahead(z, inner, spec.pieces, fold.index, count, n, to);
  const float kink = static_cast<float>(spec.activation->facts.kinks[at(fold.index)].x);
  for (int s = 0; s < count; ++s) to[s] = inner * z[s] - kink;
}

/// Where between two values of different sign the zero lies: 0..1.
float crossing(float from, float to) {
  const float share = from / (from - to);
  return share >= 0 && share <= 1 ? share : 0.5f;
}

/// The line on which a picture's values pass through zero, by marching squares: they come pixel by pixel, row by row.
class ZeroLine {
 public:
  explicit ZeroLine(int size) : size_(size), above_(at(size)) {}

  void add(const float* values, int count) {
    for (int i = 0; i < count; ++i) {
      const float value = values[i], up = above_[at(column_)];
      if (row_ > 0 && column_ > 0) {
        const bool over = value > 0;
        if ((up > 0) != over || (left_ > 0) != over || (up_left_ > 0) != over) cell({up_left_, up, value, left_});
      }
      above_[at(column_)] = left_ = value;
      up_left_ = up;
      if (++column_ < size_) continue;
      column_ = 0;
      ++row_;
    }
  }
  std::vector<float> segments;

 private:
  // A cell between four pixels' centres, clockwise from the top left: the edges it is crossed on, two of them a
  // segment.
  void cell(const std::array<float, 4>& corners) {
    static constexpr int x[] = {0, 1, 1, 0, 0}, y[] = {0, 0, 1, 1, 0};
    for (int e = 0; e < 4; ++e) {
      const float from = corners[at(e)], to = corners[at((e + 1) % 4)];
      if ((from > 0) == (to > 0)) continue;
      const float share = crossing(from, to), pixels = static_cast<float>(size_);
      const auto place = [&](int corner, const int* c) {
        return (static_cast<float>(corner + c[e]) - 0.5f + share * static_cast<float>(c[e + 1] - c[e])) / pixels;
      };
      segments.push_back(place(column_, x));
      segments.push_back(place(row_, y));
    }
  }

  int size_, row_ = 0, column_ = 0;
  std::vector<float> above_;  // the latest value of each column
  float left_ = 0, up_left_ = 0;
};

}  // namespace

FoldLines fold_lines(const Network& network, Score score, const SampleSet& grid, int size, Workspace& workspace) {
  const std::vector<Fold> folds = folds_of(network);
  const int k = network.spec().outputs;
  const bool classes = score == Score::accuracy && k > 1;
  std::vector<ZeroLine> lines(folds.size(), ZeroLine(size));
  std::vector<ZeroLine> borders(score == Score::r2 ? 0 : at(classes ? k - 1 : k), ZeroLine(size));
  float values[chunk];
  for_chunks(grid, [&](int c, int count, int n) {
    forward(network, grid.input(c), n, workspace);
    for (std::size_t i = 0; i < folds.size(); ++i) {
      values_of(network, folds[i], workspace, count, n, values);
      lines[i].add(values, count);
    }
    const float* z = workspace.output().z;
    for (std::size_t i = 0; i < borders.size(); ++i) {
      const int p = static_cast<int>(i);
      if (classes) ahead(z, 1, k, p, count, n, values);
      borders[i].add(classes ? values : z + p * n, count);
    }
  });
  FoldLines found;
  for (const LayerSpec& layer : network.spec().layers)
    found.layers.push_back({{}, std::vector<std::int32_t>(at(layer.units) + 1)});
  for (std::size_t i = 0; i < folds.size(); ++i) {
    FoldLines::Layer& layer = found.layers[at(folds[i].layer)];
    append(layer.segments, lines[i].segments);
    std::fill(layer.first.begin() + folds[i].unit + 1, layer.first.end(),
              static_cast<std::int32_t>(layer.segments.size() / 4));
  }
  for (const ZeroLine& border : borders) append(found.boundary, border.segments);
  return found;
}

std::vector<FoldPoint> fold_points(const Network& network, const SampleSet& line, Workspace& workspace) {
  const std::vector<Fold> folds = folds_of(network);
  std::vector<float> last(folds.size());
  std::vector<FoldPoint> found;
  float values[chunk];
  for_chunks(line, [&](int c, int count, int n) {
    forward(network, line.input(c), n, workspace);
    for (std::size_t i = 0; i < folds.size(); ++i) {
      values_of(network, folds[i], workspace, count, n, values);
      for (int s = 0, place = c * chunk; s < count; ++s, ++place) {
        if (place > 0 && (values[s] > 0) != (last[i] > 0))
          found.push_back(
              {folds[i].layer, folds[i].unit, place - 1 + static_cast<double>(crossing(last[i], values[s]))});
        last[i] = values[s];
      }
    }
  });
  return found;
}

}  // namespace nonlin

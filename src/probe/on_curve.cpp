#include "probe/on_curve.hpp"

#include <algorithm>
#include <limits>

#include "math/text.hpp"
#include "model/unit.hpp"
#include "probe/flat.hpp"
#include "probe/pass.hpp"

namespace nonlin {
namespace {

std::size_t at(int i) { return static_cast<std::size_t>(i); }

void check(const Network& network, const CurveView& view) {
  const int layers = static_cast<int>(network.spec().layers.size());
  if (view.layer < 0 || view.layer >= layers) refuse("layer: ", view.layer, " is outside 0..", layers - 1);
  const int units = network.spec().layers[at(view.layer)].units;
  if (view.unit < -1 || view.unit >= units) refuse("unit: ", view.unit, " is outside 0..", units - 1);
  if (!(view.reach >= 1e-3 && view.reach <= 1e6)) refuse("reach: ", view.reach, " is outside 0.001..1000000");
}

// The smallest of ... 2, 3, 4, 6, 8, 12 ... that is at least `x`: few of them, so that a picture's axis rarely changes.
double round_up(double x) {
  double two = 1;
  while (two < x && two < 1e38) two *= 2;
  while (two / 2 >= x) two /= 2;
  return two * 0.75 >= x ? two * 0.75 : two;
}

// The parameters of the curve that is drawn.
std::vector<float> drawn_parameters(UnitParameters& parameters, int first, int count) {
  std::vector<float> mean(max_activation_parameters);
  for (std::size_t i = 0; i < mean.size(); ++i) {
    LaneTotal total;
    for (int u = 0; u < count; ++u) total.add(u, static_cast<double>(parameters.of(first + u)[i]));
    mean[i] = static_cast<float>(total.total() / count);
  }
  return mean;
}

void sample_curve(const LayerSpec& spec, const std::vector<float>& parameters, double mean_slope, OnCurve& result) {
  static_assert(curve_points % lanes == 0);
  std::vector<float> z(at(curve_points)), scratch(at(curve_points));
  for (int i = 0; i < curve_points; ++i)
    z[at(i)] = static_cast<float>(-result.reach + 2 * result.reach * i / (curve_points - 1));
  result.value.resize(at(curve_points));
  result.slope.assign(at(curve_points), static_cast<float>(mean_slope));
  result.flat.resize(at(curve_points));
  if (spec.pieces > 1) {
    for (int i = 0; i < curve_points; ++i)
      result.value[at(i)] = static_cast<float>(mean_slope * static_cast<double>(z[at(i)]) + spec.affine.shift);
    return;
  }
  activate(*spec.activation, Wrap(spec.affine), z.data(), result.value.data(), result.slope.data(), curve_points, 1,
           parameters.data(), scratch.data());
  const FlatPart part(spec, parameters.data());
  result.largest_slope = part.largest();
  for (int i = 0; i < curve_points; ++i) result.flat[at(i)] = part.holds(z[at(i)], result.slope[at(i)]);
}

}  // namespace

OnCurve data_on_curve(const Network& network, const SampleSet& set, const CurveView& view, Workspace& workspace) {
  check(network, view);
  const LayerSpec& spec = network.spec().layers[at(view.layer)];
  const LayerView& rows = network.layers()[at(view.layer)];
  const int first = std::max(view.unit, 0), count = view.unit < 0 ? spec.units : 1;
  UnitParameters parameters(rows, spec, network.parameters().data());
  std::vector<FlatPart> parts;
  for (int u = 0; u < count; ++u) parts.emplace_back(spec, parameters.of(first + u));

  OnCurve result;
  result.count = count * set.count();
  std::vector<float> all;
  all.reserve(at(result.count));
  int left = 0, right = 0, rest = 0, positive = 0, zero = 0;
  LaneTotal slopes;
  for_chunks(set, [&](int c, int size, int n) {
    forward(network, set.input(c), n, workspace);
    const Workspace::Layer& layer = workspace.layer(view.layer);
    for (int u = 0; u < count; ++u)
      for (int s = 0; s < size; ++s) {
        const int row = (first + u) * rows.pieces + piece_on_curve(spec, layer, first + u, s, n);
        const float z = layer.z[row * n + s], a = layer.a[(first + u) * n + s], slope = layer.slope[row * n + s];
        all.push_back(z);
        slopes.add(s, static_cast<double>(slope));
        positive += z > 0;
        zero += a == 0;
        if (!parts[at(u)].holds(z, slope)) continue;
        ++(z < 0 ? left : right);
        rest += parts[at(u)].at_rest(a);
      }
  });
  std::vector<float> finite;
  std::ranges::copy_if(all, std::back_inserter(finite), [](float z) { return std::isfinite(z); });
  const auto of = [&](int part) { return static_cast<double>(part) / result.count; };
  result.flat_left = of(left), result.flat_right = of(right), result.at_rest = of(rest);
  result.positive = of(positive), result.zero = of(zero);
  result.low = result.median = result.high = std::numeric_limits<double>::quiet_NaN();
  result.reach = view.reach;
  if (!finite.empty()) {
    result.low = quantile(finite, 0.05), result.median = quantile(finite, 0.5), result.high = quantile(finite, 0.95);
    const float far = std::max(std::fabs(quantile(finite, 0.005)), std::fabs(quantile(finite, 0.995)));
    if (static_cast<double>(far) > view.reach) result.reach = round_up(far);
  }
  result.z = count_all(all, {-result.reach, result.reach, view.bins});
  sample_curve(spec, drawn_parameters(parameters, first, count), slopes.total() / result.count, result);
  return result;
}

}  // namespace nonlin

#include "probe/on_curve.hpp"

#include <algorithm>
#include <limits>

#include "model/unit.hpp"
#include "probe/flat.hpp"
#include "probe/pass.hpp"

namespace nonlin {
namespace {

std::size_t at(int i) { return static_cast<std::size_t>(i); }

// The mean of the parameters of `count` units from `first` on.
std::vector<float> drawn_parameters(UnitParameters& parameters, int first, int count) {
  std::vector<float> mean(max_activation_parameters);
  for (std::size_t i = 0; i < mean.size(); ++i) {
    double total = 0;
    for (int u = first; u < first + count; ++u) total += static_cast<double>(parameters.of(u)[i]);
    mean[i] = static_cast<float>(total / count);
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
  const LayerSpec& spec = network.spec().layers[at(view.layer)];
  const LayerView& rows = network.layers()[at(view.layer)];
  const int first = std::max(view.unit, 0), count = view.unit < 0 ? spec.units : 1;
  UnitParameters parameters(rows, spec, network.parameters().data());
  std::vector<FlatPart> parts;
  for (int u = first; u < first + count; ++u) parts.emplace_back(spec, parameters.of(u));

  OnCurve result;
  result.count = count * set.count();
  std::vector<float> all;
  all.reserve(at(result.count));
  double slopes = 0;
  for_chunks(set, [&](int c, int size, int n) {
    forward(network, set.input(c), n, workspace);
    const Workspace::Layer& layer = workspace.layer(view.layer);
    for (int u = first; u < first + count; ++u)
      for (int s = 0; s < size; ++s) {
        const int row = u * rows.pieces + piece_on_curve(spec, layer.slope, u, s, n);
        const float z = layer.z[row * n + s], a = layer.a[u * n + s], slope = layer.slope[row * n + s];
        if (z == z) all.push_back(z);
        slopes += static_cast<double>(slope);
        result.positive += z > 0;
        result.zero += a == 0;
        if (!parts[at(u - first)].holds(z, slope)) continue;
        ++(z < 0 ? result.flat_left : result.flat_right);
        result.at_rest += parts[at(u - first)].at_rest(a);
      }
  });
  for (double* share : {&result.flat_left, &result.flat_right, &result.at_rest, &result.positive, &result.zero})
    *share /= result.count;
  result.low = result.median = result.high = std::numeric_limits<double>::quiet_NaN();
  result.reach = view.reach;
  if (!all.empty()) {
    result.low = quantile(all, 0.05), result.median = quantile(all, 0.5), result.high = quantile(all, 0.95);
    const double far = std::max(std::fabs(quantile(all, 0.005)), std::fabs(quantile(all, 0.995)));
    while (result.reach < far && result.reach < 1e38) result.reach *= 1.5;
  }
  result.z = count_all(all, {-result.reach, result.reach, view.bins});
  result.z.not_numbers = static_cast<std::uint32_t>(at(result.count) - all.size());
  sample_curve(spec, drawn_parameters(parameters, first, count), slopes / result.count, result);
  return result;
}

}  // namespace nonlin

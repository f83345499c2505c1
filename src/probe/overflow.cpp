#include "probe/overflow.hpp"

#include <cmath>
#include <limits>

#include "probe/pass.hpp"

namespace nonlin {
namespace {

std::size_t at(int i) { return static_cast<std::size_t>(i); }
constexpr double infinity = std::numeric_limits<double>::infinity();

/// `largest`, or |x| where that is larger; infinity where x is not finite.
double larger(double largest, double x) { return x - x == 0 ? std::max(largest, std::fabs(x)) : infinity; }

double largest(const float* rows, int count, int size, int n, double so_far) {
  for (int r = 0; r < count; ++r)
    for (int s = 0; s < size; ++s) so_far = larger(so_far, static_cast<double>(rows[r * n + s]));
  return so_far;
}

/// Root of the sum of squares; infinity where a number is not finite.
double norm(std::span<const float> values) {
  LaneTotal total;
  for (std::size_t i = 0; i < values.size(); ++i) {
    const double x = values[i];
    if (x - x != 0) return infinity;
    total.add(static_cast<int>(i), x * x);
  }
  return sqrt(total.total());
}

class Sizes : public Trainer::Watcher {
 public:
  explicit Sizes(std::size_t count) : layers(count), a(count, 0.0) {}

  void passed(const Trainer& trainer, std::span<const Chunk> chunks, Workspace& workspace) override {
    const auto views = trainer.network().layers();
    for (std::size_t l = 0; l < views.size(); ++l)
      for (int c = 0; at(c) < chunks.size(); ++c) {
        const int size = chunks[at(c)].size, n = padded(size);
        const Workspace::Layer& layer = workspace.layer(static_cast<int>(l), c);
        layers[l].z = largest(layer.z, views[l].rows, size, n, layers[l].z);
        layers[l].delta = largest(layer.dz, views[l].rows, size, n, layers[l].delta);
        if (l + 1 < views.size()) a[l] = largest(layer.a, views[l].units, size, n, a[l]);
      }
    gradient.assign(trainer.gradient().begin(), trainer.gradient().end());
  }

  std::vector<LayerSize> layers;
  std::vector<double> a;
  Floats gradient;
};

}  // namespace

std::string_view id_of(StepPart part) {
  constexpr std::string_view ids[] = {"z", "a", "loss", "delta", "gradient", "moment", "parameter"};
  return ids[static_cast<std::size_t>(part)];
}

StepSizes step_sizes(const Trainer& trainer, Workspace& workspace) {
  Trainer copy = trainer;
  const auto samples = static_cast<double>(copy.next_batch().size());
  const Network& network = trainer.network();
  const auto views = network.layers();
  Sizes sizes(views.size());
  StepSizes result;
  result.finite = copy.step(workspace, &sizes);
  const Trainer::State after = copy.save();
  const int last = static_cast<int>(views.size()) - 1;

  const auto found = [&](StepPart part, int layer, double size, const std::string& block = "") {
    if (size == infinity) result.overflows.push_back({part, layer, block});
  };
  /// The norm of the parameters of layer `l` (of all layers: -1) in `values`; blocks that are not finite are noted.
  const auto norm_of = [&](StepPart part, int l, std::span<const float> values) {
    double squares = 0;
    int layer = 0;
    for (const Network::Block& block : network.blocks()) {
      if (layer < last && block.offset >= views[at(layer + 1)].weights) ++layer;
      if (l >= 0 && l != layer) continue;
      const double size = norm(values.subspan(at(block.offset), at(block.rows * block.columns)));
      squares += size * size;
      found(part, layer, size, block.name);
    }
    return sqrt(squares);
  };
  for (int l = 0; l <= last; ++l) {
    found(StepPart::z, l, sizes.layers[at(l)].z);
    found(StepPart::a, l, sizes.a[at(l)]);
  }
  found(StepPart::loss, 0, larger(0, copy.batch_loss()));
  for (int l = last; l >= 0; --l) {
    LayerSize& layer = sizes.layers[at(l)];
    layer.delta *= samples;
    found(StepPart::delta, l, layer.delta);
    layer.gradient = norm_of(StepPart::gradient, l, sizes.gradient);
    layer.weights = norm_of(StepPart::parameter, l, network.parameters());
  }
  if (!after.moment1.empty()) norm_of(StepPart::moment, -1, after.moment1);
  if (!after.moment2.empty()) norm_of(StepPart::moment, -1, after.moment2);
  norm_of(StepPart::parameter, -1, after.parameters);

  result.numbers.push_back(copy.batch_loss());
  for (const LayerSize& layer : sizes.layers)
    for (const double x : {layer.z, layer.delta, layer.gradient, layer.weights}) result.numbers.push_back(x);
  return result;
}

}  // namespace nonlin

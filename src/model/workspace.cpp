#include "model/workspace.hpp"

#include <algorithm>

namespace nonlin {
namespace {

std::size_t at(int i) { return static_cast<std::size_t>(i); }

// Numbers of a shape that decide how much is kept.
struct Extent {
  int units = 0, pieces = 0, carried = 0;  // of the widest layers; `carried`: rows between the layers of `prepare`
  int per_slot = 0, shared = 0;            // rows of `chunk` floats

  explicit Extent(const NetworkSpec& spec) : per_slot(2 * spec.outputs) {
    int before = 0;  // rows of the batch-normalised layer before
    for (const LayerSpec& layer : spec.layers) {
      const int rows = layer.units * layer.pieces;
      units = std::max(units, layer.units);
      pieces = std::max(pieces, layer.pieces);
      per_slot += 3 * rows + layer.units;
      if (layer.norm != Norm::none) per_slot += rows;
      if (layer.norm == Norm::layer) per_slot += 1;
      if (layer.dropout > 0) per_slot += layer.units;
      if (layer.norm != Norm::batch) continue;
      shared += 2 * ((rows + chunk - 1) / chunk);
      carried = std::max(carried, before);
      before = rows;
    }
    shared += 1 + pieces + units;
  }
};

}  // namespace

int Workspace::slots_for(const NetworkSpec& spec, int batch) {
  return has_batch_norm(spec) ? std::max((batch + chunk - 1) / chunk, 1) : 1;
}

std::size_t Workspace::floats(const NetworkSpec& spec, int batch, int train) {
  const Extent extent(spec);
  return at(slots_for(spec, batch) * extent.per_slot + extent.shared) * chunk +
         at(extent.carried) * at((train + chunk - 1) / chunk * chunk);
}

bool Workspace::same(const NetworkSpec& a, const NetworkSpec& b) {
  return a.outputs == b.outputs && std::ranges::equal(a.layers, b.layers, [](const LayerSpec& x, const LayerSpec& y) {
           return x.units == y.units && x.pieces == y.pieces && x.norm == y.norm && (x.dropout > 0) == (y.dropout > 0);
         });
}

Workspace::Workspace(const NetworkSpec& spec, int batch)
    : depth_(static_cast<int>(spec.layers.size()) + 1), slots_(slots_for(spec, batch)), buffer_(floats(spec, batch)) {
  float* next = buffer_.data();
  const auto take = [&](int rows) {
    float* block = next;
    next += at(rows) * chunk;
    return block;
  };
  for (int slot = 0; slot < slots_; ++slot) {
    for (int l = 0; l + 1 < depth_; ++l) {
      const LayerSpec& spec_of = spec.layers[at(l)];
      const int rows = spec_of.units * spec_of.pieces;
      Layer layer{take(rows), take(spec_of.units), take(rows), take(rows), nullptr, nullptr, nullptr, nullptr};
      if (spec_of.norm != Norm::none) layer.hat = take(rows);
      if (spec_of.norm == Norm::layer) layer.inverse = take(1);
      if (spec_of.norm == Norm::batch) {
        const int numbers = (rows + chunk - 1) / chunk;
        layer.mean = slot == 0 ? take(numbers) : this->layer(l).mean;
        layer.inverse = slot == 0 ? take(numbers) : this->layer(l).inverse;
      }
      if (spec_of.dropout > 0) layer.mask = take(spec_of.units);
      layers_.push_back(layer);
    }
    layers_.push_back({take(spec.outputs), nullptr, nullptr, take(spec.outputs), nullptr, nullptr, nullptr, nullptr});
  }
  row_ = take(1);
  pieces_ = take(Extent(spec).pieces);
  da_ = take(Extent(spec).units);
}

float* Workspace::carried(std::size_t count) {
  if (carried_.size() < count) carried_.resize(count);
  return carried_.data();
}

}  // namespace nonlin

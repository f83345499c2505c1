// Saved values of one evaluation, enough for the backward pass. Belongs to the caller: evaluating changes no network.
//
// Arrays are feature-major: row r of a (rows x n) array holds unit r for n samples, n a multiple of 8, at most `chunk`.
#pragma once

#include <vector>

#include "math/aligned.hpp"
#include "model/network.hpp"

namespace nonlin {

inline constexpr int chunk = 256;  // samples that go through the network together

class Workspace {
 public:
  /// For networks of this shape, trained on batches of up to `batch` samples. Batch normalisation keeps a whole batch,
  /// others one chunk of it at a time.
  explicit Workspace(const NetworkSpec& spec, int batch = chunk);
  /// Floats a workspace of this shape holds; `train` samples are the largest set it is prepared with.
  static std::size_t floats(const NetworkSpec& spec, int batch = chunk, int train = 0);
  /// Whether a workspace of one shape serves the other, for batches of the same size.
  static bool same(const NetworkSpec& a, const NetworkSpec& b);

  /// What is kept of one layer and chunk, each with the stride of the last evaluation.
  struct Layer {
    float* z;        // rows x n: pre-activations, normalised where the layer is, one row per unit and piece
    float* a;        // units x n: activations (hidden layers), as the next layer is given them
    float* slope;    // rows x n: da/dz (hidden layers, after `forward`), without dropout
    float* dz;       // rows x n: dL/dz, the backward signal; of the output layer it is the caller's to fill
    float* hat;      // rows x n: (z - mean) / sd before gamma and beta (normalised layers)
    float* mean;     // rows: over the batch or the training set, of all chunks (batch normalisation)
    float* inverse;  // 1 / sqrt(var + epsilon): rows, of all chunks (batch), or n, of each sample (layer normalisation)
    float* mask;     // units x n: 0 or 1 / (1 - dropout) (layers with dropout, after `forward` of a batch)
  };
  const Layer& layer(int i, int slot = 0) const { return layers_[static_cast<std::size_t>(slot * depth_ + i)]; }
  const Layer& output(int slot = 0) const { return layer(depth_ - 1, slot); }
  /// Chunks of a batch that are kept at once.
  int slots() const { return slots_; }
  static int slots_for(const NetworkSpec& spec, int batch);
  /// One row of n floats for whoever works on the current layer.
  float* row() { return row_; }
  /// As many rows as the layer with most pieces has: what its activation is given where that is not z itself.
  float* pieces() { return pieces_; }
  /// units x n of the widest layer: dL/da where it cannot be made in place.
  float* da() { return da_; }

  /// `count` floats between the layers of `prepare`; kept for the next time.
  float* carried(std::size_t count);
  /// Whose statistics the batch-normalised layers hold: a network's parameters (after `prepare`), or null (a batch's).
  const float* prepared = nullptr;

 private:
  int depth_, slots_;
  std::vector<Layer> layers_;  // slot by slot
  Floats buffer_, carried_;
  float *row_, *pieces_, *da_;
};

}  // namespace nonlin

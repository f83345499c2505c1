// A dense network: its description, its parameters in one buffer, and evaluation that never alters it.
//
// Arrays are feature-major: row r of a (rows x n) array holds unit r for n samples, n a multiple of 8. A run of samples
// is at most `chunk` long. z_l = W_l a_(l-1) + b_l; a_l = f_l(z_l); the last layer is linear: its z are the outputs
// ("logits").
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "math/aligned.hpp"
#include "model/activation.hpp"

namespace nonlin {

inline constexpr int chunk = 256;  // samples that go through the network together
inline constexpr int max_layers = 16, max_units = 256;

/// How a parameter of an activation is held: fixed, one learned value per unit, or one learned value for the layer.
enum class Learned { no, unit, layer };

struct ParameterSetting {
  double value;
  Learned learned;
};

/// What stands between a layer's product and its activation (norm.hpp).
enum class Norm { none, batch, layer };

/// outer f(inner z) + shift around any activation f, its slope outer inner f'(inner z). Never learned.
struct Affine {
  double outer = 1, inner = 1, shift = 0;
  friend bool operator==(const Affine&, const Affine&) = default;
};

struct LayerSpec {
  int units = 16;
  const Activation* activation = nullptr;
  int pieces = 1;
  std::vector<ParameterSetting> parameters;  // one per parameter of the row
  bool bias = true;
  Affine affine{};  // for every piece alike
  Norm norm = Norm::none;
  double dropout = 0;  // share of the activations that a training step leaves out, 0..0.9
};

/// The layer of `row` with its default parameters.
LayerSpec make_layer(int units, const Activation& row);

struct NetworkSpec {
  int inputs = 2;
  std::vector<LayerSpec> layers;  // hidden layers, 0..16
  int outputs = 1;
  bool output_bias = true;
};

/// Where a layer's parameters stand in the buffer (offsets in floats). `rows` = units x pieces.
struct LayerView {
  int inputs = 0, units = 0, pieces = 1, rows = 0;
  int weights = 0;  // rows x inputs, row-major: row u*pieces + p is piece p of unit u
  int biases = -1;  // rows; -1: none
  struct LearnedBlock {
    int parameter, offset, count;  // index in the row's list; count = units, or 1 when shared
  };
  std::vector<LearnedBlock> learned;
};

/// All parameters of a network in one buffer. Blocks start at multiples of eight; the padding between them is zero and
/// stays zero.
class Network {
 public:
  explicit Network(NetworkSpec spec);

  const NetworkSpec& spec() const { return spec_; }
  std::span<const LayerView> layers() const { return views_; }  // hidden layers, then the output layer
  std::span<float> parameters() { return parameters_; }
  std::span<const float> parameters() const { return parameters_; }
  /// Trained numbers, padding not counted.
  int parameter_count() const { return count_; }
  /// FNV-1a 64 of the parameters layer by layer: W (unit, piece, input), b, learned parameters; little-endian float32,
  /// NaN canonicalised.
  std::uint64_t hash() const;
  /// One named block of the parameters, as `start` and `golden/` name them: W0, b0, alpha0, swish_beta0, W1 ...
  struct Block {
    std::string name;
    int offset, rows, columns;  // columns is 1 for vectors
  };
  std::vector<Block> blocks() const;

 private:
  NetworkSpec spec_;
  std::vector<LayerView> views_;
  Floats parameters_;
  int count_ = 0;
};

/// Saved values of one evaluation, enough for the backward pass. Belongs to the caller: evaluating changes no network.
class Workspace {
 public:
  explicit Workspace(const NetworkSpec& spec);
  /// Floats a workspace of this shape holds.
  static std::size_t floats(const NetworkSpec& spec);

  /// What is kept of one layer, each with the stride of the last evaluation.
  struct Layer {
    float* z;      // rows x n: pre-activations, one row per unit and piece
    float* a;      // units x n: activations (hidden layers)
    float* slope;  // rows x n: da/dz (hidden layers, after `forward`)
    float* dz;     // rows x n: dL/dz, the backward signal; of the output layer it is the caller's to fill
  };
  const Layer& layer(int i) const { return layers_[static_cast<std::size_t>(i)]; }
  const Layer& output() const { return layers_.back(); }
  /// One row of n floats for whoever works on the current layer.
  float* row() { return row_; }
  /// As many rows as the layer with most pieces has: what its activation is given where that is not z itself.
  float* pieces() { return pieces_; }
  /// units x n of the widest layer: dL/da where it cannot be made in place.
  float* da() { return da_; }

 private:
  std::vector<Layer> layers_;
  Floats buffer_;
  float *row_, *pieces_, *da_;
};

/// Outputs (outputs x n) of `n` samples, n a multiple of 8 up to `chunk`; inputs (inputs x n). Returned in
/// workspace.output().z. Slopes are not computed: for drawing and evaluating.
const float* evaluate(const Network& network, const float* inputs, int n, Workspace& workspace);
/// The same, keeping the slopes for `backward`.
const float* forward(const Network& network, const float* inputs, int n, Workspace& workspace);
/// Adds dL/dparameters of these samples to `gradient` (the network's buffer layout). `inputs` and `n` as given to
/// `forward`, workspace.output().dz holds dL/dlogits.
void backward(const Network& network, const float* inputs, int n, Workspace& workspace, std::span<float> gradient);

}  // namespace nonlin

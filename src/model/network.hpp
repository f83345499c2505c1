// A dense network: its description and its parameters in one buffer. passes.hpp evaluates it.
//
// z_l = W_l a_(l-1) + b_l, normalised where the layer says so; a_l = f_l(z_l); the last layer is linear: its z are the
// outputs ("logits").
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "math/aligned.hpp"
#include "model/activation.hpp"

namespace nonlin {

inline constexpr int max_layers = 16, max_units = 256;
inline constexpr double max_dropout = 0.9;
inline constexpr int min_norm_batch = 2, max_norm_batch = 2048;  // samples of a batch with batch normalisation

/// How a parameter of an activation is held: fixed, one learned value per unit, or one learned value for the layer.
enum class Learned { no, unit, layer };

struct ParameterSetting {
  double value;
  Learned learned;
};

/// What stands between a layer's product and its activation (norm.hpp).
enum class Norm { none, batch, layer };
std::string_view id_of(Norm norm);  // "none", "batch", "layer"

/// outer f(inner z) + shift around any activation f, its slope outer inner f'(inner z). Never learned.
struct Affine {
  double outer = 1, inner = 1, shift = 0;
  friend bool operator==(const Affine&, const Affine&) = default;
};

struct LayerSpec {
  int units = 16;
  ActivationRef activation = nullptr;
  int pieces = 1;
  std::vector<ParameterSetting> parameters;  // one per parameter of the row
  bool bias = true;                          // none in front of batch normalisation, which would take it out again
  std::optional<double> start_bias = {};     // what they start at; empty: what the initialiser says
  Affine affine{};                           // for every piece alike
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
  int weights = 0;            // rows x inputs, row-major: row u*pieces + p is piece p of unit u
  int biases = -1;            // rows; -1: none
  int gamma = -1, beta = -1;  // rows each, of normalised layers; -1: none
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
  /// FNV-1a 64 of the parameters layer by layer: W (unit, piece, input), b, gamma, beta, learned parameters;
  /// little-endian float32, NaN canonicalised.
  std::uint64_t hash() const;
  /// One named block of the parameters, as `start` and `golden/` name them: W0, b0, gamma0, beta0, alpha0,
  /// swish_beta0, W1 ...
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

/// Whether any layer has statistics over a batch: its samples then go through together, and evaluating needs `prepare`.
bool has_batch_norm(const NetworkSpec& spec);

}  // namespace nonlin

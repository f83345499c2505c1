#include "model/initializer.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "math/hash.hpp"
#include "math/random.hpp"
#include "math/table.hpp"

namespace nonlin {
namespace {

struct Place {
  int fan_in, fan_out, unit, input;
  const Activation* activation;
};

double symmetric(std::uint32_t x) { return 2 * uniform(x) - 1; }  // uniform in (-1, 1)

// Glorot & Bengio, "Understanding the difficulty of training deep feedforward neural networks", AISTATS 2010.
double xavier_sd(const Place& p) { return std::sqrt(2.0 / (p.fan_in + p.fan_out)); }
// He, Zhang, Ren, Sun, "Delving deep into rectifiers", ICCV 2015.
double he_sd(const Place& p) { return std::sqrt(2.0 / p.fan_in); }
// LeCun, Bottou, Orr, Mueller, "Efficient BackProp", 1998.
double lecun_sd(const Place& p) { return std::sqrt(1.0 / p.fan_in); }

double textbook_sd(const Place& p) {
  if (!p.activation) return xavier_sd(p);
  switch (p.activation->textbook) {
    case Textbook::he:
      return he_sd(p);
    case Textbook::lecun:
      return lecun_sd(p);
    case Textbook::xavier:
      break;
  }
  return xavier_sd(p);
}

// Uniform with standard deviation sd has half-width sqrt(3) sd.
const double sqrt3 = std::sqrt(3.0);

using Weight = double (*)(std::uint32_t, const Place&);
template <Weight weight>
double at(std::uint32_t x, int fan_in, int fan_out, int unit, int input, const Activation* activation) {
  return weight(x, {fan_in, fan_out, unit, input, activation});
}

constexpr std::string_view playground_row = "tfp";

constexpr std::array rows{
    Initializer{"textbook", at<[](std::uint32_t x, const Place& p) { return normal(x) * textbook_sd(p); }>},
    // Keeps E|dL/dz|^2 from layer to layer for z ~ N(0,1): sd = g / sqrt(fan-in), g a fact of the row.
    Initializer{"auto", at<[](std::uint32_t x, const Place& p) {
                  return normal(x) * (p.activation ? p.activation->auto_gain : 1.0) * lecun_sd(p);
                }>},
    Initializer{"xavier-normal", at<[](std::uint32_t x, const Place& p) { return normal(x) * xavier_sd(p); }>},
    Initializer{"xavier-uniform",
                at<[](std::uint32_t x, const Place& p) { return symmetric(x) * sqrt3 * xavier_sd(p); }>},
    Initializer{"he-normal", at<[](std::uint32_t x, const Place& p) { return normal(x) * he_sd(p); }>},
    Initializer{"he-uniform", at<[](std::uint32_t x, const Place& p) { return symmetric(x) * sqrt3 * he_sd(p); }>},
    Initializer{"lecun-normal", at<[](std::uint32_t x, const Place& p) { return normal(x) * lecun_sd(p); }>},
    // Uniform in (-gain, gain) and normal with sd = gain, whatever the widths.
    Initializer{"uniform", at<[](std::uint32_t x, const Place&) { return symmetric(x); }>},
    Initializer{"normal", at<[](std::uint32_t x, const Place&) { return normal(x); }>},
    // TensorFlow Playground's: uniform in (-1/2, 1/2) whatever the widths; on its data its own draws, see `initialize`.
    Initializer{playground_row, at<[](std::uint32_t x, const Place&) { return 0.5 * symmetric(x); }>},
    Initializer{"zeros", at<[](std::uint32_t, const Place&) { return 0.0; }>},
    // Every weight is the gain: units that start alike and stay alike.
    Initializer{"constant", at<[](std::uint32_t, const Place&) { return 1.0; }>},
    // Unit i starts as a copy of input i.
    Initializer{"identity", at<[](std::uint32_t, const Place& p) { return p.unit == p.input ? 1.0 : 0.0; }>},
};

constexpr int bias_input = -1;  // the address of a bias among those of the weights

std::uint32_t draw(std::uint32_t seed, int layer, int unit, int piece, int input) {
  const auto part = [](int x) { return static_cast<std::uint32_t>(x); };
  return random_block(seed, Stream::weights, {part(layer), part(unit), part(piece), part(input)})[0];
}

// Weights from numbers drawn in sequence, as TensorFlow Playground does.
void draw_weights(Network& network, double gain, TextRandom random) {
  bool more = true;
  for (int piece = 0; more; ++piece) {
    more = false;
    for (const LayerView& view : network.layers()) {
      if (piece >= view.pieces) continue;
      more = more || piece + 1 < view.pieces;
      for (int unit = 0; unit < view.units; ++unit)
        for (int input = 0; input < view.inputs; ++input) {
          const int i = view.weights + (unit * view.pieces + piece) * view.inputs + input;
          network.parameters()[static_cast<std::size_t>(i)] = static_cast<float>(gain * (random.next() - 0.5));
        }
    }
  }
}

}  // namespace

std::span<const Initializer> initializers() { return rows; }

const Initializer* find_initializer(std::string_view id) { return find_row(rows, id); }

void initialize(Network& network, const InitializerSpec& spec, std::uint32_t seed, const TextRandom* after) {
  const auto views = network.layers();
  const auto parameters = network.parameters();
  for (std::size_t l = 0; l < views.size(); ++l) {
    const LayerView& view = views[l];
    const LayerSpec* layer = l < network.spec().layers.size() ? &network.spec().layers[l] : nullptr;
    const Activation* activation = layer ? layer->activation : nullptr;
    auto weight = parameters.begin() + view.weights;
    for (int unit = 0; unit < view.units; ++unit)
      for (int piece = 0; piece < view.pieces; ++piece)
        for (int input = 0; input < view.inputs; ++input)
          *weight++ =
              static_cast<float>(spec.gain * spec.row->weight(draw(seed, static_cast<int>(l), unit, piece, input),
                                                              view.inputs, view.units, unit, input, activation));
    if (view.biases >= 0)
      for (int row = 0; row < view.rows; ++row) {
        double bias = layer && layer->start_bias ? *layer->start_bias : spec.bias;
        if (layer)
          bias += spec.bias_spread *
                  symmetric(draw(seed, static_cast<int>(l), row / view.pieces, row % view.pieces, bias_input));
        parameters[static_cast<std::size_t>(view.biases + row)] = static_cast<float>(bias);
      }
    if (view.gamma >= 0) {
      std::fill_n(parameters.begin() + view.gamma, view.rows, 1.0f);
      std::fill_n(parameters.begin() + view.beta, view.rows, 0.0f);
    }
    for (const auto& block : view.learned)
      for (int i = 0; i < block.count; ++i)
        parameters[static_cast<std::size_t>(block.offset + i)] =
            static_cast<float>(layer->parameters[static_cast<std::size_t>(block.parameter)].value);
  }
  if (after && spec.row->id == playground_row) draw_weights(network, spec.gain, *after);
}

std::uint64_t draws_hash(const NetworkSpec& spec, std::uint32_t seed) {
  Fnv fnv;
  int inputs = spec.inputs;
  const auto layer = [&](std::size_t l, int units) {
    for (int unit = 0; unit < units; ++unit)
      for (int input = 0; input < inputs; ++input) fnv.word(draw(seed, static_cast<int>(l), unit, 0, input));
    inputs = units;
  };
  for (std::size_t l = 0; l < spec.layers.size(); ++l) layer(l, spec.layers[l].units);
  layer(spec.layers.size(), spec.outputs);
  return fnv.value();
}

}  // namespace nonlin

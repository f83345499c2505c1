#include "notes/room_answers.hpp"

#include "race/own.hpp"
#include "race/spec_parts.hpp"

namespace nonlin {

std::uint32_t seed_option(const Reader& options) {
  return static_cast<std::uint32_t>(option(options, "seed").integer(0, 0xffffffff));
}

LayerSpec layer_option(const Reader& options, int units, const char* activation, const char* parameters) {
  const Reader settings = option(options, parameters);
  const ActivationRef row = read_activation(option(options, activation));
  LayerSpec layer = make_layer(units, *row);
  layer.activation = row;  // which keeps one of its own alive
  layer.parameters = read_parameters(&settings, *row, layer.affine, row->highest_pieces > 1 ? &layer.pieces : nullptr);
  return layer;
}

LayerSpec curve_layer_option(const Reader& options, const char* activation, const char* parameters) {
  LayerSpec layer = layer_option(options, 1, activation, parameters);
  if (layer.activation->initial_pieces > 1)
    option(options, activation).fail(layer.activation->id, " has several pieces; allowed: a curve");
  return layer;
}

Value lane_of(const Reader& options, Value set, const char* activation, const char* parameters) {
  return object_of("name", activation, "activation", Value(option(options, activation).value()), "parameters",
                   Value(option(options, parameters).value()), "set", std::move(set));
}

Value steps_value(double steps) { return std::isfinite(steps) ? Value(steps) : Value(); }

}  // namespace nonlin

// One value of a curve, for measurements of the notes: through the same rows, in float, that networks run.
#pragma once

#include "model/network.hpp"
#include "notes/options.hpp"

namespace nonlin {

struct CurvePoint {
  double value, slope;
};
/// Of a row with one piece, at its default parameters.
CurvePoint curve_at(const Activation& row, double z);
/// Of a layer's activation with one piece, as the layer has it: its parameters, and a f(b z) + c around it.
CurvePoint curve_at(const LayerSpec& layer, double z);

/// The option `key`: a row with one piece. Throws std::invalid_argument for others, and where it is missing.
const Activation& curve_option(const Reader& options, const char* key);
/// The option `key`: any row.
const Activation& row_option(const Reader& options, const char* key);

}  // namespace nonlin

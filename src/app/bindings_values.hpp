// Between JavaScript values and the engine's: copies, never views that outlive a call.
#pragma once

#include <emscripten/val.h>

#include <initializer_list>
#include <span>
#include <utility>
#include <vector>

#include "race/session.hpp"
#include "race/value.hpp"

namespace nonlin {

/// The tree of a plain JavaScript value. Throws std::invalid_argument for what JSON cannot hold or nests deeper than 32.
Value value_of(const emscripten::val& from);
emscripten::val js_value(const Value& from);

emscripten::val object(std::initializer_list<std::pair<const char*, emscripten::val>> members);
/// A new Float32Array, Float64Array, Int32Array or Uint8Array with these numbers.
emscripten::val copy_of(std::span<const float> from);
emscripten::val copy_of(std::span<const double> from);
emscripten::val copy_of(std::span<const std::int32_t> from);
emscripten::val copy_of(std::span<const std::uint8_t> from);
emscripten::val js_list(std::span<const double> from);

/// [[lane, seed index], ...], or null for every lane with every seed of the spec. Throws for indices that do not exist.
std::vector<RunId> read_runs(const Value& from, const RaceSpec& spec);
std::size_t run_index(const Race& race, int run);
FrameRequest frame_request(const emscripten::val& from);
emscripten::val js_frame(const Frame& frame, const FrameRequest& request, std::array<double, 2> view);

}  // namespace nonlin

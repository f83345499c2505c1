// Between JavaScript values and the engine's: copies, never views that outlive a call.
#pragma once

#include <emscripten/val.h>

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "race/session.hpp"
#include "race/value.hpp"

namespace nonlin {

/// The tree of a plain JavaScript value. Throws std::invalid_argument for what JSON cannot hold or nests deeper
/// than 32.
Value value_of(const emscripten::val& from);
emscripten::val js_value(const Value& from);

/// Sets one member. Plain functions: each template of emscripten::val is compiled once, there.
void put(emscripten::val& object, const char* key, double x);
void put(emscripten::val& object, const char* key, bool x);
void put(emscripten::val& object, const char* key, const char* x);
void put(emscripten::val& object, const char* key, const std::string& x);
void put(emscripten::val& object, const char* key, const emscripten::val& x);
inline void put(emscripten::val& object, const char* key, int x) { put(object, key, static_cast<double>(x)); }
/// New typed arrays, as `copy_of` makes them.
void put(emscripten::val& object, const char* key, std::span<const float> from);
void put(emscripten::val& object, const char* key, std::span<const double> from);
void put(emscripten::val& object, const char* key, std::span<const std::int32_t> from);
void put(emscripten::val& object, const char* key, std::span<const std::uint8_t> from);

/// put(object, key, value), for each pair of key and value.
template <class T, class... Rest>
void put(emscripten::val& object, const char* key, const T& x, const char* next, const Rest&... rest) {
  put(object, key, x);
  put(object, next, rest...);
}

/// object("step", 3, "hash", "..."): a new object with these members.
template <class... Members>
emscripten::val object(const Members&... members) {
  emscripten::val result = emscripten::val::object();
  put(result, members...);
  return result;
}

/// Sets element `index` of an array.
void put_at(emscripten::val& array, std::size_t index, const emscripten::val& x);

/// A new Float32Array, Float64Array, Int32Array or Uint8Array with these numbers.
template <class T>
emscripten::val copy_of(std::span<const T> from) {
  return emscripten::val(emscripten::typed_memory_view(from.size(), from.data()))
      .template call<emscripten::val>("slice");
}

/// [[lane, seed index], ...], or null for every lane with every seed of the spec. Throws for indices that do not exist.
std::vector<RunId> read_runs(const Value& from, const RaceSpec& spec);
std::size_t run_index(const Race& race, int run);
/// Of data with so many raw inputs.
FrameRequest frame_request(const emscripten::val& from, int inputs);

/// Registers what bindings_notes.cpp has. (A module has one block of bindings.)
void bind_notes();

/// {error}, with the text of the latest refusal.
emscripten::val js_refusal();
#ifdef __cpp_exceptions  // not for files compiled as what cannot throw
/// What `call` returns; {error: ...} when it throws.
template <class Call>
emscripten::val guarded(Call&& call) {
  try {
    return call();
  } catch (...) {
    return js_refusal();
  }
}
emscripten::val js_certificate(const Certificate& certificate);
emscripten::val js_run(const Race& race, const Race::Run& run);
emscripten::val js_data(const Dataset& data, std::span<const std::array<double, 2>> ranges);
emscripten::val js_frame(const Frame& frame, const FrameRequest& request, std::array<double, 2> view);
#endif

}  // namespace nonlin

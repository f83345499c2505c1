#include "app/bindings_values.hpp"

#include <cmath>
#include <stdexcept>
#include <string>

#include "math/hash.hpp"

namespace nonlin {

using emscripten::typed_memory_view;
using emscripten::val;

namespace {

constexpr int deepest = 32;

Value tree(const val& from, int depth) {
  if (depth > deepest) throw std::invalid_argument("spec: nested deeper than " + std::to_string(deepest));
  if (from.isNull() || from.isUndefined()) return nullptr;
  if (from.isTrue() || from.isFalse()) return from.isTrue();
  if (from.isNumber()) return from.as<double>();
  if (from.isString()) return from.as<std::string>();
  if (from.isArray()) {
    Array list;
    const int count = from["length"].as<int>();
    list.reserve(static_cast<std::size_t>(count));
    for (int i = 0; i < count; ++i) list.push_back(tree(from[i], depth + 1));
    return list;
  }
  if (from.typeOf().as<std::string>() != "object") throw std::invalid_argument("spec: a function or a symbol; allowed: JSON");
  Object members;
  const val keys = val::global("Object").call<val>("keys", from);
  const int count = keys["length"].as<int>();
  for (int i = 0; i < count; ++i) {
    std::string key = keys[i].as<std::string>();
    members.emplace_back(key, tree(from[key], depth + 1));
  }
  return members;
}

template <class T>
val copy(const char* type, std::span<const T> from) {
  return val::global(type).new_(typed_memory_view(from.size(), from.data()));
}

}  // namespace

Value value_of(const val& from) { return tree(from, 0); }

val js_value(const Value& from) {
  if (const auto* x = from.as<bool>()) return val(*x);
  if (const auto* x = from.as<double>()) return val(*x);
  if (const auto* x = from.as<std::string>()) return val(*x);
  if (const auto* list = from.as<Array>()) {
    val result = val::array();
    for (const Value& x : *list) result.call<void>("push", js_value(x));
    return result;
  }
  if (const auto* members = from.as<Object>()) {
    val result = val::object();
    for (const auto& [key, x] : *members) result.set(key, js_value(x));
    return result;
  }
  return val::null();
}

val object(std::initializer_list<std::pair<const char*, val>> members) {
  val result = val::object();
  for (const auto& [key, x] : members) result.set(key, x);
  return result;
}

val copy_of(std::span<const float> from) { return copy("Float32Array", from); }
val copy_of(std::span<const double> from) { return copy("Float64Array", from); }
val copy_of(std::span<const std::int32_t> from) { return copy("Int32Array", from); }
val copy_of(std::span<const std::uint8_t> from) { return copy("Uint8Array", from); }

val js_list(std::span<const double> from) {
  val result = val::array();
  for (double x : from) result.call<void>("push", x);
  return result;
}

std::vector<RunId> read_runs(const Value& from, const RaceSpec& spec) {
  const int lane_count = static_cast<int>(spec.lanes.size());
  std::vector<RunId> runs;
  const Array* list = from.as<Array>();
  if (!list) {
    for (int lane = 0; lane < lane_count; ++lane)
      for (int seed = 0; seed < spec.seeds; ++seed) runs.push_back({lane, seed});
    return runs;
  }
  const auto index = [](const Value& x, int count) {
    const double* number = x.as<double>();
    if (!number || *number < 0 || *number >= count || *number != std::floor(*number))
      refuse("runs: ", describe(x), " is outside 0..", count - 1);
    return static_cast<int>(*number);
  };
  for (const Value& item : *list) {
    const Array* pair = item.as<Array>();
    if (!pair || pair->size() != 2) throw std::invalid_argument("runs: each run is [lane, seed index]");
    runs.push_back({index((*pair)[0], lane_count), index((*pair)[1], 1 << 16)});
  }
  if (runs.empty()) throw std::invalid_argument("runs: an empty list; allowed: one run or more");
  return runs;
}

std::size_t run_index(const Race& race, int run) {
  if (run < 0 || run >= static_cast<int>(race.runs().size()))
    throw std::invalid_argument("run: " + std::to_string(run) + " is outside 0.." + std::to_string(race.runs().size() - 1));
  return static_cast<std::size_t>(run);
}

FrameRequest frame_request(const val& from) {
  const auto count = [&](const char* key) {
    const val x = from[key];
    const double number = x.isNumber() ? x.as<double>() : 0;
    if (!(number >= 0 && number <= 512)) throw std::invalid_argument(std::string("frame.") + key + ": outside 0..512");
    return static_cast<int>(number);
  };
  FrameRequest request{.fields = count("fields"), .fits = count("fits"), .bands = from["bands"].isTrue(),
                       .hashes = from["hashes"].isTrue(), .view = {}};
  if (const val view = from["view"]; view.isArray()) {
    const double lo = view[0].as<double>(), hi = view[1].as<double>();
    if (!(lo < hi) || !std::isfinite(hi - lo)) throw std::invalid_argument("frame.view: needs a lower and a higher number");
    request.view = {{lo, hi}};
  }
  return request;
}

val js_frame(const Frame& frame, const FrameRequest& request, std::array<double, 2> view) {
  const auto all = [](const auto& numbers) { return copy_of(std::span(numbers)); };
  const auto& records = frame.records;
  val result = object({{"step", val(frame.step)},
                       {"state", all(frame.state)},
                       {"stateStep", all(frame.state_step)},
                       {"stepOf", all(frame.step_of)},
                       {"trainLoss", all(frame.train_loss)},
                       {"testLoss", all(frame.test_loss)},
                       {"trainScore", all(frame.train_score)},
                       {"testScore", all(frame.test_score)},
                       {"milliseconds", all(frame.milliseconds)},
                       {"records", object({{"run", all(records.run)},
                                           {"step", all(records.step)},
                                           {"trainLoss", all(records.train_loss)},
                                           {"testLoss", all(records.test_loss)},
                                           {"trainScore", all(records.train_score)},
                                           {"testScore", all(records.test_score)},
                                           {"milliseconds", all(records.milliseconds)}})},
                       {"fields", val::null()},
                       {"fits", val::null()},
                       {"bands", val::null()},
                       {"hashes", val::null()}});
  if (!frame.fields.empty())
    result.set("fields", object({{"size", val(request.fields)}, {"channels", val(frame.field_channels)}, {"data", all(frame.fields)}}));
  if (!frame.fits.empty())
    result.set("fits", object({{"count", val(request.fits)}, {"lo", val(view[0])}, {"hi", val(view[1])}, {"data", all(frame.fits)}}));
  if (!frame.bands.empty()) result.set("bands", all(frame.bands));
  if (!frame.hashes.empty()) {
    val hashes = val::array();
    for (std::uint64_t hash : frame.hashes) hashes.call<void>("push", hex(hash));
    result.set("hashes", hashes);
  }
  return result;
}

}  // namespace nonlin

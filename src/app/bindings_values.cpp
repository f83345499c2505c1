#include "app/bindings_values.hpp"

#include <cmath>
#include <string>

#include "math/hash.hpp"

namespace nonlin {

using emscripten::typed_memory_view;
using emscripten::val;

namespace {

constexpr int deepest = 32;

Value tree(const val& from, int depth) {
  if (depth > deepest) refuse("spec: nested deeper than ", deepest);
  if (from.isNull() || from.isUndefined()) return {};
  if (from.isTrue() || from.isFalse()) return from.isTrue();
  if (from.isNumber()) return from.as<double>();
  if (from.isString()) return from.as<std::string>();
  const bool array = from.isArray();
  if (!array && from.typeOf().as<std::string>() != "object") refuse("spec: a function or a symbol; allowed: JSON");
  const val names = array ? from : val::global("Object").call<val>("keys", from);
  const int count = names["length"].as<int>();
  Array list;
  Object members;
  for (int i = 0; i < count; ++i) {
    const val name = names[i];
    if (array)
      list.push_back(tree(name, depth + 1));
    else
      members.emplace_back(name.as<std::string>(), tree(from[name], depth + 1));
  }
  if (array) return list;
  return members;
}

template <class T>
void put_copy(val& object, const char* key, std::span<const T> from) {
  put(object, key, copy_of(from));
}

}  // namespace

Value value_of(const val& from) { return tree(from, 0); }

val js_value(const Value& from) {
  if (const auto* x = from.as<bool>()) return val(*x);
  if (const auto* x = from.as<double>()) return val(*x);
  if (const auto* x = from.as<std::string>()) return val(*x);
  if (const auto* list = from.as<Array>()) {
    val result = val::array();
    for (std::size_t i = 0; i < list->size(); ++i) put_at(result, i, js_value((*list)[i]));
    return result;
  }
  if (const auto* members = from.as<Object>()) {
    val result = val::object();
    for (const auto& [key, x] : *members) put(result, key.c_str(), js_value(x));
    return result;
  }
  return val::null();
}

void put(val& object, const char* key, double x) { put(object, key, val(x)); }
void put(val& object, const char* key, bool x) { put(object, key, val(x)); }
void put(val& object, const char* key, const char* x) { put(object, key, val(x)); }
void put(val& object, const char* key, const std::string& x) { put(object, key, val(x)); }
void put(val& object, const char* key, const val& x) { object.set(val(key), x); }
void put(val& object, const char* key, std::span<const float> from) { put_copy(object, key, from); }
void put(val& object, const char* key, std::span<const double> from) { put_copy(object, key, from); }
void put(val& object, const char* key, std::span<const std::int32_t> from) { put_copy(object, key, from); }
void put(val& object, const char* key, std::span<const std::uint8_t> from) { put_copy(object, key, from); }
void put_at(val& array, std::size_t index, const val& x) { array.set(val(static_cast<double>(index)), x); }

val js_pair(std::array<double, 2> pair) {
  val result = val::array();
  put_at(result, 0, val(pair[0]));
  put_at(result, 1, val(pair[1]));
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
    if (!pair || pair->size() != 2) refuse("runs: each run is [lane, seed index]");
    runs.push_back({index((*pair)[0], lane_count), index((*pair)[1], 1 << 16)});
  }
  if (runs.empty()) refuse("runs: an empty list; allowed: one run or more");
  return runs;
}

std::size_t run_index(const Race& race, int run) {
  if (run < 0 || run >= static_cast<int>(race.runs().size()))
    refuse("run: ", run, " is outside 0..", race.runs().size() - 1);
  return static_cast<std::size_t>(run);
}

FrameRequest frame_request(const val& from) {
  const auto count = [&](const char* key) {
    const val x = from[key];
    const double number = x.isNumber() ? x.as<double>() : 0;
    if (!(number >= 0 && number <= 512)) refuse("frame.", key, ": outside 0..512");
    return static_cast<int>(number);
  };
  FrameRequest request{.fields = count("fields"),
                       .fits = count("fits"),
                       .bands = from["bands"].isTrue(),
                       .hashes = from["hashes"].isTrue(),
                       .view = {}};
  if (const val view = from["view"]; view.isArray()) {
    const double lo = view[0].as<double>(), hi = view[1].as<double>();
    if (!(lo < hi) || !std::isfinite(hi - lo)) refuse("frame.view: needs a lower and a higher number");
    request.view = {{lo, hi}};
  }
  return request;
}

val js_frame(const Frame& frame, const FrameRequest& request, std::array<double, 2> view) {
  const auto& records = frame.records;
  const auto all = [](const auto& numbers) { return std::span(numbers); };
  val result = object("step", frame.step, "phase", frame.phase, "state", all(frame.state), "stateStep",
                      all(frame.state_step), "stepOf", all(frame.step_of), "trainLoss", all(frame.train_loss),
                      "testLoss", all(frame.test_loss), "trainScore", all(frame.train_score), "testScore",
                      all(frame.test_score), "milliseconds", all(frame.milliseconds));
  put(result, "records",
      object("run", all(records.run), "step", all(records.step), "trainLoss", all(records.train_loss), "testLoss",
             all(records.test_loss), "trainScore", all(records.train_score), "testScore", all(records.test_score),
             "milliseconds", all(records.milliseconds)));
  for (const char* key : {"fields", "fits", "bands", "learned", "hashes"}) put(result, key, val::null());
  if (!frame.fields.empty())
    put(result, "fields", object("size", request.fields, "channels", frame.field_channels, "data", all(frame.fields)));
  if (!frame.fits.empty())
    put(result, "fits", object("count", request.fits, "lo", view[0], "hi", view[1], "data", all(frame.fits)));
  if (!frame.bands.empty()) put(result, "bands", all(frame.bands));
  if (!frame.learned.empty()) put(result, "learned", all(frame.learned));
  if (!frame.hashes.empty()) {
    val hashes = val::array();
    for (std::size_t i = 0; i < frame.hashes.size(); ++i) put_at(hashes, i, val(hex(frame.hashes[i])));
    put(result, "hashes", hashes);
  }
  return result;
}

}  // namespace nonlin

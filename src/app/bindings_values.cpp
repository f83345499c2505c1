#include "app/bindings_values.hpp"

#include <cmath>
#include <optional>
#include <string>

namespace nonlin {

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
  if (!array && from.instanceof (val::global("Uint8Array")))
    return emscripten::convertJSArrayToNumberVector<std::uint8_t>(from);
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

}  // namespace

Value value_of(const val& from) { return tree(from, 0); }

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

FrameRequest frame_request(const val& from, int inputs) {
  const Value asked = value_of(from);
  const auto number = [](const Value* x) { return x && x->as<double>() ? *x->as<double>() : 0; };
  const auto flag = [&](const char* key) {
    const Value* x = asked.find(key);
    return x && x->as<bool>() && *x->as<bool>();
  };
  const auto count = [&](const char* key) {
    const double x = number(asked.find(key));
    if (!(x >= 0 && x <= 512)) refuse("frame.", key, ": outside 0..512");
    return static_cast<int>(x);
  };
  const auto pair = [&](const char* key) -> std::optional<std::array<double, 2>> {
    const Value* x = asked.find(key);
    const Array* list = x ? x->as<Array>() : nullptr;
    if (!list) return {};
    if (list->size() != 2) refuse("frame.", key, ": ", list->size(), " numbers; allowed: 2");
    return {{number(&(*list)[0]), number(&(*list)[1])}};
  };
  FrameRequest request{
      .fields = count("fields"), .fits = count("fits"), .bands = flag("bands"), .hashes = flag("hashes")};
  if (const auto columns = pair("columns"))
    for (std::size_t i = 0; i < 2; ++i) {
      const double column = (*columns)[i];
      if (!(column >= 0 && column < inputs)) refuse("frame.columns: ", column, " is outside 0..", inputs - 1);
      request.columns[i] = static_cast<int>(column);
    }
  request.view = pair("view");
  if (const auto& view = request.view; view && (!((*view)[0] < (*view)[1]) || !std::isfinite((*view)[1] - (*view)[0])))
    refuse("frame.view: needs a lower and a higher number");
  return request;
}

}  // namespace nonlin

// What a lane's or a change's `set` does: paths into sections of a spec ("network.layers[1].units") and what to put
// there.
#include <algorithm>
#include <charconv>

#include "race/spec_parts.hpp"

namespace nonlin {

namespace {

/// One step of a path: a key, or an index when the key is empty.
struct Segment {
  std::string key;
  std::size_t index = 0;
};

/// "a.b[2].c" as segments; empty when it is no path.
std::vector<Segment> parse_path(std::string_view path) {
  std::vector<Segment> segments;
  for (std::size_t i = 0; i < path.size();) {
    if (path[i] == '[') {
      const std::size_t end = path.find(']', i);
      if (segments.empty() || end == std::string_view::npos) return {};
      Segment segment;
      const char* last = path.data() + end;
      const auto [stop, error] = std::from_chars(path.data() + i + 1, last, segment.index);
      if (error != std::errc() || stop != last) return {};
      segments.push_back(std::move(segment));
      i = end + 1;
    } else {
      if (!segments.empty() && path[i++] != '.') return {};
      const std::size_t end = std::min(path.find_first_of(".[", i), path.size());
      if (end == i) return {};
      segments.push_back({std::string(path.substr(i, end - i))});
      i = end;
    }
  }
  return segments;
}

bool may_be_set(const std::vector<Segment>& path) {
  if (path.empty()) return false;
  const std::string& root = path[0].key;
  if (root == "inputs") return path.size() == 2 && is_listed("scale, shift, standardize", path[1].key);
  return root == "network" || root == "head" || root == "loss" || root == "optimizer" || root == "regularization" ||
         root == "initializer";
}

bool may_change(const std::vector<Segment>& path) {
  if (path.empty()) return false;
  const std::string& root = path[0].key;
  return root == "data" || root == "regularization" || (root == "optimizer" && path.size() > 1 && path[1].key != "id");
}

void drop(Object& object, std::string_view key) {
  std::erase_if(object, [&](const auto& member) { return member.first == key; });
}

/// Drops what is neither among `words` nor a parameter in `list`.
template <class Parameter>
void keep(Object& object, std::string_view words, std::span<const Parameter> list) {
  std::erase_if(object, [&](const auto& member) {
    return !is_listed(words, member.first) &&
           std::none_of(list.begin(), list.end(), [&](const Parameter& p) { return p.id == member.first; });
  });
}

/// The member `key`, made null when it was not there.
Value& member(Object& object, const std::string& key) {
  for (auto& [name, value] : object) {
    if (name == key) return value;
  }
  return object.emplace_back(key, Value()).second;
}

/// Puts `value` at `path` in `root`. An index must exist, a key need not: whoever reads the result knows the keys.
void assign(const Reader& value, const std::vector<Segment>& path, Object& root) {
  Object* object = &root;
  Value* place = nullptr;
  std::string so_far;
  for (const Segment& segment : path) {
    if (segment.key.empty()) {
      Array* array = place->as<Array>();
      if (!array) value.fail(so_far, " is not an array");
      if (segment.index >= array->size()) {
        value.fail(so_far, " has ", array->size(), " elements, counted from 0");
      }
      place = &(*array)[segment.index];
      so_far = join(so_far, "[", segment.index, "]");
    } else {
      if (place) {
        if (place->is_null()) *place = Object{};
        object = place->as<Object>();
        if (!object) value.fail(so_far, " is not an object");
      }
      place = &member(*object, segment.key);
      so_far = join(so_far, so_far.empty() ? "" : ".", segment.key);
    }
  }
  // Batch normalisation leaves no choice of a bias, others do.
  if (path.size() > 1 && path.back().key == "norm") {
    const auto is_batch = [](const Value& norm) {
      return norm.as<std::string>() && *norm.as<std::string>() == "batch";
    };
    const bool changes = is_batch(*place) || is_batch(value.value());
    *place = value.value();
    if (changes) {
      drop(*object, "bias");
      drop(*object, "startBias");
    }
    return;
  }
  *place = value.value();
  // What belongs to the thing that was replaced goes with it, so that the new one starts with its own defaults.
  if (path.size() > 1 && path.back().key == "activation") {
    drop(*object, "parameters");
    drop(*object, "pieces");
  }
  if (path.size() == 2 && path[0].key == "data" && path[1].key == "generator") {
    for (const char* key : {"parameters", "noise", "points"}) drop(*object, key);
  }
  if (path.size() == 2 && path[0].key == "data" && path[1].key == "points") {
    for (const char* key : {"generator", "parameters", "count", "noise", "textSeed"}) drop(*object, key);
  }
  if (path.back().key != "id" || path[0].key != "optimizer") return;
  const std::string* given = value.value().as<std::string>();
  const std::string_view id = given ? std::string_view(*given) : "";
  if (path.size() == 2) {
    if (const Optimizer* row = find_optimizer(id)) keep(*object, "id, rate, schedule, clip", row->parameter_list());
  } else if (path.size() == 3 && path[1].key == "schedule") {
    if (const Schedule* row = find_schedule(id)) keep(*object, "id, warmup", row->parameter_list());
  }
}

struct Setting {
  Reader value;
  std::vector<Segment> path;
};

/// Whether what stands beside this key belongs to its value.
bool selects(const Setting& setting) {
  return is_listed("id, activation, norm, generator, points", setting.path.back().key);
}

/// Assigns all, the whole before its parts and what selects before what belongs to it, so that the order in which they
/// were given does not matter.
void assign(const std::vector<Setting>& settings, Object& root) {
  std::size_t longest = 0;
  for (const Setting& setting : settings) longest = std::max(longest, setting.path.size());
  for (std::size_t length = 1; length <= longest; ++length)
    for (const bool first : {true, false})
      for (const Setting& setting : settings)
        if (setting.path.size() == length && selects(setting) == first) assign(setting.value, setting.path, root);
}

/// The optimizer of a base; null where it has none by a known name.
const Optimizer* optimizer_of(const Value& base) {
  const Value* section = base.find("optimizer");
  const Value* id = section ? section->find("id") : nullptr;
  const std::string* name = id ? id->as<std::string>() : nullptr;
  return name ? find_optimizer(*name) : nullptr;
}

}  // namespace

void check_path(const Reader& reader, std::string_view path) {
  if (may_be_set(parse_path(path))) return;
  reader.fail(
      "cannot be set; allowed: network, head, loss, optimizer, regularization, initializer and what is in them, "
      "inputs.scale, inputs.shift, inputs.standardize");
}

void apply_change(const Reader& set, bool data, Value& sections) {
  std::vector<Setting> settings;
  for (const Reader& value : set.members()) {
    std::vector<Segment> path = parse_path(value.key());
    if (!may_change(path))
      value.fail("cannot be changed in mid-run; allowed: what is in optimizer but its id, regularization, data");
    if ((path[0].key == "data") == data) settings.push_back({value, std::move(path)});
  }
  assign(settings, *sections.as<Object>());
}

void apply_set(const Reader& set, Value& base, const Dataset& data) {
  Object& members = *base.as<Object>();
  const Optimizer* const optimizer = optimizer_of(base);
  std::vector<Setting> settings;
  for (const Reader& value : set.members()) {
    check_path(value, value.key());
    settings.push_back({value, parse_path(value.key())});
  }
  assign(settings, members);
  // The decay that was the optimizer's own goes with it, too.
  if (optimizer && optimizer != optimizer_of(base) && !set.find("regularization.decay") &&
      !set.find("regularization")) {
    const Value* regularization = base.find("regularization");
    const Value* decay = regularization ? regularization->find("decay") : nullptr;
    if (decay && *decay == Value(optimizer->initial_decay))
      drop(*member(members, "regularization").as<Object>(), "decay");
  }
  // A head alone brings a loss of its own where the base's does not pair with it, and the other way round.
  const auto id_at = [&](const char* key) {
    const Value* id = base.find(key);  // none where a set before this one took it away
    return id ? id->as<std::string>() : nullptr;
  };
  const std::string *head = id_at("head"), *loss = id_at("loss");
  if (!head || !loss || first_pairing(data, *head, *loss)) return;
  const bool head_set = set.value().find("head") != nullptr, loss_set = set.value().find("loss") != nullptr;
  if (head_set && !loss_set) drop(members, "loss");
  if (loss_set && !head_set) drop(members, "head");
}

}  // namespace nonlin

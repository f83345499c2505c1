// Sweeps (what lanes are multiplied by) and `vary` (what seeds differ in).
#include "race/spec_parts.hpp"

namespace nonlin {

namespace {

constexpr int max_axes = 2, max_values = 64;

/// "optimizer.rate": "rate", "network.layers[0]": "layers[0]".
std::string_view last_key(std::string_view path) { return path.substr(path.find_last_of('.') + 1); }

}  // namespace

std::vector<SweepAxis> read_sweep(const Reader& root) {
  std::vector<SweepAxis> sweep;
  const auto section = root.find("sweep");
  if (!section) return sweep;
  const Readers items = section->items();
  if (items.size() > max_axes) section->fail(items.size(), " axes is outside 0..", max_axes);
  for (const Reader& item : items) {
    item.keys("path, values");
    const auto path = item.find("path"), values = item.find("values");
    if (!path) item.fail("path is missing");
    if (!values) item.fail("values are missing");
    check_path(*path, path->text());
    for (const SweepAxis& axis : sweep)
      if (axis.path == path->text()) path->fail(describe(path->value()), " is there twice");
    const std::size_t count = values->items().size();
    if (count < 1 || count > max_values) values->fail(count, " values is outside 1..", max_values);
    sweep.push_back({path->text(), *values->value().as<Array>()});
  }
  return sweep;
}

VarySpec read_vary(const Reader& root) {
  VarySpec vary;
  const auto section = root.find("vary");
  if (!section) return vary;
  vary = {false, false, false};
  for (const Reader& item : section->items()) {
    const std::string_view id = item.choice("data, weights, order");
    bool& one = id == "data" ? vary.data : id == "weights" ? vary.weights : vary.order;
    if (one) item.fail(Piece::quoted(id), " is there twice");
    one = true;
  }
  return vary;
}

std::vector<std::vector<int>> points_of(const std::vector<SweepAxis>& sweep) {
  std::vector<std::vector<int>> points{{}};
  for (const SweepAxis& axis : sweep) {
    std::vector<std::vector<int>> longer;
    for (const std::vector<int>& point : points) {
      for (int k = 0; k < static_cast<int>(axis.values.size()); ++k) {
        longer.push_back(point);
        longer.back().push_back(k);
      }
    }
    points = std::move(longer);
  }
  return points;
}

BaseExperiment read_point(const BaseExperiment& base, const std::vector<SweepAxis>& sweep,
                          const std::vector<int>& point, const std::string& where, const Dataset& data) {
  Object set;
  std::string prefix = where;
  for (std::size_t i = 0; i < sweep.size(); ++i) {
    const auto k = static_cast<std::size_t>(point[i]);
    set.emplace_back(sweep[i].path, sweep[i].values[k]);
    prefix += join(i == 0 ? " at " : " and ", "sweep[", i, "].values[", k, "]");
  }
  prefix += ": ";
  const Value values(std::move(set));
  Value changed = write_base(base);
  apply_set(Reader(values, prefix), changed, data);
  return read_base(Reader(changed, prefix), data);
}

std::string point_name(const std::vector<SweepAxis>& sweep, const std::vector<int>& point) {
  std::string name;
  for (std::size_t i = 0; i < point.size(); ++i) {
    const auto k = static_cast<std::size_t>(point[i]);
    const Value& value = sweep[i].values[k];
    const std::string* word = value.as<std::string>();
    for (const char* key : {"formula", "name"})  // of an own activation
      if (const Value* title = value.find(key); title && title->as<std::string>()) word = title->as<std::string>();
    const bool plain = !value.as<Array>() && !value.as<Object>();
    name += join(", ", last_key(sweep[i].path), " ", word ? Piece(*word) : plain ? describe(value) : Piece("#"));
    if (!plain && !word) name += join(k + 1);
  }
  return name;
}

Value write_sweep(const std::vector<SweepAxis>& sweep) {
  Array axes;
  for (const SweepAxis& axis : sweep) axes.push_back(object_of("path", axis.path, "values", Array(axis.values)));
  return axes;
}

Value write_vary(const VarySpec& vary) {
  Array list;
  if (vary.data) list.push_back("data");
  if (vary.weights) list.push_back("weights");
  if (vary.order) list.push_back("order");
  return list;
}

}  // namespace nonlin

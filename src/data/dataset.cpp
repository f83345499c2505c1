#include "data/dataset.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <limits>
#include <numeric>

#include "data/playground.hpp"
#include "math/random.hpp"
#include "math/text.hpp"

namespace nonlin {
namespace {

void check_range(const Piece& path, double x, double lowest, double highest, const char* unit = "") {
  if (!(x >= lowest && x <= highest))
    refuse(path, ": ", Piece::rounded(x), unit, " is outside ", Piece::rounded(lowest), "..", Piece::rounded(highest));
}

/// The ids of some rows.
template <class Rows>
std::vector<std::string_view> ids(const Rows& rows) {
  std::vector<std::string_view> list;
  for (const auto& row : rows) list.push_back(row.id);
  return list;
}

/// Rows of equal length, 1..16 finite numbers each (finite as floats: that is what is trained on).
void check_table(const char* path, const std::vector<std::vector<double>>& rows) {
  constexpr double largest = std::numeric_limits<float>::max();
  check_range(join(path, "[0]"), static_cast<double>(rows[0].size()), 1, max_data_columns, " columns");
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (rows[i].size() != rows[0].size())
      refuse(path, "[", i, "]: ", rows[i].size(), " columns, but row 0 has ", rows[0].size());
    for (std::size_t j = 0; j < rows[i].size(); ++j)
      if (!(std::abs(rows[i][j]) <= largest))
        check_range(join(path, "[", i, "][", j, "]"), rows[i][j], -largest, largest);
  }
}

int highest_class(const std::vector<std::vector<double>>& targets) {
  double highest = 0;
  for (const auto& row : targets) highest = std::max(highest, row[0]);
  return static_cast<int>(highest);
}

int count_classes(const DataSpec::Points& points) {
  return points.kind == TaskKind::classes ? std::max(2, highest_class(points.targets) + 1) : 0;
}

/// What the page shows of checked points.
void check_shown(const DataSpec::Points& points) {
  const auto check_count = [](const char* what, std::size_t count, std::size_t wanted) {
    if (count > 0 && count != wanted) refuse("data.points.", what, ": ", count, " entries, but there are ", wanted);
  };
  check_count("ranges", points.ranges.size(), points.inputs[0].size());
  check_count("columns", points.columns.size(), points.inputs[0].size() + points.targets[0].size());
  check_count("classes", points.classes.size(), static_cast<std::size_t>(count_classes(points)));
  for (std::size_t j = 0; j < points.ranges.size(); ++j)
    if (const auto [lo, hi] = points.ranges[j]; !(lo < hi && std::isfinite(hi - lo)))
      refuse("data.points.ranges[", j, "]: ", lo, " is not below ", hi);
}

bool has_points(const DataSpec& spec) {
  return !(spec.points.inputs.empty() && spec.points.targets.empty() && spec.points.train.empty());
}

void check_points(const DataSpec& spec) {
  const auto& [inputs, targets, train, kind, ranges, columns, classes] = spec.points;
  if (!spec.parameters.empty()) refuse("data.parameters: not allowed beside data.points");
  if (spec.count) refuse("data.count: not allowed beside data.points");
  if (spec.noise) refuse("data.noise: not allowed beside data.points");
  if (!spec.text_seed.empty()) refuse("data.textSeed: not allowed beside data.points");
  check_range("data.points.inputs", static_cast<double>(inputs.size()), min_data_count, max_data_count, " rows");
  if (targets.size() != inputs.size())
    refuse("data.points.targets: ", targets.size(), " rows, but data.points.inputs has ", inputs.size());
  check_table("data.points.inputs", inputs);
  check_table("data.points.targets", targets);
  if (kind == TaskKind::labels) {
    for (std::size_t i = 0; i < targets.size(); ++i)
      for (std::size_t j = 0; j < targets[i].size(); ++j)
        if (const double own = targets[i][j]; own != 0 && own != 1)
          refuse("data.points.targets[", i, "][", j, "]: ", Piece::rounded(own), " is not a label, 0 or 1");
  }
  if (kind == TaskKind::classes) {
    if (targets[0].size() != 1)
      refuse("data.points.targets: ", targets[0].size(), " columns, but class numbers need 1");
    for (std::size_t i = 0; i < targets.size(); ++i) {
      const double own = targets[i][0];
      if (!(own >= 0 && own < max_classes && own == std::floor(own)))
        refuse("data.points.targets[", i, "][0]: ", Piece::rounded(own), " is not a class number 0..", max_classes - 1);
    }
  }
  check_shown(spec.points);
  if (train.empty()) return;
  if (train.size() != inputs.size())
    refuse("data.points.train: ", train.size(), " entries, but data.points.inputs has ", inputs.size());
  if (std::ranges::find(train, 1) == train.end()) refuse("data.points.train: no entry is true, at least one must be");
  if (spec.train_share != 1) refuse("data.trainShare: not allowed beside data.points.train");
}

const Generator& checked_generator(const std::string& id) {
  const Generator* row = find_generator(id);
  if (!row) refuse("data.generator: \"", id, "\" is not one of ", Piece::list(ids(generators())));
  return *row;
}

/// The values in the row's order. All of them are there.
std::array<double, max_data_parameters> in_order(const Generator& row, const Named<double>& named) {
  std::array<double, max_data_parameters> values{};
  for (std::size_t k = 0; k < row.parameter_list().size(); ++k) values[k] = named.at(row.parameters[k].id);
  return values;
}

/// How many points train: round(share * count), at least one.
std::size_t training_count(std::size_t count, double share) {
  return static_cast<std::size_t>(std::max(1.0, std::floor(share * static_cast<double>(count) + 0.5)));
}

/// The training points are those with the smallest split numbers.
std::vector<std::uint8_t> chosen_for_training(std::size_t count, double share, std::uint32_t seed) {
  const std::size_t wanted = training_count(count, share);
  std::vector<std::uint64_t> rank(count);
  for (std::size_t i = 0; i < count; ++i) {
    const RandomBlock u = random_block(seed, Stream::split, {static_cast<std::uint32_t>(i), 0, 0, 0});
    rank[i] = std::uint64_t{u[0]} << 32 | u[1];
  }
  std::vector<std::size_t> order(count);
  std::iota(order.begin(), order.end(), std::size_t{0});
  const auto before = [&](std::size_t i, std::size_t j) { return rank[i] < rank[j] || (rank[i] == rank[j] && i < j); };
  std::make_heap(order.begin(), order.end(), before);  // a heap's code is a fifth of a sort's
  std::sort_heap(order.begin(), order.end(), before);
  std::vector<std::uint8_t> train(count, 0);
  for (std::size_t k = 0; k < std::min(wanted, count); ++k) train[order[k]] = 1;
  return train;
}

void check_text_seed(const Generator& row, const std::string& text) {
  if (text.empty()) return;
  if (!row.playground) refuse("data.textSeed: not allowed with ", row.id, ", only with tfp-*");
  const bool printable = std::ranges::all_of(text, [](char c) { return c >= 0x20 && c < 0x7f; });
  if (text.size() > max_text_seed || !printable)
    refuse("data.textSeed: ", Piece::quoted(text), " is not 1..", max_text_seed, " printable ASCII characters");
}

/// All points of a tfp-* row, shuffled: (x, y, target) each.
std::vector<double> drawn(const Generator& row, const DataSpec& spec, TextRandom& random) {
  std::vector<double> points(static_cast<std::size_t>(*spec.count) * 3);
  row.playground(random, *spec.count, *spec.noise / 100, points.data());
  playground::shuffle(random, *spec.count, points.data());
  return points;
}

/// The points in double before they are narrowed, one after the other: inputs, then targets.
std::vector<double> generated(const Generator& row, const DataSpec& spec, std::uint32_t seed) {
  const auto parameters = in_order(row, spec.parameters);
  const auto columns = static_cast<std::size_t>(row.inputs + row.targets);
  const auto count = static_cast<std::size_t>(*spec.count);
  std::vector<double> points(count * columns);
  for (std::size_t i = 0; i < count; ++i) {
    const auto index = static_cast<std::uint32_t>(i);
    const RandomBlock position = random_block(seed, Stream::position, {index, 0, 0, 0});
    const RandomBlock noise = random_block(seed, Stream::noise, {index, 0, 0, 0});
    std::array<double, 4> e;
    for (std::size_t k = 0; k < e.size(); ++k) e[k] = *spec.noise * normal(noise[k]);
    double* point = points.data() + i * columns;
    row.point(parameters.data(), index, position, e.data(), point, point + row.inputs);
  }
  return points;
}

std::vector<double> given(const DataSpec::Points& from) {
  std::vector<double> points;
  for (std::size_t i = 0; i < from.inputs.size(); ++i)
    for (const auto* part : {&from.inputs[i], &from.targets[i]})
      for (const double x : *part) points.push_back(x);
  return points;
}

}  // namespace

std::string_view id_of(TaskKind kind) {
  switch (kind) {
    case TaskKind::classes:
      return "classes";
    case TaskKind::labels:
      return "labels";
    case TaskKind::values:
      break;
  }
  return "values";
}

DataSpec complete_data(const DataSpec& spec) {
  DataSpec whole = spec;
  check_range("data.trainShare", spec.train_share, min_train_share, max_train_share);
  if (has_points(spec)) {
    check_points(spec);
    return whole;
  }
  const Generator& row = checked_generator(spec.generator);
  for (const auto& [id, value] : spec.parameters)
    if (std::ranges::find(row.parameter_list(), id, &DataParameter::id) == row.parameter_list().end())
      refuse("data.parameters.", id, ": unknown, ", spec.generator, " has ", Piece::list(ids(row.parameter_list())));
  whole.parameters = {};
  for (const DataParameter& parameter : row.parameter_list()) {
    const std::string path = join("data.parameters.", parameter.id);
    const double* given = spec.parameters.find(parameter.id);
    const double value = given ? *given : parameter.initial;
    whole.parameters[parameter.id] = value;
    check_range(path, value, parameter.lowest, parameter.highest);
    if (parameter.integer && value != std::floor(value))
      refuse(path, ": ", Piece::rounded(value), " is not a whole number");
  }
  if (row.inputs == 1 && !(whole.parameters["from"] < whole.parameters["to"]))
    refuse("data.parameters.to: ", Piece::rounded(whole.parameters["to"]), " is not above data.parameters.from, ",
           Piece::rounded(whole.parameters["from"]));
  if (!whole.count) whole.count = row.initial_count;
  check_range("data.count", *whole.count, min_data_count, max_data_count);
  if (!whole.noise) whole.noise = row.initial_noise;
  check_range("data.noise", *whole.noise, 0, row.highest_noise);
  check_text_seed(row, spec.text_seed);
  return whole;
}

std::vector<std::array<double, 2>> data_ranges(const DataSpec& spec) {
  const DataSpec whole = complete_data(spec);
  if (!has_points(whole)) {
    const Generator& row = checked_generator(whole.generator);
    return std::vector(static_cast<std::size_t>(row.inputs),
                       view_of(row.range(in_order(row, whole.parameters).data())));
  }
  const auto& [inputs, targets, train, kind, ranges, columns, classes] = whole.points;
  if (!ranges.empty()) return ranges;
  std::vector<std::array<double, 2>> reached;
  for (std::size_t j = 0; j < inputs[0].size(); ++j) {
    std::array<double, 2> range{inputs[0][j], inputs[0][j]};
    for (const auto& point : inputs) range = {std::min(range[0], point[j]), std::max(range[1], point[j])};
    reached.push_back(view_of(range));
  }
  return reached;
}

Dataset make_dataset(const DataSpec& spec, std::uint32_t seed) {
  const DataSpec whole = complete_data(spec);
  Dataset data;
  std::vector<double> points;
  if (has_points(whole)) {
    points = given(whole.points);
    data.kind = whole.points.kind;
    data.inputs = static_cast<int>(whole.points.inputs[0].size());
    data.targets = static_cast<int>(whole.points.targets[0].size());
    data.classes = count_classes(whole.points);
  } else {
    const Generator& row = checked_generator(whole.generator);
    if (row.playground) {
      data.after.emplace(whole.text_seed.empty() ? number_text(seed) : whole.text_seed);
      points = drawn(row, whole, *data.after);
    } else {
      points = generated(row, whole, seed);
    }
    data.kind = row.kind;
    data.inputs = row.inputs;
    data.targets = row.targets;
    if (row.kind == TaskKind::classes) {
      const double* classes = whole.parameters.find("classes");
      data.classes = classes ? static_cast<int>(*classes) : 2;
    }
  }
  const int columns = data.inputs + data.targets;
  const std::size_t count = points.size() / static_cast<std::size_t>(columns);
  std::vector<std::uint8_t> train = whole.points.train;
  if (data.after) {  // already shuffled: the first ones
    train.assign(count, 0);
    std::fill_n(train.begin(), training_count(count, whole.train_share), std::uint8_t{1});
  } else if (train.empty()) {
    train = chosen_for_training(count, whole.train_share, seed);
  }
  data.count = static_cast<int>(count);
  for (const bool wanted : {true, false}) {
    for (std::size_t i = 0; i < count; ++i)
      if (train[i] == wanted) data.index.push_back(static_cast<int>(i));
    if (wanted) data.train_count = static_cast<int>(data.index.size());
  }
  const auto append = [&](std::vector<float>& to, int column) {
    for (const int i : data.index)
      to.push_back(static_cast<float>(points[static_cast<std::size_t>(i * columns + column)]));
  };
  for (int j = 0; j < data.inputs; ++j) append(data.input, j);
  for (int j = 0; j < data.targets; ++j) append(data.target, data.inputs + j);
  return data;
}

}  // namespace nonlin

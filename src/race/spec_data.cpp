#include <algorithm>
#include <cmath>

#include "race/spec_parts.hpp"

namespace nonlin {

namespace {

/// The kind of task of the first pairing with the head and the loss of `root`; empty when neither is there.
std::optional<TaskKind> kind_by_pairing(const Reader& root) {
  const auto head = root.find("head"), loss = root.find("loss");
  if (!head && !loss) return std::nullopt;
  const auto agrees = [](const std::optional<Reader>& reader, std::string_view id) {
    const std::string* given = reader ? reader->value().as<std::string>() : nullptr;
    return !reader || (given && *given == id);
  };
  for (const Pairing& row : pairings())
    if (agrees(head, row.head) && agrees(loss, row.loss))
      return row.for_values ? TaskKind::values : row.for_labels ? TaskKind::labels : TaskKind::classes;
  return TaskKind::classes;
}

bool are_class_numbers(const std::vector<std::vector<double>>& targets) {
  return std::all_of(targets.begin(), targets.end(), [](const std::vector<double>& row) {
    return row.size() == 1 && row[0] >= 0 && row[0] < max_classes && row[0] == std::floor(row[0]);
  });
}

std::vector<std::string> read_names(const Reader& section, const char* key) {
  std::vector<std::string> names;
  const auto list = section.find(key);
  if (!list) return names;
  for (const Reader& name : list->items()) {
    check_name(name);
    names.push_back(name.text());
  }
  return names;
}

std::vector<std::array<double, 2>> read_ranges(const Reader& section) {
  std::vector<std::array<double, 2>> ranges;
  const auto list = section.find("ranges");
  if (!list) return ranges;
  for (const auto& range : list->number_rows()) {
    if (range.size() != 2) list->fail("a range has two numbers, where it begins and where it ends");
    ranges.push_back({range[0], range[1]});
  }
  return ranges;
}

DataSpec::Points read_points(const Reader& section, const Reader& root) {
  section.keys("kind, inputs, targets, train, ranges, columns, classes");
  DataSpec::Points points;
  const auto inputs = section.find("inputs"), targets = section.find("targets");
  if (!inputs) section.fail("inputs are missing");
  if (!targets) section.fail("targets are missing");
  points.inputs = inputs->number_rows();
  points.targets = targets->number_rows();
  if (const auto train = section.find("train")) {
    for (const Reader& item : train->items()) points.train.push_back(item.boolean());
    if (points.train.empty()) train->fail("an empty array; allowed: true or false for every point");
  }
  if (const auto kind = section.find("kind")) {
    const std::string_view id = kind->choice("classes, labels, values");
    for (const TaskKind each : {TaskKind::classes, TaskKind::labels, TaskKind::values})
      if (id == id_of(each)) points.kind = each;
  } else {
    const auto by_numbers = are_class_numbers(points.targets) ? TaskKind::classes : TaskKind::values;
    points.kind = kind_by_pairing(root).value_or(by_numbers);
  }
  points.ranges = read_ranges(section);
  points.columns = read_names(section, "columns");
  points.classes = read_names(section, "classes");
  if (points.inputs.empty()) inputs->fail("0 rows is outside ", min_data_count, "..", max_data_count);
  return points;
}

}  // namespace

DataSpec read_data(const Reader& root) {
  DataSpec data;
  const auto section = root.find("data");
  if (!section) return data;
  section->keys("generator, parameters, count, noise, trainShare, textSeed, points");
  if (const auto share = section->find("trainShare")) data.train_share = share->finite_number();
  const auto points = section->find("points");
  const auto generator = section->find("generator"), parameters = section->find("parameters");
  const auto count = section->find("count"), noise = section->find("noise"), text_seed = section->find("textSeed");
  if (points) {
    for (const auto& x : {generator, parameters, count, noise, text_seed}) {
      if (x) x->fail("not allowed beside data.points");
    }
    data.points = read_points(*points, root);
    return data;
  }
  if (generator) data.generator = generator->row(generators())->id;
  if (parameters) {
    parameters->keys(words_of(find_generator(data.generator)->parameter_list()));
    for (const Reader& x : parameters->members()) data.parameters[x.key()] = x.finite_number();
  }
  if (count) data.count = static_cast<int>(count->integer(min_data_count, max_data_count));
  if (noise) data.noise = noise->finite_number();
  if (text_seed) {
    data.text_seed = text_seed->text();
    if (data.text_seed.empty()) text_seed->fail("an empty text; allowed: 1..", max_text_seed, " characters");
  }
  return data;
}

}  // namespace nonlin

#include <algorithm>
#include <array>
#include <stdexcept>
#include <vector>

#include "app/cli.hpp"
#include "app/cli_json.hpp"
#include "race/catalogue.hpp"
#include "race/reader.hpp"

namespace nonlin {

namespace {

using Row = Cells;

std::string yes(bool x) { return x ? "yes" : "no"; }
std::string dash(const std::string& text) { return text.empty() ? "-" : text; }

/// "alpha=0.01 in -10..10", several joined by "; ".
template <class Parameter>
std::string parameters_text(std::span<const Parameter> list) {
  std::string text;
  for (const Parameter& p : list) {
    if (!text.empty()) text += "; ";
    text += std::string(p.id) + "=" + number_text(p.initial) + " in " + number_text(p.lowest) + ".." +
            number_text(p.highest);
    if constexpr (requires { p.learnable; }) text += p.learned ? ", learned" : p.learnable ? ", fixed or learned" : "";
    if constexpr (requires { p.integer; }) text += p.integer ? ", whole" : "";
  }
  return text;
}

Row activation_row(const Activation& row) {
  Row cells{std::string(row.id), std::string(id_of(row.family))};
  std::string parameters = parameters_text(row.parameter_list());
  if (row.highest_pieces > 1) {
    parameters = "pieces=" + std::to_string(row.initial_pieces) + " in " + std::to_string(row.lowest_pieces) + ".." +
                 std::to_string(row.highest_pieces);
  }
  cells.push_back(dash(parameters));
  if (row.highest_pieces > 1) {
    cells.insert(cells.end(), 7, "-");
  } else {
    const CurveFacts& facts = row.facts;
    const auto limit = [](double x) { return x == x ? digits9(x) : "none"; };
    std::string kinks;
    for (int i = 0; i < facts.kink_count; ++i) {
      kinks += (i > 0 ? ", " : "") + number_text(facts.kinks[static_cast<std::size_t>(i)].x);
    }
    cells.push_back((facts.lowest_reached ? "[" : "(") + digits9(facts.lowest) + ", " + digits9(facts.highest) +
                    (facts.highest_reached ? "]" : ")"));
    cells.push_back(limit(facts.left_limit) + ", " + limit(facts.right_limit));
    cells.push_back(dash(kinks));
    cells.push_back(yes(facts.monotone));
    cells.push_back(yes(facts.zero_centred));
    cells.push_back(yes(facts.identity_near_zero));
    cells.push_back(digits9(facts.largest_slope));
  }
  cells.emplace_back(id_of(row.textbook));
  cells.push_back(digits9(row.auto_gain));
  return cells;
}

Row pairing_row(const Pairing& row) {
  const char* const outputs = row.one_output    ? "one, for 2 classes"
                              : row.for_classes ? "one per class"
                              : row.for_labels  ? "one per label"
                                                : "one per target";
  return {std::string(row.loss), std::string(row.head),
          row.for_classes  ? "classes"
          : row.for_labels ? "labels"
                           : "values",
          outputs, row.score == Score::r2 ? "r2" : "accuracy"};
}

Row optimizer_row(const Optimizer& row) { return {std::string(row.id), dash(parameters_text(row.parameter_list()))}; }

Row dataset_row(const Generator& row) {
  return {std::string(row.id),
          std::string(id_of(row.kind)),
          std::to_string(row.inputs),
          std::to_string(row.initial_count),
          number_text(row.initial_noise) + " in 0.." + number_text(row.highest_noise) + (row.playground ? " %" : ""),
          dash(parameters_text(row.parameter_list()))};
}

/// A table of `rows` as text (header first) and as JSON.
struct Listing {
  std::vector<Row> text;
  Array json;
};

template <class Table, class ToRow, class ToValue>
Listing listing(Row header, const Table& table, ToRow to_row, ToValue to_value) {
  Listing result{{std::move(header)}, {}};
  for (const auto& row : table) {
    result.text.push_back(to_row(row));
    result.json.push_back(to_value(row));
  }
  return result;
}

Listing list_activations() {
  return listing({"id", "family", "parameters", "range", "limits", "kinks", "monotone", "zero-centred", "x-near-0",
                  "largest-slope", "textbook", "auto-gain"},
                 activations(), activation_row, [](const Activation& row) { return as_value(row); });
}
Listing list_losses() {
  return listing({"loss", "head", "task", "outputs", "score"}, pairings(), pairing_row,
                 [](const Pairing& row) { return as_value(row); });
}
Listing list_optimizers() {
  return listing({"id", "parameters"}, optimizers(), optimizer_row, [](const Optimizer& row) { return as_value(row); });
}
Listing list_schedules() {
  return listing(
      {"id", "parameters"}, schedules(),
      [](const Schedule& row) -> Row {
        return {std::string(row.id), dash(parameters_text(row.parameter_list()))};
      },
      [](const Schedule& row) { return as_value(row); });
}
Listing list_initializers() {
  return listing(
      {"id"}, initializers(), [](const Initializer& row) { return Row{std::string(row.id)}; },
      [](const Initializer& row) {
        return Value(Object{{"id", row.id}});
      });
}
Listing list_datasets() {
  return listing({"id", "task", "inputs", "count", "noise", "parameters"}, generators(), dataset_row,
                 [](const Generator& row) { return as_value(row); });
}

struct Table {
  std::string_view id;
  Listing (*list)();
};
constexpr std::array tables{Table{"activations", list_activations},   Table{"losses", list_losses},
                            Table{"optimizers", list_optimizers},     Table{"schedules", list_schedules},
                            Table{"initializers", list_initializers}, Table{"datasets", list_datasets}};

}  // namespace

std::string run_list(Arguments arguments) {
  const std::string allowed = joined(ids_of(std::span<const Table>(tables)));
  const Table* table = nullptr;
  bool json = false;
  for (const std::string_view argument : arguments) {
    const auto found = std::find_if(tables.begin(), tables.end(), [&](const Table& t) { return t.id == argument; });
    if (argument == "--json") {
      json = true;
    } else if (found == tables.end() || table) {
      refuse_argument("list", argument, (table ? "" : allowed + ", ") + "--json");
    } else {
      table = &*found;
    }
  }
  if (!table) throw std::invalid_argument("list: a table is missing; allowed: " + allowed);
  const Listing result = table->list();
  return json ? write_json(result.json, true) + "\n" : aligned(result.text);
}

}  // namespace nonlin

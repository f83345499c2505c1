#include "race/questions.hpp"

#include <algorithm>

#include "math/text.hpp"

namespace nonlin {

namespace {

constexpr Question table[] = {
    {"network", answer_network},     {"units", answer_units},         {"sample", answer_sample},
    {"histogram", answer_histogram}, {"signals", answer_signals},     {"why", answer_why},
    {"regions", answer_regions},     {"formula", answer_formula},     {"slice", answer_slice},
    {"states", answer_states},       {"chronicle", answer_chronicle}, {"step", answer_step},
    {"autopsy", answer_autopsy},
};

}  // namespace

std::span<const Question> questions() { return table; }

InputPlane plane_of(const Asked& about, const Reader& options) {
  const int inputs = about.run.data->inputs;
  InputPlane plane{.rest = training_means(*about.run.data)};
  if (const auto list = options.find("columns"); list && inputs > 1) {
    const Readers items = list->items();
    if (items.size() != 2) list->fail(items.size(), " inputs; allowed: 2");
    for (std::size_t i = 0; i < 2; ++i) plane.columns[i] = static_cast<int>(items[i].integer(0, inputs - 1));
  }
  const auto ranges = data_ranges(data_spec(about.race.spec(), about.run.phase));
  const auto range = [&](int column) { return ranges[static_cast<std::size_t>(std::min(column, inputs - 1))]; };
  plane.x = range(plane.columns[0]);
  plane.y = range(plane.columns[1]);
  return plane;
}

Value ask(Race& race, std::size_t run, std::string_view question, const Value& options, Study& study) {
  static const Value none(Object{});
  const Question* found = nullptr;
  for (const Question& row : table)
    if (row.id == question) found = &row;
  if (!found) refuse("question: ", Piece::quoted(question), " is unknown; allowed: ", words_of(questions()));
  const Asked about{race, race.runs()[run], study};
  prepare(about.network(), about.train(), about.workspace());
  return found->answer(about, Reader(options.is_null() ? none : options, join(question, ".")));
}

Value ask(Race& race, std::size_t run, std::string_view question, const Value& options) {
  Study none;
  return ask(race, run, question, options, none);
}

}  // namespace nonlin

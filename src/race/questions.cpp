#include "race/questions.hpp"

#include "math/text.hpp"

namespace nonlin {

namespace {

constexpr Question table[] = {
    {"network", answer_network},     {"units", answer_units},     {"sample", answer_sample},
    {"histogram", answer_histogram}, {"signals", answer_signals}, {"why", answer_why},
    {"regions", answer_regions},     {"formula", answer_formula}, {"slice", answer_slice},
};

}  // namespace

std::span<const Question> questions() { return table; }

Value ask(Race& race, std::size_t run, std::string_view question, const Value& options) {
  static const Value none(Object{});
  const Question* found = nullptr;
  for (const Question& row : table)
    if (row.id == question) found = &row;
  if (!found) refuse("question: ", Piece::quoted(question), " is unknown; allowed: ", words_of(questions()));
  const Asked about{race, race.runs()[run]};
  prepare(about.network(), about.train(), about.workspace());
  return found->answer(about, Reader(options.is_null() ? none : options, join(question, ".")));
}

}  // namespace nonlin

// What can be asked about the inside of one run, as it stands: each question by its name, with options as a JSON
// object; the answer is a tree of plain values. Read-only, like the probes it is made of: asking never alters training.
#pragma once

#include <span>
#include <string_view>

#include "probe/field.hpp"
#include "race/race.hpp"
#include "race/reader.hpp"
#include "race/replay.hpp"
#include "race/value.hpp"

namespace nonlin {

/// What a question is about. The run's workspace is prepared (batch statistics) and scratch.
struct Asked {
  Race& race;
  Race::Run& run;
  Study& study;

  const Network& network() const { return run.trainer.network(); }
  const Experiment& experiment() const { return *run.experiment; }
  const Head& head() const { return *find_head(run.experiment->pairing->head); }
  const SampleSet& train() const { return run.samples->train; }
  Workspace& workspace() const { return *run.workspace; }
};

struct Question {
  std::string_view id;
  /// Throws std::invalid_argument for options that are not allowed, and where the question makes no sense of this run.
  Value (*answer)(const Asked& about, const Reader& options);
};
std::span<const Question> questions();

/// The answer to `question` about run `run`. `options` is an object or null (none); `study` is kept from call to call,
/// of this run alone. Throws std::invalid_argument.
Value ask(Race& race, std::size_t run, std::string_view question, const Value& options, Study& study);
/// The same of a question that needs one call.
Value ask(Race& race, std::size_t run, std::string_view question, const Value& options);

/// What a picture shows: the two raw inputs that the option `columns` names ([0, 1] when not given) over the page's
/// ranges of them, the others at their training mean; of one raw input its range is x.
InputPlane plane_of(const Asked& about, const Reader& options);

// The answers, by what they look at. Their options and members are described where they are written.
Value answer_network(const Asked& about, const Reader& options);  // questions_network.cpp
Value answer_units(const Asked& about, const Reader& options);    // questions_units.cpp
Value answer_sample(const Asked& about, const Reader& options);
Value answer_histogram(const Asked& about, const Reader& options);  // questions_signals.cpp
Value answer_signals(const Asked& about, const Reader& options);
Value answer_why(const Asked& about, const Reader& options);
Value answer_regions(const Asked& about, const Reader& options);    // questions_regions.cpp
Value answer_formula(const Asked& about, const Reader& options);    // questions_regions.cpp
Value answer_slice(const Asked& about, const Reader& options);      // questions_slice.cpp
Value answer_states(const Asked& about, const Reader& options);     // questions_states.cpp
Value answer_chronicle(const Asked& about, const Reader& options);  // questions_states.cpp
Value answer_step(const Asked& about, const Reader& options);       // questions_step.cpp
Value answer_autopsy(const Asked& about, const Reader& options);    // questions_autopsy.cpp

}  // namespace nonlin

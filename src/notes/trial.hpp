// The table of trials: the experiments that the notes' statements rest on, each run for every seed, and what is
// measured of them. A trial is a race, described by a spec, or a measurement of its own, described by options.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "race/race.hpp"
#include "race/reader.hpp"

namespace nonlin {

/// What a trial gave for one seed: named numbers, the same names in the same order for every seed. Never NaN: what
/// could not be measured (a loss that is no longer finite, steps to a target never reached) is infinite.
struct Figures {
  std::vector<std::string> names;
  std::vector<double> values;
  void add(std::string_view name, double value);
  /// The figure "<lane>.<name>".
  void add(std::string_view lane, std::string_view name, double value);
};
struct Trial {
  std::string_view id;
  /// The document: `base`, changed by `document` (JSON, merged; either may be empty). A race's is a spec; its `seed`
  /// and `seeds` are set by whoever runs it. Else the options of `measure`, every one of them with its value.
  std::string_view base = {}, document = {};
  /// Of a race: the quantities (quantities.hpp) taken of every run, at the end or at a step: "accuracy, passed@0". The
  /// figures are named "<lane>.<quantity>", with a sweep "<lane>/<value>.<quantity>", two axes
  /// "<lane>/<value>/<value>".
  std::string_view quantities = {};
  int every = 10;  // steps between records: how finely steps to a target are told
  /// Of a race: makes what a spec cannot say (points of a data set of its own) for a seed; takes away keys of its own.
  void (*prepare)(Value& document, std::uint32_t seed) = nullptr;
  /// Of other trials, which have no `quantities`.
  void (*measure)(const Reader& options, std::uint32_t seed, Figures& figures) = nullptr;
  bool timed = false;  // measures time: differs from run to run, in no hash
};

/// The trial with this id; null when there is none.
const Trial* find_trial(std::string_view id);
/// Its document, changed by `change` (merge).
Value document_of(const Trial& trial, const Value& change = Object{});

/// The spec that a seed of a race is, from the trial's document.
Value race_document(const Trial& trial, Value document, std::uint32_t seed);
/// The race of a trial's document for a seed, as it starts. Throws std::invalid_argument when the document is not in
/// order.
Race race_of(const Trial& trial, Value document, std::uint32_t seed);

/// One seed of a trial, run in slices.
class TrialRun {
 public:
  /// Throws std::invalid_argument when the document is not in order.
  TrialRun(const Trial& trial, Value document, std::uint32_t seed);
  /// Works for about `budget_ms` (a measurement of its own is one slice). True when all is measured.
  bool advance(double budget_ms);
  /// The share of the work that is done, 0..1.
  double progress() const;
  const Figures& figures() const { return figures_; }

 private:
  struct Taken {
    int step;  // -1: the end
    std::string_view quantity;
  };
  void take(int step);

  const Trial& trial_;
  Value document_;
  std::uint32_t seed_;
  std::vector<Taken> taken_;
  std::optional<Race> race_;
  std::size_t next_ = 0;  // of the steps at which something is taken
  std::vector<int> steps_;
  bool only_steps_ = false;  // nothing else is taken
  bool done_ = false;
  Figures figures_;
};

}  // namespace nonlin

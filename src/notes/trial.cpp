#include "notes/trial.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>

#include "math/text.hpp"
#include "notes/document.hpp"
#include "notes/quantities.hpp"

namespace nonlin {
namespace {

std::string lane_text(const Race::Run& run, const RaceSpec& spec) {
  std::string name = run.experiment->lane_name;
  for (std::size_t axis = 0; axis < spec.sweep.size(); ++axis) {
    const Value& value = spec.sweep[axis].values[static_cast<std::size_t>(run.experiment->point[axis])];
    name += join("/", describe(value));
  }
  return name;
}

}  // namespace

void Figures::add(std::string_view name, double value) {
  names.emplace_back(name);
  values.push_back(std::isnan(value) ? std::numeric_limits<double>::infinity() : value);
}

void Figures::add(std::string_view lane, std::string_view name, double value) { add(join(lane, ".", name), value); }

Value document_of(const Trial& trial, const Value& change) {
  Value document = Object{};
  for (const std::string_view text : {trial.base, trial.document})
    if (!text.empty()) merge(document, parse_document(text));
  merge(document, change);
  return document;
}

Value race_document(const Trial& trial, Value document, std::uint32_t seed) {
  if (trial.prepare) trial.prepare(document, seed);
  merge(document, Object{{"seed", static_cast<double>(seed)}, {"seeds", 1}});
  return document;
}

Race race_of(const Trial& trial, Value document, std::uint32_t seed) {
  const RaceSpec spec = read_spec(race_document(trial, std::move(document), seed));
  std::vector<RunId> runs;
  for (int lane = 0; lane < static_cast<int>(spec.lanes.size()); ++lane) runs.push_back({lane, 0});
  return Race(spec, runs, trial.every);
}

TrialRun::TrialRun(const Trial& trial, Value document, std::uint32_t seed)
    : trial_(trial), document_(std::move(document)), seed_(seed) {
  if (trial.measure) return;
  race_ = race_of(trial, document_, seed);
  for (std::string_view rest = trial.quantities; !rest.empty();) {
    const std::size_t end = std::min(rest.find(", "), rest.size());
    const std::string_view word = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 2, rest.size()));
    const std::size_t at = word.find('@');
    Taken taken{race_->budget(), word};
    if (at != std::string_view::npos) std::from_chars(word.data() + at + 1, word.data() + word.size(), taken.step);
    taken_.push_back(taken);
    const auto place = std::ranges::lower_bound(steps_, taken.step);
    if (place == steps_.end() || *place != taken.step) steps_.insert(place, taken.step);
  }
  only_steps_ = std::ranges::all_of(taken_, [](const Taken& taken) { return taken.quantity == "steps"; });
}

void TrialRun::take(int step) {
  for (Race::Run& run : race_->runs()) {
    RunLook look(*race_, run);
    const std::string lane = lane_text(run, race_->spec());
    for (const Taken& taken : taken_) {
      if (taken.step != step) continue;
      figures_.add(join(lane, ".", taken.quantity),
                   take_quantity(taken.quantity.substr(0, taken.quantity.find('@')), look));
    }
  }
}

bool TrialRun::advance(double budget_ms) {
  if (done_) return true;
  if (!race_) {
    trial_.measure(Reader(document_, "trial: "), seed_, figures_);
  } else {
    // A run of which nothing is asked but its steps to the target need not train on from there.
    constexpr int stretch = 20;
    const int to = only_steps_ ? std::min(steps_[next_], race_->current_step() + stretch) : steps_[next_];
    if (!race_->advance(to, budget_ms)) return false;
    if (only_steps_)
      for (Race::Run& run : race_->runs()) run.ended = run.ended || run.state == RunState::learned;
    if (to < steps_[next_]) return false;
    take(steps_[next_]);
    if (++next_ < steps_.size()) return false;
    race_.reset();
  }
  return done_ = true;
}

double TrialRun::progress() const {
  if (done_ || !race_) return done_ ? 1 : 0;
  double steps = 0;
  for (const Race::Run& run : race_->runs()) steps += run.ended ? race_->budget() : run.trainer.steps();
  return steps / race_->budget() / static_cast<double>(race_->runs().size());
}

}  // namespace nonlin

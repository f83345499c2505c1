#include "race/moments.hpp"

#include <algorithm>

#include "math/append.hpp"
#include "math/text.hpp"

namespace nonlin {

std::size_t Moments::bytes_of(const Race& race) {
  std::size_t bytes = sizeof(Moment);
  for (const Race::Run& run : race.runs()) {
    const std::size_t count = run.trainer.network().parameters().size();
    bytes +=
        sizeof(Place) + count * sizeof(float) * static_cast<std::size_t>(1 + run.experiment->optimizer.row->moments);
  }
  return bytes;
}

Moments::Moment Moments::taken(const Race& race, int step, bool for_good) {
  Moment moment{step, for_good, {}, {}};
  moment.places.reserve(race.runs().size());
  moment.numbers.reserve((bytes_of(race) - sizeof(Moment)) / sizeof(float));
  for (const Race::Run& run : race.runs()) {
    const Trainer::State state = run.trainer.save();
    moment.places.push_back({state.step, run.best, run.standing(), state.powers, moment.numbers.size(),
                             state.parameters.size(), state.moment1.size(), state.moment2.size()});
    for (const Floats* block : {&state.parameters, &state.moment1, &state.moment2}) append(moment.numbers, *block);
  }
  return moment;
}

void Moments::keep(const Race& race, int step) {
  if (step % every_ != 0) return;
  const auto place = std::lower_bound(moments_.begin(), moments_.end(), step,
                                      [](const Moment& moment, int wanted) { return moment.step < wanted; });
  if (place != moments_.end() && place->step == step) return;
  moments_.insert(place, taken(race, step, false));
  while (count() > most_ && every_ < max_steps) thin();
}

void Moments::keep_for_good(const Race& race, int step) {
  std::erase_if(moments_, [&](const Moment& moment) { return moment.step >= step; });
  moments_.push_back(taken(race, step, true));
}

void Moments::thin() {
  every_ *= 2;
  std::erase_if(moments_, [&](const Moment& moment) { return !moment.for_good && moment.step % every_ != 0; });
}

int Moments::go_to(Race& race, int step) const {
  const auto after =
      std::find_if(moments_.begin(), moments_.end(), [&](const Moment& moment) { return moment.step > step; });
  if (after == moments_.begin()) refuse("rewind: step ", step, " is before the first moment kept");
  const Moment& moment = *(after - 1);
  for (std::size_t i = 0; i < moment.places.size(); ++i) {
    const Place& place = moment.places[i];
    const float* at = moment.numbers.data() + place.first;
    const auto take = [&](std::size_t count) {
      Floats block(at, at + count);
      at += count;
      return block;
    };
    Trainer::State state{.step = place.step, .parameters = {}, .moment1 = {}, .moment2 = {}, .powers = place.powers};
    state.parameters = take(place.parameters);
    state.moment1 = take(place.moment1);
    state.moment2 = take(place.moment2);
    race.rewind(i, state, place.best, place.standing);
  }
  race.advance(moment.step, 0);  // trains nothing: this is where the race stands now
  return moment.step;
}

std::vector<Trainer::State> Moments::path(std::size_t run, int to, int most) const {
  std::vector<const Moment*> kept;
  for (const Moment& moment : moments_)  // a run that has ended stays where it is
    if (moment.step <= to && (kept.empty() || moment.places[run].step > kept.back()->places[run].step))
      kept.push_back(&moment);
  std::vector<Trainer::State> path;
  const std::size_t count = std::min(kept.size(), static_cast<std::size_t>(most));
  for (std::size_t i = 0; i < count; ++i) {
    const Moment& moment = *kept[count == kept.size() ? i : i * (kept.size() - 1) / (count - 1)];
    const Place& place = moment.places[run];
    const auto from = moment.numbers.begin() + static_cast<std::ptrdiff_t>(place.first);
    path.push_back({.step = place.step,
                    .parameters = Floats(from, from + static_cast<std::ptrdiff_t>(place.parameters)),
                    .moment1 = {},
                    .moment2 = {}});
  }
  return path;
}

}  // namespace nonlin

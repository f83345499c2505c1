// How the units stand, and how they came to.
#include "race/questions.hpp"

namespace nonlin {

// No options. {step, layers: [{state, positive, zero, flat, bend, gate?, wins?}]} of the hidden layers: a number per
// unit, `wins` one per unit and piece; a state is 0 alive, 1 asleep, 2 saturated, 3 dead; all others are shares.
Value answer_states(const Asked& about, const Reader& options) {
  options.keys("");
  const bool final = nothing_revives(about.race.spec(), about.experiment());
  Array layers;
  for (const LayerReport& report : unit_reports(about.network(), about.train(), final, about.workspace())) {
    Bytes states;
    for (const UnitReport& unit : report.units) states.push_back(static_cast<std::uint8_t>(unit.state));
    const auto all = [&](double UnitReport::*part) {
      Floats32 values;
      for (const UnitReport& unit : report.units) values.push_back(static_cast<float>(unit.*part));
      return values;
    };
    Object layer = object_of("state", std::move(states), "positive", all(&UnitReport::positive), "zero",
                             all(&UnitReport::zero), "flat", all(&UnitReport::flat), "bend", all(&UnitReport::bend));
    if (about.network().spec().layers[layers.size()].activation->gated) add(layer, "gate", all(&UnitReport::gate));
    if (!report.wins.empty()) add(layer, "wins", Floats32(report.wins.begin(), report.wins.end()));
    layers.emplace_back(std::move(layer));
  }
  return object_of("step", about.run.trainer.steps(), "layers", std::move(layers));
}

// No options. Asked again and again until `done`: {done: false, step, to}. Then {done: true, step, met, every,
// complete, start, changes, falls}: `start` has the state of each unit, counted through the hidden layers; `changes`
// unit, step and state of each change, one after the other, by step; `falls` the six numbers of Chronicle::Fall for
// each unit. Not `met`: the run is not what its spec makes of it, and nothing follows.
Value answer_chronicle(const Asked& about, const Reader& options) {
  options.keys("");
  std::optional<Chronicle>& chronicle = about.study.chronicle;
  const int now = about.run.trainer.steps();
  if (!chronicle || chronicle->steps() > now) chronicle.emplace(about.race, about.run);
  const bool done = chronicle->follow(about.run), met = done && chronicle->met(about.run);
  Object answer = object_of("done", done, "step", chronicle->steps(), "to", now, "met", met);
  if (!met) return answer;
  Bytes start;
  for (const UnitState state : chronicle->start()) start.push_back(static_cast<std::uint8_t>(state));
  Integers changes;
  for (const auto& [unit, step, state] : chronicle->changes())
    for (const std::int32_t x : {unit, step, state}) changes.push_back(x);
  Floats64 falls;
  for (const Chronicle::Fall& f : chronicle->falls())
    for (const double x : {f.step, f.gradient, f.usual_gradient, f.update, f.usual_update, f.own}) falls.push_back(x);
  add(answer, "every", chronicle->every(), "complete", chronicle->complete(), "start", std::move(start), "changes",
      std::move(changes), "falls", std::move(falls));
  return answer;
}

}  // namespace nonlin

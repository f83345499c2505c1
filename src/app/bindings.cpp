// The engine as the page sees it: plain objects in, plain objects and copied typed arrays out. One session per worker.
// No logic. Nothing thrown crosses into JavaScript: every function returns {error: "path: ..."} instead.
#include <emscripten/bind.h>

#include <memory>
#include <string>

#include "app/bindings_types.hpp"
#include "app/bindings_values.hpp"
#include "math/statistics.hpp"
#include "race/catalogue.hpp"
#include "race/own.hpp"
#include "race/questions.hpp"
#include "race/session.hpp"

namespace nonlin {
namespace {

using emscripten::val;

std::unique_ptr<Session> session;

Session& current() {
  if (!session) refuse("session: configure a race first");
  return *session;
}

// ---------------------------------------------------------------- what the worker calls

val catalogue() {
  return guarded([] { return js_value(describe_catalogue()); });
}

val complete(val spec) {
  return guarded([&] { return js_value(complete_spec(value_of(spec))); });
}

val curve(val activation, val parameters, double lo, double hi, int count) {
  return guarded([&] {
    const Curve made = sample_curve(value_of(activation), value_of(parameters), lo, hi, count);
    return object("value", std::span(made.value), "slope", std::span(made.slope));
  });
}

val output(val activation, val parameters) {
  return guarded([&] {
    const OutputMoments made = output_moments(value_of(activation), value_of(parameters));
    return object("mean", made.mean, "spread", made.spread);
  });
}

val run_activation(val activation, int runs) {
  return guarded([&] { return val(exercise(value_of(activation), runs)); });
}

val ask_formula(val formula, val parameters) {
  return guarded([&] { return js_value(formula_of(value_of(formula), value_of(parameters))); });
}

val compare_derivative(val f, std::string g, double lo, double hi, int count) {
  return guarded([&] { return js_value(check_derivative(value_of(f), g, lo, hi, count)); });
}

val compare(val steps, int lanes) {
  return guarded([&] {
    const Comparison made = compare_runs(emscripten::convertJSArrayToNumberVector<double>(steps), lanes);
    return object("p", std::span(made.p), "sooner", std::span(made.sooner), "verdict", std::span(made.verdict));
  });
}

val configure(val spec, val runs, int every) {
  return guarded([&] {
    const RaceSpec race_spec = read_spec(value_of(spec));
    auto made = std::make_unique<Session>(race_spec, read_runs(value_of(runs), race_spec), every);
    session = std::move(made);  // only now: a refused spec leaves the running race as it was
    Race& race = session->race();
    val described = val::array();
    for (std::size_t i = 0; i < race.runs().size(); ++i) put_at(described, i, js_run(race, race.runs()[i]));
    return object("runs", described, "budget", race.budget(), "momentBytes",
                  static_cast<double>(Moments::bytes_of(race)), "data", js_data(race.data_at(0), session->ranges()));
  });
}

val data() {
  return guarded([] {
    Race& race = current().race();
    return js_data(race.data_at(race.current_step()), current().ranges());
  });
}

val advance(int to_step, double budget_ms) {
  return guarded([&] { return val(current().advance(to_step, budget_ms)); });
}

val keep_moments(int most) {
  return guarded([&] {
    current().keep_moments(most);
    return val(true);
  });
}

val pin() {
  return guarded([] {
    current().pin();
    return val(true);
  });
}

val rewind(int step) {
  return guarded([&] { return val(current().rewind(step)); });
}

val set_every(int every) {
  return guarded([&] {
    current().race().set_every(every);
    return val(true);
  });
}

val extend(int steps) {
  return guarded([&] {
    current().race().extend(steps);
    return val(current().race().budget());
  });
}

val certificates() {
  return guarded([] {
    const Race& race = current().race();
    val list = val::array();
    for (std::size_t i = 0; i < race.runs().size(); ++i)
      put_at(list, i, js_certificate(race.certificate(race.runs()[i])));
    return list;
  });
}

val frame(val request) {
  return guarded([&] {
    const FrameRequest wanted = frame_request(request, static_cast<int>(current().ranges().size()));
    const Frame made = current().frame(wanted);
    return js_frame(made, wanted, wanted.view.value_or(current().ranges()[0]));
  });
}

// asks: [[question, options], ...]; an answer or {error} for each.
val inspect(int run, val asks) {
  return guarded([&] {
    Race& race = current().race();
    const std::size_t i = run_index(race, run);
    val answers = val::array();
    const int count = asks["length"].as<int>();
    for (int k = 0; k < count; ++k)
      put_at(answers, static_cast<std::size_t>(k), guarded([&] {
               return js_value(ask(race, i, asks[k][0].as<std::string>(), value_of(asks[k][1]), current().study(i)));
             }));
    return answers;
  });
}

// The value before.
val set_parameter(int run, std::string block, int index, double value) {
  return guarded([&] {
    const std::size_t i = run_index(current().race(), run);
    return val(current().set_parameter(i, block, index, value));
  });
}

val save(int run) {
  return guarded([&] {
    const auto bytes = pack(current().race().save(run_index(current().race(), run)));
    return copy_of(std::span<const std::uint8_t>(bytes));
  });
}

val path(int run, int most) {
  return guarded([&] {
    val list = val::array();
    std::size_t i = 0;
    for (const auto& bytes : current().path(run_index(current().race(), run), most))
      put_at(list, i++, copy_of(std::span<const std::uint8_t>(bytes)));
    return list;
  });
}

val restore(int run, val bytes) {
  return guarded([&] {
    const std::size_t i = run_index(current().race(), run);
    const auto copied = emscripten::convertJSArrayToNumberVector<std::uint8_t>(bytes);
    current().restore(i, unpack(copied));
    return val(true);
  });
}

val branch(int run, val bytes) {
  return guarded([&] {
    const std::size_t i = run_index(current().race(), run);
    const auto copied = emscripten::convertJSArrayToNumberVector<std::uint8_t>(bytes);
    current().branch(i, unpack(copied));
    return val(true);
  });
}

/// Of the module's memory, which grows and never shrinks.
double memory_bytes() { return 65536.0 * __builtin_wasm_memory_size(0); }

}  // namespace
}  // namespace nonlin

EMSCRIPTEN_BINDINGS(nonlin) {
  using emscripten::function;
  function("catalogue", &nonlin::catalogue);
  function("complete", &nonlin::complete);
  function("curve", &nonlin::curve);
  function("outputMoments", &nonlin::output);
  function("exercise", &nonlin::run_activation);
  function("formulaOf", &nonlin::ask_formula);
  function("checkDerivative", &nonlin::compare_derivative);
  function("compareRuns", &nonlin::compare);
  function("configure", &nonlin::configure);
  function("advance", &nonlin::advance);
  function("keepMoments", &nonlin::keep_moments);
  function("pin", &nonlin::pin);
  function("rewind", &nonlin::rewind);
  function("data", &nonlin::data);
  function("setEvery", &nonlin::set_every);
  function("extend", &nonlin::extend);
  function("certificates", &nonlin::certificates);
  function("frame", &nonlin::frame);
  function("inspect", &nonlin::inspect);
  function("setParameter", &nonlin::set_parameter);
  function("save", &nonlin::save);
  function("path", &nonlin::path);
  function("restore", &nonlin::restore);
  function("branch", &nonlin::branch);
  function("memoryBytes", &nonlin::memory_bytes);
  nonlin::bind_notes();
}

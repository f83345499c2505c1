// The engine as the page sees it: plain objects in, plain objects and copied typed arrays out. One session per worker. No logic.
// Nothing thrown crosses into JavaScript: every function returns {error: "path: ..."} instead.
#include <emscripten/bind.h>

#include <exception>
#include <memory>
#include <stdexcept>
#include <string>

#include "app/bindings_values.hpp"
#include "math/hash.hpp"
#include "race/catalogue.hpp"
#include "race/session.hpp"

namespace nonlin {
namespace {

using emscripten::val;

std::unique_ptr<Session> session;

Session& current() {
  if (!session) throw std::invalid_argument("session: configure a race first");
  return *session;
}

template <class Call>
val guarded(Call&& call) {
  std::string message;
  try {
    return call();
  } catch (const std::exception& error) {
    message = error.what();
  }
  val result = val::object();
  result.set("error", message);
  return result;
}

val js_certificate(const Certificate& certificate) {
  return object({{"data", val(hex(certificate.data))},
                 {"draws", val(hex(certificate.draws))},
                 {"order", val(hex(certificate.order))}});
}

val js_run(const Race& race, const Race::Run& run) {
  val result = js_value(describe_start(*run.experiment));
  result.set("lane", run.id.lane);
  result.set("seed", static_cast<double>(race.spec().seed + static_cast<std::uint32_t>(run.id.seed)));
  result.set("parameters", run.trainer.network().parameter_count());
  result.set("startHash", hex(run.start_hash));
  result.set("certificate", js_certificate(race.certificate(run)));
  return result;
}

val js_data(const Dataset& data, std::array<double, 2> view) {
  return object({{"inputs", val(data.inputs)},
                 {"kind", val(data.kind == TaskKind::classes ? "classes" : "values")},
                 {"classes", val(data.classes)},
                 {"count", val(data.count)},
                 {"trainCount", val(data.train_count)},
                 {"view", js_list(std::span<const double>(view))},
                 {"x", copy_of(std::span<const float>(data.input))},
                 {"target", copy_of(std::span<const float>(data.target))}});
}

// ---------------------------------------------------------------- what the worker calls

val catalogue() {
  return guarded([] { return js_value(describe_catalogue()); });
}

val complete(val spec) {
  return guarded([&] { return js_value(complete_spec(value_of(spec))); });
}

val curve(std::string activation, val parameters, double lo, double hi, int count) {
  return guarded([&] {
    const Curve made = sample_curve(activation, value_of(parameters), lo, hi, count);
    return object({{"value", copy_of(std::span<const float>(made.value))},
                   {"slope", copy_of(std::span<const float>(made.slope))}});
  });
}

val configure(val spec, val runs, int every) {
  return guarded([&] {
    const RaceSpec race_spec = read_spec(value_of(spec));
    auto made = std::make_unique<Session>(race_spec, read_runs(value_of(runs), race_spec), every);
    session = std::move(made);  // only now: a refused spec leaves the running race as it was
    val described = val::array();
    for (const Race::Run& run : session->race().runs()) described.call<void>("push", js_run(session->race(), run));
    const Race::Run& first = session->race().runs().front();
    return object({{"runs", described},
                   {"budget", val(session->race().budget())},
                   {"stepsPerEpoch", val(first.trainer.steps_per_epoch())},
                   {"data", js_data(session->race().data(first.id.seed), session->view())}});
  });
}

val advance(int to_step, double budget_ms) {
  return guarded([&] { return val(current().race().advance(to_step, budget_ms)); });
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
    val list = val::array();
    for (const Race::Run& run : current().race().runs())
      list.call<void>("push", js_certificate(current().race().certificate(run)));
    return list;
  });
}

val frame(val request) {
  return guarded([&] {
    const FrameRequest wanted = frame_request(request);
    return js_frame(current().frame(wanted), wanted, wanted.view.value_or(current().view()));
  });
}

val save(int run) {
  return guarded([&] {
    const auto bytes = pack(current().race().runs()[run_index(current().race(), run)].trainer.save());
    return copy_of(std::span<const std::uint8_t>(bytes));
  });
}

val restore(int run, val bytes) {
  return guarded([&] {
    const std::size_t i = run_index(current().race(), run);
    const auto copied = emscripten::convertJSArrayToNumberVector<std::uint8_t>(bytes);
    current().restore(i, unpack(copied, current().race().runs()[i].trainer.save()));
    return val(true);
  });
}

}  // namespace
}  // namespace nonlin

EMSCRIPTEN_BINDINGS(nonlin) {
  using emscripten::function;
  function("catalogue", &nonlin::catalogue);
  function("complete", &nonlin::complete);
  function("curve", &nonlin::curve);
  function("configure", &nonlin::configure);
  function("advance", &nonlin::advance);
  function("setEvery", &nonlin::set_every);
  function("extend", &nonlin::extend);
  function("certificates", &nonlin::certificates);
  function("frame", &nonlin::frame);
  function("save", &nonlin::save);
  function("restore", &nonlin::restore);
}

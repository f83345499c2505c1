// What the engine answers: nothing here refuses anything (quiet_sources in CMakeLists.txt).
#include "app/bindings_values.hpp"
#include "math/hash.hpp"
#include "race/catalogue.hpp"

namespace nonlin {

using emscripten::val;

namespace {

template <class T>
void put_copy(val& object, const char* key, std::span<const T> from) {
  put(object, key, copy_of(from));
}

}  // namespace

val js_value(const Value& from) {
  if (const auto* x = from.as<bool>()) return val(*x);
  if (const auto* x = from.as<double>()) return val(*x);
  if (const auto* x = from.as<std::string>()) return val(*x);
  if (const auto* x = from.as<Floats32>()) return copy_of(std::span<const float>(*x));
  if (const auto* x = from.as<Floats64>()) return copy_of(std::span<const double>(*x));
  if (const auto* x = from.as<Integers>()) return copy_of(std::span<const std::int32_t>(*x));
  if (const auto* x = from.as<Bytes>()) return copy_of(std::span<const std::uint8_t>(*x));
  if (const auto* list = from.as<Array>()) {
    val result = val::array();
    for (std::size_t i = 0; i < list->size(); ++i) put_at(result, i, js_value((*list)[i]));
    return result;
  }
  if (const auto* members = from.as<Object>()) {
    val result = val::object();
    for (const auto& [key, x] : *members) put(result, key.c_str(), js_value(x));
    return result;
  }
  return val::null();
}

void put(val& object, const char* key, double x) { put(object, key, val(x)); }
void put(val& object, const char* key, bool x) { put(object, key, val(x)); }
void put(val& object, const char* key, const char* x) { put(object, key, val(x)); }
void put(val& object, const char* key, const std::string& x) { put(object, key, val(x)); }
void put(val& object, const char* key, const val& x) { object.set(val(key), x); }
void put(val& object, const char* key, std::span<const float> from) { put_copy(object, key, from); }
void put(val& object, const char* key, std::span<const double> from) { put_copy(object, key, from); }
void put(val& object, const char* key, std::span<const std::int32_t> from) { put_copy(object, key, from); }
void put(val& object, const char* key, std::span<const std::uint8_t> from) { put_copy(object, key, from); }
void put_at(val& array, std::size_t index, const val& x) { array.set(val(static_cast<double>(index)), x); }

val js_frame(const Frame& frame, const FrameRequest& request, std::array<double, 2> view) {
  const auto& records = frame.records;
  const auto all = [](const auto& numbers) { return std::span(numbers); };
  val result =
      object("step", frame.step, "phase", frame.phase, "epoch", frame.epoch, "stepsPerEpoch", frame.steps_per_epoch,
             "state", all(frame.state), "stateStep", all(frame.state_step), "stepOf", all(frame.step_of), "trainLoss",
             all(frame.train_loss), "testLoss", all(frame.test_loss), "trainScore", all(frame.train_score), "testScore",
             all(frame.test_score), "milliseconds", all(frame.milliseconds));
  put(result, "records",
      object("run", all(records.run), "step", all(records.step), "trainLoss", all(records.train_loss), "testLoss",
             all(records.test_loss), "trainScore", all(records.train_score), "testScore", all(records.test_score),
             "milliseconds", all(records.milliseconds)));
  for (const char* key : {"fields", "fits", "bands", "learned", "hashes"}) put(result, key, val::null());
  if (!frame.fields.empty())
    put(result, "fields", object("size", request.fields, "channels", frame.field_channels, "data", all(frame.fields)));
  if (!frame.fits.empty())
    put(result, "fits", object("count", request.fits, "lo", view[0], "hi", view[1], "data", all(frame.fits)));
  if (!frame.bands.empty()) put(result, "bands", all(frame.bands));
  if (!frame.learned.empty()) put(result, "learned", all(frame.learned));
  if (!frame.hashes.empty()) {
    val hashes = val::array();
    for (std::size_t i = 0; i < frame.hashes.size(); ++i) put_at(hashes, i, val(hex(frame.hashes[i])));
    put(result, "hashes", hashes);
  }
  return result;
}

val js_refusal() { return object("error", refusal()); }

val js_certificate(const Certificate& certificate) {
  return object("data", hex(certificate.data), "draws", hex(certificate.draws), "order", hex(certificate.order));
}

val js_run(const Race& race, const Race::Run& run) {
  val result = js_value(describe_start(*run.experiment));
  put(result, "lane", run.id.lane, "seed", static_cast<double>(seed_number(race.spec(), run.id.seed)), "parameters",
      run.trainer.network().parameter_count(), "startHash", hex(run.start_hash), "certificate",
      js_certificate(race.certificate(run)));
  return result;
}

val js_data(const Dataset& data, std::span<const std::array<double, 2>> ranges) {
  return object("inputs", data.inputs, "kind", std::string(id_of(data.kind)), "classes", data.classes, "count",
                data.count, "trainCount", data.train_count, "ranges",
                std::span(ranges.data()->data(), 2 * ranges.size()), "x", std::span(data.input), "target",
                std::span(data.target));
}

}  // namespace nonlin

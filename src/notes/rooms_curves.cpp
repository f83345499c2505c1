// Rooms about one curve: 67 steps against 2, the lines of a maxout.
#include "notes/curve_at.hpp"
#include "notes/envelope.hpp"
#include "notes/gradients.hpp"
#include "notes/room_answers.hpp"
#include "race/own.hpp"

namespace nonlin {
namespace {

/// Where the curve has the value of the option `key`.
double place_option(const Reader& options, const LayerSpec& curve, const char* key) {
  const Reader value = option(options, key);
  const double place = place_of(curve, value.number(-30, 30));
  if (!std::isfinite(place))
    value.fail(describe(value.value()), " is no value that ", name_of(*curve.activation), " rises to within -30..30");
  return place;
}

Object walked(const LayerSpec& curve, double from, double rate, double low) {
  ValueWalk walk = walk_down(curve, from, rate, low);
  Floats64 value, slope;
  for (const double z : walk.z) {
    const CurvePoint point = curve_at(curve, z);
    value.push_back(point.value);
    slope.push_back(point.slope);
  }
  Value steps = walk.arrived ? Value(static_cast<double>(walk.z.size() - 1)) : Value();
  return object_of("z", std::move(walk.z), "value", std::move(value), "slope", std::move(slope), "steps",
                   std::move(steps));
}

}  // namespace

Value answer_steps(const Reader& options) {
  const LayerSpec one = curve_layer_option(options),
                  against = curve_layer_option(options, "against", "againstParameters");
  const double rate = number_option(options, "rate", 0.001, 10), high = number_option(options, "high", -30, 30),
               low = number_option(options, "low", -30, 30);
  if (!(low < high)) option(options, "low").fail(low, " is not below high, ", high);
  const double from = place_option(options, one, "high"), distance = from - place_option(options, one, "low"),
               end = place_option(options, against, "low"), other = place_option(options, against, "high");
  const bool same = option(options, "sameDistance").boolean();
  return object_of("one", walked(one, from, rate, low), "against",
                   walked(against, same ? end + distance : other, rate, low), "distance", distance, "againstDistance",
                   same ? distance : other - end);
}

Value answer_maxout(const Reader& options) {
  const Target& target = *option(options, "target").row(envelope_targets());
  const int pieces = integer_option(options, "pieces", 1, max_pieces);
  const EnvelopeSpec setting = read_envelope(options);
  if (!(setting.from < setting.to)) option(options, "to").fail(setting.to, " is not above from, ", setting.from);
  LearnedEnvelope learned = learn_envelope(target, pieces, setting, seed_option(options));
  Floats32 x = setting.sweep(setting.points);
  Floats64 wanted;
  for (const float at : x) wanted.push_back(target.at(at));
  return object_of("x", std::move(x), "wanted", std::move(wanted), "values", std::move(learned.values), "winners",
                   std::move(learned.winners), "slopes", std::move(learned.slopes), "starts", std::move(learned.starts),
                   "used", learned.used, "mse", learned.error, "tangents",
                   target.convex ? Value(tangents(target, pieces, setting)) : Value());
}

}  // namespace nonlin

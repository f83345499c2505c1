// The next step, in numbers that add up: one sample on its way through one unit and back, and what becomes of the
// unit's weights.
#include <algorithm>

#include "probe/pass.hpp"
#include "probe/walk.hpp"
#include "race/questions.hpp"

namespace nonlin {

namespace {

std::size_t at(int i) { return static_cast<std::size_t>(i); }

/// What the head makes of one sample's logits.
Floats32 output_of(const Head& head, const std::vector<float>& logits) {
  const int k = static_cast<int>(logits.size());
  Floats y = eight_times(logits);
  head.output(y.data(), y.data(), k, lanes);
  return column(y.data(), k, 0, lanes);
}

Floats32 part_of(const std::vector<float>& values, int first, int count) {
  if (values.empty()) return {};
  return {values.begin() + first, values.begin() + first + count};
}

/// Everything about one unit: its terms forward, those that come back to it, and its weights with the bias as the last.
Object describe_unit(const Network& network, const StepWalk& walk, int l, int unit) {
  const LayerView& view = network.layers()[at(l)];
  const LayerWalk& layer = walk.layers[at(l)];
  const bool hidden = at(l) < network.spec().layers.size();
  const int piece = hidden ? piece_on_curve(network.spec().layers[at(l)], layer.slope.data(), unit, 0, 1) : 0;
  const int row = unit * view.pieces + piece;
  Floats32 x = layer.inputs;
  if (view.biases >= 0) x.push_back(1);
  const auto weights = [&](std::span<const float> from) {
    Floats32 values;
    if (from.empty()) return values;
    const auto own = from.subspan(at(view.weights + row * view.inputs), at(view.inputs));
    values.assign(own.begin(), own.end());
    if (view.biases >= 0) values.push_back(from[at(view.biases + row)]);
    return values;
  };
  Object answer =
      object_of("layer", l, "unit", unit, "piece", piece, "bias", view.biases >= 0, "x", std::move(x), "w",
                weights(walk.before.parameters), "gradient", weights(walk.gradient), "used", weights(walk.used), "next",
                weights(walk.after.parameters), "m", weights(walk.before.moment1), "mNext", weights(walk.after.moment1),
                "v", weights(walk.before.moment2), "vNext", weights(walk.after.moment2), "z",
                part_of(layer.z, unit * view.pieces, view.pieces), "slope",
                part_of(layer.slope, unit * view.pieces, view.pieces), "delta", layer.delta[at(row)]);
  if (view.gamma >= 0)
    add(answer, "hat", layer.hat[at(row)], "gamma", walk.before.parameters[at(view.gamma + row)], "beta",
        walk.before.parameters[at(view.beta + row)]);
  if (!hidden) return answer;
  const LayerView& next = network.layers()[at(l + 1)];
  Floats32 back;
  for (int r = 0; r < next.rows; ++r) back.push_back(walk.before.parameters[at(next.weights + r * next.inputs + unit)]);
  add(answer, "a", layer.a[at(unit)], "back", std::move(back), "arriving", layer.arriving[at(unit)]);
  if (!layer.mask.empty()) add(answer, "mask", layer.mask[at(unit)]);
  return answer;
}

}  // namespace

// {sample?, alone?, layer?, unit?}: training sample (0) of the run's next batch, or alone (false): a step on it alone;
// the unit (0 of layer 0) that is shown; the layer behind the hidden ones is the output's.
//
// {step, alone, sample, batch, optimizer: {id, rate, decay, clip, powers, ...}, penalty: {l1, l2, activations, stays},
// loss: {sample, batch, after}, output, target, inputs, layers: [{a, delta, pieces, norm}], unit}: `sample` is the one
// followed (the batch's first where the one asked for is not in it), `powers` are beta1^t and beta2^t of this step; a
// of the output layer are the logits. Of the unit (see StepWalk): {layer, unit, piece, bias, x, w, gradient, used,
// next, m, mNext, v, vNext, z, slope, delta, hat?, gamma?, beta?, a?, back?, arriving?, mask?}: x, w ... have a number
// per input, then the bias's; z and slope one per piece, of which `piece` is shown; `back` are the weights to the rows
// of the next layer.
Value answer_step(const Asked& about, const Reader& options) {
  options.keys("sample, alone, layer, unit");
  const Network& network = about.network();
  const int last = static_cast<int>(network.layers().size()) - 1;
  int sample = 0, layer = 0, unit = 0;
  options.integer("sample", 0, about.train().count() - 1, sample);
  options.integer("layer", 0, last, layer);
  options.integer("unit", 0, network.layers()[at(layer)].units - 1, unit);
  const auto choice = options.find("alone");
  const bool alone = choice && choice->boolean();
  const Trainer& trainer = about.run.trainer;
  const StepWalk walk =
      alone ? walk_alone(trainer, sample, about.workspace()) : walk_step(trainer, sample, about.workspace());
  const OptimizerSpec& spec = trainer.optimizer();
  const RegularizationSpec& penalty = trainer.regularization();
  Object optimizer =
      object_of("id", spec.row->id, "rate", rate_at(spec, trainer.steps()), "decay", penalty.decay, "clip", spec.clip,
                "powers", Floats64(walk.after.powers.begin(), walk.after.powers.end()));
  for (std::size_t i = 0; i < spec.row->parameter_list().size(); ++i)
    optimizer.emplace_back(spec.row->parameter_list()[i].id, spec.settings[i]);
  Array layers;
  for (int l = 0; l <= last; ++l) {
    const LayerWalk& walked = walk.layers[at(l)];
    const bool hidden = l < last;
    layers.emplace_back(object_of("a", Floats32(hidden ? walked.a : walked.z), "delta", Floats32(walked.delta),
                                  "pieces", network.layers()[at(l)].pieces, "norm",
                                  id_of(hidden ? network.spec().layers[at(l)].norm : Norm::none)));
  }
  return object_of(
      "step", trainer.steps(), "alone", alone, "sample", walk.batch[at(walk.place)], "batch", Integers(walk.batch),
      "optimizer", std::move(optimizer), "penalty",
      object_of("l1", penalty.l1, "l2", penalty.l2, "activations", penalty.activations, "stays", penalty.l1_stays),
      "loss", object_of("sample", walk.sample_loss, "batch", walk.batch_loss, "after", walk.loss_after), "output",
      output_of(about.head(), walk.layers.back().z), "target", Floats32(walk.target), "inputs", network.spec().inputs,
      "layers", std::move(layers), "unit", describe_unit(network, walk, layer, unit));
}

}  // namespace nonlin

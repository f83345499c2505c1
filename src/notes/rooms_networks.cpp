// Rooms about networks as they start: how far the backward signal comes, folds, equivalent rewrites.
#include <algorithm>

#include "model/initializer.hpp"
#include "model/rewrite.hpp"
#include "notes/curve_at.hpp"
#include "notes/document.hpp"
#include "notes/nonlinearity.hpp"
#include "notes/quantities.hpp"
#include "notes/room_answers.hpp"
#include "notes/trial.hpp"
#include "probe/equivalence.hpp"
#include "probe/field.hpp"
#include "probe/folds.hpp"

namespace nonlin {
namespace {

std::size_t at(int i) { return static_cast<std::size_t>(i); }

Floats32 outputs_of(const Network& network, const Head& head, const SampleSet& set) {
  Workspace workspace(network.spec());
  Floats32 y(at(network.spec().outputs) * at(set.count()));
  outputs(network, head, set, y.data(), workspace);
  y.erase(y.begin(), y.end() - set.count());  // of several outputs the last one, class 1
  return y;
}

}  // namespace

Value answer_depth(const Reader& options) {
  const int depth = integer_option(options, "layers", 1, max_layers), units = integer_option(options, "units", 1, 64),
            seeds = integer_option(options, "seeds", 1, 20);
  const std::uint32_t seed = seed_option(options);
  layer_option(options, units);  // refuses in the room's words
  const Array layers(at(depth), Value(object_of("units", units)));
  const Trial& trial = *find_trial("eight-layers");
  const Value document =
      document_of(trial, object_of("network", object_of("layers", Value(layers)), "initializer",
                                   Value(option(options, "initializer").value()), "lanes", Array{lane_of(options)}));
  Floats64 delta, weights, passed;
  for (int i = 0; i < seeds; ++i) {
    Race race = race_of(trial, document, seed + static_cast<std::uint32_t>(i));
    RunLook look(race, race.runs()[0]);
    const Signals& signals = look.signals();
    const auto norms = block_norms(look.network(), signals.gradient);
    for (int l = 0; l < depth; ++l) {
      delta.push_back(signals.layers[at(l)].length);
      const std::string name = join("W", l);
      weights.push_back(
          std::find_if(norms.begin(), norms.end(), [&](const BlockNorm& n) { return n.name == name; })->norm);
    }
    passed.push_back(signals.passed);
  }
  return object_of("delta", std::move(delta), "weights", std::move(weights), "passed", std::move(passed));
}

Value answer_folds(const Reader& options) {
  // By hand: two units a layer, each layer folds once.
  const int folds = integer_option(options, "folds", 1, 10);
  Network hand = network_of(1, folds, 2, 1, *find_activation("relu"));
  fold(hand);
  const int most = 1 << folds;
  const SampleSet corners = make_line({}, 0, 1, most + 1);
  const Head& head = *find_head("identity");
  Floats64 x;
  for (int i = 0; i <= most; ++i) x.push_back(static_cast<double>(i) / most);
  Object by_hand =
      object_of("x", std::move(x), "y", outputs_of(hand, head, corners), "pieces", pieces_of(hand, 0, 1), "most", most);

  const Reader shape = option(options, "shape");
  const Readers widths = shape.items();
  if (widths.empty() || widths.size() > 8) shape.fail(static_cast<int>(widths.size()), " layers is outside 1..8");
  std::vector<LayerSpec> layers;
  int units = 0;
  for (const Reader& width : widths) {
    layers.push_back(layer_option(options, static_cast<int>(width.integer(1, 32))));
    units += layers.back().units;
  }
  std::vector<LayerSpec> one(1, layers.front());
  one.front().units = std::min(units, max_units);
  const InitializerSpec start{.row = find_initializer("he-normal"),
                              .bias_spread = number_option(options, "biasSpread", 0, 10)};
  const std::uint32_t seed = seed_option(options);
  const SampleSet line = make_line({}, -1, 1, 1025);
  Integers deep, shallow;
  Object random = object_of("units", units);
  const int seeds = integer_option(options, "seeds", 1, 10);
  for (int i = 0; i < seeds; ++i) {
    Network first = network_of(1, layers, 1), second = network_of(1, one, 1);
    for (Network* network : {&first, &second}) initialize(*network, start, seed + static_cast<std::uint32_t>(i));
    deep.push_back(pieces_of(first, -1, 1));
    shallow.push_back(pieces_of(second, -1, 1));
    if (i > 0) continue;
    Floats64 line_x, kink_x;
    Integers kink_layer;
    for (int k = 0; k < line.count(); ++k) line_x.push_back(-1 + 2.0 * k / (line.count() - 1));
    Workspace workspace(first.spec());
    for (const FoldPoint& kink : fold_points(first, line, workspace)) {
      kink_x.push_back(-1 + 2 * kink.at / (line.count() - 1));
      kink_layer.push_back(kink.layer);
    }
    add(random, "x", std::move(line_x), "y", outputs_of(first, head, line), "kinks", std::move(kink_x), "kinkLayers",
        std::move(kink_layer));
  }
  add(random, "deep", std::move(deep), "shallow", std::move(shallow));
  return object_of("hand", std::move(by_hand), "random", std::move(random));
}

Value answer_equivalence(const Reader& options) {
  const Rewrite& rewrite = *option(options, "rewrite").row(rewrites());
  const int depth = integer_option(options, "layers", 1, 8), units = integer_option(options, "units", 1, 64),
            size = integer_option(options, "size", 8, 128);
  const double reach = number_option(options, "reach", 0.01, 100);
  const Head& head = *find_head(rewrite.head_before.empty() ? "identity" : rewrite.head_before);
  const std::vector<LayerSpec> layers(at(depth), layer_option(options, units));
  Network network = network_of(2, layers, head.id == "softmax" ? 2 : 1);
  initialize(network, {.bias_spread = number_option(options, "biasSpread", 0, 10)}, seed_option(options));
  const SampleSet grid = make_grid({}, -reach, reach, size);
  const Equivalence proof = prove(rewrite, network, head, grid);
  Floats32 before = outputs_of(network, head, grid), after = outputs_of(proof.rewritten, *proof.head, grid), difference;
  for (std::size_t i = 0; i < before.size(); ++i) difference.push_back(after[i] - before[i]);
  const auto [low, high] = std::minmax_element(before.begin(), before.end());
  const double lowest = *low, highest = *high;
  return object_of("low", lowest, "high", highest, "largest", proof.largest_difference, "parameters",
                   network.parameter_count(), "parametersAfter", proof.rewritten.parameter_count(), "before",
                   std::move(before), "after", std::move(after), "difference", std::move(difference));
}

}  // namespace nonlin

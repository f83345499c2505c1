// Rooms that train: a wrong start under two losses, the apple, two tasks one after the other.
#include <algorithm>
#include <array>
#include <limits>

#include "notes/answers.hpp"
#include "notes/document.hpp"
#include "notes/gradients.hpp"
#include "notes/quantities.hpp"
#include "notes/room_answers.hpp"
#include "notes/trial.hpp"
#include "probe/field.hpp"

namespace nonlin {
namespace {

void run_to(Race& race, int step) {
  while (!race.advance(step, std::numeric_limits<double>::infinity())) {
  }
}

Floats64 losses_of(const Race::Run& run) {
  Floats64 losses;
  for (const Record& record : run.records) losses.push_back(record.train.loss);
  return losses;
}

Array pair_of(double a, double b) {
  Array pair;
  pair.push_back(a);
  pair.push_back(b);
  return pair;
}

}  // namespace

Value answer_clinic(const Reader& options) {
  const std::string_view head = option(options, "head").choice("logistic, softmax");
  const double wrong = number_option(options, "wrong", 0, 20), rate = number_option(options, "rate", 0.001, 100);
  const int steps = integer_option(options, "steps", 1, 2000);
  const Trial& trial = *find_trial("wrong-start");
  Value document =
      document_of(trial, object_of("head", head, "initializer", object_of("gain", wrong), "optimizer",
                                   object_of("rate", rate), "stop", object_of("steps", steps), "sweep", Value()));
  if (head == "softmax") {
    Array rows, zeros = pair_of(0, 0);
    rows.push_back(pair_of(-wrong / 2, -wrong / 2));
    rows.push_back(pair_of(wrong / 2, wrong / 2));
    merge(document, object_of("start", object_of("W0", std::move(rows), "b0", std::move(zeros))));
  }
  Race race = race_of(trial, std::move(document), seed_option(options));
  Array lanes;
  for (Race::Run& run : race.runs())
    lanes.push_back(
        object_of("loss", run.trainer.pairing().loss, "start", RunLook(race, run).signals().layers.back().length));
  run_to(race, steps);
  for (std::size_t i = 0; i < lanes.size(); ++i) {
    const Race::Run& run = race.runs()[i];
    Floats64 accuracies;
    for (const Record& record : run.records) accuracies.push_back(record.train.score);
    add(*lanes[i].as<Object>(), "losses", losses_of(run), "accuracies", std::move(accuracies), "steps",
        run.state == RunState::learned ? Value(run.state_step) : Value());
  }
  Object slopes;
  Floats64 z, squared, entropy;
  for (double at = -6; at <= 24; at += 0.125) {
    z.push_back(at);
    squared.push_back(output_slope(head, "mse", at));
    entropy.push_back(output_slope(head, "cross-entropy", at));
  }
  add(slopes, "z", std::move(z), "mse", std::move(squared), "crossEntropy", std::move(entropy));
  return object_of("lanes", std::move(lanes), "slopes", std::move(slopes));
}

Value answer_apple(const Reader& options) {
  const int units = integer_option(options, "units", 1, 64), count = integer_option(options, "count", 4, 500),
            steps = integer_option(options, "steps", 1, 1000);
  const double spread = number_option(options, "spread", 0, 2), rate = number_option(options, "rate", 1e-6, 10);
  layer_option(options, units);  // refuses in the room's words
  const Trial& trial = *find_trial("apples");
  Array layers, lanes;
  layers.push_back(object_of("units", units));
  for (const char* head : {"sigmoids", "softmax"}) lanes.push_back(lane_of(options, object_of("head", head)));
  Race race = race_of(
      trial,
      document_of(trial, object_of("data", object_of("corners", object_of("count", count, "spread", spread)), "network",
                                   object_of("layers", std::move(layers)), "optimizer", object_of("rate", rate), "stop",
                                   object_of("steps", steps), "lanes", std::move(lanes))),
      seed_option(options));
  race.set_every(1);
  run_to(race, steps);
  // Apple, banana, phone, stone.
  constexpr std::array<float, 8> words{1, 1, -1, -1, 1, -1, 1, -1};
  Array list, found;
  for (std::size_t w = 0; w < 4; ++w) {
    Floats64 word{words[w], words[4 + w], words[w] > 0 ? 1.0 : 0.0, words[4 + w] > 0 ? 1.0 : 0.0};
    list.push_back(std::move(word));
  }
  for (Race::Run& run : race.runs()) {
    const Pairing& pairing = run.trainer.pairing();
    std::array<float, 8> y;
    outputs(run.trainer.network(), *find_head(pairing.head), make_points(run.samples->inputs, words, 2, 4), y.data(),
            *run.workspace);
    Floats32 by_word;
    for (std::size_t w = 0; w < 4; ++w)
      for (std::size_t k = 0; k < 2; ++k) by_word.push_back(y[4 * k + w]);
    RunLook look(race, run);
    found.push_back(object_of("head", pairing.head, "outputs", std::move(by_word), "exact", all_right(look), "losses",
                              losses_of(run)));
  }
  return object_of("words", std::move(list), "lanes", std::move(found));
}

Value answer_forgetting(const Reader& options) {
  const std::string_view task = option(options, "task").choice("clusters, rings");
  const int each = integer_option(options, "steps", 1, 1000);
  Array lanes;
  for (const auto& [activation, parameters, units] :
       {std::array{"activation", "parameters", "units"}, {"against", "againstParameters", "againstUnits"}}) {
    const int width = integer_option(options, units, 1, 64);
    layer_option(options, width, activation, parameters);  // refuses in the room's words
    lanes.push_back(lane_of(options, object_of("network.layers[0].units", width, "network.layers[1].units", width),
                            activation, parameters));
  }
  const Trial& trial = *find_trial(task == "rings" ? "forgetting-rings" : "forgetting");
  Race race = race_of(trial,
                      document_of(trial, object_of("lanes", std::move(lanes), "then", object_of("step", each), "stop",
                                                   object_of("steps", 2 * each))),
                      seed_option(options));
  Integers steps;
  std::array<Floats64, 2> first, second;
  for (int step = 0;; step = std::min(step + std::max(1, each / 30), 2 * each)) {
    run_to(race, step);
    steps.push_back(step);
    for (std::size_t i = 0; i < 2; ++i) {
      first[i].push_back(judged_on(race, race.runs()[i], 0).score);
      second[i].push_back(judged_on(race, race.runs()[i], 2 * each).score);
    }
    if (step == 2 * each) break;
  }
  Array found;
  for (std::size_t i = 0; i < 2; ++i)
    found.push_back(object_of("parameters", race.runs()[i].trainer.network().parameter_count(), "first",
                              std::move(first[i]), "second", std::move(second[i])));
  return object_of("change", each, "steps", std::move(steps), "lanes", std::move(found));
}

}  // namespace nonlin

// Whole training runs against PyTorch's in double (golden/trajectories.json): through the trainer, and through a spec
// with given points and starting parameters, as the command line takes it.
#include <catch2/catch_test_macros.hpp>
#include <map>
#include <set>
#include <string>

#include "app/cli_json.hpp"
#include "golden.hpp"
#include "numbers.hpp"
#include "race/race.hpp"
#include "train/trainer.hpp"

namespace nonlin {
namespace {

using nlohmann::json;

std::size_t at(int i) { return static_cast<std::size_t>(i); }

const Pairing* pairing_of(const json& run) {
  const std::string loss = run["loss"];
  if (loss == "bce_logits") return find_pairing("logistic", "cross-entropy");
  if (loss == "softmax_ce") return find_pairing("softmax", "cross-entropy");
  if (loss == "mse" || loss == "half_mse") return find_pairing("identity", "mse");
  return nullptr;
}

/// half_mse is half of mse: run as mse at half the rate, losses and slopes halved. Exact, since halving is.
double share_of_mse(const json& run) { return run["loss"] == "half_mse" ? 0.5 : 1; }

OptimizerSpec optimizer_of(const json& run) {
  const json& o = run["optimizer"];
  const std::string name = o["name"];
  const double rate = o["lr"].get<double>() * share_of_mse(run);
  if (name == "adam") return {find_optimizer("adam"), rate, {o["beta1"], o["beta2"], o["eps"]}};
  if (name == "sgd" && o.contains("momentum")) return {find_optimizer("momentum"), rate, {o["momentum"], 0, 0}};
  if (name == "sgd") return {find_optimizer("sgd"), rate, {}};
  return {nullptr, rate, {}};
}

bool normalised(const json& run) {
  return std::any_of(run["layers"].begin(), run["layers"].end(),
                     [](const json& layer) { return layer.contains("batch_norm"); });
}

NetworkSpec network_of(const json& run) {
  NetworkSpec spec{.inputs = run["layers"].front()["in"], .layers = {}, .outputs = run["layers"].back()["out"]};
  for (std::size_t l = 0; l + 1 < run["layers"].size(); ++l) {
    const json& golden_layer = run["layers"][l];
    LayerSpec layer = make_layer(golden_layer["out"], test::activation(id_of_golden(golden_layer["activation"])));
    const json params = golden_layer.value("params", json::object());
    layer.pieces = params.value("k", layer.pieces);
    for (std::size_t i = 0; i < layer.parameters.size(); ++i)
      layer.parameters[i].value =
          params.value(std::string(layer.activation->parameters[i].id), layer.parameters[i].value);
    spec.layers.push_back(layer);
  }
  return spec;
}

double element(const json& block, int row, int column) {
  return block[at(row)].is_array() ? block[at(row)][at(column)] : block[at(row)];
}

/// Calls `each(index in the buffer, golden number)` for every parameter.
template <class F>
void for_each_parameter(const Network& network, const json& blocks, F each) {
  const auto list = network.blocks();
  REQUIRE(list.size() == blocks.size());
  for (const Network::Block& block : list) {
    INFO(block.name);
    REQUIRE(blocks.contains(block.name));
    REQUIRE(blocks[block.name].size() == at(block.rows));
    for (int r = 0; r < block.rows; ++r)
      for (int c = 0; c < block.columns; ++c)
        each(at(block.offset + r * block.columns + c), element(blocks[block.name], r, c));
  }
}

Network start_of(const json& run) {
  Network network(network_of(run));
  for_each_parameter(network, run["init"],
                     [&](std::size_t i, double x) { network.parameters()[i] = static_cast<float>(x); });
  return network;
}

double worst_parameter(const Network& network, const json& blocks) {
  double worst = 0;
  for_each_parameter(network, blocks, [&](std::size_t i, double want) {
    worst = std::max(worst, std::fabs(network.parameters()[i] - want));
  });
  return worst;
}

TEST_CASE("outputs before training are PyTorch's, for every golden network that can be built", "[trajectory]") {
  int compared = 0;
  for (const json& run : golden("trajectories")["cases"]) {
    if (normalised(run)) continue;
    const std::string name = run["name"];
    INFO(name);
    const Network network = start_of(run);
    const SampleSet set = test::sample_set(run["X"], run["Y"]);
    Workspace workspace(network.spec());
    const int n = padded(set.count());
    const float* z = forward(network, set.input(0), n, workspace);
    for (int s = 0; s < set.count(); ++s)
      for (int k = 0; k < network.spec().outputs; ++k)
        CHECK(test::close(z[k * n + s], run["output0"][at(s)][at(k)], 1e-5));
    ++compared;
    const Pairing* pairing = pairing_of(run);
    if (!pairing) continue;
    // The first gradient too, whatever the optimiser.
    Floats gradient(network.parameters().size());
    pairing->compute(z, set.target(0), workspace.output().dz, nullptr, network.spec().outputs, n, set.count());
    for (int k = 0; k < network.spec().outputs; ++k)
      std::fill(workspace.output().dz + k * n + set.count(), workspace.output().dz + (k + 1) * n, 0.0f);
    backward(network, set.input(0), n, workspace, gradient);
    for_each_parameter(network, run["grad0"], [&](std::size_t i, double want) {
      CHECK(test::close(gradient[i] * share_of_mse(run), want, run["tolerance_f32"]["grad0"]));
    });
  }
  CHECK(compared == 9);
}

TEST_CASE("twenty steps give PyTorch's losses and parameters", "[trajectory]") {
  std::set<std::string> compared;
  for (const json& run : golden("trajectories")["cases"]) {
    const Pairing* pairing = pairing_of(run);
    const OptimizerSpec optimizer = optimizer_of(run);
    if (!pairing || !optimizer.row || normalised(run)) continue;
    const std::string name = run["name"];
    INFO(name);
    compared.insert(name);
    const json& tolerance = run["tolerance_f32"];
    const double share = share_of_mse(run);
    const SampleSet set = test::sample_set(run["X"], run["Y"]);
    EpochOrders orders(1, set.count());
    Trainer trainer(start_of(run), *pairing, optimizer, {}, {}, set, orders);
    Workspace workspace(trainer.network().spec());
    const int steps = run["steps"];
    for (int t = 0; t < steps; ++t) {
      CHECK(test::close(judge(trainer.network(), *pairing, set, workspace).loss * share, run["losses"][at(t)],
                        tolerance["loss"]));
      REQUIRE(trainer.step(workspace));
      CHECK(test::close(trainer.batch_loss() * share, run["losses"][at(t)], tolerance["loss"]));
      if (t == 0)
        for_each_parameter(trainer.network(), run["grad0"], [&](std::size_t i, double want) {
          CHECK(test::close(trainer.gradient()[i] * share, want, tolerance["grad0"]));
        });
    }
    CHECK(test::close(judge(trainer.network(), *pairing, set, workspace).loss * share, run["losses"][at(steps)],
                      tolerance["loss"]));
    CHECK(worst_parameter(trainer.network(), run["final"]) <= tolerance["param"].get<double>());
  }
  CHECK(compared == std::set<std::string>{"tanh_mse_sgd", "relu_bce_momentum", "gelu_mse_adam", "maxout_ce_adam",
                                          "linear_mse_sgd"});
}

/// The run as a spec: points, layers, optimiser and starting parameters.
json spec_of(const json& run) {
  const Pairing& pairing = *pairing_of(run);
  const OptimizerSpec optimizer = optimizer_of(run);
  json targets = run["Y"], layers = json::array(), optimizer_json{{"id", optimizer.row->id}, {"rate", optimizer.rate}};
  if (pairing.head == "softmax")
    for (json& row : targets) row = {std::distance(row.begin(), std::find(row.begin(), row.end(), 1))};
  for (std::size_t l = 0; l + 1 < run["layers"].size(); ++l) {
    const json& from = run["layers"][l];
    json layer{{"units", from["out"]}, {"activation", id_of_golden(from["activation"])}};
    if (from.value("params", json::object()).contains("k")) layer["pieces"] = from["params"]["k"];
    layers.push_back(layer);
  }
  const auto list = optimizer.row->parameter_list();
  for (std::size_t i = 0; i < list.size(); ++i) optimizer_json[std::string(list[i].id)] = optimizer.settings[i];
  return {{"version", 1},
          {"data",
           {{"points",
             {{"kind", pairing.for_classes ? "classes" : "values"}, {"inputs", run["X"]}, {"targets", targets}}}}},
          {"network", {{"layers", layers}}},
          {"head", pairing.head},
          {"loss", pairing.loss},
          {"optimizer", optimizer_json},
          {"batch", {{"size", "all"}}},
          {"stop", {{"steps", run["steps"]}}},
          {"start", run["init"]}};
}

TEST_CASE("a spec with points and starting parameters gives PyTorch's records, and the bits of the trainer",
          "[trajectory]") {
  int compared = 0;
  for (const json& run : golden("trajectories")["cases"]) {
    if (!pairing_of(run) || !optimizer_of(run).row || normalised(run)) continue;
    const std::string name = run["name"];
    INFO(name);
    ++compared;
    const RunId only[] = {{0, 0}};
    Race race(read_spec(parse_json(spec_of(run).dump())), only, 1);
    REQUIRE(race.advance(1000, 1e9));
    const Race::Run& raced = race.runs()[0];
    REQUIRE(raced.records.size() == run["losses"].size());
    for (std::size_t t = 0; t < raced.records.size(); ++t) {
      CHECK(raced.records[t].step == static_cast<int>(t));
      CHECK(
          test::close(raced.records[t].train.loss * share_of_mse(run), run["losses"][t], run["tolerance_f32"]["loss"]));
    }
    CHECK(worst_parameter(raced.trainer.network(), run["final"]) <= run["tolerance_f32"]["param"].get<double>());

    const SampleSet set = test::sample_set(run["X"], run["Y"]);
    EpochOrders orders(1, set.count());
    Trainer trainer(start_of(run), *pairing_of(run), optimizer_of(run), {}, {}, set, orders);
    Workspace workspace(trainer.network().spec());
    for (int t = 0; t < run["steps"].get<int>(); ++t) trainer.step(workspace);
    CHECK(trainer.network().hash() == raced.trainer.network().hash());
  }
  CHECK(compared == 5);
}

}  // namespace
}  // namespace nonlin

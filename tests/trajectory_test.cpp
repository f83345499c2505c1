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
  if (loss == "bce_logits")
    return find_pairing(run["layers"].back()["out"] == 1 ? "logistic" : "sigmoids", "cross-entropy");
  if (loss == "softmax_ce") return find_pairing("softmax", "cross-entropy");
  if (loss == "mse") return find_pairing("identity", "mse");
  if (loss == "half_mse") return find_pairing("identity", "half-mse");
  if (loss == "huber" && run["loss_params"]["delta"] == 1) return find_pairing("identity", "huber");
  if (loss == "mse_sigmoid") return find_pairing("logistic", "mse");
  return nullptr;
}

OptimizerSpec optimizer_of(const json& run) {
  const json& o = run["optimizer"];
  const std::string name = o["name"];
  OptimizerSpec optimizer{find_optimizer(name), o["lr"], {}};
  if (name == "sgd" && o.contains("momentum")) optimizer.row = find_optimizer("momentum");
  const auto list = optimizer.row->parameter_list();
  for (std::size_t i = 0; i < list.size(); ++i)
    optimizer.settings[i] = o[list[i].id == "epsilon" ? "eps" : std::string(list[i].id)];
  optimizer.clip = o.value("clip", 0.0);
  if (!o.contains("schedule")) return optimizer;
  const json& schedule = o["schedule"];
  optimizer.schedule = {find_schedule(schedule["id"].get<std::string>()), {}, schedule["warmup"], run["steps"]};
  const auto settings = optimizer.schedule.row->parameter_list();
  for (std::size_t i = 0; i < settings.size(); ++i)
    optimizer.schedule.settings[i] = schedule[std::string(settings[i].id)];
  return optimizer;
}

RegularizationSpec penalty_of(const json& run) { return {.decay = run["optimizer"].value("decay", 0.0)}; }

/// Every run of all files.
json all_runs() {
  json runs = golden("trajectories")["cases"];
  for (const char* more : {"norm_trajectories", "update_trajectories"})
    for (const json& run : golden(more)["cases"]) runs.push_back(run);
  return runs;
}

std::string norm_of(const json& layer) {
  return layer.contains("batch_norm") ? "batch" : layer.value("norm", std::string("none"));
}

NetworkSpec network_of(const json& run) {
  NetworkSpec spec{.inputs = run["layers"].front()["in"], .layers = {}, .outputs = run["layers"].back()["out"]};
  for (std::size_t l = 0; l + 1 < run["layers"].size(); ++l) {
    const json& golden_layer = run["layers"][l];
    LayerSpec layer = make_layer(golden_layer["out"], test::activation(id_of_golden(golden_layer["activation"])));
    const json params = golden_layer.value("params", json::object());
    layer.pieces = params.value("k", layer.pieces);
    const std::string norm = norm_of(golden_layer);
    layer.norm = norm == "batch" ? Norm::batch : norm == "layer" ? Norm::layer : Norm::none;
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
  for (const json& run : all_runs()) {
    const std::string name = run["name"];
    INFO(name);
    const Network network = start_of(run);
    const SampleSet set = test::sample_set(run["X"], run["Y"]);
    Workspace workspace(network.spec());
    const int n = padded(set.count());
    const Chunk only{set.input(0), set.count()};
    forward(network, {&only, 1}, nullptr, workspace);
    const float* z = workspace.output().z;
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
    backward(network, {&only, 1}, workspace, gradient);
    for_each_parameter(network, run["grad0"], [&](std::size_t i, double want) {
      CHECK(test::close(gradient[i], want, run["tolerance_f32"]["grad0"]));
    });
  }
  CHECK(compared == 22);
}

TEST_CASE("twenty steps give PyTorch's losses and parameters", "[trajectory]") {
  std::set<std::string> compared;
  for (const json& run : all_runs()) {
    const Pairing* pairing = pairing_of(run);
    const OptimizerSpec optimizer = optimizer_of(run);
    if (!pairing) continue;
    const std::string name = run["name"];
    INFO(name);
    compared.insert(name);
    const json& tolerance = run["tolerance_f32"];
    const SampleSet set = test::sample_set(run["X"], run["Y"]);
    EpochOrders orders(1, set.count());
    Trainer trainer(start_of(run), *pairing, optimizer, penalty_of(run), {}, set, orders);
    Workspace workspace(trainer.network().spec());
    const int steps = run["steps"];
    const auto check_loss = [&](int step) {
      prepare(trainer.network(), set, workspace);
      CHECK(test::close(judge(trainer.network(), *pairing, set, workspace).loss, run["losses"][at(step)],
                        tolerance["loss"]));
    };
    for (int t = 0; t < steps; ++t) {
      check_loss(t);
      REQUIRE(trainer.step(workspace));
      CHECK(test::close(trainer.batch_loss(), run["losses"][at(t)], tolerance["loss"]));
      if (t == 0 && optimizer.clip == 0)
        for_each_parameter(trainer.network(), run["grad0"], [&](std::size_t i, double want) {
          CHECK(test::close(trainer.gradient()[i], want, tolerance["grad0"]));
        });
    }
    check_loss(steps);
    CHECK(worst_parameter(trainer.network(), run["final"]) <= tolerance["param"].get<double>());
  }
  CHECK(compared.size() == 22);
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
    json layer{{"units", from["out"]}, {"activation", id_of_golden(from["activation"])}, {"norm", norm_of(from)}};
    if (from.value("params", json::object()).contains("k")) layer["pieces"] = from["params"]["k"];
    layers.push_back(layer);
  }
  const auto list = optimizer.row->parameter_list();
  for (std::size_t i = 0; i < list.size(); ++i) optimizer_json[std::string(list[i].id)] = optimizer.settings[i];
  optimizer_json["clip"] = optimizer.clip;
  optimizer_json["schedule"] = run["optimizer"].value("schedule", json{{"id", "constant"}});
  return {{"version", 1},
          {"data",
           {{"points",
             {{"kind", pairing.for_classes ? "classes" : "values"}, {"inputs", run["X"]}, {"targets", targets}}}}},
          {"network", {{"layers", layers}}},
          {"head", pairing.head},
          {"loss", pairing.loss},
          {"optimizer", optimizer_json},
          {"regularization", {{"decay", penalty_of(run).decay}}},
          {"batch", {{"size", "all"}}},
          {"stop", {{"steps", run["steps"]}}},
          {"start", run["init"]}};
}

TEST_CASE("a spec with points and starting parameters gives PyTorch's records, and the bits of the trainer",
          "[trajectory]") {
  int compared = 0;
  for (const json& run : all_runs()) {
    if (!pairing_of(run) || pairing_of(run)->for_labels) continue;
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
      CHECK(test::close(raced.records[t].train.loss, run["losses"][t], run["tolerance_f32"]["loss"]));
    }
    CHECK(worst_parameter(raced.trainer.network(), run["final"]) <= run["tolerance_f32"]["param"].get<double>());

    const SampleSet set = test::sample_set(run["X"], run["Y"]);
    EpochOrders orders(1, set.count());
    Trainer trainer(start_of(run), *pairing_of(run), optimizer_of(run), penalty_of(run), {}, set, orders);
    Workspace workspace(trainer.network().spec());
    for (int t = 0; t < run["steps"].get<int>(); ++t) trainer.step(workspace);
    CHECK(trainer.network().hash() == raced.trainer.network().hash());
  }
  CHECK(compared == 21);
}

}  // namespace
}  // namespace nonlin

#include "app/bench.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <functional>
#include <string>
#include <vector>

#include "app/cli_json.hpp"
#include "math/aligned.hpp"
#include "math/kernels.hpp"
#include "probe/field.hpp"
#include "race/race.hpp"

namespace nonlin {
namespace {

constexpr int rounds = 5;
constexpr double round_seconds = 0.02;  // long against the clock, short against what else the machine does

double now() { return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count(); }

// Seconds a call of `work` takes: the median of the rounds, each as many calls as fill `round_seconds`.
double measure(const std::function<void()>& work) {
  work();
  int calls = 1;
  std::vector<double> seconds;
  while (static_cast<int>(seconds.size()) < rounds) {
    const double start = now();
    for (int i = 0; i < calls; ++i) work();
    const double elapsed = now() - start;
    if (elapsed < round_seconds && seconds.empty()) {
      calls *= 2;
      continue;
    }
    seconds.push_back(elapsed / calls);
  }
  std::sort(seconds.begin(), seconds.end());
  return seconds[rounds / 2];
}

struct Figure {
  std::string group, name;
  double value;
  const char* unit;
};

void activation_prices(std::vector<Figure>& figures) {
  constexpr int n = 256;
  Floats z(n * max_pieces), a(n), slope(n * max_pieces);
  for (std::size_t i = 0; i < z.size(); ++i) z[i] = static_cast<float>(i % 61) * 0.1f - 3.0f;
  for (const Activation& row : activations()) {
    std::array<float, max_activation_parameters> parameters{};
    for (std::size_t i = 0; i < row.parameter_list().size(); ++i)
      parameters[i] = static_cast<float>(row.parameters[i].initial);
    const double value = measure([&] { row.value(z.data(), a.data(), n, row.initial_pieces, parameters.data()); });
    const double both =
        measure([&] { row.value_slope(z.data(), a.data(), slope.data(), n, row.initial_pieces, parameters.data()); });
    figures.push_back({"value", std::string(row.id), value / n * 1e9, "ns"});
    figures.push_back({"value and slope", std::string(row.id), both / n * 1e9, "ns"});
  }
}

void products(std::vector<Figure>& figures) {
  constexpr int n = 256;
  for (const int width : {8, 32, 128, 256}) {
    const auto size = static_cast<std::size_t>(width);
    Floats W(size * size, 0.01f), b(size), x(size * n, 0.5f), z(size * n), dW(size * size);
    const double flops = 2.0 * width * width * n;
    const std::string shape = std::to_string(width) + "x" + std::to_string(width);
    const auto add = [&](const char* group, double seconds) {
      figures.push_back({group, shape, flops / seconds * 1e-9, "GFLOP/s"});
    };
    add("forward product", measure([&] { dense_forward(W.data(), b.data(), x.data(), z.data(), width, width, n); }));
    add("backward product", measure([&] { dense_backward(W.data(), z.data(), x.data(), width, width, n); }));
    add("weight gradient", measure([&] { weight_gradient(z.data(), x.data(), dW.data(), width, width, n); }));
  }
}

struct Workload {
  const char* name;
  const char* activation;
  std::vector<int> units;
  int batch, count;
};

Value spec_of(const Workload& workload, const char* optimizer) {
  Array layers;
  for (const int units : workload.units) layers.push_back(Object{{"units", units}});
  return Object{{"data", Object{{"generator", "circle"}, {"count", workload.count}}},
                {"network", Object{{"layers", layers}}},
                {"optimizer", Object{{"id", optimizer}, {"rate", 0.001}}},
                {"batch", Object{{"size", workload.batch}}},
                {"stop", Object{{"steps", 10000000}}},
                {"lanes", Array{Object{{"activation", workload.activation}}}}};
}

void training(std::vector<Figure>& figures) {
  const std::array workloads{Workload{"2-4-2-1 tanh, batch 10", "tanh", {4, 2}, 10, 500},
                             Workload{"2-8-8-1 tanh, batch 32", "tanh", {8, 8}, 32, 500},
                             Workload{"2-32-32-32-1 relu, batch 256", "relu", {32, 32, 32}, 256, 512},
                             Workload{"2-128-128-1 relu, batch 256", "relu", {128, 128}, 256, 512}};
  for (const char* optimizer : {"sgd", "adam"})
    for (const Workload& workload : workloads) {
      const RaceSpec spec = read_spec(spec_of(workload, optimizer));
      const RunId id{0, 0};
      Race race(spec, {&id, 1}, 1 << 30);
      Race::Run& run = race.runs()[0];
      const double seconds = measure([&] { run.trainer.step(*run.workspace); });
      figures.push_back({std::string("training, ") + optimizer, workload.name, 1 / seconds, "steps/s"});
    }
}

void fields(std::vector<Figure>& figures) {
  const RaceSpec spec = read_spec(spec_of({"", "tanh", {8, 8}, 32, 500}, "adam"));
  const RunId id{0, 0};
  Race race(spec, {&id, 1}, 1 << 30);
  const Race::Run& run = race.runs()[0];
  const SampleSet grid = make_grid(run.experiment->inputs, -1.5, 1.5, 100);
  Floats out(static_cast<std::size_t>(grid.count()));
  const double seconds =
      measure([&] { outputs(run.trainer.network(), *find_head("logistic"), grid, out.data(), *run.workspace); });
  figures.push_back({"field", "16 boundaries of 2-8-8-1, 100 x 100", 16e3 * seconds, "ms"});
}

}  // namespace

std::string run_bench(Arguments arguments) {
  bool json = false;
  for (const std::string_view argument : arguments) {
    if (argument != "--json") refuse_argument("bench", argument, "--json");
    json = true;
  }
  std::vector<Figure> figures;
  activation_prices(figures);
  products(figures);
  training(figures);
  fields(figures);
  if (json) {
    Array list;
    for (const Figure& figure : figures)
      list.push_back(Object{
          {"group", figure.group}, {"name", figure.name}, {"value", figure.value}, {"unit", std::string(figure.unit)}});
    return write_json(list, true) + "\n";
  }
  std::string table;
  for (const Figure& figure : figures) {
    char line[128];
    std::snprintf(line, sizeof line, "%-18s %-38s %12.4g %s\n", figure.group.c_str(), figure.name.c_str(), figure.value,
                  figure.unit);
    table += line;
  }
  return table;
}

}  // namespace nonlin

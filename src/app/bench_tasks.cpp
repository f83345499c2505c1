#include "app/bench_tasks.hpp"

#include <algorithm>
#include <array>
#include <memory>

#include "math/kernels.hpp"
#include "math/simd.hpp"
#include "model/exercise.hpp"
#include "model/own_activation.hpp"
#include "model/unit.hpp"
#include "probe/field.hpp"
#include "race/race.hpp"

namespace nonlin {
namespace {

std::size_t at(int i) { return static_cast<std::size_t>(i); }

// ---------------------------------------------------------------- the core's own multiply-add peak

// `chains` sums and as many products, each waiting only for itself: as many as hide the adder's latency in the sixteen
// registers, which number is best differs from core to core. What is multiplied and added is 1 and 0 at run time.
template <int chains>
__attribute__((noinline)) void peak_loop(float* state, int n) {
  const f32x8 factor = load(state), term = load(state + lanes);
  float *first_sum = state + 2 * lanes, *first_product = first_sum + chains * lanes;
  f32x8 sums[chains], products[chains];
  for (int i = 0; i < chains; ++i) sums[i] = load(first_sum + i * lanes);
  for (int i = 0; i < chains; ++i) products[i] = load(first_product + i * lanes);
  for (int s = 0; s < n; ++s)
    for (int unrolled = 0; unrolled < 4; ++unrolled)
      for (int i = 0; i < chains; ++i) {
        products[i] = products[i] * factor;
        sums[i] = sums[i] + term;
      }
  for (int i = 0; i < chains; ++i) store(first_sum + i * lanes, sums[i]);
  for (int i = 0; i < chains; ++i) store(first_product + i * lanes, products[i]);
}

template <int chains>
void add_peak(std::vector<BenchTask>& tasks) {
  constexpr int n = 1000;
  const auto state = std::make_shared<Floats>(at((2 + 2 * chains) * lanes), 1.0f);
  std::fill_n(state->begin() + lanes, lanes, 0.0f);
  tasks.push_back({"peak", std::to_string(chains) + " chains", 2.0 * lanes * chains * 4 * n, [state](int calls) {
                     while (calls-- > 0) peak_loop<chains>(state->data(), n);
                   }});
}

// ---------------------------------------------------------------- products and activations

void add_products(std::vector<BenchTask>& tasks) {
  constexpr int n = chunk;
  for (const int width : {8, 32, 128, 256}) {
    struct Buffers {
      Floats W, b, x, z, dW;
    };
    const std::size_t size = at(width);
    const auto to = std::make_shared<Buffers>(Buffers{Floats(size * size, 0.01f), Floats(size), Floats(size * n, 0.5f),
                                                      Floats(size * n, 0.5f), Floats(size * size)});
    const std::string name = std::to_string(width) + "x" + std::to_string(width);
    const auto add = [&](const char* group, auto call) {
      tasks.push_back({group, name, 2.0 * width * width * n, [to, width, call](int calls) {
                         while (calls-- > 0) call(*to, width);
                       }});
    };
    add("forward", [](Buffers& o, int w) { dense_forward(o.W.data(), o.b.data(), o.x.data(), o.z.data(), w, w, n); });
    add("backward", [](Buffers& o, int w) { dense_backward(o.W.data(), o.x.data(), o.z.data(), w, w, n); });
    add("gradient", [](Buffers& o, int w) { weight_gradient(o.x.data(), o.x.data(), o.dW.data(), w, w, n); });
  }
}

void add_activations(std::vector<BenchTask>& tasks) {
  for (const Activation& row : activations()) {
    const auto on = std::make_shared<Exercise>(row);
    const auto add = [&](const char* group, std::function<void(int)> calls) {
      tasks.push_back({group, std::string(row.id), static_cast<double>(chunk), std::move(calls)});
    };
    add("value", [on](int calls) { on->value(calls); });
    add("slope", [on](int calls) { on->value_slope(calls); });
    if (const LibraryLoop f = library_loop(row.id))
      add("library", [on, f](int calls) {
        while (calls-- > 0) f(on->z.data(), on->a.data(), chunk);
      });
  }
}

// ---------------------------------------------------------------- training

struct Workload {
  const char* name;
  Value activation;
  std::vector<int> units;
  int batch, count;
};

Value spec_of(const Workload& workload, std::string_view optimizer) {
  Array layers;
  for (const int units : workload.units) layers.push_back(object_of("units", units));
  return object_of("data", object_of("generator", "circle", "count", workload.count), "network",
                   object_of("layers", std::move(layers)), "optimizer", object_of("id", optimizer, "rate", 0.001),
                   "batch", object_of("size", workload.batch), "stop", object_of("steps", max_steps), "lanes",
                   Array{object_of("activation", Value(workload.activation))});
}

// What one step cannot do without, as straight as it can be written: layers of one piece, one batch, nothing chosen at
// run time but the functions of the rows.
struct Bare {
  Network network;
  const Pairing& pairing;
  OptimizerSpec optimizer;
  Workspace workspace;
  Floats input, target, gradient, moment1, moment2;
  int batch;
  Powers powers{1, 1};

  Bare(const Race::Run& run, int batch_size)
      : network(run.trainer.network()),
        pairing(*run.experiment->pairing),
        optimizer(run.experiment->optimizer),
        workspace(network.spec()),
        input(at(2 * padded(batch_size))),
        target(at(padded(batch_size))),
        gradient(network.parameters().size()),
        moment1(gradient.size()),
        moment2(gradient.size()),
        batch(batch_size) {
    std::vector<int> first(at(batch));
    for (int i = 0; i < batch; ++i) first[at(i)] = i;
    run.samples->train.gather(first, input.data(), target.data());
  }

  void step() {
    const int n = padded(batch), last = static_cast<int>(network.layers().size()) - 1;
    const float* w = network.parameters().data();
    const float* x = input.data();
    for (int l = 0; l <= last; ++l) {
      const LayerView& view = network.layers()[at(l)];
      const Workspace::Layer& kept = workspace.layer(l);
      dense_forward(w + view.weights, w + view.biases, x, kept.z, view.rows, view.inputs, n);
      if (l < last) {
        const LayerSpec& spec = network.spec().layers[at(l)];
        spec.activation->value_slope(kept.z, kept.a, kept.slope, view.units * n, 1,
                                     UnitParameters(view, spec, w).values);
      }
      x = kept.a;
    }
    std::fill(gradient.begin(), gradient.end(), 0.0f);
    float* dz = workspace.output().dz;
    pairing.compute(workspace.output().z, target.data(), dz, workspace.row(), 1, n, batch);
    std::fill(dz + batch, dz + n, 0.0f);
    for (int l = last; l >= 0; --l) {
      const LayerView& view = network.layers()[at(l)];
      dz = workspace.layer(l).dz;
      weight_gradient(dz, l > 0 ? workspace.layer(l - 1).a : input.data(), gradient.data() + view.weights, view.rows,
                      view.inputs, n);
      row_sums(dz, gradient.data() + view.biases, view.rows, n);
      if (l == 0) break;
      const Workspace::Layer& below = workspace.layer(l - 1);
      dense_backward(w + view.weights, dz, below.dz, view.rows, view.inputs, n);
      multiply(below.dz, below.slope, view.inputs * n);
    }
    optimizer.row->step({network.parameters(), gradient, moment1, moment2, optimizer.rate, optimizer.settings, powers});
  }
};

std::shared_ptr<Race> race_of(const Value& spec) {
  const RunId id{0, 0};
  return std::make_shared<Race>(read_spec(spec), std::span(&id, 1), max_steps);
}

void add_training(std::vector<BenchTask>& tasks) {
  const std::array workloads{Workload{"2-4-2-1 tanh, batch 10", "tanh", {4, 2}, 10, 500},
                             Workload{"2-8-8-1 tanh, batch 32", "tanh", {8, 8}, 32, 500},
                             Workload{"2-32-32-32-1 ReLU, batch 256", "relu", {32, 32, 32}, 256, 500}};
  for (const Optimizer& optimizer : optimizers())
    for (const Workload& workload : workloads) {
      const auto race = race_of(spec_of(workload, optimizer.id));
      const std::string name = std::string(optimizer.id) + ", " + workload.name;
      const auto bare = std::make_shared<Bare>(race->runs()[0], workload.batch);
      tasks.push_back({"bare", name, 1, [bare](int calls) {
                         while (calls-- > 0) bare->step();
                       }});
      tasks.push_back({"trainer", name, 1, [race](int calls) {
                         Race::Run& run = race->runs()[0];
                         while (calls-- > 0) {
                           run.trainer.step(*run.workspace);
                           if (run.trainer.steps() % record_every == 0)
                             judge(run.trainer.network(), *run.experiment->pairing, run.samples->train, *run.workspace);
                         }
                       }});
    }
}

// Built-in rows and their formulas, as activations of one's own.
constexpr std::pair<const char*, const char*> own_formulas[] = {
    {"tanh", "tanh(x)"},   {"swish", "x*sigmoid(x)"},       {"gelu", "x*Phi(x)"},
    {"sine", "sin(x)"},    {"mish", "x*tanh(softplus(x))"}, {"elu", "where(x > 0, x, exp(x) - 1)"},
    {"relu", "max(0, x)"}, {"gaussian", "exp(-x^2)"},
};

void add_own(std::vector<BenchTask>& tasks) {
  for (const auto& each : own_formulas) {
    const char *const id = each.first, *const formula = each.second;
    OwnSpec spec;
    spec.formula = formula;
    const ActivationRef row = make_own(spec).row;
    const auto on = std::make_shared<Exercise>(*row);
    const double values = chunk;
    tasks.push_back({"own value", id, values, [on, row](int calls) { on->value(calls); }});
    tasks.push_back({"own slope", id, values, [on, row](int calls) { on->value_slope(calls); }});
    const auto add = [&](const char* group, Value activation) {
      const auto race = race_of(spec_of({"", std::move(activation), {8, 8}, 32, 500}, "sgd"));
      tasks.push_back({group, id, 1, [race](int calls) {
                         Race::Run& run = race->runs()[0];
                         while (calls-- > 0) run.trainer.step(*run.workspace);
                       }});
    };
    add("step", id);
    add("own step", object_of("formula", formula));
  }
}

void add_field(std::vector<BenchTask>& tasks) {
  const auto race = race_of(spec_of({"", "tanh", {8, 8}, 32, 500}, "adam"));
  const auto grid = std::make_shared<SampleSet>(make_grid(race->runs()[0].samples->inputs, -1.5, 1.5, 100));
  const auto out = std::make_shared<Floats>(at(grid->count()));
  tasks.push_back({"field", "2-8-8-1, 100 x 100", 1, [race, grid, out](int calls) {
                     const Race::Run& run = race->runs()[0];
                     const Head& head = *find_head(run.experiment->pairing->head);
                     while (calls-- > 0) outputs(run.trainer.network(), head, *grid, out->data(), *run.workspace);
                   }});
}

}  // namespace

std::vector<BenchTask> bench_tasks() {
  std::vector<BenchTask> tasks;
  add_peak<2>(tasks);
  add_peak<3>(tasks);
  add_peak<4>(tasks);
  add_peak<5>(tasks);
  add_peak<6>(tasks);
  add_products(tasks);
  add_activations(tasks);
  add_training(tasks);
  add_own(tasks);
  add_field(tasks);
  return tasks;
}

}  // namespace nonlin

#include "app/bench.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <memory>
#include <stdexcept>
#include <vector>

#include "app/bench_tasks.hpp"
#include "app/cli_json.hpp"
#include "race/race.hpp"

namespace nonlin {
namespace {

constexpr int rounds = 5;
constexpr double round_seconds = 0.02;  // long against the clock, short against what else the machine does

double now() { return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count(); }

// Seconds of one call, from as many as fill `seconds`.
double time_calls(const BenchTask& task, double seconds) {
  task.calls(1);
  for (int calls = 1;; calls *= 2) {
    const double start = now();
    task.calls(calls);
    const double elapsed = now() - start;
    if (elapsed >= seconds || calls > (1 << 28)) return elapsed / calls;
    // The last doubling overshoots by at most two.
    if (elapsed > seconds / 64) calls = static_cast<int>(calls * seconds / elapsed / 2) + 1;
  }
}

struct Unit {
  const char *group, *title, *unit;
  double scale;
  bool rate;  // work per second, else seconds per work
};
constexpr std::array units{Unit{"peak", "multiply-add peak", "GFLOP/s", 1e-9, true},
                           Unit{"forward", "forward product", "GFLOP/s", 1e-9, true},
                           Unit{"backward", "backward product", "GFLOP/s", 1e-9, true},
                           Unit{"gradient", "weight gradient", "GFLOP/s", 1e-9, true},
                           Unit{"value", "value", "ns", 1e9, false},
                           Unit{"slope", "value and slope", "ns", 1e9, false},
                           Unit{"own value", "own formula's value", "ns", 1e9, false},
                           Unit{"own slope", "own formula's value and slope", "ns", 1e9, false},
                           Unit{"library", "C library's value", "ns", 1e9, false},
                           Unit{"bare", "step, bare kernels", "steps/s", 1, true},
                           Unit{"trainer", "step, trainer", "steps/s", 1, true},
                           Unit{"step", "step, 2-8-8-1", "steps/s", 1, true},
                           Unit{"own step", "step, 2-8-8-1, own formula", "steps/s", 1, true},
                           Unit{"field", "field", "ms", 1e3, false}};

const Unit& unit_of(const std::string& group) {
  const auto unit = std::ranges::find_if(units, [&](const Unit& each) { return group == each.group; });
  if (unit == units.end()) throw std::logic_error("bench: '" + group + "' has no unit");
  return *unit;
}

// ---------------------------------------------------------------- serving scripts/bench

class Server {
 public:
  Value answer(const Value& question) {
    const auto number = [&](const char* key) {
      const Value* value = question.find(key);
      if (!value || !value->as<double>()) throw std::invalid_argument(std::string(key) + ": a number is missing");
      return *value->as<double>();
    };
    if (question.find("list")) {
      Array list;
      for (const BenchTask& task : tasks())
        list.push_back(
            object_of("group", task.group, "name", task.name, "work", task.work, "unit", unit_of(task.group).unit));
      return list;
    }
    if (question.find("task"))
      return object_of("seconds",
                       time_calls(tasks().at(static_cast<std::size_t>(number("task"))), number("milliseconds") / 1e3));
    if (const Value* spec = question.find("open")) {
      spec_ = read_spec(*spec);
      open();
      return object_of("loss", loss());
    }
    if (!race_) throw std::invalid_argument("open a race first");
    if (question.find("updates")) {
      race_->advance(run().trainer.steps() + static_cast<int>(number("updates")), 1e9);
      return object_of("loss", loss());
    }
    if (run().trainer.steps() > race_->budget() / 2) open();
    const double start = now();
    const int first = run().trainer.steps();
    race_->advance(race_->budget(), number("milliseconds"));
    return object_of("rate", (run().trainer.steps() - first) / (now() - start));
  }

 private:
  const std::vector<BenchTask>& tasks() {
    if (tasks_.empty()) tasks_ = bench_tasks();
    return tasks_;
  }
  void open() {
    const RunId id{0, 0};
    race_ = std::make_unique<Race>(spec_, std::span(&id, 1), max_steps);
  }
  const Race::Run& run() const { return race_->runs()[0]; }
  double loss() const {
    return judge(run().trainer.network(), *run().experiment->pairing, run().samples->train, *run().workspace).loss;
  }
  std::vector<BenchTask> tasks_;
  RaceSpec spec_;
  std::unique_ptr<Race> race_;
};

void serve(std::istream& input, std::ostream& output) {
  Server server;
  for (std::string line; std::getline(input, line);) {
    Value reply;
    try {
      reply = server.answer(parse_json(line));
    } catch (const std::exception& error) {
      reply = object_of("error", error.what());
    }
    output << write_json(reply) << std::endl;
  }
}

}  // namespace

std::string run_bench(Arguments arguments, std::istream& input, std::ostream& output) {
  bool json = false;
  for (const std::string_view argument : arguments) {
    if (argument == "--serve") return serve(input, output), "";
    if (argument != "--json") refuse_argument("bench", argument, "--json, --serve");
    json = true;
  }
  const std::vector<BenchTask> tasks = bench_tasks();
  std::vector<std::vector<double>> seconds(tasks.size());
  for (int round = 0; round < rounds; ++round)
    for (std::size_t i = 0; i < tasks.size(); ++i) seconds[i].push_back(time_calls(tasks[i], round_seconds));
  Array list;
  std::string table;
  for (std::size_t i = 0; i < tasks.size(); ++i) {
    std::ranges::sort(seconds[i]);
    const BenchTask& task = tasks[i];
    const Unit& unit = unit_of(task.group);
    const double per_work = seconds[i][rounds / 2] / task.work,
                 value = unit.scale * (unit.rate ? 1 / per_work : per_work);
    list.push_back(object_of("group", unit.title, "name", task.name, "value", value, "unit", unit.unit));
    std::array<char, 160> line;
    std::snprintf(line.data(), line.size(), "%-30s %-42s %12.4g %s\n", unit.title, task.name.c_str(), value, unit.unit);
    table += line.data();
  }
  return json ? write_json(list, true) + "\n" : table;
}

}  // namespace nonlin

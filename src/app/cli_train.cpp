#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>
#include <stdexcept>
#include <vector>

#include "app/cli.hpp"
#include "app/cli_json.hpp"
#include "app/cli_options.hpp"
#include "app/parallel.hpp"
#include "math/hash.hpp"
#include "race/race.hpp"

namespace nonlin {

namespace {

constexpr int max_every = 10'000'000, max_threads = 256;
/// Lanes that train in one race at most, so that memory does not grow with a sweep.
constexpr int lanes_together = 64;

struct TrainOptions {
  std::optional<std::string_view> spec;
  std::optional<int> steps;
  int every = 10;
  int threads = processors();
  bool json_lines = false;
};

TrainOptions read_options(Arguments arguments) {
  TrainOptions options;
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    const std::string_view argument = arguments[i];
    if (!argument.starts_with("--")) {
      if (options.spec) refuse_argument("train", argument, "one spec");
      options.spec = argument;
      continue;
    }
    if (argument != "--steps" && argument != "--every" && argument != "--format" && argument != "--threads") {
      refuse_argument("train", argument, "--steps N, --every K, --threads N, --format csv|jsonl");
    }
    if (++i == arguments.size()) throw std::invalid_argument(std::string(argument) + ": its value is missing");
    const std::string_view word = arguments[i];
    if (argument == "--steps") {
      options.steps = whole_number(argument, word, 1, max_every);
    } else if (argument == "--every") {
      options.every = whole_number(argument, word, 1, max_every);
    } else if (argument == "--threads") {
      options.threads = whole_number(argument, word, 1, max_threads);
    } else {
      if (word != "csv" && word != "jsonl") refuse_argument("--format", word, "csv, jsonl");
      options.json_lines = word == "jsonl";
    }
  }
  if (!options.spec)
    throw std::invalid_argument("train: a spec is missing; allowed: a JSON file, - for standard input");
  return options;
}

/// A text as one CSV field: in double quotes where it holds a comma, a quote or a line end.
std::string csv_field(const std::string& text) {
  if (text.find_first_of(",\"\n\r") == std::string::npos) return text;
  std::string field = "\"";
  for (const char c : text) field += c == '"' ? "\"\"" : std::string(1, c);
  return field + "\"";
}

/// Column `axis` of the sweep for a run: the value of its point.
const Value& swept(const RaceSpec& spec, const Race::Run& run, std::size_t axis) {
  return spec.sweep[axis].values[static_cast<std::size_t>(run.experiment->point[axis])];
}

/// What a run was when a record was made: the state it ended in holds from the step it was entered.
std::string_view state_at(const Race::Run& run, const Record& record, bool last) {
  if (last) return id_of(run.state);
  const bool learned = run.state == RunState::learned && record.step >= run.state_step;
  return id_of(learned ? RunState::learned : RunState::running);
}

/// Lines of one run's records at step 0, every `every` steps and the last; a race may have made others for its own use.
std::string write_records(Race& race, const Race::Run& run, int every, bool json_lines) {
  const std::uint32_t seed = seed_number(race.spec(), run.id.seed);
  std::string out, axes;  // one column for each axis of the sweep, named by its path
  for (std::size_t i = 0; i < race.spec().sweep.size(); ++i) {
    const Value& value = swept(race.spec(), run, i);
    const std::string* text = value.as<std::string>();
    axes += json_lines ? "," + write_json(race.spec().sweep[i].path) + ":" + write_json(value)
                       : "," + csv_field(text ? *text : write_json(value));
  }
  for (const Record& record : run.records) {
    const bool last = &record == &run.records.back();
    if (!last && record.step % every != 0) continue;
    const int epoch = race.epochs_at(record.step);
    const std::string_view state = state_at(run, record, last);
    const std::string hash = last ? hex(run.trainer.network().hash()) : "";
    if (json_lines) {
      const auto number = [](double x) { return std::isfinite(x) ? digits9(x) : "null"; };
      out += "{\"lane\":" + write_json(run.experiment->lane_name) + axes + ",\"seed\":" + std::to_string(seed) +
             ",\"step\":" + std::to_string(record.step) + ",\"epoch\":" + std::to_string(epoch) +
             ",\"train_loss\":" + number(record.train.loss) + ",\"test_loss\":" + number(record.test.loss) +
             ",\"train_score\":" + number(record.train.score) + ",\"test_score\":" + number(record.test.score) +
             ",\"state\":\"" + std::string(state) + "\"" + (last ? ",\"hash\":\"" + hash + "\"}" : "}");
    } else {
      const auto test = [&](double x) { return record.tested ? digits9(x) : ""; };
      out += csv_field(run.experiment->lane_name) + axes + "," + std::to_string(seed) + "," +
             std::to_string(record.step) + "," + std::to_string(epoch) + "," + digits9(record.train.loss) + "," +
             test(record.test.loss) + "," + digits9(record.train.score) + "," + test(record.test.score) + "," +
             std::string(state) + "," + hash;
    }
    out += "\n";
  }
  return out;
}

/// Lanes [from, to) that train in one race.
struct Part {
  int from, to;
};

std::vector<RunId> runs_of(Part part, int seed) {
  std::vector<RunId> runs;
  for (int lane = part.from; lane < part.to; ++lane) runs.push_back({lane, seed});
  return runs;
}

/// Adds a part, in halves where it needs more than a race may: whether a spec is too large does not depend on how many
/// threads there are.
void add_part(const RaceSpec& spec, Part part, std::vector<Part>& parts) {
  if (part.to - part.from == 1 || bytes_needed(spec, runs_of(part, 0)) <= Race::max_bytes) return parts.push_back(part);
  const int middle = part.from + (part.to - part.from) / 2;
  add_part(spec, {part.from, middle}, parts);
  add_part(spec, {middle, part.to}, parts);
}

}  // namespace

std::string run_train(Arguments arguments, std::istream& input) {
  const TrainOptions options = read_options(arguments);
  const RaceSpec spec = read_experiment(*options.spec, input, options.steps);
  // Parts of one seed's lanes, small enough that all threads have some: the lanes of a part share the data.
  const int lanes = static_cast<int>(spec.lanes.size());
  const int wanted = (4 * options.threads + spec.seeds - 1) / spec.seeds;
  const int size = std::min((lanes + wanted - 1) / wanted, lanes_together);
  std::vector<Part> parts;
  for (int from = 0; from < lanes; from += size) add_part(spec, {from, std::min(from + size, lanes)}, parts);
  std::vector<std::string> written(static_cast<std::size_t>(lanes) * static_cast<std::size_t>(spec.seeds));
  for_each_parallel(parts.size() * static_cast<std::size_t>(spec.seeds), options.threads, [&](std::size_t task) {
    Race race(spec, runs_of(parts[task % parts.size()], static_cast<int>(task / parts.size())), options.every);
    while (!race.advance(race.budget(), std::numeric_limits<double>::infinity())) {
    }
    for (const Race::Run& run : race.runs())
      written[static_cast<std::size_t>(run.id.lane * spec.seeds + run.id.seed)] =
          write_records(race, run, options.every, options.json_lines);
  });
  std::string out;
  if (!options.json_lines) {
    out = "lane";
    for (const SweepAxis& axis : spec.sweep) out += "," + csv_field(axis.path);
    out += ",seed,step,epoch,train_loss,test_loss,train_score,test_score,state,hash\n";
  }
  for (const std::string& lines : written) out += lines;
  return out;
}

}  // namespace nonlin

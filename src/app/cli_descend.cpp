#include <stdexcept>
#include <utility>
#include <vector>

#include "app/cli.hpp"
#include "app/cli_options.hpp"
#include "race/spec_parts.hpp"
#include "train/descent.hpp"

namespace nonlin {

namespace {

constexpr double max_start = 1e6;

/// "x,y", or "x" where y is to stay as it is.
void read_start(std::string_view option, std::string_view word, std::array<double, 2>& start) {
  const std::size_t comma = word.find(',');
  start[0] = decimal_number(option, word.substr(0, comma), -max_start, max_start);
  if (comma != std::string_view::npos) start[1] = decimal_number(option, word.substr(comma + 1), -max_start, max_start);
}

/// Puts name=value, a number or a word, into the sections the spec has for it.
void add_setting(std::string_view argument, Object& optimizer, Object& schedule, Object& regularization) {
  constexpr std::string_view of_schedule = "schedule.";
  const std::size_t equals = argument.find('=');
  if (equals == std::string_view::npos) refuse_argument("descend", argument, "name=value");
  std::string_view name = argument.substr(0, equals);
  const std::string_view word = argument.substr(equals + 1);
  Object& section = name == "decay" ? regularization : name.starts_with(of_schedule) ? schedule : optimizer;
  if (&section == &schedule) name.remove_prefix(of_schedule.size());
  for (const auto& [key, value] : section)
    if (key == name) throw std::invalid_argument(join("descend: ", Piece::quoted(name), " is there twice"));
  if (name == "id") {
    section.emplace_back(name, std::string(word));
  } else {
    section.emplace_back(name, decimal_number(name, word));
  }
}

}  // namespace

std::string run_descend(Arguments arguments) {
  if (arguments.empty()) throw std::invalid_argument("descend: a problem is missing; allowed: " + words_of(problems()));
  const Problem* problem = find_problem(arguments[0]);
  if (!problem) refuse_argument("descend", arguments[0], words_of(problems()));
  arguments = arguments.subspan(1);
  DescentSpec spec{.optimizer = {}, .start = problem->start};
  std::string_view id = "sgd";
  if (!arguments.empty() && !arguments[0].starts_with("--") && arguments[0].find('=') == std::string_view::npos) {
    id = arguments[0];
    arguments = arguments.subspan(1);
  }
  Object optimizer = object_of("id", id, "rate", 0.1), schedule, regularization;
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    const std::string_view argument = arguments[i];
    if (!argument.starts_with("--")) {
      add_setting(argument, optimizer, schedule, regularization);
      continue;
    }
    if (argument != "--rate" && argument != "--start" && argument != "--steps" && argument != "--noise" &&
        argument != "--seed")
      refuse_argument("descend", argument, "--rate R, --start X,Y, --steps N, --noise SD, --seed S");
    if (++i == arguments.size()) throw std::invalid_argument(std::string(argument) + ": its value is missing");
    const std::string_view word = arguments[i];
    if (argument == "--rate") optimizer[1].second = decimal_number(argument, word);
    if (argument == "--start") read_start(argument, word, spec.start);
    if (argument == "--steps") spec.steps = whole_number(argument, word, 0, 1'000'000);
    if (argument == "--noise") spec.noise = decimal_number(argument, word, 0, max_start);
    if (argument == "--seed") spec.seed = static_cast<std::uint32_t>(whole_number(argument, word, 0, 2'147'483'647));
  }
  // Read as a spec's sections are: the same names, ranges and messages.
  if (!schedule.empty()) add(optimizer, "schedule", std::move(schedule));
  const Value sections(object_of("optimizer", std::move(optimizer), "regularization", std::move(regularization)));
  const Reader root(sections);
  spec.optimizer = read_optimizer(root.find("optimizer"));
  spec.optimizer.schedule.budget = spec.steps;
  spec.decay = read_regularization(root.find("regularization"), *spec.optimizer.row).decay;

  std::string out = "step,x,y,value\n";
  const auto path = descend(*problem, spec);
  for (std::size_t i = 0; i < path.size(); ++i)
    out +=
        std::to_string(i) + "," + digits9(path[i].x) + "," + digits9(path[i].y) + "," + digits9(path[i].value) + "\n";
  return out;
}

}  // namespace nonlin

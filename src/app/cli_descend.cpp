#include <optional>
#include <stdexcept>
#include <vector>

#include "app/cli.hpp"
#include "app/cli_options.hpp"
#include "race/reader.hpp"
#include "train/descent.hpp"

namespace nonlin {

namespace {

/// "x,y", or "x" where y is to stay as it is.
void read_start(std::string_view option, std::string_view word, std::array<double, 2>& start) {
  const std::size_t comma = word.find(',');
  start[0] = decimal_number(option, word.substr(0, comma));
  if (comma != std::string_view::npos) start[1] = decimal_number(option, word.substr(comma + 1));
}

/// name=value: a parameter of the optimiser, in its range.
void read_setting(std::string_view argument, OptimizerSpec& optimizer) {
  const std::size_t equals = argument.find('=');
  const std::string_view name = argument.substr(0, equals);
  const auto parameters = optimizer.row->parameter_list();
  for (std::size_t i = 0; i < parameters.size(); ++i) {
    if (parameters[i].id != name) continue;
    const double x = decimal_number(name, argument.substr(equals + 1));
    if (!(x >= parameters[i].lowest && x <= parameters[i].highest))
      throw std::invalid_argument(
          join(name, ": ", x, " is outside ", parameters[i].lowest, "..", parameters[i].highest));
    optimizer.settings[i] = x;
    return;
  }
  refuse_argument(optimizer.row->id, name, parameters.empty() ? "no parameters" : words_of(parameters));
}

}  // namespace

std::string run_descend(Arguments arguments) {
  if (arguments.empty()) throw std::invalid_argument("descend: a problem is missing; allowed: " + words_of(problems()));
  const Problem* problem = find_problem(arguments[0]);
  if (!problem) refuse_argument("descend", arguments[0], words_of(problems()));
  arguments = arguments.subspan(1);
  DescentSpec spec{.optimizer = {}, .start = problem->start};
  spec.optimizer.row = find_optimizer("sgd");
  spec.optimizer.rate = 0.1;
  if (!arguments.empty() && !arguments[0].starts_with("--") && arguments[0].find('=') == std::string_view::npos) {
    spec.optimizer.row = find_optimizer(arguments[0]);
    if (!spec.optimizer.row) refuse_argument("descend", arguments[0], words_of(optimizers()));
    arguments = arguments.subspan(1);
  }
  spec.optimizer.settings = {};
  for (std::size_t i = 0; i < spec.optimizer.row->parameter_list().size(); ++i)
    spec.optimizer.settings[i] = spec.optimizer.row->parameters[i].initial;

  for (std::size_t i = 0; i < arguments.size(); ++i) {
    const std::string_view argument = arguments[i];
    if (!argument.starts_with("--")) {
      if (argument.find('=') == std::string_view::npos) refuse_argument("descend", argument, "name=value");
      read_setting(argument, spec.optimizer);
      continue;
    }
    if (argument != "--rate" && argument != "--start" && argument != "--steps" && argument != "--noise" &&
        argument != "--seed")
      refuse_argument("descend", argument, "--rate R, --start X,Y, --steps N, --noise SD, --seed S");
    if (++i == arguments.size()) throw std::invalid_argument(std::string(argument) + ": its value is missing");
    const std::string_view word = arguments[i];
    if (argument == "--rate") spec.optimizer.rate = decimal_number(argument, word);
    if (argument == "--start") read_start(argument, word, spec.start);
    if (argument == "--steps") spec.steps = whole_number(argument, word, 0, 1'000'000);
    if (argument == "--noise") spec.noise = decimal_number(argument, word);
    if (argument == "--seed") spec.seed = static_cast<std::uint32_t>(whole_number(argument, word, 0, 2'147'483'647));
  }

  std::string out = "step,x,y,value\n";
  const auto path = descend(*problem, spec);
  for (std::size_t i = 0; i < path.size(); ++i)
    out +=
        std::to_string(i) + "," + digits9(path[i].x) + "," + digits9(path[i].y) + "," + digits9(path[i].value) + "\n";
  return out;
}

}  // namespace nonlin

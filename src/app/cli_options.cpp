#include "app/cli_options.hpp"

#include <charconv>
#include <cmath>
#include <stdexcept>
#include <string>

#include "app/cli.hpp"
#include "app/cli_json.hpp"

namespace nonlin {

namespace {

/// Puts `steps` into stop.steps; what is no object stays for the reader to refuse.
void override_steps(Value& spec, int steps) {
  Object* root = spec.as<Object>();
  if (!root) return;
  if (!spec.find("stop")) root->emplace_back("stop", Object{});
  Object* stop = spec.find("stop")->as<Object>();
  if (!stop) return;
  if (Value* given = spec.find("stop")->find("steps")) {
    *given = steps;
  } else {
    stop->emplace_back("steps", steps);
  }
}

}  // namespace

int whole_number(std::string_view option, std::string_view word, int lowest, int highest) {
  int x = 0;
  const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), x);
  if (error != std::errc() || end != word.data() + word.size() || x < lowest || x > highest) {
    throw std::invalid_argument(std::string(option) + ": " + in_quotes(word) + " is not a whole number in " +
                                std::to_string(lowest) + ".." + std::to_string(highest));
  }
  return x;
}

double decimal_number(std::string_view option, std::string_view word) {
  double x = 0;
  const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), x);
  if (error != std::errc() || end != word.data() + word.size() || !std::isfinite(x))
    throw std::invalid_argument(std::string(option) + ": " + in_quotes(word) + " is not a number");
  return x;
}

double decimal_number(std::string_view option, std::string_view word, double lowest, double highest) {
  const double x = decimal_number(option, word);
  if (!(x >= lowest && x <= highest))
    throw std::invalid_argument(join(option, ": ", x, " is outside ", lowest, "..", highest));
  return x;
}

RaceSpec read_experiment(std::string_view path, std::istream& input, std::optional<int> steps) {
  const std::string name(path);
  try {
    Value json = parse_json(name == "-" ? read_all(input) : read_file(name));
    if (steps) override_steps(json, *steps);
    return read_spec(json);
  } catch (const std::invalid_argument& error) {
    const std::string message = error.what();
    throw std::invalid_argument(name == "-" || message.starts_with(name + ":") ? message : name + ": " + message);
  }
}

}  // namespace nonlin

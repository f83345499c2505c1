#include <stdexcept>

#include "app/cli.hpp"
#include "race/own.hpp"

namespace nonlin {

namespace {

constexpr double lowest = -6, highest = 6;
constexpr int count = 2401;

const std::string& text_at(const Value& object, const char* key) { return *object.find(key)->as<std::string>(); }
std::string number_at(const Value& object, const char* key) { return digits9(*object.find(key)->as<double>()); }
bool flag_at(const Value& object, const char* key) { return *object.find(key)->as<bool>(); }

/// Throws what a question about a formula answered, where it is a refusal.
const Value& checked(const Value& answer) {
  if (const Value* error = answer.find("error")) throw std::invalid_argument(*error->as<std::string>());
  return answer;
}

}  // namespace

std::string run_derive(Arguments arguments) {
  if (arguments.empty() || arguments.size() > 2)
    throw std::invalid_argument("derive: one formula, and one to compare its derivative with, are needed");
  if (arguments.size() == 1) {
    const Value answer = formula_of(arguments[0], nullptr);
    return text_at(*checked(answer).find("derivative"), "text") + "\n";
  }
  const Value answer = check_derivative(arguments[0], arguments[1], lowest, highest, count);
  const std::string derivative = "derivative: " + text_at(*checked(answer).find("derivative"), "text") + "\n";
  const std::string range = " from " + digits9(lowest) + " to " + digits9(highest);
  if (flag_at(answer, "equal"))
    return derivative + (flag_at(answer, "exact") ? "equal by form\n" : "equal at every point" + range + "\n");
  std::string text = derivative + "different" + range + "\nx,given,true\n";
  for (const char* key : {"first", "largest"}) {
    const Value& at = *answer.find(key);
    text += number_at(at, "x") + "," + number_at(at, "given") + "," + number_at(at, "true") + "\n";
  }
  return text;
}

}  // namespace nonlin

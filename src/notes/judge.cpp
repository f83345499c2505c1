#include "notes/judge.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <optional>

#include "math/functions_double.hpp"
#include "math/hash.hpp"
#include "math/sort.hpp"
#include "math/statistics.hpp"
#include "math/text.hpp"
#include "race/reader.hpp"

namespace nonlin {
namespace {

using Column = std::vector<double>;

constexpr double none = std::numeric_limits<double>::quiet_NaN();

bool related(double a, std::string_view relation, double b) {
  if (relation == "<=") return a <= b;
  if (relation == ">=") return a >= b;
  if (relation == "<") return a < b;
  if (relation == ">") return a > b;
  if (relation == "=") return a == b;
  refuse("check: ", Piece::quoted(relation), " is unknown; allowed: <=, >=, <, >, =");
}

double median(Column values) {
  sort_up(values);
  const std::size_t n = values.size(), middle = n / 2;
  return n % 2 == 1 ? values[middle] : 0.5 * (values[middle - 1] + values[middle]);
}

double mean(const Column& values) {
  double sum = 0;
  for (const double x : values) sum += x;
  return sum / static_cast<double>(values.size());
}

double geometric_mean(const Column& values) {
  double sum = 0;
  for (const double x : values) sum += log(x);
  return exp(sum / static_cast<double>(values.size()));
}

/// The least difference of means that as many pairs, spread as these are, show at the usual level: twice the standard
/// error.
double least_seen(const Column& differences) {
  const double n = static_cast<double>(differences.size()), middle = mean(differences);
  double sum = 0;
  for (const double x : differences) sum += (x - middle) * (x - middle);
  return 2 * std::sqrt(sum / (n - 1) / n);
}

constexpr std::string_view below = "below(";

/// What a check measures, read from left to right.
class Formula {
 public:
  Formula(std::string_view text, const Measured& measured) : text_(text), measured_(measured) {}

  CheckResult result(const Check& check) {
    CheckResult result{.check = check, .holds = false, .undecided = false, .figure = 0, .seen = none};
    if (text_.starts_with(below)) {
      compare(result);
    } else {
      result.figure = term();
      const std::size_t end = check.threshold.find(' ');
      const std::optional<double> bound = number(check.threshold.substr(std::min(end + 1, check.threshold.size())));
      if (!bound || at_ != text_.size()) fail();
      result.holds = related(result.figure, check.threshold.substr(0, end), *bound);
    }
    return result;
  }

 private:
  [[noreturn]] void fail() const {
    refuse("check ", Piece::quoted(text_), ", character ", at_, ": not what checks have here");
  }

  /// What stands up to the next space, comma or parenthesis; takes the space after it.
  std::string_view word() {
    const std::size_t end = std::min(text_.find_first_of(" ,()", at_), text_.size());
    const std::string_view found = text_.substr(at_, end - at_);
    at_ = end;
    space();
    return found;
  }
  void space() {
    if (at_ < text_.size() && text_[at_] == ' ') ++at_;
  }
  void expect(char c) {
    if (at_ == text_.size() || text_[at_] != c) fail();
    ++at_;
  }

  static std::optional<double> number(std::string_view word) {
    const bool negative = word.starts_with('-');
    if (negative) word.remove_prefix(1);
    double digits = 0, scale = 1;
    bool point = false, any = false;
    for (const char c : word) {
      if (c == '.' && !point) {
        point = true;
        continue;
      }
      if (c == 'e') {  // as in 2e-6: to the nearest, where both factors are exact
        const std::optional<double> exponent = number(word.substr(word.find('e') + 1));
        if (!exponent) return std::nullopt;
        for (double i = std::fabs(*exponent); i > 0; --i) *exponent < 0 ? scale *= 10 : digits *= 10;
        break;
      }
      if (c < '0' || c > '9') return std::nullopt;
      digits = 10 * digits + (c - '0');
      if (point) scale *= 10;
      any = true;
    }
    if (!any) return std::nullopt;
    return (negative ? -1 : 1) * digits / scale;
  }

  Column column(std::string_view name) const {
    const auto found = std::find(measured_.names.begin(), measured_.names.end(), name);
    if (found == measured_.names.end()) refuse("check ", Piece::quoted(text_), ": no figure ", Piece::quoted(name));
    return column_at(static_cast<std::size_t>(found - measured_.names.begin()));
  }
  Column column_at(std::size_t i) const {
    Column values;
    for (const auto& row : measured_.rows) values.push_back(row[i]);
    return values;
  }

  /// The columns "<lane>/<point>.<quantity>" of "<lane>.<quantity>".
  std::vector<Column> points(std::string_view name) const {
    const std::size_t dot = name.rfind('.');
    if (dot == std::string_view::npos) fail();
    const std::string lane = join(name.substr(0, dot), "/");
    std::vector<Column> found;
    for (std::size_t i = 0; i < measured_.names.size(); ++i)
      if (measured_.names[i].starts_with(lane) && measured_.names[i].ends_with(name.substr(dot)))
        found.push_back(column_at(i));
    if (found.empty()) refuse("check ", Piece::quoted(text_), ": no figures ", Piece::quoted(name), " of a sweep");
    return found;
  }

  /// A figure, or the difference or the ratio of two, for each seed.
  Column figure() {
    Column values = column(word());
    const char operation = at_ < text_.size() ? text_[at_] : ' ';
    if ((operation != '-' && operation != '/') || !text_.substr(at_ + 1).starts_with(' ')) return values;
    at_ += 2;
    const Column others = column(word());
    for (std::size_t i = 0; i < values.size(); ++i) {
      values[i] = operation == '-' ? values[i] - others[i] : values[i] / others[i];
      if (std::isnan(values[i])) values[i] = std::numeric_limits<double>::infinity();
    }
    return values;
  }

  static double share(const Column& values, std::string_view relation, const Column& level) {
    double count = 0;
    for (std::size_t i = 0; i < values.size(); ++i)
      count += related(values[i], relation, level[level.size() == 1 ? 0 : i]) ? 1 : 0;
    return count / static_cast<double>(values.size());
  }

  double statistic() {
    const std::string_view kind = word();
    expect('(');
    double value = none;
    if (kind == "share" || kind == "most") {
      const std::string_view name = word();
      const std::string_view relation = word(), bound = word();
      const std::optional<double> level = number(bound);
      const Column levels = level ? Column{*level} : column(bound);
      if (kind == "share") {
        value = share(column(name), relation, levels);
      } else {
        value = 0;
        for (const Column& values : points(name)) value = std::max(value, share(values, relation, levels));
      }
    } else if (kind == "best") {
      value = std::numeric_limits<double>::infinity();
      for (Column& values : points(word())) value = std::min(value, median(std::move(values)));
    } else {
      const Column values = figure();
      if (kind == "value")
        value = values.front();
      else if (kind == "median")
        value = median(values);
      else if (kind == "mean")
        value = mean(values);
      else if (kind == "geomean")
        value = geometric_mean(values);
      else if (kind == "lowest")
        value = *std::min_element(values.begin(), values.end());
      else if (kind == "highest")
        value = *std::max_element(values.begin(), values.end());
      else
        fail();
    }
    expect(')');
    return value;
  }

  double term() {
    const double left = statistic();
    if (text_.substr(at_).starts_with(" / ")) {
      at_ += 3;
      return left / statistic();
    }
    if (text_.substr(at_).starts_with(" - ")) {
      at_ += 3;
      return left - statistic();
    }
    return left;
  }

  void compare(CheckResult& result) {
    at_ = below.size();
    const Column a = column(word());
    expect(',');
    space();
    const Column b = column(word());
    expect(')');
    if (at_ != text_.size()) fail();
    if (a.size() > most_pairs) refuse("check ", Piece::quoted(text_), ": more than ", most_pairs, " seeds");
    Column differences;
    for (std::size_t i = 0; i < a.size(); ++i) differences.push_back(a[i] == b[i] ? 0 : a[i] - b[i]);
    const SignedRanks test = signed_ranks(differences);
    result.figure = test.p;
    result.undecided = test.p >= significance;
    result.holds = !result.undecided && test.balance < 0;
    result.seen = least_seen(differences);
  }

  std::string_view text_;
  const Measured& measured_;
  std::size_t at_ = 0;
};

Verdict verdict_of(const std::vector<CheckResult>& checks) {
  int written = 0, holding = 0, undecided = 0;
  bool always = true, corrected = false, correct = true;
  for (const CheckResult& check : checks) {
    if (check.check.role == Role::written) {
      ++written;
      holding += check.holds;
      undecided += check.undecided;
    } else if (check.check.role == Role::always) {
      always = always && check.holds;
    } else {
      corrected = true;
      correct = correct && check.holds;
    }
  }
  if (holding == written) return always ? Verdict::holds : Verdict::holds_if;
  if (corrected && correct) return Verdict::slip;
  if (holding > 0) return Verdict::partly;
  return undecided == written ? Verdict::no_difference : Verdict::does_not_hold;
}

}  // namespace

std::string_view id_of(Role role) {
  constexpr std::string_view ids[] = {"written", "always", "correct"};
  return ids[static_cast<std::size_t>(role)];
}

std::vector<Check> checks_of(const Statement& statement) {
  std::vector<Check> checks;
  for (std::string_view rest = statement.checks; !rest.empty();) {
    const std::size_t end = std::min(rest.find("; "), rest.size());
    std::string_view text = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 2, rest.size()));
    Role role = Role::written;
    for (const Role other : {Role::always, Role::correct}) {
      const std::string_view id = id_of(other);
      if (!text.starts_with(id) || !text.substr(id.size()).starts_with(": ")) continue;
      role = other;
      text.remove_prefix(id.size() + 2);
      break;
    }
    const std::size_t close = text.rfind(") ");
    if (text.starts_with(below))
      checks.push_back({role, text, "p < 0.05"});
    else if (close != std::string_view::npos)
      checks.push_back({role, text.substr(0, close + 1), text.substr(close + 2)});
    else
      refuse(statement.id, ": ", Piece::quoted(text), " has no threshold");
  }
  return checks;
}

Judged judge(const Statement& statement, const Measured& measured) {
  Judged judged{.verdict = Verdict::not_testable, .checks = {}};
  if (statement.checks.empty()) return judged;
  if (measured.rows.empty()) refuse(statement.id, ": nothing was measured");
  for (const Check& check : checks_of(statement))
    judged.checks.push_back(Formula(check.quantity, measured).result(check));
  Fnv hash;
  for (const auto& row : measured.rows)
    for (const double x : row) hash.number(x);
  judged.hash = hash.value();
  const int wanted = std::max(statement.seeds, 1);
  judged.verdict = static_cast<int>(measured.rows.size()) < wanted ? Verdict::too_few_seeds : verdict_of(judged.checks);
  return judged;
}

Measured collect(const Statement& statement, std::span<const std::vector<Figures>> trials) {
  Measured measured;
  const auto ids = trials_of(statement);
  if (trials.size() != ids.size()) refuse(statement.id, ": ", trials.size(), " trials; allowed: ", ids.size());
  for (std::size_t i = 0; i < ids.size(); ++i) {
    const std::vector<Figures>& trial = trials[i];
    if (trial.empty() || trial.size() != trials.front().size())
      refuse(statement.id, ": ", trial.size(), " seeds of trial ", Piece::quoted(ids[i]));
    measured.rows.resize(trial.size());
    for (std::size_t seed = 0; seed < trial.size(); ++seed) {
      if (trial[seed].names != trial.front().names)
        refuse(statement.id, ": trial ", Piece::quoted(ids[i]), " does not measure the same for every seed");
      measured.rows[seed].insert(measured.rows[seed].end(), trial[seed].values.begin(), trial[seed].values.end());
    }
    for (const std::string& name : trial.front().names)
      measured.names.push_back(ids.size() > 1 ? join(ids[i], ":", name) : name);
  }
  return measured;
}

}  // namespace nonlin

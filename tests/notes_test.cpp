// The notes: documents, checks and verdicts by hand, the table's soundness, and the statements that are quick to run.
#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>
#include <cmath>
#include <limits>
#include <set>
#include <string>
#include <vector>

#include "app/cli_json.hpp"
#include "notes/document.hpp"
#include "notes/groups.hpp"
#include "notes/judge.hpp"

namespace nonlin {
namespace {

using Catch::Matchers::ContainsSubstring;

constexpr double infinity = std::numeric_limits<double>::infinity();

TEST_CASE("documents are read as JSON is", "[notes]") {
  const std::string text = R"({"a": [1, -2.5, 0.1, 3e-8, 2.5e3], "b": {"c": true, "d": null}, "e": "x y", "f": []})";
  CHECK(parse_document(text) == parse_json(text));
  for (const char* wrong : {"", "{", "[1,]", "{\"a\"}", "[1 2]", "\"a\\n\"", "1234567890123456", "1e23", "tru", "1 2"})
    CHECK_THROWS_WITH(parse_document(wrong), ContainsSubstring("document, character "));
}

TEST_CASE("documents are changed as JSON Merge Patch says", "[notes]") {
  // The examples of RFC 7396, appendix A.
  const char* cases[][3] = {{R"({"a":"b"})", R"({"a":"c"})", R"({"a":"c"})"},
                            {R"({"a":"b"})", R"({"b":"c"})", R"({"a":"b","b":"c"})"},
                            {R"({"a":"b"})", R"({"a":null})", R"({})"},
                            {R"({"a":"b","b":"c"})", R"({"a":null})", R"({"b":"c"})"},
                            {R"({"a":["b"]})", R"({"a":"c"})", R"({"a":"c"})"},
                            {R"({"a":"c"})", R"({"a":["b"]})", R"({"a":["b"]})"},
                            {R"({"a":{"b":"c"}})", R"({"a":{"b":"d","c":null}})", R"({"a":{"b":"d"}})"},
                            {R"(["a","b"])", R"(["c","d"])", R"(["c","d"])"},
                            {R"({"e":null})", R"({"a":1})", R"({"e":null,"a":1})"},
                            {R"([1,2])", R"({"a":"b","c":null})", R"({"a":"b"})"},
                            {R"({})", R"({"a":{"bb":{"ccc":null}}})", R"({"a":{"bb":{}}})"}};
  for (const auto& [before, change, after] : cases) {
    Value value = parse_document(before);
    merge(value, parse_document(change));
    CHECK(write_json(value) == after);
  }
}

Statement statement_of(std::string_view checks, int seeds = 4) {
  return {.id = "C00.1", .trials = "t", .seeds = seeds, .checks = checks, .recorded = Verdict::holds, .contrary = ""};
}

const Measured by_hand{{"a", "b.steps", "relu/0.1.steps", "relu/1.steps", "up"},
                       {{0.5, 10, 8, 100, 1}, {0.75, 30, 4, 1, 2}, {0.25, infinity, 6, 2, 3}, {1, 20, 9, infinity, 4}}};

double figure_of(std::string_view check) { return judge(statement_of(check), by_hand).checks[0].figure; }

TEST_CASE("statistics of checks", "[notes]") {
  CHECK(figure_of("mean(a) > 0") == 0.625);
  CHECK(figure_of("median(a) > 0") == 0.625);
  CHECK(figure_of("median(b.steps) > 0") == 25);
  CHECK(figure_of("lowest(a) > 0") == 0.25);
  CHECK(figure_of("highest(b.steps) > 0") == infinity);
  CHECK(figure_of("value(up) > 0") == 1);
  CHECK(std::fabs(figure_of("geomean(up) > 0") - std::pow(24.0, 0.25)) < 1e-14);
  CHECK(figure_of("share(a >= 0.5) > 0") == 0.75);
  CHECK(figure_of("share(a < up) > 0") == 1);
  CHECK(figure_of("best(relu.steps) > 0") == 7);
  CHECK(figure_of("most(relu.steps <= 8) > 0") == 0.75);
  CHECK(figure_of("median(b.steps) / mean(a) > 0") == 40);
  CHECK(figure_of("mean(a) - lowest(a) > 0") == 0.375);
  CHECK(figure_of("highest(up - a) > 0") == 3);
  CHECK(figure_of("lowest(up / a) > 0") == 2);
  CHECK(figure_of("share(b.steps > 10) - share(a >= 0.5) > 0") == 0);
  CHECK(figure_of("lowest(b.steps - b.steps) > -1") == 0);  // infinite where a figure is: not reached by both
  CHECK(figure_of("highest(b.steps - b.steps) > -1") == infinity);
}

TEST_CASE("relations and bounds of checks", "[notes]") {
  const auto holds = [](std::string_view check) { return judge(statement_of(check), by_hand).checks[0].holds; };
  CHECK(holds("value(up) = 1"));
  CHECK(holds("value(up) <= 1"));
  CHECK_FALSE(holds("value(up) < 1"));
  CHECK(holds("value(up) >= -2"));
  CHECK(holds("value(up) > 2e-6"));
  CHECK_FALSE(holds("highest(b.steps) <= 1000"));
}

TEST_CASE("a check says what it measures and what it must be", "[notes]") {
  const auto checks =
      checks_of(statement_of("share(a >= 0.5) >= 0.9; always: below(a, up); correct: mean(a) / mean(up) < 2e-6"));
  REQUIRE(checks.size() == 3);
  CHECK(checks[0].quantity == "share(a >= 0.5)");
  CHECK(checks[0].threshold == ">= 0.9");
  CHECK(checks[1].role == Role::always);
  CHECK(checks[1].quantity == "below(a, up)");
  CHECK(checks[1].threshold == "p < 0.05");
  CHECK(checks[2].role == Role::correct);
  CHECK(checks[2].quantity == "mean(a) / mean(up)");
  CHECK(checks[2].threshold == "< 2e-6");
}

TEST_CASE("checks that are none are refused", "[notes]") {
  for (const char* wrong :
       {"mean(a)", "mean(c) > 0", "middle(a) > 0", "mean(a) >", "mean(a) > x", "mean(a) ~ 1", "mean(a) + mean(up) > 0",
        "share(a) > 0", "best(a) > 0", "best(tanh.steps) > 0", "below(a)", "below(a, c)", "mean(a > 0", "a > 0"})
    CHECK_THROWS(judge(statement_of(wrong), by_hand));
  CHECK_THROWS(judge(statement_of("mean(a) > 0"), {}));
}

TEST_CASE("a comparison seed by seed: lower, higher, no difference, too alike to tell", "[notes]") {
  Measured measured{{"low", "high", "mixed"}, {}};
  for (int i = 0; i < 10; ++i) measured.rows.push_back({1.0 * i, i + 2.0 + 0.1 * i, i + (i % 2 ? 1.0 : -1.0)});
  const auto verdict = [&](std::string_view checks) { return judge(statement_of(checks, 10), measured).verdict; };
  CHECK(verdict("below(low, high)") == Verdict::holds);
  CHECK(verdict("below(high, low)") == Verdict::does_not_hold);
  CHECK(verdict("below(low, mixed)") == Verdict::no_difference);
  const CheckResult result = judge(statement_of("below(low, mixed)", 10), measured).checks[0];
  CHECK(result.undecided);
  // Differences of -1 and 1: their standard deviation is sqrt(10/9).
  CHECK(std::fabs(result.seen - 2 * std::sqrt(10.0 / 9 / 10)) < 1e-12);
}

TEST_CASE("the verdict follows from the checks", "[notes]") {
  constexpr const char* yes = "value(up) = 1";
  constexpr const char* no = "value(up) = 2";
  const auto verdict = [&](const std::string& checks) { return judge(statement_of(checks), by_hand).verdict; };
  const auto both = [](const char* a, const std::string& b) { return std::string(a) + "; " + b; };
  CHECK(verdict(yes) == Verdict::holds);
  CHECK(verdict(no) == Verdict::does_not_hold);
  CHECK(verdict(both(yes, no)) == Verdict::partly);
  CHECK(verdict(both(yes, std::string("always: ") + yes)) == Verdict::holds);
  CHECK(verdict(both(yes, std::string("always: ") + no)) == Verdict::holds_if);
  CHECK(verdict(both(no, std::string("always: ") + no)) == Verdict::does_not_hold);
  CHECK(verdict(both(no, std::string("correct: ") + yes)) == Verdict::slip);
  CHECK(verdict(both(no, std::string("correct: ") + no)) == Verdict::does_not_hold);
  CHECK(verdict(both(yes, std::string("correct: ") + yes)) == Verdict::holds);
  CHECK(verdict("") == Verdict::not_testable);
  CHECK(judge(statement_of(yes, 5), by_hand).verdict == Verdict::too_few_seeds);
}

TEST_CASE("a statement's trials are put together by seed", "[notes]") {
  Statement two = statement_of("mean(s:x) > 0; mean(t:x) > 0", 2);
  two.trials = "s, t";
  Figures one;
  one.add("x", 1);
  Figures other;
  other.add("x", std::nan(""));
  const Measured measured = collect(two, std::vector<std::vector<Figures>>{{one, one}, {other, other}});
  CHECK(measured.names == std::vector<std::string>{"s:x", "t:x"});
  CHECK(measured.rows == std::vector<std::vector<double>>{{1, infinity}, {1, infinity}});
  CHECK_THROWS(collect(two, std::vector<std::vector<Figures>>{{one, one}}));
  CHECK_THROWS(collect(two, std::vector<std::vector<Figures>>{{one, one}, {other}}));
  Figures odd;
  odd.add("y", 1);
  CHECK_THROWS(collect(two, std::vector<std::vector<Figures>>{{one, odd}, {other, other}}));
}

std::vector<Statement> all_statements() {
  std::vector<Statement> all;
  for (const NoteGroup& group : note_groups()) all.insert(all.end(), group.statements.begin(), group.statements.end());
  return all;
}

TEST_CASE("the table of notes is sound", "[notes]") {
  std::set<std::string_view> ids, used, trials;
  for (const NoteGroup& group : note_groups())
    for (const Trial& trial : group.trials) {
      INFO(trial.id);
      CHECK(trials.insert(trial.id).second);
      CHECK((trial.measure == nullptr) == !trial.quantities.empty());
      CHECK_NOTHROW(document_of(trial));
    }
  for (const Statement& statement : all_statements()) {
    INFO(statement.id);
    CHECK(ids.insert(statement.id).second);
    CHECK(statement.id.size() == 5);
    CHECK(statement.id[0] == 'C');
    CHECK(statement.id[3] == '.');
    CHECK_NOTHROW(checks_of(statement));
    const bool testable = statement.recorded != Verdict::not_testable;
    CHECK(testable == !statement.checks.empty());
    CHECK(testable == !statement.trials.empty());
    CHECK(statement.recorded != Verdict::too_few_seeds);
    bool timed = false;
    for (const std::string_view trial : trials_of(statement)) {
      CHECK(trials.contains(trial));
      used.insert(trial);
      timed = timed || find_trial(trial)->timed;
    }
    if (testable && !timed) CHECK_NOTHROW(parse_document(statement.contrary));
  }
  CHECK(used == trials);  // no trial without a statement
}

Figures run_trial(const Trial& trial, const Value& change, std::uint32_t seed, double slice_ms) {
  TrialRun run(trial, document_of(trial, change), seed);
  while (!run.advance(slice_ms)) {
  }
  return run.figures();
}

/// Parameters x points x steps of one seed of a race; 0 of a measurement of its own.
double work_of(const Trial& trial, const Value& change) {
  if (trial.measure) return 0;
  Value document = document_of(trial, change);
  if (trial.prepare) trial.prepare(document, 1);
  const RaceSpec spec = read_spec(document);
  std::vector<RunId> runs;
  for (int lane = 0; lane < static_cast<int>(spec.lanes.size()); ++lane) runs.push_back({lane, 0});
  return static_cast<double>(work_needed(spec, runs)) * spec.lanes.front().stop.steps;
}

/// So much work of all seeds is run here; the others by scripts/notes.
constexpr double quick = 3e8;

Verdict verdict_of(const Statement& statement, const Value& change) {
  std::vector<std::vector<Figures>> trials;
  for (const std::string_view id : trials_of(statement)) {
    auto& seeds = trials.emplace_back();
    for (int seed = 1; seed <= std::max(statement.seeds, 1); ++seed)
      seeds.push_back(run_trial(*find_trial(id), change, static_cast<std::uint32_t>(seed), infinity));
  }
  return judge(statement, collect(statement, trials)).verdict;
}

TEST_CASE("quick statements have their recorded verdict, and another one with their experiment changed", "[notes]") {
  int run = 0;
  for (const Statement& statement : all_statements()) {
    if (statement.recorded == Verdict::not_testable) continue;
    const Value none = Object{},
                contrary = statement.contrary.empty() ? Value(Object{}) : parse_document(statement.contrary);
    double work = 0;
    bool timed = false;
    for (const std::string_view id : trials_of(statement)) {
      work += (work_of(*find_trial(id), none) + work_of(*find_trial(id), contrary)) * std::max(statement.seeds, 1);
      timed = timed || find_trial(id)->timed;
    }
    if (timed || work > quick) continue;
    INFO(statement.id);
    CHECK(id_of(verdict_of(statement, none)) == id_of(statement.recorded));
    CHECK(id_of(verdict_of(statement, contrary)) != id_of(statement.recorded));
    ++run;
  }
  CHECK(run > 0);
}

TEST_CASE("a trial run in slices gives what it gives in one go", "[notes]") {
  const Trial& trial = *find_trial("one-layer-circle");
  const Value change =
      parse_document(R"({"stop": {"steps": 40}, "lanes": [{"activation": "tanh"}, {"activation": "relu"}]})");
  const Figures whole = run_trial(trial, change, 3, infinity), sliced = run_trial(trial, change, 3, 0);
  CHECK(whole.names == std::vector<std::string>{"tanh.accuracy", "relu.accuracy"});
  CHECK(whole.names == sliced.names);
  CHECK(whole.values == sliced.values);
  CHECK(run_trial(trial, change, 4, infinity).values != whole.values);
}

}  // namespace
}  // namespace nonlin

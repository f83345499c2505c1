// The built program as a user runs it: standard input to standard output, exit code and message.
#include <array>
#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>
#include <cmath>
#include <limits>
#include <sstream>
#include <string>
#include <vector>

#include "app/cli_json.hpp"
#include "app/parallel.hpp"
#include "math/hash.hpp"
#include "model/activation.hpp"
#include "model/expression.hpp"
#include "model/initializer.hpp"
#include "model/loss.hpp"
#include "program.hpp"
#include "race/race.hpp"

namespace nonlin {
namespace {

using Catch::Matchers::WithinRel;

using test::Folder;
using test::output;
using test::Result;
using test::run;
using test::split;

TEST_CASE("the program says what is wrong on standard error, ends with 2 and writes nothing", "[cli]") {
  struct Case {
    const char *arguments, *input, *message;
  };
  const std::string ids = [] {
    std::string list;
    for (const Activation& row : activations()) list += std::string(row.id) + ", ";
    return list + "softmax";
  }();
  const std::string unknown_eval = "nonlin: eval: 'rule' is unknown; allowed: " + ids + ", a formula\n";
  const std::string unknown_function =
      "nonlin: own activation: character 3: 'foo' is no function; allowed: " + nonlin::formula_functions() + "\n";
  const std::string missing_eval = "nonlin: eval: an activation is missing; allowed: " + ids + "\n";
  const std::vector<Case> cases{
      {"", "",
       "nonlin: a command is missing; allowed: list, eval, train, probe, descend, derive, notes, room, bench, --help, "
       "--version\n"},
      {"run", "",
       "nonlin: command: 'run' is unknown; allowed: list, eval, train, probe, descend, derive, notes, room, bench, "
       "--help, "
       "--version\n"},
      {"list", "",
       "nonlin: list: a table is missing; allowed: activations, losses, optimizers, schedules, initializers, "
       "datasets\n"},
      {"list heads", "",
       "nonlin: list: 'heads' is unknown; allowed: activations, losses, optimizers, schedules, initializers, datasets, "
       "--json\n"},
      {"list losses datasets", "", "nonlin: list: 'datasets' is unknown; allowed: --json\n"},
      {"eval", "", missing_eval.c_str()},
      {"eval rule", "", unknown_eval.c_str()},
      {"eval relu", "1\n2\nabc\n", "nonlin: line 3: 'abc' is not a number\n"},
      {"eval relu", "1\n\n2x\n", "nonlin: line 3: '2x' is not a number\n"},
      {"eval relu", "0x10\n", "nonlin: line 1: '0x10' is not a number\n"},
      {"eval relu", "+-1\n", "nonlin: line 1: '+-1' is not a number\n"},
      {"eval relu", "1 2\n", "nonlin: line 1: 2 numbers; allowed: 1\n"},
      {"eval 'x*foo(x)'", "1\n", unknown_function.c_str()},
      {"eval 'a*x' b=1", "1\n", "nonlin: b: unknown key; allowed: a, outer, inner, shift\n"},
      {"derive", "", "nonlin: derive: one formula, and one to compare its derivative with, are needed\n"},
      {"derive 'x +'", "",
       "nonlin: own activation: character 4: the formula ends here; a number, x, a name or ( is missing\n"},
      {"eval relu alpha=1", "1\n", "nonlin: alpha: unknown key; allowed: at-zero, outer, inner, shift\n"},
      {"eval elu alpha=11", "1\n", "nonlin: alpha: 11 is outside 0..10\n"},
      {"eval elu alpha=x", "1\n", "nonlin: alpha: 'x' is not a number\n"},
      {"eval elu alpha=nan", "1\n", "nonlin: alpha: nan is outside 0..10\n"},
      {"eval elu alpha=1 alpha=2", "1\n", "nonlin: alpha: given twice\n"},
      {"eval elu 1", "1\n", "nonlin: '1' is not a parameter; allowed: name=value\n"},
      {"eval elu pieces=2", "1\n", "nonlin: pieces: unknown key; allowed: alpha, outer, inner, shift\n"},
      {"eval maxout pieces=9", "1\n", "nonlin: pieces: 9 is outside 2..8\n"},
      {"eval maxout pieces=3", "1 2 3\n1 2\n", "nonlin: line 2: 2 numbers; allowed: 3, one per piece\n"},
      {"eval softmax", "1 2 3\n1 2\n", "nonlin: line 2: 2 numbers; allowed: 3, as in the first row\n"},
      {"eval softmax k=3", "1\n", "nonlin: softmax: 'k=3' is unknown; allowed: no parameters\n"},
      {"train", "", "nonlin: train: a spec is missing; allowed: a JSON file, - for standard input\n"},
      {"train no-such-file.json", "", "nonlin: no-such-file.json: cannot be read\n"},
      {"train /", "", "nonlin: /: cannot be read\n"},
      {"train - -x", "{}", "nonlin: train: '-x' is unknown; allowed: one spec\n"},
      {"train - --step 3", "{}",
       "nonlin: train: '--step' is unknown; allowed: --steps N, --every K, --threads N, --format csv|jsonl\n"},
      {"train - --steps", "{}", "nonlin: --steps: its value is missing\n"},
      {"train - --steps 0", "{}", "nonlin: --steps: '0' is not a whole number in 1..10000000\n"},
      {"train - --every 1.5", "{}", "nonlin: --every: '1.5' is not a whole number in 1..10000000\n"},
      {"train - --threads 0", "{}", "nonlin: --threads: '0' is not a whole number in 1..256\n"},
      {"train - --format xml", "{}", "nonlin: --format: 'xml' is unknown; allowed: csv, jsonl\n"},
      {"train -", "", "nonlin: line 1, column 1: the text ends too early\n"},
      {"train -", "{\"seed\": 1,\n \"seeds\" 2}", "nonlin: line 2, column 10: not JSON\n"},
      {"train -", "{} {}", "nonlin: line 1, column 4: not JSON\n"},
      {"train -", "{\"seed\": 1e999}", "nonlin: line 1, column 14: '1e999' is too large for a number\n"},
      {"train -", "{\"seed\": 1, \"seed\": 2}", "nonlin: key 'seed' stands twice in an object\n"},
      {"train -", "{\"seed\": NaN}", "nonlin: line 1, column 10: not JSON\n"},
      {"train -", "{\"optimizer\": {\"rate\": 0}}", "nonlin: optimizer.rate: 0 is outside (0, 1000]\n"},
      {"train - --steps 5", "{\"stop\": 1}", "nonlin: stop: 1 is not an object\n"},
  };
  for (const Case& wrong : cases) {
    INFO(wrong.arguments << " < " << wrong.input);
    const Result result = run(wrong.arguments, wrong.input);
    CHECK(result.code == 2);
    CHECK(result.out.empty());
    CHECK(result.error == wrong.message);
  }
  const Folder folder;
  const std::string file = folder.write("bad.json", R"({"seeds": 0})");
  CHECK(run("train '" + file + "'").error == "nonlin: " + file + ": seeds: 0 is outside 1..512\n");
}

TEST_CASE("a very deep document is refused, not followed", "[cli]") {
  const Result result = run("train -", std::string(1'000'000, '['));
  CHECK(result.code == 2);
  CHECK(result.error == "nonlin: nested deeper than 32 levels\n");
}

TEST_CASE("help and version", "[cli]") {
  const std::string help = output("--help");
  for (const char* word : {"list", "eval", "train", "bench", "--steps", "--every", "--format"}) {
    CHECK(help.find(word) != std::string::npos);
  }
  CHECK(output("--version") == "nonlin " NONLIN_VERSION "\n");
}

TEST_CASE("derive prints a derivative, and where a given one parts from it", "[cli]") {
  CHECK(output("derive 'x*sigmoid(a*x)'") == "sigmoid(a*x) + a*x*sigmoid(a*x)*(1 - sigmoid(a*x))\n");
  CHECK(output("derive 'tanh(x)' '1 - tanh(x)^2'") == "derivative: 1 - tanh(x)^2\nequal by form\n");
  CHECK(output("derive 'tanh(x)' '1/cosh(x)^2'") == "derivative: 1 - tanh(x)^2\nequal at every point from -6 to 6\n");
  const std::string wrong = output("derive 'x^2' '2*x + where(x > 1, x, 0)'");
  CHECK(wrong == "derivative: 2*x\ndifferent from -6 to 6\nx,given,true\n1.005,3.01499987,2.00999999\n6,18,12\n");
}

TEST_CASE("eval takes a formula, with its parameters and the wrap", "[cli]") {
  CHECK(output("eval 'a*x^2' a=3 shift=1", "2\n-1\n") == "x,value,slope\n2,13,12\n-1,4,-6\n");
  CHECK(output("eval x", "2\n") == "x,value,slope\n2,2,1\n");
}

TEST_CASE("list shows every row of every table, as text and as JSON", "[cli]") {
  const auto check = [](const std::string& table, const char* key, const auto& rows, auto id_of_row) {
    INFO(table);
    const std::vector<std::string> lines = split(output("list " + table), '\n');
    const Value json = parse_json(output("list " + table + " --json"));
    const Array& array = *json.as<Array>();
    REQUIRE(lines.size() == rows.size() + 1);
    REQUIRE(array.size() == rows.size());
    for (std::size_t i = 0; i < rows.size(); ++i) {
      const std::string id(id_of_row(rows[i]));
      CHECK(lines[i + 1].starts_with(id + (lines[i + 1] == id ? "" : " ")));
      CHECK(*array[i].find(key)->template as<std::string>() == id);
    }
  };
  const auto id = [](const auto& row) { return row.id; };
  check("activations", "id", activations(), id);
  check("losses", "loss", pairings(), [](const Pairing& row) { return row.loss; });
  check("optimizers", "id", optimizers(), id);
  check("initializers", "id", initializers(), id);
  check("datasets", "id", generators(), id);
  const Value json = parse_json(output("list activations --json"));
  const Value& relu = (*json.as<Array>())[6];
  CHECK(*relu.find("facts")->find("highest") == Value("inf"));
  CHECK(*relu.find("facts")->find("kinks")->as<Array>()->at(0).find("right") == Value(1));
}

TEST_CASE("eval gives what the engine's float functions give, with 9 significant digits", "[cli]") {
  std::string input;
  std::vector<double> xs;
  for (int i = -600; i <= 600; ++i) xs.push_back(i / 32.0);  // exact in float; more than one chunk
  for (const double x : xs) input += std::to_string(x) + "\n";
  for (const Activation& row : activations()) {
    if (row.highest_pieces > 1) continue;
    INFO(row.id);
    std::vector<double> parameters;
    for (const ActivationParameter& p : row.parameter_list()) parameters.push_back(p.initial);
    const std::vector<std::string> lines = split(output("eval " + std::string(row.id), input), '\n');
    REQUIRE(lines.size() == xs.size() + 1);
    CHECK(lines[0] == "x,value,slope");
    double worst = 0;
    for (std::size_t i = 0; i < xs.size(); ++i) {
      const std::vector<std::string> cells = split(lines[i + 1], ',');
      REQUIRE(cells.size() == 3);
      if (std::stod(cells[0]) != xs[i]) FAIL("x is " << cells[0]);
      const double value = row.value_double(xs[i], parameters.data()),
                   slope = row.slope_double(xs[i], parameters.data());
      worst = std::max(worst, std::abs(std::stod(cells[1]) - value) / std::max(1.0, std::abs(value)));
      worst = std::max(worst, std::abs(std::stod(cells[2]) - slope) / std::max(1.0, std::abs(slope)));
    }
    CHECK(worst < 2e-6);
  }
}

TEST_CASE("eval by hand: parameters, special values, spellings, maxout and softmax", "[cli]") {
  CHECK(output("eval relu", "-1\n0\n2.5\n") == "x,value,slope\n-1,0,0\n0,0,0\n2.5,2.5,1\n");
  CHECK(output("eval leaky-relu alpha=0.5", "-2") == "x,value,slope\n-2,-1,0.5\n");
  CHECK(output("eval prelu alpha=-1", "-2") == "x,value,slope\n-2,2,-1\n");
  CHECK(output("eval identity", "+1\r\n\n  1e3 \n.5\n-0\n") ==
        "x,value,slope\n1,1,1\n1000,1000,1\n0.5,0.5,1\n-0,-0,1\n");
  CHECK(output("eval identity", "inf\n-inf\nnan\n1e39\n-1e999\n1e-999\n1e-60\n") ==
        "x,value,slope\ninf,inf,1\n-inf,-inf,1\nnan,nan,nan\n1e+39,inf,1\n-inf,-inf,1\n0,0,1\n1e-60,0,1\n");
  CHECK(output("eval sigmoid", "0") == "x,value,slope\n0,0.5,0.25\n");
  CHECK(output("eval relu") == "x,value,slope\n");
  CHECK(output("eval maxout", "1 2\n-3,-4\n5;5\n") == "value,winner,slope0,slope1\n2,1,0,1\n-3,0,1,0\n5,0,1,0\n");
  CHECK(output("eval maxout pieces=3", "nan 1 2\n1 nan 2\n1 2 inf\n") ==
        "value,winner,slope0,slope1,slope2\nnan,0,nan,nan,nan\nnan,1,nan,nan,nan\ninf,2,0,0,1\n");
  CHECK(output("eval glu", "3 0\n-2 100\n") == "value,slope0,slope1\n1.5,0.5,0.75\n-2,1,-0\n");
  CHECK(output("eval swiglu", "3 0\n2 -1000\n") == "value,slope0,slope1\n0,0,1.5\n-0,-0,0\n");
  CHECK(output("eval relu at-zero=0.5", "0\n-1\n") == "x,value,slope\n0,0,0.5\n-1,0,0\n");
  CHECK(output("eval step pass=1", "0.5\n-2\n") == "x,value,slope\n0.5,1,1\n-2,0,0\n");
  CHECK(output("eval relu outer=-2 inner=3 shift=1", "1\n-1\n") == "x,value,slope\n1,-5,-6\n-1,1,-0\n");
  CHECK(output("eval maxout inner=-1 outer=2", "1 2\n") == "value,winner,slope0,slope1\n-2,0,-2,-0\n");
  CHECK(output("eval softmax", "0 0\n1000,-1000\n-1e30 -1e30\n") == "y0,y1\n0.5,0.5\n1,0\n0.5,0.5\n");
  CHECK(output("eval softmax", "7\n") == "y0\n1\n");
  CHECK(output("eval softmax", "0.693147181 0 0\n").starts_with("y0,y1,y2\n0.5,0.2"));
}

const char* const small_spec = R"({"seed": 4294967295, "seeds": 2,
  "data": {"generator": "circle", "trainShare": 0.5}, "network": {"layers": [{"units": 4}]},
  "batch": {"size": 16}, "stop": {"steps": 30},
  "lanes": [{"activation": "tanh"}, {"activation": "relu", "name": "a, \"b\""}]})";

TEST_CASE("train writes a record at step 0, every K steps and at the end, the race's own numbers", "[cli]") {
  const std::vector<std::string> lines = split(output("train - --every 8", small_spec), '\n');
  REQUIRE(lines.size() == 1 + 2 * 2 * 5);
  CHECK(lines[0] == "lane,seed,step,epoch,train_loss,test_loss,train_score,test_score,state,hash");
  const RaceSpec spec = read_spec(parse_json(small_spec));
  const std::vector<RunId> ids{{0, 0}, {0, 1}, {1, 0}, {1, 1}};
  Race race(spec, ids, 1);
  while (!race.advance(30, std::numeric_limits<double>::infinity())) {
  }
  const int steps[] = {0, 8, 16, 24, 30};
  for (std::size_t run = 0; run < ids.size(); ++run) {
    for (std::size_t k = 0; k < 5; ++k) {
      const std::string& line = lines[1 + 5 * run + k];
      INFO(line);
      std::string rest = line;
      const std::string name = run < 2 ? "tanh" : "\"a, \"\"b\"\"\"";
      REQUIRE(rest.starts_with(name + ","));
      const std::vector<std::string> cells = split(rest.substr(name.size() + 1), ',');
      REQUIRE(cells.size() == 9);
      const Record& record = race.runs()[run].records.at(static_cast<std::size_t>(steps[k]));
      CHECK(cells[0] == (ids[run].seed == 0 ? "4294967295" : "0"));
      CHECK(cells[1] == std::to_string(steps[k]));
      CHECK(cells[2] == std::to_string(steps[k] / 4));
      CHECK_THAT(std::stod(cells[3]), WithinRel(record.train.loss, 5e-9));
      CHECK_THAT(std::stod(cells[4]), WithinRel(record.test.loss, 5e-9));
      CHECK_THAT(std::stod(cells[5]), WithinRel(record.train.score, 5e-9));
      CHECK_THAT(std::stod(cells[6]), WithinRel(record.test.score, 5e-9));
      CHECK(cells[7] == (k == 4 ? id_of(race.runs()[run].state) : "running"));
      CHECK(cells[8] == (k == 4 ? hex(race.runs()[run].trainer.network().hash()) : ""));
    }
  }
}

TEST_CASE("train: JSON lines, steps from the command line, no test set, a lane that diverges", "[cli]") {
  const std::string spec = R"({"network": {"layers": [{"units": 4}]}, "optimizer": {"id": "sgd", "rate": 1000},
      "lanes": [{"activation": "tanh"}, {"activation": "squared-relu"}]})";
  const std::vector<std::string> lines = split(output("train - --steps 20 --every 20 --format jsonl", spec), '\n');
  REQUIRE(lines.size() == 4);
  const Value first = parse_json(lines[0]), last = parse_json(lines[1]), diverged = parse_json(lines[3]);
  CHECK(*first.find("step") == Value(0));
  CHECK(*first.find("state") == Value("running"));
  CHECK(first.find("hash") == nullptr);
  CHECK(first.find("test_loss")->is_null());
  CHECK(*last.find("step") == Value(20));
  CHECK(last.find("hash")->as<std::string>()->size() == 16);
  CHECK(*diverged.find("lane") == Value("squared-relu"));
  CHECK(*diverged.find("state") == Value("diverged"));
  CHECK(*diverged.find("step")->as<double>() < 20);
  // Without a test set its two columns are empty.
  const std::vector<std::string> csv = split(output("train - --steps 2 --every 2", spec), '\n');
  const std::vector<std::string> cells = split(csv.at(1), ',');
  REQUIRE(cells.size() == 10);
  CHECK((cells[5].empty() && cells[7].empty() && !cells[4].empty() && !cells[6].empty()));
}

TEST_CASE("train reads a file as it reads standard input, and gives the same bytes each time", "[cli]") {
  const Folder folder;
  const std::string from_file = output("train '" + folder.write("spec.json", small_spec) + "' --format csv");
  CHECK(from_file == output("train -", small_spec));
}

TEST_CASE("train has the axes of a sweep as columns, and writes the same with any number of threads", "[cli]") {
  const std::string spec =
      R"({"seeds": 3, "data": {"generator": "circle", "count": 30}, "network": {"layers": [{"units": 3}]},
      "batch": {"size": 7}, "stop": {"steps": 20}, "lanes": [{"activation": "tanh"}, {"activation": "elu"}, {"activation": "sine"}],
      "sweep": [{"path": "optimizer.rate", "values": [0.5, 0.25]}, {"path": "network.layers", "values": [[], [{"units": 2}]]}]})";
  const std::string want = output("train - --every 20 --threads 1", spec);
  for (const char* threads : {"2", "3", "8"})
    CHECK(output("train - --every 20 --threads " + std::string(threads), spec) == want);
  const std::vector<std::string> lines = split(want, '\n');
  REQUIRE(lines.size() == 1 + 3 * 4 * 3 * 2);
  CHECK(lines[0] ==
        "lane,optimizer.rate,network.layers,seed,step,epoch,train_loss,test_loss,train_score,test_score,state,hash");
  CHECK(lines[1].starts_with("tanh,0.5,[],7,0,0,"));
  CHECK(lines[3].starts_with("tanh,0.5,[],8,0,0,"));
  CHECK(lines[7].starts_with("tanh,0.5,\"[{\"\"units\"\":2}]\",7,0,0,"));
  CHECK(lines.back().starts_with("sine,0.25,\"[{\"\"units\"\":2}]\",9,20,"));
  const Value json = parse_json(split(output("train - --every 20 --format jsonl", spec), '\n').at(7 * 6));
  CHECK(*json.find("lane") == Value("elu"));
  CHECK(*json.find("optimizer.rate") == Value(0.25));
  CHECK(json.find("network.layers")->as<Array>()->empty() == false);
  CHECK(*json.find("seed") == Value(7));
}

TEST_CASE("train after a change of the data: epochs of both, test losses where there was a test set", "[cli]") {
  const auto columns = [](const std::string& changed, const std::string& share) {
    const std::string spec = R"({"data": {"count": 100, "trainShare": )" + share +
                             R"(}, "network": {"layers": [{"units": 4}]}, "batch": {"size": 10}, "stop": {"steps": 40},
        "lanes": [{"activation": "tanh"}], "changes": [{"step": 20, "set": )" +
                             changed + "}]}";
    std::vector<std::string> found;
    const auto lines = split(output("train - --every 10", spec), '\n');
    REQUIRE(lines.size() == 6);
    for (std::size_t i = 1; i < lines.size(); ++i) {
      const auto cells = split(lines[i], ',');
      found.push_back(cells[3] + (cells[5].empty()                     ? ""
                                  : std::isfinite(std::stod(cells[5])) ? " tested"
                                                                       : " " + cells[5]));
    }
    return found;
  };
  using Columns = std::vector<std::string>;
  CHECK(columns(R"({"data.count": 20})", "1") == Columns{"0", "1", "2", "7", "12"});
  CHECK(columns(R"({"data.trainShare": 1})", "0.5") == Columns{"0 tested", "2 tested", "4", "5", "6"});
  CHECK(columns(R"({"data.trainShare": 0.5})", "1") == Columns{"0", "1", "2 tested", "4 tested", "6 tested"});
}

TEST_CASE("train: whether a spec is too large does not depend on the number of threads", "[cli]") {
  std::string lanes, wide;
  for (int i = 0; i < 16; ++i) wide += R"({"units": 256}, )";
  for (int i = 0; i < 32; ++i) lanes += R"({"activation": "relu"}, )";
  const std::string spec = R"({"data": {"count": 4}, "stop": {"steps": 1}, "network": {"layers": [)" +
                           wide.substr(0, wide.size() - 2) + R"(]}, "lanes": [)" + lanes.substr(0, lanes.size() - 2) +
                           "]}";
  CHECK(split(output("train - --threads 1", spec), '\n').size() == 65);
}

TEST_CASE("work dealt over threads is all done once, and the first exception comes out", "[cli]") {
  for (int threads : {1, 2, 8, 100}) {
    std::vector<int> done(57, 0);
    for_each_parallel(done.size(), threads, [&](std::size_t i) { ++done[i]; });
    CHECK(done == std::vector<int>(57, 1));
    CHECK_THROWS_AS(for_each_parallel(20, threads,
                                      [](std::size_t i) {
                                        if (i == 13) throw std::invalid_argument("13");
                                      }),
                    std::invalid_argument);
    for_each_parallel(0, threads, [](std::size_t) { FAIL(); });
  }
}

TEST_CASE("given points and parameters: one step of gradient descent checked by hand", "[cli]") {
  // One linear unit, w = 2, b = 1, on (1, 1) and (3, 2): errors 2 and 5, loss (4 + 25) / 2; dw = 17, db = 7.
  const std::string spec = R"({"data": {"points": {"inputs": [[1], [3]], "targets": [[1], [2]], "kind": "values"}},
      "network": {"layers": []}, "optimizer": {"id": "sgd", "rate": 0.125}, "batch": {"order": "fixed"},
      "start": {"W0": [[2]], "b0": [1]}})";
  const std::vector<std::string> lines = split(output("train - --steps 1 --every 1", spec), '\n');
  REQUIRE(lines.size() == 3);
  CHECK(split(lines[1], ',').at(4) == "14.5");
  // w = -0.125, b = 0.125: outputs 0 and -0.25, errors -1 and -2.25.
  CHECK(split(lines[2], ',').at(4) == "3.03125");
}

}  // namespace
}  // namespace nonlin

// nonlin: the engine on the command line. Reads, calls, prints; no logic.
#include "app/cli.hpp"

#include <cstdio>
#include <exception>
#include <iostream>
#include <stdexcept>
#include <string>
#include <vector>

#include "app/bench.hpp"

namespace {

constexpr std::string_view help = R"(nonlin: trains small networks side by side, one per activation function.

  nonlin list activations|losses|optimizers|schedules|initializers|datasets [--json]
      The tables with their facts.
  nonlin eval ACTIVATION [name=value ...]
      Numbers from standard input, one a line, to CSV: x,value,slope.
      eval maxout [pieces=k]: rows of k numbers to value,winner,slope0,slope1 ...
      eval glu|swiglu: rows of value part and gate to value,slope0,slope1.
      eval FORMULA [parameter=value ...], as eval 'x*sigmoid(a*x)' a=1.7: an activation of your own.
      Every activation f takes outer=a inner=b shift=c: a f(b x) + c.
      eval softmax: rows of numbers to y0,y1 ...
  nonlin train SPEC.json|- [--steps N] [--every K] [--threads N] [--format csv|jsonl]
      Runs the experiment. Records at step 0, every K steps (10) and at the end:
      lane, the sweep's values (a column each), seed, step, epoch, train_loss, test_loss, train_score, test_score, state, hash.
      --steps N replaces the spec's stop.steps. --threads N: all processors when not given; the results are the same for any N.
  nonlin probe SPEC.json|- [--at STEP] [--lane I] [--seed R] [--slice N] [--rewrite ID]
      Inside one run (lane 0, seed 0) at a step (the last), as JSON: units and how they stand, histograms, signals and
      their factors, gradients, the next step, linear regions; --slice N: N x N losses around it; --rewrite ID: an
      equivalent network (merge-identity, tanh-to-sigmoid, to-maxout, softmax-to-logistic) and how far it is away.
  nonlin descend PROBLEM [OPTIMIZER] [--rate R] [--start X,Y] [--steps N] [--noise SD] [--seed S] [name=value ...]
      A problem of two numbers to CSV: step,x,y,value. Problems: saddle, double-well, bowl, neuron-mse,
      neuron-cross-entropy, sigmoid, relu. Settings as in a spec: beta1=0.8 clip=1 decay=0.1 schedule.id=cosine.
      It ends early where a number is no longer finite.
  nonlin derive FORMULA [GIVEN]
      The derivative of a formula of x (numbers, parameters, + - * / ^, functions; see README). With GIVEN: whether that
      is the derivative, and where they part: first, and most.
  nonlin notes [ID ...] [--seeds N] [--threads N] [--contrary] [--times] [--json]
      The statements of the study notes (all, or C36, C36.1 ...), each run for its seeds: quantity, threshold, figure,
      verdict. Exit code 1 if a verdict differs from the recorded one. --contrary: each with the change of its experiment
      that must turn the verdict; exit code 1 if one does not. --times: how long each experiment took.
  nonlin room ID [OPTIONS]
      What a set piece of the page shows for options, a JSON object; those left out are as in the beginning. As JSON.
      Rooms: steps, depth, zigzag, clinic, apple, maxout, folds, equivalence, saddle, forgetting.
  nonlin bench [--json]
      What things cost on this machine.
  nonlin --help | --version

Exit code 2 and a message on standard error when something is wrong; then nothing is written to standard output.
)";

/// `code`: the exit code, where a command has one of its own.
std::string run(nonlin::Arguments arguments, int& code) {
  const std::string_view command = arguments.empty() ? "" : arguments[0];
  const nonlin::Arguments rest = arguments.subspan(arguments.empty() ? 0 : 1);
  if (command == "list") return nonlin::run_list(rest);
  if (command == "eval") return nonlin::run_eval(rest, std::cin);
  if (command == "train") return nonlin::run_train(rest, std::cin);
  if (command == "probe") return nonlin::run_probe(rest, std::cin);
  if (command == "descend") return nonlin::run_descend(rest);
  if (command == "notes") return nonlin::run_notes(rest, code);
  if (command == "room") return nonlin::run_room(rest);
  if (command == "derive") return nonlin::run_derive(rest);
  if (command == "bench") return nonlin::run_bench(rest, std::cin, std::cout);
  if (command == "--help" || command == "-h" || command == "help") return std::string(help);
  if (command == "--version") return "nonlin " NONLIN_VERSION "\n";
  constexpr std::string_view allowed =
      "list, eval, train, probe, descend, derive, notes, room, bench, --help, --version";
  if (arguments.empty()) throw std::invalid_argument("a command is missing; allowed: " + std::string(allowed));
  nonlin::refuse_argument("command", command, allowed);
}

}  // namespace

int main(int count, char** values) {
  std::ios::sync_with_stdio(false);
  const std::vector<std::string_view> arguments(values + 1, values + count);
  int code = 0;
  try {
    const std::string out = run(arguments, code);
    const bool written = std::fwrite(out.data(), 1, out.size(), stdout) == out.size() && std::fflush(stdout) == 0;
    if (!written) throw std::runtime_error("standard output cannot be written");
  } catch (const std::exception& error) {
    std::fprintf(stderr, "nonlin: %s\n", error.what());
    return 2;
  }
  return code;
}

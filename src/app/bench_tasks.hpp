// What the benchmark times, the same list natively and in WebAssembly. No clock in here: whoever runs a task times it.
#pragma once

#include <functional>
#include <string>
#include <vector>

namespace nonlin {

/// Groups, names and units of `work`:
///   peak             shape of the loop                              flops of independent multiplications and additions
///   forward, backward, gradient    8x8 .. 256x256, 256 samples      flops of the product
///   value, slope, library          an activation's id               values made (slope: with their slopes; library:
///                                                                   with the C library's functions, one at a time)
///   bare, trainer    optimizer, network, batch                      steps
///   own value, own slope           an activation's id               values, by its formula as an activation of one's
///   own step, own step   an activation's id                             steps of 2-8-8-1, batch 32, with the row and
///   the formula field            2-8-8-1, 100 x 100                             fields
/// `bare` does what a step cannot do without (forward, loss, backward, update) on one batch at hand; `trainer` is the
/// trainer with shuffled batches and a record, on its 500 samples, every `record_every` steps.
struct BenchTask {
  std::string group, name;
  double work;                     // of one call
  std::function<void(int)> calls;  // makes so many calls
};
inline constexpr int record_every = 100;

std::vector<BenchTask> bench_tasks();

/// An activation written with the C library's functions, one number after the other; null where there is none.
using LibraryLoop = void (*)(const float* z, float* a, int n);
LibraryLoop library_loop(std::string_view activation);

}  // namespace nonlin

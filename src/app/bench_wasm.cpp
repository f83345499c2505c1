// The benchmark's tasks as a WebAssembly module of its own, which the page never loads: plain exports, no bindings.
#include "app/bench_tasks.hpp"

namespace {
std::vector<nonlin::BenchTask>& tasks() {
  static std::vector<nonlin::BenchTask> made = nonlin::bench_tasks();
  return made;
}
nonlin::BenchTask& task(int i) { return tasks().at(static_cast<std::size_t>(i)); }
}  // namespace

#define EXPORT(name) extern "C" __attribute__((export_name(#name), used)) auto name

EXPORT(task_count)()->int { return static_cast<int>(tasks().size()); }
/// Texts end with a zero byte.
EXPORT(task_group)(int i)->const char* { return task(i).group.c_str(); }
EXPORT(task_name)(int i)->const char* { return task(i).name.c_str(); }
EXPORT(task_work)(int i)->double { return task(i).work; }
EXPORT(task_calls)(int i, int calls)->void { task(i).calls(calls); }

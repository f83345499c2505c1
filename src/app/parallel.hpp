// Work dealt over threads, natively.
#pragma once

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <exception>
#include <thread>
#include <vector>

namespace nonlin {

/// The processors there are, at least 1.
inline int processors() { return std::max(1, static_cast<int>(std::thread::hardware_concurrency())); }

/// Calls work(i) for each i below `count`, on at most `threads` threads, the next index to whoever is free. After an
/// exception nothing new is begun; the first one is thrown to the caller.
template <class Work>
void for_each_parallel(std::size_t count, int threads, Work work) {
  std::atomic<std::size_t> next{0};
  std::atomic<bool> failed{false};
  std::exception_ptr error;
  const auto loop = [&] {
    for (std::size_t i; !failed && (i = next++) < count;) {
      try {
        work(i);
      } catch (...) {
        if (!failed.exchange(true)) error = std::current_exception();
      }
    }
  };
  std::vector<std::jthread> others;
  const std::size_t wanted = std::min(count, static_cast<std::size_t>(std::max(threads, 1)));
  for (std::size_t i = 1; i < wanted; ++i) others.emplace_back(loop);
  loop();
  others.clear();  // joins
  if (error) std::rethrow_exception(error);
}

}  // namespace nonlin

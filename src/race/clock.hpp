// The clock that slices of training look at. No result depends on it.
#pragma once

#include <time.h>

namespace nonlin {

/// Milliseconds since some moment. Not std::chrono: what its clocks throw brings in all of the C library's error texts.
inline double now_ms() {
  timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) * 1e-6;
}

}  // namespace nonlin

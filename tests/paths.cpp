#include "paths.hpp"

#include <cstdlib>

namespace nonlin::test {

std::string golden_folder() { return NONLIN_GOLDEN; }

std::string program() {
  const char* given = std::getenv("NONLIN_PROGRAM");
  return given ? given : NONLIN_PROGRAM;
}

}  // namespace nonlin::test

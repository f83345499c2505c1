// Where the tests find what they read and run.
#pragma once

#include <string>

namespace nonlin::test {

/// The folder tests/golden.
std::string golden_folder();
/// The command line: what the environment's NONLIN_PROGRAM names, else the one built with these tests.
std::string program();

}  // namespace nonlin::test

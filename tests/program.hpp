// The built program as a user runs it: arguments and standard input to standard output, exit code and message.
#pragma once

#include <sys/wait.h>

#include <catch2/catch_test_macros.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

#include "paths.hpp"

namespace nonlin::test {

/// A folder of this test's own, removed at the end.
class Folder {
 public:
  Folder() {
    std::string name = (std::filesystem::temp_directory_path() / "nonlin-cli-XXXXXX").string();
    if (!mkdtemp(name.data())) throw std::runtime_error("no folder for the test");
    path_ = name;
  }
  ~Folder() { std::filesystem::remove_all(path_); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;

  std::string write(const std::string& name, const std::string& text) const {
    std::ofstream(path_ / name, std::ios::binary) << text;
    return (path_ / name).string();
  }
  std::string path(const std::string& name) const { return (path_ / name).string(); }

 private:
  std::filesystem::path path_;
};

struct Result {
  int code;
  std::string out, error;
};

inline std::string slurp(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

/// Runs the program with `arguments` (as a shell reads them) and `input`.
inline Result run(const std::string& arguments, const std::string& input = "") {
  const Folder folder;
  const std::string command = "'" + program() + "' " + arguments + " < '" + folder.write("in", input) + "' > '" +
                              folder.path("out") + "' 2> '" + folder.path("error") + "'";
  const int status = std::system(command.c_str());
  REQUIRE(WIFEXITED(status));
  return {WEXITSTATUS(status), slurp(folder.path("out")), slurp(folder.path("error"))};
}

inline std::string output(const std::string& arguments, const std::string& input = "") {
  const Result result = run(arguments, input);
  INFO(arguments << "\n" << result.error);
  REQUIRE(result.code == 0);
  CHECK(result.error.empty());
  return result.out;
}

inline std::vector<std::string> split(const std::string& text, char separator) {
  std::vector<std::string> parts;
  std::istringstream stream(text);
  for (std::string part; std::getline(stream, part, separator);) parts.push_back(part);
  if (!text.empty() && text.back() == separator && separator == ',') parts.emplace_back();
  return parts;
}

}  // namespace nonlin::test

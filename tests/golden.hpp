// Reads the golden files (tests/golden/README.md says what each holds).
#pragma once

#include <algorithm>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <string>

#include "paths.hpp"

/// golden("activations") is tests/golden/activations.json, read once.
inline const nlohmann::json& golden(const std::string& name) {
  static std::map<std::string, nlohmann::json> files;
  const auto found = files.find(name);
  if (found != files.end()) return found->second;
  const std::string path = nonlin::test::golden_folder() + "/" + name + ".json";
  std::ifstream file(path);
  if (!file) throw std::runtime_error("cannot read " + path);
  return files.emplace(name, nlohmann::json::parse(file)).first->second;
}

/// The engine's id of a golden name: hard_swish is hard-swish, swish_beta is swish (with its own beta).
inline std::string id_of_golden(std::string name) {
  if (name == "swish_beta") return "swish";
  std::replace(name.begin(), name.end(), '_', '-');
  return name;
}

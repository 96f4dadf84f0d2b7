#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "value/value.h"

// A vector of the template language: a template, its input, and what the real engines made of it.

namespace copctl::conformance {

enum class Mode { kGo, kSprig, kHelm };

struct Wanted {
  // What must come out; empty when an error must.
  std::optional<std::string> output;
  // A text that the error's message must contain, and where its outermost frame must be.
  std::string substring;
  std::optional<unsigned> line;
};

// For functions without one right answer.
struct Property {
  std::string regex;
  bool distinct = false;
};

struct Vector {
  std::string id;
  std::string group;
  std::map<std::string, std::string> templates;
  std::string entry;
  value::Value data;
  Mode mode = Mode::kGo;
  std::string missing_key;
  // What integers of `data` are: float64, int64 or int.
  std::string numbers;
  // The result, and what newer versions give: either passes.
  std::vector<Wanted> wanted;
  std::optional<Property> property;
};

// Every vector of a file; empty, with the reason in `error`, when it cannot be read.
std::optional<std::vector<Vector>> read_vectors(const std::string& path, std::string& error);

// A file with one vector that has no outcome: only what is to be rendered.
std::optional<Vector> read_request(const std::string& path, std::string& error);

}  // namespace copctl::conformance

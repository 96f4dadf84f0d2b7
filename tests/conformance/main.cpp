#include <fmt/format.h>

#include <cstdio>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "run.h"

// copctl-vectors FILE… [--group PREFIX] [--id ID]: runs vectors, prints the failing ones and a
// count for each group, and closes with `N passed, N failed`.

namespace copctl::conformance {

namespace {

struct Request {
  std::vector<std::string> files;
  std::string group;
  std::string id;
};

struct Count {
  int passed = 0;
  int failed = 0;
};

Request parse_arguments(int argc, char** argv) {
  Request request;
  for (int i = 1; i < argc; ++i) {
    const std::string_view argument = argv[i];
    if (argument == "--group" && i + 1 < argc) {
      request.group = argv[++i];
    } else if (argument == "--id" && i + 1 < argc) {
      request.id = argv[++i];
    } else {
      request.files.emplace_back(argument);
    }
  }
  return request;
}

void print_wanted(const Vector& vector) {
  if (vector.property) fmt::print("  wanted: match of {}\n", vector.property->regex);
  for (const Wanted& wanted : vector.wanted) {
    if (wanted.output) {
      fmt::print("  wanted: {}\n", *wanted.output);
    } else {
      fmt::print("  wanted: error on line {}: {}\n", wanted.line.value_or(0), wanted.substring);
    }
  }
}

void print_failure(const Vector& vector, const Outcome& outcome) {
  fmt::print("{}\n", vector.id);
  print_wanted(vector);
  if (outcome.output) {
    fmt::print("  got:    {}\n", *outcome.output);
  } else {
    fmt::print("  got:    error on line {}: {}\n", outcome.line, outcome.message);
  }
}

int run_all(const Request& request) {
  std::map<std::string, Count> groups;
  Count total;
  for (const std::string& file : request.files) {
    std::string error;
    const auto vectors = read_vectors(file, error);
    if (!vectors) {
      fmt::print(stderr, "{}: {}\n", file, error);
      return 2;
    }
    for (const Vector& vector : *vectors) {
      if (!vector.group.starts_with(request.group)) continue;
      if (!request.id.empty() && vector.id != request.id) continue;
      const Outcome outcome = run(vector);
      const bool passed = passes(vector, outcome);
      if (!passed) print_failure(vector, outcome);
      (passed ? groups[vector.group].passed : groups[vector.group].failed) += 1;
      (passed ? total.passed : total.failed) += 1;
    }
  }
  for (const auto& [group, count] : groups) {
    fmt::print("{:<32} {} passed, {} failed\n", group, count.passed, count.failed);
  }
  fmt::print("{} passed, {} failed\n", total.passed, total.failed);
  return total.failed == 0 ? 0 : 1;
}

}  // namespace

}  // namespace copctl::conformance

int main(int argc, char** argv) {
  const auto request = copctl::conformance::parse_arguments(argc, argv);
  if (request.files.empty()) {
    std::fputs("usage: copctl-vectors FILE... [--group PREFIX] [--id ID]\n", stderr);
    return 2;
  }
  return copctl::conformance::run_all(request);
}

#include <algorithm>
#include <string>
#include <vector>

#include "funcs/semver.h"
#include "fuzz/targets.h"

namespace copctl::fuzz {

namespace {

using funcs::Version;

std::vector<Version> versions(std::string_view lines) {
  std::vector<Version> out;
  while (!lines.empty() && out.size() < 6) {
    const std::string_view line = lines.substr(0, lines.find('\n'));
    lines.remove_prefix(std::min(line.size() + 1, lines.size()));
    std::string error;
    auto version = funcs::parse_version(line, error);
    COPCTL_CHECK(version.has_value() == error.empty());
    if (version) out.push_back(std::move(*version));
  }
  return out;
}

// A version printed is itself, and the order of versions is one.
void check_order(const std::vector<Version>& all) {
  for (const Version& a : all) {
    std::string error;
    const auto again = funcs::parse_version(funcs::print_version(a), error);
    COPCTL_CHECK(again && funcs::compare_versions(a, *again) == 0);
    COPCTL_CHECK(again->metadata == a.metadata);
    for (const Version& b : all) {
      const auto order = funcs::compare_versions(a, b);
      COPCTL_CHECK((order < 0) == (funcs::compare_versions(b, a) > 0));
      for (const Version& c : all) {
        COPCTL_CHECK(!(order < 0 && funcs::compare_versions(b, c) < 0) ||
                     funcs::compare_versions(a, c) < 0);
      }
    }
  }
}

}  // namespace

// A constraint and, after `--`, versions, one a line.
void semver(std::string_view bytes) {
  const Halves halves = split(bytes);
  std::string error;
  const auto constraint = funcs::parse_constraint(halves.first, error);
  COPCTL_CHECK(constraint.has_value() == error.empty());
  const auto all = versions(halves.second);
  check_order(all);
  if (!constraint) return;
  for (const Version& version : all) {
    const bool holds = funcs::satisfies(version, *constraint);
    COPCTL_CHECK(holds == funcs::satisfies(version, *constraint));
  }
}

}  // namespace copctl::fuzz

#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

// Semantic versions and constraints on them, as Masterminds/semver 3.2 reads them: lenient about a
// leading `v`, missing parts and leading zeros. Texts are taken apart by hand in one pass, so their
// cost is linear.

namespace copctl::funcs {

struct Version {
  std::uint64_t major = 0;
  std::uint64_t minor = 0;
  std::uint64_t patch = 0;
  // Dot-separated identifiers without the `-` and the `+` before them.
  std::string prerelease;
  std::string metadata;
  // As it was written.
  std::string original;
};

// version.go: NewVersion. Empty with `error` set to Go's text.
std::optional<Version> parse_version(std::string_view text, std::string& error);

// Normalised: three parts, no `v`.
std::string print_version(const Version& version);

// Precedence: metadata does not count, a prerelease comes before its release.
std::strong_ordering compare_versions(const Version& left, const Version& right);
// Identifier by identifier: numbers before words, numbers by size.
std::strong_ordering compare_prereleases(std::string_view left, std::string_view right);

// The parts of a version text before they are read as numbers; in a constraint a number may be a
// wildcard. Borrows the text.
struct VersionParts {
  std::string_view major;
  std::string_view minor;
  std::string_view patch;
  std::string_view prerelease;
  std::string_view metadata;
  // Bytes taken from the start of the text; 0 when it does not begin with a version.
  std::size_t length = 0;
};

// Takes as much of the start of `text` as is a version; `is_number_byte` decides what a numeric
// part is made of.
VersionParts scan_version(std::string_view text, bool (*is_number_byte)(char));

// One comparison, `>=1.2.x`.
struct Comparison {
  // The rule that the operator stands for.
  bool (*holds)(const Version& version, const Comparison& wanted) = nullptr;
  Version version;
  // A part was a wildcard or missing: which the first one was.
  bool any_major = false;
  bool any_minor = false;
  bool any_patch = false;

  bool loose() const { return any_major || any_minor || any_patch; }
};

// Alternatives, each a list of comparisons that must all hold.
using Constraint = std::vector<std::vector<Comparison>>;

// Longer constraints are refused: nobody writes them, and the search for `a - b` ranges tries every
// position.
inline constexpr std::size_t kMaxConstraintBytes = 4096;

// constraints.go: NewConstraint. Empty with `error` set to Go's text.
std::optional<Constraint> parse_constraint(std::string_view text, std::string& error);

// constraints.go: Check.
bool satisfies(const Version& version, const Constraint& constraint);

}  // namespace copctl::funcs

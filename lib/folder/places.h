#pragma once

#include <string>
#include <string_view>

// Where things are in and beside a dump folder.

namespace copctl::folder {

inline constexpr std::string_view kIgnoreName = ".gitignore";
inline constexpr std::string_view kStagingName = "staging";
inline constexpr std::string_view kJournalName = "journal";

struct Places {
  explicit Places(const std::string& dir);

  // Of a path relative to the folder.
  std::string at(std::string_view path) const;

  // Clean: a final slash would make the kernel follow a link.
  std::string dir;
  std::string hidden;
  std::string staging;
  std::string journal;
  // The hidden folder in which a first dump is built; empty when `dir` has no name of its own (`.`,
  // `..`, `/`).
  std::string sibling;
};

// `.copctl/NAME`, relative to the folder.
std::string hidden_path(std::string_view name);

}  // namespace copctl::folder

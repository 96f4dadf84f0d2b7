#pragma once

#include <string>
#include <string_view>
#include <vector>

// A text archive, as Go's golang.org/x/tools/txtar defines it: a comment, then sections, each begun
// by a line `-- name --`. One addition: a section whose last line is `\ no newline at end` ends
// without the newline before it, so that any text can be told exactly.

namespace copctl::support {

struct Section {
  std::string name;
  std::string text;

  bool operator==(const Section&) const = default;
};

struct Archive {
  std::string comment;
  std::vector<Section> sections;

  // nullptr when there is none of that name; the first of several.
  const Section* find(std::string_view name) const;
  bool has(std::string_view name) const { return find(name) != nullptr; }
  // The section's text; empty when there is none.
  std::string_view text(std::string_view name) const;

  bool operator==(const Archive&) const = default;
};

Archive parse_txtar(std::string_view text);
std::string format_txtar(const Archive& archive);

}  // namespace copctl::support

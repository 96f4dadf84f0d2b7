#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <shared_mutex>
#include <string>
#include <string_view>

#include "diag/span.h"

namespace copctl::diag {

// How a source is named to the user: a file as path:line:column, an argument or an environment
// variable by its own name alone.
enum class SourceKind : std::uint8_t { kFile, kArgument, kEnvironment, kRendered };

// 1-based; the column counts code points.
struct Position {
  std::uint32_t line = 1;
  std::uint32_t column = 1;
};

// Owns every text of a run: files, arguments (`--ingress nginx`), rendered output, `tpl` strings.
// Made in cli/main.cpp, outlives all else; a Span and a string_view from `text` stay valid as long
// as it lives. Adding never moves what is there, and threads may add and read at once; the ids then
// tell nothing of the order.
class SourceMap {
 public:
  SourceMap();
  SourceMap(const SourceMap&) = delete;
  SourceMap& operator=(const SourceMap&) = delete;

  // `name` is shown to the user as typed (`values.yaml`, `--ingress`, `COPCTL_INGRESS`).
  SourceId add(SourceKind kind, std::string name, std::string text);
  // As `add`, for a text that lives in the binary or outlives this map.
  SourceId add_view(SourceKind kind, std::string name, std::string_view text);

  // The bytes of `span` are a secret: whatever is printed shows `***` in their place.
  void conceal(const Span& span);
  bool is_concealed(SourceId id, std::uint32_t offset) const;

  SourceKind kind(SourceId id) const;
  std::string_view name(SourceId id) const;
  std::string_view text(SourceId id) const;
  // The text of a span; empty for "nowhere".
  std::string_view text(const Span& span) const;
  Position position(const Span& span) const;
  // The line that holds the span's begin, without its line break (`\n` or `\r\n`).
  std::string_view line(const Span& span) const;
  Span line_span(const Span& span) const;

 private:
  struct Source {
    SourceKind kind = SourceKind::kFile;
    std::string name;
    // Empty when the text lives elsewhere.
    std::string owned;
    std::string_view text;
    // Begin -> end of what is concealed; disjoint.
    std::map<std::uint32_t, std::uint32_t> concealed;
  };
  static void set_text(Source& source, std::string_view text);
  SourceId append(SourceKind kind, std::string name, std::string owned, std::string_view text);
  const Source& at(SourceId id) const;

  mutable std::shared_mutex mutex_;
  std::deque<Source> sources_;
};

}  // namespace copctl::diag

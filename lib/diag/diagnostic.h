#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "diag/span.h"

namespace copctl::diag {

enum class Severity : std::uint8_t { kError, kWarning };

enum class Kind : std::uint8_t {
#define COPCTL_KIND(name) k##name,
#include "diag/diagnostic_kind.def"
#undef COPCTL_KIND
};

// `NotInEnum` for kNotInEnum.
std::string_view kind_name(Kind kind);
std::vector<Kind> all_kinds();

// Says where something else that matters is: "value set here", "in `labels`, called here".
struct Note {
  Span span;
  std::string message;
};

// One thing to tell the user. `message`: lower case, no full stop, code in backticks, the observed
// fact first, then at most one hint after a semicolon.
struct Diagnostic {
  Severity severity = Severity::kError;
  Kind kind = Kind::kInvalidValue;
  Span span;
  std::string message;
  std::vector<Note> notes;
  // The message is a text of its author (a template's `fail`): its line breaks and tabs are shown,
  // indented, instead of being escaped.
  bool keeps_layout = false;
};

// What a stage has to say, in the order in which it was found.
class Diagnostics {
 public:
  // Nobody reads more, and a hostile input must not fill the memory with them. Errors and warnings
  // beyond so many of each are counted but not kept.
  static constexpr std::size_t kMaxErrors = 100;

  // The result takes notes; it is valid until the next one is added.
  Diagnostic& error(Span span, Kind kind, std::string message);
  Diagnostic& warning(Span span, Kind kind, std::string message);
  void add(Diagnostic diagnostic);
  void append(Diagnostics other);

  bool has_errors() const { return errors_ != 0; }
  std::size_t error_count() const { return errors_; }
  const std::vector<Diagnostic>& all() const { return list_; }
  bool empty() const { return list_.empty(); }
  // Errors that were counted but not kept.
  std::size_t dropped() const { return dropped_; }
  std::size_t dropped_warnings() const { return dropped_warnings_; }

 private:
  Diagnostic& keep(Diagnostic diagnostic);

  std::vector<Diagnostic> list_;
  std::size_t errors_ = 0;
  std::size_t dropped_ = 0;
  std::size_t dropped_warnings_ = 0;
  // Takes the notes of what is not kept.
  Diagnostic spare_;
};

}  // namespace copctl::diag

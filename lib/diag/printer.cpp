#include "diag/printer.h"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>
#include <tuple>
#include <vector>

#include "base/text.h"
#include "diag/snippet.h"

namespace copctl::diag {
namespace {

// SGR sequences, as compilers colour their messages.
constexpr std::string_view kBold = "\x1b[1m";
constexpr std::string_view kRed = "\x1b[1;31m";
constexpr std::string_view kMagenta = "\x1b[1;35m";
constexpr std::string_view kCyan = "\x1b[1;36m";
constexpr std::string_view kGreen = "\x1b[1;32m";
constexpr std::string_view kReset = "\x1b[0m";

// A longer message is cut: it repeats somebody's input, and nobody reads on.
constexpr std::size_t kMaxMessage = 8192;

// Columns of the line number; a longer number takes more.
constexpr std::size_t kNumberWidth = 5;

struct Label {
  std::string_view word;
  std::string_view color;
};

constexpr Label kErrorLabel{"error", kRed};
constexpr Label kWarningLabel{"warning", kMagenta};
constexpr Label kNoteLabel{"note", kCyan};

bool has_lines(SourceKind kind) {
  return kind == SourceKind::kFile || kind == SourceKind::kRendered;
}

std::string place(const SourceMap& sources, const Span& span, const Position& position) {
  const SourceKind kind = sources.kind(span.source);
  std::string name = base::printable(sources.name(span.source));
  if (!has_lines(kind)) {
    return name;
  }
  return fmt::format("{}{}:{}:{}", name, kind == SourceKind::kRendered ? " (rendered)" : "",
                     position.line, position.column);
}

std::string shown_message(std::string_view message, bool keeps_layout) {
  std::string_view kept = message.substr(0, kMaxMessage);
  const bool cut = kept.size() < message.size();
  // Not in the middle of a character, of which at most three bytes can be there.
  for (int i = 0; cut && i < 3 && !base::decode_last_rune(kept).valid; ++i) {
    kept.remove_suffix(1);
  }
  std::string shown = base::printable(keeps_layout ? base::trim_right(kept) : kept, keeps_layout);
  return base::replace_all(shown, "\n", "\n    ") + (cut ? "…" : "");
}

class Printer {
 public:
  Printer(const SourceMap& sources, const PrintOptions& options)
      : sources_(sources), options_(options) {}

  void add(const Diagnostic& diagnostic) {
    const bool is_error = diagnostic.severity == Severity::kError;
    part(diagnostic.span, is_error ? kErrorLabel : kWarningLabel,
         shown_message(diagnostic.message, diagnostic.keeps_layout) +
             fmt::format(" [{}]", kind_name(diagnostic.kind)));
    for (const Note& note : diagnostic.notes) {
      part(note.span, kNoteLabel, shown_message(note.message, false));
    }
  }

  void add_dropped(std::size_t count, std::string_view word) {
    if (count != 0) {
      out_ += fmt::format("{} more {}{} not shown\n", count, word, count == 1 ? " is" : "s are");
    }
  }

  std::string take() { return std::move(out_); }

 private:
  void colored(std::string_view color, std::string_view text) {
    out_ += options_.color ? color : "";
    out_ += text;
    out_ += options_.color ? kReset : "";
  }

  // One message and, when it has a place, the line that it is about.
  void part(const Span& span, const Label& label, std::string_view message) {
    const Position position = span ? sources_.position(span) : Position();
    if (span) {
      colored(kBold, place(sources_, span, position) + ":");
      out_ += ' ';
    }
    colored(label.color, fmt::format("{}:", label.word));
    out_ += fmt::format(" {}\n", message);
    if (span && !sources_.text(span.source).empty()) {
      lines(span, position);
    }
  }

  void lines(const Span& span, const Position& position) {
    const Snippet shown = snippet(sources_, span);
    const bool numbered = has_lines(sources_.kind(span.source));
    const std::string number = numbered ? fmt::format("{}", position.line) : "";
    const std::size_t width = std::max(kNumberWidth, number.size());
    out_ += fmt::format("{:>{}} | {}\n", number, width, shown.text);
    out_ += fmt::format("{:>{}} | ", "", width);
    const std::size_t caret = shown.carets.find('^');
    out_ += shown.carets.substr(0, caret);
    colored(kGreen, shown.carets.substr(caret));
    out_ += '\n';
  }

  const SourceMap& sources_;
  const PrintOptions& options_;
  std::string out_;
};

// Nowhere, then what was typed, then files.
int rank(const SourceMap& sources, const Span& span) {
  return !span ? 0 : has_lines(sources.kind(span.source)) ? 2 : 1;
}

}  // namespace

std::string print(const Diagnostic& diagnostic, const SourceMap& sources,
                  const PrintOptions& options) {
  Printer printer(sources, options);
  printer.add(diagnostic);
  return printer.take();
}

std::string print(const Diagnostics& diagnostics, const SourceMap& sources,
                  const PrintOptions& options) {
  std::vector<const Diagnostic*> sorted;
  for (const Diagnostic& diagnostic : diagnostics.all()) {
    sorted.push_back(&diagnostic);
  }
  const auto key = [&](const Diagnostic* d) {
    return std::tuple(rank(sources, d->span), d->span.source, d->span.begin);
  };
  std::stable_sort(sorted.begin(), sorted.end(),
                   [&](const auto* a, const auto* b) { return key(a) < key(b); });
  Printer printer(sources, options);
  for (const Diagnostic* diagnostic : sorted) {
    printer.add(*diagnostic);
  }
  printer.add_dropped(diagnostics.dropped(), "error");
  printer.add_dropped(diagnostics.dropped_warnings(), "warning");
  return printer.take();
}

}  // namespace copctl::diag

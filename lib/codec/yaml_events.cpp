#include "codec/yaml_events.h"

#include <fmt/format.h>

#include <cstdint>
#include <string>

#include "base/check.h"
#include "base/text.h"

namespace copctl::codec {
namespace {

// libyaml's words for a problem, where a hint helps. `at` is the character that the problem is at;
// 0 for any.
struct Hint {
  std::string_view problem;
  char at;
  std::string_view hint;
};
constexpr Hint kHints[] = {
    {"found character that cannot start any token", '\t', "a tab cannot indent; use spaces"},
    {"found character that cannot start any token", '@', "quote a value that begins with `@`"},
    {"found character that cannot start any token", '`',
     "quote a value that begins with a backquote"},
    {"found character that cannot start any token", '%', "quote a value that begins with `%`"},
    {"found a tab character", '\t', "a tab cannot indent; use spaces"},
    {"mapping values are not allowed in this context", 0,
     "quote a value that contains `: `, or check the indentation"},
    {"did not find expected key", 0, "check the indentation and the quotes of the lines above"},
    {"did not find expected '-' indicator", 0, "check the indentation"},
    {"could not find expected ':'", 0, "a key wants a `: ` behind it on the same line"},
    {"block sequence entries are not allowed in this context", 0,
     "put the `-` on a line of its own"},
    {"did not find expected alphabetic or numeric character", 0,
     "quote a value that begins with `*` or `&`"},
    {"did not find expected hexdecimal number", 0, "a backslash is literal in single quotes"},
    {"found unknown escape character", 0, "a backslash is literal in single quotes"},
};

constexpr std::string_view kTabMessage = "a tab cannot indent; use spaces";

std::string_view hint_for(std::string_view problem, char at) {
  for (const Hint& row : kHints) {
    if (problem.starts_with(row.problem) && (row.at == 0 || row.at == at)) {
      return row.hint;
    }
  }
  return "";
}

// libyaml's context ("while parsing a flow sequence") as a note at its beginning.
struct Opening {
  std::string_view context;
  std::string_view note;
};
constexpr Opening kOpenings[] = {
    {"while scanning a quoted scalar", "the quote opens here"},
    {"while parsing a flow sequence", "the list opens here"},
    {"while parsing a flow mapping", "the mapping opens here"},
    {"while parsing a block mapping", "the mapping begins here"},
    {"while parsing a block collection", "the list begins here"},
};

std::string_view note_for(std::string_view context) {
  for (const Opening& row : kOpenings) {
    if (context.starts_with(row.context)) {
      return row.note;
    }
  }
  return "";
}

std::string_view view(const char* text) { return text == nullptr ? "" : text; }

// go-yaml counts lines from 0 in most places (decode.go: fail); line 0 is not said.
std::string go_words(const yaml_parser_t& parser) {
  std::size_t line = 0;
  if (parser.problem_mark.line != 0) {
    line = parser.problem_mark.line + (parser.error == YAML_SCANNER_ERROR ? 1 : 0);
  } else {
    line = parser.context_mark.line;
  }
  std::string_view problem = view(parser.problem);
  if (problem.empty()) {
    problem = "unknown problem parsing YAML content";
  }
  return line == 0 ? fmt::format("yaml: {}", problem)
                   : fmt::format("yaml: line {}: {}", line, problem);
}

}  // namespace

YamlEvents::YamlEvents(std::string_view text, std::size_t offset, diag::SourceId source)
    : text_(text),
      offset_(offset),
      source_(source),
      index_(source == diag::kNoSource ? std::string_view() : text) {
  COPCTL_CHECK(yaml_parser_initialize(&parser_) == 1);
  // Without a source libyaml detects UTF-16 by its mark, as Go does.
  if (source != diag::kNoSource) {
    yaml_parser_set_encoding(&parser_, YAML_UTF8_ENCODING);
  }
  // libyaml aborts on a null pointer, which an empty view may hold.
  const char* begin = text.empty() ? "" : text.data();
  yaml_parser_set_input_string(&parser_, reinterpret_cast<const unsigned char*>(begin),
                               text.size());
}

YamlEvents::~YamlEvents() {
  yaml_event_delete(&event_);
  yaml_parser_delete(&parser_);
}

bool YamlEvents::next() {
  yaml_event_delete(&event_);
  return yaml_parser_parse(&parser_, &event_) == 1;
}

diag::Span YamlEvents::span(const yaml_mark_t& begin, const yaml_mark_t& end) const {
  if (source_ == diag::kNoSource) {
    return {};
  }
  return {source_, static_cast<std::uint32_t>(offset_ + index_.byte(begin.index)),
          static_cast<std::uint32_t>(offset_ + index_.byte(end.index))};
}

Fault YamlEvents::fault() const {
  Fault fault;
  fault.go = go_words(parser_);
  fault.stage = Stage::kSyntax;
  diag::Diagnostic& diagnostic = fault.diagnostic;
  diagnostic.kind = diag::Kind::kInvalidYaml;
  if (source_ == diag::kNoSource) {
    return fault;
  }
  // The only error without a mark; its offset counts bytes.
  if (parser_.error == YAML_READER_ERROR) {
    const auto at = static_cast<std::uint32_t>(offset_ + parser_.problem_offset);
    diagnostic.span = {source_, at, at + 1};
    diagnostic.message = fmt::format(
        "the control character U+{:04X} is not allowed; write it as "
        "an escape in double quotes",
        static_cast<std::uint32_t>(parser_.problem_value));
    return fault;
  }
  // A key that lacks its colon is noticed on the next line, but it is the mistake.
  const bool at_key = view(parser_.context) == "while scanning a simple key";
  const yaml_mark_t& mark = at_key ? parser_.context_mark : parser_.problem_mark;
  diagnostic.span = span(mark, mark);
  const std::size_t at = diagnostic.span.begin - offset_;
  if (at < text_.size()) {
    diagnostic.span.end += base::decode_rune(text_.substr(at)).length;
  }
  const std::string_view hint =
      hint_for(view(parser_.problem), at < text_.size() ? text_[at] : '\0');
  diagnostic.message = hint == kTabMessage ? std::string(hint)
                       : hint.empty()      ? std::string(view(parser_.problem))
                                           : fmt::format("{}; {}", view(parser_.problem), hint);
  const std::string_view note = note_for(view(parser_.context));
  if (!note.empty() && parser_.context_mark.index != mark.index) {
    diag::Span opening = span(parser_.context_mark, parser_.context_mark);
    ++opening.end;
    diagnostic.notes.push_back({opening, std::string(note)});
  }
  return fault;
}

}  // namespace copctl::codec

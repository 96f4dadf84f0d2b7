#pragma once

#include <yaml.h>

#include <string_view>

#include "codec/fault.h"
#include "codec/text_index.h"
#include "diag/span.h"

namespace copctl::codec {

// The events of a YAML stream, by libyaml. Borrows the text. Never throws and never recurses.
class YamlEvents {
 public:
  // `text` is the source's text from `offset` on, without a byte order mark. Without a source it
  // may be invalid UTF-8, which is a syntax error then.
  YamlEvents(std::string_view text, std::size_t offset, diag::SourceId source);
  ~YamlEvents();
  YamlEvents(const YamlEvents&) = delete;
  YamlEvents& operator=(const YamlEvents&) = delete;

  // Moves on; false at a syntax error.
  bool next();
  // The current event, until `next`.
  const yaml_event_t& event() const { return event_; }
  // Of the source between two marks.
  diag::Span span(const yaml_mark_t& begin, const yaml_mark_t& end) const;
  std::string_view text() const { return text_; }
  std::size_t offset() const { return offset_; }
  // What is wrong, after `next` was false.
  Fault fault() const;

 private:
  std::string_view text_;
  std::size_t offset_;
  diag::SourceId source_;
  TextIndex index_;
  yaml_parser_t parser_{};
  yaml_event_t event_{};
};

}  // namespace copctl::codec

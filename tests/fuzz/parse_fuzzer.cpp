#include <algorithm>
#include <string>

#include "fuzz/targets.h"
#include "fuzz/templates.h"
#include "tmpl/set.h"

namespace copctl::fuzz {

namespace {

// The texts around a comment or a `define` can make a `{{` where they meet.
bool has_lone_brace(std::string_view text) {
  std::size_t delimiters = 0;
  for (std::size_t at = text.find("{{"); at != text.npos; at = text.find("{{", at + 2)) {
    ++delimiters;
  }
  return static_cast<std::size_t>(std::ranges::count(text, '{')) != 2 * delimiters;
}

std::string printed(const Templates& templates) {
  const tmpl::Body* body = templates.set().parsed().find("main");
  return body == nullptr ? std::string() : tmpl::source_text(body->nodes);
}

}  // namespace

// A text is parsed or refused; what was parsed and is printed as source means itself.
void parse(std::string_view bytes) {
  const Templates templates(bytes);
  check_told(templates.parsed(), templates.diagnostics(), templates.sources());
  if (!templates.parsed() || has_lone_brace(bytes)) return;
  const std::string source = printed(templates);
  const Templates again(source);
  COPCTL_CHECK(again.parsed());
  COPCTL_CHECK(printed(again) == source);
}

}  // namespace copctl::fuzz

#include "dump/provenance.h"

#include <string_view>
#include <vector>

#include "value/path.h"

namespace copctl::dump {

namespace {

bool is_name_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

// The JSON pointers of the chains `.Values.a.b` in a piece of template text.
std::vector<std::string> named_values(std::string_view text) {
  constexpr std::string_view kValues = ".Values";
  std::vector<std::string> pointers;
  for (std::size_t at = text.find(kValues); at != text.npos; at = text.find(kValues, at)) {
    at += kValues.size();
    std::string pointer;
    while (at < text.size() && text[at] == '.') {
      std::size_t end = at + 1;
      while (end < text.size() && is_name_character(text[end])) ++end;
      pointer = value::child_pointer(pointer, text.substr(at + 1, end - at - 1));
      at = end;
    }
    if (!pointer.empty()) pointers.push_back(std::move(pointer));
  }
  return pointers;
}

}  // namespace

std::string origin_words(const profile::Origin& origin) {
  switch (origin.kind) {
    case profile::OriginKind::kDefault:
      return "default";
    case profile::OriginKind::kGenerated:
      return "generated";
    default:
      return origin.label;
  }
}

diag::Diagnostics with_value_notes(const diag::Diagnostics& found, const profile::Values& values,
                                   const diag::SourceMap& sources) {
  diag::Diagnostics explained;
  for (diag::Diagnostic diagnostic : found.all()) {
    for (const std::string& pointer : named_values(sources.text(diagnostic.span))) {
      const diag::Span set_at = values.origin(pointer).span;
      if (set_at) diagnostic.notes.push_back({set_at, "value set here"});
    }
    explained.add(std::move(diagnostic));
  }
  return explained;
}

}  // namespace copctl::dump

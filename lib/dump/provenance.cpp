#include "dump/provenance.h"

#include <algorithm>
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

// A default or a generated value is nothing that the user can look at.
void add_value_notes(diag::Diagnostic& diagnostic, const profile::Values& values,
                     const diag::SourceMap& sources) {
  for (const std::string& pointer : named_values(sources.text(diagnostic.span))) {
    const profile::Origin origin = values.origin(pointer);
    const bool given = origin.kind != profile::OriginKind::kDefault &&
                       origin.kind != profile::OriginKind::kGenerated;
    if (given && origin.span) diagnostic.notes.push_back({origin.span, "value set here"});
  }
}

std::string repetition(std::size_t count) {
  return count == 1 ? "the same in another file"
                    : "the same in " + std::to_string(count) + " other files";
}

}  // namespace

std::string origin_words(const profile::Origin& origin) {
  switch (origin.kind) {
    case profile::OriginKind::kDefault:
      return std::string(kDefaultWord);
    case profile::OriginKind::kGenerated:
      return std::string(kGeneratedWord);
    default:
      return origin.label;
  }
}

diag::Diagnostics with_value_notes(const diag::Diagnostics& found, const profile::Values& values,
                                   const diag::SourceMap& sources) {
  std::vector<diag::Diagnostic> distinct;
  std::vector<std::size_t> repeated;
  for (const diag::Diagnostic& diagnostic : found.all()) {
    const auto same = std::ranges::find_if(distinct, [&](const diag::Diagnostic& other) {
      return other.span && other.span == diagnostic.span && other.message == diagnostic.message;
    });
    if (same != distinct.end()) {
      ++repeated[static_cast<std::size_t>(same - distinct.begin())];
      continue;
    }
    distinct.push_back(diagnostic);
    repeated.push_back(0);
    add_value_notes(distinct.back(), values, sources);
  }
  diag::Diagnostics explained;
  for (std::size_t i = 0; i < distinct.size(); ++i) {
    if (repeated[i] != 0) distinct[i].notes.push_back({{}, repetition(repeated[i])});
    explained.add(std::move(distinct[i]));
  }
  return explained;
}

}  // namespace copctl::dump

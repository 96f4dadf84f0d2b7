#include "profile/origins.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"

namespace copctl::profile {

namespace {

// A column in a longer line is counted in bytes: counting code points would cost a square of it.
constexpr std::size_t kMaxCounted = 4096;

std::string_view parent(std::string_view pointer) {
  return pointer.substr(0, std::min(pointer.rfind('/'), pointer.size()));
}

bool inside_list(const value::Value& tree, std::string_view pointer) {
  for (pointer = parent(pointer); !pointer.empty(); pointer = parent(pointer)) {
    const value::Value* v = value::lookup_pointer(tree, pointer);
    if (v != nullptr && v->is_list()) return true;
  }
  return false;
}

}  // namespace

LineTable::LineTable(std::string_view text) : text_(text), begins_{0} {
  for (std::size_t at = text.find('\n'); at != std::string_view::npos;
       at = text.find('\n', at + 1)) {
    begins_.push_back(static_cast<std::uint32_t>(at + 1));
  }
}

std::string LineTable::position(std::uint32_t offset) const {
  const auto next = std::upper_bound(begins_.begin(), begins_.end(), offset);
  const auto line = next - begins_.begin();
  const std::uint32_t begin = *std::prev(next);
  const std::string_view before = text_.substr(begin, offset - begin);
  const std::size_t column = before.size() > kMaxCounted ? before.size() : base::rune_count(before);
  return fmt::format("{}:{}", line, column + 1);
}

std::optional<std::string> plain_text(const diag::SourceMap& sources, const diag::Span& span) {
  if (!span) return std::nullopt;
  const std::string_view text = base::trim(sources.text(span));
  return codec::resolves(text) ? std::optional(std::string(text)) : std::nullopt;
}

diag::Span DocumentPlaces::span(std::string_view pointer, bool key) const {
  const auto at = document_.spans.nearest(pointer);
  // What is missing is told at the key above it, not at the whole block.
  const bool exact = document_.spans.find(pointer) != nullptr;
  return (key || !exact) && at.key ? at.key : at.value;
}

std::optional<std::string> DocumentPlaces::written(std::string_view pointer) const {
  const auto* at = document_.spans.find(pointer);
  return at == nullptr ? std::nullopt : plain_text(sources_, at->value);
}

Origin Values::origin(std::string_view pointer) const {
  const std::string asked(pointer);
  for (;; pointer = parent(pointer)) {
    if (const auto at = documents.find(pointer); at != documents.end()) return at->second(asked);
    if (const auto at = origins.find(pointer); at != origins.end()) return at->second;
    if (const auto at = inner_origins.find(pointer); at != inner_origins.end()) return at->second;
    if (pointer.empty()) return {};
  }
}

diag::Span ValuePlaces::span(std::string_view pointer, bool key) const {
  const bool exact = values_.origins.contains(pointer) || values_.inner_origins.contains(pointer);
  const Origin origin = values_.origin(pointer);
  // What is missing is told at the key of what was given around it; the schema's text is no place
  // to look for it.
  if (!exact && origin.kind == OriginKind::kDefault) return {};
  return (key || !exact) && origin.key_span ? origin.key_span : origin.span;
}

std::string ValuePlaces::how_to_give(std::string_view pointer) const {
  if (inside_list(values_.tree, pointer)) return {};
  const std::string key = base::printable(value::display_pointer(pointer));
  for (const Parameter& parameter : profile_.parameters) {
    const std::string_view at = parameter.leaf.pointer;
    const bool holds = !parameter.leaf.load.empty() && pointer.size() > at.size() &&
                       pointer.starts_with(at) && pointer[at.size()] == '/';
    if (holds)
      return fmt::format("give it in the file of --{}, or with `{}:` in a values file",
                         parameter.flag, key);
    if (at != pointer) continue;
    return fmt::format("give it with --{}, {} or `{}:` in a values file", parameter.flag,
                       parameter.environment(), key);
  }
  return fmt::format("give it with `{}:` in a values file", key);
}

bool ValuePlaces::secret(std::string_view pointer) const { return profile_.schema.secret(pointer); }

std::optional<std::string> ValuePlaces::written(std::string_view pointer) const {
  const auto at = values_.origins.find(pointer);
  return at == values_.origins.end() ? std::nullopt : plain_text(sources_, at->second.span);
}

}  // namespace copctl::profile

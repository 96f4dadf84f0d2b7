#include "diag/source_map.h"

#include <algorithm>
#include <iterator>
#include <limits>
#include <mutex>
#include <utility>

#include "base/check.h"
#include "base/text.h"

namespace copctl::diag {

SourceMap::SourceMap() {
  // kNoSource names no text.
  sources_.emplace_back();
}

SourceId SourceMap::add(SourceKind kind, std::string name, std::string text) {
  return append(kind, std::move(name), std::move(text), {});
}

SourceId SourceMap::add_view(SourceKind kind, std::string name, std::string_view text) {
  return append(kind, std::move(name), {}, text);
}

SourceId SourceMap::append(SourceKind kind, std::string name, std::string owned,
                           std::string_view text) {
  const std::unique_lock lock(mutex_);
  Source& source = sources_.emplace_back();
  source.kind = kind;
  source.name = std::move(name);
  source.owned = std::move(owned);
  set_text(source, source.owned.empty() ? text : source.owned);
  return static_cast<SourceId>(sources_.size() - 1);
}

const SourceMap::Source& SourceMap::at(SourceId id) const {
  const std::shared_lock lock(mutex_);
  return sources_.at(id);
}

void SourceMap::set_text(Source& source, std::string_view text) {
  // A span counts bytes in 32 bits; every reader has a far lower limit.
  COPCTL_CHECK(text.size() < std::numeric_limits<std::uint32_t>::max());
  source.text = text;
}

void SourceMap::conceal(const Span& span) {
  if (!span || span.begin >= span.end) {
    return;
  }
  const std::unique_lock lock(mutex_);
  auto& ranges = sources_.at(span.source).concealed;
  std::uint32_t begin = span.begin;
  std::uint32_t end = span.end;
  // Takes in what it touches: the last range that begins before its end, and so on.
  for (auto at = ranges.upper_bound(end); at != ranges.begin();) {
    --at;
    if (at->second < begin) {
      break;
    }
    begin = std::min(begin, at->first);
    end = std::max(end, at->second);
    at = ranges.erase(at);
  }
  ranges.emplace(begin, end);
}

bool SourceMap::is_concealed(SourceId id, std::uint32_t offset) const {
  const std::shared_lock lock(mutex_);
  const auto& ranges = sources_.at(id).concealed;
  const auto after = ranges.upper_bound(offset);
  return after != ranges.begin() && offset < std::prev(after)->second;
}

SourceKind SourceMap::kind(SourceId id) const { return at(id).kind; }

std::string_view SourceMap::name(SourceId id) const { return at(id).name; }

std::string_view SourceMap::text(SourceId id) const { return at(id).text; }

std::string_view SourceMap::text(const Span& span) const {
  const std::string_view whole = text(span.source);
  const std::size_t begin = std::min<std::size_t>(span.begin, whole.size());
  return whole.substr(begin, std::max(span.begin, span.end) - span.begin);
}

Position SourceMap::position(const Span& span) const {
  const std::string_view before = text(span.source).substr(0, span.begin);
  const auto breaks = std::count(before.begin(), before.end(), '\n');
  const std::string_view in_line = before.substr(before.rfind('\n') + 1);
  return {static_cast<std::uint32_t>(breaks + 1),
          static_cast<std::uint32_t>(base::rune_count(in_line) + 1)};
}

Span SourceMap::line_span(const Span& span) const {
  const std::string_view whole = text(span.source);
  const std::size_t at = std::min<std::size_t>(span.begin, whole.size());
  const std::size_t begin = whole.substr(0, at).rfind('\n') + 1;
  std::size_t end = std::min(whole.find('\n', at), whole.size());
  if (end > begin && whole[end - 1] == '\r') {
    --end;
  }
  return {span.source, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
}

std::string_view SourceMap::line(const Span& span) const { return text(line_span(span)); }

}  // namespace copctl::diag

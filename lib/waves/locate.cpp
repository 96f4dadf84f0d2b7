#include "waves/locate.h"

#include <algorithm>

namespace copctl::waves {

bool Locator::open(diag::SourceId source) {
  reread_ += sources_.text(source).size();
  if (reread_ > kMaxReread) return false;
  diag::Diagnostics ignored;
  auto documents = codec::decode_yaml(sources_, source, {}, ignored);
  documents_ = documents ? std::move(*documents) : std::vector<codec::Document>();
  source_ = source;
  return true;
}

diag::Span Locator::at(diag::Span document, std::string_view pointer) {
  if (document.source != source_ && !open(document.source)) return document;
  const auto candidate = std::ranges::partition_point(
      documents_, [&](const codec::Document& other) { return other.span.begin < document.begin; });
  if (candidate == documents_.end() || candidate->span.begin != document.begin) return document;
  const auto* exact = candidate->spans.find(pointer);
  const auto found = exact != nullptr ? *exact : candidate->spans.nearest(pointer);
  const std::size_t end = sources_.text(found.value).find('\n');
  const bool is_short = exact != nullptr && end == std::string_view::npos;
  if (found.key && !is_short) return found.key;
  diag::Span value = found.value;
  if (exact != nullptr && end != std::string_view::npos)
    value.end = value.begin + static_cast<std::uint32_t>(end);
  return value;
}

diag::Span Locator::at(const manifest::Resource& resource, std::string_view pointer) {
  const diag::Span found = at(resource.span, pointer);
  const bool is_whole =
      !found || found == resource.span || sources_.text(found).find('\n') != std::string_view::npos;
  return is_whole ? resource.head : found;
}

}  // namespace copctl::waves

#include "waves/locate.h"

namespace copctl::waves {

diag::Span Locator::at(diag::Span document, std::string_view pointer) {
  if (document.source != source_) {
    diag::Diagnostics ignored;
    auto documents = codec::decode_yaml(sources_, document.source, {}, ignored);
    documents_ = documents ? std::move(*documents) : std::vector<codec::Document>();
    source_ = document.source;
  }
  for (const codec::Document& candidate : documents_) {
    if (candidate.span.begin != document.begin) continue;
    if (const auto* exact = candidate.spans.find(pointer)) {
      const bool is_short = sources_.text(exact->value).find('\n') == std::string_view::npos;
      return is_short || !exact->key ? exact->value : exact->key;
    }
    const auto around = candidate.spans.nearest(pointer);
    return around.key ? around.key : around.value;
  }
  return document;
}

diag::Span Locator::at(const manifest::Resource& resource, std::string_view pointer) {
  const diag::Span found = at(resource.span, pointer);
  const bool is_whole =
      !found || found == resource.span || sources_.text(found).find('\n') != std::string_view::npos;
  return is_whole ? resource.head : found;
}

}  // namespace copctl::waves

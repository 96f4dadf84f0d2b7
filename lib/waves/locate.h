#pragma once

#include <string_view>
#include <vector>

#include "codec/codec.h"
#include "diag/diagnostic.h"
#include "diag/source_map.h"
#include "manifest/manifest.h"

namespace copctl::waves {

// Where a resource's fields stand. Nearly every folder is sound, so positions are read only when
// something is to be said; the file that was asked for last is kept. Borrows the sources.
// A folder in which everything is wrong must not be read for ever: behind kMaxReread bytes
// resources are pointed at as a whole.
class Locator {
 public:
  explicit Locator(const diag::SourceMap& sources) : sources_(sources) {}

  const diag::SourceMap& sources() const { return sources_; }

  // The value at a JSON pointer of the resource, or the nearest around it; of an entry of several
  // lines the key, of such an item the first line. Items of a List are shown as the whole document.
  diag::Span at(const manifest::Resource& resource, std::string_view pointer);
  // The same in any document of a source.
  diag::Span at(diag::Span document, std::string_view pointer);

 private:
  // False when enough has been read.
  bool open(diag::SourceId source);

  const diag::SourceMap& sources_;
  static constexpr std::size_t kMaxReread = 16u << 20;

  diag::SourceId source_ = diag::kNoSource;
  std::size_t reread_ = 0;
  std::vector<codec::Document> documents_;
};

}  // namespace copctl::waves

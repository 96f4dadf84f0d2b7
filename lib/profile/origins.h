#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "codec/codec.h"
#include "diag/source_map.h"
#include "profile/profile.h"
#include "schema/schema.h"

// Where values stand, as the schema's judgement asks for it.

namespace copctl::profile {

// Lines of one text, so that naming the place of each of its values does not read it again.
class LineTable {
 public:
  explicit LineTable(std::string_view text);
  // `7:12` of a byte, 1-based, the column in code points.
  std::string position(std::uint32_t offset) const;

 private:
  std::string_view text_;
  std::vector<std::uint32_t> begins_;
};

// The text of a plain scalar as it stands at `span`, when YAML reads it as no string; empty for
// anything else.
std::optional<std::string> plain_text(const diag::SourceMap& sources, const diag::Span& span);

// The places of a document that stands alone, such as profile.yaml.
class DocumentPlaces : public schema::Places {
 public:
  DocumentPlaces(const codec::Document& document, const diag::SourceMap& sources)
      : document_(document), sources_(sources) {}

  diag::Span span(std::string_view pointer, bool key) const override;
  std::string how_to_give(std::string_view) const override { return {}; }
  bool secret(std::string_view) const override { return false; }
  std::optional<std::string> written(std::string_view pointer) const override;

 private:
  const codec::Document& document_;
  const diag::SourceMap& sources_;
};

// The places of layered values.
class ValuePlaces : public schema::Places {
 public:
  ValuePlaces(const Profile& profile, const Values& values, const diag::SourceMap& sources)
      : profile_(profile), values_(values), sources_(sources) {}

  diag::Span span(std::string_view pointer, bool key) const override;
  std::string how_to_give(std::string_view pointer) const override;
  bool secret(std::string_view pointer) const override;
  std::optional<std::string> written(std::string_view pointer) const override;

 private:
  const Profile& profile_;
  const Values& values_;
  const diag::SourceMap& sources_;
};

}  // namespace copctl::profile

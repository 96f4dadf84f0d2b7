#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "codec/codec.h"
#include "diag/diagnostic.h"
#include "diag/source_map.h"
#include "folder/folder.h"

namespace copctl::folder {

// How to go on when a lock cannot be read.
inline constexpr std::string_view kRestore =
    "restore it from Git or a backup; without one, dump into another folder and carry your edits "
    "and passwords over by hand";

// One lock file: decoded once, then asked field by field. Every fault is reported where it stands.
// Borrows the sources and the diagnostics.
class LockFile {
 public:
  LockFile(const diag::SourceMap& sources, diag::SourceId source, diag::Diagnostics& diagnostics)
      : sources_(sources), source_(source), diagnostics_(diagnostics) {}

  // False and an error when it is no JSON, no lock, or of a newer format. Nothing else is asked
  // before.
  bool decode();

  const value::Value& root() const { return document_->value; }

  // The value at `pointer` when it is of the kind that `is` tells; nullptr and an error otherwise.
  const value::Value* at(const std::string& pointer, bool (value::Value::*is)() const,
                         std::string_view wanted);
  std::string string_at(const std::string& pointer);
  // The entries of the mapping at `pointer`.
  const value::Entries& section(const std::string& pointer);
  LockedValue value_at(const std::string& pointer, bool with_value);
  // The text of a file, from its lines or its hexadecimal digits.
  std::string text_at(const std::string& pointer);

  // Reports that what is at `pointer`, or its key, must be `wanted`.
  void fault(const std::string& pointer, std::string_view wanted);

 private:
  void error(diag::Span span, std::string message);
  bool check_format();
  std::string bytes_at(const std::string& pointer);

  const diag::SourceMap& sources_;
  diag::SourceId source_;
  diag::Diagnostics& diagnostics_;
  std::optional<codec::Document> document_;
};

}  // namespace copctl::folder

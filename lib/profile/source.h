#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/file_system.h"
#include "codec/codec.h"
#include "diag/diagnostic.h"
#include "diag/source_map.h"

// Where the files of a profile lie: embedded in two folders, or all in one of the user's.

namespace copctl::profile {

// Bounds on a profile folder of the user; far above any chart, and far below what a machine
// notices.
inline constexpr std::size_t kMaxProfileFiles = 10'000;
inline constexpr std::size_t kMaxProfileFile = 4u << 20;
inline constexpr std::size_t kMaxProfileBytes = 64u << 20;

// What the build adds to the name of an embedded YAML file for its packed form.
inline constexpr std::string_view kPackedSuffix = ".packed";

class ProfileSource {
 public:
  static ProfileSource embedded(const base::FileSystem& files, const std::string& name);
  static ProfileSource folder(const base::FileSystem& disk, const std::string& path);

  const std::string& definition() const { return definition_; }
  const std::string& schema() const { return schema_; }

  // The one document of a YAML file.
  std::optional<codec::Document> read_document(const std::string& path, diag::SourceMap& sources,
                                               diag::Diagnostics& diagnostics) const;
  // The packed form that the build has put beside a shipped YAML file, once it had found it sound.
  std::optional<std::string_view> packed(const std::string& path) const;
  // Adds a text file to the sources.
  std::optional<diag::SourceId> read_text(const std::string& path, diag::SourceMap& sources,
                                          diag::Diagnostics& diagnostics) const;

  // Relative paths of the templates, and names of the presets (`ha` for presets/ha.yaml).
  std::optional<std::vector<std::string>> templates(diag::Diagnostics& diagnostics) const;
  std::optional<std::vector<std::string>> presets(diag::Diagnostics& diagnostics) const;
  std::string template_path(std::string_view path) const;
  std::string preset_path(std::string_view name) const;

 private:
  ProfileSource(const base::FileSystem& files, std::string root, std::string templates,
                bool shipped);
  bool is_plain_file(const std::string& path, diag::Diagnostics& diagnostics) const;
  std::optional<std::vector<std::string>> list(const std::string& folder,
                                               diag::Diagnostics& diagnostics) const;
  void warn_of_links(const std::string& folder, int depth, diag::Diagnostics& diagnostics) const;

  const base::FileSystem& files_;
  std::string definition_;
  std::string schema_;
  std::string presets_;
  std::string templates_;
  bool shipped_ = false;
};

}  // namespace copctl::profile

#include "base/file_system.h"
#include "base/path.h"
#include "base/text.h"
#include "fuzz/targets.h"
#include "waves/waves.h"

namespace copctl::fuzz {

namespace {

constexpr std::string_view kFile = "#file ";

// Lines `#file PATH` begin the files of a folder; paths that are none, or lead through a file, are
// passed over.
std::map<std::string, std::string> folder_of(std::string_view bytes) {
  std::map<std::string, std::string> files;
  std::string path = "d/a.yaml";
  for (const std::string_view line : base::split(bytes, '\n')) {
    if (!line.starts_with(kFile)) {
      files[path] += std::string(line) + "\n";
    } else if (base::is_plain_relative_path(line.substr(kFile.size())) &&
               line.find(".yaml") == std::string_view::npos) {
      path = "d/" + std::string(line.substr(kFile.size())) + ".yaml";
    }
  }
  return files;
}

}  // namespace

// A folder: whatever is in it, an error is told or a timeline, which has every form.
void waves(std::string_view bytes) {
  const base::MemoryFileSystem disk(folder_of(bytes));
  diag::SourceMap sources;
  diag::Diagnostics diagnostics;
  const auto tree = waves::read(disk, "d", sources, diagnostics);
  COPCTL_CHECK(tree || diagnostics.has_errors());
  if (!tree) return;
  const auto timelines =
      waves::plan(*tree, {.nested = true, .air_gapped = true}, sources, diagnostics);
  for (const auto form : {waves::as_text, waves::as_json, waves::as_mermaid, waves::as_dot,
                          waves::as_svg, waves::as_summary})
    COPCTL_CHECK(form(timelines).find('\x1b') == std::string::npos);
}

}  // namespace copctl::fuzz

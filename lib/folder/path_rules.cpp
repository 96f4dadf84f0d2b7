#include "folder/path_rules.h"

#include <fmt/format.h>

#include <map>

#include "base/path.h"
#include "base/text.h"
#include "base/unicode.h"
#include "folder/report.h"

namespace copctl::folder {
namespace {

using diag::Kind;

// As a file system that ignores letter case sees the path.
std::string folded(std::string_view path) {
  std::string result;
  while (!path.empty()) {
    const base::Rune rune = base::decode_rune(path);
    base::append_rune(result, base::to_lower(rune.code));
    path.remove_prefix(static_cast<std::size_t>(rune.length));
  }
  return result;
}

class PathRules {
 public:
  explicit PathRules(diag::Diagnostics& diagnostics) : diagnostics_(diagnostics) {}

  bool check(const std::vector<File>& wanted) {
    const std::size_t before = diagnostics_.error_count();
    for (const File& file : wanted) {
      check_alone(file.path);
      if (const auto [other, added] = by_folded_.emplace(folded(file.path), file.path); !added) {
        report_twins(other->second, file.path);
      }
    }
    for (const auto& [key, path] : by_folded_) {
      check_below(key, path);
    }
    return diagnostics_.error_count() == before;
  }

 private:
  void check_alone(const std::string& path) {
    const std::string_view first = std::string_view(path).substr(0, path.find('/'));
    if (!base::is_plain_relative_path(path)) {
      report_path(Kind::kUnsafePath, path, "is no plain path inside the output folder",
                  diagnostics_);
    } else if (folded(first) == kHidden) {
      report_path(Kind::kUnsafePath, path, "lies where copctl keeps its own files", diagnostics_);
    }
  }

  void report_twins(const std::string& one, const std::string& other) {
    report_path(Kind::kDuplicateOutput, one,
                one == other
                    ? "would be written twice"
                    : fmt::format("and `{}` differ in letter case only: on macOS and Windows they "
                                  "are one file",
                                  base::printable(other)),
                diagnostics_);
  }

  void check_below(const std::string& key, const std::string& path) {
    for (std::size_t slash = key.find('/'); slash != std::string::npos;
         slash = key.find('/', slash + 1)) {
      const auto file = by_folded_.find(key.substr(0, slash));
      if (file != by_folded_.end()) {
        report_path(Kind::kDuplicateOutput, path,
                    fmt::format("needs a folder where the file `{}` is to be",
                                base::printable(file->second)),
                    diagnostics_);
      }
    }
  }

  diag::Diagnostics& diagnostics_;
  std::map<std::string, std::string> by_folded_;
};

}  // namespace

bool check_paths(const std::vector<File>& wanted, diag::Diagnostics& diagnostics) {
  return PathRules(diagnostics).check(wanted);
}

}  // namespace copctl::folder

#include "folder/places.h"

#include "base/path.h"
#include "folder/folder.h"

namespace copctl::folder {
namespace {

// A name has at most 255 bytes on every file system that matters; the sibling's adds a few.
constexpr std::size_t kMaxNameInSibling = 240;

std::string sibling_of(const std::string& dir) {
  const std::string_view name = base::base_name(dir);
  if (name.empty() || name == "." || name == ".." || name == "/") {
    return {};
  }
  const std::string parent = dir.substr(0, dir.size() - name.size());
  return parent + "." + std::string(name.substr(0, kMaxNameInSibling)) + std::string(kHidden);
}

}  // namespace

Places::Places(const std::string& given)
    : dir(base::clean_path(given)),
      hidden(at(kHidden)),
      staging(base::join_path(hidden, kStagingName)),
      journal(base::join_path(hidden, kJournalName)),
      sibling(sibling_of(dir)) {}

std::string Places::at(std::string_view path) const { return base::join_path(dir, path); }

std::string hidden_path(std::string_view name) { return base::join_path(kHidden, name); }

}  // namespace copctl::folder

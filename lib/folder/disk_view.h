#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "base/file_system.h"
#include "folder/places.h"

// What stands in the folder, asked folder by folder: one listing answers for all files of a folder.

namespace copctl::folder {

// Borrows everything; remembers listings, so it is true for as long as nothing is written.
class DiskView {
 public:
  DiskView(const base::FileSystem& files, const Places& places) : files_(files), places_(places) {}

  // What is at `path` itself, links not followed; empty when nothing is. Nothing is below a link.
  std::optional<base::FileKind> kind(std::string_view path);
  // The first folder on the way to `path` that is there but is none.
  std::optional<std::string> obstacle(std::string_view path);
  using Names = std::map<std::string, base::FileKind, std::less<>>;
  // What is in `folder`, the dump's own when it is empty; nothing when it is no folder.
  const Names& names(std::string_view folder);
  // The first listing that failed: its path. Answers then are not to be trusted.
  const std::optional<std::string>& failed() const { return failed_; }
  const std::error_code& error() const { return error_; }

 private:
  const base::FileSystem& files_;
  const Places& places_;
  std::map<std::string, Names, std::less<>> listed_;
  std::optional<std::string> failed_;
  std::error_code error_;
};

}  // namespace copctl::folder

#pragma once

#include <string>
#include <system_error>
#include <vector>

#include "base/file_system.h"

namespace copctl::folder {

// Folders that were made on the way to something: removed again, as far as they are empty, unless
// `keep` was called. Borrows the file system.
class MadeFolders {
 public:
  explicit MadeFolders(base::FileSystem& files) : files_(files) {}
  MadeFolders(const MadeFolders&) = delete;
  MadeFolders& operator=(const MadeFolders&) = delete;
  ~MadeFolders();

  bool make(const std::string& path, unsigned mode, std::error_code& error);
  // mkdir -p. An empty path is the working directory.
  bool make_all(const std::string& path, std::error_code& error);
  void keep() { paths_.clear(); }

 private:
  base::FileSystem& files_;
  std::vector<std::string> paths_;
};

}  // namespace copctl::folder

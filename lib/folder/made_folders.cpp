#include "folder/made_folders.h"

#include "base/path.h"
#include "folder/report.h"

namespace copctl::folder {

MadeFolders::~MadeFolders() {
  std::error_code error;
  for (; !paths_.empty(); paths_.pop_back()) {
    files_.remove(paths_.back(), error);
  }
}

bool MadeFolders::make(const std::string& path, unsigned mode, std::error_code& error) {
  if (!files_.make_directory(path, mode, error)) {
    return false;
  }
  paths_.push_back(path);
  return true;
}

bool MadeFolders::make_all(const std::string& path, std::error_code& error) {
  error.clear();
  // The final slash follows links: a linked parent is the user's own choice.
  if (path.empty() || files_.stat(path + "/", error)) {
    return true;
  }
  return is_missing(error) && make_all(std::string(base::dir_name(path)), error) &&
         make(path, base::kFolderMode, error);
}

}  // namespace copctl::folder

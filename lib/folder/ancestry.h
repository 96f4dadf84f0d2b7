#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "folder/folder.h"

namespace copctl::folder {

// Which file of the last dump each wanted file continues: the one at its path; else the one with
// its key; else, when its template was renamed, the only one with the same resources that nothing
// else continues. The latter two move. Borrows both.
class Ancestry {
 public:
  Ancestry(const std::vector<File>& wanted, const std::optional<Lock>& previous);

  // The file as last rendered; nullptr when the dump did not have it. Its path tells whether it
  // moves.
  const File* of(const File& file) const;
  bool is_wanted(const std::string& path) const { return wanted_.contains(path); }

 private:
  void find_renamed(const std::vector<File>& wanted);
  const File* by_key(const File& file) const;

  const std::optional<Lock>& previous_;
  std::set<std::string_view> wanted_;
  // Files of the last dump, by key.
  std::map<std::string_view, const File*> by_key_;
  // By the wanted file's path.
  std::map<std::string_view, const File*> renamed_;
};

}  // namespace copctl::folder

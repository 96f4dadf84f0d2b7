#pragma once

#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "folder/folder.h"

namespace copctl::folder {

// Which file of the last dump each wanted file continues: the one at its path, else the one with
// its key, which then moves. Borrows both.
class Ancestry {
 public:
  Ancestry(const std::vector<File>& wanted, const std::optional<Lock>& previous);

  // The file as last rendered; nullptr when the dump did not have it. Its path tells whether it
  // moves.
  const File* of(const File& file) const;
  bool is_wanted(const std::string& path) const { return wanted_.contains(path); }

 private:
  const std::optional<Lock>& previous_;
  std::set<std::string_view> wanted_;
  // Files of the last dump, by key.
  std::map<std::string_view, const File*> by_key_;
};

}  // namespace copctl::folder

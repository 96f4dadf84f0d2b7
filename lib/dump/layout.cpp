#include <algorithm>
#include <string>

#include "dump/dump.h"

namespace copctl::dump {

std::string flat_name(std::string_view tree_path) {
  constexpr std::string_view kRoot = "tmpl/";
  if (tree_path.starts_with(kRoot)) tree_path.remove_prefix(kRoot.size());
  std::string name(tree_path);
  std::ranges::replace(name, '/', '-');
  return name;
}

}  // namespace copctl::dump

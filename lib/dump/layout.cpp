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

std::string_view layout_word(profile::Layout layout) {
  return layout == profile::Layout::kTree ? "tree" : "flat";
}

std::optional<profile::Layout> layout_of(std::string_view word) {
  for (const profile::Layout layout : {profile::Layout::kFlat, profile::Layout::kTree}) {
    if (layout_word(layout) == word) return layout;
  }
  return std::nullopt;
}

}  // namespace copctl::dump

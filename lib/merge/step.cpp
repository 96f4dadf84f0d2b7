#include "merge/step.h"

#include <fmt/format.h>

#include <optional>

#include "value/path.h"

namespace copctl::merge {

std::string entry_step(const std::string& key) {
  const std::string shown = value::display({key});
  return shown.starts_with('[') ? shown : "." + shown;
}

std::string item_step(const ListRule* rule, const value::Value& item, std::size_t index) {
  const std::optional<std::string> key = rule == nullptr ? std::nullopt : item_key(*rule, item);
  return key ? fmt::format("[{}]", *key) : fmt::format("[{}]", index);
}

void append_step(std::string& path, std::string_view step) {
  path += path.empty() && step.starts_with('.') ? step.substr(1) : step;
}

}  // namespace copctl::merge

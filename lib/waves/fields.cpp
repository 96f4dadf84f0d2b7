#include "waves/fields.h"

#include <charconv>

#include "base/text.h"

namespace copctl::waves {

using value::Value;

std::string_view text_at(const Value& body, std::string_view pointer) {
  const Value* found = value::lookup_pointer(body, pointer);
  return found != nullptr && found->is_string() ? std::string_view(found->as_string())
                                                : std::string_view();
}

const value::Items& items_at(const Value& body, std::string_view pointer) {
  const Value* found = value::lookup_pointer(body, pointer);
  return found != nullptr ? found->items() : value::kNoItems;
}

bool is(const manifest::Resource& resource, std::string_view group, std::string_view kind) {
  return resource.gvk.kind == kind && resource.gvk.group == group;
}

namespace {

const std::string* metadata_text(const manifest::Resource& resource, std::string_view part,
                                 std::string_view key) {
  const Value* metadata = resource.body.find("metadata");
  const Value* all = metadata == nullptr ? nullptr : metadata->find(part);
  const Value* found = all == nullptr ? nullptr : all->find(key);
  return found != nullptr && found->is_string() ? &found->as_string() : nullptr;
}

}  // namespace

const std::string* annotation(const manifest::Resource& resource, std::string_view key) {
  return metadata_text(resource, "annotations", key);
}

std::string_view label(const manifest::Resource& resource, std::string_view key) {
  const std::string* found = metadata_text(resource, "labels", key);
  return found == nullptr ? std::string_view() : std::string_view(*found);
}

std::string annotation_pointer(std::string_view key) {
  return value::child_pointer("/metadata/annotations", key);
}

std::vector<std::string> names_in(std::string_view list) {
  std::vector<std::string> names;
  for (const std::string_view part : base::split(list, ',')) {
    const std::string_view name = base::trim(part);
    if (!name.empty()) names.emplace_back(name);
  }
  return names;
}

bool read_integer(std::string_view text, int& number) {
  if (text.starts_with('+') && !text.starts_with("+-")) text.remove_prefix(1);
  int read = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), read);
  const bool whole = error == std::errc() && end == text.data() + text.size();
  if (whole) number = read;
  return whole;
}

}  // namespace copctl::waves

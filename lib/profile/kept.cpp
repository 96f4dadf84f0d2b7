#include "profile/kept.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"

namespace copctl::profile {

namespace {

using value::Value;

// What a message shows: there is no text that the user wrote any more.
std::string text_of(const Value& v) {
  if (v.is_string()) return v.as_string();
  std::string error;
  return codec::encode_json(v, {.escape_html = false}, error).value_or("");
}

void lay_one(Reading& reading, Layers& layers, const KeptValue& kept) {
  const std::string key = base::printable(value::display_pointer(kept.pointer));
  if (!reading.profile.schema.declares(kept.pointer)) {
    reading.diagnostics.warning(
        {}, diag::Kind::kUnknownKey,
        fmt::format("`{}`, given to the last dump with {}, is not known to the profile any more; "
                    "it is forgotten",
                    key, base::printable(kept.label)));
    return;
  }
  const Argument argument =
      add_argument(reading, fmt::format("{} of the last dump", kept.label), text_of(kept.value));
  const Origin origin{OriginKind::kKept, kept.label, argument.value, argument.value};
  layers.lay_document(keys_of(kept.pointer), kept.value,
                      [=](const std::string&) { return origin; });
}

}  // namespace

value::Path keys_of(std::string_view pointer) {
  value::Path keys;
  for (const std::string_view step : base::split(pointer.substr(pointer.empty() ? 0 : 1), '/')) {
    keys.emplace_back(base::replace_all(base::replace_all(step, "~1", "/"), "~0", "~"));
  }
  return keys;
}

void lay_kept(Reading& reading, Layers& layers) {
  for (const KeptValue& kept : reading.inputs.kept) lay_one(reading, layers, kept);
}

namespace {

bool holds_secret(const Values& values, const std::string& pointer) {
  const auto at = std::lower_bound(values.secrets.begin(), values.secrets.end(), pointer);
  return at != values.secrets.end() && (*at == pointer || at->starts_with(pointer + "/"));
}

void list_leaves(const Values& values, const Value& v, const std::string& pointer,
                 std::vector<Setting>& settings) {
  if (v.is_map() && !v.entries().empty() && !values.documents.contains(pointer)) {
    for (const auto& [key, child] : v.entries())
      list_leaves(values, child, value::child_pointer(pointer, key), settings);
  } else if (!pointer.empty()) {
    settings.push_back({pointer, v, values.origin(pointer), holds_secret(values, pointer)});
  }
}

}  // namespace

std::vector<Setting> settings_of(const Profile& profile, const Values& values) {
  std::vector<Setting> settings;
  list_leaves(values, values.tree, "", settings);
  for (const auto& [pointer, origin] : values.removed) {
    if (profile.schema.declares(pointer) && value::lookup_pointer(values.tree, pointer) == nullptr)
      settings.push_back({pointer, Value::nil(), origin, false});
  }
  return settings;
}

}  // namespace copctl::profile

#pragma once

#include <optional>
#include <string>
#include <string_view>

// sigs.k8s.io/yaml writes a value as JSON text and reads that as YAML before it emits. What the way
// does to a string is computed here, without making the text.

namespace copctl::codec {

// True when the way surely leaves the string as it is; most strings.
bool survives_json(std::string_view text);
// What is left of a string; empty when YAML forbids one of its characters. U+0085 is a line break
// to a YAML reader and folds.
std::optional<std::string> through_json(std::string_view text);

// The same for keys, which must also be short and on one line for a YAML reader to see them as
// keys.
bool key_survives_json(std::string_view key);
std::optional<std::string> key_through_json(std::string_view key);

}  // namespace copctl::codec

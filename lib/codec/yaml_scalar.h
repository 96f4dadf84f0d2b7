#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "codec/codec.h"
#include "codec/yaml_resolve.h"
#include "value/value.h"

// From the text of a scalar and its tag to a value or a key.

namespace copctl::codec {

// `!!int` for the long form of YAML's own tags.
std::string short_tag(std::string_view tag);

// What a text is under an explicit tag; an unknown tag says nothing, the text is a string. False
// when the text is not what the tag says; `what` is then what it would be.
bool resolve_tagged(std::string_view tag, std::string_view text, Resolution& what);

value::Value to_value(const Resolution& what, std::string_view text, Numbers numbers);
// The bytes behind `!!binary`, made valid UTF-8; empty when they are no base64.
std::optional<std::string> binary_text(std::string_view text);

// A key as sigs.k8s.io/yaml makes it a string. Null is none: the caller has refused it.
std::string key_text(const Resolution& what, std::string_view text);
// What a scalar that is already a value was.
Resolution meaning_of(const value::Value& v);

}  // namespace copctl::codec

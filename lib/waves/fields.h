#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "manifest/manifest.h"
#include "value/path.h"
#include "value/value.h"

// Short ways to what a resource says.

namespace copctl::waves {

// The string at a JSON pointer; empty when there is none.
std::string_view text_at(const value::Value& body, std::string_view pointer);
// Items of the list at a JSON pointer; none when there is no list.
const value::Items& items_at(const value::Value& body, std::string_view pointer);
bool is(const manifest::Resource& resource, std::string_view group, std::string_view kind);

inline constexpr std::string_view kWaveKey = "argocd.argoproj.io/sync-wave";
inline constexpr std::string_view kArgo = "argoproj.io";

// nullptr when the resource has none of that name.
const std::string* annotation(const manifest::Resource& resource, std::string_view key);
std::string_view label(const manifest::Resource& resource, std::string_view key);
// `/metadata/annotations/…` of an annotation.
std::string annotation_pointer(std::string_view key);
// The parts of a comma-separated list, trimmed; empty ones are left out.
std::vector<std::string> names_in(std::string_view list);
// An integer as Go's strconv.Atoi reads it, of 32 bits. `number` stays when the text is none.
// False when it is none.
bool read_integer(std::string_view text, int& number);

}  // namespace copctl::waves

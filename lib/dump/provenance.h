#pragma once

#include <string>
#include <string_view>

#include "diag/diagnostic.h"
#include "diag/source_map.h"
#include "profile/profile.h"

namespace copctl::dump {

// Origins that are no input of the user's.
inline constexpr std::string_view kDefaultWord = "default";
inline constexpr std::string_view kGeneratedWord = "generated";

// `default`, `generated`, `values.yaml:7:12`, `--ingress`: an origin as the lock and the user read
// it.
std::string origin_words(const profile::Origin& origin);

// The diagnostics, each that points at template text naming a value (`.Values.a.b`) with a note
// where the user set that value. What several files report of one place in a partial is told once.
diag::Diagnostics with_value_notes(const diag::Diagnostics& found, const profile::Values& values,
                                   const diag::SourceMap& sources);

}  // namespace copctl::dump

#pragma once

#include <string>
#include <string_view>

// encoding/json's words for bad syntax (scanner.go). `where` says what was expected there: `looking
// for beginning of value`, `in string literal`.

namespace copctl::codec {

// `invalid character 'x' after array element`.
std::string character_words(char c, std::string_view where);
// What Go says when the text ends there.
std::string end_words(std::string_view where);
// `; remove the comma before it`: our hint for the commonest slips; empty for the others.
std::string_view character_hint(char c, std::string_view where);

}  // namespace copctl::codec

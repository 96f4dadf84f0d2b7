#pragma once

#include <string>
#include <string_view>

// Words joined in other ways, as huandu/xstrings (before 1.5) splits and joins them.

namespace copctl::funcs {

// Lower-case words with `connector` between them: ToSnakeCase, ToKebabCase. A number stays with the
// word before it unless lower-case letters follow: `Bld4Floor` -> `bld4_floor`, `http2xx` ->
// `http_2xx`.
std::string joined_lower_words(std::string_view text, char connector);

// ToCamelCase: the first letter of every word is upper case, all others lower. Connectors in front
// stay, doubled ones leave one.
std::string camel_case(std::string_view text);

}  // namespace copctl::funcs

#pragma once

// Properties and simple case mappings of code points, by libutf8proc's tables (general categories
// as Go's package unicode uses them).

namespace copctl::base {

bool is_letter(char32_t code);
bool is_digit(char32_t code);
// unicode.IsNumber and IsPunct: the categories N and P.
bool is_number(char32_t code);
bool is_punctuation(char32_t code);
// unicode.IsSpace: the White_Space property of Latin-1 and the separators.
bool is_space(char32_t code);
// unicode.IsPrint: letters, marks, numbers, punctuation, symbols and the ASCII blank.
bool is_print(char32_t code);
bool is_upper(char32_t code);
bool is_lower(char32_t code);
bool is_title(char32_t code);
char32_t to_upper(char32_t code);
char32_t to_lower(char32_t code);
char32_t to_title(char32_t code);

}  // namespace copctl::base

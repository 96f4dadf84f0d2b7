#include "base/unicode.h"

#include <utf8proc.h>

namespace copctl::base {
namespace {

utf8proc_category_t category(char32_t code) {
  return code > 0x10FFFF ? UTF8PROC_CATEGORY_CN
                         : utf8proc_category(static_cast<utf8proc_int32_t>(code));
}

bool is_between(utf8proc_category_t c, utf8proc_category_t first, utf8proc_category_t last) {
  return c >= first && c <= last;
}

// utf8proc leaves what it does not know as it is, but wants a non-negative int.
char32_t mapped(char32_t code, utf8proc_int32_t (*map)(utf8proc_int32_t)) {
  return code > 0x10FFFF ? code : static_cast<char32_t>(map(static_cast<utf8proc_int32_t>(code)));
}

// U+00DF: Unicode's simple mapping, which Go follows, has no capital for it; utf8proc has U+1E9E.
constexpr char32_t kSharpS = 0xDF;

}  // namespace

bool is_letter(char32_t code) {
  return is_between(category(code), UTF8PROC_CATEGORY_LU, UTF8PROC_CATEGORY_LO);
}

bool is_digit(char32_t code) { return category(code) == UTF8PROC_CATEGORY_ND; }

bool is_number(char32_t code) {
  return is_between(category(code), UTF8PROC_CATEGORY_ND, UTF8PROC_CATEGORY_NO);
}

bool is_punctuation(char32_t code) {
  return is_between(category(code), UTF8PROC_CATEGORY_PC, UTF8PROC_CATEGORY_PO);
}

bool is_space(char32_t code) {
  return (code >= '\t' && code <= '\r') || code == 0x85 ||
         is_between(category(code), UTF8PROC_CATEGORY_ZS, UTF8PROC_CATEGORY_ZP);
}

bool is_print(char32_t code) {
  return code == ' ' || is_between(category(code), UTF8PROC_CATEGORY_LU, UTF8PROC_CATEGORY_SO);
}

bool is_upper(char32_t code) { return category(code) == UTF8PROC_CATEGORY_LU; }
bool is_lower(char32_t code) { return category(code) == UTF8PROC_CATEGORY_LL; }
bool is_title(char32_t code) { return category(code) == UTF8PROC_CATEGORY_LT; }

char32_t to_upper(char32_t code) { return code == kSharpS ? code : mapped(code, utf8proc_toupper); }

char32_t to_lower(char32_t code) { return mapped(code, utf8proc_tolower); }

char32_t to_title(char32_t code) { return code == kSharpS ? code : mapped(code, utf8proc_totitle); }

}  // namespace copctl::base

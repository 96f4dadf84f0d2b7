#include "base/unicode.h"

#include <utf8proc.h>

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <span>

#include "base/unicode_tables/unicode_tables.h"

namespace copctl::base {
namespace {

utf8proc_category_t category(char32_t code) {
  if (code > 0x10FFFF) return UTF8PROC_CATEGORY_CN;
  // The last run that begins at `code` or before.
  constexpr std::uint32_t kMask = (1u << kCategoryBits) - 1;
  const auto after = std::upper_bound(kCategoryRuns.begin(), kCategoryRuns.end(),
                                      static_cast<std::uint32_t>(code) << kCategoryBits | kMask);
  return static_cast<utf8proc_category_t>(*std::prev(after) & kMask);
}

bool is_between(utf8proc_category_t c, utf8proc_category_t first, utf8proc_category_t last) {
  return c >= first && c <= last;
}

char32_t mapped(char32_t code, std::span<const CasePair> pairs) {
  const auto pair = std::lower_bound(pairs.begin(), pairs.end(), code,
                                     [](const CasePair& p, char32_t c) { return p.code < c; });
  return pair != pairs.end() && pair->code == code ? pair->other : code;
}

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

char32_t to_upper(char32_t code) { return mapped(code, kUpperPairs); }

char32_t to_lower(char32_t code) { return mapped(code, kLowerPairs); }

char32_t to_title(char32_t code) { return mapped(code, kTitlePairs); }

}  // namespace copctl::base

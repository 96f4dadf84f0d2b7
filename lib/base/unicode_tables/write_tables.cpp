#include <utf8proc.h>

#include <cstdint>
#include <fstream>
#include <ostream>

#include "base/unicode_tables/unicode_tables.h"

// copctl_unicode_tables OUTPUT: a part of the build. Writes the C++ source that defines
// unicode_tables.h, from the tables of the libutf8proc that is installed.

namespace copctl::base {
namespace {

constexpr utf8proc_int32_t kEnd = 0x110000;

// U+00DF: Unicode's simple mapping, which Go follows, has no capital for it; utf8proc has U+1E9E.
constexpr utf8proc_int32_t kSharpS = 0xDF;

void write_categories(std::ostream& out) {
  out << "constexpr std::uint32_t category_runs[] = {";
  utf8proc_category_t last = UTF8PROC_CATEGORY_CN;
  for (utf8proc_int32_t code = 0; code < kEnd; ++code) {
    const utf8proc_category_t category = utf8proc_category(code);
    if (code == 0 || category != last) {
      out << (static_cast<std::uint32_t>(code) << kCategoryBits | category) << ",\n";
    }
    last = category;
  }
  out << "};\n";
}

void write_pairs(std::ostream& out, const char* name, utf8proc_int32_t (*other)(utf8proc_int32_t)) {
  out << "constexpr CasePair " << name << "[] = {";
  for (utf8proc_int32_t code = 0; code < kEnd; ++code) {
    const utf8proc_int32_t mapped = other(code);
    const bool is_capital_of_sharp_s = code == kSharpS && mapped > code;
    if (mapped != code && !is_capital_of_sharp_s) {
      out << "{" << code << "," << mapped << "},\n";
    }
  }
  out << "};\n";
}

void write(std::ostream& out) {
  out << "#include \"base/unicode_tables/unicode_tables.h\"\nnamespace copctl::base {\n"
         "namespace {\n";
  write_categories(out);
  write_pairs(out, "upper_pairs", utf8proc_toupper);
  write_pairs(out, "lower_pairs", utf8proc_tolower);
  write_pairs(out, "title_pairs", utf8proc_totitle);
  out << "}\n"
         "const std::span<const std::uint32_t> kCategoryRuns = category_runs;\n"
         "const std::span<const CasePair> kUpperPairs = upper_pairs;\n"
         "const std::span<const CasePair> kLowerPairs = lower_pairs;\n"
         "const std::span<const CasePair> kTitlePairs = title_pairs;\n}\n";
}

}  // namespace
}  // namespace copctl::base

int main(int count, char** arguments) {
  if (count != 2) return 2;
  std::ofstream out(arguments[1]);
  copctl::base::write(out);
  return out.flush() ? 0 : 1;
}

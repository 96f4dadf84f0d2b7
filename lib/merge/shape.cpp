#include "merge/shape.h"

#include <algorithm>

#include "base/text.h"

namespace copctl::merge {
namespace {

constexpr std::string_view kMark = "\xEF\xBB\xBF";

bool all_crlf(std::string_view text) {
  std::size_t at = text.find('\n');
  const bool any = at != text.npos;
  for (; at != text.npos; at = text.find('\n', at + 1)) {
    if (at == 0 || text[at - 1] != '\r') {
      return false;
    }
  }
  return any;
}

}  // namespace

Shape shape_of(std::string_view text) {
  return {text.starts_with(kMark), all_crlf(text), !text.empty() && !text.ends_with('\n')};
}

std::string plain(std::string_view text) {
  const Shape shape = shape_of(text);
  text.remove_prefix(shape.mark ? kMark.size() : 0);
  std::string out = shape.crlf ? base::replace_all(text, "\r\n", "\n") : std::string(text);
  return shape.open_end ? out + "\n" : out;
}

std::string shaped(std::string_view text, const Shape& shape) {
  if (shape.open_end && text.ends_with('\n')) {
    text.remove_suffix(1);
  }
  std::string out(shape.mark ? kMark : "");
  return out + (shape.crlf ? base::replace_all(text, "\n", "\r\n") : std::string(text));
}

}  // namespace copctl::merge

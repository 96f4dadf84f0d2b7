#include <cstring>

#include "base/file_system.h"
#include "base/text.h"

namespace copctl::base {
namespace {

bool is_errno(const std::error_code& error) {
  return error.category() == std::generic_category() || error.category() == std::system_category();
}

bool is_ascii_lower(char c) { return c >= 'a' && c <= 'z'; }

// "Permission denied" -> "permission denied", but "RFS specific error" as it is.
std::string lower_first(std::string text) {
  if (text.size() > 1 && is_ascii_lower(text[1])) {
    text.replace(0, 1, to_lower_ascii(text.substr(0, 1)));
  }
  return text;
}

}  // namespace

std::string error_text(const std::error_code& error) {
  if (!error) {
    return "no error";
  }
  if (!is_errno(error)) {
    return lower_first(error.message());
  }
  // strerrordesc_np never asks the locale, unlike strerror.
  const char* text = strerrordesc_np(error.value());
  return text != nullptr ? lower_first(text) : "error " + std::to_string(error.value());
}

}  // namespace copctl::base

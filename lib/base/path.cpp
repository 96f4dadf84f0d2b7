#include "base/path.h"

#include <algorithm>
#include <vector>

#include "base/text.h"

namespace copctl::base {
namespace {

// NAME_MAX of Linux.
constexpr std::size_t kMaxElement = 255;

bool is_control(char32_t code) { return code < 0x20 || (code >= 0x7F && code < 0xA0); }

bool is_plain_element(std::string_view element) {
  if (element.empty() || element == "." || element == ".." || element.size() > kMaxElement) {
    return false;
  }
  while (!element.empty()) {
    const Rune rune = decode_rune(element);
    if (!rune.valid || is_control(rune.code) || rune.code == '\\') {
      return false;
    }
    element.remove_prefix(static_cast<std::size_t>(rune.length));
  }
  return true;
}

}  // namespace

std::string join_path(std::string_view a, std::string_view b) {
  if (a.empty() || b.starts_with('/')) {
    return std::string(b);
  }
  std::string joined(a);
  if (!joined.ends_with('/')) {
    joined += '/';
  }
  return joined.append(b);
}

std::string clean_path(std::string_view path) {
  const bool rooted = path.starts_with('/');
  std::vector<std::string_view> kept;
  for (const std::string_view element : split(path, '/')) {
    if (element.empty() || element == ".") {
      continue;
    }
    const bool is_up = element == "..";
    if (is_up && !kept.empty() && kept.back() != "..") {
      kept.pop_back();
    } else if (!is_up || !rooted) {
      kept.push_back(element);
    }
  }
  std::string cleaned;
  for (const std::string_view element : kept) {
    if (rooted || !cleaned.empty()) {
      cleaned += '/';
    }
    cleaned += element;
  }
  return !cleaned.empty() ? cleaned : rooted ? "/" : ".";
}

std::string_view base_name(std::string_view path) { return path.substr(path.rfind('/') + 1); }

std::string_view dir_name(std::string_view path) {
  const std::size_t slash = path.rfind('/');
  return slash == std::string_view::npos ? path.substr(0, 0) : path.substr(0, slash);
}

std::string_view extension(std::string_view path) {
  const std::string_view name = base_name(path);
  const std::size_t dot = name.rfind('.');
  return dot == std::string_view::npos ? name.substr(name.size()) : name.substr(dot);
}

bool is_plain_relative_path(std::string_view path) {
  const std::vector<std::string_view> elements = split(path, '/');
  return std::all_of(elements.begin(), elements.end(), is_plain_element);
}

}  // namespace copctl::base

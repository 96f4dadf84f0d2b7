#include <algorithm>
#include <charconv>
#include <iterator>
#include <optional>

#include "base/text.h"
#include "value/path.h"

namespace copctl::value {
namespace {

std::string unescaped(std::string_view step) {
  return base::replace_all(base::replace_all(step, "~1", "/"), "~0", "~");
}

// RFC 6901 section 4: digits without a leading zero.
std::optional<std::size_t> index_of(std::string_view step) {
  std::size_t index = 0;
  const auto [end, error] = std::from_chars(step.data(), step.data() + step.size(), index);
  const bool whole = error == std::errc() && end == step.data() + step.size();
  return whole && (step == "0" || !step.starts_with('0')) ? std::optional(index) : std::nullopt;
}

// Takes the first step off a pointer that is not empty.
std::string_view take_step(std::string_view& pointer) {
  pointer.remove_prefix(1);
  const std::string_view step = pointer.substr(0, pointer.find('/'));
  pointer.remove_prefix(step.size());
  return step;
}

const Value* child(const Value& v, std::string_view step) {
  if (v.is_list()) {
    const std::optional<std::size_t> index = index_of(step);
    return index && *index < v.items().size() ? &v.items()[*index] : nullptr;
  }
  const bool is_plain = step.find('~') == std::string_view::npos;
  return is_plain ? v.find(step) : v.find(unescaped(step));
}

}  // namespace

std::string pointer(const Path& path) {
  std::string out;
  for (const Step& step : path) {
    const std::string* key = std::get_if<std::string>(&step);
    out =
        key != nullptr ? child_pointer(out, *key) : child_pointer(out, std::get<std::size_t>(step));
  }
  return out;
}

void append_step(std::string& pointer, std::string_view key) {
  pointer += '/';
  if (key.find_first_of("~/") == std::string_view::npos) {
    pointer += key;
    return;
  }
  for (const char c : key) {
    if (c == '~' || c == '/') {
      pointer += c == '~' ? "~0" : "~1";
    } else {
      pointer += c;
    }
  }
}

void append_step(std::string& pointer, std::size_t index) {
  char digits[20];
  const auto [end, error] = std::to_chars(std::begin(digits), std::end(digits), index);
  pointer += '/';
  pointer.append(digits, end);
}

std::string child_pointer(std::string_view parent, std::string_view key) {
  std::string pointer;
  pointer.reserve(parent.size() + 1 + key.size());
  pointer = parent;
  append_step(pointer, key);
  return pointer;
}

std::string child_pointer(std::string_view parent, std::size_t index) {
  std::string pointer(parent);
  append_step(pointer, index);
  return pointer;
}

std::string display_pointer(std::string_view pointer) {
  Path path;
  while (pointer.starts_with('/')) {
    const std::string_view step = take_step(pointer);
    const std::optional<std::size_t> index = index_of(step);
    path.push_back(index ? Step(*index) : Step(unescaped(step)));
  }
  return display(path);
}

const Value* lookup_pointer(const Value& root, std::string_view pointer) {
  const Value* at = &root;
  while (at != nullptr && pointer.starts_with('/')) {
    at = child(*at, take_step(pointer));
  }
  return pointer.empty() ? at : nullptr;
}

}  // namespace copctl::value

#include "folder/merging.h"

#include <fmt/format.h>

#include "base/text.h"

namespace copctl::folder {
namespace {

constexpr std::string_view kOpening = "<<<<<<< ";
constexpr std::string_view kClosing = ">>>>>>> ";

bool is_text(std::string_view bytes) {
  return base::find_invalid_utf8(bytes) == std::string_view::npos;
}

std::string whole_line(std::string_view text) {
  return std::string(text) + (text.empty() || text.ends_with('\n') ? "" : "\n");
}

// Both texts whole between the markers.
std::string marked(std::string_view base, std::string_view mine, std::string_view fresh) {
  return fmt::format("{}mine\n{}||||||| base\n{}=======\n{}{}new\n", kOpening,
                     whole_line(mine), whole_line(base), whole_line(fresh), kClosing);
}

Merging decide_whole(const File& wanted, std::string_view base, std::string_view mine,
                     ConflictReason reason, Resolution resolution) {
  const bool can_mark = reason != ConflictReason::kMarkers && reason != ConflictReason::kNoText;
  if (resolution == Resolution::kMark && !can_mark) {
    resolution = Resolution::kReport;
  }
  Merging merging;
  merging.conflicts.push_back(
      {.path = wanted.path, .reason = reason, .secret = wanted.secret, .resolution = resolution});
  if (resolution == Resolution::kNew) {
    merging.text = wanted.text;
  } else if (resolution == Resolution::kMark) {
    merging.text = marked(base, mine, wanted.text);
  }
  return merging;
}

}  // namespace

bool has_markers(std::string_view text) {
  bool open = false;
  for (const std::string_view line : base::split_lines(text)) {
    open = open || line.starts_with(kOpening);
    if (open && line.starts_with(kClosing)) {
      return true;
    }
  }
  return false;
}

Merging merge_file(const File& wanted, const std::optional<std::string_view>& base,
                   std::string_view mine, ConflictReason reason, Resolution resolution) {
  if (!is_text(mine) || !is_text(wanted.text) || !is_text(base.value_or(""))) {
    return decide_whole(wanted, "", mine, ConflictReason::kNoText, resolution);
  }
  if (has_markers(mine) && !has_markers(wanted.text)) {
    return decide_whole(wanted, "", mine, ConflictReason::kMarkers, resolution);
  }
  return decide_whole(wanted, base.value_or(""), mine, reason, resolution);
}

}  // namespace copctl::folder

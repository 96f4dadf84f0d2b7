#include "folder/merging.h"

#include <fmt/format.h>

#include "base/path.h"
#include "base/text.h"
#include "merge/merge.h"

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

// Both texts whole between the markers, for want of a base.
std::string marked(std::string_view mine, std::string_view fresh) {
  return fmt::format("{}mine\n{}||||||| base\n=======\n{}{}new\n", kOpening, whole_line(mine),
                     whole_line(fresh), kClosing);
}

Merging decide_whole(const File& wanted, std::string_view mine, ConflictReason reason,
                     Resolution resolution) {
  const bool can_mark = reason != ConflictReason::kMarkers && reason != ConflictReason::kNoText;
  // Edits beside the markers would be lost with them.
  const bool can_replace = reason != ConflictReason::kMarkers;
  // The lock would remember new secrets that the file does not hold.
  const bool can_stay = reason != ConflictReason::kBaseUnknown;
  if ((resolution == Resolution::kMark && !can_mark) ||
      (resolution == Resolution::kNew && !can_replace) ||
      (resolution == Resolution::kMine && !can_stay)) {
    resolution = Resolution::kReport;
  }
  Merging merging;
  merging.conflicts.push_back(
      {.path = wanted.path, .reason = reason, .secret = wanted.secret, .resolution = resolution});
  if (resolution == Resolution::kNew) {
    merging.text = wanted.text;
  } else if (resolution == Resolution::kMark) {
    merging.text = marked(mine, wanted.text);
  }
  return merging;
}

// In the order of Resolution.
constexpr merge::Decision kDecisions[] = {merge::Decision::kReport, merge::Decision::kMine,
                                          merge::Decision::kNew, merge::Decision::kMark};

merge::Form form_of(const File& file) {
  const std::string_view extension = base::extension(file.path);
  return extension == ".yaml" || extension == ".yml" ? merge::Form::kYaml : merge::Form::kText;
}

Merging merge_parts(const File& wanted, std::string_view base, std::string_view mine,
                    Resolution resolution) {
  merge::Merged merged = merge::merge_texts(
      base, mine, wanted.text, {form_of(wanted), kDecisions[static_cast<std::size_t>(resolution)]});
  Merging merging;
  for (merge::Conflict& part : merged.conflicts) {
    merging.conflicts.push_back({.path = wanted.path,
                                 .object = std::move(part.resource),
                                 .field = std::move(part.path),
                                 .line = part.line,
                                 .base = std::move(part.base),
                                 .mine = std::move(part.mine),
                                 .fresh = std::move(part.theirs),
                                 .secret = wanted.secret,
                                 .resolution = resolution});
  }
  if (merging.conflicts.empty() || resolution != Resolution::kReport) {
    merging.text = std::move(merged.text);
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
    return decide_whole(wanted, mine, ConflictReason::kNoText, resolution);
  }
  if (has_markers(mine) && !has_markers(wanted.text)) {
    return decide_whole(wanted, mine, ConflictReason::kMarkers, resolution);
  }
  return base ? merge_parts(wanted, *base, mine, resolution)
              : decide_whole(wanted, mine, reason, resolution);
}

}  // namespace copctl::folder

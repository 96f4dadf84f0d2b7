#include "support/txtar.h"

#include <algorithm>

#include "base/text.h"

namespace copctl::support {
namespace {

constexpr std::string_view kNoNewline = "\\ no newline at end\n";

// Takes a line with its newline off `text`.
std::string_view take_line(std::string_view& text) {
  const std::size_t end = text.find('\n');
  const std::string_view line = text.substr(0, end == std::string_view::npos ? end : end + 1);
  text.remove_prefix(line.size());
  return line;
}

// The name in a line `-- name --`; empty when it is another line.
std::string_view section_name(std::string_view line) {
  line = base::trim_right(line);
  if (line.size() < 7 || !line.starts_with("-- ") || !line.ends_with(" --")) {
    return {};
  }
  return base::trim(line.substr(3, line.size() - 6));
}

void strip_mark(std::string& text) {
  if (text == kNoNewline) {
    text.clear();
  } else if (text.ends_with("\n" + std::string(kNoNewline))) {
    text.resize(text.size() - kNoNewline.size() - 1);
  }
}

}  // namespace

const Section* Archive::find(std::string_view name) const {
  const auto at = std::find_if(sections.begin(), sections.end(),
                               [&](const Section& section) { return section.name == name; });
  return at == sections.end() ? nullptr : &*at;
}

std::string_view Archive::text(std::string_view name) const {
  const Section* section = find(name);
  return section == nullptr ? std::string_view() : section->text;
}

Archive parse_txtar(std::string_view text) {
  Archive archive;
  while (!text.empty()) {
    const std::string_view line = take_line(text);
    const std::string_view name = section_name(line);
    if (!name.empty()) {
      archive.sections.push_back({std::string(name), ""});
    } else {
      (archive.sections.empty() ? archive.comment : archive.sections.back().text) += line;
    }
  }
  for (Section& section : archive.sections) {
    strip_mark(section.text);
  }
  return archive;
}

std::string format_txtar(const Archive& archive) {
  std::string out = archive.comment;
  for (const Section& section : archive.sections) {
    out += "-- " + section.name + " --\n" + section.text;
    if (!section.text.empty() && !section.text.ends_with('\n')) {
      out += "\n" + std::string(kNoNewline);
    }
  }
  return out;
}

}  // namespace copctl::support

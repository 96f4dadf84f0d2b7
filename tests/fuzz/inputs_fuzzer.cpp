#include <algorithm>
#include <string>

#include "base/file_system.h"
#include "base/text.h"
#include "dump/dump.h"
#include "fuzz/targets.h"

namespace copctl::fuzz {

namespace {

bool is_shipped(std::string_view name) {
  diag::SourceMap sources;
  diag::Diagnostics diagnostics;
  const auto shipped = profile::list(dump::embedded_profiles(), sources, diagnostics);
  return std::any_of(shipped.begin(), shipped.end(),
                     [&](const profile::Summary& summary) { return summary.name == name; });
}

// The same text under every kind of name, alone and in a folder.
base::MemoryFileSystem disk_with(std::string_view text) {
  const std::string body(text);
  return base::MemoryFileSystem(
      {{"in.json", body}, {"in.yaml", body}, {"in/a.json", body}, {"in/b/c.yaml", body}});
}

std::string counted(std::size_t count) { return std::string(count, 'x'); }

}  // namespace

// A profile's name, then a flag and its value a line, then after `--` the text of the files
// in.json, in.yaml, in/a.json and in/b/c.yaml: a shipped profile is dumped from any file, or says
// why not.
void inputs(std::string_view bytes) {
  const Halves halves = split(bytes);
  const auto lines = base::split_lines(halves.first);
  if (lines.empty() || !is_shipped(lines.front())) return;
  dump::Request request{.output_dir = "-"};
  for (const std::string_view line : lines) {
    const std::size_t space = line.find(' ');
    if (space == line.npos) continue;
    request.inputs.assignments.push_back({profile::Assignment::Kind::kFlag,
                                          std::string(line.substr(0, space)),
                                          std::string(line.substr(space + 1))});
  }
  base::MemoryFileSystem disk = disk_with(halves.second);
  diag::SourceMap sources;
  diag::Diagnostics diagnostics;
  const auto profile =
      profile::load(dump::embedded_profiles(), disk, lines.front(), {}, sources, diagnostics);
  COPCTL_CHECK(profile.has_value());
  const auto result = dump::dump(
      *profile, request, {disk, dump::embedded_profiles(), sources, counted, "fuzz"}, diagnostics);
  check_told(result.has_value(), diagnostics, sources);
}

}  // namespace copctl::fuzz

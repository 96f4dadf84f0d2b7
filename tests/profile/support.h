#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/file_system.h"
#include "base/text.h"
#include "diag/printer.h"
#include "profile/profile.h"
#include "support/catch.h"
#include "support/txtar.h"

namespace copctl::profile {

// Bytes 0, 1, 2 …: secrets that a test can foretell.
inline RandomBytes counting() {
  return [next = 0](std::size_t count) mutable {
    std::string bytes;
    while (bytes.size() < count) bytes += static_cast<char>(next++ & 0x7F);
    return bytes;
  };
}

// A profile of a test: what it has on disk, and what came of loading it.
struct Fixture {
  base::MemoryFileSystem disk;
  base::MemoryFileSystem embedded;
  diag::SourceMap sources;
  diag::Diagnostics diagnostics;
  std::optional<Profile> profile;

  // Every section is a file below `p`, if it is a part of a profile, or else beside it.
  explicit Fixture(const support::Archive& archive,
                   const std::vector<std::string>& reserved = {"values", "f", "secrets-key"})
      : disk(files_of(archive)) {
    profile = load(embedded, disk, "./p", reserved, sources, diagnostics);
    CHECK(profile.has_value() == !diagnostics.has_errors());
  }

  static std::map<std::string, std::string> files_of(const support::Archive& archive) {
    std::map<std::string, std::string> files;
    files["p/profile.yaml"] = "name: test\nversion: 1.0.0\nsummary: a test\n";
    for (const support::Section& section : archive.sections) {
      const bool part = section.name == "profile.yaml" || section.name == "schema.yaml" ||
                        section.name.starts_with("presets/") ||
                        section.name.starts_with("templates/");
      files[part ? "p/" + section.name : section.name] = section.text;
    }
    return files;
  }

  std::string printed() const { return diag::print(diagnostics, sources); }
};

inline std::vector<std::string> lines_of(std::string_view text) {
  std::vector<std::string> lines;
  for (const std::string_view line : base::split_lines(text)) {
    if (!line.empty()) lines.emplace_back(line);
  }
  return lines;
}

// `--flag value` or `-f value` a line, as the command line would hand them on.
inline void add_argument_line(const Profile& profile, const std::string& line, Inputs& inputs) {
  using Kind = Assignment::Kind;
  static const std::map<std::string, Kind> kSets = {{"--set", Kind::kSet},
                                                    {"--set-string", Kind::kSetString},
                                                    {"--set-file", Kind::kSetFile},
                                                    {"--set-json", Kind::kSetJson}};
  const std::size_t blank = std::min(line.find(' '), line.size());
  const std::string flag = line.substr(0, blank);
  const std::string text = blank < line.size() ? line.substr(blank + 1) : "";
  if (flag == "-f") {
    inputs.value_files.push_back(text);
  } else if (flag == "--preset") {
    inputs.presets.push_back(text);
  } else if (const auto set = kSets.find(flag); set != kSets.end()) {
    inputs.assignments.push_back({set->second, flag.substr(2), text});
  } else {
    const std::string name = flag.substr(2);
    bool known = false;
    for (const Parameter& parameter : profile.parameters) known |= parameter.flag == name;
    const bool file = !known && name.ends_with("-file");
    inputs.assignments.push_back({file ? Kind::kFlagFile : Kind::kFlag,
                                  file ? name.substr(0, name.size() - 5) : name, text});
  }
}

// `/replicas --replicas 3`: pointer, how it was given, and the value as JSON.
inline KeptValue kept_of(const std::string& line, diag::SourceMap& sources) {
  const std::size_t first = line.find(' ');
  const std::size_t second = line.find(' ', first + 1);
  diag::Diagnostics diagnostics;
  const auto json = sources.add(diag::SourceKind::kFile, "kept", line.substr(second + 1));
  const auto document = codec::decode_json(sources, json, codec::Numbers::kInt64, diagnostics);
  REQUIRE(document);
  return {line.substr(0, first), document->value, line.substr(first + 1, second - first - 1)};
}

inline Inputs inputs_of(const Profile& profile, const support::Archive& archive) {
  Inputs inputs;
  for (const std::string& line : lines_of(archive.text("args"))) {
    add_argument_line(profile, line, inputs);
  }
  const auto pairs = [&](std::string_view section, std::map<std::string, std::string>& out) {
    for (const std::string& line : lines_of(archive.text(section))) {
      out[line.substr(0, line.find('='))] = line.substr(line.find('=') + 1);
    }
  };
  pairs("env", inputs.environment);
  pairs("remembered", inputs.remembered);
  diag::SourceMap sources;
  for (const std::string& line : lines_of(archive.text("kept")))
    inputs.kept.push_back(kept_of(line, sources));
  const std::string text(archive.text("stdin"));
  const bool given = archive.has("stdin");
  inputs.standard_input = [=]() { return given ? std::optional(text) : std::nullopt; };
  return inputs;
}

}  // namespace copctl::profile

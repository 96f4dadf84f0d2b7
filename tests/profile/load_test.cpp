// Covers definition.cpp, parameters.cpp, source.cpp.
#include <fmt/format.h>

#include "profile/support.h"
#include "support/golden.h"

namespace copctl::profile {
namespace {

std::string listed(const Profile& profile) {
  std::string out =
      fmt::format("{} {} into {}, namespace {}, {}\n", profile.summary.name,
                  profile.summary.version, profile.output_dir, profile.release_namespace,
                  profile.layout == Layout::kTree ? "tree" : "flat");
  for (const Parameter& parameter : profile.parameters) {
    out += fmt::format("--{}{} {} [{}]\n", parameter.flag,
                       parameter.short_flag == 0 ? "" : fmt::format(" -{}", parameter.short_flag),
                       parameter.environment(), parameter.group);
  }
  for (const TemplateFile& file : profile.templates) {
    out += fmt::format("template {}{}\n", file.name, file.partial ? " (partial)" : "");
  }
  for (const auto& [name, preset] : profile.presets) out += "preset " + name + "\n";
  for (const FileRule& rule : profile.files) {
    out += fmt::format("files {} to {}{}{}", rule.templates, rule.output,
                       rule.kind == OutputKind::kFile ? ", a file" : "",
                       rule.secret ? ", secret" : "");
    for (const Loop& loop : rule.loops) out += fmt::format(", {} in {}", loop.as, loop.in);
    out += "\n";
  }
  return out;
}

std::vector<support::Section> load_case(const support::Archive& archive) {
  const Fixture fixture(archive);
  if (!fixture.profile) return {{"error", fixture.printed()}};
  std::vector<support::Section> out{{"profile", listed(*fixture.profile)}};
  if (!fixture.diagnostics.empty()) out.push_back({"warning", fixture.printed()});
  return out;
}

TEST_CASE("a profile is loaded from a folder") {
  support::run_goldens({.folder = "tests/profile/testdata/load",
                        .outputs = {"profile", "warning", "error"},
                        .run = load_case});
}

// Names of shipped profiles and what is said of others.
TEST_CASE("a profile is found by its name or alias") {
  const std::string schema = "properties: {a: {type: string}}\n";
  const auto definition = [](const char* name, const char* alias) {
    return fmt::format("name: {}\naliases: [{}]\nversion: 1.0.0\nsummary: x\n", name, alias);
  };
  const base::MemoryFileSystem embedded(
      {{"profiles/control-plane/profile.yaml", definition("control-plane", "cp")},
       {"profiles/control-plane/schema.yaml", schema},
       {"profiles/control-plane/presets/ha.yaml", "a: b\n"},
       {"templates/control-plane/a.yaml", "a: 1\n"},
       {"profiles/system-manager/profile.yaml", definition("system-manager", "sm")},
       {"profiles/system-manager/schema.yaml", schema}});
  const base::MemoryFileSystem disk(
      {{"mine/profile.yaml", definition("mine", "m")}, {"mine/schema.yaml", schema}});
  struct Case {
    const char* reference;
    const char* name;
    const char* error;
  };
  const Case cases[] = {
      {"control-plane", "control-plane", ""},
      {"cp", "control-plane", ""},
      {"sm", "system-manager", ""},
      {"./mine", "mine", ""},
      {"mine/", "mine", ""},
      {"control-plan", "", "unknown profile `control-plan`; did you mean `control-plane`?"},
      {"mine", "", "unknown profile `mine`; for the folder write `./mine`"},
      {"zebra", "", "unknown profile `zebra`; there are control-plane, system-manager"},
      {"\x1b[31m", "", "unknown profile `\\x1b[31m`; there are control-plane, system-manager"},
      {"", "", "unknown profile ``; there are control-plane, system-manager"},
      {"./gone", "", "cannot read `./gone/profile.yaml`: no such file or directory"},
      {"..", "", "cannot read `../profile.yaml`: no such file or directory"},
      {"../../etc", "", "cannot read `../../etc/profile.yaml`: no such file or directory"}};
  for (const Case& one : cases) {
    DYNAMIC_SECTION("'" << base::printable(one.reference) << "'") {
      diag::SourceMap sources;
      diag::Diagnostics diagnostics;
      const auto profile = load(embedded, disk, one.reference, {}, sources, diagnostics);
      CHECK((profile ? profile->summary.name : "") == one.name);
      CHECK((diagnostics.empty() ? "" : diagnostics.all().front().message) == one.error);
    }
  }

  diag::SourceMap sources;
  diag::Diagnostics diagnostics;
  const auto summaries = list(embedded, sources, diagnostics);
  REQUIRE(summaries.size() == 2);
  CHECK(summaries[1].name == "system-manager");
  const auto files = exported(embedded, "cp", sources, diagnostics);
  REQUIRE(files);
  CHECK(*files ==
        std::map<std::string, std::string>{{"presets/ha.yaml", "a: b\n"},
                                           {"profile.yaml", definition("control-plane", "cp")},
                                           {"schema.yaml", schema},
                                           {"templates/a.yaml", "a: 1\n"}});
  CHECK_FALSE(exported(embedded, "nope", sources, diagnostics));
}

}  // namespace
}  // namespace copctl::profile

// Covers embed.cpp, embedded.cpp.
#include "profile/embed/embedded.h"
#include "profile/support.h"

// What holds for every shipped profile, found by name.

namespace copctl::profile {
namespace {

std::vector<Summary> shipped() {
  diag::SourceMap sources;
  diag::Diagnostics diagnostics;
  auto summaries = list(embedded(), sources, diagnostics);
  INFO(diag::print(diagnostics, sources));
  REQUIRE(diagnostics.empty());
  REQUIRE(!summaries.empty());
  return summaries;
}

std::optional<Profile> loaded(const std::string& name, diag::SourceMap& sources) {
  const base::MemoryFileSystem disk;
  diag::Diagnostics diagnostics;
  auto profile = load(embedded(), disk, name, {}, sources, diagnostics);
  INFO(diag::print(diagnostics, sources));
  REQUIRE(diagnostics.empty());
  return profile;
}

TEST_CASE("every shipped profile loads, and every preset and default fits its schema") {
  for (const Summary& summary : shipped()) {
    DYNAMIC_SECTION(summary.name) {
      diag::SourceMap sources;
      const auto profile = loaded(summary.name, sources);
      REQUIRE(profile);
      CHECK(profile->summary.name == summary.name);
      std::vector<std::string> presets{""};
      for (const auto& [name, preset] : profile->presets) presets.push_back(name);
      for (const std::string& preset : presets) {
        Inputs inputs;
        if (!preset.empty()) inputs.presets = {preset};
        diag::Diagnostics diagnostics;
        const base::MemoryFileSystem disk;
        static_cast<void>(resolve(*profile, inputs, disk, kernel_random(), sources, diagnostics));
        for (const auto& one : diagnostics.all()) {
          INFO(diag::print(one, sources));
          CHECK(one.kind == diag::Kind::kMissingParameter);
        }
      }
    }
  }
}

TEST_CASE("every parameter of a shipped profile is described") {
  for (const Summary& summary : shipped()) {
    diag::SourceMap sources;
    const auto profile = loaded(summary.name, sources);
    REQUIRE(profile);
    for (const Parameter& parameter : profile->parameters) {
      INFO(summary.name << " " << parameter.display());
      CHECK_FALSE(parameter.leaf.description.empty());
    }
  }
}

// The packed form must say what the text says, and be there for every file that is loaded.
TEST_CASE("an embedded profile is the same with and without its packed form") {
  std::map<std::string, std::string> texts;
  std::size_t packed = 0;
  for (const base::EmbeddedFile& file : embedded_files()) {
    const bool is_packed = file.path.ends_with(".packed");
    packed += is_packed ? 1 : 0;
    if (!is_packed) texts.emplace(file.path, file.bytes);
  }
  const base::MemoryFileSystem plain(texts);
  for (const auto& [path, text] : texts) {
    if (path.starts_with("profiles/") && path.ends_with(".yaml")) --packed;
  }
  CHECK(packed == 0);
  for (const Summary& summary : shipped()) {
    DYNAMIC_SECTION(summary.name) {
      diag::SourceMap sources;
      diag::Diagnostics diagnostics;
      const base::MemoryFileSystem disk;
      const auto parsed = load(plain, disk, summary.name, {}, sources, diagnostics);
      const auto unpacked = loaded(summary.name, sources);
      REQUIRE(parsed);
      REQUIRE(unpacked);
      CHECK(parsed->schema.packed() == unpacked->schema.packed());
      CHECK(parsed->summary.summary == unpacked->summary.summary);
      CHECK(parsed->notes == unpacked->notes);
      REQUIRE(parsed->presets.size() == unpacked->presets.size());
      for (const auto& [name, preset] : parsed->presets) {
        CHECK(preset.packed == unpacked->presets.at(name).packed);
      }
      REQUIRE(parsed->parameters.size() == unpacked->parameters.size());
      for (std::size_t i = 0; i < parsed->parameters.size(); ++i) {
        const Parameter& a = parsed->parameters[i];
        const Parameter& b = unpacked->parameters[i];
        CHECK(a.flag == b.flag);
        CHECK(a.leaf.span.begin == b.leaf.span.begin);
        const diag::Span x = parsed->schema.default_span(a.leaf.pointer);
        const diag::Span y = unpacked->schema.default_span(a.leaf.pointer);
        CHECK(sources.text(x) == sources.text(y));
      }
    }
  }
}

TEST_CASE("the commented values file of a shipped profile gives its values") {
  for (const Summary& summary : shipped()) {
    DYNAMIC_SECTION(summary.name) {
      diag::SourceMap sources;
      diag::Diagnostics diagnostics;
      const auto profile = loaded(summary.name, sources);
      REQUIRE(profile);
      base::MemoryFileSystem disk;
      const auto values = resolve_partially(*profile, {}, disk, sources, diagnostics);
      REQUIRE(values);
      const std::string text = commented_values(*profile, *values);
      std::error_code error;
      REQUIRE(disk.create("back.yaml", text, base::kPublicMode, error));
      Inputs inputs;
      inputs.value_files = {"back.yaml"};
      const auto back = resolve_partially(*profile, inputs, disk, sources, diagnostics);
      INFO(diag::print(diagnostics, sources));
      CHECK(diagnostics.empty());
      REQUIRE(back);
      CHECK(codec::encode_yaml(back->tree) == codec::encode_yaml(values->tree));
    }
  }
}

}  // namespace
}  // namespace copctl::profile

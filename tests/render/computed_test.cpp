// Covers computed.cpp, expression.cpp.
#include <map>
#include <string>

#include "base/file_system.h"
#include "diag/printer.h"
#include "render/render.h"
#include "support/catch.h"

namespace {

using namespace copctl;
using value::Value;

constexpr const char* kProfile =
    "name: demo\nversion: 1.0.0\nsummary: x\n"
    "let:\n"
    "  - {as: model, template: _model.yaml}\n"
    "  - {as: more, template: more.json}\n"
    "problems: .model.problems\n"
    "keep: .model.keep\n"
    "files:\n"
    "  - {templates: a.yaml, forEach: [{as: name, in: .more.names}], output: \"{{ .name "
    "}}.yaml\"}\n";
constexpr const char* kSchema =
    "type: object\nproperties:\n"
    "  names: {type: array, items: {type: string}, default: [b, a]}\n"
    "  size: {type: integer, default: 1}\n"
    "  token: {type: string, writeOnly: true}\n";
constexpr const char* kMore = "{\"names\": {{ .model.sorted | toJson }}}";
constexpr const char* kSorted = "sorted: {{ sortAlpha .Values.names | toJson }}\n";

// The rendered files and the kept paths, or what there is to say.
std::string rendered(const std::string& model, const std::string& values = "{}",
                     const Value& previous = {}, const std::string& more = kMore) {
  base::MemoryFileSystem disk({{"p/profile.yaml", kProfile},
                               {"p/schema.yaml", kSchema},
                               {"p/templates/_model.yaml", model},
                               {"p/templates/more.json", more},
                               {"p/templates/a.yaml", "{{ .name }}: {{ .model.size }}"},
                               {"v.yaml", values}});
  const base::MemoryFileSystem none;
  diag::SourceMap sources;
  diag::Diagnostics diagnostics;
  const auto profile = profile::load(none, disk, "./p", {}, sources, diagnostics);
  REQUIRE(profile);
  const auto resolved = profile::resolve(*profile, {.value_files = {"v.yaml"}}, disk,
                                         profile::kernel_random(), sources, diagnostics);
  REQUIRE(resolved);
  auto templates = render::parse_templates(*profile, sources, diagnostics);
  REQUIRE(templates);
  render::Renderer renderer(*profile, std::move(*templates), *resolved,
                            {"demo", "space", "v1.30.2"}, sources, previous);
  const auto files = renderer.render(diagnostics);
  std::string out = diag::print(diagnostics, sources);
  if (!files) return out;
  for (const render::RenderedFile& file : *files)
    out += file.path + ": " + std::string(sources.text(file.source)) + "\n";
  for (const std::string& path : renderer.kept_paths()) out += "keep " + path + "\n";
  return out;
}

std::string problems(const std::string& list) { return std::string(kSorted) + "problems: " + list; }

}  // namespace

TEST_CASE("what is computed is bound in order, with exact integers, and writes no file") {
  CHECK(rendered(std::string(kSorted) + "size: {{ mul 1000000 .Values.size }}", "names: [y, x]") ==
        "x.yaml: x: 1000000\ny.yaml: y: 1000000\n");
}

TEST_CASE("computed values see the last dump, files do not") {
  const Value previous = Value::map({{"Values", Value::map({{"size", Value::string("old")}})}});
  const std::string model =
      std::string(kSorted) + "size: {{ (.Previous | default dict).Values | toJson }}";
  CHECK(rendered(model, "names: [x]", previous) == "x.yaml: x: map[size:old]\n");
  CHECK(rendered(model, "names: [x]") == "x.yaml: x: \n");
}

TEST_CASE("files that stay are listed") {
  CHECK(rendered(std::string(kSorted) + "size: 1\nkeep: [c.yaml, d/e.yaml]", "names: [x]") ==
        "x.yaml: x: 1\nkeep c.yaml\nkeep d/e.yaml\n");
}

TEST_CASE("a problem is told where its value comes from") {
  const std::string values = "names:\n  - one\n  - two\nsize: 7\ntoken: sesame\n";
  const struct {
    const char* list;
    const char* output;
  } kCases[] = {
      {"[{at: [names, 1], message: \"it is two\"}, {at: [size], message: \"and seven\"}]",
       "v.yaml:3:5: error: it is two [InvalidValue]\n    3 |   - two\n      |     ^~~\n"
       "v.yaml:4:7: error: and seven [InvalidValue]\n    4 | size: 7\n      |       ^\n"},
      {"[{at: [token], message: weak}]",
       "v.yaml:5:8: error: weak [InvalidValue]\n    5 | token: ***\n      |        ^~~\n"},
      {"[{message: \"of the whole\"}]", "error: of the whole [InvalidValue]\n"},
      {"nothing",
       "./p/profile.yaml:7:11: error: `.model.problems` is a string; problems needs a "
       "list [InvalidProfile]\n    7 | problems: .model.problems\n"
       "      |           ^~~~~~~~~~~~~~~\n"},
  };
  for (const auto& one : kCases) {
    DYNAMIC_SECTION(one.list) { CHECK(rendered(problems(one.list), values) == one.output); }
  }
}

TEST_CASE("a default has no place that the user could look at") {
  CHECK(rendered(problems("[{at: [size], message: small}]")) ==
        "error: `size`: small [InvalidValue]\n");
}

TEST_CASE("a warning ends nothing") {
  CHECK(rendered(problems("[{at: [size], message: small, severity: warning}]\nsize: 2"),
                 "size: 1\nnames: [x]") ==
        "v.yaml:1:7: warning: small [InvalidValue]\n    1 | size: 1\n      |       ^\nx.yaml: x: "
        "2\n");
}

TEST_CASE("an entry of problems that is none") {
  for (const char* list : {"[{at: [size]}]", "[{message: 1}]", "[{at: size, message: x}]",
                           "[{at: [-1], message: x}]", "[{message: x, severity: fatal}]", "[x]"}) {
    DYNAMIC_SECTION(list) {
      CHECK_THAT(rendered(problems(list)),
                 Catch::StartsWith("./p/profile.yaml:7:11: error: an entry of `problems` needs a "
                                   "message, and may have `at`, a list of keys and indexes, and a "
                                   "severity, error or warning [InvalidProfile]\n"));
    }
  }
}

TEST_CASE("a kept path is a text") {
  CHECK_THAT(rendered(std::string(kSorted) + "keep: [1]"),
             Catch::StartsWith("./p/profile.yaml:8:7: error: `keep` must list paths"));
}

TEST_CASE("what a computed value's template renders must be one document") {
  CHECK_THAT(rendered("a: [1"),
             Catch::Contains("_model.yaml (rendered):") &&
                 Catch::Contains("./p/templates/_model.yaml:1:6: note: rendered here"));
  CHECK_THAT(rendered("a: 1\n---\nb: 2"),
             Catch::Contains("`_model.yaml` must render to one document"));
  CHECK_THAT(rendered("{{ fail \"no\" }}"), Catch::Contains("error: no"));
  CHECK_THAT(rendered(kSorted, "{}", {}, "{\"a\": 1,}"),
             Catch::Contains("more.json (rendered):1:9: error:"));
}

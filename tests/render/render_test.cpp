// Covers render.cpp, root.h, template_run.cpp, expand.cpp.
#include "render/render.h"

#include <map>
#include <string>

#include "base/file_system.h"
#include "diag/printer.h"
#include "support/catch.h"

namespace {

using namespace copctl;

using Files = std::map<std::string, std::string>;

constexpr const char* kProfile =
    "name: demo\nversion: 1.0.0\nappVersion: \"9\"\nsummary: for the tests\noutputDir: out\n"
    "namespace: demo\n";
constexpr const char* kSchema =
    "type: object\nproperties:\n  hosts: {type: array, items: {type: string}, default: [b, a]}\n"
    "  ports: {type: object, additionalProperties: {type: string}, default: {x: one, z: two}}\n"
    "  password: {type: string, writeOnly: true, default: sesame-open}\n";

// The rendered files as `path: text`, or the errors as they are printed.
std::string rendered(Files more, const std::string& rules = "", const std::string& notes = "") {
  Files all = {{"p/profile.yaml", kProfile + notes + rules}, {"p/schema.yaml", kSchema}};
  for (const auto& [path, text] : more) all["p/templates/" + path] = text;
  base::MemoryFileSystem disk(all);
  const base::MemoryFileSystem none;
  diag::SourceMap sources;
  diag::Diagnostics diagnostics;
  const auto profile = profile::load(none, disk, "./p", {}, sources, diagnostics);
  const auto values =
      profile ? profile::resolve(*profile, {}, disk, profile::kernel_random(), sources, diagnostics)
              : std::nullopt;
  if (!values) return diag::print(diagnostics, sources);
  const render::Release release{"demo", "space", "v1.30.2"};
  auto templates = render::parse_templates(*profile, sources, diagnostics);
  if (!templates) return diag::print(diagnostics, sources);
  render::Renderer renderer(*profile, std::move(*templates), *values, release, sources);
  const auto files = renderer.render(diagnostics);
  if (!files) return diag::print(diagnostics, sources);
  std::string out;
  for (const render::RenderedFile& file : *files) {
    out += file.path + (file.secret ? " (secret)" : "") + ": " +
           std::string(sources.text(file.source)) + "\n";
  }
  const auto told = renderer.render_notes({3, "out", profile::Layout::kTree, true}, diagnostics);
  REQUIRE(told);
  return out + *told;
}

}  // namespace

TEST_CASE("every template renders once, in the order of paths") {
  CHECK(rendered({{"b.yaml", "x: 1"},
                  {"a/c.yaml", "y: 2"},
                  {"_part.tpl", "{{ define \"p\" }}z{{ end }}"}}) ==
        "a/c.yaml: y: 2\nb.yaml: x: 1\n");
}

TEST_CASE("what renders to space and comments writes no file") {
  CHECK(rendered({{"a.yaml", "# nothing\n---\n  \n{{ if false }}x: 1{{ end }}"},
                  {"b.yaml", "x: 1"}}) == "b.yaml: x: 1\n");
}

TEST_CASE("what templates see") {
  const struct {
    const char* source;
    const char* output;
  } kCases[] = {
      {"{{ .Release.Name }} {{ .Release.Namespace }} {{ .Release.Revision }} {{ .Release.IsInstall "
       "}}",
       "demo space 1 true"},
      {"{{ .Chart.Name }} {{ .Chart.Version }} {{ .Chart.AppVersion }}", "demo 1.0.0 9"},
      {"{{ .Capabilities.KubeVersion }} {{ .Capabilities.KubeVersion.Minor }}", "v1.30.2 30"},
      {"{{ .Capabilities.APIVersions.Has \"policy/v1\" }} {{ .Capabilities.APIVersions.Has "
       "\"policy/v0\" }}",
       "true false"},
      {"{{ .Template.Name }} {{ .Template.BasePath }}", "demo/templates/a.yaml demo/templates"},
      {"[{{ .Files.Get \"nothing\" }}]", "[]"},
      {"{{ .Values.nothing }}{{ len .Values.hosts }}", "2"},
      {"{{ (.Values.Table \"ports\").x }}", "one"},
  };
  for (const auto& c : kCases) {
    DYNAMIC_SECTION(c.source) {
      CHECK(rendered({{"a.yaml", c.source}}) == std::string("a.yaml: ") + c.output + "\n");
    }
  }
}

TEST_CASE("a file that holds a secret value is secret") {
  CHECK(rendered({{"a.yaml", "p: {{ .Values.password }}"}}) == "a.yaml (secret): p: sesame-open\n");
}

TEST_CASE("loops of profile.yaml") {
  const std::string rules =
      "files:\n  - templates: h.yaml\n    forEach:\n      - {as: host, in: .Values.hosts}\n      - "
      "{as: port, in: .Values.ports}\n"
      "    output: \"{{ .host }}/{{ .port }}.yaml\"\n";
  CHECK(rendered({{"h.yaml", "h: {{ .host }}-{{ .port }}"}}, rules) ==
        "a/one.yaml: h: a-one\na/two.yaml: h: a-two\nb/one.yaml: h: b-one\nb/two.yaml: h: b-two\n");
}

TEST_CASE("no file sees what another one's template did to the values") {
  const char* const kChanges[] = {"{{ $_ := set .Values \"x\" 1 }}",
                                  "{{ $_ := set .Values.ports \"x\" 1 }}",
                                  "{{ $_ := unset .Values.ports \"x\" }}",
                                  "{{ $_ := merge .Values (dict \"x\" 1) }}",
                                  "{{ $_ := mergeOverwrite (dict \"v\" .Values) (dict \"v\" (dict "
                                  "\"ports\" (dict \"x\" 1))) }}",
                                  "{{ $_ := set .Template \"Name\" 1 }}",
                                  "{{ $_ := set .Release \"Name\" 1 }}"};
  const std::string look =
      "{{ .Values.x }} {{ .Values.ports }} {{ .Release.Name }} {{ .Template.Name }}";
  for (const char* change : kChanges) {
    DYNAMIC_SECTION(change) {
      Files files;
      std::string expected;
      for (const char name : std::string("abcdefghijklmnopqrstuvwxyz")) {
        const std::string path = std::string(1, name) + ".yaml";
        files[path] = look + change;
        expected += path + ":  map[x:one z:two] demo demo/templates/" + path + "\n";
      }
      CHECK(rendered(files) == expected);
    }
  }
}

TEST_CASE("no element of a loop sees what the template did for another") {
  const std::string rules =
      "files:\n  - templates: h.yaml\n    forEach:\n      - {as: host, in: .Values.hosts}\n      - "
      "{as: map, in: list .Values.ports}\n    output: \"{{ .host }}.yaml\"\n";
  CHECK(rendered(
            {{"h.yaml", "{{ .host }} {{ .map }} {{ .Template.Name }}{{ $_ := set .map .host 1 }}"}},
            rules) ==
        "a.yaml: a map[x:one z:two] demo/templates/h.yaml\n"
        "b.yaml: b map[x:one z:two] demo/templates/h.yaml\n");
}

TEST_CASE("what profile.yaml can get wrong") {
  const auto rules = [](const std::string& in, const std::string& output) {
    return "files:\n  - templates: h.yaml\n    forEach:\n      - {as: host, in: " + in +
           "}\n    output: \"" + output + "\"\n";
  };
  CHECK_THAT(rendered({{"h.yaml", "h: 1"}}, rules(".Values.password", "x")),
             Catch::Contains("`.Values.password` is a string; forEach needs a list or a map"));
  CHECK_THAT(rendered({{"h.yaml", "h: 1"}}, rules(".Values.hosts", "same.yaml")),
             Catch::Contains("two renders write `same.yaml`"));
  CHECK_THAT(rendered({{"h.yaml", "h: 1"}}, rules(".Values.hosts", "../{{ .host }}")),
             Catch::Contains("the output path `../b` is not a plain path inside the folder"));
  CHECK_THAT(rendered({{"h.yaml", "h: 1"}}, rules("uper .Values.hosts", "x")),
             Catch::Contains("function \"uper\" not defined"));
}

TEST_CASE("every template is tried") {
  const std::string errors =
      rendered({{"a.yaml", "{{ .Values.hosts.x }}"}, {"b.yaml", "{{ fail \"no\" }}"}});
  CHECK_THAT(errors, Catch::Contains("can't evaluate field x") && Catch::Contains("error: no"));
}

TEST_CASE("notes see the dump") {
  CHECK(rendered(
            {{"N.txt",
              "{{ .Dump.Files }} {{ .Dump.Dir }} {{ .Dump.Layout }} {{ .Dump.CreateNamespace }}"}},
            "", "notes: N.txt\n") == "3 out tree true");
}

// Covers metadata.cpp, names.cpp, report.cpp.
#include "diag/printer.h"
#include "manifest/manifest.h"
#include "support/catch.h"

namespace copctl::manifest {
namespace {

struct Parsed {
  std::optional<std::vector<Resource>> resources;
  std::string printed;
};

Parsed parsed(const std::string& text) {
  diag::SourceMap sources;
  diag::Diagnostics diagnostics;
  const auto source = sources.add(diag::SourceKind::kFile, "a.yaml", text);
  Parsed result;
  result.resources = parse(sources, {source}, diagnostics);
  result.printed = diag::print(diagnostics, sources);
  return result;
}

std::vector<std::string> names(const Parsed& p) {
  REQUIRE(p.printed == "");
  REQUIRE(p.resources);
  std::vector<std::string> result;
  for (const Resource& resource : *p.resources) {
    const Identity& id = resource.identity;
    result.push_back(id.group + "|" + id.name_space + "|" + display(id));
  }
  return result;
}

TEST_CASE("documents become resources") {
  struct Case {
    const char* name;
    const char* text;
    std::vector<std::string> expected;
  };
  const Case cases[] = {
      {"one",
       "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web, namespace: shop}\n",
       {"apps|shop|Deployment/web"}},
      {"the core group",
       "apiVersion: v1\nkind: Service\nmetadata: {name: web}\n",
       {"||Service/web"}},
      {"an empty text", "", {}},
      {"comments and separators only", "# nothing\n---\n---\n# more\n", {}},
      {"null documents", "null\n---\n~\n", {}},
      {"several, with empty ones between",
       "---\napiVersion: v1\nkind: Secret\nmetadata: {name: a}\n---\n# none\n---\napiVersion: "
       "v1\nkind: Secret\nmetadata: {name: b}\n",
       {"||Secret/a", "||Secret/b"}},
      {"what kustomize reads, which has no name",
       "apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources: "
       "[a.yaml]\n---\napiVersion: v1\nkind: Secret\nmetadata: {name: a}\n",
       {"||Secret/a"}},
      {"a List",
       "apiVersion: v1\nkind: List\nitems:\n- {apiVersion: v1, kind: Pod, metadata: "
       "{name: a}}\n- {apiVersion: v1, kind: Pod, metadata: {name: b}}\n",
       {"||Pod/a", "||Pod/b"}},
      {"a List of Lists",
       "{apiVersion: v1, kind: List, items: [{apiVersion: v1, kind: PodList, "
       "items: [{apiVersion: v1, kind: Pod, metadata: {name: a}}]}]}\n",
       {"||Pod/a"}},
      {"an empty List", "{apiVersion: v1, kind: List, items: []}\n", {}},
      {"a kind that merely ends in List",
       "{apiVersion: example.org/v1, kind: AllowList, metadata: {name: a}}\n",
       {"example.org||AllowList/a"}},
      {"a cluster-scoped kind drops its namespace",
       "apiVersion: v1\nkind: Namespace\nmetadata: {name: a, namespace: b}\n",
       {"||Namespace/a"}},
      {"names of RBAC hold colons",
       "apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\nmetadata: {name: "
       "\"system:Node Reader\"}\n",
       {"rbac.authorization.k8s.io||ClusterRole/system:Node Reader"}},
      {"an APIService is named by version and group",
       "apiVersion: apiregistration.k8s.io/v1\nkind: APIService\nmetadata: {name: "
       "v1beta1.metrics.k8s.io}\n",
       {"apiregistration.k8s.io||APIService/v1beta1.metrics.k8s.io"}},
      {"null namespace, labels and annotations",
       "apiVersion: v1\nkind: Pod\nmetadata: {name: a, namespace: , labels: , annotations: {b: "
       "}}\n",
       {"||Pod/a"}},
      {"JSON", R"({"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "a"}})", {"||Pod/a"}},
  };
  for (const Case& c : cases) {
    DYNAMIC_SECTION(c.name) { CHECK(names(parsed(c.text)) == c.expected); }
  }
}

TEST_CASE("a resource knows its file, its document and where it begins") {
  diag::SourceMap sources;
  diag::Diagnostics diagnostics;
  const auto source = sources.add(
      diag::SourceKind::kFile, "a.yaml",
      "# head\nkind: Pod\napiVersion: v1\nmetadata: {name: a}\n---\n\n# b\nkind: Pod\napiVersion: "
      "v1\nmetadata: {name: b}\n");
  const auto resources = parse(sources, {source, nullptr, 7}, diagnostics);
  REQUIRE(resources);
  REQUIRE(resources->size() == 2);
  CHECK((*resources)[1].file == 7);
  CHECK((*resources)[1].gvk == Gvk{"", "v1", "Pod"});
  CHECK(sources.text((*resources)[0].head) == "kind: Pod");
  CHECK(sources.position((*resources)[1].head).line == 8);
  CHECK(sources.text((*resources)[1].span).find("name: b") != std::string_view::npos);
  CHECK((*resources)[1].body.find("kind")->as_string() == "Pod");
}

TEST_CASE("what is wrong with a manifest") {
  struct Case {
    const char* name;
    const char* text;
    const char* expected;
  };
  const Case cases[] = {
      {"a list", "- a\n",
       "a.yaml:1:1: error: a manifest must be a mapping; got a list [InvalidManifest]\n"
       "    1 | - a\n"
       "      | ^~~\n"},
      {"no manifest at all", "replicas: 3\n",
       "a.yaml:1:1: error: no manifest: neither `apiVersion` nor `kind` is there "
       "[InvalidManifest]\n"
       "    1 | replicas: 3\n"
       "      | ^~~~~~~~~~~\n"},
      {"kind is missing", "apiVersion: v1\nmetadata: {name: a}\n",
       "a.yaml:1:1: error: `kind` is missing [InvalidManifest]\n"
       "    1 | apiVersion: v1\n"
       "      | ^~~~~~~~~~~~~~\n"},
      {"apiVersion is a number", "apiVersion: 1\nkind: Pod\n",
       "a.yaml:1:13: error: `apiVersion` is `1`, which YAML reads as an integer; quote it "
       "[InvalidManifest]\n"
       "    1 | apiVersion: 1\n"
       "      |             ^\n"},
      {"apiVersion with two slashes", "apiVersion: a/b/c\nkind: Pod\n",
       "a.yaml:1:13: error: `apiVersion` must be `version` or `group/version`; got `a/b/c` "
       "[InvalidManifest]\n"
       "    1 | apiVersion: a/b/c\n"
       "      |             ^~~~~\n"},
      {"apiVersion without version", "apiVersion: apps/\nkind: Pod\n",
       "a.yaml:1:13: error: `apiVersion` must be `version` or `group/version`; got `apps/` "
       "[InvalidManifest]\n"
       "    1 | apiVersion: apps/\n"
       "      |             ^~~~~\n"},
      {"metadata is missing", "apiVersion: v1\nkind: Pod\n",
       "a.yaml:1:1: error: `metadata` is missing [InvalidManifest]\n"
       "    1 | apiVersion: v1\n"
       "      | ^~~~~~~~~~~~~~\n"},
      {"metadata is a list", "apiVersion: v1\nkind: Pod\nmetadata: [name]\n",
       "a.yaml:3:11: error: `metadata` must be a mapping; got a list [InvalidManifest]\n"
       "    3 | metadata: [name]\n"
       "      |           ^~~~~~\n"},
      {"no name", "apiVersion: v1\nkind: Pod\nmetadata: {labels: {}}\n",
       "a.yaml:3:1: error: `metadata.name` is missing [InvalidManifest]\n"
       "    3 | metadata: {labels: {}}\n"
       "      | ^~~~~~~~\n"},
      {"an empty name", "apiVersion: v1\nkind: Pod\nmetadata:\n  name:\n",
       "a.yaml:4:8: error: `metadata.name` is empty [InvalidManifest]\n"
       "    4 |   name:\n"
       "      |        ^\n"},
      {"generateName alone", "apiVersion: v1\nkind: Pod\nmetadata:\n  generateName: a-\n",
       "a.yaml:4:17: error: `metadata.generateName` makes a new resource with every apply; give "
       "`metadata.name` [InvalidManifest]\n"
       "    4 |   generateName: a-\n"
       "      |                 ^~\n"},
      {"a number as a name", "apiVersion: v1\nkind: Pod\nmetadata:\n  name: 1_000\n",
       "a.yaml:4:9: error: `metadata.name` is `1_000`, which YAML reads as an integer; quote it "
       "[InvalidManifest]\n"
       "    4 |   name: 1_000\n"
       "      |         ^~~~~\n"},
      {"a boolean as a name", "apiVersion: v1\nkind: Pod\nmetadata:\n  name: yes\n",
       "a.yaml:4:9: error: `metadata.name` is `yes`, which YAML reads as a boolean; quote it "
       "[InvalidManifest]\n"
       "    4 |   name: yes\n"
       "      |         ^~~\n"},
      {"a list as a name", "apiVersion: v1\nkind: Pod\nmetadata:\n  name: [a]\n",
       "a.yaml:4:9: error: `metadata.name` must be a string; got a list [InvalidManifest]\n"
       "    4 |   name: [a]\n"
       "      |         ^~~\n"},
      {"a name that leaves the folder", "apiVersion: v1\nkind: Pod\nmetadata:\n  name: x/../y\n",
       "a.yaml:4:9: error: the name of a Pod must be lower-case letters, digits, `-` and `.`, at "
       "most 253, with a letter or digit at both ends of every part; got `x/../y` "
       "[InvalidManifest]\n"
       "    4 |   name: x/../y\n"
       "      |         ^~~~~~\n"},
      {"a Service's name begins with a letter",
       "apiVersion: v1\nkind: Service\nmetadata:\n  name: 1a\n",
       "a.yaml:4:9: error: the name of a Service must be lower-case letters, digits and `-`, at "
       "most 63, beginning with a letter and ending with a letter or digit; got `1a` "
       "[InvalidManifest]\n"
       "    4 |   name: 1a\n"
       "      |         ^~\n"},
      {"RBAC's names are path segments",
       "apiVersion: rbac.authorization.k8s.io/v1\nkind: Role\nmetadata:\n  name: a/b\n",
       "a.yaml:4:9: error: the name of a Role must not be `.` or `..`, nor hold `/` or `%`; got "
       "`a/b` [InvalidManifest]\n"
       "    4 |   name: a/b\n"
       "      |         ^~~\n"},
      {"an escape sequence is shown escaped",
       "apiVersion: v1\nkind: Pod\nmetadata:\n  name: \"\\e[31ma\"\n",
       "a.yaml:4:9: error: the name of a Pod must be lower-case letters, digits, `-` and `.`, at "
       "most 253, with a letter or digit at both ends of every part; got `\\x1b[31ma` "
       "[InvalidManifest]\n"
       "    4 |   name: \"\\e[31ma\"\n"
       "      |         ^~~~~~~~~\n"},
      {"a namespace that is no label",
       "apiVersion: v1\nkind: Pod\nmetadata:\n  name: a\n  namespace: A.b\n",
       "a.yaml:5:14: error: `metadata.namespace` must be lower-case letters, digits and `-`, at "
       "most 63, with a letter or digit at both ends; got `A.b` [InvalidManifest]\n"
       "    5 |   namespace: A.b\n"
       "      |              ^~~\n"},
      {"label and annotation values are strings",
       "apiVersion: v1\nkind: Pod\nmetadata:\n  name: a\n  labels: {version: 1.0}\n  annotations: "
       "{on: true}\n",
       "a.yaml:5:21: error: `metadata.labels.version` is `1.0`, which YAML reads as a number; "
       "quote it [InvalidManifest]\n"
       "    5 |   labels: {version: 1.0}\n"
       "      |                     ^~~\n"
       "a.yaml:6:21: error: `metadata.annotations.true` is `true`, which YAML reads as a boolean; "
       "quote it [InvalidManifest]\n"
       "    6 |   annotations: {on: true}\n"
       "      |                     ^~~~\n"},
      {"labels are a mapping", "apiVersion: v1\nkind: Pod\nmetadata:\n  name: a\n  labels: [b]\n",
       "a.yaml:5:11: error: `metadata.labels` must be a mapping; got a list [InvalidManifest]\n"
       "    5 |   labels: [b]\n"
       "      |           ^~~\n"},
      {"items of a List are judged where they stand",
       "apiVersion: v1\nkind: List\nitems:\n- apiVersion: v1\n  kind: Pod\n  metadata: {name: 1}\n",
       "a.yaml:6:20: error: `metadata.name` is `1`, which YAML reads as an integer; quote it "
       "[InvalidManifest]\n"
       "    6 |   metadata: {name: 1}\n"
       "      |                    ^\n"},
      {"items are a list", "apiVersion: v1\nkind: List\nitems: a\n",
       "a.yaml:3:8: error: `items` must be a list; got a string [InvalidManifest]\n"
       "    3 | items: a\n"
       "      |        ^\n"},
      {"a duplicate key", "apiVersion: v1\nkind: Pod\nkind: Pod\n",
       "a.yaml:3:1: error: duplicate key `kind` [DuplicateKey]\n"
       "    3 | kind: Pod\n"
       "      | ^~~~\n"
       "a.yaml:2:1: note: first set here\n"
       "    2 | kind: Pod\n"
       "      | ^~~~\n"},
  };
  for (const Case& c : cases) {
    DYNAMIC_SECTION(c.name) {
      const Parsed p = parsed(c.text);
      CHECK_FALSE(p.resources);
      CHECK(p.printed == c.expected);
    }
  }
}

// A template of two lines; the second wrote the second line of the manifest.
struct Rendered {
  diag::SourceMap sources;
  diag::SpanMap origins;
  Text text;

  Rendered(const char* tmpl, const char* rendered, std::uint32_t split) {
    const auto from = sources.add(diag::SourceKind::kFile, "tmpl/a.yaml", tmpl);
    const auto to = sources.add(diag::SourceKind::kRendered, "a.yaml", rendered);
    const std::string_view all = sources.text(from);
    const auto line = static_cast<std::uint32_t>(all.find('\n') + 1);
    origins.append(0, {from, 0, line - 1});
    origins.append(split, {from, line, static_cast<std::uint32_t>(all.size() - 1)});
    text = {to, &origins, 0};
  }

  std::string errors() {
    diag::Diagnostics diagnostics;
    CHECK_FALSE(parse(sources, text, diagnostics));
    return diag::print(diagnostics, sources);
  }
};

TEST_CASE("errors of rendered text point at the template") {
  Rendered r("{{ head }}\nmetadata: {name: {{ .n }}}\n",
             "apiVersion: v1\nkind: Pod\nmetadata: {name: yes}\n", 25);
  CHECK(r.errors() ==
        "tmpl/a.yaml:2:1: error: `metadata.name` is `yes`, which YAML reads as a boolean; quote it "
        "[InvalidManifest]\n"
        "    2 | metadata: {name: {{ .n }}}\n"
        "      | ^~~~~~~~~~~~~~~~~~~~~~~~~~\n"
        "a.yaml (rendered):3:18: note: this is what it rendered to\n"
        "    3 | metadata: {name: yes}\n"
        "      |                  ^~~\n");
}

TEST_CASE("broken YAML points at the template too, and its notes with it") {
  Rendered r("{{ head }}\nkind: {{ .k }}\n", "kind: Pod\nkind: Pod\n", 10);
  CHECK(r.errors() ==
        "tmpl/a.yaml:2:1: error: duplicate key `kind` [DuplicateKey]\n"
        "    2 | kind: {{ .k }}\n"
        "      | ^~~~~~~~~~~~~~\n"
        "a.yaml (rendered):2:1: note: this is what it rendered to\n"
        "    2 | kind: Pod\n"
        "      | ^~~~\n"
        "tmpl/a.yaml:1:1: note: first set here\n"
        "    1 | {{ head }}\n"
        "      | ^~~~~~~~~~\n");
}

TEST_CASE("no line of a text with secrets is shown") {
  Rendered r("{{ head }}\nname: {{ .n }}\n",
             "{apiVersion: v1, kind: Secret, metadata:\n{name: 123456}}\n", 41);
  r.text.secret = true;
  CHECK(r.errors() ==
        "tmpl/a.yaml:2:1: error: `metadata.name` must be a string; YAML reads it as an integer: "
        "quote it [InvalidManifest]\n"
        "    2 | name: {{ .n }}\n"
        "      | ^~~~~~~~~~~~~~\n");
  r.text.origins = nullptr;
  diag::SpanMap unknown;
  r.text.origins = &unknown;
  CHECK(r.errors() ==
        "error: `metadata.name` must be a string; YAML reads it as an integer: quote it "
        "[InvalidManifest]\n");
}

}  // namespace
}  // namespace copctl::manifest

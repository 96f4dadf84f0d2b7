// Covers keywords.cpp, load.cpp.
#include <fmt/format.h>

#include "schema/support.h"

namespace copctl::schema {
namespace {

constexpr std::string_view kTypes[] = {"string",      "integer",      "number",     "boolean",
                                       "string list", "integer list", "string map", "any"};

// A line for each declared property: pointer, type of the leaf, marks.
std::string listed(const Schema& schema) {
  std::string out;
  for (const Declared& declared : schema.outline()) {
    out += declared.pointer;
    if (declared.inner) out += " inner";
    if (declared.leaf) {
      const Leaf& leaf = schema.leaves()[*declared.leaf];
      out += fmt::format(" {}", kTypes[static_cast<int>(leaf.type)]);
      if (leaf.required) out += " required";
      if (leaf.deprecated) out += " deprecated";
      if (!leaf.load.empty()) out += fmt::format(" load={}", leaf.load);
      if (!leaf.format.empty()) out += fmt::format(" format={}", leaf.format);
      if (!leaf.allowed.empty()) out += fmt::format(" of {}", fmt::join(leaf.allowed, "|"));
      std::string error;
      if (leaf.default_value.given()) {
        out += " =" + codec::encode_json(leaf.default_value.value(), {}, error).value_or("?");
      }
    }
    if (declared.secret) out += " secret";
    if (!declared.group.empty()) out += fmt::format(" in {}", declared.group);
    out += "\n";
  }
  return out;
}

TEST_CASE("leaves come in the order of the text, with what a flag must know") {
  diag::SourceMap sources;
  const Schema schema = loaded(sources, R"(
required: [zone, registry]
properties:
  zone: {type: string, format: hostname}
  https: {type: boolean, default: false}
  mode: {enum: [b, a], x-flag: {group: General}}
  registry:
    x-flag: {group: Images}
    required: [url]
    properties:
      url: {type: string}
      password: {type: string, writeOnly: true, x-flag: {group: Secrets}}
  ports: {type: array, items: {type: integer}}
  hosts: {type: array, items: {$ref: "#/$defs/name"}, default: [a]}
  labels: {type: object, additionalProperties: {$ref: "#/$defs/name"}}
  ratio: {type: [number, "null"]}
  percent: {type: [integer, string]}
  rules: {type: array, items: {properties: {a: {type: string}}}}
  clusters: {type: array, items: {type: object, additionalProperties: true}, x-load: yaml}
  tls: {properties: {key: {type: string, x-load: text, writeOnly: true}}}
  extra: {type: object, additionalProperties: true}
  old: {type: string, deprecated: true}
  store: {$ref: "#/$defs/store", default: {size: 2}}
$defs:
  name: {type: string, enum: [x, z]}
  store:
    properties:
      size: {type: integer, default: 1}
      kind: {type: string, default: ssd}
    allOf: [{properties: {zone: {type: string}}}]
)");
  CHECK(listed(schema) == R"(/zone string required format=hostname
/https boolean =false
/mode string of b|a in General
/registry inner in Images
/registry/url string required in Images
/registry/password string secret in Secrets
/ports integer list
/hosts string list of x|z =["a"]
/labels string map
/ratio number
/percent any
/rules
/clusters any load=yaml
/tls inner
/tls/key string load=text secret
/extra
/old string deprecated
/store inner
/store/size integer =2
/store/kind string ="ssd"
/store/zone string
)");
  std::string error;
  CHECK(codec::encode_json(schema.defaults(), {}, error).value_or(error) ==
        R"({"hosts":["a"],"https":false,"store":{"kind":"ssd","size":2},"tls":{}})");
}

TEST_CASE("a default knows where the schema gives it") {
  diag::SourceMap sources;
  const Schema schema = loaded(sources, R"(
properties:
  a: {type: integer, default: 17}
  b: {default: {c: 23}, properties: {c: {type: integer, default: 5}}}
  d: {type: string}
)");
  CHECK(sources.text(schema.default_span("/a")) == "17");
  CHECK(sources.text(schema.default_span("/b/c")) == "{c: 23}");
  CHECK_FALSE(schema.default_span("/d"));
}

TEST_CASE("a leaf has the names of its annotation, or those of its path") {
  diag::SourceMap sources;
  const Schema schema = loaded(sources, R"(
properties:
  imageHub: {type: string, examples: [docker.io/x, y]}
  registry: {properties: {userName: {type: string, x-flag: {name: user, short: u}}}}
  a/b~c: {properties: {_d.e: {type: string}}}
)");
  struct Case {
    std::string_view pointer;
    std::string_view flag;
    char short_flag;
    const char* display;
  };
  const Case cases[] = {{"/imageHub", "image-hub", 0, "imageHub"},
                        {"/registry/userName", "user", 'u', "registry.userName"},
                        {"/a~1b~0c/_d.e", "a-b-c--d-e", 0, "[\"a/b~c\"][\"_d.e\"]"}};
  REQUIRE(schema.leaves().size() == std::size(cases));
  for (std::size_t i = 0; i < std::size(cases); ++i) {
    const Leaf& leaf = schema.leaves()[i];
    CHECK(leaf.pointer == cases[i].pointer);
    CHECK(leaf.flag == cases[i].flag);
    CHECK(leaf.short_flag == cases[i].short_flag);
    CHECK(value::display(leaf.path()) == cases[i].display);
  }
  CHECK(schema.leaves()[0].example.value().as_string() == "docker.io/x");
  CHECK_FALSE(schema.leaves()[1].example.given());
  CHECK(schema.outline().back().name() == "_d.e");
  CHECK(schema.outline().back().depth() == 2);
}

TEST_CASE("a schema of a tree is listed once") {
  diag::SourceMap sources;
  const Schema schema = loaded(sources, R"(
properties: {tree: {$ref: "#/$defs/tree"}}
$defs:
  tree: {properties: {name: {type: string, default: x}, child: {$ref: "#/$defs/tree"}}}
)");
  CHECK(listed(schema) == "/tree inner\n/tree/name string =\"x\"\n/tree/child\n");
  CHECK(schema.declares("/tree/child/child/child/name"));
}

}  // namespace
}  // namespace copctl::schema

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
      if (!leaf.load.empty()) out += " load=" + leaf.load;
      if (!leaf.format.empty()) out += " format=" + leaf.format;
      if (!leaf.allowed.empty()) out += fmt::format(" of {}", fmt::join(leaf.allowed, "|"));
      std::string error;
      if (!leaf.default_value.is_nil()) {
        out += " =" + codec::encode_json(leaf.default_value, {}, error).value_or("?");
      }
    }
    if (declared.secret) out += " secret";
    if (!declared.group.empty()) out += " in " + declared.group;
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

#include <fmt/format.h>

#include "codec/codec.h"
#include "merge/merge.h"
#include "support/catch.h"

// Covers align.cpp, changes.cpp, list_rules.cpp, step.cpp.

namespace copctl::merge {
namespace {

value::Value yaml(const char* text) {
  diag::SourceMap sources;
  diag::Diagnostics diagnostics;
  const auto source = sources.add_view(diag::SourceKind::kFile, "a.yaml", text);
  const auto documents = codec::decode_yaml(sources, source, {.spans = false}, diagnostics);
  REQUIRE(documents);
  return documents->front().value;
}

std::string json(const value::Value& v) {
  std::string error;
  return codec::encode_json(v, {}, error).value_or("?");
}

std::string shown(const std::vector<FieldChange>& all) {
  std::string out;
  for (const FieldChange& change : all) {
    out += fmt::format("{}{}: {} -> {}\n", "+-~%"[static_cast<int>(change.kind)], change.path,
                       json(change.before), json(change.after));
  }
  return out;
}

TEST_CASE("changes name fields as people do") {
  struct Case {
    const char* name;
    const char* before;
    const char* after;
    const char* expected;
  };
  const Case cases[] = {
      {"the order of keys is no difference", "{a: 1, b: 2}", "{b: 2, a: 1}", ""},
      {"numbers by value, texts apart", "{a: 1, b: 1}", "{a: 1.0, b: \"1\"}", "~b: 1 -> \"1\"\n"},
      {"keys come, go and change", "{a: 1, b: 1, c: {d: 1}}", "{b: 2, c: {d: 1}, e: [1]}",
       "-a: 1 -> null\n~b: 1 -> 2\n+e: null -> [1]\n"},
      {"a key that is no word", "metadata: {labels: {a/b: 1}}", "metadata: {labels: {a/b: 2}}",
       "~metadata.labels[\"a/b\"]: 1 -> 2\n"},
      {"items by name", "containers: [{name: a, env: [{name: A, value: x}]}, {name: b}]",
       "containers: [{name: a, env: [{name: A, value: z}]}, {name: c}]",
       "~containers[name=a].env[name=A].value: \"x\" -> \"z\"\n-containers[name=b]: "
       "{\"name\":\"b\"} -> null\n+containers[name=c]: null -> {\"name\":\"c\"}\n"},
      {"ports by number and protocol", "ports: [{port: 53}, {port: 53, protocol: UDP}]",
       "ports: [{port: 53, protocol: UDP, x: 1}, {port: 53}]",
       "+ports[port=53,protocol=UDP].x: null -> 1\n%ports: "
       "[{\"port\":53},{\"port\":53,\"protocol\":\"UDP\"}] -> "
       "[{\"port\":53,\"protocol\":\"UDP\",\"x\":1},{\"port\":53}]\n"},
      {"a port with another number is the one of its name", "ports: [{port: 80, name: http}]",
       "ports: [{port: 81, name: http}]", "~ports[port=80].port: 80 -> 81\n"},
      {"mounts by path", "volumeMounts: [{name: a, mountPath: /x}, {name: a, mountPath: /y}]",
       "volumeMounts: [{name: b, mountPath: /x}, {name: a, mountPath: /y}]",
       "~volumeMounts[mountPath=/x].name: \"a\" -> \"b\"\n"},
      {"rules by position", "rules: [{verbs: [get]}, {verbs: [list]}]",
       "rules: [{verbs: [get]}, {verbs: [list, watch]}]",
       "+rules[1].verbs[1]: null -> \"watch\"\n"},
      {"an item put in front of others moves none", "args: [a, b]", "args: [x, a, b]",
       "+args[0]: null -> \"x\"\n"},
      {"names that are there twice tell nothing apart", "env: [{name: a, v: 1}, {name: a, v: 2}]",
       "env: [{name: a, v: 1}, {name: a, v: 3}]", "~env[1].v: 2 -> 3\n"},
      {"resources of a list", "items: [{kind: A, metadata: {name: x}, s: 1}]",
       "items: [{kind: A, metadata: {name: x}, s: 2}]",
       "~items[kind=A,metadata.name=x].s: 1 -> 2\n"},
      {"another kind of value", "{a: {b: 1}}", "{a: [1]}", "~a: {\"b\":1} -> [1]\n"},
      {"the document", "a", "b", "~: \"a\" -> \"b\"\n"},
  };
  for (const Case& c : cases) {
    DYNAMIC_SECTION(c.name) { CHECK(shown(changes(yaml(c.before), yaml(c.after))) == c.expected); }
  }
}

TEST_CASE("changes say where they are in both documents") {
  const auto all = changes(yaml("env: [{name: a}, {name: b, v: 1}]"),
                           yaml("env: [{name: b, v: 2}, {name: a}, {name: c}]"));
  REQUIRE(all.size() == 3);
  CHECK(value::display(all[0].old_place) == "env[1].v");
  CHECK(value::display(all[0].new_place) == "env[0].v");
  CHECK(all[1].old_place.empty());
  CHECK(value::display(all[1].new_place) == "env[2]");
  CHECK(all[2].kind == ChangeKind::kReordered);
  CHECK(value::display(all[2].old_place) == "env");
}

}  // namespace
}  // namespace copctl::merge

// What a dump takes over from the one before; the messages are in tests/cli/testdata/redump_*.
#include "dump/memory.h"

#include "diag/printer.h"
#include "support/catch.h"

namespace {

using namespace copctl;

constexpr const char* kSchema =
    "type: object\nproperties:\n  name: {type: string}\n  key: {type: string, writeOnly: true, "
    "x-generate: {alphabet: hex, length: 8}}\n  token: {type: string, writeOnly: true, x-generate: "
    "{alphabet: hex, length: 8}}\n";

struct Fixture {
  explicit Fixture(const std::string& schema = kSchema)
      : disk({{"p/profile.yaml", "name: demo\nversion: 1.0.0\nsummary: x\n"},
              {"p/schema.yaml", schema}}) {}

  base::MemoryFileSystem disk;
  diag::SourceMap sources;
  diag::Diagnostics diagnostics;
  std::optional<profile::Profile> profile =
      profile::load(dump::embedded_profiles(), disk, "./p", {}, sources, diagnostics);
  folder::Lock lock{.values = {{"/name", {value::Value::string("x"), "v.yaml:1:7"}}},
                    .secret_values = {{"/key", {value::Value::string("aaaa"), "generated"}},
                                      {"/token", {value::Value::string("bbbb"), "--token"}}}};
};

std::vector<std::string> kept(const profile::Inputs& inputs) {
  std::vector<std::string> pointers;
  for (const profile::KeptValue& one : inputs.kept) pointers.push_back(one.pointer);
  return pointers;
}

using Pointers = std::vector<std::string>;

}  // namespace

TEST_CASE("what was given is kept, what was generated is remembered") {
  Fixture f;
  const auto inputs = dump::remembered(*f.profile, {}, &f.lock, f.diagnostics);
  REQUIRE(inputs);
  CHECK(kept(*inputs) == Pointers{"/name", "/token"});
  CHECK(inputs->remembered == std::map<std::string, std::string>{{"/key", "aaaa"}});
}

TEST_CASE("without a lock there is nothing to remember") {
  Fixture f;
  const auto inputs = dump::remembered(*f.profile, {}, nullptr, f.diagnostics);
  REQUIRE(inputs);
  CHECK(inputs->kept.empty());
  CHECK(inputs->remembered.empty());
}

TEST_CASE("what was given can be forgotten, what was generated cannot") {
  Fixture f;
  const auto inputs = dump::remembered(*f.profile, {.reset_values = true}, &f.lock, f.diagnostics);
  REQUIRE(inputs);
  CHECK(inputs->kept.empty());
  CHECK(inputs->remembered.contains("/key"));
}

TEST_CASE("secrets that nobody has are not kept") {
  Fixture f;
  f.lock.has_secrets = false;
  for (auto& [pointer, secret] : f.lock.secret_values) secret.value = {};
  const auto inputs = dump::remembered(*f.profile, {}, &f.lock, f.diagnostics);
  REQUIRE(inputs);
  CHECK(kept(*inputs) == Pointers{"/name"});
  CHECK(inputs->remembered.empty());
}

TEST_CASE("a file that is given again speaks for itself") {
  Fixture f;
  dump::Request request;
  request.inputs.value_files = {"v.yaml"};
  const auto inputs = dump::remembered(*f.profile, request, &f.lock, f.diagnostics);
  REQUIRE(inputs);
  CHECK(kept(*inputs) == Pointers{"/token"});
}

TEST_CASE("so does a file of x-load that is given again") {
  Fixture f(std::string(kSchema) + "  apps: {type: object, x-load: any}\n");
  f.lock.values["/apps/a"] = {value::Value::string("x"), "apps.yaml:1:4"};
  const auto pointers = [&](const dump::Request& request) {
    return kept(dump::remembered(*f.profile, request, &f.lock, f.diagnostics).value());
  };
  CHECK(pointers({}) == Pointers{"/apps/a", "/name", "/token"});
  dump::Request flag;
  flag.inputs.assignments = {{profile::Assignment::Kind::kFlag, "apps", "other.yaml"}};
  CHECK(pointers(flag) == Pointers{"/name", "/token"});
  dump::Request variable;
  variable.inputs.environment = {{"COPCTL_APPS", "other.yaml"}};
  CHECK(pointers(variable) == Pointers{"/name", "/token"});
}

TEST_CASE("computed values see what the last dump was given, but no secrets") {
  Fixture f;
  f.lock.values["/a~1b/c"] = {value::Value::integer(1), "v.yaml:2:1"};
  const value::Value previous = dump::previous_of(f.lock);
  CHECK(value::lookup_pointer(previous, "/Values/a~1b/c") != nullptr);
  CHECK(value::lookup_pointer(previous, "/Values/name")->as_string() == "x");
  CHECK(value::lookup_pointer(previous, "/Values/token") == nullptr);
}

TEST_CASE("computed values see where the last dump went, and its files as the tree has them") {
  Fixture f;
  f.lock.release_namespace = "space";
  f.lock.files["a-b.yaml"] = {.path = "a-b.yaml", .key = "a/b.yaml"};
  f.lock.files["c.yaml"] = {.path = "c.yaml"};
  const value::Value previous = dump::previous_of(f.lock);
  CHECK(value::lookup_pointer(previous, "/Release/Namespace")->as_string() == "space");
  CHECK(value::lookup_pointer(previous, "/Files/a~1b.yaml") != nullptr);
  CHECK(value::lookup_pointer(previous, "/Files/c.yaml") != nullptr);
  CHECK(value::lookup_pointer(previous, "/Files/a-b.yaml") == nullptr);
}

TEST_CASE("the namespace and the layout stay, unless asked otherwise") {
  folder::Lock lock{.release_namespace = "space",
                    .kube_version = "v1.30.2",
                    .create_namespace = true,
                    .layout = "tree"};
  CHECK(dump::settled({}, &lock).kube_version == "v1.30.2");
  CHECK(dump::settled({.kube_version = "v1.31.0"}, &lock).kube_version == "v1.31.0");
  CHECK(dump::settled({}, &lock).create_namespace == true);
  CHECK(dump::settled({.create_namespace = false}, &lock).create_namespace == false);
  CHECK(dump::settled({}, &lock).release_namespace == "space");
  CHECK(dump::settled({}, &lock).layout == profile::Layout::kTree);
  CHECK(dump::settled({.release_namespace = "mine"}, &lock).release_namespace == "mine");
  CHECK(dump::settled({.layout = profile::Layout::kFlat}, &lock).layout == profile::Layout::kFlat);
  CHECK(dump::settled({.reset_values = true}, &lock).release_namespace.empty());
  CHECK(dump::settled({}, nullptr).release_namespace.empty());
}

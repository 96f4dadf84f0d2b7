#include <map>

#include "base/file_system.h"
#include "codec/base64.h"
#include "codec/codec.h"
#include "dump/dump.h"
#include "seal/controller.h"
#include "support/catch.h"

namespace {

using copctl::tests::Controller;
using copctl::value::Value;
namespace diag = copctl::diag;
namespace dump = copctl::dump;
namespace seal = copctl::seal;

constexpr const char* kSecret =
    "apiVersion: v1\n"
    "kind: Secret\n"
    "metadata: {name: db, namespace: shop}\n"
    "data: {binary: AP8K, both: b2xk}\n"
    "stringData: {both: new, twin: same, other-twin: same}\n";

// One run of the command's work, with a disk that must not be needed.
struct Run {
  copctl::base::MemoryFileSystem disk;
  diag::SourceMap sources;
  diag::Diagnostics diagnostics;
  unsigned char next = 0;

  std::optional<std::string> seal(dump::Sealing sealing, const char* text = kSecret) {
    sealing.manifest = sources.add(diag::SourceKind::kFile, "secret.yaml", text);
    return dump::seal_secrets(
        sealing,
        {.disk = disk,
         .embedded = disk,
         .sources = sources,
         .random =
             [this](std::size_t count) { return std::string(count, static_cast<char>(++next)); }},
        diagnostics);
  }
};

Value decoded(const std::string& yaml) {
  return copctl::codec::go_yaml_unmarshal(yaml, copctl::codec::Numbers::kInt64).value;
}

std::map<std::string, std::string> encrypted(const std::string& yaml) {
  std::map<std::string, std::string> texts;
  const Value document = decoded(yaml);
  for (const auto& [key, text] : document.find("spec")->find("encryptedData")->entries()) {
    texts[key] = text.as_string();
  }
  return texts;
}

std::map<std::string, std::string> opened(const Controller& controller, const std::string& yaml,
                                          const std::string& label) {
  std::map<std::string, std::string> values;
  for (const auto& [key, text] : encrypted(yaml)) {
    const auto bytes = copctl::codec::decode_base64(text);
    values[key] = bytes ? controller.open(*bytes, label).value_or("closed") : "no base64";
  }
  return values;
}

const Controller& controller() {
  static const Controller made;
  return made;
}

const seal::PublicKey& key() {
  static std::string error;
  static const auto read = seal::PublicKey::read(controller().certificate(), error);
  return *read;
}

const std::map<std::string, std::string> kValues = {{"binary", std::string("\0\xff\n", 3)},
                                                    {"both", "new"},
                                                    {"other-twin", "same"},
                                                    {"twin", "same"}};

struct ScopeCase {
  std::optional<seal::Scope> scope;
  const char* label;
};

TEST_CASE("seal_secrets: the controller opens every value under the label of the scope") {
  for (const ScopeCase& c :
       {ScopeCase{std::nullopt, "shop/db"}, ScopeCase{seal::Scope::kStrict, "shop/db"},
        ScopeCase{seal::Scope::kNamespaceWide, "shop"}, ScopeCase{seal::Scope::kClusterWide, ""}}) {
    DYNAMIC_SECTION("`" << c.label << "`") {
      Run run;
      const auto yaml = run.seal({.key = key(), .scope = c.scope});
      REQUIRE(yaml);
      CHECK(opened(controller(), *yaml, c.label) == kValues);
    }
  }
}

TEST_CASE("seal_secrets: each value has a draw of its own") {
  Run run;
  const auto yaml = run.seal({.key = key()});
  REQUIRE(yaml);
  CHECK(encrypted(*yaml)["twin"] != encrypted(*yaml)["other-twin"]);
  CHECK(run.next == 2 * kValues.size());
}

TEST_CASE("seal_secrets: with a seed, what did not change is sealed as before") {
  Run run;
  const auto before = run.seal({.key = key(), .seed = "0123456789abcdef"});
  const auto again = run.seal({.key = key(), .seed = "0123456789abcdef"});
  const auto after =
      run.seal({.key = key(), .values = {{"both", "newer"}}, .seed = "0123456789abcdef"});
  const auto other = run.seal({.key = key(), .seed = "0123456789abcdeg"});
  REQUIRE((before && again && after && other));
  CHECK(run.next == 0);
  CHECK(before == again);
  auto old_texts = encrypted(*before);
  auto new_texts = encrypted(*after);
  CHECK(old_texts["both"] != new_texts["both"]);
  CHECK(old_texts["twin"] != old_texts["other-twin"]);
  CHECK(old_texts["twin"] != encrypted(*other)["twin"]);
  old_texts.erase("both");
  new_texts.erase("both");
  CHECK(old_texts == new_texts);
  CHECK(opened(controller(), *after, "shop/db")["both"] == "newer");
}

TEST_CASE("seal_secrets: no message shows a line of the Secret") {
  for (const char* text :
       {"{apiVersion: v1, kind: Secret, metadata: {name: a}, stringData: {p: hunter2}}\n",
        "apiVersion: v1\nkind: Secret\nmetadata: {name: a}\ndata: {p: hunter2!}\n"}) {
    Run run;
    CHECK_FALSE(run.seal({.key = key()}, text));
    REQUIRE(run.diagnostics.has_errors());
    for (const auto& diagnostic : run.diagnostics.all()) {
      CHECK(run.sources.is_concealed(diagnostic.span.source, diagnostic.span.begin));
      CHECK(diagnostic.message.find("hunter2") == std::string::npos);
    }
  }
}

}  // namespace

// Random profiles, random edits of their dumps, random changes of their values, then a second dump:
// no edit and no change is lost. COPCTL_REDUMP_ROUNDS sets how many rounds, COPCTL_REDUMP_SEED
// where they begin.
#include <cstdlib>
#include <map>
#include <random>
#include <set>
#include <string>

#include "base/text.h"
#include "codec/codec.h"
#include "diag/printer.h"
#include "dump/dump.h"
#include "support/catch.h"
#include "value/path.h"

namespace {

using namespace copctl;

using Files = std::map<std::string, std::string>;
using Values = std::map<std::string, std::string>;

std::uint64_t from_environment(const char* name, std::uint64_t otherwise) {
  const char* text = std::getenv(name);
  return text == nullptr ? otherwise : std::stoull(text);
}

class Random {
 public:
  explicit Random(std::uint64_t seed) : engine_(seed) {}
  std::size_t below(std::size_t count) { return static_cast<std::size_t>(engine_() % count); }
  bool chance(std::size_t of) { return below(of) == 0; }

 private:
  std::mt19937_64 engine_;
};

constexpr std::size_t kMostFiles = 6;

std::string name_of(std::size_t i) { return "cm-" + std::to_string(i); }
std::string path_of(std::size_t i) { return "out/" + name_of(i) + ".yaml"; }

// Each file shows three values of its own, one in a list, and the container of a fourth comes and
// goes.
std::string template_of(std::size_t i, Random& random) {
  const std::string v = ".Values.f" + std::to_string(i);
  std::string text = "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: " + name_of(i) + "\n";
  if (random.chance(2)) text += "  # who reads it\n  labels:\n    app: demo\n";
  text += "data:\n  a: {{ " + v + ".a | quote }}\n";
  if (random.chance(2)) text += "\n";
  text += "  b: {{ " + v + ".b | quote }}\nitems2:\n  - name: one\n    value: {{ " + v +
          ".c | quote }}\n{{- if " + v + ".more }}\n  - name: two\n    value: x\n{{- end }}\n";
  return text;
}

Files profile_of(std::size_t files, Random& random) {
  Files all = {{"p/profile.yaml", "name: demo\nversion: 1.0.0\nsummary: x\noutputDir: out\n"}};
  std::string schema = "properties:\n";
  for (std::size_t i = 0; i < files; ++i) {
    schema += "  f" + std::to_string(i) +
              ": {type: object, properties: {a: {type: string, default: a0}, b: {type: string, "
              "default: b0}, c: {type: string, default: c0}, more: {type: boolean, default: "
              "false}}}\n";
    all["p/templates/" + name_of(i) + ".yaml"] = template_of(i, random);
  }
  all["p/schema.yaml"] = schema;
  return all;
}

// One dump with these values on top of what the folder remembers.
void dump_with(base::MemoryFileSystem& disk, const Values& sets) {
  diag::SourceMap sources;
  diag::Diagnostics diagnostics;
  const base::FileSystem& embedded = dump::embedded_profiles();
  const auto profile = profile::load(embedded, disk, "./p", {}, sources, diagnostics);
  REQUIRE(profile);
  dump::Request request;
  for (const auto& [key, text] : sets)
    request.inputs.assignments.push_back(
        {profile::Assignment::Kind::kSet, "set", key + "=" + text});
  const auto result = dump::dump(
      *profile, request, {disk, embedded, sources, profile::kernel_random(), "1"}, diagnostics);
  INFO(diag::print(diagnostics, sources));
  REQUIRE(result);
  for (const folder::Conflict& conflict : result->plan.conflicts)
    FAIL("a conflict in " << conflict.path << ", " << conflict.field);
}

// What the user and the profile each may change, so that they never meet.
class Story {
 public:
  explicit Story(std::uint64_t seed)
      : random_(seed), files_(1 + random_.below(kMostFiles)), disk_(profile_of(files_, random_)) {}

  void run() {
    dump_with(disk_, {});
    for (std::size_t i = 0; i < files_; ++i) edit(i);
    if (random_.chance(2)) add_file();
    dump_with(disk_, changes_);
    check();
    const Files before = disk_.files();
    dump_with(disk_, {});
    CHECK(disk_.files() == before);
  }

 private:
  void write(const std::string& path, const std::string& text) {
    std::error_code error;
    static_cast<void>(disk_.remove(path, error));
    REQUIRE(disk_.create(path, text, base::kPublicMode, error));
  }

  // The user's part of one file, and the values' part of what is left.
  void edit(std::size_t i) {
    const std::string key = "f" + std::to_string(i) + ".";
    if (random_.chance(6)) {
      std::error_code error;
      REQUIRE(disk_.remove(path_of(i), error));
      deleted_.insert(path_of(i));
      changes_[key + "a"] = "late";
      return;
    }
    const bool mine_is_a = random_.chance(2);
    if (random_.chance(2)) edit_scalar(i, mine_is_a ? "a" : "b");
    if (random_.chance(3)) edit_text(i);
    if (random_.chance(2)) change(i, mine_is_a ? "b" : "a");
    if (random_.chance(2)) change(i, "c");
    if (random_.chance(3)) {
      changes_[key + "more"] = "true";
      wanted_[path_of(i)].insert("name: two");
    }
  }

  void edit_scalar(std::size_t i, const std::string& name) {
    const std::string mine = "mine" + std::to_string(random_.below(100));
    std::string text = disk_.files().at(path_of(i));
    text = base::replace_all(text, "  " + name + ": \"" + name + "0\"",
                             "  " + name + ": " + mine + "   # by hand");
    write(path_of(i), text);
    wanted_[path_of(i)].insert(name + ": " + mine + "   # by hand");
  }

  // Comments, a key more, an item more.
  void edit_text(std::size_t i) {
    std::string text = disk_.files().at(path_of(i));
    const std::size_t kind = random_.below(3);
    const std::string mine = "mine" + std::to_string(random_.below(100));
    if (kind == 0) text = "# " + mine + "\n" + text;
    if (kind == 1) text = base::replace_all(text, "data:\n", "data:\n  z: " + mine + "\n");
    if (kind == 2)
      text = base::replace_all(text, "items2:\n", "items2:\n  - {name: " + mine + ", value: v}\n");
    write(path_of(i), text);
    wanted_[path_of(i)].insert(mine);
  }

  void change(std::size_t i, const std::string& name) {
    const std::string fresh = "fresh" + std::to_string(random_.below(100));
    changes_["f" + std::to_string(i) + "." + name] = fresh;
    wanted_[path_of(i)].insert(": \"" + fresh + "\"");
  }

  void add_file() {
    write("out/mine.yaml", "# mine, and nobody else's\n");
    added_ = true;
  }

  void check() {
    const Files files = disk_.files();
    for (const std::string& path : deleted_) CHECK_FALSE(files.contains(path));
    if (added_) CHECK(files.at("out/mine.yaml") == "# mine, and nobody else's\n");
    for (const auto& [path, texts] : wanted_) {
      INFO(path << ":\n" << files.at(path));
      for (const std::string& text : texts) {
        INFO(text);
        CHECK(files.at(path).find(text) != std::string::npos);
      }
      check_parses(path, files.at(path));
    }
  }

  static void check_parses(const std::string& path, const std::string& text) {
    diag::SourceMap sources;
    diag::Diagnostics diagnostics;
    const auto source = sources.add(diag::SourceKind::kFile, path, text);
    CHECK(codec::decode_yaml(sources, source, {}, diagnostics));
  }

  Random random_;
  std::size_t files_;
  base::MemoryFileSystem disk_;
  Values changes_;
  std::map<std::string, std::set<std::string>> wanted_;
  std::set<std::string> deleted_;
  bool added_ = false;
};

}  // namespace

TEST_CASE("a second dump loses no edit and no change, and a third changes nothing") {
  const std::uint64_t first = from_environment("COPCTL_REDUMP_SEED", 1);
  const std::uint64_t rounds = from_environment("COPCTL_REDUMP_ROUNDS", 300);
  for (std::uint64_t seed = first; seed < first + rounds; ++seed) {
    INFO("COPCTL_REDUMP_SEED=" << seed);
    Story(seed).run();
  }
}

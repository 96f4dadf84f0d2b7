// Covers lock_file.cpp, lock_read.cpp, lock_write.cpp.
#include <cmath>

#include "folder/dumps.h"
#include "folder/lock_text.h"
#include "support/catch.h"

namespace copctl::folder {
namespace {

Lock sample() {
  Lock lock = lock_for({{"a.yaml", "a: 1\nb: \"x\"\n"},
                        {"empty", ""},
                        {"no-newline", "a\n\n b"},
                        {"s.yaml", "p: 1\n", true}});
  lock.values["/list"] = {value::Value::list({value::Value::string("<a>"), value::Value::nil()}),
                          "values.yaml:3:5"};
  lock.values["/ratio"] = {value::Value::real(1e6), "default"};
  return lock;
}

constexpr const char* kSampleDump = R"({
  "format": 1,
  "copctl": "0.1.0",
  "profile": {"name": "shop", "version": "1.0.0", "digest": "sha256:00"},
  "release": {"name": "shop", "namespace": "shop"},
  "layout": "tree",
  "values": {
    "/list": {"value": ["<a>",null], "origin": "values.yaml:3:5"},
    "/ratio": {"value": 1000000.0, "origin": "default"},
    "/replicas": {"value": 3, "origin": "--replicas"}
  },
  "secrets": {
    "/password": {"origin": "generated"}
  },
  "files": {
    "a.yaml": [
      "a: 1",
      "b: \"x\"",
      ""
    ],
    "empty": [
      ""
    ],
    "no-newline": [
      "a",
      "",
      " b"
    ],
    "s.yaml": {"secret": true}
  }
}
)";

constexpr const char* kSampleSecrets = R"({
  "format": 1,
  "values": {
    "/password": {"value": "one", "origin": "generated"}
  },
  "files": {
    "s.yaml": [
      "p: 1",
      ""
    ]
  }
}
)";

LockTexts encoded(const Lock& lock) {
  diag::Diagnostics diagnostics;
  const auto texts = encode_lock(lock, diagnostics);
  REQUIRE(texts);
  CHECK(diagnostics.empty());
  return *texts;
}

struct Reading {
  std::optional<Lock> lock;
  std::string said;
};

Reading read(const std::string& dump, const std::optional<std::string>& secrets) {
  base::MemoryFileSystem disk(std::map<std::string, std::string>{{"out/.copctl/dump.lock", dump}});
  if (secrets) {
    disk.place("out/.copctl/secrets.lock", base::FileKind::kFile, *secrets);
  }
  diag::SourceMap sources;
  diag::Diagnostics diagnostics;
  Reading reading;
  reading.lock = read_lock(disk, "out", sources, diagnostics);
  reading.said = diag::print(diagnostics, sources);
  return reading;
}

TEST_CASE("a lock's text is stable and keeps secrets apart") {
  const LockTexts texts = encoded(sample());
  CHECK(texts.dump == kSampleDump);
  CHECK(texts.secrets == kSampleSecrets);
}

TEST_CASE("files that are no manifests are remembered as such") {
  const LockTexts texts =
      encoded(lock_for({{"a.yaml", "a\n", false, "a.yaml", true}, {"b.yaml", "b\n"}}));
  CHECK(texts.dump.find("  \"plain\": {\n    \"a.yaml\": true\n  },\n  \"files\"") !=
        std::string::npos);
  const Reading reading = read(texts.dump, texts.secrets);
  REQUIRE(reading.lock);
  CHECK(reading.lock->files.at("a.yaml").plain);
  CHECK_FALSE(reading.lock->files.at("b.yaml").plain);
  CHECK(encoded(*reading.lock).dump == texts.dump);
}

TEST_CASE("files that are elsewhere than in the tree are remembered with their key") {
  const LockTexts texts = encoded(
      lock_for({{"a-b.yaml", "b\n", false, "tmpl/a/b.yaml"}, {"c.yaml", "c\n", false, "c.yaml"}}));
  CHECK(texts.dump.find("  \"keys\": {\n    \"a-b.yaml\": \"tmpl/a/b.yaml\"\n  },\n"
                        "  \"files\"") != std::string::npos);
  const Reading reading = read(texts.dump, texts.secrets);
  REQUIRE(reading.lock);
  CHECK(reading.lock->files.at("a-b.yaml").identity() == "tmpl/a/b.yaml");
  CHECK(reading.lock->files.at("c.yaml").identity() == "c.yaml");
  CHECK(encoded(*reading.lock).dump == texts.dump);
}

TEST_CASE("what was generated is told from what was given") {
  Lock lock = lock_for({});
  lock.secret_values["/given"] = {value::Value::string("x"), "--given"};
  const LockTexts texts = encoded(lock);
  const Reading reading = read(texts.dump, texts.secrets);
  REQUIRE(reading.lock);
  CHECK(reading.lock->secret_values.at("/password").is_generated());
  CHECK_FALSE(reading.lock->secret_values.at("/given").is_generated());
}

TEST_CASE("without secrets there is no secrets.lock") {
  Lock lock = lock_for({{"a.yaml", "a\n"}});
  lock.secret_values.clear();
  CHECK_FALSE(encoded(lock).secrets);
}

TEST_CASE("a lock is read as it was written") {
  const Reading reading = read(kSampleDump, kSampleSecrets);
  CHECK(reading.said == "");
  REQUIRE(reading.lock);
  CHECK(reading.lock->has_secrets);
  CHECK(reading.lock->basis == basis_of(kSampleDump));
  const LockTexts again = encoded(*reading.lock);
  CHECK(again.dump == kSampleDump);
  CHECK(again.secrets == kSampleSecrets);
  CHECK(reading.lock->values.at("/ratio").value.is_float());
  CHECK(reading.lock->files.at("no-newline").text == "a\n\n b");
  CHECK(reading.lock->files.at("s.yaml").secret);
}

TEST_CASE("texts come back byte by byte") {
  const std::string texts[] = {std::string("\0\x01\x1f\x7f", 4), "\xff\xfe binary \x80",
                               "\r\n\t\"\\</>& \xe2\x80\xa8 \xf0\x9f\x98\x80\n\n\n", "\n", ""};
  for (const std::string& text : texts) {
    DYNAMIC_SECTION("length " << text.size()) {
      const LockTexts written = encoded(lock_for({{"f", text}, {"s", text, true}}));
      const Reading reading = read(written.dump, written.secrets);
      REQUIRE(reading.lock);
      CHECK(reading.lock->files.at("f").text == text);
      CHECK(reading.lock->files.at("s").text == text);
    }
  }
}

TEST_CASE("a value without JSON form cannot be remembered") {
  Lock lock = lock_for({});
  lock.values["/x"] = {value::Value::real(std::nan("")), "default"};
  diag::Diagnostics diagnostics;
  CHECK_FALSE(encode_lock(lock, diagnostics));
  CHECK(diag::print(diagnostics, diag::SourceMap()) ==
        "error: a value cannot be remembered: json: unsupported value: NaN [InvalidValue]\n");
}

TEST_CASE("a missing secrets.lock is said, and what is known is read") {
  const Reading reading = read(kSampleDump, std::nullopt);
  CHECK(reading.said ==
        "warning: `out/.copctl/secrets.lock` is missing: generated secrets cannot stay the same, "
        "and edits of files that hold secrets cannot be told; copy it from where the dump was made "
        "[InvalidLock]\n");
  REQUIRE(reading.lock);
  CHECK_FALSE(reading.lock->has_secrets);
  CHECK(reading.lock->secret_values.at("/password").value.is_nil());
  CHECK(reading.lock->secret_values.at("/password").origin == "generated");
  CHECK(reading.lock->files.at("s.yaml").secret);
  CHECK(reading.lock->files.at("a.yaml").text == "a: 1\nb: \"x\"\n");
}

TEST_CASE("a secrets.lock of another dump is said") {
  const Reading reading =
      read(kSampleDump, "{\"format\": 1, \"values\": {}, \"files\": {\"s.yaml\": [\"p\"]}}\n");
  CHECK(reading.said ==
        "warning: `out/.copctl/secrets.lock` does not know all secrets that dump.lock names; copy "
        "it from where the dump was made last [InvalidLock]\n");
  REQUIRE(reading.lock);
  CHECK_FALSE(reading.lock->has_secrets);
  CHECK(reading.lock->files.at("s.yaml").text == "p");
}

TEST_CASE("keys that this version does not know are passed over") {
  std::string text = kSampleDump;
  text.insert(text.find("  \"copctl\""), "  \"colour\": [\"blue\"],\n");
  CHECK(read(text, kSampleSecrets).said == "");
}

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  const std::size_t at = text.find(from);
  REQUIRE(at != std::string::npos);
  return text.replace(at, from.size(), to);
}

TEST_CASE("a lock that cannot be read says how to go on") {
  constexpr const char* kHint =
      "; restore it from Git or a backup; without one, dump into another folder and carry your "
      "edits "
      "and passwords over by hand "
      "[InvalidLock]\n";
  const std::string truncated = std::string(kSampleDump).substr(0, 60);
  struct Case {
    const char* name;
    std::string dump;
    std::string secrets;
    std::string expected;
  };
  const Case cases[] = {
      {"empty", "", kSampleSecrets,
       std::string("out/.copctl/dump.lock:1:1: error: damaged lock: unexpected end of JSON input") +
           kHint},
      {"truncated", truncated, kSampleSecrets,
       std::string(
           "out/.copctl/dump.lock:4:23: error: damaged lock: unexpected end of JSON input") +
           kHint +
           "    4 |   \"profile\": {\"name\": \n"
           "      |                       ^\n"},
      {"a merge conflict", replaced(kSampleDump, "  \"layout\"", "<<<<<<< HEAD\n  \"layout\""),
       kSampleSecrets,
       std::string("out/.copctl/dump.lock:6:1: error: damaged lock: invalid character '<' looking "
                   "for beginning of object key string") +
           kHint +
           "    6 | <<<<<<< HEAD\n"
           "      | ^\n"},
      {"foreign", "{\"lockfileVersion\": 3}\n", kSampleSecrets,
       std::string("out/.copctl/dump.lock:1:1: error: no lock of copctl: it has no format number") +
           kHint +
           "    1 | {\"lockfileVersion\": 3}\n"
           "      | ^\n"},
      {"a list", "[]\n", kSampleSecrets,
       std::string("out/.copctl/dump.lock:1:1: error: no lock of copctl: it has no format number") +
           kHint +
           "    1 | []\n"
           "      | ^\n"},
      {"newer",
       replaced(kSampleDump, "\"format\": 1,\n  \"copctl\": \"0.1.0\"",
                "\"format\": 7,\n  \"copctl\": \"9.0.0\""),
       kSampleSecrets,
       "out/.copctl/dump.lock:1:1: error: lock of format 7, and this copctl reads up to 1; use a "
       "newer copctl (9.0.0 wrote it) [InvalidLock]\n"
       "    1 | {\n"
       "      | ^\n"},
      {"a section is missing", replaced(kSampleDump, "\"files\"", "\"filez\""), kSampleSecrets,
       std::string("out/.copctl/dump.lock:1:1: error: damaged lock: `files` must be a mapping") +
           kHint +
           "    1 | {\n"
           "      | ^\n"},
      {"a line is no string", replaced(kSampleDump, "\"a: 1\"", "17"), kSampleSecrets,
       std::string(
           "out/.copctl/dump.lock:17:7: error: damaged lock: `files[\"a.yaml\"][0]` must be "
           "a string") +
           kHint +
           "   17 |       17,\n"
           "      |       ^~\n"},
      {"a path that leaves the folder", replaced(kSampleDump, "\"a.yaml\"", "\"../a.yaml\""),
       kSampleSecrets,
       std::string("out/.copctl/dump.lock:16:18: error: damaged lock: `files[\"../a.yaml\"]` must "
                   "be named by a plain path inside the folder") +
           kHint +
           "   16 |     \"../a.yaml\": [\n"
           "      |                  ^\n"},
      {"damaged secrets", kSampleDump, "{\"format\": 1, ",
       std::string("out/.copctl/secrets.lock:1:15: error: damaged lock: unexpected end of JSON "
                   "input") +
           kHint +
           "    1 | ***\n"
           "      |    ^\n"},
      {"digits without a partner",
       replaced(kSampleDump, "[\n      \"\"\n    ]", "{\"hex\": \"0a0\"}"), kSampleSecrets,
       std::string("out/.copctl/dump.lock:21:22: error: damaged lock: `files.empty.hex` must be "
                   "pairs of hexadecimal digits") +
           kHint +
           "   21 |     \"empty\": {\"hex\": \"0a0\"},\n"
           "      |                      ^~~~~\n"},
      {"neither secret nor a text", replaced(kSampleDump, "{\"secret\": true}", "{}"),
       kSampleSecrets,
       std::string("out/.copctl/dump.lock:29:15: error: damaged lock: `files[\"s.yaml\"].secret` "
                   "must be true") +
           kHint +
           "   29 |     \"s.yaml\": {}\n"
           "      |               ^~\n"},
      {"a value without a place", replaced(kSampleDump, "\"/list\"", "\"list\""), kSampleSecrets,
       std::string(
           "out/.copctl/dump.lock:8:13: error: damaged lock: `values.list` must be named by "
           "a JSON pointer") +
           kHint +
           "    8 |     \"list\": {\"value\": [\"<a>\",null], \"origin\": \"values.yaml:3:5\"},\n"
           "      |             ^~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~\n"},
      {"a key of nothing",
       replaced(kSampleDump, "  \"files\"", "  \"keys\": {\"x\": \"tmpl/x\"},\n  \"files\""),
       kSampleSecrets,
       std::string("out/.copctl/dump.lock:15:17: error: damaged lock: `keys.x` must be of a file "
                   "that `files` has") +
           kHint +
           "   15 |   \"keys\": {\"x\": \"tmpl/x\"},\n"
           "      |                 ^~~~~~~~\n"},
      {"a word of nothing",
       replaced(kSampleDump, "  \"files\"", "  \"plain\": {\"x\": true},\n  \"files\""),
       kSampleSecrets,
       std::string("out/.copctl/dump.lock:15:18: error: damaged lock: `plain.x` must be true, of a "
                   "file that `files` has") +
           kHint +
           "   15 |   \"plain\": {\"x\": true},\n"
           "      |                  ^~~~\n"},
      {"one key of two files",
       replaced(kSampleDump, "  \"files\"",
                "  \"keys\": {\"a.yaml\": \"t\", \"empty\": \"t\"},\n  \"files\""),
       kSampleSecrets,
       std::string("out/.copctl/dump.lock:15:36: error: damaged lock: `keys.empty` must be another "
                   "one than that of each other file") +
           kHint +
           "   15 |   \"keys\": {\"a.yaml\": \"t\", \"empty\": \"t\"},\n"
           "      |                                    ^~~\n"},
  };
  for (const Case& c : cases) {
    DYNAMIC_SECTION(c.name) {
      const Reading reading = read(c.dump, c.secrets);
      CHECK_FALSE(reading.lock);
      CHECK(reading.said == c.expected);
    }
  }
}

TEST_CASE("what is larger than a manifest may be is remembered, up to a limit") {
  // Beyond codec::kMaxInputBytes, and codec::kMaxNodes.
  std::string text;
  for (int i = 0; i < 600'000; ++i) {
    text += "a: 1 and so on\n";
  }
  const LockTexts texts = encoded(lock_for({{"a", text}}));
  const Reading reading = read(texts.dump, texts.secrets);
  REQUIRE(reading.lock);
  CHECK(reading.lock->files.at("a").text == text);
  CHECK(read(replaced(texts.dump, "\"layout\": \"tree\"", "\"layout\": 1"), texts.secrets)
            .said.starts_with("out/.copctl/dump.lock:1:1: error: damaged lock: `layout` must be a "
                              "string; "));
  diag::Diagnostics diagnostics;
  CHECK_FALSE(encode_lock(lock_for({{"a", std::string(kMaxLockLines, '\n')}}), diagnostics));
  CHECK(diag::print(diagnostics, diag::SourceMap()) ==
        "error: the files of this dump are too many to be remembered: 28 MB and 3000018 lines, and "
        "64 MB and 3000000 lines are the limit [TooLarge]\n");
}

TEST_CASE("a lock is never read through a link") {
  base::MemoryFileSystem disk(
      std::map<std::string, std::string>{{"elsewhere", kSampleDump}, {"out/x", ""}});
  disk.place("out/.copctl/dump.lock", base::FileKind::kSymlink, "../../elsewhere");
  diag::SourceMap sources;
  diag::Diagnostics diagnostics;
  CHECK_FALSE(read_lock(disk, "out", sources, diagnostics));
  CHECK(diag::print(diagnostics, sources) ==
        "error: `out/.copctl/dump.lock` is no regular file; restore it from Git or a backup; "
        "without one, dump into another folder and carry your edits and passwords over by hand "
        "[InvalidLock]\n");
}

TEST_CASE("a lost dump.lock and an interrupted dump are said") {
  struct Case {
    const char* present;
    const char* expected;
  };
  const Case cases[] = {
      {"out/.copctl/secrets.lock",
       "error: `out/.copctl/dump.lock` is missing, though other files of a dump are there; restore "
       "it from Git or a backup; without one, dump into another folder and carry your edits and "
       "passwords over by hand "
       "[InvalidLock]\n"},
      {"out/.copctl/journal/operations",
       "error: `out` holds a dump that was interrupted; dump into it again to complete it "
       "[InvalidLock]\n"},
  };
  for (const Case& c : cases) {
    DYNAMIC_SECTION(c.present) {
      base::MemoryFileSystem disk(std::map<std::string, std::string>{{c.present, "{}"}});
      diag::SourceMap sources;
      diag::Diagnostics diagnostics;
      CHECK_FALSE(read_lock(disk, "out", sources, diagnostics));
      CHECK(diag::print(diagnostics, sources) == c.expected);
    }
  }
}

}  // namespace
}  // namespace copctl::folder

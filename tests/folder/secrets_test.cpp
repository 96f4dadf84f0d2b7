// Covers protect.cpp, seal.cpp, secrets_key.cpp.
#include <fmt/format.h>

#include "codec/base64.h"
#include "codec/codec.h"
#include "folder/dumps.h"
#include "folder/seal.h"
#include "support/catch.h"

namespace copctl::folder {
namespace {

using base::FileKind;

constexpr const char* kSecretsPath = "out/.copctl/secrets.lock";
constexpr const char* kIgnorePath = "out/.copctl/.gitignore";
const std::vector<File> kFiles = {{"a", "1"}, {"s", "password: one\n", true}};

std::string text_at(const base::MemoryFileSystem& disk, const char* path) {
  const auto files = disk.files();
  const auto found = files.find(path);
  return found == files.end() ? "(none)" : found->second;
}

std::string said_on_reading(const base::FileSystem& disk, const Secrecy& secrecy) {
  diag::SourceMap sources;
  diag::Diagnostics diagnostics;
  const auto lock = read_lock(disk, "out", secrecy, sources, diagnostics);
  CHECK(lock.has_value() == !diagnostics.has_errors());
  return diag::print(diagnostics, sources);
}

struct KeyReading {
  std::optional<SecretsKey> key;
  std::string said;
};

KeyReading read_key(const std::string& bytes, unsigned mode = 0600) {
  base::MemoryFileSystem disk;
  std::error_code error;
  REQUIRE(disk.create("k", bytes, mode, error));
  diag::Diagnostics diagnostics;
  KeyReading reading;
  reading.key = read_secrets_key(disk, "k", diagnostics);
  reading.said = diag::print(diagnostics, diag::SourceMap());
  return reading;
}

TEST_CASE("a key is 32 bytes, however they are written") {
  std::string raw;
  std::string digits;
  for (int i = 0; i < 32; ++i) {
    raw += static_cast<char>(i * 8);
    digits += fmt::format("{:02x}", i * 8);
  }
  std::string upper = digits;
  for (char& c : upper) {
    c = c >= 'a' ? static_cast<char>(c - 'a' + 'A') : c;
  }
  const std::string texts[] = {raw,
                               digits,
                               upper,
                               "\n " + digits + " \r\n",
                               codec::encode_base64(raw),
                               codec::encode_base64(raw) + "\n"};
  for (const std::string& text : texts) {
    DYNAMIC_SECTION(text.size()) {
      const KeyReading reading = read_key(text);
      CHECK(reading.said == "");
      REQUIRE(reading.key);
      CHECK(std::string(reading.key->bytes.begin(), reading.key->bytes.end()) == raw);
    }
  }
}

TEST_CASE("anything else is no key, and none of it is shown") {
  const std::string cases[] = {
      "",
      "hunter2",
      std::string(31, '\xff'),
      std::string(33, '\xff'),
      std::string(63, 'a'),
      std::string(65, 'a'),
      std::string(63, 'a') + "g",
      // Half a key in digits without a line break: as long as a whole one in bytes.
      "0123456789abcdef0123456789abcdef",
      codec::encode_base64(std::string(31, 'x')),
      codec::encode_base64(std::string(33, 'x')),
      std::string(5000, 'a'),
  };
  for (const std::string& text : cases) {
    DYNAMIC_SECTION(text.size()) {
      const KeyReading reading = read_key(text);
      CHECK_FALSE(reading.key);
      CHECK(reading.said ==
            "error: `k` holds no key: 32 bytes, their 64 hexadecimal digits or their base64; make "
            "one with `openssl rand -hex 32 > FILE` [InvalidValue]\n");
    }
  }
  diag::Diagnostics diagnostics;
  CHECK_FALSE(read_secrets_key(base::MemoryFileSystem(), "none", diagnostics));
  CHECK(diag::print(diagnostics, diag::SourceMap()) ==
        "error: cannot read `none`: no such file or directory [CannotRead]\n");
}

TEST_CASE("a key that others may read is warned of") {
  const std::string digits(64, 'a');
  CHECK(read_key(digits, 0640).said == "");
  CHECK(read_key(digits, 0644).said ==
        "warning: `k` is a key that every user of this machine may read; `chmod 600 k` "
        "[InvalidValue]\n");
  CHECK(read_key(digits, 0644).key);
}

TEST_CASE("with a key the secrets are encrypted, and read again") {
  base::MemoryFileSystem disk;
  CHECK(dump(disk, kFiles, {.secrecy = sealed_with('k')}).said == "");
  const std::string sealed = text_at(disk, kSecretsPath);
  CHECK(sealed.starts_with("{\n  \"format\": 1,\n  \"cipher\": \"AES-256-GCM\",\n  \"key\": \""));
  CHECK(sealed.find("password") == std::string::npos);
  CHECK(text_at(disk, kIgnorePath) == "/staging/\n/journal/\n");
  diag::SourceMap sources;
  diag::Diagnostics diagnostics;
  const auto lock = read_lock(disk, "out", sealed_with('k'), sources, diagnostics);
  REQUIRE(lock);
  CHECK(lock->has_secrets);
  CHECK(lock->files.at("s").text == "password: one\n");
  CHECK(lock->secret_values.at("/password").value.as_string() == "one");
  std::error_code error;
  CHECK(disk.stat(kSecretsPath, error)->mode == 0600);
}

TEST_CASE("what stays is not encrypted again, what changes is") {
  base::MemoryFileSystem disk;
  Secrecy secrecy = sealed_with('k');
  REQUIRE(dump(disk, kFiles, {.secrecy = secrecy}).done);
  const std::string first = text_at(disk, kSecretsPath);
  secrecy.random = [](std::size_t size) { return std::string(size, 'z'); };
  REQUIRE(dump(disk, {{"a", "2"}, kFiles[1]}, {.secrecy = secrecy}).done);
  CHECK(text_at(disk, kSecretsPath) == first);
  REQUIRE(dump(disk, kFiles, {.value = "two", .secrecy = secrecy}).done);
  const std::string second = text_at(disk, kSecretsPath);
  CHECK(second != first);
  CHECK(second.find("\"nonce\": \"enp6enp6enp6enp6\"") != std::string::npos);
}

TEST_CASE("a plain secrets.lock is encrypted with the next dump, which is told") {
  base::MemoryFileSystem disk;
  REQUIRE(dump(disk, kFiles).done);
  CHECK(text_at(disk, kIgnorePath) == "/secrets.lock\n/staging/\n/journal/\n");
  CHECK(dump(disk, kFiles, {.secrecy = sealed_with('k')}).said ==
        "warning: `out/.copctl/secrets.lock` was plain text until now, and is encrypted from now "
        "on; what was ever committed or copied of it stays readable, until its secrets are renewed "
        "with --rotate [InvalidLock]\n");
  CHECK(text_at(disk, kSecretsPath).find("cipher") != std::string::npos);
  CHECK(text_at(disk, kIgnorePath) == "/staging/\n/journal/\n");
  CHECK(dump(disk, kFiles, {.secrecy = sealed_with('k')}).said == "");
}

TEST_CASE("a .gitignore that the user changed stays") {
  base::MemoryFileSystem disk;
  REQUIRE(dump(disk, kFiles).done);
  disk.place(kIgnorePath, FileKind::kFile, "# ours\n");
  REQUIRE(dump(disk, kFiles, {.secrecy = sealed_with('k')}).done);
  CHECK(text_at(disk, kIgnorePath) == "# ours\n");
}

TEST_CASE("a lost encrypted file that becomes a plain one is kept out of Git again") {
  base::MemoryFileSystem disk;
  REQUIRE(dump(disk, kFiles, {.secrecy = sealed_with('k')}).done);
  std::error_code error;
  REQUIRE(disk.remove(kSecretsPath, error));
  REQUIRE(dump(disk, kFiles).done);
  CHECK(text_at(disk, kIgnorePath) == "/secrets.lock\n/staging/\n/journal/\n");
}

TEST_CASE("an encrypted file never becomes plain by itself") {
  base::MemoryFileSystem disk;
  REQUIRE(dump(disk, kFiles, {.secrecy = sealed_with('k')}).done);
  diag::SourceMap sources;
  diag::Diagnostics diagnostics;
  const auto lock = read_lock(disk, "out", sealed_with('k'), sources, diagnostics);
  const auto planned = plan(disk, "out", kFiles, lock, PlanOptions(), diagnostics);
  REQUIRE(planned);
  const auto before = disk.files();
  CHECK_FALSE(commit(disk, "out", *planned, *lock, Secrecy{}, diagnostics));
  CHECK(diag::print(diagnostics, sources) ==
        "error: `out/.copctl/secrets.lock` is encrypted, and would become plain text; give its key "
        "with --secrets-key FILE, or move it away [InvalidLock]\n");
  CHECK(disk.files() == before);
}

TEST_CASE("a dump may be given another key") {
  base::MemoryFileSystem disk;
  REQUIRE(dump(disk, kFiles, {.secrecy = sealed_with('k')}).done);
  diag::SourceMap sources;
  diag::Diagnostics diagnostics;
  const auto lock = read_lock(disk, "out", sealed_with('k'), sources, diagnostics);
  const auto planned = plan(disk, "out", kFiles, lock, PlanOptions(), diagnostics);
  REQUIRE(planned);
  REQUIRE(commit(disk, "out", *planned, lock_for(kFiles), sealed_with('n'), diagnostics));
  CHECK(said_on_reading(disk, sealed_with('n')) == "");
}

TEST_CASE("a file that cannot be opened says how to go on") {
  base::MemoryFileSystem disk;
  REQUIRE(dump(disk, kFiles, {.secrecy = sealed_with('k')}).done);
  const std::string id = key_id_of(*sealed_with('k').key);
  const std::string other = key_id_of(*sealed_with('o').key);
  const std::string missing = "`out/.copctl/secrets.lock` is encrypted; give its key (`" + id +
                              "`) with --secrets-key FILE or COPCTL_SECRETS_KEY [InvalidLock]\n";
  const std::string wrong =
      "`out/.copctl/secrets.lock` is encrypted with another key than the "
      "given one (`" +
      id + "`, not `" + other + "`); give that one with --secrets-key FILE [InvalidLock]\n";
  Secrecy wrong_key = sealed_with('o');
  CHECK(said_on_reading(disk, Secrecy{}) == "error: " + missing);
  CHECK(said_on_reading(disk, wrong_key) == "error: " + wrong);
  wrong_key.required = false;
  CHECK(said_on_reading(disk, {.required = false}) == "warning: " + missing);
  CHECK(said_on_reading(disk, wrong_key) == "warning: " + wrong);
}

// The file with one of its strings replaced.
std::string with_member(const std::string& sealed, const std::string& name,
                        const std::string& text) {
  const std::size_t at = sealed.find("\"" + name + "\": \"") + name.size() + 5;
  return sealed.substr(0, at) + text + sealed.substr(sealed.find('"', at));
}

std::string member(const std::string& sealed, const std::string& name) {
  const std::size_t at = sealed.find("\"" + name + "\": \"") + name.size() + 5;
  return sealed.substr(at, sealed.find('"', at) - at);
}

TEST_CASE("every bit of an encrypted file is guarded") {
  base::MemoryFileSystem disk;
  REQUIRE(dump(disk, kFiles, {.secrecy = sealed_with('k')}).done);
  const std::string sealed = text_at(disk, kSecretsPath);
  constexpr const char* kHint =
      "; restore it from Git or a backup; without one, dump into another folder and carry your "
      "edits "
      "and passwords over by hand "
      "[InvalidLock]\n";
  for (const char* name : {"nonce", "text"}) {
    const std::string bytes = codec::decode_base64(member(sealed, name)).value();
    for (std::size_t i = 0; i < bytes.size(); ++i) {
      std::string changed = bytes;
      changed[i] = static_cast<char>(changed[i] ^ 1);
      disk.place(kSecretsPath, FileKind::kFile,
                 with_member(sealed, name, codec::encode_base64(changed)));
      REQUIRE(said_on_reading(disk, sealed_with('k')) ==
              std::string("error: `out/.copctl/secrets.lock` was changed or cut after it was "
                          "encrypted") +
                  kHint);
    }
  }
  const std::string damaged[] = {
      with_member(sealed, "cipher", "ROT13"), with_member(sealed, "key", "12"),
      with_member(sealed, "nonce", "AAAA"),   with_member(sealed, "text", "AAAA"),
      with_member(sealed, "text", "%"),       "{\"format\": 1, \"cipher\": 7}"};
  for (const std::string& text : damaged) {
    disk.place(kSecretsPath, FileKind::kFile, text);
    CHECK(said_on_reading(disk, sealed_with('k')) ==
          std::string("error: `out/.copctl/secrets.lock` is damaged, or encrypted as only a newer "
                      "copctl knows") +
              kHint);
  }
  disk.place(kSecretsPath, FileKind::kFile, sealed.substr(0, sealed.size() / 2));
  CHECK(
      said_on_reading(disk, sealed_with('k')).find("damaged lock: unexpected end of JSON input") !=
      std::string::npos);
}

TEST_CASE("a text of the same key in another form is not taken") {
  const Secrecy secrecy = sealed_with('k');
  Sealed sealed{"0000000000000000", std::string(12, 'n'), std::string(20, 't')};
  CHECK_FALSE(open_sealed(*secrecy.key, sealed));
}

// Made with Go's crypto/cipher and crypto/hmac from what seal.h says.
constexpr const char* kSealedElsewhere = R"({
  "format": 1,
  "cipher": "AES-256-GCM",
  "key": "845ec039c037130e",
  "nonce": "bm5ubm5ubm5ubm5u",
  "text": "4xmB32PZ5K1uHit1/qOtATnNXMX+xH+u/LXC9KzE"
}
)";

TEST_CASE("the form is what other programs make of its description") {
  diag::SourceMap sources;
  diag::Diagnostics diagnostics;
  const auto source = sources.add(diag::SourceKind::kFile, "f", kSealedElsewhere);
  const auto document = codec::decode_json(sources, source, codec::Numbers::kInt64, diagnostics);
  REQUIRE(document);
  const auto sealed = read_sealed(document->value);
  REQUIRE(sealed);
  const SecretsKey key = *sealed_with('k').key;
  CHECK(open_sealed(key, *sealed) == "{\"format\": 1}\n");
  CHECK(seal(key, "{\"format\": 1}\n", [](std::size_t size) { return std::string(size, 'n'); }) ==
        kSealedElsewhere);
}

}  // namespace
}  // namespace copctl::folder

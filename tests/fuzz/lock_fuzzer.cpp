#include <algorithm>
#include <map>
#include <string>

#include "folder/folder.h"
#include "folder/lock_text.h"
#include "fuzz/targets.h"

namespace copctl::fuzz {

namespace {

using Files = std::map<std::string, std::string>;

Files lock_files(std::string_view dump, std::string_view secrets) {
  Files files{{"out/.copctl/dump.lock", std::string(dump)}};
  if (!secrets.empty()) files["out/.copctl/secrets.lock"] = std::string(secrets);
  return files;
}

std::optional<folder::Lock> read(Files files, const folder::Secrecy& secrecy = {}) {
  const base::MemoryFileSystem disk(std::move(files));
  diag::SourceMap sources;
  diag::Diagnostics diagnostics;
  auto lock = folder::read_lock(disk, "out", secrecy, sources, diagnostics);
  check_told(lock.has_value(), diagnostics, sources);
  return lock;
}

// With a key, encrypted secrets are opened; without one that is needed, they can be done without.
void read_encrypted(const Files& files) {
  static_cast<void>(read(files, {.key = folder::SecretsKey{}}));
  static_cast<void>(read(files, {.required = false}));
}

bool same_values(const std::map<std::string, folder::LockedValue>& a,
                 const std::map<std::string, folder::LockedValue>& b) {
  return std::ranges::equal(a, b, [](const auto& one, const auto& other) {
    return one.first == other.first && one.second.origin == other.second.origin &&
           value::same_data(one.second.value, other.second.value);
  });
}

bool same_files(const folder::Lock& a, const folder::Lock& b) {
  return std::ranges::equal(a.files, b.files, [](const auto& one, const auto& other) {
    return one.first == other.first && one.second.text == other.second.text &&
           one.second.secret == other.second.secret &&
           one.second.identity() == other.second.identity();
  });
}

}  // namespace

// dump.lock and, after `--`, secrets.lock: what is read is written and read as it was.
void lock(std::string_view bytes) {
  const Halves halves = split(bytes);
  read_encrypted(lock_files(halves.first, halves.second));
  const auto first = read(lock_files(halves.first, halves.second));
  if (!first) return;
  diag::Diagnostics diagnostics;
  const auto texts = folder::encode_lock(*first, diagnostics);
  COPCTL_CHECK(texts.has_value());
  if (!first->has_secrets) return;
  const auto again = read(lock_files(texts->dump, texts->secrets.value_or("")));
  COPCTL_CHECK(again);
  COPCTL_CHECK(again->profile == first->profile && again->layout == first->layout);
  COPCTL_CHECK(again->profile_version == first->profile_version);
  COPCTL_CHECK(again->profile_digest == first->profile_digest);
  COPCTL_CHECK(again->release_name == first->release_name);
  COPCTL_CHECK(again->release_namespace == first->release_namespace);
  COPCTL_CHECK(again->kube_version == first->kube_version);
  COPCTL_CHECK(again->create_namespace == first->create_namespace);
  COPCTL_CHECK(same_values(again->values, first->values));
  COPCTL_CHECK(same_values(again->secret_values, first->secret_values));
  COPCTL_CHECK(same_files(*again, *first));
}

}  // namespace copctl::fuzz

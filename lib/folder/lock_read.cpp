#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/path.h"
#include "base/text.h"
#include "codec/codec.h"
#include "folder/lock_file.h"
#include "folder/lock_text.h"
#include "folder/places.h"
#include "folder/report.h"
#include "folder/seal.h"

namespace copctl::folder {
namespace {

// Written only when they were asked for.
const std::string kKubeVersion = "/release/kubeVersion";
const std::string kCreateNamespace = "/release/createNamespace";

using diag::Kind;

// A pointer names a value below the root.
bool is_pointer(const std::string& text) { return text.starts_with('/'); }

class Reader {
 public:
  Reader(const base::FileSystem& files, const Places& places, const Secrecy& secrecy,
         diag::SourceMap& sources, diag::Diagnostics& diagnostics)
      : files_(files),
        places_(places),
        secrecy_(secrecy),
        sources_(sources),
        diagnostics_(diagnostics) {}

  std::optional<Lock> run() {
    const std::size_t before = diagnostics_.error_count();
    if (!look_around()) {
      return std::nullopt;
    }
    if (auto file = open(kLockName)) {
      read_dump(*file);
    }
    const bool any_secret =
        !lock_.secret_values.empty() ||
        std::ranges::any_of(lock_.files, [](const auto& entry) { return entry.second.secret; });
    if (any_secret && diagnostics_.error_count() == before) {
      read_secrets();
    }
    return diagnostics_.error_count() == before ? std::optional(std::move(lock_)) : std::nullopt;
  }

 private:
  bool look_around() {
    std::error_code error;
    const auto entries = files_.list(places_.hidden, error);
    if (!entries) {
      report_unreadable(places_.hidden, error, diagnostics_);
      return false;
    }
    for (const base::DirectoryEntry& entry : *entries) {
      kinds_.emplace(entry.name, entry.kind);
    }
    if (kinds_.contains(std::string(kJournalName))) {
      report_path(Kind::kInvalidLock, places_.dir,
                  "holds a dump that was interrupted; dump into it again to complete it",
                  diagnostics_);
      return false;
    }
    if (!kinds_.contains(std::string(kLockName))) {
      report_path(Kind::kInvalidLock, places_.at(hidden_path(kLockName)),
                  fmt::format("is missing, though other files of a dump are there; {}", kRestore),
                  diagnostics_);
      return false;
    }
    return true;
  }

  std::optional<std::string> read(std::string_view name, const std::string& path) {
    if (kinds_.at(std::string(name)) != base::FileKind::kFile) {
      report_path(Kind::kInvalidLock, path, fmt::format("is no regular file; {}", kRestore),
                  diagnostics_);
      return std::nullopt;
    }
    std::error_code error;
    auto text = files_.read(path, kMaxFileBytes, error);
    if (!text) {
      report_unreadable(path, error, diagnostics_);
    }
    return text;
  }

  std::optional<LockFile> open(std::string_view name) {
    const std::string path = places_.at(hidden_path(name));
    auto text = read(name, path);
    if (!text) {
      return std::nullopt;
    }
    if (name == kLockName) {
      lock_.basis = basis_of(*text);
    }
    return decoded(path, std::move(*text), name == kSecretsLockName);
  }

  std::optional<LockFile> decoded(const std::string& path, std::string text, bool secret) {
    const auto size = static_cast<std::uint32_t>(text.size());
    const auto source = sources_.add(diag::SourceKind::kFile, path, std::move(text));
    if (secret && size != 0) {
      sources_.conceal({source, 0, size});
    }
    LockFile file(sources_, source, diagnostics_);
    return file.decode() ? std::optional(std::move(file)) : std::nullopt;
  }

  void read_dump(LockFile& file) {
    lock_.format = static_cast<int>(file.root().find("format")->as_int().number);
    lock_.copctl_version = file.string_at("/copctl");
    lock_.profile = file.string_at("/profile/name");
    lock_.profile_version = file.string_at("/profile/version");
    lock_.profile_digest = file.string_at("/profile/digest");
    lock_.release_name = file.string_at("/release/name");
    lock_.release_namespace = file.string_at("/release/namespace");
    if (value::lookup_pointer(file.root(), kKubeVersion) != nullptr) {
      lock_.kube_version = file.string_at(kKubeVersion);
    }
    if (value::lookup_pointer(file.root(), kCreateNamespace) != nullptr) {
      const value::Value* create =
          file.at(kCreateNamespace, &value::Value::is_bool, "true or false");
      lock_.create_namespace = create != nullptr && create->as_bool();
    }
    lock_.layout = file.string_at("/layout");
    read_values(file, "/values", lock_.values, true);
    read_values(file, "/secrets", lock_.secret_values, false);
    for (const auto& [path, entry] : file.section("/files")) {
      read_file(file, path, entry);
    }
    if (file.root().find("keys") != nullptr) {
      read_keys(file);
    }
    if (file.root().find("plain") != nullptr) {
      read_plain(file);
    }
  }

  void read_plain(LockFile& file) {
    for (const auto& [path, entry] : file.section("/plain")) {
      const auto found = lock_.files.find(path);
      if (found == lock_.files.end() || !entry.is_bool() || !entry.as_bool()) {
        file.fault(value::child_pointer("/plain", path), "true, of a file that `files` has");
      } else {
        found->second.plain = true;
      }
    }
  }

  void read_file(LockFile& file, const std::string& path, const value::Value& entry) {
    const std::string pointer = value::child_pointer("/files", path);
    if (!base::is_plain_relative_path(path)) {
      file.fault(pointer, "named by a plain path inside the folder");
      return;
    }
    const bool is_secret = entry.is_map() && entry.find("hex") == nullptr;
    if (is_secret) {
      const value::Value* secret = file.at(pointer + "/secret", &value::Value::is_bool, "true");
      if (secret != nullptr && !secret->as_bool()) {
        file.fault(pointer + "/secret", "true");
      }
    }
    lock_.files[path] = {path, is_secret ? "" : file.text_at(pointer), is_secret};
  }

  // Two files with one key could not be told apart.
  void read_keys(LockFile& file) {
    std::set<std::string> keys;
    for (const auto& [path, ignored] : file.section("/keys")) {
      const std::string pointer = value::child_pointer("/keys", path);
      const auto found = lock_.files.find(path);
      const std::string key = file.string_at(pointer);
      if (found == lock_.files.end()) {
        file.fault(pointer, "of a file that `files` has");
      } else if (!keys.insert(key).second) {
        file.fault(pointer, "another one than that of each other file");
      } else {
        found->second.key = key;
      }
    }
  }

  static void read_values(LockFile& file, const std::string& section,
                          std::map<std::string, LockedValue>& values, bool with_value) {
    for (const auto& [pointer, entry] : file.section(section)) {
      const std::string place = value::child_pointer(section, pointer);
      if (!is_pointer(pointer)) {
        file.fault(place, "named by a JSON pointer");
        return;
      }
      values[pointer] = file.value_at(place, with_value);
    }
  }

  void read_secrets() {
    const std::string path = places_.at(hidden_path(kSecretsLockName));
    if (!kinds_.contains(std::string(kSecretsLockName))) {
      lock_.has_secrets = false;
      warn_path(Kind::kInvalidLock, path,
                "is missing: generated secrets cannot stay the same, and edits of files that hold "
                "secrets cannot be told; copy it from where the dump was made",
                diagnostics_);
      return;
    }
    auto file = open(kSecretsLockName);
    if (file && !is_sealed(file->root())) {
      fill_secrets(path, *file);
    } else if (auto plain = file ? unsealed(path, *file) : std::nullopt) {
      fill_secrets(path, *plain);
    }
  }

  // The plain file in an encrypted one.
  std::optional<LockFile> unsealed(const std::string& path, LockFile& file) {
    const auto sealed = read_sealed(file.root());
    if (!sealed) {
      report_path(
          Kind::kInvalidLock, path,
          fmt::format("is damaged, or encrypted as only a newer copctl knows; {}", kRestore),
          diagnostics_);
      return std::nullopt;
    }
    if (!secrecy_.key || key_id_of(*secrecy_.key) != sealed->key_id) {
      tell_locked_out(path, sealed->key_id);
      return std::nullopt;
    }
    auto plain = open_sealed(*secrecy_.key, *sealed);
    if (!plain) {
      report_path(Kind::kInvalidLock, path,
                  fmt::format("was changed or cut after it was encrypted; {}", kRestore),
                  diagnostics_);
      return std::nullopt;
    }
    return decoded(path, std::move(*plain), true);
  }

  void tell_locked_out(const std::string& path, const std::string& id) {
    const std::string why =
        secrecy_.key ? fmt::format(
                           "is encrypted with another key than the given one (`{}`, not "
                           "`{}`); give that one with --secrets-key FILE",
                           base::printable(id), key_id_of(*secrecy_.key))
                     : fmt::format(
                           "is encrypted; give its key (`{}`) with --secrets-key FILE or "
                           "COPCTL_SECRETS_KEY",
                           base::printable(id));
    lock_.has_secrets = false;
    (secrecy_.required ? report_path : warn_path)(Kind::kInvalidLock, path, why, diagnostics_);
  }

  void fill_secrets(const std::string& path, LockFile& file) {
    const value::Entries& values = file.section("/values");
    for (auto& [pointer, locked] : lock_.secret_values) {
      if (values.contains(pointer)) {
        locked = file.value_at(value::child_pointer("/values", pointer), true);
      } else {
        lock_.has_secrets = false;
      }
    }
    const value::Entries& texts = file.section("/files");
    for (auto& [name, locked] : lock_.files) {
      if (locked.secret && texts.contains(name)) {
        locked.text = file.text_at(value::child_pointer("/files", name));
      } else if (locked.secret) {
        lock_.has_secrets = false;
      }
    }
    if (!lock_.has_secrets) {
      warn_path(Kind::kInvalidLock, path,
                "does not know all secrets that dump.lock names; copy it from where the dump was "
                "made last",
                diagnostics_);
    }
  }

  const base::FileSystem& files_;
  const Places& places_;
  const Secrecy& secrecy_;
  diag::SourceMap& sources_;
  diag::Diagnostics& diagnostics_;
  std::map<std::string, base::FileKind> kinds_;
  Lock lock_;
};

}  // namespace

std::optional<Lock> read_lock(const base::FileSystem& files, const std::string& dir,
                              const Secrecy& secrecy, diag::SourceMap& sources,
                              diag::Diagnostics& diagnostics) {
  const Places places(dir);
  return Reader(files, places, secrecy, sources, diagnostics).run();
}

}  // namespace copctl::folder

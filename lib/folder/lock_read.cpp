#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "base/path.h"
#include "base/text.h"
#include "codec/codec.h"
#include "folder/lock_text.h"
#include "folder/places.h"
#include "folder/report.h"

namespace copctl::folder {
namespace {

using diag::Kind;

constexpr std::string_view kRestore =
    "restore it from Git or a backup, or move `.copctl` away and dump again with --force";

// One lock file: decoded once, then asked field by field. Every fault is reported where it stands.
class LockFile {
 public:
  LockFile(const diag::SourceMap& sources, diag::SourceId source, diag::Diagnostics& diagnostics)
      : sources_(sources), source_(source), diagnostics_(diagnostics) {}

  // Positions cost more than the rest of the reading, and nearly every lock is sound: they are
  // looked up only for a fault.
  bool decode() {
    diag::Diagnostics unplaced;
    document_ = codec::decode_json(sources_, source_, codec::Numbers::kInt64, unplaced, false);
    if (document_) {
      return check_format();
    }
    diag::Diagnostics found;
    static_cast<void>(codec::decode_json(sources_, source_, codec::Numbers::kInt64, found));
    const diag::Diagnostic& first = found.all().front();
    error(first.span, fmt::format("damaged lock: {}; {}", first.message, kRestore));
    return false;
  }

  const value::Value& root() const { return document_->value; }

  // The value at `pointer` when it is of the kind that `is` tells; nullptr and an error otherwise.
  const value::Value* at(const std::string& pointer, bool (value::Value::*is)() const,
                         std::string_view wanted) {
    const value::Value* found = value::lookup_pointer(root(), pointer);
    if (found != nullptr && (found->*is)()) {
      return found;
    }
    fault(pointer, wanted);
    return nullptr;
  }

  std::string string_at(const std::string& pointer) {
    const value::Value* found = at(pointer, &value::Value::is_string, "a string");
    return found != nullptr ? found->as_string() : std::string();
  }

  const value::Entries& section(const std::string& pointer) {
    static const value::Entries kNone;
    const value::Value* found = at(pointer, &value::Value::is_map, "a mapping");
    return found != nullptr ? found->entries() : kNone;
  }

  LockedValue value_at(const std::string& pointer, bool with_value) {
    const value::Value* found = value::lookup_pointer(root(), pointer + "/value");
    if (with_value && found == nullptr) {
      fault(pointer + "/value", "there");
    }
    return {with_value && found != nullptr ? *found : value::Value(),
            string_at(pointer + "/origin")};
  }

  // The text of a file, from its lines or its hexadecimal digits.
  std::string text_at(const std::string& pointer) {
    const value::Value* found = value::lookup_pointer(root(), pointer);
    if (found != nullptr && found->is_map()) {
      return bytes_of(pointer + "/hex");
    }
    std::string text;
    if (at(pointer, &value::Value::is_list, "a list of lines") == nullptr) {
      return text;
    }
    for (std::size_t i = 0; i < found->items().size(); ++i) {
      const value::Value& line = found->items()[i];
      if (!line.is_string()) {
        fault(value::child_pointer(pointer, i), "a string");
        break;
      }
      text += i == 0 ? "" : "\n";
      text += line.as_string();
    }
    return text;
  }

  void fault(const std::string& pointer, std::string_view wanted) {
    diag::Diagnostics ignored;
    const auto placed = codec::decode_json(sources_, source_, codec::Numbers::kInt64, ignored);
    error(placed->spans.nearest(pointer).value,
          fmt::format("damaged lock: `{}` must be {}; {}",
                      base::printable(value::display_pointer(pointer)), wanted, kRestore));
  }

 private:
  void error(diag::Span span, std::string message) {
    diagnostics_.error(span ? span : diag::Span{source_, 0, 0}, Kind::kInvalidLock,
                       std::move(message));
  }

  bool check_format() {
    const value::Value* format = root().find("format");
    if (format == nullptr || !format->is_int() || format->as_int().number < 1) {
      error({}, fmt::format("no lock of copctl: it has no format number; {}", kRestore));
      return false;
    }
    if (format->as_int().number <= kFormatVersion) {
      return true;
    }
    const value::Value* writer = root().find("copctl");
    error({}, fmt::format("lock of format {}, and this copctl reads up to {}; use a newer copctl{}",
                          format->as_int().number, kFormatVersion,
                          writer != nullptr && writer->is_string()
                              ? " (" + base::printable(writer->as_string()) + " wrote it)"
                              : ""));
    return false;
  }

  std::string bytes_of(const std::string& pointer) {
    const std::string digits = string_at(pointer);
    std::string bytes;
    for (std::size_t i = 0; i + 1 < digits.size(); i += 2) {
      unsigned byte = 0;
      const char* end = digits.data() + i + 2;
      if (std::from_chars(digits.data() + i, end, byte, 16).ptr != end) {
        fault(pointer, "hexadecimal digits");
        return {};
      }
      bytes += static_cast<char>(byte);
    }
    return bytes;
  }

  const diag::SourceMap& sources_;
  diag::SourceId source_;
  diag::Diagnostics& diagnostics_;
  std::optional<codec::Document> document_;
};

class Reader {
 public:
  Reader(const base::FileSystem& files, const Places& places, diag::SourceMap& sources,
         diag::Diagnostics& diagnostics)
      : files_(files), places_(places), sources_(sources), diagnostics_(diagnostics) {}

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

  std::optional<LockFile> open(std::string_view name) {
    const std::string path = places_.at(hidden_path(name));
    if (kinds_.at(std::string(name)) != base::FileKind::kFile) {
      report_path(Kind::kInvalidLock, path, fmt::format("is no regular file; {}", kRestore),
                  diagnostics_);
      return std::nullopt;
    }
    std::error_code error;
    auto text = files_.read(path, kMaxFileBytes, error);
    if (!text) {
      report_unreadable(path, error, diagnostics_);
      return std::nullopt;
    }
    if (name == kLockName) {
      lock_.basis = basis_of(*text);
    }
    const auto source = sources_.add(diag::SourceKind::kFile, path, std::move(*text));
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
    lock_.layout = file.string_at("/layout");
    read_values(file, "/values", lock_.values, true);
    read_values(file, "/secrets", lock_.secret_values, false);
    for (const auto& [path, entry] : file.section("/files")) {
      const std::string pointer = value::child_pointer("/files", path);
      if (!base::is_plain_relative_path(path)) {
        file.fault(pointer, "named by a plain path inside the folder");
        continue;
      }
      const value::Value* secret = entry.find("secret");
      const bool is_secret = secret != nullptr && secret->is_bool() && secret->as_bool();
      lock_.files[path] = {path, is_secret ? "" : file.text_at(pointer), is_secret};
    }
  }

  static void read_values(LockFile& file, const std::string& section,
                          std::map<std::string, LockedValue>& values, bool with_value) {
    for (const auto& [pointer, entry] : file.section(section)) {
      values[pointer] = file.value_at(value::child_pointer(section, pointer), with_value);
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
    if (!file) {
      return;
    }
    fill_secrets(*file);
    if (!lock_.has_secrets) {
      warn_path(Kind::kInvalidLock, path,
                "does not know all secrets that dump.lock names; copy it from where the dump was "
                "made last",
                diagnostics_);
    }
  }

  void fill_secrets(LockFile& file) {
    const value::Entries& values = file.section("/values");
    for (auto& [pointer, locked] : lock_.secret_values) {
      if (values.contains(pointer)) {
        locked = file.value_at(value::child_pointer("/values", pointer), true);
      } else {
        lock_.has_secrets = false;
      }
    }
    const value::Entries& texts = file.section("/files");
    for (auto& [path, locked] : lock_.files) {
      if (locked.secret && texts.contains(path)) {
        locked.text = file.text_at(value::child_pointer("/files", path));
      } else if (locked.secret) {
        lock_.has_secrets = false;
      }
    }
  }

  const base::FileSystem& files_;
  const Places& places_;
  diag::SourceMap& sources_;
  diag::Diagnostics& diagnostics_;
  std::map<std::string, base::FileKind> kinds_;
  Lock lock_;
};

}  // namespace

std::optional<Lock> read_lock(const base::FileSystem& files, const std::string& dir,
                              diag::SourceMap& sources, diag::Diagnostics& diagnostics) {
  const Places places(dir);
  return Reader(files, places, sources, diagnostics).run();
}

}  // namespace copctl::folder

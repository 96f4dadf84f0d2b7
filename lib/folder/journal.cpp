#include "folder/journal.h"

#include <fmt/format.h>

#include <charconv>

#include "base/path.h"
#include "base/text.h"
#include "codec/codec.h"
#include "folder/disk_view.h"
#include "folder/folder.h"
#include "folder/report.h"

namespace copctl::folder {
namespace {

constexpr std::string_view kListName = "operations";
constexpr std::string_view kNew = "new";
constexpr std::string_view kOld = "old";
// No text has it, but for one in 2^64.
constexpr std::uint64_t kUnreadable = 0;

std::string list_text(const std::vector<Operation>& operations) {
  const auto digest = [](const std::optional<std::uint64_t>& d) {
    return d ? fmt::format("\"{:016x}\"", *d) : std::string("null");
  };
  std::string text = fmt::format("{{\n  \"format\": {},\n  \"operations\": [", kFormatVersion);
  std::string_view separator = "\n    ";
  for (const Operation& operation : operations) {
    text += separator;
    text += "{\"path\": ";
    codec::append_json_string(text, operation.path);
    text += fmt::format(", \"before\": {}, \"after\": {}}}", digest(operation.before),
                        digest(operation.after));
    separator = ",\n    ";
  }
  return text + "\n  ]\n}\n";
}

// A digest of the list, or null; empty when it is neither.
std::optional<std::optional<std::uint64_t>> read_digest(const value::Value* v) {
  if (v == nullptr || v->is_nil()) {
    return std::optional<std::uint64_t>();
  }
  std::uint64_t digest = 0;
  if (!v->is_string()) {
    return std::nullopt;
  }
  const std::string& text = v->as_string();
  const auto result = std::from_chars(text.data(), text.data() + text.size(), digest, 16);
  return result.ec == std::errc() ? std::optional(std::optional(digest)) : std::nullopt;
}

// The journal is trusted as little as any file that came with a folder: what it names must be
// plain, and what lies in `.copctl` must be one of the locks.
bool may_change(const std::string& path) {
  if (!base::is_plain_relative_path(path)) {
    return false;
  }
  return !path.starts_with(hidden_path("")) || path == hidden_path(kLockName) ||
         path == hidden_path(kSecretsLockName) || path == hidden_path(kIgnoreName);
}

std::optional<Operation> read_operation(const value::Value& v) {
  const value::Value* path = v.find("path");
  const auto before = read_digest(v.find("before"));
  const auto after = read_digest(v.find("after"));
  if (path == nullptr || !path->is_string() || !may_change(path->as_string()) || !before ||
      !after || (!*before && !*after)) {
    return std::nullopt;
  }
  return Operation{path->as_string(), *before, *after};
}

std::optional<std::vector<Operation>> parse_list(std::string text) {
  diag::SourceMap sources;
  diag::Diagnostics ignored;
  const auto source = sources.add(diag::SourceKind::kFile, std::string(kListName), std::move(text));
  const auto document = codec::decode_json(sources, source, codec::Numbers::kInt64, ignored);
  const value::Value* list = document ? document->value.find("operations") : nullptr;
  if (list == nullptr || !list->is_list()) {
    return std::nullopt;
  }
  std::vector<Operation> operations;
  for (const value::Value& item : list->items()) {
    auto operation = read_operation(item);
    if (!operation) {
      return std::nullopt;
    }
    operations.push_back(std::move(*operation));
  }
  return operations;
}

}  // namespace

std::uint64_t digest_of(std::string_view text) { return base::quick_digest(text); }

std::string Journal::staged(std::size_t n) const {
  return base::join_path(places_.staging, fmt::format("{}.{}", n, kNew));
}

std::string Journal::slot(std::size_t n, std::string_view suffix) const {
  return base::join_path(places_.journal, fmt::format("{}.{}", n, suffix));
}

bool Journal::exists(const std::string& path) const {
  std::error_code error;
  return files_.stat(path, error).has_value();
}

std::optional<std::uint64_t> Journal::digest_at(const std::string& path) const {
  std::error_code error;
  const auto stat = files_.stat(path, error);
  if (!stat) {
    return is_missing(error) ? std::nullopt : std::optional(kUnreadable);
  }
  const auto text = stat->kind == base::FileKind::kFile ? files_.read(path, kMaxFileBytes, error)
                                                        : std::optional<std::string>();
  return text ? digest_of(*text) : kUnreadable;
}

bool Journal::write_list(const std::vector<Operation>& operations, std::error_code& error) {
  const std::string path = base::join_path(places_.staging, kListName);
  return files_.create(path, list_text(operations), base::kSecretMode, error);
}

bool Journal::begin(std::error_code& error) {
  return files_.rename(places_.staging, places_.journal, error);
}

bool Journal::make_folders(const std::string& path, std::error_code& error) {
  for (std::size_t slash = path.find('/'); slash != std::string::npos;
       slash = path.find('/', slash + 1)) {
    const std::string folder = places_.at(path.substr(0, slash));
    if (!exists(folder)) {
      if (!files_.make_directory(folder, base::kFolderMode, error)) {
        return false;
      }
      made_folders_.push_back(folder);
    }
  }
  return true;
}

bool Journal::replace(const std::string& target, std::size_t n, std::error_code& error) {
  const std::string fresh = slot(n, kNew);
  const std::string old = slot(n, kOld);
  if (files_.exchange(fresh, target, error)) {
    return true;
  }
  if (error != std::errc::not_supported || !files_.rename(target, old, error)) {
    return false;
  }
  if (files_.rename(fresh, target, error)) {
    return true;
  }
  std::error_code second;
  undone_ = files_.rename(old, target, second) && undone_;
  return false;
}

bool Journal::advance(const Operation& operation, std::size_t n, std::error_code& error) {
  const std::string target = places_.at(operation.path);
  if (!operation.after) {
    return files_.rename(target, slot(n, kOld), error);
  }
  if (!make_folders(operation.path, error)) {
    return false;
  }
  return operation.before && exists(target) ? replace(target, n, error)
                                            : files_.rename(slot(n, kNew), target, error);
}

bool Journal::retreat(const Operation& operation, std::size_t n, std::error_code& error) {
  const std::string target = places_.at(operation.path);
  if (!operation.after) {
    return files_.rename(slot(n, kOld), target, error);
  }
  if (!operation.before) {
    return files_.rename(target, slot(n, kNew), error);
  }
  if (!exists(slot(n, kOld))) {
    return files_.exchange(slot(n, kNew), target, error);
  }
  return files_.rename(target, slot(n, kNew), error) && files_.rename(slot(n, kOld), target, error);
}

void Journal::take_back(const std::vector<Operation>& operations, std::size_t count) {
  std::error_code error;
  while (count-- > 0) {
    undone_ = retreat(operations[count], count, error) && undone_;
  }
  for (; undone_ && !made_folders_.empty(); made_folders_.pop_back()) {
    files_.remove(made_folders_.back(), error);
  }
}

bool Journal::apply(const std::vector<Operation>& operations, std::string& failed,
                    std::error_code& error) {
  for (std::size_t n = 0; n < operations.size(); ++n) {
    if (!advance(operations[n], n, error)) {
      failed = operations[n].path;
      take_back(operations, n);
      return false;
    }
  }
  return true;
}

void Journal::remove_empty_folders(const std::vector<Operation>& operations) {
  for (const Operation& operation : operations) {
    std::string_view folder = operation.after ? std::string_view() : base::dir_name(operation.path);
    std::error_code error;
    // A folder with something in it ends the climb.
    while (!folder.empty() && folder != kHidden && files_.remove(places_.at(folder), error)) {
      folder = base::dir_name(folder);
    }
  }
}

bool Journal::end(const std::vector<Operation>& operations, std::error_code& error) {
  remove_empty_folders(operations);
  // Back to its first name in one step, so that a journal half removed is never completed.
  const bool renamed =
      !exists(places_.journal) || files_.rename(places_.journal, places_.staging, error);
  return renamed && base::remove_tree(files_, places_.staging, error);
}

std::optional<std::vector<Operation>> Journal::read_list(diag::Diagnostics& diagnostics) const {
  const std::string path = base::join_path(places_.journal, kListName);
  std::error_code error;
  const auto stat = files_.stat(path, error);
  auto text = stat && stat->kind == base::FileKind::kFile ? files_.read(path, kMaxFileBytes, error)
                                                          : std::optional<std::string>();
  auto operations = text ? parse_list(std::move(*text)) : std::nullopt;
  if (!operations) {
    report_path(diag::Kind::kInvalidLock, places_.journal,
                "is of an interrupted dump, but damaged: it cannot be completed; move it away and "
                "compare the folder's files with those in it",
                diagnostics);
  }
  return operations;
}

// N.new is what tells: it holds the new text until the change is made, and after that the old one
// or nothing. What the user did to the file afterwards is the user's.
Journal::State Journal::state(const Operation& operation, std::size_t n) const {
  const auto now = digest_at(places_.at(operation.path));
  if (!operation.after) {
    const bool moved = !now || exists(slot(n, kOld));
    return moved ? State::kDone : now == operation.before ? State::kPending : State::kOverwrites;
  }
  if (digest_at(slot(n, kNew)) != operation.after) {
    return State::kDone;
  }
  if (now == operation.after) {
    return State::kDone;
  }
  return !now || now == operation.before ? State::kPending : State::kOverwrites;
}

bool Journal::complete(const std::vector<Operation>& operations, diag::Diagnostics& diagnostics) {
  DiskView disk(files_, places_);
  std::vector<std::size_t> pending;
  const std::size_t before = diagnostics.error_count();
  for (std::size_t n = 0; n < operations.size(); ++n) {
    const Operation& operation = operations[n];
    const State found = disk.obstacle(operation.path) ? State::kOverwrites : state(operation, n);
    if (found == State::kPending) {
      pending.push_back(n);
    } else if (found == State::kOverwrites) {
      report_path(diag::Kind::kConflict, places_.at(operation.path),
                  "was changed after a dump was interrupted that has yet to replace it; move it "
                  "away and run copctl again",
                  diagnostics);
    }
  }
  if (diagnostics.error_count() != before) {
    return false;
  }
  for (const std::size_t n : pending) {
    std::error_code error;
    if (!advance(operations[n], n, error)) {
      report_unwritable(places_.at(operations[n].path), error, diagnostics);
      return false;
    }
  }
  return true;
}

}  // namespace copctl::folder

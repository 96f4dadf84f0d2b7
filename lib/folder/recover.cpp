#include <algorithm>

#include "folder/folder.h"
#include "folder/journal.h"
#include "folder/places.h"
#include "folder/report.h"

namespace copctl::folder {
namespace {

using base::FileKind;

bool is_busy(const std::error_code& error) {
  return error == std::errc::resource_unavailable_try_again;
}

// Removes the sibling of a first dump that was killed. Litter that cannot be removed harms nobody.
bool clear_sibling(base::FileSystem& files, const Places& places, diag::Diagnostics& diagnostics) {
  std::error_code error;
  const auto stat = places.sibling.empty() ? std::nullopt : files.stat(places.sibling, error);
  if (!stat || stat->kind != FileKind::kDirectory) {
    return true;
  }
  const auto lock = files.lock(places.sibling, error);
  if (!lock && is_busy(error)) {
    report_busy(places.dir, diagnostics);
    return false;
  }
  if (lock) {
    base::remove_tree(files, places.sibling, error);
  }
  return true;
}

bool complete_journal(Journal& journal, const Places& places, diag::Diagnostics& diagnostics) {
  const auto operations = journal.read_list(diagnostics);
  if (!operations || !journal.complete(*operations, diagnostics)) {
    return false;
  }
  std::error_code error;
  if (!journal.end(*operations, error)) {
    report_unwritable(places.journal, error, diagnostics);
    return false;
  }
  warn_path(diag::Kind::kBusy, places.dir,
            "held a dump that was interrupted; what it had begun is complete now", diagnostics);
  return true;
}

}  // namespace

bool recover(base::FileSystem& files, const std::string& dir, diag::Diagnostics& diagnostics) {
  const Places places(dir);
  if (!clear_sibling(files, places, diagnostics)) {
    return false;
  }
  std::error_code error;
  const auto stat = files.stat(places.dir, error);
  const auto hidden = stat ? files.stat(places.hidden, error) : std::nullopt;
  if (!hidden || stat->kind != FileKind::kDirectory || hidden->kind != FileKind::kDirectory) {
    return true;
  }
  const auto entries = files.list(places.hidden, error);
  const auto holds = [&](std::string_view name) {
    return entries && std::ranges::any_of(*entries, [&](const base::DirectoryEntry& entry) {
             return entry.name == name && entry.kind == FileKind::kDirectory;
           });
  };
  const bool interrupted = holds(kJournalName);
  const bool empty = entries && entries->empty();
  if (!interrupted && !holds(kStagingName) && !empty) {
    return true;
  }
  const auto lock = files.lock(places.hidden, error);
  if (!lock) {
    is_busy(error) ? report_busy(places.dir, diagnostics)
                   : report_unreadable(places.hidden, error, diagnostics);
    return false;
  }
  Journal journal(files, places);
  if (interrupted) {
    return complete_journal(journal, places, diagnostics);
  }
  // Killed before it began: nothing of the dump was touched. Where there was none, `.copctl` goes.
  base::remove_tree(files, places.staging, error);
  files.remove(places.hidden, error);
  return true;
}

}  // namespace copctl::folder

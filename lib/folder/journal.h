#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/file_system.h"
#include "diag/diagnostic.h"
#include "folder/places.h"

// The changes of one commit, and how each is made, taken back and recognised as made.
//
// `staging/` is prepared with `N.new`, the N-th operation's new text, and `operations`, the list of
// all. Renaming it to `journal/` is the point of no return. Then each operation is one rename that
// leaves what was there inside the journal:
//   a new file     N.new -> path
//   a changed one  N.new <-> path (exchanged; where the file system cannot, path -> N.old and
//                  N.new -> path)
//   one that goes  path -> N.old
// so that nothing is written after that point, and every step can be taken back without space.

namespace copctl::folder {

// A file that a commit changes. Digests, by which an interrupted commit is told from an edit; empty
// when there is no file.
struct Operation {
  std::string path;
  std::optional<std::uint64_t> before;
  std::optional<std::uint64_t> after;
};

class Journal {
 public:
  // Borrows both. The folder is locked by the caller.
  Journal(base::FileSystem& files, const Places& places) : files_(files), places_(places) {}

  // `N.new` in staging.
  std::string staged(std::size_t n) const;
  // Writes the list of operations into staging. The errors of this and the following are the last
  // system call's.
  bool write_list(const std::vector<Operation>& operations, std::error_code& error);
  // The point of no return.
  bool begin(std::error_code& error);
  // Makes every change. When one fails, those before it are taken back: the failed one's path is in
  // `failed`.
  bool apply(const std::vector<Operation>& operations, std::string& failed, std::error_code& error);
  // False when a change could not be taken back: the journal then stays, to be completed.
  bool is_undone() const { return undone_; }
  // Removes the journal or staging, whichever is there, and folders that became empty.
  bool end(const std::vector<Operation>& operations, std::error_code& error);

  // The operations of an interrupted commit; empty and an error when the list cannot be read.
  std::optional<std::vector<Operation>> read_list(diag::Diagnostics& diagnostics) const;
  // Makes the changes that are still to be made. False and errors, nothing changed, when a file was
  // changed after the interruption; false and an error when a change fails.
  bool complete(const std::vector<Operation>& operations, diag::Diagnostics& diagnostics);

 private:
  enum class State : std::uint8_t { kDone, kPending, kOverwrites };

  std::string slot(std::size_t n, std::string_view suffix) const;
  bool exists(const std::string& path) const;
  // The digest of the regular file at `path`; empty when none is there. Anything else, and what
  // cannot be read, has a digest that no text has on purpose.
  std::optional<std::uint64_t> digest_at(const std::string& path) const;
  State state(const Operation& operation, std::size_t n) const;
  bool make_folders(const std::string& path, std::error_code& error);
  bool advance(const Operation& operation, std::size_t n, std::error_code& error);
  bool replace(const std::string& target, std::size_t n, std::error_code& error);
  bool retreat(const Operation& operation, std::size_t n, std::error_code& error);
  void take_back(const std::vector<Operation>& operations, std::size_t count);
  void remove_empty_folders(const std::vector<Operation>& operations);

  base::FileSystem& files_;
  const Places& places_;
  std::vector<std::string> made_folders_;
  bool undone_ = true;
};

// For telling a change by accident, not by intent.
std::uint64_t digest_of(std::string_view text);

}  // namespace copctl::folder

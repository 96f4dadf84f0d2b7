#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/file_system.h"

namespace copctl::cli {

// A disk that notes what is read from it, so that one can tell later whether it still is so. What
// stands in a dump (a folder in which `.copctl` was looked for) is copctl's own and not noted.
// Borrows the disk, to which everything goes through. Several threads may read at once.
class WatchedDisk : public base::FileSystem {
 public:
  explicit WatchedDisk(base::FileSystem& disk) : disk_(disk) {}

  // Forgets what was noted.
  void begin();
  // How many files were noted.
  std::size_t file_count() const;
  // Those whose text, or whose entries, are no longer what was noted.
  std::vector<std::string> changed() const;
  // A digest of all that was noted, as it is now.
  std::string state() const;

  std::optional<std::string> read(const std::string& path, std::size_t limit,
                                  std::error_code& error) const override;
  std::optional<base::FileStat> stat(const std::string& path,
                                     std::error_code& error) const override;
  std::optional<std::vector<base::DirectoryEntry>> list(const std::string& path,
                                                        std::error_code& error) const override;
  bool create(const std::string& path, std::string_view bytes, unsigned mode,
              std::error_code& error) override;
  bool make_directory(const std::string& path, unsigned mode, std::error_code& error) override;
  bool rename(const std::string& from, const std::string& to, std::error_code& error) override;
  bool exchange(const std::string& a, const std::string& b, std::error_code& error) override;
  bool remove(const std::string& path, std::error_code& error) override;
  bool sync(const std::string& path, std::error_code& error) override;
  std::unique_ptr<base::FolderLock> lock(const std::string& path, std::error_code& error) override;

 private:
  struct Note {
    bool folder = false;
    std::size_t limit = 0;
    std::uint64_t digest = 0;
  };

  void look_for_dump(std::string_view path) const;
  void note(const std::string& path, const Note& note) const;
  bool in_dump(std::string_view path) const;
  std::uint64_t digest_now(const std::string& path, const Note& note) const;

  base::FileSystem& disk_;
  mutable std::mutex mutex_;
  mutable std::map<std::string, Note> notes_;
  mutable std::vector<std::string> dumps_;
};

}  // namespace copctl::cli

#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/file_system.h"

namespace copctl::support {

// What of the call during which a process is killed still reaches the disk. A torn `create` leaves
// the first half of its bytes; every other torn call is done whole.
enum class Reach : std::uint8_t { kNothing, kTorn, kAll };

// A file system whose n-th change fails, or during whose n-th change the process is killed. Counts
// only what changes something (create, make_directory, rename, exchange, remove, sync), from 1.
// Borrows the file system that it stands before. To try every point of an operation: run it once
// to learn calls(), then once for each of them on a fresh disk.
class FaultyFileSystem : public base::FileSystem {
 public:
  explicit FaultyFileSystem(base::FileSystem& inner) : inner_(inner) {}

  // The n-th change fails with `code` and does nothing; the ones after it work.
  void fail(std::size_t n, std::errc code);
  // As if the process died in the n-th change: that one and all later ones fail, and no clean-up
  // reaches the disk. `inner` then holds what the next process finds.
  void kill(std::size_t n, Reach reach = Reach::kNothing);

  // Reading the file fails with `code`, always.
  void fail_reads(std::string path, std::errc code);

  std::size_t calls() const { return calls_.size(); }
  // Each change in words: `create out/a.yaml`, `rename out.new -> out`.
  const std::vector<std::string>& log() const { return calls_; }
  bool killed() const { return killed_; }

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
  // Is no change; a killed process gets none.
  std::unique_ptr<base::FolderLock> lock(const std::string& path, std::error_code& error) override;

 private:
  // Notes the call; runs `whole`, or what is to be left of it.
  template <class Whole, class Torn>
  bool change(std::string what, std::error_code& error, Whole whole, Torn torn);

  base::FileSystem& inner_;
  std::map<std::string, std::errc> unreadable_;
  std::vector<std::string> calls_;
  std::size_t failing_ = 0;
  std::errc code_{};
  std::size_t killing_ = 0;
  Reach reach_ = Reach::kNothing;
  bool killed_ = false;
};

}  // namespace copctl::support

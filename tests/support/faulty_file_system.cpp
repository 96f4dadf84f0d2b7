#include "support/faulty_file_system.h"

#include <utility>

namespace copctl::support {

void FaultyFileSystem::fail(std::size_t n, std::errc code) {
  failing_ = n;
  code_ = code;
}

void FaultyFileSystem::kill(std::size_t n, Reach reach) {
  killing_ = n;
  reach_ = reach;
}

template <class Whole, class Torn>
bool FaultyFileSystem::change(std::string what, std::error_code& error, Whole whole, Torn torn) {
  calls_.push_back(std::move(what));
  if (killed_) {
    error = std::make_error_code(std::errc::owner_dead);
    return false;
  }
  if (calls_.size() == killing_) {
    killed_ = true;
    if (reach_ != Reach::kNothing) {
      reach_ == Reach::kTorn ? torn() : whole();
    }
    error = std::make_error_code(std::errc::owner_dead);
    return false;
  }
  if (calls_.size() == failing_) {
    error = std::make_error_code(code_);
    return false;
  }
  return whole();
}

void FaultyFileSystem::fail_reads(std::string path, std::errc code) {
  unreadable_[std::move(path)] = code;
}

std::optional<std::string> FaultyFileSystem::read(const std::string& path, std::size_t limit,
                                                  std::error_code& error) const {
  const auto unreadable = unreadable_.find(path);
  if (unreadable == unreadable_.end()) {
    return inner_.read(path, limit, error);
  }
  error = std::make_error_code(unreadable->second);
  return std::nullopt;
}

std::optional<base::FileStat> FaultyFileSystem::stat(const std::string& path,
                                                     std::error_code& error) const {
  return inner_.stat(path, error);
}

std::optional<std::vector<base::DirectoryEntry>> FaultyFileSystem::list(
    const std::string& path, std::error_code& error) const {
  return inner_.list(path, error);
}

bool FaultyFileSystem::create(const std::string& path, std::string_view bytes, unsigned mode,
                              std::error_code& error) {
  return change(
      "create " + path, error, [&] { return inner_.create(path, bytes, mode, error); },
      [&] { return inner_.create(path, bytes.substr(0, bytes.size() / 2), mode, error); });
}

bool FaultyFileSystem::make_directory(const std::string& path, unsigned mode,
                                      std::error_code& error) {
  const auto whole = [&] { return inner_.make_directory(path, mode, error); };
  return change("make_directory " + path, error, whole, whole);
}

bool FaultyFileSystem::rename(const std::string& from, const std::string& to,
                              std::error_code& error) {
  const auto whole = [&] { return inner_.rename(from, to, error); };
  return change("rename " + from + " -> " + to, error, whole, whole);
}

bool FaultyFileSystem::exchange(const std::string& a, const std::string& b,
                                std::error_code& error) {
  const auto whole = [&] { return inner_.exchange(a, b, error); };
  return change("exchange " + a + " <-> " + b, error, whole, whole);
}

bool FaultyFileSystem::remove(const std::string& path, std::error_code& error) {
  const auto whole = [&] { return inner_.remove(path, error); };
  return change("remove " + path, error, whole, whole);
}

bool FaultyFileSystem::sync(const std::string& path, std::error_code& error) {
  const auto whole = [&] { return inner_.sync(path, error); };
  return change("sync " + path, error, whole, whole);
}

std::unique_ptr<base::FolderLock> FaultyFileSystem::lock(const std::string& path,
                                                         std::error_code& error) {
  if (killed_) {
    error = std::make_error_code(std::errc::owner_dead);
    return nullptr;
  }
  return inner_.lock(path, error);
}

}  // namespace copctl::support

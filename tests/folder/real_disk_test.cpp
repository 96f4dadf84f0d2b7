#include <sys/mount.h>
#include <sys/wait.h>
#include <unistd.h>

#include "folder/dumps.h"
#include "support/catch.h"
#include "support/faulty_file_system.h"
#include "support/temporary_folder.h"

// The same on a real disk, with real processes that die.

namespace copctl::folder {
namespace {

using support::TemporaryFolder;
using State = std::map<std::string, std::string>;

State state_of(const base::FileSystem& disk, const std::string& root) {
  std::error_code error;
  State state;
  const auto paths = base::list_tree(disk, root, 1000, error).value();
  for (const std::string& path : paths) {
    const std::string full = root + "/" + path;
    state[path] = std::to_string(disk.stat(full, error)->mode) + " " +
                  disk.read(full, kMaxFileBytes, error).value();
  }
  return state;
}

// Dies in the n-th change, without a chance to clean up.
class DyingFileSystem : public support::FaultyFileSystem {
 public:
  DyingFileSystem(base::FileSystem& inner, std::size_t n) : FaultyFileSystem(inner), n_(n) {}

  bool create(const std::string& path, std::string_view bytes, unsigned mode,
              std::error_code& error) override {
    die();
    return FaultyFileSystem::create(path, bytes, mode, error);
  }
  bool make_directory(const std::string& path, unsigned mode, std::error_code& error) override {
    die();
    return FaultyFileSystem::make_directory(path, mode, error);
  }
  bool rename(const std::string& from, const std::string& to, std::error_code& error) override {
    die();
    return FaultyFileSystem::rename(from, to, error);
  }
  bool exchange(const std::string& a, const std::string& b, std::error_code& error) override {
    die();
    return FaultyFileSystem::exchange(a, b, error);
  }
  bool remove(const std::string& path, std::error_code& error) override {
    die();
    return FaultyFileSystem::remove(path, error);
  }
  bool sync(const std::string& path, std::error_code& error) override {
    die();
    return FaultyFileSystem::sync(path, error);
  }

 private:
  void die() const {
    if (calls() + 1 == n_) {
      ::_exit(9);
    }
  }
  std::size_t n_;
};

// True when the process died on the way.
bool killed(std::size_t n, const std::string& out, const std::vector<File>& files,
            const std::string& value) {
  const pid_t child = ::fork();
  REQUIRE(child >= 0);
  if (child == 0) {
    const auto real = base::make_real_file_system();
    DyingFileSystem dying(*real, n);
    ::_exit(dump(dying, files, value, false, out).done ? 0 : 1);
  }
  int status = 0;
  REQUIRE(::waitpid(child, &status, 0) == child);
  REQUIRE(WIFEXITED(status));
  REQUIRE(WEXITSTATUS(status) != 1);
  return WEXITSTATUS(status) == 9;
}

TEST_CASE("on a real disk a dump is written, changed and left as it was") {
  const TemporaryFolder temporary;
  const auto disk = base::make_real_file_system();
  const std::string out = temporary / "deep/out";
  CHECK(dump(*disk, first_files(), "one", false, out).said == "");
  CHECK(dump(*disk, second_files(), "two", false, out).said == "");
  std::error_code error;
  const State state = state_of(*disk, out);
  CHECK(state.at("a.yaml") == std::to_string(0644) + " a: 2\n");
  CHECK(state.at("secret.yaml") == std::to_string(0600) + " password: two\n");
  CHECK(state.size() == 8);
  CHECK(disk->list(temporary / "deep", error)->size() == 1);
  CHECK(disk->list(out + "/.copctl", error)->size() == 3);
  CHECK(disk->stat(out, error)->mode == 0755);
}

TEST_CASE("real processes that die at every change") {
  const auto disk = base::make_real_file_system();
  const TemporaryFolder model;
  REQUIRE(dump(*disk, first_files(), "one", false, model / "out").done);
  const State first = state_of(*disk, model / "out");
  REQUIRE(dump(*disk, second_files(), "two", false, model / "out").done);
  const State second = state_of(*disk, model / "out");
  std::size_t completed = 0;
  for (std::size_t n = 1;; ++n) {
    const TemporaryFolder temporary;
    const std::string out = temporary / "out";
    const bool first_died = killed(n, out, first_files(), "one");
    diag::Diagnostics diagnostics;
    REQUIRE(recover(*disk, out, diagnostics));
    std::error_code error;
    REQUIRE((!disk->stat(out, error) || state_of(*disk, out) == first));
    REQUIRE(dump(*disk, first_files(), "one", false, out).done);
    const bool second_died = killed(n, out, second_files(), "two");
    INFO(n);
    REQUIRE(recover(*disk, out, diagnostics));
    const State state = state_of(*disk, out);
    REQUIRE((state == first || state == second));
    completed += diagnostics.empty() ? 0 : 1;
    REQUIRE(disk->list(temporary.path(), error)->size() == 1);
    if (!first_died && !second_died) {
      break;
    }
  }
  CHECK(completed > 3);
}

TEST_CASE("a link in the place of the folder, its parts and its files is never followed") {
  const TemporaryFolder temporary;
  const auto disk = base::make_real_file_system();
  std::error_code error;
  REQUIRE(disk->make_directory(temporary / "there", 0755, error));
  REQUIRE(::symlink("there", (temporary / "link").c_str()) == 0);
  REQUIRE(::symlink("/dev/zero", (temporary / "zero").c_str()) == 0);
  for (const char* spelling : {"link", "link/", "link/.", "zero"}) {
    CHECK_FALSE(dump(*disk, first_files(), "one", true, temporary / spelling).done);
  }
  CHECK(disk->list(temporary / "there", error)->empty());
  // A linked parent is the user's own choice.
  CHECK(dump(*disk, first_files(), "one", false, temporary / "link/out").done);
  CHECK(disk->stat(temporary / "there/out/a.yaml", error));
  const std::string secret = temporary / "there/out/secret.yaml";
  REQUIRE(disk->remove(secret, error));
  REQUIRE(::symlink("/dev/zero", secret.c_str()) == 0);
  CHECK_FALSE(dump(*disk, second_files(), "two", true, temporary / "there/out").done);
}

TEST_CASE("a folder that may not be written to") {
  if (::geteuid() == 0) {
    return;
  }
  const TemporaryFolder temporary;
  const auto disk = base::make_real_file_system();
  std::error_code error;
  REQUIRE(disk->make_directory(temporary / "closed", 0555, error));
  CHECK(dump(*disk, first_files(), "one", false, temporary / "closed/out").said ==
        "error: cannot write `" + (temporary / "closed/out") +
            "`: permission denied; choose a folder that you may write to, with -o [CannotWrite]\n");
  CHECK_FALSE(dump(*disk, first_files(), "one", false, temporary / "closed").done);
  CHECK(disk->list(temporary / "closed", error)->empty());
  CHECK(disk->list(temporary.path(), error)->size() == 1);
}

// A tmpfs of `size`, mounted for its life; not there when that is not allowed.
class SmallDisk {
 public:
  SmallDisk(std::string path, const char* size) : path_(std::move(path)) {
    mounted_ = ::mount("tmpfs", path_.c_str(), "tmpfs", 0, size) == 0;
  }
  SmallDisk(const SmallDisk&) = delete;
  SmallDisk& operator=(const SmallDisk&) = delete;
  ~SmallDisk() {
    if (mounted_) {
      ::umount2(path_.c_str(), MNT_DETACH);
    }
  }
  explicit operator bool() const { return mounted_; }

 private:
  std::string path_;
  bool mounted_ = false;
};

TEST_CASE("a full disk leaves the folder as it was") {
  const TemporaryFolder temporary;
  const SmallDisk small(temporary.path(), "size=100k");
  if (!small) {
    WARN("not tried: a tmpfs cannot be mounted here");
    return;
  }
  const auto disk = base::make_real_file_system();
  const std::string out = temporary / "out";
  const std::vector<File> large = {{"a.yaml", std::string(90'000, 'a')}, {"b.yaml", "b"}};
  const auto no_space = [&](const char* name) {
    return "error: cannot write `" + out + "/" + name +
           "`: no space left on device; free some space, or choose another folder with -o "
           "[CannotWrite]\n";
  };
  std::error_code error;
  CHECK(dump(*disk, large, "one", false, out).said == no_space(".copctl/dump.lock"));
  CHECK(disk->list(temporary.path(), error)->empty());
  REQUIRE(dump(*disk, first_files(), "one", false, out).done);
  const State before = state_of(*disk, out);
  CHECK(dump(*disk, large, "two", false, out).said == no_space("a.yaml"));
  CHECK(state_of(*disk, out) == before);
  CHECK(disk->list(out + "/.copctl", error)->size() == 3);
}

TEST_CASE("two processes lock one folder") {
  const TemporaryFolder temporary;
  const auto disk = base::make_real_file_system();
  const std::string out = temporary / "out";
  REQUIRE(dump(*disk, first_files(), "one", false, out).done);
  std::error_code error;
  auto held = disk->lock(out + "/.copctl", error);
  REQUIRE(held);
  const pid_t child = ::fork();
  REQUIRE(child >= 0);
  if (child == 0) {
    const auto own = base::make_real_file_system();
    const Run run = dump(*own, second_files(), "two", false, out);
    ::_exit(run.said.find("another copctl is at work") != std::string::npos ? 0 : 1);
  }
  int status = 0;
  REQUIRE(::waitpid(child, &status, 0) == child);
  CHECK(status == 0);
  held.reset();
  CHECK(dump(*disk, second_files(), "two", false, out).done);
}

}  // namespace
}  // namespace copctl::folder

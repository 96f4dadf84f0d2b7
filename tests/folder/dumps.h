#pragma once

#include <map>
#include <string>
#include <vector>

#include "base/file_system.h"
#include "diag/printer.h"
#include "folder/folder.h"

// Dumps as the command makes them, on any file system.

namespace copctl::folder {

inline constexpr std::string_view kOut = "out";

// The calls of the room for dumps without a key and without resolutions.
[[nodiscard]] inline std::optional<Lock> read_lock(const base::FileSystem& files,
                                                   const std::string& dir, diag::SourceMap& sources,
                                                   diag::Diagnostics& diagnostics) {
  return read_lock(files, dir, Secrecy{}, sources, diagnostics);
}
[[nodiscard]] inline bool commit(base::FileSystem& files, const std::string& dir, const Plan& plan,
                                 const Lock& lock, diag::Diagnostics& diagnostics) {
  return commit(files, dir, plan, lock, Secrecy{}, diagnostics);
}
[[nodiscard]] inline std::optional<Plan> plan(const base::FileSystem& files, const std::string& dir,
                                              const std::vector<File>& wanted,
                                              const std::optional<Lock>& previous, bool force,
                                              diag::Diagnostics& diagnostics) {
  return plan(files, dir, wanted, previous, PlanOptions{.force = force}, diagnostics);
}

inline std::vector<File> first_files() {
  return {{"a.yaml", "a: 1\n"},
          {"b/b.yaml", "b: 1\n"},
          {"b/gone.yaml", "gone: 1\n"},
          {"old/only.yaml", "only: 1\n"},
          {"secret.yaml", "password: one\n", true}};
}

// Updates a.yaml and the secret, deletes two files and with one its folder, makes two.
inline std::vector<File> second_files() {
  return {{"a.yaml", "a: 2\n"},
          {"b/b.yaml", "b: 1\n"},
          {"c/d/e.yaml", "e: 2\n"},
          {"n.yaml", "n: 2\n"},
          {"secret.yaml", "password: two\n", true}};
}

inline Lock lock_for(const std::vector<File>& files, const std::string& value = "one") {
  Lock lock;
  lock.copctl_version = "0.1.0";
  lock.profile = "shop";
  lock.profile_version = "1.0.0";
  lock.profile_digest = "sha256:00";
  lock.release_name = "shop";
  lock.release_namespace = "shop";
  lock.layout = "tree";
  lock.values["/replicas"] = {value::Value::integer(3), "--replicas"};
  lock.secret_values["/password"] = {value::Value::string(value), "generated"};
  for (const File& file : files) {
    lock.files[file.path] = file;
  }
  return lock;
}

// What one run of copctl says and whether it succeeds.
struct Run {
  bool done = false;
  std::string said;
};

// What one run is asked beside its files.
struct Wish {
  std::string value = "one";
  PlanOptions options = {};
  Secrecy secrecy = {};
  std::string dir = std::string(kOut);
};

inline Run dump(base::FileSystem& disk, const std::vector<File>& files, const Wish& wish) {
  diag::SourceMap sources;
  diag::Diagnostics diagnostics;
  const auto run = [&] {
    const auto target =
        recover(disk, wish.dir, diagnostics) ? inspect(disk, wish.dir, diagnostics) : std::nullopt;
    if (!target) {
      return false;
    }
    std::optional<Lock> previous;
    if (*target == Target::kDump) {
      previous = read_lock(disk, wish.dir, wish.secrecy, sources, diagnostics);
      if (!previous) {
        return false;
      }
    }
    const auto planned = plan(disk, wish.dir, files, previous, wish.options, diagnostics);
    return planned &&
           commit(disk, wish.dir, *planned, lock_for(files, wish.value), wish.secrecy, diagnostics);
  };
  Run result;
  result.done = run();
  result.said = diag::print(diagnostics, sources);
  return result;
}

inline Run dump(base::FileSystem& disk, const std::vector<File>& files,
                const std::string& value = "one", bool force = false,
                const std::string& dir = std::string(kOut)) {
  return dump(disk, files, Wish{.value = value, .options = {.force = force}, .dir = dir});
}

// A key, and random bytes that differ from call to call but not from run to run of the test.
inline Secrecy sealed_with(char letter) {
  Secrecy secrecy;
  secrecy.key.emplace().bytes.fill(static_cast<unsigned char>(letter));
  secrecy.random = [count = 0](std::size_t size) mutable {
    return std::string(size, static_cast<char>('a' + count++));
  };
  return secrecy;
}

}  // namespace copctl::folder

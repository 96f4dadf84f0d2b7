#include <fmt/format.h>

#include <memory>

#include "base/file_system.h"
#include "base/path.h"
#include "layering/rules.h"
#include "support/catch.h"

// The rules held against the source tree itself. Run from its root.

namespace copctl::layering {
namespace {

constexpr std::size_t kMaxFiles = 100'000;
constexpr std::size_t kMaxBytes = 16u << 20;

std::string read(const base::FileSystem& files, const std::string& path) {
  std::error_code error;
  const std::optional<std::string> text = files.read(path, kMaxBytes, error);
  INFO(path << ": " << base::error_text(error));
  REQUIRE(text);
  return *text;
}

void add_tree(const base::FileSystem& files, const std::string& root, Files& all) {
  std::error_code error;
  const auto paths = base::list_tree(files, root, kMaxFiles, error);
  INFO(root << ": " << base::error_text(error));
  REQUIRE(paths);
  for (const std::string& path : *paths) {
    const std::string full = base::join_path(root, path);
    all.emplace(full, read(files, full));
  }
}

const Files& source_tree() {
  static const Files kFiles = [] {
    const std::unique_ptr<base::FileSystem> files = base::make_real_file_system();
    Files all;
    for (const std::string root : {"lib", "cli", "tests", "profiles"}) {
      add_tree(*files, root, all);
    }
    return all;
  }();
  return kFiles;
}

const Rooms& rooms() {
  static const Rooms kRooms = parse_rooms(read(*base::make_real_file_system(), COPCTL_ROOMS_FILE));
  return kRooms;
}

void expect_none(const Findings& findings) {
  INFO(fmt::format("{}", fmt::join(findings, "\n")));
  CHECK(findings.empty());
}

TEST_CASE("there is something to check") {
  CHECK(rooms().contains("base"));
  CHECK(source_tree().contains("lib/base/text.cpp"));
  CHECK(source_tree().contains("cli/main.cpp"));
}

TEST_CASE("rooms depend downwards") { expect_none(check_levels(source_tree(), rooms())); }

TEST_CASE("includes follow the rooms") { expect_none(check_includes(source_tree(), rooms())); }

TEST_CASE("each room speaks its own words") { expect_none(check_words(source_tree())); }

TEST_CASE("no code names a profile") { expect_none(check_profile_names(source_tree())); }

TEST_CASE("every source is built and tested") { expect_none(check_sources(source_tree())); }

}  // namespace
}  // namespace copctl::layering

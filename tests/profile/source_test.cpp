#include <sys/stat.h>
#include <unistd.h>

#include <map>

#include "base/path.h"
#include "profile/support.h"
#include "support/temporary_folder.h"

// A profile folder from elsewhere, on a real disk: links and devices in it lead nowhere.

namespace copctl::profile {
namespace {

struct Outcome {
  std::optional<Profile> profile;
  std::string said;
};

// Loads the folder; its own path is not part of what was said.
Outcome load_folder(const std::string& path) {
  const auto disk = base::make_real_file_system();
  const base::MemoryFileSystem embedded;
  diag::SourceMap sources;
  diag::Diagnostics diagnostics;
  Outcome outcome;
  outcome.profile = load(embedded, *disk, path, {}, sources, diagnostics);
  CHECK(outcome.profile.has_value() == !diagnostics.has_errors());
  outcome.said = base::replace_all(diag::print(diagnostics, sources), path, "DIR");
  return outcome;
}

void write(const support::TemporaryFolder& folder, const std::string& name,
           const std::string& text) {
  const auto disk = base::make_real_file_system();
  std::error_code error;
  const std::string path = folder / name;
  REQUIRE(base::make_directories(*disk, std::string(base::dir_name(path)), 0755, error));
  REQUIRE(disk->create(path, text, base::kPublicMode, error));
}

void write_profile(const support::TemporaryFolder& folder) {
  write(folder, "profile.yaml", "name: test\nversion: 1.0.0\nsummary: a test\n");
  write(folder, "schema.yaml", "properties: {a: {type: string}}\n");
  write(folder, "templates/a.yaml", "a: 1\n");
}

void link(const std::string& target, const std::string& path) {
  REQUIRE(::symlink(target.c_str(), path.c_str()) == 0);
}

TEST_CASE("templates that are links are left out, with a word") {
  const support::TemporaryFolder folder;
  write_profile(folder);
  link("/etc/passwd", folder / "templates/passwd.yaml");
  link("/dev/zero", folder / "templates/zero.yaml");
  link("..", folder / "templates/loop");
  link("nowhere", folder / "templates/dangling.yaml");
  const Outcome outcome = load_folder(folder.path());
  REQUIRE(outcome.profile);
  REQUIRE(outcome.profile->templates.size() == 1);
  CHECK(outcome.profile->templates.front().path == "a.yaml");
  CHECK(outcome.said ==
        "warning: `DIR/templates/dangling.yaml` is a symbolic link and is left out "
        "[InvalidProfile]\n"
        "warning: `DIR/templates/loop` is a symbolic link and is left out [InvalidProfile]\n"
        "warning: `DIR/templates/passwd.yaml` is a symbolic link and is left out "
        "[InvalidProfile]\n"
        "warning: `DIR/templates/zero.yaml` is a symbolic link and is left out "
        "[InvalidProfile]\n");
}

TEST_CASE("a definition, schema or folder that is a link or a pipe is refused") {
  struct Case {
    const char* name;
    const char* path;
    // Empty: a named pipe, which would block whoever reads it.
    const char* target;
    const char* said;
  };
  const Case cases[] = {
      {"schema", "schema.yaml", "/dev/zero",
       "error: `DIR/schema.yaml` is a symbolic link; a profile reads only files of its own folder "
       "[CannotRead]\n"},
      {"definition", "profile.yaml", "/etc/passwd",
       "error: `DIR/profile.yaml` is a symbolic link; a profile reads only files of its own "
       "folder [CannotRead]\n"},
      {"pipe", "schema.yaml", "", "error: `DIR/schema.yaml` is not a file [CannotRead]\n"},
      {"presets", "presets", "/etc", "error: `DIR/presets` is not a folder [InvalidProfile]\n"},
      {"templates", "templates", "/etc",
       "error: `DIR/templates` is not a folder [InvalidProfile]\n"}};
  for (const Case& one : cases) {
    DYNAMIC_SECTION(one.name) {
      const support::TemporaryFolder folder;
      write_profile(folder);
      const auto disk = base::make_real_file_system();
      std::error_code error;
      const std::string path = folder / one.path;
      REQUIRE(base::remove_tree(*disk, path, error));
      if (*one.target == '\0') {
        REQUIRE(::mkfifo(path.c_str(), 0644) == 0);
      } else {
        link(one.target, path);
      }
      CHECK(load_folder(folder.path()).said == one.said);
    }
  }
}

}  // namespace
}  // namespace copctl::profile

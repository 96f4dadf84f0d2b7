#include <fmt/format.h>
#include <unistd.h>

#include <memory>
#include <vector>

#include "base/file_system.h"
#include "base/path.h"
#include "base/text.h"
#include "support/catch.h"
#include "support/temporary_folder.h"

// One set of scripts that the real and the in-memory file system must both answer alike, so that a
// test in memory says something about a disk. A script is lines of `operation path…`; its outcome
// is one line each.

namespace copctl::base {
namespace {

constexpr std::string_view kKinds[] = {"file", "folder", "link", "other"};

std::string outcome(bool done, const std::error_code& error) {
  return done ? "ok" : error_text(error);
}

std::string listing(const std::vector<DirectoryEntry>& entries) {
  std::string out;
  for (const DirectoryEntry& entry : entries) {
    out += fmt::format("{}{}:{}", out.empty() ? "" : " ", entry.name,
                       kKinds[static_cast<std::size_t>(entry.kind)]);
  }
  return out;
}

std::string look(const FileSystem& files, std::string_view verb, const std::string& path) {
  std::error_code error = std::make_error_code(std::errc::io_error);
  if (verb == "read") {
    const auto text = files.read(path, 8, error);
    return text ? "\"" + *text + "\"" : error_text(error);
  }
  if (verb == "list") {
    const auto entries = files.list(path, error);
    return entries ? listing(*entries) : error_text(error);
  }
  const auto status = files.stat(path, error);
  return status ? fmt::format("{} {:o} {}", kKinds[static_cast<std::size_t>(status->kind)],
                              status->mode, status->kind == FileKind::kFile ? status->size : 0)
                : error_text(error);
}

// `create PATH TEXT`, `secret PATH TEXT`, `mkdir PATH`, `rename A B`, `exchange A B`, `remove
// PATH`, `sync PATH`, `read PATH`, `list PATH`, `stat PATH`.
std::string run_line(FileSystem& files, const std::string& root, std::string_view line) {
  const std::vector<std::string_view> words = split(line, ' ');
  const std::string_view verb = words.at(0);
  const std::string path = root + "/" + std::string(words.at(1));
  const std::string_view text = words.size() > 2 ? words[2] : "";
  const std::string other = root + "/" + std::string(text);
  std::error_code error = std::make_error_code(std::errc::io_error);
  if (verb == "create" || verb == "secret") {
    const unsigned mode = verb == "secret" ? kSecretMode : kPublicMode;
    return outcome(files.create(path, text, mode, error), error);
  }
  if (verb == "mkdir") {
    return outcome(files.make_directory(path, kFolderMode, error), error);
  }
  if (verb == "rename") {
    return outcome(files.rename(path, other, error), error);
  }
  if (verb == "exchange") {
    return outcome(files.exchange(path, other, error), error);
  }
  if (verb == "remove") {
    return outcome(files.remove(path, error), error);
  }
  if (verb == "sync") {
    return outcome(files.sync(path, error), error);
  }
  return look(files, verb, path);
}

std::vector<std::string> run_script(FileSystem& files, const std::string& root,
                                    const std::vector<std::string>& script) {
  std::vector<std::string> outcomes;
  for (const std::string& line : script) {
    outcomes.push_back(line + " = " + run_line(files, root, line));
  }
  return outcomes;
}

struct Script {
  std::string name;
  // Each line with its outcome behind ` = `.
  std::vector<std::string> lines;
};

const std::vector<Script>& scripts() {
  static const std::vector<Script> kScripts = {
      {"a file is made once",
       {"create a text = ok", "read a = \"text\"", "stat a = file 644 4",
        "create a other = file exists", "read a = \"text\"", "secret b x = ok",
        "stat b = file 600 1"}},
      {"a file needs its folder",
       {"create d/a x = no such file or directory", "mkdir d = ok", "create d/a x = ok",
        "create d/a/b x = not a directory", "stat d = folder 755 0", "read d/a = \"x\"",
        "mkdir d = file exists", "mkdir d/a = file exists",
        "mkdir e/f = no such file or directory"}},
      {"reading what is no file",
       {"read a = no such file or directory", "mkdir d = ok", "read d = is a directory",
        "create a 12345678 = ok", "read a = \"12345678\"", "create b 123456789 = ok",
        "read b = file too large", "read a/ = not a directory", "read a/x = not a directory"}},
      {"listing is sorted",
       {"create b 1 = ok", "create a 1 = ok", "mkdir c = ok", "create c/x 1 = ok",
        "create B 1 = ok", "create a.b 1 = ok", "list . = B:file a:file a.b:file b:file c:folder",
        "list c = x:file", "list a = not a directory", "list d = no such file or directory"}},
      {"renaming a file",
       {"create a 1 = ok", "create b 2 = ok", "rename a b = ok", "read b = \"1\"",
        "stat a = no such file or directory", "rename a b = no such file or directory",
        "mkdir d = ok", "rename b d = is a directory", "rename b d/b = ok", "list . = d:folder",
        "rename d/b d/b = ok", "rename d/b x/b = no such file or directory"}},
      {"renaming a folder",
       {"mkdir d = ok", "mkdir d/s = ok", "create d/s/a 1 = ok", "mkdir e = ok",
        "create e/x 1 = ok", "create f 1 = ok", "rename d f = not a directory",
        "rename d e = directory not empty", "rename d d/s/d = invalid argument", "remove e/x = ok",
        "rename d e = ok", "read e/s/a = \"1\"", "list . = e:folder f:file"}},
      {"exchanging",
       {"mkdir d = ok", "create d/a 1 = ok", "mkdir e = ok", "create e/b 2 = ok",
        "exchange d e = ok", "list d = b:file", "list e = a:file", "create f 3 = ok",
        "exchange f d = ok", "read d = \"3\"", "list f = b:file",
        "exchange f g = no such file or directory", "exchange g f = no such file or directory",
        "exchange d d = ok", "read d = \"3\"", "exchange x/y d = no such file or directory",
        "exchange f f/b = operation not supported", "exchange f/b f = operation not supported"}},
      {"removing",
       {"create a 1 = ok", "mkdir d = ok", "create d/a 1 = ok", "remove d = directory not empty",
        "remove d/a = ok", "remove d = ok", "remove a = ok", "list . = ",
        "remove a = no such file or directory", "remove x/a = no such file or directory"}},
      {"names that are prefixes of each other",
       {"mkdir d = ok", "create d/a 1 = ok", "create d.a 2 = ok", "create d0 3 = ok",
        "rename d e = ok", "list . = d.a:file d0:file e:folder", "list e = a:file"}},
      {"flushing",
       {"create a 1 = ok", "sync a = ok", "sync . = ok", "sync b = no such file or directory"}},
      {"links are seen as links and followed when read",
       {"stat to-file = link 777 0", "read to-file = \"text\"", "read to-folder/file = \"text\"",
        "list to-folder = file:file", "stat to-folder = link 777 0",
        "stat to-folder/ = folder 755 0", "stat to-file/ = not a directory",
        "create to-nothing x = file exists", "read to-nothing = no such file or directory",
        "read to-itself = too many levels of symbolic links", "mkdir to-nothing = file exists",
        "create to-folder/new 1 = ok", "list real = file:file new:file",
        "rename to-file moved = ok", "read moved = \"text\"", "remove to-folder = ok",
        "list real = file:file new:file"}},
  };
  return kScripts;
}

const std::map<std::string, std::string> kLinks = {{"to-file", "real/file"},
                                                   {"to-folder", "real"},
                                                   {"to-nothing", "nowhere"},
                                                   {"to-itself", "to-itself"}};

bool wants_links(const Script& script) { return script.name.starts_with("links"); }

void check_script(const Script& script, FileSystem& files, const std::string& root) {
  std::vector<std::string> commands;
  for (const std::string& line : script.lines) {
    commands.push_back(line.substr(0, line.find(" = ")));
  }
  CHECK(run_script(files, root, commands) == script.lines);
}

TEST_CASE("the real file system keeps the contract") {
  for (const Script& script : scripts()) {
    DYNAMIC_SECTION(script.name) {
      const support::TemporaryFolder folder;
      const std::unique_ptr<FileSystem> files = make_real_file_system();
      if (wants_links(script)) {
        std::error_code error;
        REQUIRE(files->make_directory(folder / "real", kFolderMode, error));
        REQUIRE(files->create(folder / "real/file", "text", kPublicMode, error));
        for (const auto& [name, target] : kLinks) {
          REQUIRE(::symlink(target.c_str(), (folder / name).c_str()) == 0);
        }
      }
      check_script(script, *files, folder.path());
    }
  }
}

TEST_CASE("the file system in memory keeps the same contract") {
  for (const Script& script : scripts()) {
    for (const std::string root : {"root", "/root"}) {
      DYNAMIC_SECTION(script.name << " in " << root) {
        MemoryFileSystem files;
        files.place(root, FileKind::kDirectory);
        if (wants_links(script)) {
          files.place(root + "/real/file", FileKind::kFile, "text");
          for (const auto& [name, target] : kLinks) {
            files.place(join_path(root, name), FileKind::kSymlink, target);
          }
        }
        check_script(script, files, root);
      }
    }
  }
}

}  // namespace
}  // namespace copctl::base

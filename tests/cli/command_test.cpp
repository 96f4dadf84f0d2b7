#include "cli/command.h"

#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include "base/file_system.h"
#include "base/text.h"
#include "dump/dump.h"
#include "support/catch.h"
#include "support/faulty_file_system.h"
#include "support/golden.h"

// Every case is one command line run in memory. Sections that go in: `args` (a word a line),
// `stdin`, `env` (NAME=VALUE a line), `file PATH`, `unreadable` (paths of files that may not be
// read, one a line). Sections that come out: `stdout`, `stderr`
// (`error` when the command fails), `exit`; `wrote`, the texts of the files that the section `show`
// names, a path a line; with --watch, each section `later PATH` is a file that changes while the
// command waits once (`later (nothing)`: none does); `files`, the paths of all that is new or
// changed when there is a section `list`.

namespace {

using copctl::support::Archive;
using copctl::support::Section;

constexpr std::string_view kFile = "file ";
constexpr std::string_view kEdit = "edit ";
constexpr std::string_view kLater = "later ";

// Lines without their ends; an empty last line is a line, too.
std::vector<std::string> lines_of(std::string_view text) {
  std::vector<std::string> lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    lines.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

// Not random at all, so that generated secrets are the same in every run of the tests; those of a
// command that runs before are others.
std::string counted_bytes(std::size_t count, std::size_t step) {
  std::string bytes;
  for (std::size_t i = 0; i < count; ++i) bytes += static_cast<char>(i * step % 251);
  return bytes;
}

std::map<std::string, std::string> input_files(const Archive& archive) {
  std::map<std::string, std::string> files;
  for (const Section& section : archive.sections) {
    if (section.name.starts_with(kFile)) files[section.name.substr(kFile.size())] = section.text;
  }
  return files;
}

void run_first(const Archive& archive, copctl::cli::Env& env) {
  env.random = [](std::size_t count) { return counted_bytes(count, 11); };
  REQUIRE(copctl::cli::run(lines_of(archive.text("first")), env) == copctl::cli::ExitCode::kDone);
  env.out.clear();
  env.err.clear();
}

void edit(const Archive& archive, copctl::base::FileSystem& disk) {
  std::error_code error;
  for (const std::string& path : lines_of(archive.text("remove")))
    REQUIRE(disk.remove(path, error));
  for (const Section& section : archive.sections) {
    if (!section.name.starts_with(kEdit)) continue;
    const std::string path = section.name.substr(kEdit.size());
    static_cast<void>(disk.remove(path, error));
    REQUIRE(disk.create(path, section.text, copctl::base::kPublicMode, error));
  }
}

std::vector<Section> sections_of(const Archive& archive, std::string_view prefix) {
  std::vector<Section> sections;
  for (const Section& section : archive.sections) {
    if (section.name.starts_with(prefix))
      sections.push_back({section.name.substr(prefix.size()), section.text});
  }
  return sections;
}

// What happens while the command waits once; after the last one the user wants an end.
bool change_next(std::vector<Section>& later, copctl::base::FileSystem& disk) {
  if (later.empty()) return false;
  const Section next = later.front();
  later.erase(later.begin());
  if (next.name == "(nothing)") return true;
  std::error_code error;
  static_cast<void>(disk.remove(next.name, error));
  return disk.create(next.name, next.text, copctl::base::kPublicMode, error);
}

// The next answer; the question is what the user sees.
std::optional<std::string> answer(const std::string& question, std::vector<std::string>& answers,
                                  copctl::cli::Env& env) {
  env.err += question + "\n";
  if (answers.empty()) return std::nullopt;
  std::string text = answers.front();
  answers.erase(answers.begin());
  return text;
}

std::string new_files(const std::map<std::string, std::string>& before,
                      const std::map<std::string, std::string>& after) {
  std::string list;
  for (const auto& [path, text] : after) {
    const auto found = before.find(path);
    if (found == before.end() || found->second != text) list += path + "\n";
  }
  return list;
}

std::string shown(const std::map<std::string, std::string>& files,
                  const std::vector<std::string>& paths) {
  std::string text;
  for (const std::string& path : paths) {
    const auto found = files.find(path);
    text += "== " + path + "\n" + (found == files.end() ? "(not there)\n" : found->second);
  }
  return text;
}

std::vector<Section> run_case(const Archive& archive) {
  std::map<std::string, std::string> before = input_files(archive);
  copctl::base::MemoryFileSystem memory(before);
  copctl::support::FaultyFileSystem disk(memory);
  for (const std::string& path : lines_of(archive.text("unreadable")))
    disk.fail_reads(path, std::errc::permission_denied);
  copctl::cli::Env env{.disk = disk, .embedded = copctl::dump::embedded_profiles(), .random = {}};
  env.standard_input = [&] { return std::optional<std::string>(archive.text("stdin")); };
  for (const std::string& line : lines_of(archive.text("env"))) {
    env.environment[line.substr(0, line.find('='))] = line.substr(line.find('=') + 1);
  }
  if (archive.has("first")) run_first(archive, env);
  edit(archive, memory);
  before = memory.files();
  env.random = [](std::size_t count) { return counted_bytes(count, 7); };
  std::vector<std::string> answers = lines_of(archive.text("answers"));
  if (archive.has("answers"))
    env.ask = [&](const std::string& question) { return answer(question, answers, env); };
  std::vector<Section> later = sections_of(archive, kLater);
  env.wait = [&](std::chrono::milliseconds) { return change_next(later, memory); };
  const int code = static_cast<int>(copctl::cli::run(lines_of(archive.text("args")), env));

  std::vector<Section> out;
  if (!env.out.empty()) out.push_back({"stdout", env.out});
  if (!env.err.empty()) out.push_back({code == 0 ? "stderr" : "error", env.err});
  out.push_back({"exit", std::to_string(code) + "\n"});
  const auto after = memory.files();
  if (archive.has("list")) out.push_back({"files", new_files(before, after)});
  if (archive.has("show")) out.push_back({"wrote", shown(after, lines_of(archive.text("show")))});
  return out;
}

}  // namespace

TEST_CASE("command lines") {
  copctl::support::run_goldens({.folder = "tests/cli/testdata",
                                .outputs = {"stdout", "stderr", "error", "exit", "files", "wrote"},
                                .run = run_case});
}

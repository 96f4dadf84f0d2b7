#include "support/golden.h"

#include <algorithm>
#include <cstdlib>
#include <memory>
#include <system_error>

#include "base/file_system.h"
#include "base/path.h"
#include "support/catch.h"

namespace copctl::support {
namespace {

constexpr std::size_t kMaxCase = 16u << 20;
constexpr std::size_t kMaxCases = 10'000;

bool is_output(const Goldens& goldens, const std::string& name) {
  return std::find(goldens.outputs.begin(), goldens.outputs.end(), name) != goldens.outputs.end();
}

std::vector<Section> expected_sections(const Goldens& goldens, const Archive& archive) {
  std::vector<Section> sections;
  std::copy_if(archive.sections.begin(), archive.sections.end(), std::back_inserter(sections),
               [&](const Section& section) { return is_output(goldens, section.name); });
  return sections;
}

std::string as_text(std::vector<Section> sections) {
  return format_txtar({.comment = "", .sections = std::move(sections)});
}

bool is_updating() {
  const char* value = std::getenv("COPCTL_UPDATE");
  return value != nullptr && std::string_view(value) == "1";
}

void rewrite(base::FileSystem& files, const std::string& path, const std::string& text) {
  std::error_code error;
  const std::string next = path + ".new";
  REQUIRE(files.create(next, text, base::kPublicMode, error));
  REQUIRE(files.rename(next, path, error));
}

void run_case(const Goldens& goldens, base::FileSystem& files, const std::string& path) {
  std::error_code error;
  const std::optional<std::string> text = files.read(path, kMaxCase, error);
  REQUIRE(text);
  const Archive archive = parse_txtar(*text);
  if (!is_updating()) {
    CHECK(check_golden(goldens, path, archive) == "");
    return;
  }
  const std::string next = format_txtar(updated(goldens, archive));
  // A line of the output that looks like the begin of a section cannot be kept in an archive.
  REQUIRE(parse_txtar(next) == updated(goldens, archive));
  if (next != *text) {
    rewrite(files, path, next);
  }
}

}  // namespace

Archive updated(const Goldens& goldens, const Archive& archive) {
  Archive result{.comment = archive.comment, .sections = {}};
  for (const Section& section : archive.sections) {
    if (!is_output(goldens, section.name)) {
      result.sections.push_back(section);
    }
  }
  for (Section& section : goldens.run(archive)) {
    result.sections.push_back(std::move(section));
  }
  return result;
}

std::string check_golden(const Goldens& goldens, const std::string& path, const Archive& archive) {
  const std::string name(base::base_name(path));
  if (name.starts_with("fail_") != archive.has("error")) {
    return path + ": a case is named fail_* if and only if it has a section error";
  }
  const std::vector<Section> actual = goldens.run(archive);
  for (const Section& section : actual) {
    if (!is_output(goldens, section.name)) {
      return path + ": the section " + section.name + " came out but is not one of the outputs";
    }
  }
  const std::string wanted = as_text(expected_sections(goldens, archive));
  const std::string got = as_text(actual);
  return wanted == got ? "" : path + "\nexpected\n" + wanted + "\ncame out\n" + got;
}

void run_goldens(const Goldens& goldens) {
  const std::unique_ptr<base::FileSystem> files = base::make_real_file_system();
  std::error_code error;
  const auto paths = base::list_tree(*files, goldens.folder, kMaxCases, error);
  INFO(goldens.folder << ": " << base::error_text(error));
  REQUIRE(paths);
  REQUIRE(!paths->empty());
  for (const std::string& path : *paths) {
    if (base::extension(path) == ".txtar") {
      DYNAMIC_SECTION(path) { run_case(goldens, *files, base::join_path(goldens.folder, path)); }
    }
  }
}

}  // namespace copctl::support

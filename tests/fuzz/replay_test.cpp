#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "fuzz/targets.h"
#include "support/catch.h"

// The corpora, every file of them through its target: what once went wrong does not do so again.

namespace copctl::fuzz {
namespace {

struct Target {
  const char* name;
  void (*run)(std::string_view bytes);
};

constexpr Target kTargets[] = {
#define COPCTL_FUZZ_TARGET(name) {#name, &name},
#include "fuzz/targets.def"
#undef COPCTL_FUZZ_TARGET
};

std::vector<std::filesystem::path> corpus(const std::string& name) {
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator("tests/fuzz/corpus/" + name)) {
    files.push_back(entry.path());
  }
  std::ranges::sort(files);
  return files;
}

std::string read(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

TEST_CASE("every target takes its corpus") {
  for (const Target& target : kTargets) {
    const auto files = corpus(target.name);
    CHECK(files.size() >= 10);
    for (const auto& file : files) {
      DYNAMIC_SECTION(file.string()) { target.run(read(file)); }
    }
  }
}

}  // namespace
}  // namespace copctl::fuzz

#include "codec/probe.h"
#include "support/catch.h"
#include "support/golden.h"

// Covers yaml_events.cpp, yaml_reader.cpp, tree_builder.cpp, decode.cpp, fault.cpp

namespace copctl::codec {
namespace {

using probe::Source;

// With positions and without: what is printed is the same.
std::vector<support::Section> run(const support::Archive& archive) {
  Source source{std::string(archive.text("values.yaml"))};
  CHECK_FALSE(source.yaml());
  Source fast{std::string(archive.text("values.yaml"))};
  CHECK_FALSE(fast.yaml({.spans = false}));
  CHECK(fast.printed() == source.printed());
  return {{"error", source.printed()}};
}

TEST_CASE("what is wrong with YAML, as printed") {
  support::run_goldens({.folder = "tests/codec/testdata/yaml", .outputs = {"error"}, .run = run});
}

}  // namespace
}  // namespace copctl::codec

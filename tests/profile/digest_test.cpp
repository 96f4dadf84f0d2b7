#include "profile/support.h"

namespace copctl::profile {
namespace {

std::string digest_of(const std::string& text) {
  Fixture fixture(support::parse_txtar(text));
  REQUIRE(fixture.profile);
  return digest(*fixture.profile, fixture.sources);
}

constexpr const char* kProfile =
    "-- schema.yaml --\nproperties: {a: {type: string}}\n-- templates/x.yaml --\na: 1\n-- "
    "templates/y.yaml --\nb: 2\n-- presets/small.yaml --\na: b\n";

TEST_CASE("another profile has another digest, the same profile the same") {
  const std::string before = digest_of(kProfile);
  CHECK(before.size() == 16);
  CHECK(digest_of(kProfile) == before);
  const std::pair<const char*, const char*> kChanges[] = {
      {"a: 1", "a: 2"},        {"type: string", "type: integer"}, {"a: b", "a: c"},
      {"x.yaml", "z.yaml"},    {"small", "large"},
      {"b: 2\n", "b: 2\n-- profile.yaml --\nname: test\nversion: 2.0.0\nsummary: a test\n"}};
  for (const auto& [from, to] : kChanges) {
    CAPTURE(from, to);
    CHECK(digest_of(base::replace_all(kProfile, from, to)) != before);
  }
}

}  // namespace
}  // namespace copctl::profile

// Covers shown.cpp, json.cpp.
#include "waves/shown.h"
#include "waves/trees.h"

namespace copctl::waves {
namespace {

std::vector<Timeline> timelines() {
  return Planned(
             Texts{{"clusters/x/a.yaml",
                    application("a", "\"0\"", "copctl.io/tier-name: base") + "---\n" +
                        application("b", "\"1\"",
                                    "copctl.io/depends-on: a\ncopctl.io/depends-on-external: cni")},
                   {"apps/a/n.yaml", resource("v1", "Namespace", "b")},
                   {"apps/b/s.yaml", resource("v1", "Secret", "s", "b")}},
             {.nested = true})
      .timelines;
}

TEST_CASE("the table with what Applications deploy") {
  CHECK(as_text(timelines()) ==
        "x: 2 applications in 2 waves\n"
        "\n"
        "WAVE  APPLICATION        WAITS FOR\n"
        "   0  a                  -\n"
        "          0 Namespace/b\n"
        "   1  b                  a, cni (external)\n"
        "          0 Secret/s\n");
  CHECK(as_summary(timelines()) == "x: 2 applications in 2 waves\n");
}

TEST_CASE("JSON") {
  CHECK(as_json({}) == "{\n  \"timelines\": []\n}\n");
  const std::string json = as_json(timelines());
  CHECK(json.find("\"why\": \"external\"") != std::string::npos);
  CHECK(json.find("\"wave\": 1") != std::string::npos);
  CHECK(json.find("\"name\": \"Namespace/b\"") != std::string::npos);
}

TEST_CASE("names are safe to show") {
  Timeline timeline;
  timeline.waves = {
      {"0", {{.name = "a\x1b[31m", .tier = "t\n", .waits = {{"b\a", Why::kExternal, ""}}}}}};
  timeline.tiers = {{"t\n", ""}};
  CHECK(as_text({timeline}) ==
        "1 resource in 1 wave\n"
        "\n"
        "WAVE  RESOURCE   TIER  WAITS FOR\n"
        "   0  a\\x1b[31m  t\\n   b\\x07 (external)\n");
}

TEST_CASE("tiers by name") {
  CHECK(tier_title({"1", "platform"}) == "tier 1 platform");
  CHECK(tier_title({"db", ""}) == "db");
}

}  // namespace
}  // namespace copctl::waves

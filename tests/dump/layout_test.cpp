#include "dump/dump.h"
#include "support/catch.h"

TEST_CASE("flat names") {
  const struct {
    const char* path;
    const char* name;
  } kCases[] = {{"tmpl/pg/dep.yaml", "pg-dep.yaml"},
                {"tmpl/secret.yaml", "secret.yaml"},
                {"conf/cm/a.yaml", "conf-cm-a.yaml"},
                {"x/tmpl/a.yaml", "x-tmpl-a.yaml"}};
  for (const auto& c : kCases) {
    DYNAMIC_SECTION(c.path) { CHECK(copctl::dump::flat_name(c.path) == c.name); }
  }
}

#include "support/catch.h"
#include "value/path.h"

namespace copctl::value {
namespace {

TEST_CASE("a pointer has its own position or its nearest ancestor's") {
  SpanTable table;
  CHECK(table.empty());
  CHECK(table.find("") == nullptr);
  CHECK(table.nearest("/a/b").value == diag::Span{});
  table.set("", {{}, {1, 0, 100}});
  table.set("/a", {{1, 0, 1}, {1, 3, 9}});
  table.set("/a/b/0", {{}, {1, 5, 6}});
  CHECK_FALSE(table.empty());
  CHECK(table.all().size() == 3);
  CHECK(table.find("/a")->key == diag::Span{1, 0, 1});
  CHECK(table.find("/a/b") == nullptr);
  CHECK(table.nearest("/a/b/0").value == diag::Span{1, 5, 6});
  CHECK(table.nearest("/a/b/1").value == diag::Span{1, 3, 9});
  CHECK(table.nearest("/a/b").value == diag::Span{1, 3, 9});
  CHECK(table.nearest("/ab").value == diag::Span{1, 0, 100});
  CHECK(table.nearest("x").value == diag::Span{1, 0, 100});
}

TEST_CASE("setting again replaces") {
  SpanTable table;
  table.set("/a", {{}, {1, 0, 1}});
  table.set("/a", {{}, {1, 2, 3}});
  CHECK(table.find("/a")->value == diag::Span{1, 2, 3});
}

}  // namespace
}  // namespace copctl::value

#include "diag/diagnostic.h"

#include <set>

#include "support/catch.h"

namespace copctl::diag {
namespace {

TEST_CASE("kinds have the names of their enumerators") {
  CHECK(kind_name(Kind::kCannotRead) == "CannotRead");
  CHECK(kind_name(Kind::kNotInEnum) == "NotInEnum");
  std::set<std::string_view> names;
  for (const Kind kind : all_kinds()) {
    names.insert(kind_name(kind));
  }
  CHECK(names.size() == all_kinds().size());
}

TEST_CASE("errors and warnings are kept in order") {
  Diagnostics diagnostics;
  CHECK(diagnostics.empty());
  diagnostics.warning({1, 2, 3}, Kind::kDeprecated, "old");
  CHECK_FALSE(diagnostics.has_errors());
  diagnostics.error({1, 0, 1}, Kind::kNotInEnum, "bad").notes.push_back({{1, 4, 5}, "here"});
  REQUIRE(diagnostics.all().size() == 2);
  CHECK(diagnostics.has_errors());
  CHECK(diagnostics.error_count() == 1);
  const Diagnostic& first = diagnostics.all()[0];
  CHECK(first.severity == Severity::kWarning);
  CHECK(first.kind == Kind::kDeprecated);
  CHECK(first.span == Span{1, 2, 3});
  CHECK(first.message == "old");
  const Diagnostic& second = diagnostics.all()[1];
  CHECK(second.severity == Severity::kError);
  REQUIRE(second.notes.size() == 1);
  CHECK(second.notes[0].message == "here");
}

TEST_CASE("what nobody would read is counted, not kept") {
  Diagnostics diagnostics;
  for (std::size_t i = 0; i < Diagnostics::kMaxErrors + 5; ++i) {
    diagnostics.error({}, Kind::kUsage, "e").notes.push_back({{}, "n"});
    diagnostics.warning({}, Kind::kUsage, "w").notes.push_back({{}, "n"});
  }
  CHECK(diagnostics.all().size() == 2 * Diagnostics::kMaxErrors);
  CHECK(diagnostics.error_count() == Diagnostics::kMaxErrors + 5);
  CHECK(diagnostics.dropped() == 5);
  CHECK(diagnostics.dropped_warnings() == 5);
  for (const Diagnostic& diagnostic : diagnostics.all()) {
    CHECK(diagnostic.notes.size() == 1);
  }
}

TEST_CASE("appending keeps the count and the bound") {
  Diagnostics all;
  all.error({}, Kind::kUsage, "first");
  Diagnostics other;
  for (std::size_t i = 0; i < Diagnostics::kMaxErrors + 1; ++i) {
    other.error({}, Kind::kUsage, "e");
    other.warning({}, Kind::kUsage, "w");
  }
  all.append(other);
  CHECK(all.error_count() == Diagnostics::kMaxErrors + 2);
  CHECK(all.dropped() == 2);
  CHECK(all.dropped_warnings() == 1);
  CHECK(all.all().front().message == "first");
  all.add({.kind = Kind::kUsage, .span = {}, .message = "last", .notes = {}});
  CHECK(all.dropped() == 3);
}

}  // namespace
}  // namespace copctl::diag

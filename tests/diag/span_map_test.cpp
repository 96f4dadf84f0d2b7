#include "diag/span_map.h"

#include "support/catch.h"

namespace copctl::diag {
namespace {

TEST_CASE("every byte of the output knows what wrote it") {
  // From `ab{{x}}cd` came `ab123cd`.
  SpanMap map;
  map.append_text(0, {1, 0, 2});
  map.append(2, {1, 2, 7});
  map.append_text(5, {1, 7, 9});
  struct Case {
    std::uint32_t offset;
    Span expected;
  };
  const Case cases[] = {
      {0, {1, 0, 1}}, {1, {1, 1, 2}}, {2, {1, 2, 7}}, {4, {1, 2, 7}},
      {5, {1, 7, 8}}, {6, {1, 8, 9}}, {7, {1, 9, 9}}, {100, {1, 9, 9}},
  };
  for (const Case& c : cases) {
    DYNAMIC_SECTION("byte " << c.offset) { CHECK(map.origin(c.offset) == c.expected); }
  }
}

TEST_CASE("an entry that wrote nothing is forgotten") {
  SpanMap map;
  map.append(0, {1, 0, 5});
  map.append(0, {1, 5, 9});
  map.append(3, {2, 0, 4});
  map.append_text(3, {2, 4, 8});
  CHECK(map.origin(0) == Span{1, 5, 9});
  CHECK(map.origin(4) == Span{2, 5, 6});
}

TEST_CASE("bytes before the first entry come from nowhere") {
  SpanMap map;
  CHECK(map.origin(0) == Span{});
  map.append(2, {1, 0, 5});
  CHECK(map.origin(1) == Span{});
  CHECK(map.origin(2) == Span{1, 0, 5});
}

}  // namespace
}  // namespace copctl::diag

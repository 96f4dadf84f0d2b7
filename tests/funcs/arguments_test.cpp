#include "funcs/arguments.h"

#include "funcs/fake_call.h"
#include "funcs/funcs.h"
#include "support/catch.h"

namespace {

using copctl::tests::Failure;
using copctl::tests::FakeCall;
using copctl::value::Element;
using copctl::value::IntType;
using copctl::value::Value;
namespace funcs = copctl::funcs;

// A list in a list in a list…
Value nested(std::size_t levels) {
  Value v = Value::integer(1);
  for (std::size_t i = 0; i < levels; ++i) {
    v = Value::list({v});
  }
  return v;
}

// Doubles at every level: small in memory, endless when written out.
Value doubled(std::size_t levels) {
  Value v = Value::integer(1);
  for (std::size_t i = 0; i < levels; ++i) {
    v = Value::list({v, v});
  }
  return v;
}

FakeCall call_without_arguments() { return FakeCall(nullptr, {}); }

std::string failure_of_measuring(const Value& v) {
  try {
    static_cast<void>(funcs::measure(call_without_arguments(), v));
  } catch (const Failure& failure) {
    return failure.message;
  }
  return {};
}

TEST_CASE("arguments: measure counts nodes, texts and depths") {
  const Value v = Value::map(
      {{"ab", Value::string("cde")}, {"f", Value::list({Value::nil(), Value::integer(1)})}});
  const funcs::Extent extent = funcs::measure(call_without_arguments(), v);
  CHECK(extent.nodes == 5);
  CHECK(extent.text == 6);
  CHECK(extent.depths == 1 + 1 + 2 + 2 + 2);
}

TEST_CASE("arguments: measure refuses what would overflow a stack or never end") {
  CHECK(failure_of_measuring(nested(funcs::kMaxNesting)) == "");
  const std::string too_deep = "the value is nested deeper than 1000 levels, or holds itself";
  CHECK(failure_of_measuring(nested(funcs::kMaxNesting + 1)) == too_deep);
  CHECK(failure_of_measuring(nested(100'000)) == too_deep);
  CHECK(failure_of_measuring(doubled(60)) == "the value has more than 10000000 items");

  const Value self = Value::map();
  self.as_map().entries.emplace("self", self);
  CHECK(failure_of_measuring(self) == too_deep);
  self.as_map().entries.clear();
}

TEST_CASE("arguments: long texts count as if escaped") {
  const std::size_t size = (1u << 20) + 1;
  const Value v = Value::string(std::string(size, 'x'));
  CHECK(funcs::measure(call_without_arguments(), v).text == 6 * size);
}

TEST_CASE("arguments: bytes are text for strval, numbers for %v") {
  const Value bytes = Value::list(
      {Value::integer('h', IntType::kUint8), Value::integer('i', IntType::kUint8)}, Element::kByte);
  CHECK(funcs::text_of(call_without_arguments(), bytes) == "hi");
  CHECK(funcs::printed(call_without_arguments(), bytes) == "[104 105]");
}

TEST_CASE("arguments: unsigned integers keep their value as floating-point numbers") {
  const Value v = Value::integer(-1, IntType::kUint64);
  CHECK(funcs::to_float64(v) == 18446744073709551615.0);
  CHECK(funcs::to_int64(v) == -1);
}

TEST_CASE("arguments: sizes do not wrap around") {
  CHECK(funcs::product(SIZE_MAX / 2, 3) == SIZE_MAX);
  CHECK(funcs::sum(SIZE_MAX, 1) == SIZE_MAX);
  CHECK(funcs::product(6, 7) == 42);
}

}  // namespace

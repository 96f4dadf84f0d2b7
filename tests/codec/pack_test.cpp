#include <random>

#include "codec/probe.h"
#include "support/catch.h"

// Covers pack.cpp

namespace copctl::codec {
namespace {

using probe::json;
using probe::Source;

Document document_of(Source& source) {
  auto documents = source.yaml();
  REQUIRE(documents);
  return std::move(documents->front());
}

constexpr const char* kTexts[] = {
    "",
    "~\n",
    "a: 1\nb: [x, x, 'y', 1.5, -7, true, false, null]\nc: {d: {e: long}, f: ''}\n",
    "- 9223372036854775807\n- -9223372036854775808\n- 18446744073709551615\n- .inf\n- 1e-300\n",
    "é/~: {\"k\": &x [1], l: *x}\n---\nb\n",
};

TEST_CASE("a packed document comes back with its positions") {
  for (const char* text : kTexts) {
    DYNAMIC_SECTION(text) {
      Source source(text);
      const Document document = document_of(source);
      const auto back = unpack(pack(document), source.id);
      REQUIRE(back);
      CHECK(value::deep_equal(back->value, document.value));
      CHECK(back->span == document.span);
      CHECK(back->empty == document.empty);
      CHECK(back->spans.all().size() == document.spans.all().size());
      for (const auto& [pointer, spans] : document.spans.all()) {
        const auto* found = back->spans.find(pointer);
        REQUIRE(found);
        CHECK(found->key == spans.key);
        CHECK(found->value == spans.value);
      }
    }
  }
}

TEST_CASE("positions come back in the source that is asked for") {
  Source source("a: 1\n");
  const auto back = unpack(pack(document_of(source)), 77);
  REQUIRE(back);
  CHECK(back->spans.find("/a")->key == diag::Span{77, 0, 1});
}

TEST_CASE("a value alone comes back") {
  for (const char* text : kTexts) {
    DYNAMIC_SECTION(text) {
      Source source(text);
      const Document document = document_of(source);
      const std::string bytes = pack_value(document.value);
      const auto back = unpack_value(bytes);
      REQUIRE(back);
      CHECK(value::deep_equal(*back, document.value));
      CHECK_FALSE(unpack_value(bytes + "x"));
      CHECK_FALSE(unpack_value(std::string_view(bytes).substr(0, bytes.size() - 1)));
    }
  }
}

TEST_CASE("integers keep their types") {
  Document document;
  document.value = value::Value::list({value::Value::integer(1, value::IntType::kInt),
                                       value::Value::integer(-2, value::IntType::kInt64),
                                       value::Value::integer(3, value::IntType::kUint8),
                                       value::Value::integer(-4, value::IntType::kUint64)});
  const auto back = unpack(pack(document), 1);
  REQUIRE(back);
  CHECK(value::deep_equal(back->value, document.value));
}

TEST_CASE("what pack did not write is refused") {
  Source source("a: [1, x]\n");
  const std::string bytes = pack(document_of(source));
  CHECK_FALSE(unpack("", 1));
  CHECK_FALSE(unpack("nonsense", 1));
  CHECK_FALSE(unpack(bytes + "x", 1));
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    CHECK_FALSE(unpack(std::string_view(bytes).substr(0, size), 1));
  }
}

TEST_CASE("bytes that claim too much are refused") {
  const std::string head("cop\x02\0\0\0\0", 8);
  CHECK(unpack(head + std::string(1, '\0'), 1));
  CHECK_FALSE(unpack(head + std::string(1, '\x08'), 1));
  CHECK_FALSE(unpack(head + "\x06\xFF\xFF\xFF\xFF\x0F", 1));
  CHECK_FALSE(unpack(head + "\x05\x01", 1));
  CHECK_FALSE(unpack(head + "\x03\x07\x02", 1));
  CHECK_FALSE(unpack(head + "\x04\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\x01", 1));
  std::string deep = head;
  for (int i = 0; i < 100000; ++i) {
    deep += "\x06\x01";
  }
  CHECK_FALSE(unpack(deep + std::string(1, '\0'), 1));
  CHECK(unpack(head + std::string("\x07\x02\x01"
                                  "a\0\x01"
                                  "b\0",
                                  8),
               1));
  CHECK_FALSE(unpack(head + std::string("\x07\x02\x01"
                                        "b\0\x01"
                                        "a\0",
                                        8),
                     1));
}

TEST_CASE("corrupted bytes do no harm") {
  std::mt19937 random(20240501);
  for (const char* text : {kTexts[1], kTexts[3], kTexts[4], "a: {b: [c, {d: e}], f: g}\nh: 12\n"}) {
    Source source(text);
    const std::string bytes = pack(document_of(source));
    for (int round = 0; round < 3000; ++round) {
      std::string bad = bytes;
      for (auto changes = 1 + random() % 3; changes != 0; --changes) {
        bad[random() % bad.size()] = static_cast<char>(random());
      }
      const auto back = unpack(bad, 1);
      if (back) {
        CHECK(!json(back->value).empty());
      }
    }
  }
}

}  // namespace
}  // namespace copctl::codec

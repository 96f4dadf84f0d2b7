#include "codec/probe.h"
#include "support/catch.h"

// Covers json_writer.cpp

namespace copctl::codec {
namespace {

using probe::from_json;

std::string written(const value::Value& v, const JsonOptions& options = {}) {
  std::string error;
  return encode_json(v, options, error).value_or("<" + error + ">");
}

TEST_CASE("strings are escaped as encoding/json escapes them") {
  struct Row {
    std::string text;
    std::string html;
    std::string raw;
  };
  const Row rows[] = {
      {"plain", R"("plain")", R"("plain")"},
      {"\"\\/", R"("\"\\/")", R"("\"\\/")"},
      {"\n\r\t\b\f\x01\x1f\x7f", "\"\\n\\r\\t\\u0008\\u000c\\u0001\\u001f\x7f\"",
       "\"\\n\\r\\t\\u0008\\u000c\\u0001\\u001f\x7f\""},
      {"<a href='x'>&</a>", R"("\u003ca href='x'\u003e\u0026\u003c/a\u003e")",
       R"("<a href='x'>&</a>")"},
      {"\xE2\x80\xA8\xE2\x80\xA9", R"("\u2028\u2029")", R"("\u2028\u2029")"},
      {"é€😀", "\"é€😀\"", "\"é€😀\""},
      {"a\xFF\xC3", R"("a\ufffd\ufffd")", R"("a\ufffd\ufffd")"},
  };
  for (const Row& row : rows) {
    DYNAMIC_SECTION(row.html) {
      CHECK(written(value::Value::string(row.text)) == row.html);
      CHECK(written(value::Value::string(row.text), {.escape_html = false}) == row.raw);
    }
  }
}

TEST_CASE("values of every kind") {
  const auto byte = value::Value::integer(104, value::IntType::kUint8);
  CHECK(written(value::Value::nil()) == "null");
  CHECK(written(value::Value::boolean(true)) == "true");
  CHECK(written(value::Value::integer(-5)) == "-5");
  CHECK(written(value::Value::integer(-1, value::IntType::kUint64)) == "18446744073709551615");
  CHECK(written(value::Value::real(1e21)) == "1e+21");
  CHECK(written(value::Value::nil_list()) == "null");
  CHECK(written(value::Value::nil_map()) == "null");
  CHECK(written(value::Value::list()) == "[]");
  CHECK(written(value::Value::map()) == "{}");
  CHECK(written(value::Value::list({byte, byte}, value::Element::kByte)) == R"("aGg=")");
  CHECK(written(from_json(R"({"b":[1,{"a":null}],"B":2})")) == R"({"B":2,"b":[1,{"a":null}]})");
}

TEST_CASE("floats stay floats when that is asked for") {
  const auto shown = [](double number) {
    return written(value::Value::real(number), {.floats_stay = true});
  };
  CHECK(shown(1) == "1.0");
  CHECK(shown(-0.0) == "-0.0");
  CHECK(shown(1.5) == "1.5");
  CHECK(shown(1e20) == "100000000000000000000.0");
  CHECK(shown(1e21) == "1e+21");
  CHECK(written(value::Value::integer(1), {.floats_stay = true}) == "1");
}

TEST_CASE("a string alone") {
  std::string out = "x";
  append_json_string(out, "<\"\n\xFF>");
  CHECK(out == R"(x"<\"\n\ufffd>")");
}

TEST_CASE("indented, empty collections stay on their line") {
  CHECK(written(from_json(R"({"a":[1,{}],"b":[],"c":{"d":2}})"), {.indent = 2}) ==
        "{\n  \"a\": [\n    1,\n    {}\n  ],\n  \"b\": [],\n  \"c\": {\n    \"d\": 2\n  }\n}");
}

TEST_CASE("what has no JSON form, in Go's words") {
  CHECK(written(value::Value::list({value::Value::real(INFINITY)})) ==
        "<json: unsupported value: +Inf>");
  CHECK(written(value::Value::real(NAN)) == "<json: unsupported value: NaN>");
  CHECK(written(value::Value::complex(1, 2)) == "<json: unsupported type: complex128>");
}

TEST_CASE("a value that holds itself") {
  value::Value map = value::Value::map();
  map.as_map().entries["self"] = map;
  CHECK(written(map) ==
        "<json: unsupported value: encountered a cycle via map[string]interface {}>");
  map.as_map().entries.clear();
}

TEST_CASE("a value too deep") {
  value::Value v;
  for (std::size_t i = 0; i < kMaxEncodeDepth; ++i) {
    v = value::Value::list({v});
  }
  CHECK(written(v).size() == 2 * kMaxEncodeDepth + 4);
  CHECK(written(value::Value::list({v})) == "<json: exceeded max depth>");
}

}  // namespace
}  // namespace copctl::codec

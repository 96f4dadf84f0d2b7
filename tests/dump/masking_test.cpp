#include "dump/masking.h"

#include "codec/codec.h"
#include "support/catch.h"

namespace copctl::dump {
namespace {

using value::Value;

TEST_CASE("a secret is found in its disguises") {
  const Masking masking({"s3cr\"et pa'ss", ""});
  struct Case {
    std::string text;
    bool secret;
  };
  const Case cases[] = {
      {"s3cr\"et pa'ss", true},
      {"postgres://u:s3cr\"et pa'ss@db", true},
      {"postgres://u:s3cr%22et%20pa%27ss@db", true},
      {R"({"password":"s3cr\"et pa'ss"})", true},
      {"password: 's3cr\"et pa''ss'", true},
      {codec::encode_base64("s3cr\"et pa'ss"), true},
      {codec::encode_base64("x:s3cr\"et pa'ss@db"), true},
      {codec::encode_base64("xy:s3cr\"et pa'ss"), true},
      {codec::encode_base64("xyz:s3cr\"et pa'ss!"), true},
      {"s3cr", false},
      {"", false},
  };
  for (const Case& c : cases) {
    DYNAMIC_SECTION(c.text) { CHECK(masking.holds_secret(c.text) == c.secret); }
  }
  CHECK_FALSE(Masking({}).holds_secret("anything"));
  // A short one is looked for as well, but not for pieces of its base64.
  CHECK(Masking({"abc"}).holds_secret("xabcx"));
  CHECK(Masking({"abc"}).holds_secret(codec::encode_base64("abc")));
  CHECK_FALSE(Masking({"a"}).holds_secret("QxIx"));
}

TEST_CASE("only what holds a secret is masked") {
  const Masking masking({"hunter2", "12345678"});
  const Value v =
      Value::map({{"a", Value::string("x hunter2 y")},
                  {"hunter2", Value::boolean(true)},
                  {"b", Value::list({Value::string("plain"), Value::string("hunter2")})},
                  {"c", Value::integer(12345678)},
                  {"d", Value::nil()}});
  std::string error;
  CHECK(codec::encode_json(masking.masked(v), {}, error) ==
        R"({"***":true,"a":"***","b":["plain","***"],"c":"***","d":null})");
}

TEST_CASE("how one value became the other") {
  const std::string long_text(100, 'a');
  struct Case {
    std::string name;
    Value before;
    Value after;
    std::string expected;
  };
  const Case cases[] = {
      {"words", Value::string("app:1"), Value::string("app:2"), "app:1 | app:2"},
      {"numbers", Value::integer(1), Value::real(0.5), "1 | 0.5"},
      {"a text that reads as a number", Value::string("1"), Value::integer(1), "\"1\" | 1"},
      {"nothing", Value::string(""), Value::nil(), "\"\" | null"},
      {"blanks", Value::string("a b"), Value::string("<&>"), "\"a b\" | <&>"},
      {"a mapping", Value::map({{"b", Value::integer(1)}, {"a", Value::list({})}}),
       Value::string("x"), R"({"a":[],"b":1} | x)"},
      {"escapes", Value::string("\x1b[31m"), Value::string("\xe2\x80\xae"),
       R"("\u001b[31m" | "\u202e")"},
      {"secrets", Value::string("hunter2"), Value::string("hunter2-new"), "*** | ***"},
      {"a secret in lines", Value::string("a\nhunter2\n"), Value::string("b\n"), "*** | \"b\\n\""},
      {"lines", Value::string("a\nb\nc\n"), Value::string("a\nx\ny\nc\n"),
       "3 lines | 4 lines (+2 -1)"},
      {"one line", Value::string("a\n"), Value::string("b"), "1 line | 1 line (+1 -1)"},
      {"long", Value::string(long_text), Value::string("b"), std::string(60, 'a') + "… | b"},
      {"long and alike", Value::string(long_text + "x"), Value::string(long_text + "y"),
       "…aaaaaaaaaax | …aaaaaaaaaay"},
      {"long in other letters", Value::string("ä" + std::string(70, 'b')), Value::string("x"),
       "ä" + std::string(59, 'b') + "… | x"},
  };
  const Masking masking({"hunter2"});
  for (const Case& c : cases) {
    DYNAMIC_SECTION(c.name) {
      const Shown shown = show(&c.before, &c.after, masking);
      CHECK(shown.before + " | " + shown.after == c.expected);
    }
  }
  const Value one = Value::string("a\nb");
  CHECK(show(nullptr, &one, masking).before.empty());
  CHECK(show(nullptr, &one, masking).after == "2 lines");
  CHECK(show(&one, nullptr, masking).before == "2 lines");
}

}  // namespace
}  // namespace copctl::dump

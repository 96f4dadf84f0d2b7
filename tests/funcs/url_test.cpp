#include "funcs/url.h"

#include "support/catch.h"

namespace {

using copctl::funcs::parse_url;
using copctl::funcs::Url;

Url parsed(std::string_view text) {
  std::string error;
  const auto url = parse_url(text, error);
  CHECK(error.empty());
  return url.value_or(Url{});
}

TEST_CASE("url: parts") {
  const Url url = parsed("HTTPS://us%20er:p%40@[::1]:8080/a%2Fb?x=%20#f%20g");
  CHECK(url.scheme == "https");
  REQUIRE(url.user.has_value());
  CHECK(url.user->name == "us er");
  CHECK(url.user->password == "p@");
  CHECK(url.user->text() == "us%20er:p%40");
  CHECK(url.host == "[::1]:8080");
  CHECK(url.hostname() == "::1");
  CHECK(url.path == "/a/b");
  CHECK(url.query == "x=%20");
  CHECK(url.fragment == "f g");
}

TEST_CASE("url: a user without a password, and with an empty one") {
  CHECK(parsed("ftp://x@h").user->text() == "x");
  CHECK(parsed("ftp://x:@h").user->text() == "x:");
  CHECK_FALSE(parsed("ftp://h").user.has_value());
}

TEST_CASE("url: what was parsed is written again") {
  for (const char* text :
       {"", "http://h", "http://h/", "//h/p", "mailto:a@b.test", "/p?q=1#f", "a/b:c", "s:o:p",
        "http://h/a%20b/c?d=e%26f#g%20h", "http://[fe80::1%25en0]/", "?q", "#f"}) {
    DYNAMIC_SECTION(text) { CHECK(parsed(text).text() == text); }
  }
}

TEST_CASE("url: the text that is at fault is quoted") {
  std::string error;
  CHECK_FALSE(parse_url("http://h/%4#f", error).has_value());
  CHECK(error == R"(parse "http://h/%4": invalid URL escape "%4")");
  CHECK_FALSE(parse_url("http://h/#%4", error).has_value());
  CHECK(error == R"(parse "http://h/#%4": invalid URL escape "%4")");
}

}  // namespace

#include "funcs/engine.h"
#include "support/catch.h"

namespace {

using copctl::tests::RenderCase;
using copctl::tests::rendered;

constexpr RenderCase kUrlParse[] = {
    {R"({{ urlParse "https://u:p%40@h.test:8443/a%20b?x=1&y#f%20g" | toRawJson }})",
     R"({"fragment":"f g","host":"h.test:8443","hostname":"h.test","opaque":"","path":"/a b","query":"x=1&y","scheme":"https","userinfo":"u:p%40"})"},
    {R"({{ urlParse "HTTP://H/P" | toRawJson }})",
     R"({"fragment":"","host":"H","hostname":"H","opaque":"","path":"/P","query":"","scheme":"http","userinfo":""})"},
    {R"({{ urlParse "mailto:a@b.test" | toRawJson }})",
     R"({"fragment":"","host":"","hostname":"","opaque":"a@b.test","path":"","query":"","scheme":"mailto","userinfo":""})"},
    {R"({{ urlParse "//h/p" | toRawJson }})",
     R"({"fragment":"","host":"h","hostname":"h","opaque":"","path":"/p","query":"","scheme":"","userinfo":""})"},
    {R"({{ urlParse "///p" | toRawJson }})",
     R"({"fragment":"","host":"","hostname":"","opaque":"","path":"///p","query":"","scheme":"","userinfo":""})"},
    {R"({{ urlParse "a/b:c?q" | toRawJson }})",
     R"({"fragment":"","host":"","hostname":"","opaque":"","path":"a/b:c","query":"q","scheme":"","userinfo":""})"},
    {R"({{ urlParse "http://[fe80::1%25en0]:80/" | toRawJson }})",
     R"({"fragment":"","host":"[fe80::1%en0]:80","hostname":"fe80::1%en0","opaque":"","path":"/","query":"","scheme":"http","userinfo":""})"},
    {R"({{ urlParse "http://h?" | toRawJson }})",
     R"({"fragment":"","host":"h","hostname":"h","opaque":"","path":"","query":"","scheme":"http","userinfo":""})"},
    {R"({{ urlParse "*" | toRawJson }})",
     R"({"fragment":"","host":"","hostname":"","opaque":"","path":"*","query":"","scheme":"","userinfo":""})"},
    {R"({{ urlParse "http://ho%C3%A9st/" | toRawJson }})",
     R"({"fragment":"","host":"hoést","hostname":"hoést","opaque":"","path":"/","query":"","scheme":"http","userinfo":""})"},
    {R"({{ urlParse "http://h:/x" | toRawJson }})",
     R"({"fragment":"","host":"h:","hostname":"h","opaque":"","path":"/x","query":"","scheme":"http","userinfo":""})"},
    {R"({{ urlParse "a:b" | toRawJson }})",
     R"({"fragment":"","host":"","hostname":"","opaque":"b","path":"","query":"","scheme":"a","userinfo":""})"},
    {R"({{ urlParse "1a:b" }})",
     R"(error: error calling urlParse: unable to parse url: parse "1a:b": first path segment in URL cannot contain colon)"},
    {R"({{ urlParse ":b" }})",
     R"(error: error calling urlParse: unable to parse url: parse ":b": missing protocol scheme)"},
    {R"({{ urlParse "http://[::1" }})",
     R"(error: error calling urlParse: unable to parse url: parse "http://[::1": missing ']' in host)"},
    {R"({{ urlParse "http://h:8o/" }})",
     R"(error: error calling urlParse: unable to parse url: parse "http://h:8o/": invalid port ":8o" after host)"},
    {R"({{ urlParse "http://h/%zz" }})",
     R"(error: error calling urlParse: unable to parse url: parse "http://h/%zz": invalid URL escape "%zz")"},
    {R"({{ urlParse "http://h/#%" }})",
     R"(error: error calling urlParse: unable to parse url: parse "http://h/#%": invalid URL escape "%")"},
    {R"({{ urlParse "http://a b/" }})",
     R"(error: error calling urlParse: unable to parse url: parse "http://a b/": invalid character " " in host name)"},
    {R"({{ urlParse "http://a%41/" }})",
     R"(error: error calling urlParse: unable to parse url: parse "http://a%41/": invalid URL escape "%41")"},
    {R"({{ urlParse "http://u^x@h/" }})",
     R"(error: error calling urlParse: unable to parse url: parse "http://u^x@h/": net/url: invalid userinfo)"},
    {R"({{ urlParse "http://h/\n" }})",
     R"(error: error calling urlParse: unable to parse url: parse "http://h/\n": net/url: invalid control character in URL)"},
    {R"({{ urlParse "http://[fe80::1%25%41^]/" }})",
     R"(error: error calling urlParse: unable to parse url: parse "http://[fe80::1%25%41^]/": invalid character "^" in host name)"},
};

TEST_CASE("urls: urlParse") {
  for (const RenderCase& c : kUrlParse) {
    DYNAMIC_SECTION(c.source) { CHECK(rendered(c.source) == c.expected); }
  }
}

constexpr RenderCase kUrlJoin[] = {
    {R"({{ urlJoin (dict "scheme" "http" "host" "h:80" "path" "a b/c" "query" "x=1" "fragment" "f g") }})",
     "http://h:80/a%20b/c?x=1#f%20g"},
    {R"({{ urlJoin (dict "scheme" "s" "opaque" "o?") }} [{{ urlJoin (dict) }}] {{ urlJoin (dict "scheme" "http") }})",
     "s:o? [] http:"},
    {R"({{ urlJoin (dict "path" "a:b/c") }} {{ urlJoin (dict "path" "/a:b?é%") }} {{ urlJoin (dict "host" "h" "path" "*") }} {{ urlJoin (dict "path" "*") }})",
     "./a:b/c /a:b%3F%C3%A9%25 //h/* *"},
    {R"({{ urlJoin (dict "scheme" "http" "host" "h" "userinfo" "u:p@x") }} {{ urlJoin (dict "userinfo" "u") }})",
     "http://u:p%40x@h //u@"},
    {R"({{ urlJoin (dict "scheme" "http" "host" "h" "userinfo" "a b") }})",
     R"(error: error calling urlJoin: unable to parse userinfo in dict: parse "proto://a b@host": net/url: invalid userinfo)"},
    {R"({{ urlJoin (dict "host" 5) }})",
     "error: error calling urlJoin: unable to parse host key, must be of type string, but int "
     "found"},
    {R"({{ urlJoin (dict "host" (list)) }})",
     "error: error calling urlJoin: unable to parse host key, must be of type string, but slice "
     "found"},
};

TEST_CASE("urls: urlJoin") {
  for (const RenderCase& c : kUrlJoin) {
    DYNAMIC_SECTION(c.source) { CHECK(rendered(c.source) == c.expected); }
  }
}
}  // namespace

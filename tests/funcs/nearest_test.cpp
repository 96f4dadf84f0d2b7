#include "funcs/engine.h"
#include "support/catch.h"

namespace {

using copctl::tests::Library;
using copctl::tests::RenderCase;
using copctl::tests::rendered;

constexpr RenderCase kCases[] = {
    {R"([{{ nearest "ingres" (list "istio" "ingress" "openshift") }}])", "[ingress]"},
    {R"([{{ nearest "INGRESS" (list "istio" "ingress") }}])", "[ingress]"},
    {R"([{{ nearest "nothing" (list "istio" "ingress") }}])", "[]"},
    {R"([{{ nearest "abc" (list "abd" "abe") }}])", "[abd]"},
    {R"([{{ nearest "a" (list) }}{{ nearest "a" nil }}{{ nearest "" (list "a") }}])", "[]"},
    {R"([{{ nearest "12" (list 11 12 13) }}{{ nearest "redsi" (keys (dict "redis" 1 "x" 2)) }}])",
     "[12redis]"},
    {R"({{ range until 1000 }}{{ $_ := nearest (repeat 250 "a") (list (repeat 251 "a")) }}{{ end }}done)",
     "done"},
};

TEST_CASE("nearest: the word that was meant, or nothing") {
  for (const RenderCase& c : kCases) {
    DYNAMIC_SECTION(c.source) { CHECK(rendered(c.source, Library::kHelm) == c.expected); }
  }
}

TEST_CASE("nearest: many long words use up a render's steps") {
  const std::string result = rendered(
      R"({{ $w := repeat 250 "ab" }}{{ $l := list }}{{ $m := dict }}{{ range until 2000 }}{{ $_ := set $m (print (repeat 250 "ab" | trunc 246) .) 1 }}{{ end }}{{ $k := keys $m }}{{ range until 10000 }}{{ $_ := nearest (repeat 125 "ab") $k }}{{ end }})",
      Library::kHelm);
  CHECK_THAT(result, Catch::StartsWith("error: ") && Catch::Contains("(limit `steps`)"));
}

}  // namespace

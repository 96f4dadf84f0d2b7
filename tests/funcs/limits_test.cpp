#include <span>

#include "funcs/engine.h"
#include "support/catch.h"

// What a hostile template tries: every one of these must end at once and with a message.

namespace {

using copctl::tests::Library;
using copctl::tests::rendered;

struct HostileCase {
  const char* source;
  // A part of the message.
  const char* message;
};

constexpr const char* kTooLong = "(limit `text_bytes`)";
constexpr const char* kTooManySteps = "(limit `steps`)";
constexpr const char* kTooDeep = "nested deeper than 1000 levels";

// Makes $v a list in a list in a list…, as deep as steps allow.
#define COPCTL_NESTED "{{ $v := list }}{{ range until 100000 }}{{ $v = list $v }}{{ end }}"
// Makes $v small in memory and endless on paper.
#define COPCTL_DOUBLED "{{ $v := list 1 }}{{ range until 60 }}{{ $v = list $v $v }}{{ end }}"

// A map of a thousand keys in $m.
#define COPCTL_WIDE \
  "{{ $m := dict }}{{ range until 1000 }}{{ $_ := set $m (toString .) 1 }}{{ end }}"

constexpr HostileCase kHostile[] = {
    {COPCTL_WIDE "{{ range until 2000 }}{{ $_ := merge (dict) $m }}{{ end }}", kTooManySteps},
    {COPCTL_WIDE
     "{{ $o := deepCopy $m }}{{ range until 5000 }}{{ $_ := deepEqual $m $o }}{{ end }}",
     kTooManySteps},
    {R"({{ range until 100 }}{{ $_ := derivePassword 1 "long" "a" "b" "c" }}{{ end }})",
     kTooManySteps},
    {R"({{ range until 20000 }}{{ $_ := regexMatch (toString .) "x" }}{{ end }})", kTooManySteps},
    {R"({{ $l := until 10000 }}{{ range $l }}{{ $_ := has -1 $l }}{{ end }})", kTooManySteps},
    {R"({{ repeat 1000000000 "abc" }})", kTooLong},
    {R"({{ repeat 9223372036854775807 "abc" }})", kTooLong},
    {R"({{ indent 1000000000 "a" }})", kTooLong},
    {R"({{ nindent 9223372036854775807 "a\nb" }})", kTooLong},
    {R"({{ repeat 10000000 "a" | replace "" "0123456789" }})", kTooLong},
    {R"({{ repeat 1000000 "a" | replace "a" (repeat 1000 "b") }})", kTooLong},
    {R"({{ repeat 10000000 "a " | wrapWith 1 "0123456789" }})", kTooLong},
    {R"({{ until 1000000000 }})", kTooLong},
    {R"({{ until -9223372036854775808 }})", kTooLong},
    {R"({{ untilStep -9223372036854775807 9223372036854775807 1 }})", kTooLong},
    {R"({{ seq 0 9223372036854775806 }})", kTooLong},
    {R"({{ repeat 10000000 "," | splitList "," }})", kTooLong},
    {R"({{ repeat 10000000 "," | split "," }})", kTooLong},
    {R"({{ join (repeat 1000000 ",") (until 1000) }})", kTooLong},
    {COPCTL_NESTED R"({{ toJson $v }})", kTooDeep},
    {COPCTL_NESTED R"({{ toPrettyJson $v }})", kTooDeep},
    {COPCTL_NESTED R"({{ deepCopy $v }})", kTooDeep},
    {COPCTL_NESTED R"({{ quote $v }})", kTooDeep},
    {COPCTL_NESTED R"({{ cat $v }})", kTooDeep},
    {COPCTL_NESTED R"({{ toString $v }})", kTooDeep},
    {COPCTL_NESTED R"({{ join "," $v }})", kTooDeep},
    {COPCTL_NESTED R"({{ sortAlpha $v }})", kTooDeep},
    {COPCTL_NESTED R"({{ uniq $v }})", kTooDeep},
    {COPCTL_NESTED R"({{ has $v $v }})", kTooDeep},
    {COPCTL_NESTED R"({{ without $v $v }})", kTooDeep},
    {COPCTL_NESTED R"({{ merge (dict) (dict "a" $v) }})", kTooDeep},
    {COPCTL_NESTED R"({{ dict $v 1 }})", kTooDeep},
    {COPCTL_DOUBLED R"({{ toJson $v }})", "more than 10000000 items"},
    {COPCTL_DOUBLED R"({{ deepCopy $v }})", "more than 10000000 items"},
    {COPCTL_DOUBLED R"({{ toString $v }})", "more than 10000000 items"},
};

constexpr HostileCase kHostileToHelm[] = {
    {COPCTL_NESTED R"({{ toYaml $v }})", kTooDeep},
    {COPCTL_NESTED R"({{ toYamlPretty $v }})", kTooDeep},
    {COPCTL_NESTED R"({{ toToml (dict "a" $v) }})", kTooDeep},
    {COPCTL_DOUBLED R"({{ toYaml $v }})", "more than 10000000 items"},
};

void check(std::span<const HostileCase> cases, Library library) {
  for (const HostileCase& c : cases) {
    DYNAMIC_SECTION(c.source) {
      const std::string result = rendered(c.source, library);
      CHECK_THAT(result, Catch::StartsWith("error: ") && Catch::Contains(c.message));
    }
  }
}

TEST_CASE("limits: sprig") { check(kHostile, Library::kSprig); }
TEST_CASE("limits: Helm") { check(kHostileToHelm, Library::kHelm); }

TEST_CASE("limits: a value that holds itself") {
  const copctl::value::Value dot = copctl::value::Value::map();
  for (const char* source : {R"({{ $_ := set . "self" . }}{{ toJson . }})", R"({{ quote . }})",
                             R"({{ deepCopy . }})", R"({{ merge (dict) . . }}{{ merge . . }})"}) {
    DYNAMIC_SECTION(source) {
      dot.as_map().entries.insert_or_assign("self", dot);
      const std::string result = rendered(source, Library::kSprig, dot);
      CHECK_THAT(result, Catch::StartsWith("error: ") && Catch::Contains("holds itself"));
    }
  }
  // Nobody else lets go of what holds itself.
  dot.as_map().entries.clear();
}

TEST_CASE("limits: comparing ends whatever the values are") {
  CHECK(rendered(COPCTL_NESTED "{{ deepEqual $v (list $v) }}") == "false");
  CHECK(rendered(COPCTL_DOUBLED "{{ deepEqual $v (reverse $v) }}") == "true");
}

TEST_CASE("limits: large but honest values pass") {
  CHECK(rendered(R"({{ uniq (until 100000) | len }})") == "100000");
  CHECK(rendered(R"({{ $l := until 100000 }}{{ uniq (concat $l $l) | len }})") == "100000");
  CHECK(rendered(
            R"({{ range $i := until 2 }}{{ repeat 1000000 "${" | expandenv | len }}{{ end }})") ==
        "00");
}

}  // namespace

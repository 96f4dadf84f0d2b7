#include "profile/set_syntax.h"

#include <fmt/format.h>

#include "codec/codec.h"
#include "support/catch.h"

namespace copctl::profile {
namespace {

// `path=JSON` of each item, or the problem with its place.
std::string read(const std::string& text, SetKind kind = SetKind::kTyped) {
  const SetItems parsed = parse_set(text, kind);
  std::string out;
  for (const SetItem& item : parsed.items) {
    if (parsed.problem) break;
    std::string error;
    const std::string shown =
        kind == SetKind::kJson
            ? text.substr(item.value_range.begin, item.value_range.end - item.value_range.begin)
            : codec::encode_json(item.value, {}, error).value_or(error);
    out += (out.empty() ? "" : " ") + value::display(item.path) + "=" + shown;
  }
  if (!parsed.problem) return out;
  return fmt::format("{}-{} {}", parsed.problem->range.begin, parsed.problem->range.end,
                     parsed.problem->message);
}

constexpr const char* kNoValue =
    "a key without a value; write `KEY=VALUE`, and `\\,` for a comma within a value";

// The cases of pkg/strvals/parser_test.go come first.
TEST_CASE("--set is read as Helm does") {
  struct Case {
    std::string text;
    std::string expected;
  };
  const std::string no_value = kNoValue;
  const Case cases[] = {
      {"name1=null,f=false,t=true", "name1=null f=false t=true"},
      {"name1=value1", "name1=\"value1\""},
      {"name1=value1,name2=value2,", "name1=\"value1\" name2=\"value2\""},
      {"name1=value1,,,,name2=value2,", "13-14 a key is missing here"},
      {"name1=,name2=value2", "name1=\"\" name2=\"value2\""},
      {"leading_zeros=00009", "leading_zeros=\"00009\""},
      {"zero_int=0", "zero_int=0"},
      {"long_int=1234567890", "long_int=1234567890"},
      {"negative=-5", "negative=-5"},
      {"plus=+5", "plus=5"},
      {"signs=+-5", "signs=\"+-5\""},
      {"too_long=12345678901234567890", "too_long=\"12345678901234567890\""},
      {"real=1.5", "real=\"1.5\""},
      {"word=TRUE,n=Null", "word=true n=null"},
      {"name1,name2=", "0-5 " + no_value},
      {"name1,name2", "0-5 " + no_value},
      {"name1=one\\,two,name2=three\\,four", "name1=\"one,two\" name2=\"three,four\""},
      {"name1=one\\=two", "name1=\"one=two\""},
      {"a=b=c", "a=\"b=c\""},
      {"name1=one two three", "name1=\"one two three\""},
      {"outer.inner=value", "outer.inner=\"value\""},
      {"outer.middle.inner=value", "outer.middle.inner=\"value\""},
      {"name1.name2", "0-11 " + no_value},
      {"name1.name2=", "name1.name2=\"\""},
      {"name1.=name2", "6-7 a key is missing here"},
      {"name1.,name2", "6-7 a key is missing here"},
      {"name1={value1,value2}", "name1=[\"value1\",\"value2\"]"},
      {"name1={value1,value2},name2={a}", "name1=[\"value1\",\"value2\"] name2=[\"a\"]"},
      {"name1={1021,902}", "name1=[1021,902]"},
      {"name1={a\\,b}", "name1=[\"a,b\"]"},
      {"name1={1021,902", "6-7 a list without its closing `}`"},
      {"list[0]=foo", "list[0]=\"foo\""},
      {"list[0].foo=bar", "list[0].foo=\"bar\""},
      {"list[0].foo=bar,list[-30].hello=world", "21-24 an index must be a number from 0 on"},
      {"illegal[0]name.foo=bar", "10-11 text after `]`; write `.KEY`, `[INDEX]` or `=VALUE`"},
      {"noval[0]", "0-8 " + no_value},
      {"noval[0]=", "noval[0]=\"\""},
      {"nested[1][2]=1", "nested[1][2]=1"},
      {"]={}].", "4-5 text after the `}` of a list"},
      {"name=value\\", "name=\"value\""},
      {"dots\\.in\\.key=1", "[\"dots.in.key\"]=1"},
      {"a\\[0]=1", "[\"a[0]\"]=1"},
      {"a={}", "a=[]"},
      {"a=[]", "a=[]"},
      {"a={,}", "a=[\"\",\"\"]"},
      {"=x", "0-1 a key is missing here"},
      {"a.", "2-2 a key is missing here"},
      {"", ""},
      {"a[9999999999]=x", "2-12 an index must be at most 65536"},
      {"a[99999999999999999999999]=x", "2-25 an index must be at most 65536"},
      {"a[65536]=x", "a[65536]=\"x\""},
      {"a[65537]=x", "2-7 an index must be at most 65536"},
      {"a[x]=1", "2-3 an index must be a number from 0 on"},
      {"a[]=1", "2-2 an index must be a number from 0 on"},
      {"a[1=x", "1-2 `[` without `]`"},
      {"über.äö=ü", "[\"über\"][\"äö\"]=\"ü\""},
  };
  for (const Case& one : cases) {
    DYNAMIC_SECTION(one.text) { CHECK(read(one.text) == one.expected); }
  }
}

TEST_CASE("--set-string and --set-file keep words") {
  CHECK(read("a=null,b=5,c={true,1}", SetKind::kString) == "a=\"null\" b=\"5\" c=[\"true\",\"1\"]");
  CHECK(read("a=[]", SetKind::kString) == "a=\"[]\"");
  CHECK(read("a=path/to,b=other", SetKind::kFile) == "a=\"path/to\" b=\"other\"");
}

TEST_CASE("--set-json ends a value at a comma of its own level") {
  CHECK(read(R"(a=1,b={"x":[1,2],"y":"}, \" ,"},c= null ,d=)", SetKind::kJson) ==
        R"(a=1 b={"x":[1,2],"y":"}, \" ,"} c= null  d=)");
  CHECK(read(R"( {"a": 1, "b": [1, 2]})", SetKind::kJson) == R"(= {"a": 1, "b": [1, 2]})");
  CHECK(read(R"(a="unfinished)", SetKind::kJson) == R"(a="unfinished)");
}

TEST_CASE("hostile arguments end at once") {
  const std::string problem = "60-61 more than 30 levels of keys";
  std::string dots;
  for (int i = 0; i < 500'000; ++i) dots += "a.";
  CHECK(read(dots) == problem);
  CHECK(read(std::string(1'000'000, '.')) == "0-1 a key is missing here");
  std::string indexes = "a";
  for (int i = 0; i < 500'000; ++i) indexes += "[0]";
  CHECK(read(indexes + "=1") == "89-90 more than 30 levels of keys");
  CHECK(read("a=" + std::string(1'000'000, '{')) == "2-3 a list without its closing `}`");
  CHECK(read(std::string(1'000'000, ',')) == "0-1 a key is missing here");
  CHECK(read(std::string(1'000'000, '[')) == "0-1 a key is missing here");
}

}  // namespace
}  // namespace copctl::profile

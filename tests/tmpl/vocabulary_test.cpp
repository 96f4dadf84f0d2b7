#include "tmpl/vocabulary.h"

#include "support/catch.h"
#include "tmpl/tmpl.h"

namespace {

using namespace copctl;

value::Value nothing(tmpl::Call&) { return {}; }

TEST_CASE("vocabulary: functions, later rows first") {
  tmpl::Vocabulary plain(false);
  CHECK(plain.find("include") == nullptr);
  CHECK(plain.find("and")->intrinsic == tmpl::Intrinsic::kAnd);
  constexpr tmpl::Function kRows[] = {{"and", "() any", nothing, "", {}}};
  plain.add_functions(kRows);
  CHECK(plain.find("and")->intrinsic == tmpl::Intrinsic::kNone);
  CHECK(plain.find("and")->function == kRows);
  CHECK(tmpl::Vocabulary(true).find("tpl")->intrinsic == tmpl::Intrinsic::kTpl);
}

TEST_CASE("vocabulary: a name is one, whenever its methods come") {
  tmpl::Vocabulary vocabulary(false);
  const tmpl::Name* before = vocabulary.name("Get");
  constexpr tmpl::Method kMethods[] = {{"engine.files", "Get", "(string) string", nothing}};
  vocabulary.add_methods(kMethods);
  CHECK(vocabulary.name("Get") == before);
  CHECK(before->methods.size() == 1);
  CHECK(vocabulary.name("Put")->methods.empty());
}

TEST_CASE("vocabulary: did you mean") {
  const std::vector<std::string> names{"include", "index"};
  CHECK(tmpl::did_you_mean("inclde", names) == "; did you mean `include`?");
  CHECK(tmpl::did_you_mean("zzz", names).empty());
}

}  // namespace

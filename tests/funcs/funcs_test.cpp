// Covers methods.cpp.
#include <set>
#include <string>

#include "funcs/engine.h"
#include "support/catch.h"

namespace {

using copctl::tests::Library;
using copctl::tests::rendered;
namespace funcs = copctl::funcs;
namespace tmpl = copctl::tmpl;

// Functions that no set ever has: there is nothing to show.
bool never_exists(const tmpl::Function& row) {
  return row.needs == tmpl::Needs::kEnvironment || row.needs == tmpl::Needs::kNetwork;
}

void check_examples(const std::vector<std::span<const tmpl::Function>>& tables, Library library) {
  for (const auto table : tables) {
    for (const tmpl::Function& row : table) {
      if (never_exists(row)) {
        continue;
      }
      DYNAMIC_SECTION(row.name) {
        CHECK_FALSE(row.example.source.empty());
        CHECK(rendered(row.example.source, library) == row.example.output);
      }
    }
  }
}

TEST_CASE("funcs: every row of sprig prints what it promises") {
  check_examples(funcs::sprig(), Library::kSprig);
}

TEST_CASE("funcs: every row of Helm prints what it promises") {
  check_examples(funcs::helm(), Library::kHelm);
}

TEST_CASE("funcs: every row has one line that says what it does") {
  for (const auto& tables : {funcs::sprig(), funcs::helm()}) {
    std::set<std::string_view> names;
    for (const auto table : tables) {
      for (const tmpl::Function& row : table) {
        DYNAMIC_SECTION(row.name) {
          CHECK(names.insert(row.name).second);
          CHECK_FALSE(row.summary.empty());
          CHECK(row.summary.find('\n') == std::string_view::npos);
          CHECK_FALSE(row.summary.ends_with('.'));
        }
      }
    }
  }
}

}  // namespace

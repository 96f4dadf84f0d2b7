// Covers methods.cpp.
#include <algorithm>
#include <set>
#include <string>

#include "funcs/engine.h"
#include "support/catch.h"

namespace {

using copctl::tests::Library;
using copctl::tests::rendered;
namespace funcs = copctl::funcs;
namespace tmpl = copctl::tmpl;

void check_examples(const std::vector<std::span<const tmpl::Function>>& tables, Library library) {
  for (const auto table : tables) {
    for (const tmpl::Function& row : table) {
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

TEST_CASE("funcs: every row of copctl prints what it promises") {
  check_examples(funcs::copctl(), Library::kHelm);
}

TEST_CASE("funcs: copctl's rows hide none of sprig's and Helm's") {
  for (const auto& tables : {funcs::sprig(), funcs::helm()}) {
    for (const auto table : tables) {
      for (const tmpl::Function& row : table) {
        for (const auto own : funcs::copctl()) {
          CHECK(copctl::tests::find_row(own, row.name) == nullptr);
        }
      }
    }
  }
}

TEST_CASE("funcs: every row has one line that says what it does") {
  for (const auto& tables : {funcs::sprig(), funcs::helm(), funcs::copctl()}) {
    std::set<std::string_view> names;
    for (const auto table : tables) {
      for (const tmpl::Function& row : table) {
        CHECK(names.insert(row.name).second);
        DYNAMIC_SECTION(row.name) {
          CHECK_FALSE(row.summary.empty());
          CHECK(row.summary.find('\n') == std::string_view::npos);
          CHECK_FALSE(row.summary.ends_with('.'));
        }
      }
    }
  }
}

// A row of `T` may leave it to the row of `*T`.
bool is_explained_elsewhere(const tmpl::Method& row) {
  return std::ranges::any_of(funcs::methods(), [&](const tmpl::Method& other) {
    return other.receiver == "*" + std::string(row.receiver) && other.name == row.name &&
           !other.summary.empty();
  });
}

TEST_CASE("funcs: every method prints what it promises") {
  for (const tmpl::Method& row : funcs::methods()) {
    if (row.summary.empty() && is_explained_elsewhere(row)) continue;
    DYNAMIC_SECTION(row.receiver << "." << row.name) {
      CHECK_FALSE(row.summary.empty());
      CHECK(row.example.source.find("." + std::string(row.name)) != std::string_view::npos);
      CHECK(rendered(row.example.source, Library::kHelm) == row.example.output);
    }
  }
}

}  // namespace

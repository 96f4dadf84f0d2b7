#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "tmpl/function.h"

namespace copctl::cli {

// What people are told of one function or method. Borrows the text of its row.
struct ListedFunction {
  // `trunc`, `.Files.Get`, `time.Time.Year`.
  std::string name;
  // The heading that it stands under.
  std::string title;
  // Whose it is: `Go's text/template`, `sprig`, `Helm`, `copctl`.
  std::string_view origin;
  std::string_view signature;
  std::string_view summary;
  tmpl::Example example;
  tmpl::Needs needs = tmpl::Needs::kNothing;
};

// All that a template can call, read from the tables that templates run on: a row of Helm stands
// for the row of sprig that it hides. By heading, the language's own functions first and methods
// last; under one heading in ascending order of names.
std::vector<ListedFunction> listed_functions();

// Those that `word` names. A method is also named by the end of its name: `Files.Get`, `Get`.
std::vector<ListedFunction> functions_named(std::string_view word);

}  // namespace copctl::cli

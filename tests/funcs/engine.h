#pragma once

#include <string>
#include <string_view>

#include "diag/diagnostic.h"
#include "diag/source_map.h"
#include "funcs/fake_call.h"
#include "funcs/funcs.h"
#include "tmpl/tmpl.h"
#include "value/value.h"

// Functions called as users call them: from a template.

namespace copctl::tests {

// kHelm is what profiles have: copctl's own functions, too.
enum class Library { kSprig, kHelm };

struct RenderCase {
  const char* source;
  const char* expected;
};

// What `source` prints, or `error: ` and the message. Randomness and clock are FakeEnvironment's.
inline std::string rendered(std::string_view source, Library library = Library::kSprig,
                            const value::Value& dot = {}, const tmpl::Limits& limits = {}) {
  diag::SourceMap sources;
  FakeEnvironment environment;
  tmpl::Options options;
  options.helm = library == Library::kHelm;
  options.missing_key = options.helm ? tmpl::MissingKey::kZero : tmpl::MissingKey::kDefault;
  options.limits = limits;
  tmpl::TemplateSet set(sources, options);
  set.allow(&environment);
  for (const auto table : funcs::sprig()) {
    set.add_functions(table);
  }
  if (options.helm) {
    for (const auto& tables : {funcs::helm(), funcs::copctl()}) {
      for (const auto table : tables) set.add_functions(table);
    }
  }
  set.add_methods(funcs::methods());
  diag::Diagnostics diagnostics;
  const diag::SourceId id = sources.add(diag::SourceKind::kFile, "t.yaml", std::string(source));
  if (set.parse("t.yaml", id, diagnostics)) {
    if (auto output = set.execute("t.yaml", dot, diagnostics)) {
      return std::move(output->text);
    }
  }
  return diagnostics.empty() ? "failed without a word"
                             : "error: " + diagnostics.all().front().message;
}

}  // namespace copctl::tests

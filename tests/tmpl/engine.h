#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "diag/diagnostic.h"
#include "diag/printer.h"
#include "diag/source_map.h"
#include "tmpl/tmpl.h"
#include "value/value.h"

// Templates run on one well-known value.

namespace copctl::tests {

using Texts = std::map<std::string, std::string>;

struct RunCase {
  const char* source;
  const char* expected;
};

// {"s": "str", "n": 3, "f": 2.5, "b": true, "e": "", "nil": null, "l": ["a", "b", "c"],
//  "m": {"k": "v", "sub": {"x": 1}}}, numbers as int64.
inline value::Value sample() {
  using value::Value;
  const Value list = Value::list({Value::string("a"), Value::string("b"), Value::string("c")});
  const Value sub = Value::map({{"x", Value::integer(1)}});
  return Value::map({{"s", Value::string("str")},
                     {"n", Value::integer(3)},
                     {"f", Value::real(2.5)},
                     {"b", Value::boolean(true)},
                     {"e", Value::string("")},
                     {"nil", Value::nil()},
                     {"l", list},
                     {"m", Value::map({{"k", Value::string("v")}, {"sub", sub}})}});
}

struct Run {
  tmpl::Options options = {};
  value::Value dot = sample();
  std::span<const tmpl::Function> functions = {};
  std::span<const tmpl::Method> methods = {};
  // Print diagnostics with position and snippet, or the first one's message alone.
  bool whole = false;
};

// What template `entry` of `texts` writes, or `error: ` and what went wrong.
inline std::string run(const Texts& texts, const std::string& entry, const Run& how = {}) {
  diag::SourceMap sources;
  diag::Diagnostics diagnostics;
  tmpl::TemplateSet set(sources, how.options);
  set.add_functions(how.functions);
  set.add_methods(how.methods);
  bool parsed = true;
  for (const auto& [name, text] : texts) {
    const diag::SourceId id = sources.add(diag::SourceKind::kFile, name, text);
    parsed = parsed && set.parse(name, id, diagnostics);
  }
  if (parsed) {
    if (auto output = set.execute(entry, how.dot, diagnostics)) return std::move(output->text);
  }
  if (diagnostics.empty()) return "failed without a word";
  if (how.whole) return diag::print(diagnostics, sources);
  return "error: " + diagnostics.all().front().message;
}

inline std::string run(std::string_view source, const Run& how = {}) {
  return run({{"main", std::string(source)}}, "main", how);
}

}  // namespace copctl::tests

// Covers objects.cpp, object_methods.cpp.
#include "render/objects.h"

#include <algorithm>
#include <string>

#include "funcs/funcs.h"
#include "render/render.h"
#include "support/catch.h"
#include "tmpl/tmpl.h"

namespace {

using namespace copctl;
using value::Value;

// What the examples of the methods are about.
Value sample() {
  const Value image = Value::map({{"tag", Value::string("1.2")}});
  const Value capabilities = render::make_capabilities("v1.29.0", render::served_api_versions());
  return Value::map({{"Values", render::make_values(Value::map({{"image", image}}))},
                     {"Capabilities", capabilities},
                     {"Files", render::make_files({{"motd.txt", "Welcome!\nBe kind.\n"},
                                                   {"conf/a.yaml", "a: 1\n"}})}});
}

std::string rendered(std::string_view source) {
  diag::SourceMap sources;
  diag::Diagnostics diagnostics;
  tmpl::TemplateSet set(sources, {.helm = true});
  for (const auto& table : funcs::sprig()) set.add_functions(table);
  set.add_methods(render::methods());
  const auto id = sources.add(diag::SourceKind::kFile, "t.yaml", std::string(source));
  if (set.parse("t.yaml", id, diagnostics)) {
    if (const auto output = set.execute("t.yaml", sample(), diagnostics)) return output->text;
  }
  return "error: " + diagnostics.all().front().message;
}

TEST_CASE("objects: every method prints what it promises") {
  for (const tmpl::Method& row : render::methods()) {
    DYNAMIC_SECTION(row.receiver << "." << row.name) {
      CHECK_FALSE(row.summary.empty());
      CHECK(row.example.source.find("." + std::string(row.name)) != std::string_view::npos);
      CHECK(rendered(row.example.source) == row.example.output);
    }
  }
}

TEST_CASE("objects: every receiver is found at a path") {
  for (const tmpl::Method& row : render::methods()) {
    CHECK(std::ranges::count(render::object_paths(), row.receiver, &render::ObjectPath::receiver) ==
          1);
  }
  for (const render::ObjectPath& object : render::object_paths()) {
    DYNAMIC_SECTION(object.path) {
      const std::string source = "{{ printf \"%T\" " + std::string(object.path) + " }}";
      const std::string type = rendered(source);
      CHECK((type == object.receiver || type == "*" + std::string(object.receiver)));
    }
  }
}

}  // namespace

#include <string>

#include "support/catch.h"
#include "tmpl/engine.h"

namespace {

using namespace copctl;

// The template's text that wrote the byte at `offset` of the output.
std::string origin(std::string_view text, std::uint32_t offset, bool helm) {
  diag::SourceMap sources;
  diag::Diagnostics diagnostics;
  tmpl::TemplateSet set(sources, {.helm = helm});
  const auto id = sources.add_view(diag::SourceKind::kFile, "main", text);
  REQUIRE(set.parse("main", id, diagnostics));
  const auto output = set.execute("main", tests::sample(), diagnostics);
  REQUIRE(output);
  const diag::Span span = output->origins.origin(offset);
  return std::to_string(span.begin) + ":" + std::string(sources.text(span));
}

TEST_CASE("origins: every byte knows what wrote it") {
  constexpr std::string_view kText =
      "ab{{ .s }}c{{define \"x\"}}D{{end}}{{template \"x\"}}{{ .n }}";
  CHECK(origin(kText, 1, false) == "1:b");
  CHECK(origin(kText, 3, false) == "5:.s");
  CHECK(origin(kText, 5, false) == "10:c");
  CHECK(origin(kText, 6, false) == "25:D");
  CHECK(origin(kText, 7, false) == "52:.n");
}

TEST_CASE("origins: what an include wrote belongs to the call") {
  constexpr std::string_view kText = "{{define \"x\"}}D{{.n}}{{end}}-{{ include \"x\" . }}";
  CHECK(origin(kText, 0, true) == "28:-");
  CHECK(origin(kText, 2, true) == "32:include \"x\" .");
}

TEST_CASE("origins: deleting `<no value>` keeps them") {
  constexpr std::string_view kText = "a<no value>b{{ .zz }}c{{ .s }}{{ .zz }}d";
  CHECK(origin(kText, 0, true) == "0:a");
  CHECK(origin(kText, 1, true) == "11:b");
  CHECK(origin(kText, 2, true) == "21:c");
  CHECK(origin(kText, 3, true) == "25:.s");
  CHECK(origin(kText, 6, true) == "39:d");
}

}  // namespace

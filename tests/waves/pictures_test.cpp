// Covers svg.cpp, dot.cpp, mermaid.cpp.
#include "waves/shown.h"
#include "waves/trees.h"

namespace copctl::waves {
namespace {

std::vector<Timeline> timelines() {
  Timeline timeline;
  timeline.cluster = "x";
  timeline.applications = true;
  timeline.tiers = {{"1", "platform"}};
  timeline.waves = {
      {"-5", {{.name = "a", .tier = "1"}}},
      {"0",
       {{.name = "b\"<&#\\",
         .waits = {{"a", Why::kDeclared, {}, {}}, {"cni", Why::kExternal, {}, {}}}},
        {.name = "c", .waits = {{"a", Why::kNature, "Secret/s", {}}}}}},
  };
  return {timeline};
}

bool holds(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

TEST_CASE("Mermaid") {
  const std::string text = as_mermaid(timelines());
  CHECK(text.substr(text.find("  subgraph")) ==
        "  subgraph c0[\"x: 3 applications in 2 waves\"]\n"
        "    subgraph c0w0[\"wave -5\"]\n"
        "      c0s0[\"a\"]:::t0\n"
        "    end\n"
        "    subgraph c0w1[\"wave 0\"]\n"
        "      c0s1[\"b#34;#60;#38;#35;\\\"]\n"
        "      c0s2[\"c\"]\n"
        "    end\n"
        "  end\n"
        "  c0w0 ~~~ c0w1\n"
        "  c0s0 --> c0s1\n"
        "  c0s0 -.-> c0s2\n"
        "  c0x0([\"cni\"])\n"
        "  c0x0 -.-> c0s1\n");
  CHECK(text.starts_with("flowchart TB\n  classDef t0 stroke:#2563eb,stroke-width:2px\n"));
}

TEST_CASE("dot") {
  CHECK(as_dot(timelines()) ==
        "digraph waves {\n"
        "  rankdir=TB\n"
        "  newrank=true\n"
        "  node [shape=box, style=rounded, fontname=\"sans-serif\"]\n"
        "  subgraph cluster_c0 {\n"
        "    label=\"x: 3 applications in 2 waves\"\n"
        "    subgraph cluster_c0w0 {\n"
        "      label=\"wave -5\"\n"
        "      c0s0 [label=\"a\", color=\"#2563eb\"]\n"
        "    }\n"
        "    subgraph cluster_c0w1 {\n"
        "      label=\"wave 0\"\n"
        "      c0s1 [label=\"b\\\"<&#\\\\\"]\n"
        "      c0s2 [label=\"c\"]\n"
        "    }\n"
        "  }\n"
        "  c0s0 -> c0s1\n"
        "  c0s0 -> c0s2 [style=dashed]\n"
        "  c0x0 [label=\"cni\", style=dashed]\n"
        "  c0x0 -> c0s1 [style=dashed]\n"
        "}\n");
}

TEST_CASE("SVG") {
  const std::string text = as_svg(timelines());
  CHECK(
      text.starts_with("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"1098\" height=\"229\""));
  CHECK(text.ends_with("</svg>\n"));
  CHECK(holds(text, "@media(prefers-color-scheme:dark)"));
  CHECK(holds(text, "<title>b&quot;&lt;&amp;#\\ after a, cni (external)</title>"));
  CHECK(holds(text, "<text class=\"s\" x=\"136\" y=\"178\">after a, cni (external)</text>"));
  CHECK(holds(text, ">tier 1 platform</text>"));
  CHECK(holds(text, "<rect class=\"t0\""));
  CHECK(holds(text, "<rect class=\"none\""));
  CHECK(holds(text, ">-5</text>"));
  CHECK_FALSE(holds(text, "b\"<"));
}

TEST_CASE("cards are cut where they end") {
  Timeline timeline;
  std::vector<Wait> waits;
  for (int i = 0; i < 12; ++i)
    waits.push_back({"ConfigMap/a-rather-long-name", Why::kNature, {}, {}});
  timeline.waves = {{"0",
                     {{.name = "Deployment/" + std::string(40, 'x'),
                       .kind = "Deployment",
                       .name_space = "space",
                       .waits = waits}}}};
  const std::string text = as_svg({timeline});
  CHECK(holds(text, ">" + std::string(25, 'x') + "…</text>"));
  CHECK(holds(text, ">Deployment in space</text>"));
  CHECK(holds(text, ">ConfigMap/a-rather-long-name, +9</text>"));
}

TEST_CASE("no timeline is a picture all the same") {
  CHECK(as_svg({}).ends_with("</svg>\n"));
  CHECK(as_dot({}).ends_with("}\n"));
  CHECK(as_mermaid({}).starts_with("flowchart TB\n"));
}

}  // namespace
}  // namespace copctl::waves

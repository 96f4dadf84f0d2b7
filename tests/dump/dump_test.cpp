// Covers apply_report.cpp, difference.cpp, documents.cpp, edits.cpp, edits_export.cpp.
// Covers embedded.cpp, preview.cpp, provenance.cpp, standing_files.cpp.
#include "dump/dump.h"

#include <map>
#include <string>

#include "diag/printer.h"
#include "support/catch.h"

namespace {

using namespace copctl;

constexpr const char* kProfile =
    "name: demo\nversion: 1.0.0\nappVersion: \"9\"\nsummary: for the tests\noutputDir: "
    "out\nnamespace: demo\n";
constexpr const char* kSchema =
    "type: object\nrequired: [name]\nproperties:\n  name: {type: string, examples: [sample]}\n  "
    "image: {type: string, default: nginx}\n  password: {type: string, writeOnly: true}\n";

std::string object(const std::string& kind, const std::string& name) {
  return "apiVersion: v1\nkind: " + kind + "\nmetadata:\n  name: " + name + "\n";
}

struct Run {
  std::optional<dump::Result> result;
  std::optional<dump::Preview> preview;
  std::string said;
  std::map<std::string, std::string> files;
};

enum class What { kDump, kPreview };

Run run(const std::map<std::string, std::string>& templates, const std::vector<std::string>& sets,
        dump::Request request = {}, What what = What::kDump, const std::string& rules = "") {
  std::map<std::string, std::string> all = {{"p/profile.yaml", kProfile + rules},
                                            {"p/schema.yaml", kSchema}};
  for (const auto& [path, text] : templates) all["p/templates/" + path] = text;
  base::MemoryFileSystem disk(all);
  diag::SourceMap sources;
  diag::Diagnostics diagnostics;
  const auto profile =
      profile::load(dump::embedded_profiles(), disk, "./p", {}, sources, diagnostics);
  REQUIRE(profile);
  for (const std::string& set : sets)
    request.inputs.assignments.push_back({profile::Assignment::Kind::kSet, "set", set});
  const dump::Surroundings surroundings{disk, dump::embedded_profiles(), sources,
                                        profile::kernel_random(), "1.2.3"};
  Run done;
  if (what == What::kDump) {
    done.result = dump::dump(*profile, request, surroundings, diagnostics);
  } else {
    done.preview = dump::preview(*profile, request, surroundings, diagnostics);
  }
  done.said = diag::print(diagnostics, sources);
  done.files = disk.files();
  return done;
}

}  // namespace

TEST_CASE("a dump is written with its lock") {
  const Run done = run({{"tmpl/a.yaml", object("ConfigMap", "{{ .Values.name }}")}}, {"name=x"});
  REQUIRE(done.result);
  CHECK(done.result->files == 1);
  CHECK(done.files.at("out/a.yaml") == object("ConfigMap", "x"));
  CHECK_THAT(done.files.at("out/.copctl/dump.lock"),
             Catch::Contains("\"origin\": \"default\"") && Catch::Contains("1.2.3"));
}

TEST_CASE("nothing is written when one template fails") {
  const Run done =
      run({{"a.yaml", object("ConfigMap", "a")}, {"b.yaml", "{{ fail \"no\" }}"}}, {"name=x"});
  CHECK(!done.result);
  CHECK(done.files.size() == 4);
}

TEST_CASE("a stream is in the order of installation") {
  const Run done = run({{"a.yaml", object("Pod", "a")}, {"b.yaml", object("Secret", "b")}},
                       {"name=x"}, {.output_dir = "-", .create_namespace = true});
  REQUIRE(done.result);
  CHECK(done.result->stream == "---\n# Source: 00-namespace.yaml\n" + object("Namespace", "demo") +
                                   "---\n# Source: b.yaml\n" + object("Secret", "b") +
                                   "---\n# Source: a.yaml\n" + object("Pod", "a"));
}

TEST_CASE("a namespace of the profile's own is not written again") {
  const Run done =
      run({{"ns.yaml", object("Namespace", "demo")}}, {"name=x"}, {.create_namespace = true});
  REQUIRE(done.result);
  CHECK(done.result->files == 1);
}

TEST_CASE("broken YAML points at the template and at the value that filled it") {
  const Run done = run({{"a.yaml", object("ConfigMap", "{{ .Values.name }}")}}, {"name=a: b"});
  CHECK_THAT(done.said, Catch::Contains("./p/templates/a.yaml:4:12: error:") &&
                            Catch::Contains("--set: note: value set here"));
}

TEST_CASE("broken YAML that holds a secret shows the template, never what it rendered to") {
  const Run done =
      run({{"a.yaml", "password: {{ .Values.password }}\n"}}, {"name=x", "password=sesame: open"});
  CHECK(!done.result);
  CHECK_THAT(done.said, Catch::Contains("./p/templates/a.yaml:1:") && !Catch::Contains("sesame"));
}

TEST_CASE("one place's error is told once") {
  const std::string call = "{{ include \"p\" . }}";
  const Run done = run({{"_p.tpl", "{{ define \"p\" }}{{ fail \"no\" }}{{ end }}"},
                        {"a.yaml", call},
                        {"b.yaml", call},
                        {"c.yaml", call}},
                       {"name=x"});
  CHECK(done.said.find("error: no") == done.said.rfind("error: no"));
  CHECK_THAT(done.said, Catch::Contains("the same in 2 other files"));
}

TEST_CASE("a preview takes examples for what is required") {
  const std::string pod =
      object("Pod", "{{ .Values.name }}") +
      "spec:\n  containers:\n    - {name: a, image: \"{{ .Values.image }}:1\"}\n";
  const Run done = run({{"tmpl/pod.yaml", pod}}, {}, {}, What::kPreview);
  REQUIRE(done.preview);
  CHECK(done.preview->files == std::vector<std::string>{"tmpl/pod.yaml"});
  CHECK(done.preview->images == std::vector<std::string>{"nginx:1"});
}

TEST_CASE("what the examples of a preview lack is no problem") {
  const std::string rules =
      "let: [{as: model, template: _model.yaml}]\nproblems: .model.problems\n";
  const Run done = run({{"_model.yaml", "problems: [{at: [name], message: too short}]"},
                        {"a.yaml", object("Secret", "{{ .Values.name }}")}},
                       {}, {}, What::kPreview, rules);
  REQUIRE(done.preview);
  CHECK(done.preview->files == std::vector<std::string>{"a.yaml"});
  CHECK(done.said.empty());
}

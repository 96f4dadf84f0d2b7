// The shipped control plane with passwords that break careless templates.
#include <yaml-cpp/yaml.h>

#include <map>
#include <string>

#include "diag/printer.h"
#include "dump/dump.h"
#include "support/catch.h"

namespace {

using namespace copctl;

// Where a password arrives: in which file's `stringData`, under which key.
struct Place {
  const char* flag;
  const char* file;
  const char* key;
};

constexpr Place kPlaces[] = {
    {"pg-password", "pg-secret.yaml", "POSTGRES_PASSWORD"},
    {"pg-password", "pg-secret.yaml", "POSTGRESQL_ADMIN_PASSWORD"},
    {"redis-password", "redis-secret.yaml", "CNVRG_REDIS_PASSWORD"},
    {"es-password", "es-secret.yaml", "ES_PASSWORD"},
    {"smtp-password", "conf-cm-secret-smtp.yaml", "SMTP_PASSWORD"},
    {"ldap-admin-password", "conf-cm-secret-ldap.yaml", "LDAP_ADMIN_PASSWORD"},
};

constexpr const char* kPasswords[] = {
    R"(double " quote)",
    "single ' quote",
    R"(back \ slash \n)",
    "a $HOME ${HOME} $(id) $$",
    "colon: space",
    "# comment",
    "word #comment",
    "über-straße-日本",
    "two\nlines",
    "ends with a break\n",
    " space around ",
    "{{ .Values.x }}",
    "%20 & = ? / @ :",
    "- item",
    "[a, b]",
    "*alias &anchor !tag",
    "yes",
    "null",
    "~",
    "1e3",
    "0777",
    "12:30:45",
    "tab\there",
};

std::map<std::string, std::string> dumped(const std::string& password) {
  base::MemoryFileSystem disk;
  diag::SourceMap sources;
  diag::Diagnostics diagnostics;
  const base::FileSystem& embedded = dump::embedded_profiles();
  const auto profile = profile::load(embedded, disk, "control-plane", {}, sources, diagnostics);
  REQUIRE(profile);
  dump::Request request{.output_dir = "out"};
  using Kind = profile::Assignment::Kind;
  auto& assignments = request.inputs.assignments;
  assignments = {{Kind::kFlag, "wildcard-domain", "example.com"},
                 {Kind::kFlag, "control-plane-image", "docker.io/cnvrg/core:1"},
                 {Kind::kFlag, "registry-user", "somebody"},
                 {Kind::kFlag, "registry-password", password}};
  for (const Place& place : kPlaces) {
    if (assignments.back().name != place.flag)
      assignments.push_back({Kind::kFlag, place.flag, password});
  }
  const dump::Surroundings surroundings{disk, embedded, sources, profile::kernel_random(), "1"};
  const auto result = dump::dump(*profile, request, surroundings, diagnostics);
  INFO(diag::print(diagnostics, sources));
  REQUIRE(result);
  return disk.files();
}

}  // namespace

TEST_CASE("a password arrives unchanged, whatever is in it") {
  for (const char* password : kPasswords) {
    DYNAMIC_SECTION(password) {
      const auto files = dumped(password);
      for (const Place& place : kPlaces) {
        CAPTURE(place.flag, place.key);
        const YAML::Node manifest = YAML::Load(files.at(std::string("out/") + place.file));
        const YAML::Node found = manifest["stringData"][place.key];
        REQUIRE(found.IsScalar());
        CHECK(found.Scalar() == password);
        // Quoted, so that no reader takes the word for anything else.
        const bool is_word = std::string(password).size() <= 8;
        if (is_word) CHECK(found.Tag() == "!");
      }
      // JSON is YAML.
      const YAML::Node pull = YAML::Load(files.at("out/secret.yaml"));
      const YAML::Node account =
          YAML::Load(pull["stringData"][".dockerconfigjson"].Scalar())["auths"]["docker.io"];
      CHECK(account["password"].Scalar() == password);
    }
  }
}

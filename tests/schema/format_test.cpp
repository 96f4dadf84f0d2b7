#include "schema/format.h"

#include "schema/schema.h"
#include "support/catch.h"

namespace copctl::schema {
namespace {

struct Case {
  std::string text;
  std::string problem;
};

void check(const char* format, const std::vector<Case>& cases) {
  for (const Case& one : cases) {
    DYNAMIC_SECTION(format << " " << one.text) {
      CHECK(format_problem(format, one.text) == one.problem);
    }
  }
}

constexpr const char* kLabel = "only small letters, digits and `-` are allowed";
constexpr const char* kName = "only small letters, digits, `-` and `.` are allowed";

TEST_CASE("hostname") {
  check("hostname",
        {{"example.com", ""},
         {"a", ""},
         {"ab", ""},
         {"10.0.0.1", ""},
         {"xn--bcher-kva.example", ""},
         {std::string(63, 'a') + ".com", ""},
         {"", "is empty"},
         {"https://example.com/", "has a scheme and a path; write `example.com`"},
         {"https://", "is empty"},
         {"http://u:p@example.com:80/x?y",
          "has a scheme, a path, a user and a port; write "
          "`example.com`"},
         {"example.com:443", "has a port; write `example.com`"},
         {"example.com/app", "has a path; write `example.com`"},
         {"Example.COM", "has capital letters; write `example.com`"},
         {"example.com.", "has a dot at the end; write `example.com`"},
         {" example.com ", "has blanks around it; write `example.com`"},
         {"my_app.com", std::string("has an underscore; ") + kName},
         {"my app.com", std::string("has a blank; ") + kName},
         {"*.example.com", std::string("has a `*`; ") + kName},
         {"a..b", "has an empty part between dots"},
         {".a", "has an empty part between dots"},
         {".", "has an empty part between dots"},
         {"-a.com", "has the part `-a`, which begins with a dash"},
         {"a-.com", "has the part `a-`, which ends with a dash"},
         {"bücher.example", "has the character `ü`; write the name in its ASCII form (`xn--…`)"},
         {"\x1b[31m", std::string("has the character `\\x1b`; ") + kName},
         {"::1", std::string("has the character `:`; ") + kName},
         {std::string(64, 'a') + ".com",
          "has a part of 64 characters; at most 63 are allowed between dots"},
         {std::string(200, 'a') + "." + std::string(60, 'a'),
          "has 261 characters; at most 253 are allowed"}});
}

TEST_CASE("wildcard-hostname") {
  check("wildcard-hostname", {{"example.com", ""},
                              {"*.example.com", ""},
                              {"*.example.com:80", "has a port; write `example.com`"},
                              {"10.0.0.1",
                               "is an IP address; write a domain that resolves to it, such as "
                               "`10.0.0.1.nip.io`"},
                              {"*.", "is empty"},
                              {"a.*.com", std::string("has a `*`; ") + kName}});
}

TEST_CASE("dns-label and dns-subdomain") {
  check("dns-label", {{"cnvrg", ""},
                      {"a-1", ""},
                      {"", "is empty"},
                      {"My-App", "has capital letters; write `my-app`"},
                      {"my_app", std::string("has an underscore; ") + kLabel},
                      {"a.b", std::string("has the character `.`; ") + kLabel},
                      {"-a", "begins with a dash"},
                      {"a-", "ends with a dash"},
                      {"../x", std::string("has the character `.`; ") + kLabel},
                      {std::string(64, 'a'), "has 64 characters; at most 63 are allowed"}});
  check("dns-subdomain", {{"a.b-c", ""},
                          {"A.b", "has capital letters; write `a.b`"},
                          {"a/b", std::string("has the character `/`; ") + kName},
                          {"a..b", "has an empty part between dots"}});
}

TEST_CASE("image-reference") {
  const std::string digest(64, 'a');
  check(
      "image-reference",
      {{"core", ""},
       {"core:3.6.99", ""},
       {"docker.io/cnvrg/core:4.3.1", ""},
       {"registry:5000/a/b_c/d__e/f-g.h:Tag_1", ""},
       {"localhost/x", ""},
       {"a/b@sha256:" + digest, ""},
       {"a:1@sha256:" + digest, ""},
       {"", "is empty"},
       {"https://docker.io/a", "has a scheme; write `docker.io/a`"},
       {"a b", "has a blank"},
       {"docker.io/Cnvrg/core",
        "has capital letters in `Cnvrg`; a repository is written in "
        "small letters"},
       {"Core", "has capital letters in `Core`; a repository is written in small letters"},
       {"a:", "has an empty tag"},
       {":1", "has no name before its tag"},
       {"a:-x", "has the tag `-x`, which is none"},
       {"a:" + std::string(129, 'x'), "has a tag of 129 characters; at most 128 are allowed"},
       {"a@sha256:abc", "has a digest that is not 64 hexadecimal digits"},
       {"a@abc", "has a digest without its algorithm; write `NAME@sha256:…`"},
       {"a//b", "has two slashes in a row"},
       {"/a", "begins with a slash"},
       {"a/", "ends with a slash"},
       {"a/b___c", "has the part `b___c`, which is no name of a repository"},
       {"a/-b", "has the part `-b`, which is no name of a repository"},
       {"re_g.io/a", "has the registry `re_g.io`, which has an underscore; " + std::string(kName)},
       {"reg.io:0/a", "has a registry with the port `0`, which is none"},
       {std::string(256, 'a'), "has a name of 256 characters; at most 255 are allowed"}});
}

TEST_CASE("quantity") {
  check("quantity",
        {{"0", ""},
         {"500m", ""},
         {"2Gi", ""},
         {"1.5", ""},
         {".5", ""},
         {"5.", ""},
         {"-1k", ""},
         {"+1", ""},
         {"1e3", ""},
         {"1E-3", ""},
         {"5E", ""},
         {"100n", ""},
         {"", "is empty"},
         {"Gi", "has no number; write a quantity such as `500m` or `2Gi`"},
         {"2GB", "has the unknown suffix `GB`; write `2G`"},
         {"2gi", "has the unknown suffix `gi`; write `2Gi`"},
         {"2 Gi", "has the unknown suffix ` Gi`; write `2Gi`"},
         {"2K", "has the unknown suffix `K`; write `2k`"},
         {"1x", "has the unknown suffix `x`; write a quantity such as `500m` or `2Gi`"},
         {"1.2.3", "has the unknown suffix `.3`; write a quantity such as `500m` or `2Gi`"}});
}

TEST_CASE("duration") {
  check("duration", {{"90s", ""},
                     {"1h30m", ""},
                     {"1.5h", ""},
                     {"-10ms", ""},
                     {"0", ""},
                     {"5µs", ""},
                     {"", "is empty"},
                     {"10", "has no unit; write `10s`"},
                     {"10d", "has the unknown unit `d`; write ms, s, m or h"},
                     {"s", "has no number; write a duration such as `90s` or `1h30m`"}});
}

TEST_CASE("uri, email, port and kube-version") {
  check("uri", {{"https://example.com/x?y=1", ""},
                {"redis://:p@h:6379/0", ""},
                {"mailto:a@b.c", ""},
                {"file:///etc/x", ""},
                {"", "is empty"},
                {"example.com", "has no scheme; write `https://example.com`"},
                {"example.com:443/x", "has no scheme; write `https://example.com:443/x`"},
                {"localhost:80", "has no scheme; write `https://localhost:80`"},
                {"https://", "has no host"},
                {"https:///x", "has no host"},
                {"https://a b", "has a blank or a control character"}});
  check("email",
        {{"a@b.c", ""},
         {"", "is empty"},
         {"a", "has no `@`; write `name@example.com`"},
         {"@b.c", "has no plain name before the `@`; write `name@example.com`"},
         {"Name <a@b.c>", "has no plain name before the `@`; write `name@example.com`"},
         {"a@b_c", "has a host after the `@` that has an underscore; " + std::string(kName)}});
  check("port", {{"443", ""},
                 {"0", "is not a port from 1 to 65535"},
                 {"65536", "is not a port from 1 to 65535"},
                 {"x", "is not a port from 1 to 65535"}});
  const std::string no_version = "is not a version of Kubernetes; write one such as `1.29`";
  check("kube-version", {{"1.29", ""},
                         {"v1.29.3", ""},
                         {"v1.29.3-gke.100+build", ""},
                         {"1", no_version},
                         {"1.29-", no_version},
                         {"1.x", no_version},
                         {"latest", no_version}});
}

TEST_CASE("an unknown format accepts everything") { CHECK(format_problem("date-time", "x") == ""); }

}  // namespace
}  // namespace copctl::schema

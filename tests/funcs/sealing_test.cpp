#include "codec/base64.h"
#include "funcs/engine.h"
#include "seal/controller.h"
#include "support/catch.h"

namespace {

using copctl::tests::Controller;
using copctl::tests::Library;
using copctl::tests::rendered;
using copctl::value::Value;

std::string run(const std::string& certificate, const std::string& arguments) {
  return rendered("{{ seal .cert " + arguments + " }}", Library::kHelm,
                  Value::map({{"cert", Value::string(certificate)}}));
}

std::string open(const Controller& controller, const std::string& text, const std::string& label) {
  const auto bytes = copctl::codec::decode_base64(text);
  return bytes ? controller.open(*bytes, label).value_or("closed") : "no base64: " + text;
}

TEST_CASE("sealing: what a template seals, the controller opens") {
  const Controller controller;
  const std::string certificate = controller.certificate();
  const std::string strict =
      run(certificate, R"("0123456789abcdef" "strict" "shop" "db" "pass\nword")");
  CHECK(open(controller, strict, "shop/db") == "pass\nword");
  CHECK(open(controller, strict, "shop/cache") == "closed");
  CHECK(open(controller, run(certificate, R"("0123456789abcdef" "namespace-wide" "shop" "" "v")"),
             "shop") == "v");
  CHECK(open(controller, run(certificate, R"("0123456789abcdef" "cluster-wide" "" "" "")"), "") ==
        "");
}

TEST_CASE("sealing: the same inputs give the same text, others another one") {
  const std::string certificate = Controller().certificate();
  const std::string once = run(certificate, R"("0123456789abcdef" "strict" "shop" "db" "v")");
  CHECK(once == run(certificate, R"("0123456789abcdef" "strict" "shop" "db" "v")"));
  for (const char* arguments : {R"("0123456789abcdeg" "strict" "shop" "db" "v")",
                                R"("0123456789abcdef" "namespace-wide" "shop" "db" "v")",
                                R"("0123456789abcdef" "strict" "shop2" "db" "v")",
                                R"("0123456789abcdef" "strict" "shop" "db2" "v")",
                                R"("0123456789abcdef" "strict" "shop" "db" "w")"}) {
    DYNAMIC_SECTION(arguments) { CHECK(run(certificate, arguments) != once); }
  }
}

struct ErrorCase {
  const char* arguments;
  const char* message;
};

constexpr ErrorCase kErrors[] = {
    {R"("0123456789abcde" "strict" "shop" "db" "v")",
     "the seed must be a secret of 16 characters at least"},
    {R"("0123456789abcdef" "Strict" "shop" "db" "v")",
     "the scope must be one of strict, namespace-wide, cluster-wide"},
    {R"("0123456789abcdef" "strict" "" "db" "v")", "the scope strict takes a namespace"},
    {R"("0123456789abcdef" "strict" "shop" "" "v")", "the scope strict takes a name"},
    {R"("0123456789abcdef" "strict" "shop" "db" "v")",
     "the certificate cannot seal: it holds no PEM certificate"},
};

TEST_CASE("sealing: what is wrong is said") {
  for (const ErrorCase& c : kErrors) {
    DYNAMIC_SECTION(c.message) {
      CHECK(run("no certificate", c.arguments) ==
            "error: error calling seal: " + std::string(c.message));
    }
  }
}

TEST_CASE("sealing: a loop of it ends") {
  copctl::tmpl::Limits limits;
  limits.steps = 100'000;
  const std::string result = rendered(
      R"({{ range until 1000 }}{{ $_ := seal $.cert "0123456789abcdef" "cluster-wide" "" "" "v" }}{{ end }})",
      Library::kHelm, Value::map({{"cert", Value::string(Controller().certificate())}}), limits);
  CHECK_THAT(result, Catch::StartsWith("error: ") && Catch::Contains("(limit `steps`)"));
}

}  // namespace

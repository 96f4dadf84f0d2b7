#include "funcs/engine.h"
#include "support/catch.h"

namespace {

using copctl::tests::RenderCase;
using copctl::tests::rendered;

constexpr RenderCase kRefusals[] = {
    {R"({{ genPrivateKey "nope" }})", "Unknown type nope"},
    {R"({{ genSelfSignedCert "cn" (list "nope") nil 1 }})",
     "error: error calling genSelfSignedCert: error parsing ip: nope"},
    {R"({{ genSelfSignedCert "cn" (list 5) nil 1 }})",
     "error: error calling genSelfSignedCert: error parsing ip: 5 is not a string"},
    {R"({{ genSelfSignedCert "cn" nil (list true) 1 }})",
     "error: error calling genSelfSignedCert: error processing alternate dns name: true is not a "
     "string"},
    {R"({{ genCAWithKey "cn" 1 "x" }})",
     "error: error calling genCAWithKey: parsing private key: no PEM data in input"},
    {R"({{ genCAWithKey "cn" 1 "-----BEGIN X-----\nAAAA\n-----END X-----\n" }})",
     "error: error calling genCAWithKey: parsing private key: no private key data in PEM block of "
     "type X"},
    {R"({{ genCAWithKey "cn" 1 "-----BEGIN X PRIVATE KEY-----\nAAAA\n-----END X PRIVATE KEY-----\n" }})",
     "error: error calling genCAWithKey: parsing private key: invalid private key type X PRIVATE "
     "KEY"},
    {R"({{ buildCustomCert "!" "" }})",
     "error: error calling buildCustomCert: unable to decode base64 certificate"},
    {R"({{ buildCustomCert "" "!" }})",
     "error: error calling buildCustomCert: unable to decode base64 private key"},
    {R"({{ buildCustomCert "" "" }})",
     "error: error calling buildCustomCert: unable to decode certificate"},
    {R"({{ $c := genCAWithKey "c" 1 (genPrivateKey "ecdsa") }}{{ buildCustomCert (b64enc $c.Cert) "" }})",
     "error: error calling buildCustomCert: error parsing private key: no PEM data in input"},
    {R"({{ $a := genCAWithKey "a" 1 (genPrivateKey "ecdsa") }}{{ $b := genCAWithKey "b" 1 (genPrivateKey "ecdsa") }}{{ $m := buildCustomCert (b64enc $a.Cert) (b64enc $b.Key) }}{{ genSignedCertWithKey "x" nil nil 1 $m (genPrivateKey "ecdsa") }})",
     "error: error calling genSignedCertWithKey: error creating certificate: x509: provided "
     "PrivateKey doesn't match parent's PublicKey"},
    {R"({{ $k := genPrivateKey "ecdsa" }}{{ genSelfSignedCertWithKey "x" nil (list "é") 1 $k }})",
     R"(error: error calling genSelfSignedCertWithKey: error creating certificate: x509: "é" cannot be encoded as an IA5String)"},
    {R"({{ $k := genPrivateKey "ecdsa" }}{{ genCAWithKey "\xff" 1 $k }})",
     "error: error calling genCAWithKey: error creating certificate: asn1: string not valid UTF-8"},
};

TEST_CASE("certificates: refusals") {
  for (const RenderCase& c : kRefusals) {
    DYNAMIC_SECTION(c.source) { CHECK(rendered(c.source) == c.expected); }
  }
}

}  // namespace

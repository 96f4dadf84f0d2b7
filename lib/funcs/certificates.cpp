#include <fmt/format.h>

#include <array>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "funcs/arguments.h"
#include "funcs/base_n.h"
#include "funcs/certificate.h"
#include "funcs/funcs.h"
#include "funcs/private_key.h"
#include "funcs/time.h"
#include "funcs/work.h"

// Certificates and private keys, after sprig's crypto.go.

namespace copctl::funcs {

namespace {

using tmpl::Call;
using tmpl::Needs;
using value::Value;

// `sprig.certificate`: two PEM texts.
class CertificateObject final : public value::Object {
 public:
  CertificateObject(std::string certificate, std::string key)
      : certificate_(Value::string(std::move(certificate))), key_(Value::string(std::move(key))) {}

  std::string_view type_name() const override { return "sprig.certificate"; }
  const Value* field(std::string_view name) const override {
    if (name == "Cert") return &certificate_;
    return name == "Key" ? &key_ : nullptr;
  }
  std::vector<std::string> field_names() const override { return {"Cert", "Key"}; }
  std::string text(bool) const override { return fmt::format("{{{} {}}}", certificate(), key()); }
  Value plain() const override { return Value::map({{"Cert", certificate_}, {"Key", key_}}); }

  const std::string& certificate() const { return certificate_.as_string(); }
  const std::string& key() const { return key_.as_string(); }

 private:
  Value certificate_;
  Value key_;
};

// A text of a list argument; `what` is said of one that is none.
const std::string& text_in(const Call& call, const Value& item, std::string_view what) {
  if (!item.is_string()) {
    call.fail(fmt::format("error {}: {} is not a string", what, printed(call, item)));
  }
  return item.as_string();
}

std::vector<std::string> addresses_at(const Call& call, std::size_t i) {
  std::vector<std::string> addresses;
  for (const Value& item : call.arg(i).items()) {
    const std::string& text = text_in(call, item, "parsing ip");
    std::optional<std::string> address = parse_address(text);
    if (!address) call.fail("error parsing ip: " + text);
    addresses.push_back(*std::move(address));
  }
  return addresses;
}

std::vector<std::string> dns_names_at(const Call& call, std::size_t i) {
  std::vector<std::string> names;
  for (const Value& item : call.arg(i).items()) {
    names.push_back(text_in(call, item, "processing alternate dns name"));
  }
  return names;
}

// Valid from now on for so many days.
Subject subject_of(const Call& call, std::int64_t days) {
  constexpr std::size_t kSerialBytes = 16;
  constexpr std::int64_t kDay = 86400;
  Subject subject;
  subject.common_name = call.text(0);
  subject.not_before = call.environment().now() / kNanosecondsPerSecond;
  subject.not_after = wrapping_sum(subject.not_before, wrapping_product(days, kDay));
  subject.serial = call.environment().random_bytes(kSerialBytes);
  return subject;
}

Subject authority_of(const Call& call) {
  Subject subject = subject_of(call, call.integer(1));
  subject.authority = true;
  return subject;
}

// Of (name, addresses, DNS names, days).
Subject holder_of(const Call& call) {
  std::vector<std::string> addresses = addresses_at(call, 1);
  std::vector<std::string> dns_names = dns_names_at(call, 2);
  Subject subject = subject_of(call, call.integer(3));
  subject.addresses = std::move(addresses);
  subject.dns_names = std::move(dns_names);
  return subject;
}

Key new_key(const Call& call) {
  count_work(call, kSlowWork);
  Key key = make_rsa_key(kCertificateKeyBits);
  if (key == nullptr) call.fail("error generating rsa key");
  return key;
}

Key given_key(const Call& call, std::size_t i) {
  std::string error;
  Key key = read_key(call.text(i), error);
  if (key == nullptr) call.fail("parsing private key: " + error);
  return key;
}

Value issued(const Call& call, const Subject& subject, EVP_PKEY& key, const Signer& signer) {
  std::string error;
  std::optional<std::string> certificate = issue_certificate(subject, key, signer, error);
  if (!certificate) call.fail("error creating certificate: " + error);
  return Value::object(
      std::make_shared<const CertificateObject>(*std::move(certificate), print_key(key)));
}

Value self_issued(const Call& call, const Subject& subject, EVP_PKEY& key) {
  return issued(call, subject, key, {.certificate = nullptr, .key = &key});
}

// Signed by the certificate and key of argument `i`.
Value issued_by(const Call& call, const Subject& subject, EVP_PKEY& key, std::size_t i) {
  const auto& authority = static_cast<const CertificateObject&>(call.arg(i).as_object());
  std::string error;
  const X509Certificate certificate =
      read_certificate(authority.certificate(), "decodedSignerCert.Bytes", error);
  if (certificate == nullptr) call.fail(std::move(error));
  const Key signing_key = read_key(authority.key(), error);
  if (signing_key == nullptr) call.fail("error parsing private key: " + error);
  return issued(call, subject, key, {.certificate = certificate.get(), .key = signing_key.get()});
}

Value gen_ca(Call& call) { return self_issued(call, authority_of(call), *new_key(call)); }

Value gen_ca_with_key(Call& call) {
  const Key key = given_key(call, 2);
  return self_issued(call, authority_of(call), *key);
}

// Arguments are judged before a key is made: making one takes long.
Value gen_self_signed_cert(Call& call) {
  const Subject subject = holder_of(call);
  return self_issued(call, subject, *new_key(call));
}

Value gen_self_signed_cert_with_key(Call& call) {
  const Key key = given_key(call, 4);
  return self_issued(call, holder_of(call), *key);
}

Value gen_signed_cert(Call& call) {
  const Subject subject = holder_of(call);
  return issued_by(call, subject, *new_key(call), 4);
}

Value gen_signed_cert_with_key(Call& call) {
  const Key key = given_key(call, 5);
  return issued_by(call, holder_of(call), *key, 4);
}

Value gen_private_key(Call& call) {
  const std::string& kind = call.text(0);
  count_work(call, kSlowWork);
  bool known = false;
  const Key key = make_key(kind, known);
  if (!known) return Value::string("Unknown type " + kind);
  if (key == nullptr) call.fail("failed to generate private key");
  return Value::string(print_key(*key));
}

std::string decoded(const Call& call, std::size_t i, std::string_view what) {
  std::string error;
  std::optional<std::string> bytes = decode_base64(call.text(i), error);
  if (!bytes) call.fail(fmt::format("unable to decode base64 {}", what));
  return *std::move(bytes);
}

Value build_custom_cert(Call& call) {
  std::string certificate = decoded(call, 0, "certificate");
  std::string key = decoded(call, 1, "private key");
  std::string error;
  if (read_certificate(certificate, "decodedCert.Bytes", error) == nullptr) {
    call.fail(std::move(error));
  }
  if (read_key(key, error) == nullptr) call.fail("error parsing private key: " + error);
  return Value::object(
      std::make_shared<const CertificateObject>(std::move(certificate), std::move(key)));
}

constexpr std::array kFunctions = std::to_array<tmpl::Function>({
    {"genPrivateKey",
     "(string) string",
     gen_private_key,
     "a new private key: rsa (4096 bits), dsa, ecdsa (P-256) or ed25519",
     {R"({{ genPrivateKey "ed25519" | trunc 27 }})", "-----BEGIN PRIVATE KEY-----"},
     Needs::kRandom},
    {"genCA",
     "(string, int) (sprig.certificate, error)",
     gen_ca,
     "a new certificate authority by name, for so many days: .Cert and .Key",
     {R"({{ (genCA "my-ca" 365).Cert | trunc 27 }})", "-----BEGIN CERTIFICATE-----"},
     Needs::kRandom},
    {"genCAWithKey",
     "(string, int, string) (sprig.certificate, error)",
     gen_ca_with_key,
     "like `genCA`, with a given private key",
     {R"({{ $k := genPrivateKey "ecdsa" }}{{ eq $k (genCAWithKey "my-ca" 365 $k).Key }})", "true"},
     Needs::kRandom},
    {"genSelfSignedCert",
     "(string, []any, []any, int) (sprig.certificate, error)",
     gen_self_signed_cert,
     "a new certificate that signs itself: name, addresses, DNS names, days",
     {R"({{ (genSelfSignedCert "web" nil (list "web.example") 30).Key | trunc 31 }})",
      "-----BEGIN RSA PRIVATE KEY-----"},
     Needs::kRandom},
    {"genSelfSignedCertWithKey",
     "(string, []any, []any, int, string) (sprig.certificate, error)",
     gen_self_signed_cert_with_key,
     "like `genSelfSignedCert`, with a given private key",
     {R"({{ $k := genPrivateKey "ecdsa" }}{{ eq $k (genSelfSignedCertWithKey "web" nil nil 30 $k).Key }})",
      "true"},
     Needs::kRandom},
    {"genSignedCert",
     "(string, []any, []any, int, sprig.certificate) (sprig.certificate, error)",
     gen_signed_cert,
     "a new certificate signed by an authority: name, addresses, DNS names, days, authority",
     {R"({{ $ca := genCAWithKey "ca" 30 (genPrivateKey "ecdsa") }}{{ (genSignedCert "web" nil nil 30 $ca).Cert | trunc 27 }})",
      "-----BEGIN CERTIFICATE-----"},
     Needs::kRandom},
    {"genSignedCertWithKey",
     "(string, []any, []any, int, sprig.certificate, string) (sprig.certificate, error)",
     gen_signed_cert_with_key,
     "like `genSignedCert`, with a given private key",
     {R"({{ $k := genPrivateKey "ecdsa" }}{{ $ca := genCAWithKey "ca" 30 $k }}{{ eq $k (genSignedCertWithKey "web" nil nil 30 $ca $k).Key }})",
      "true"},
     Needs::kRandom},
    {"buildCustomCert",
     "(string, string) (sprig.certificate, error)",
     build_custom_cert,
     "an own certificate and its key, both PEM in base64, as an authority for `genSignedCert`",
     {R"({{ $ca := genCA "ca" 1 }}{{ eq $ca.Key (buildCustomCert (b64enc $ca.Cert) (b64enc $ca.Key)).Key }})",
      "true"}},
});

}  // namespace

std::span<const tmpl::Function> certificates() { return kFunctions; }

}  // namespace copctl::funcs

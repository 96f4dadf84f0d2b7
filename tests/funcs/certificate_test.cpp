// Covers libcrypto.cpp, private_key.cpp.
#include "funcs/certificate.h"

#include <openssl/x509v3.h>

#include <string>

#include "funcs/private_key.h"
#include "support/catch.h"

namespace {

using copctl::funcs::collected;
using copctl::funcs::issue_certificate;
using copctl::funcs::Key;
using copctl::funcs::make_collector;
using copctl::funcs::make_key;
using copctl::funcs::parse_address;
using copctl::funcs::print_key;
using copctl::funcs::read_certificate;
using copctl::funcs::read_key;
using copctl::funcs::Subject;
using copctl::funcs::X509Certificate;

Key new_key(const char* kind = "ecdsa") {
  bool known = false;
  return make_key(kind, known);
}

Subject subject_named(const char* name) {
  Subject subject;
  subject.common_name = name;
  subject.not_before = 1'700'000'000;
  subject.not_after = 1'700'000'000 + 86'400;
  subject.serial = std::string(16, '\x7f');
  return subject;
}

X509Certificate issued(const Subject& subject, EVP_PKEY& key, X509* authority, EVP_PKEY& signer) {
  std::string error;
  const auto text =
      issue_certificate(subject, key, {.certificate = authority, .key = &signer}, error);
  REQUIRE(text);
  return read_certificate(*text, "it", error);
}

std::string extension(const X509Certificate& certificate, int kind) {
  const int at = X509_get_ext_by_NID(certificate.get(), kind, -1);
  if (at < 0) return "none";
  X509_EXTENSION* found = X509_get_ext(certificate.get(), at);
  const auto bio = make_collector();
  X509V3_EXT_print(bio.get(), found, 0, 0);
  return (X509_EXTENSION_get_critical(found) == 1 ? "critical " : "") + collected(*bio);
}

std::string name_of(const X509Certificate& certificate) {
  const auto bio = make_collector();
  X509_NAME_print_ex(bio.get(), X509_get_subject_name(certificate.get()), 0, XN_FLAG_RFC2253);
  return collected(*bio);
}

std::string printed(const ASN1_TIME* time) {
  const auto bio = make_collector();
  ASN1_TIME_print(bio.get(), time);
  return collected(*bio);
}

TEST_CASE("certificate: an authority and what it signs") {
  const Key authority_key = new_key();
  Subject authority = subject_named("my ca");
  authority.authority = true;
  const X509Certificate ca = issued(authority, *authority_key, nullptr, *authority_key);
  CHECK(X509_verify(ca.get(), authority_key.get()) == 1);
  CHECK(X509_get_version(ca.get()) == 2);
  CHECK(name_of(ca) == "CN=my ca");
  CHECK(extension(ca, NID_key_usage) ==
        "critical Digital Signature, Key Encipherment, Certificate Sign");
  CHECK(extension(ca, NID_basic_constraints) == "critical CA:TRUE");
  CHECK(extension(ca, NID_subject_key_identifier) != "none");
  CHECK(extension(ca, NID_authority_key_identifier) == "none");
  CHECK(extension(ca, NID_subject_alt_name) == "none");

  const Key key = new_key("ed25519");
  Subject holder = subject_named("web*");
  holder.dns_names = {"web.example", "*.web.example"};
  holder.addresses = {*parse_address("10.0.0.1"), *parse_address("2001:db8::1")};
  const X509Certificate leaf = issued(holder, *key, ca.get(), *authority_key);
  CHECK(X509_verify(leaf.get(), authority_key.get()) == 1);
  CHECK(X509_NAME_cmp(X509_get_issuer_name(leaf.get()), X509_get_subject_name(ca.get())) == 0);
  CHECK(X509_check_private_key(leaf.get(), key.get()) == 1);
  CHECK(printed(X509_get0_notBefore(leaf.get())) == "Nov 14 22:13:20 2023 GMT");
  CHECK(printed(X509_get0_notAfter(leaf.get())) == "Nov 15 22:13:20 2023 GMT");
  CHECK(extension(leaf, NID_key_usage) == "critical Digital Signature, Key Encipherment");
  CHECK(extension(leaf, NID_ext_key_usage) ==
        "TLS Web Server Authentication, TLS Web Client Authentication");
  CHECK(extension(leaf, NID_basic_constraints) == "critical CA:FALSE");
  CHECK(extension(leaf, NID_subject_key_identifier) == "none");
  CHECK(extension(leaf, NID_authority_key_identifier)
            .find(extension(ca, NID_subject_key_identifier)) != std::string::npos);
  CHECK(extension(leaf, NID_subject_alt_name) ==
        "DNS:web.example, DNS:*.web.example, IP Address:10.0.0.1, IP Address:2001:DB8:0:0:0:0:0:1");
}

TEST_CASE("certificate: without a name the alternatives are critical") {
  const Key key = new_key();
  Subject holder = subject_named("");
  holder.dns_names = {"a"};
  CHECK(extension(issued(holder, *key, nullptr, *key), NID_subject_alt_name) == "critical DNS:a");
}

TEST_CASE("certificate: years") {
  const Key key = new_key();
  Subject holder = subject_named("x");
  holder.not_after = 253'402'300'799;
  CHECK(printed(X509_get0_notAfter(issued(holder, *key, nullptr, *key).get())) ==
        "Dec 31 23:59:59 9999 GMT");
  std::string error;
  for (const std::int64_t after : {std::int64_t{253'402'300'800}, INT64_MAX, INT64_MIN}) {
    holder.not_after = after;
    CHECK_FALSE(issue_certificate(holder, *key, {.certificate = nullptr, .key = key.get()}, error));
    CHECK(error == "asn1: structure error: cannot represent time as GeneralizedTime");
  }
}

struct KeyCase {
  const char* kind;
  const char* begin;
};

constexpr KeyCase kKinds[] = {{"ecdsa", "-----BEGIN EC PRIVATE KEY-----\n"},
                              {"ed25519", "-----BEGIN PRIVATE KEY-----\n"},
                              {"dsa", "-----BEGIN DSA PRIVATE KEY-----\n"}};

TEST_CASE("certificate: keys come back from their texts") {
  for (const KeyCase& c : kKinds) {
    DYNAMIC_SECTION(c.kind) {
      const Key key = new_key(c.kind);
      const std::string text = print_key(*key);
      CHECK(text.starts_with(c.begin));
      std::string error;
      const Key read = read_key("text before\n" + text, error);
      REQUIRE(read != nullptr);
      CHECK(EVP_PKEY_eq(key.get(), read.get()) == 1);
    }
  }
}

TEST_CASE("certificate: keys of 2048 bits") {
  const Key key = copctl::funcs::make_rsa_key(copctl::funcs::kCertificateKeyBits);
  CHECK(EVP_PKEY_get_bits(key.get()) == 2048);
  CHECK(print_key(*key).starts_with("-----BEGIN RSA PRIVATE KEY-----\n"));
}

struct BrokenCase {
  const char* text;
  const char* error;
};

constexpr BrokenCase kBroken[] = {
    {"", "no PEM data in input"},
    {"-----BEGIN RSA PRIVATE KEY-----\nAAAA\n", "no PEM data in input"},
    {"-----BEGIN RSA PRIVATE KEY-----\nAAAA\n-----END RSA PRIVATE KEY-----\n",
     "parsing RSA private key from PEM: not a private key"},
    {"-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n",
     "decoding PEM as PKCS#8: not a private key"},
    {"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n",
     "no private key data in PEM block of type CERTIFICATE"},
};

TEST_CASE("certificate: keys that are none") {
  for (const BrokenCase& c : kBroken) {
    DYNAMIC_SECTION(c.error) {
      std::string error;
      CHECK(read_key(c.text, error) == nullptr);
      CHECK(error == c.error);
    }
  }
}

TEST_CASE("certificate: addresses") {
  CHECK(parse_address("1.2.3.4") == std::string("\x01\x02\x03\x04"));
  CHECK(parse_address("::ffff:1.2.3.4") == std::string("\x01\x02\x03\x04"));
  CHECK(parse_address("::1") == std::string(15, '\0') + "\x01");
  for (const char* none : {"", "1.2.3", "1.2.3.256", "01.2.3.4", "::1%eth0", "1.2.3.4/8", "x"}) {
    DYNAMIC_SECTION(none) { CHECK_FALSE(parse_address(none)); }
  }
  CHECK_FALSE(parse_address(std::string("1.2.3.4\0", 8)));
}

}  // namespace

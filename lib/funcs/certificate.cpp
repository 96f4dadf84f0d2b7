#include "funcs/certificate.h"

#include <arpa/inet.h>
#include <fmt/format.h>
#include <openssl/asn1.h>
#include <openssl/bn.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include <algorithm>
#include <array>

#include "base/check.h"
#include "base/text.h"
#include "funcs/time.h"

// After Go's x509.CreateCertificate: the same fields and extensions in the same order.

namespace copctl::funcs {

namespace {

using Text =
    std::unique_ptr<ASN1_OCTET_STRING, Releaser<ASN1_OCTET_STRING, ASN1_OCTET_STRING_free>>;
using Names = std::unique_ptr<GENERAL_NAMES, Releaser<GENERAL_NAMES, GENERAL_NAMES_free>>;

const unsigned char* bytes_of(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

// asn1.isPrintable: what an X.500 PrintableString may hold.
bool is_printable(std::string_view text) {
  return std::ranges::all_of(text, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           std::string_view(" '()+,-./:=?").find(c) != std::string_view::npos;
  });
}

bool is_ascii(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

// An empty name leaves the subject empty.
bool set_subject(X509& certificate, const std::string& common_name, std::string& error) {
  if (base::find_invalid_utf8(common_name) != std::string_view::npos) {
    error = "asn1: string not valid UTF-8";
    return false;
  }
  if (common_name.empty()) return true;
  const int type = is_printable(common_name) ? V_ASN1_PRINTABLESTRING : V_ASN1_UTF8STRING;
  return X509_NAME_add_entry_by_NID(X509_get_subject_name(&certificate), NID_commonName, type,
                                    bytes_of(common_name), static_cast<int>(common_name.size()), -1,
                                    0) == 1;
}

// RFC 5280 4.1.2.5: UTCTime before 2050, which the library decides from this form.
bool set_time(ASN1_TIME* target, std::int64_t seconds, std::string& error) {
  const Civil civil = civil_of(seconds);
  if (civil.year < 0 || civil.year > 9999) {
    error = "asn1: structure error: cannot represent time as GeneralizedTime";
    return false;
  }
  const std::string text = fmt::format("{:04}{:02}{:02}{:02}{:02}{:02}Z", civil.year, civil.month,
                                       civil.day, civil.hour, civil.minute, civil.second);
  return ASN1_TIME_set_string_X509(target, text.c_str()) == 1;
}

bool set_serial(X509& certificate, const std::string& serial) {
  using Number = std::unique_ptr<BIGNUM, Releaser<BIGNUM, BN_free>>;
  const Number number(BN_bin2bn(bytes_of(serial), static_cast<int>(serial.size()), nullptr));
  return number != nullptr &&
         BN_to_ASN1_INTEGER(number.get(), X509_get_serialNumber(&certificate)) != nullptr;
}

// An extension in the words of OpenSSL's configuration files.
bool add_extension(X509& certificate, int kind, const char* value) {
  using Extension = std::unique_ptr<X509_EXTENSION, Releaser<X509_EXTENSION, X509_EXTENSION_free>>;
  const Extension extension(X509V3_EXT_conf_nid(nullptr, nullptr, kind, value));
  return extension != nullptr && X509_add_ext(&certificate, extension.get(), -1) == 1;
}

// RFC 5280 4.2.1.2 (1): the SHA-1 of the public key.
bool add_key_identifier(X509& certificate) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned size = 0;
  if (X509_pubkey_digest(&certificate, EVP_sha1(), digest.data(), &size) != 1) return false;
  const Text identifier(ASN1_OCTET_STRING_new());
  return ASN1_OCTET_STRING_set(identifier.get(), digest.data(), static_cast<int>(size)) == 1 &&
         X509_add1_ext_i2d(&certificate, NID_subject_key_identifier, identifier.get(), 0, 0) == 1;
}

// Of the signer, unless it bears the same name.
bool add_authority_identifier(X509& certificate, X509* signer) {
  if (signer == nullptr ||
      X509_NAME_cmp(X509_get_subject_name(&certificate), X509_get_subject_name(signer)) == 0) {
    return true;
  }
  const ASN1_OCTET_STRING* known = X509_get0_subject_key_id(signer);
  if (known == nullptr) return true;
  using Identifier =
      std::unique_ptr<AUTHORITY_KEYID, Releaser<AUTHORITY_KEYID, AUTHORITY_KEYID_free>>;
  const Identifier identifier(AUTHORITY_KEYID_new());
  identifier->keyid = ASN1_OCTET_STRING_dup(known);
  return X509_add1_ext_i2d(&certificate, NID_authority_key_identifier, identifier.get(), 0, 0) == 1;
}

bool push_name(GENERAL_NAMES& names, int kind, std::string_view bytes) {
  GENERAL_NAME* name = GENERAL_NAME_new();
  ASN1_STRING* text = kind == GEN_DNS ? ASN1_IA5STRING_new() : ASN1_OCTET_STRING_new();
  COPCTL_CHECK(name != nullptr && text != nullptr);
  GENERAL_NAME_set0_value(name, kind, text);
  return ASN1_STRING_set(text, bytes.data(), static_cast<int>(bytes.size())) == 1 &&
         sk_GENERAL_NAME_push(&names, name) > 0;
}

// Critical when it is all that names the holder.
bool add_alternative_names(X509& certificate, const Subject& subject, std::string& error) {
  if (subject.dns_names.empty() && subject.addresses.empty()) return true;
  const Names names(GENERAL_NAMES_new());
  for (const std::string& name : subject.dns_names) {
    if (!is_ascii(name)) {
      error = fmt::format("x509: \"{}\" cannot be encoded as an IA5String", name);
      return false;
    }
    if (!push_name(*names, GEN_DNS, name)) return false;
  }
  for (const std::string& address : subject.addresses) {
    if (!push_name(*names, GEN_IPADD, address)) return false;
  }
  const int critical = subject.common_name.empty() ? 1 : 0;
  return X509_add1_ext_i2d(&certificate, NID_subject_alt_name, names.get(), critical, 0) == 1;
}

bool add_extensions(X509& certificate, const Subject& subject, X509* signer, std::string& error) {
  return add_extension(certificate, NID_key_usage,
                       subject.authority ? "critical,digitalSignature,keyEncipherment,keyCertSign"
                                         : "critical,digitalSignature,keyEncipherment") &&
         add_extension(certificate, NID_ext_key_usage, "serverAuth,clientAuth") &&
         add_extension(certificate, NID_basic_constraints,
                       subject.authority ? "critical,CA:TRUE" : "critical,CA:FALSE") &&
         (!subject.authority || add_key_identifier(certificate)) &&
         add_authority_identifier(certificate, signer) &&
         add_alternative_names(certificate, subject, error);
}

// x509.signingParamsForKey.
const EVP_MD* digest_for(EVP_PKEY& key) {
  if (EVP_PKEY_get_base_id(&key) == EVP_PKEY_ED25519) return nullptr;
  if (EVP_PKEY_get_base_id(&key) != EVP_PKEY_EC) return EVP_sha256();
  const int bits = EVP_PKEY_get_bits(&key);
  if (bits > 384) return EVP_sha512();
  return bits > 256 ? EVP_sha384() : EVP_sha256();
}

// The kinds that Go puts in certificates.
bool can_certify(EVP_PKEY& key) {
  const int kind = EVP_PKEY_get_base_id(&key);
  return kind == EVP_PKEY_RSA || kind == EVP_PKEY_EC || kind == EVP_PKEY_ED25519;
}

bool fill(X509& certificate, const Subject& subject, EVP_PKEY& key, const Signer& signer,
          std::string& error) {
  constexpr long kVersion3 = 2;
  if (X509_set_version(&certificate, kVersion3) != 1 || !set_serial(certificate, subject.serial) ||
      !set_subject(certificate, subject.common_name, error) ||
      !set_time(X509_getm_notBefore(&certificate), subject.not_before, error) ||
      !set_time(X509_getm_notAfter(&certificate), subject.not_after, error) ||
      X509_set_pubkey(&certificate, &key) != 1) {
    return false;
  }
  const X509* issuer = signer.certificate == nullptr ? &certificate : signer.certificate;
  return X509_set_issuer_name(&certificate, X509_get_subject_name(issuer)) == 1 &&
         add_extensions(certificate, subject, signer.certificate, error) &&
         X509_sign(&certificate, signer.key, digest_for(*signer.key)) > 0;
}

}  // namespace

std::optional<std::string> issue_certificate(const Subject& subject, EVP_PKEY& key,
                                             const Signer& signer, std::string& error) {
  use_libcrypto();
  if (!can_certify(key) || !can_certify(*signer.key)) {
    error = "x509: only RSA, ECDSA and Ed25519 keys supported";
    return std::nullopt;
  }
  if (signer.certificate != nullptr &&
      X509_check_private_key(signer.certificate, signer.key) != 1) {
    ERR_clear_error();
    error = "x509: provided PrivateKey doesn't match parent's PublicKey";
    return std::nullopt;
  }
  const X509Certificate certificate(X509_new());
  COPCTL_CHECK(certificate != nullptr);
  if (!fill(*certificate, subject, key, signer, error)) {
    if (error.empty()) error = "x509: the certificate cannot be made with these keys";
    ERR_clear_error();
    return std::nullopt;
  }
  const Bio bio = make_collector();
  COPCTL_CHECK(PEM_write_bio_X509(bio.get(), certificate.get()) == 1);
  return collected(*bio);
}

X509Certificate read_certificate(std::string_view text, std::string_view what, std::string& error) {
  use_libcrypto();
  PemBlock block;
  if (!read_pem(text, block)) {
    error = "unable to decode certificate";
    return nullptr;
  }
  const unsigned char* begin = bytes_of(block.bytes);
  X509Certificate certificate(d2i_X509(nullptr, &begin, static_cast<long>(block.bytes.size())));
  if (certificate == nullptr || begin != bytes_of(block.bytes) + block.bytes.size()) {
    error = fmt::format("error parsing certificate: {}: x509: malformed certificate", what);
    certificate = nullptr;
  }
  ERR_clear_error();
  return certificate;
}

std::optional<std::string> parse_address(const std::string& text) {
  if (text.find('\0') != std::string::npos) return std::nullopt;
  std::array<char, 16> bytes{};
  if (inet_pton(AF_INET, text.c_str(), bytes.data()) == 1) return std::string(bytes.data(), 4);
  if (inet_pton(AF_INET6, text.c_str(), bytes.data()) != 1) return std::nullopt;
  const std::string address(bytes.data(), bytes.size());
  static constexpr std::string_view kMapped("\0\0\0\0\0\0\0\0\0\0\xff\xff", 12);
  return address.starts_with(kMapped) ? address.substr(12) : address;
}

}  // namespace copctl::funcs

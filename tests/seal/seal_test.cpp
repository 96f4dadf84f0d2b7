#include "seal/seal.h"

#include <set>
#include <vector>

#include "seal/controller.h"
#include "support/catch.h"

namespace {

using copctl::seal::Draw;
using copctl::seal::PublicKey;
using copctl::seal::Scope;
using copctl::seal::Target;
using copctl::tests::Controller;
namespace seal = copctl::seal;

// Made for tests; its private key is nowhere.
constexpr const char* kCertificate =
    "-----BEGIN CERTIFICATE-----\n"
    "MIICsTCCAZmgAwIBAgIBATANBgkqhkiG9w0BAQsFADAbMRkwFwYDVQQDDBBjb3Bj\n"
    "dGwtdGVzdC1vbmx5MCAXDTIwMDEwMTAwMDAwMFoYDzIwNjAwMTAxMDAwMDAwWjAb\n"
    "MRkwFwYDVQQDDBBjb3BjdGwtdGVzdC1vbmx5MIIBIjANBgkqhkiG9w0BAQEFAAOC\n"
    "AQ8AMIIBCgKCAQEAq3hGLwXHQ4n9tpF8exrZr8EWxsY1tlgEK616k/JTCWReSiU2\n"
    "DtUOqcIp4KUjjJqNQu1Otm0p9FZU71QUngPwuV2y95/45Ko0TkfYvVnwgXzT7KRn\n"
    "REEsHPalWrom2WLBG+hvrCGk0pW1KcnAjaWKte945a1zkrc1piqIT2sMkl9hCrXy\n"
    "EcRzu9B3vELXDoKB9YCFnHKojVFjqQ2VzcgfCJoN18Eynk48vj3Le/8dIveQPlqA\n"
    "QjL6TziVqM861LkDs6Oj0jGttoJe1SJm4hV+qqL3JoULcsCS4YhzEP0UGDLPZUHQ\n"
    "IBAsdB9zxgR5JLBbH/0aLHiB2GkaBF8+1mwNyQIDAQABMA0GCSqGSIb3DQEBCwUA\n"
    "A4IBAQCqxS9gm7i+e8XRYcKAzCvw/DEFXW4AU+cKs9rgeWoSnZJ1dXhufAUJD39K\n"
    "WaamB8Bbf9q4FUNGjBNSSEwVO4K+Pzm0lClAjq+lDUeLE8JX1xGn0dA8iIuDjj7z\n"
    "RPCb8NqRT8mtowMD9hiH0VjXwX2+kLq9hhwGsegWeRiHcxcjJreuaqcEM+Z+pzcm\n"
    "1UXPvEeDjo8yhHIfpjOuqsYyGt0Wv4gJ6f2v7T1BrixJewDCmeJwl5qCvK6j7AWT\n"
    "O0UQUCSvbijLtiOXRdlbU+TDGwo6vq5TwrUiV1BO1klwAmAq8JcNoglZmlGl5m+a\n"
    "oeKwLk3Wnf6EYJp2N0nwGvn6nX/w\n"
    "-----END CERTIFICATE-----\n";

std::string counted(unsigned char first) {
  std::string bytes(seal::kDrawBytes, '\0');
  for (char& byte : bytes) byte = static_cast<char>(first++);
  return bytes;
}

PublicKey key_of(const std::string& pem) {
  std::string error;
  auto key = PublicKey::read(pem, error);
  INFO(error);
  REQUIRE(key);
  return *std::move(key);
}

std::string fault_of_certificate(const std::string& pem) {
  std::string error;
  return PublicKey::read(pem, error) ? "none" : error;
}

std::string base64(const std::string& bytes) {
  std::string text((bytes.size() + 2) / 3 * 4 + 1, '\0');
  EVP_EncodeBlock(reinterpret_cast<unsigned char*>(text.data()),
                  reinterpret_cast<const unsigned char*>(bytes.data()),
                  static_cast<int>(bytes.size()));
  text.pop_back();
  return text;
}

struct KnownCase {
  const char* name;
  Scope scope;
  const char* sealed;
};

// Computed by three other implementations of RSA-OAEP and AES-GCM from the same certificate and
// draw, which agree.
constexpr KnownCase kKnown[] = {
    {"strict", Scope::kStrict,
     "AQAbNryj/WHgaGI7Rr9NzxDGABmsyuTQfioCSWo76DE27l3GsFDz0OaXhIBUObnkKrM3LeIkJpwLDLvEkoBuRtON"
     "r6mtXRMNCpeYcSAR05q9hsQcJN1wVkzRAX54v0T/jJm2iD2OyU1xojkRdBasP2gCK4yNQb0WIs3cJkWLsrs9zdiC"
     "ZT7Gdj/Z87W5N12hyQgnRF/gc59/fkWHLk0FAy1XwMgf+bcx1uBqf6wIJ/Xh5eref66vX0GL6xF50l+zg7CEag3H"
     "6zhGXzyocRWw6UqsmDLolIZ4fpfHnhsK8pPp9jFzd0FhVQrGWkIsN5OrJT97JnBlgWO+MAVFVwSGI+AOZsnbqtBe"
     "sYtpuwgZp8YqWk2WujCIKgA="},
    {"namespace-wide", Scope::kNamespaceWide,
     "AQAizUYQP9NHd3oFJk5I3/uU6w7F/JVpxwNvU/CzZD89xoWc6GHRXLR69uMIY6ZlDo2wqGtI/cpRUEmU59Wy+aMl"
     "cXYttTgPaIMiO7bY9JM9NPj5VpQ3t2U2EUtfM0ECCIwtLoAZcD6/jUdfLkOIYywwqpSDniY3FA3g47H+vt2M4pLD"
     "labWEJ33I6C6qBu3ER9/FB6SxqGJ+zXznnMgJUvpoF4oSy+zjzHAFQjJxQ1x4ESXK5fSTwwhhg8xaj6nKKI4uH4A"
     "/dzsH3vzHq3rpJDoKX7OXrbts8K+MLDQuUNCCXlopYSmPL7LGCL9QKGre95zGAhg/DjqUgMxlk8Io31SZsnbqtBe"
     "sYtpuwgZp8YqWk2WujCIKgA="},
    {"cluster-wide", Scope::kClusterWide,
     "AQCCkrP4GvSTvG/rIh4pPxmeR9gI1nsV3xOoLqGVgiyaswQSGpTQ5iRVh54JDdhaSjEARrwd4A2ScZBAn3otOzqJ"
     "N6zPxn+VlM1MNZE9vHp5Zg+jEdjPztrHWYtgbNXeVO28nTwn6WaVRSG+Rhj4ErIH79wOVUxF4WxQDzt5lVfTwbmz"
     "M1+ZUFJQQpand2EOcYjHcmkyViDazoXd1YVHeQ4rDiOaUqB5RMk0Gn3tjjLsdgFNTx6TI9mDCYWE7AAL6KlY4GPz"
     "3NrswJ3o0k9EnQ0RE5I1p0I8l8+cmgVq3wMFHpixKpceFBXRrv5V+GHXbeSsOLZ2OPIdh9cgstzpN4moZsnbqtBe"
     "sYtpuwgZp8YqWk2WujCIKgA="},
};

TEST_CASE("seal: what other implementations make of the same draw") {
  const PublicKey key = key_of(kCertificate);
  for (const KnownCase& c : kKnown) {
    DYNAMIC_SECTION(c.name) {
      const Target target{c.scope, "nim-llm", "ngc-api-key"};
      const auto sealed = seal::sealed(key, target, "hunter2", {counted(0), counted(0x20)});
      REQUIRE(sealed);
      CHECK(base64(*sealed) == c.sealed);
    }
  }
}

struct LabelCase {
  Scope scope;
  // Of the Secret `shop/db`.
  const char* label;
};

constexpr LabelCase kLabels[] = {
    {Scope::kStrict, "shop/db"}, {Scope::kNamespaceWide, "shop"}, {Scope::kClusterWide, ""}};

TEST_CASE("seal: the controller opens it under the label of its scope and under no other") {
  static const Controller controller;
  static const Controller other;
  const PublicKey key = key_of(controller.certificate());
  for (const LabelCase& c : kLabels) {
    DYNAMIC_SECTION("`" << c.label << "`") {
      for (const std::string& value :
           {std::string("hunter2"), std::string(), std::string("\0\xff bytes\n", 9),
            std::string(100'000, 'x')}) {
        const Target target{c.scope, "shop", "db"};
        const auto sealed =
            seal::sealed(key, target, value, seal::derived("a seed of tests", key, target, value));
        REQUIRE(sealed);
        CHECK(sealed->size() == 2 + 256 + value.size() + 16);
        for (const LabelCase& tried : kLabels) {
          const auto opened = controller.open(*sealed, tried.label);
          CHECK(opened == (tried.label == c.label ? std::optional(value) : std::nullopt));
        }
        CHECK_FALSE(other.open(*sealed, c.label));
      }
    }
  }
}

TEST_CASE("seal: a key of the size that controllers make") {
  const Controller controller(EVP_RSA_gen(4096));
  const PublicKey key = key_of(controller.certificate());
  const Target target{Scope::kClusterWide, "", ""};
  const auto sealed = seal::sealed(key, target, "v", {counted(1), counted(2)});
  REQUIRE(sealed);
  CHECK(sealed->size() == 2 + 512 + 1 + 16);
  CHECK(controller.open(*sealed, "") == "v");
}

TEST_CASE("seal: a draw is derived from every input") {
  const PublicKey key = key_of(kCertificate);
  const PublicKey other = key_of(Controller().certificate());
  const Target target{Scope::kStrict, "shop", "db"};
  const Draw draw = seal::derived("seed", key, target, "v");
  CHECK(seal::derived("seed", key_of(kCertificate), target, "v").session_key == draw.session_key);
  CHECK(seal::derived("seed", key, target, "v").padding == draw.padding);
  const std::vector<Draw> draws = {
      draw, seal::derived("seed2", key, target, "v"), seal::derived("seed", other, target, "v"),
      seal::derived("seed", key, {Scope::kNamespaceWide, "shop", "db"}, "v"),
      seal::derived("seed", key, {Scope::kStrict, "shop2", "db"}, "v"),
      seal::derived("seed", key, {Scope::kStrict, "shop", "db2"}, "v"),
      // The same bytes, divided otherwise.
      seal::derived("seed", key, {Scope::kStrict, "shopd", "b"}, "v"),
      seal::derived("seed", key, {Scope::kStrict, "shop", "dbv"}, ""),
      seal::derived("seed", key, target, "w")};
  std::set<std::string> all;
  for (const Draw& one : draws) {
    CHECK(one.session_key.size() == seal::kDrawBytes);
    CHECK(one.padding.size() == seal::kDrawBytes);
    all.insert(one.session_key);
    all.insert(one.padding);
  }
  CHECK(all.size() == 2 * draws.size());
}

TEST_CASE("seal: the first certificate of a PEM text is taken, whatever stands around it") {
  const std::string first = Controller().certificate();
  const std::string text =
      "a comment\n-----BEGIN X509 CRL-----\nAAAA\n-----END X509 CRL-----\n" + first + kCertificate;
  CHECK(key_of(text).encoded() == key_of(first).encoded());
  CHECK(key_of(first).encoded() != key_of(kCertificate).encoded());
}

TEST_CASE("seal: certificates that cannot seal") {
  const std::string encrypted =
      "-----BEGIN CERTIFICATE-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: "
      "AES-128-CBC,00000000000000000000"
      "000000000000\n\nAAAA\n-----END CERTIFICATE-----\n";
  for (const std::string& text :
       {std::string(), std::string("none"), std::string(kCertificate).substr(0, 400), encrypted,
        std::string("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"),
        std::string("-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n")}) {
    DYNAMIC_SECTION(text) { CHECK(fault_of_certificate(text) == "it holds no PEM certificate"); }
  }
  CHECK(fault_of_certificate(Controller(EVP_EC_gen("P-256")).certificate()) ==
        "its key is not an RSA key");
  CHECK(fault_of_certificate(Controller(EVP_RSA_gen(1024)).certificate()) ==
        "its RSA key has 1024 bits; sealing takes 2048 to 16384");
}

// The certificate with the last bit of its modulus cleared; the exponent, 65537, follows that.
std::string with_even_modulus() {
  const auto make = [](const void* bytes, int size) {
    return std::unique_ptr<BIO, decltype(&BIO_free_all)>(BIO_new_mem_buf(bytes, size),
                                                         BIO_free_all);
  };
  const auto in = make(kCertificate, -1);
  char* name = nullptr;
  char* header = nullptr;
  unsigned char* block = nullptr;
  long size = 0;
  REQUIRE(PEM_read_bio(in.get(), &name, &header, &block, &size) == 1);
  std::string der(reinterpret_cast<const char*>(block), static_cast<std::size_t>(size));
  for (void* owned :
       {static_cast<void*>(name), static_cast<void*>(header), static_cast<void*>(block)}) {
    OPENSSL_free(owned);
  }
  const std::size_t at = der.find(std::string("\xc9\x02\x03\x01\x00\x01", 6));
  REQUIRE(at != std::string::npos);
  der[at] = '\xc8';
  return "-----BEGIN CERTIFICATE-----\n" + base64(der) + "\n-----END CERTIFICATE-----\n";
}

TEST_CASE("seal: a modulus that is no product of primes") {
  const PublicKey key = key_of(with_even_modulus());
  CHECK_FALSE(seal::sealed(key, {Scope::kClusterWide, "", ""}, "v", {counted(0), counted(1)}));
}

TEST_CASE("seal: scopes have names") {
  CHECK(seal::scope_of("strict") == Scope::kStrict);
  CHECK(seal::scope_of("namespace-wide") == Scope::kNamespaceWide);
  CHECK(seal::scope_of("cluster-wide") == Scope::kClusterWide);
  CHECK_FALSE(seal::scope_of("Strict"));
  CHECK_FALSE(seal::scope_of(""));
}

struct TargetCase {
  Target target;
  const char* fault;
};

constexpr TargetCase kTargets[] = {
    {{Scope::kStrict, "a", "b"}, ""},
    {{Scope::kStrict, "", "b"}, "the scope strict takes a namespace"},
    {{Scope::kStrict, "a", ""}, "the scope strict takes a name"},
    {{Scope::kStrict, "a/b", "c"}, "a namespace has no `/`"},
    {{Scope::kStrict, "a", "b/c"}, "a name has no `/`"},
    {{Scope::kNamespaceWide, "a", ""}, ""},
    {{Scope::kNamespaceWide, "", "b"}, "the scope namespace-wide takes a namespace"},
    {{Scope::kNamespaceWide, "a/b", ""}, "a namespace has no `/`"},
    {{Scope::kClusterWide, "", ""}, ""},
};

TEST_CASE("seal: what a target lacks") {
  for (const TargetCase& c : kTargets) {
    DYNAMIC_SECTION(c.fault << " " << c.target.name_space << " " << c.target.name) {
      CHECK(seal::fault_of(c.target) == c.fault);
    }
  }
}

}  // namespace

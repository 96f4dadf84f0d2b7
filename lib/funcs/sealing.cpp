#include <fmt/format.h>

#include <array>

#include "codec/base64.h"
#include "funcs/arguments.h"
#include "funcs/funcs.h"
#include "funcs/work.h"
#include "seal/seal.h"

// Values for SealedSecrets.

namespace copctl::funcs {

namespace {

using tmpl::Call;
using value::Value;

seal::PublicKey key_at(const Call& call, std::size_t i) {
  std::string error;
  auto key = seal::PublicKey::read(call.text(i), error);
  if (!key) call.fail("the certificate cannot seal: " + error);
  return *std::move(key);
}

// A short seed could be guessed, and with it what is sealed.
const std::string& seed_at(const Call& call, std::size_t i) {
  constexpr std::size_t kShortest = 16;
  if (call.text(i).size() < kShortest) {
    call.fail(fmt::format("the seed must be a secret of {} characters at least", kShortest));
  }
  return call.text(i);
}

seal::Target target_at(const Call& call, std::size_t i) {
  const auto scope = seal::scope_of(call.text(i));
  if (!scope) {
    call.fail(fmt::format("the scope must be one of {}", fmt::join(seal::kScopeWords, ", ")));
  }
  const seal::Target target{*scope, call.text(i + 1), call.text(i + 2)};
  std::string fault = seal::fault_of(target);
  if (!fault.empty()) call.fail(std::move(fault));
  return target;
}

Value seal_value(Call& call) {
  // A certificate is read and a number of 4096 bits raised: about a fifth of a millisecond.
  constexpr std::size_t kSteps = 10'000;
  call.work(kSteps);
  call.reserve(product(call.text(5).size(), 4));
  const std::string& seed = seed_at(call, 1);
  const seal::Target target = target_at(call, 2);
  const seal::PublicKey key = key_at(call, 0);
  const std::string& value = call.text(5);
  const auto sealed = seal::sealed(key, target, value, seal::derived(seed, key, target, value));
  if (!sealed) call.fail("the certificate cannot seal: its RSA key does not work");
  return Value::string(codec::encode_base64(*sealed));
}

constexpr std::array kFunctions = std::to_array<tmpl::Function>({
    {"seal",
     "(string, string, string, string, string, string) (string, error)",
     seal_value,
     "a value encrypted for a SealedSecret: certificate, seed, scope, namespace, name, value",
     {R"({{ seal (genSelfSignedCert "me" nil nil 1).Cert "0123456789abcdef" "strict" "web" "login" "hunter2" | trunc 2 }})",
      "AQ"}},
});

}  // namespace

std::span<const tmpl::Function> sealing() { return kFunctions; }

}  // namespace copctl::funcs

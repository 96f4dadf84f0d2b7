#include "folder/steps.h"

namespace copctl::folder {
namespace {

// A team that wants secrets.lock in Git may change it: it is written once.
constexpr std::string_view kIgnoreText = "/secrets.lock\n/staging/\n/journal/\n";

}  // namespace

std::vector<Step> steps_of(const Plan& plan) {
  std::vector<Step> steps;
  for (const Change& change : plan.changes) {
    switch (change.action) {
      case Action::kCreate:
        steps.push_back({change.path, std::nullopt, change.text, change.secret});
        break;
      case Action::kUpdate:
        steps.push_back({change.path, change.before, change.text, change.secret});
        break;
      case Action::kDelete:
        steps.push_back({change.path, change.before, std::nullopt, change.secret});
        break;
      case Action::kUnchanged:
      case Action::kKeep:
        break;
    }
  }
  return steps;
}

std::vector<HiddenFile> hidden_files(const LockTexts& locks) {
  std::optional<std::string_view> secrets;
  if (locks.secrets) {
    secrets = *locks.secrets;
  }
  return {{kIgnoreName, kIgnoreText, false, true},
          {kSecretsLockName, secrets, true},
          {kLockName, locks.dump}};
}

unsigned new_mode(bool secret) { return secret ? base::kSecretMode : base::kPublicMode; }

bool commit(base::FileSystem& files, const std::string& dir, const Plan& plan, const Lock& lock,
            diag::Diagnostics& diagnostics) {
  const auto locks = encode_lock(lock, diagnostics);
  if (!locks) {
    return false;
  }
  const Places places(dir);
  if (plan.target == Target::kAbsent || plan.target == Target::kEmpty) {
    const Outcome outcome = build_anew(files, places, plan, *locks, diagnostics);
    if (outcome != Outcome::kNotHere) {
      return outcome == Outcome::kDone;
    }
  }
  return change_in_place(files, places, plan, *locks, diagnostics);
}

}  // namespace copctl::folder

#include "folder/report.h"
#include "folder/steps.h"

namespace copctl::folder {
namespace {

// What Git is not to have: a plain secrets.lock, never an encrypted one. A team that wants
// something else changes the file, which then stays as it is.
constexpr std::string_view kIgnorePlain = "/secrets.lock\n/staging/\n/journal/\n";
constexpr std::string_view kIgnoreSealed = "/staging/\n/journal/\n";

// What a change does to the disk at its path, and with which text before.
Step step_of(const Change& change) {
  Step step{change.path, change.before, change.text, change.secret, change.from};
  if (change.action == Action::kCreate || !change.from.empty()) {
    step.before.reset();
  }
  if (change.action == Action::kDelete) {
    step.after.reset();
  }
  return step;
}

void tell_sealed(const Places& places, diag::Diagnostics& diagnostics) {
  warn_path(diag::Kind::kInvalidLock, places.at(hidden_path(kSecretsLockName)),
            "was plain text until now, and is encrypted from now on; what was ever committed or "
            "copied of it stays readable, until its secrets are renewed with --rotate",
            diagnostics);
}

}  // namespace

std::vector<Step> steps_of(const Plan& plan) {
  std::vector<Step> steps;
  for (const Change& change : plan.changes) {
    if (change.action != Action::kUnchanged && change.action != Action::kKeep) {
      steps.push_back(step_of(change));
    }
  }
  return steps;
}

std::vector<HiddenFile> hidden_files(const LockTexts& locks) {
  std::optional<std::string_view> secrets;
  if (locks.secrets) {
    secrets = *locks.secrets;
  }
  return {{kIgnoreName, locks.sealed ? kIgnoreSealed : kIgnorePlain, false,
           locks.sealed ? kIgnorePlain : kIgnoreSealed},
          {kSecretsLockName, secrets, true},
          {kLockName, locks.dump}};
}

unsigned new_mode(bool secret) { return secret ? base::kSecretMode : base::kPublicMode; }

bool commit(base::FileSystem& files, const std::string& dir, const Plan& plan, const Lock& lock,
            const Secrecy& secrecy, diag::Diagnostics& diagnostics) {
  const Places places(dir);
  if (!plan.is_settled()) {
    report_path(diag::Kind::kConflict, places.dir,
                "holds conflicts that are to be decided first; nothing was written", diagnostics);
    return false;
  }
  bool was_plain = false;
  auto locks = encode_lock(lock, diagnostics);
  if (!locks || !protect(files, places, secrecy, *locks, was_plain, diagnostics)) {
    return false;
  }
  Outcome outcome = Outcome::kNotHere;
  if (plan.target == Target::kAbsent || plan.target == Target::kEmpty) {
    outcome = build_anew(files, places, plan, *locks, diagnostics);
  }
  if (outcome == Outcome::kNotHere) {
    outcome = change_in_place(files, places, plan, *locks, diagnostics) ? Outcome::kDone
                                                                        : Outcome::kFailed;
  }
  if (outcome == Outcome::kDone && was_plain) {
    tell_sealed(places, diagnostics);
  }
  return outcome == Outcome::kDone;
}

}  // namespace copctl::folder

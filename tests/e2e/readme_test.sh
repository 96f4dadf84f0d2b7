# The commands of README's chapter "Change something later" do what it says, in its order. kubectl is a stand-in that notes what it was called with.
. "$(dirname "$0")/common.sh" "$1"
mkdir bin
ln -s "$copctl" bin/copctl
printf '#!/bin/sh\necho "$@" >>kubectl.log\n' >bin/kubectl
chmod +x bin/kubectl
export PATH="$PWD/bin:$PATH"
cp "$project/examples/control-plane/values.yaml" .

# The shell blocks of the chapter, in one script; `copctl diff` ends with 1 when there is a difference.
awk '/^## /{on = $0 == "## Change something later"} on' "$project/README.md" | sed -n '/^```shell/,/^```/p' | grep -v '^```' | sed 's/^copctl diff [^#]*/& || test $? = 1 /' >commands
[ "$(wc -l <commands)" -ge 8 ] || fail "the chapter lost its commands"
bash -euo pipefail commands >out 2>err || fail "$(cat err)"

grep -q '^edited *webapp-dep.yaml' out || fail "status does not tell the edit: $(cat out)"
grep -q 'spec.replicas: 2 → 5' out || fail "diff does not tell the edit"
grep -q '^dry run: nothing was written' err || fail "the dry run wrote"
grep -q '^conflict: webapp-dep.yaml' err || fail "there was no conflict: $(cat err)"
grep -q '^  replicas: 5' cnvrg/webapp-dep.yaml || fail "the edit is lost"
grep -q 'Deployment/redis (its pods restart)' err || fail "a rotated password restarts nothing"
grep -q 'apply -f cnvrg' kubectl.log || fail "nothing was applied"

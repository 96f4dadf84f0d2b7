# At a terminal a required secret that nobody gave is asked for, and what is typed is not shown.
. "$(dirname "$0")/common.sh" "$1"
# A container may come without terminals.
script -qec true /dev/null </dev/null >/dev/null 2>&1 || { echo "no terminal can be made here"; exit 0; }
flags="--wildcard-domain example.com --control-plane-image registry.example.com/core:5.0 --registry-user someone --ingress istio"
{ sleep 1; echo 'typed-by-hand'; } | script -qec "$copctl profile dump control-plane -o asked $flags" session >/dev/null
grep -q 'registry.password' session || fail "nothing was asked: $(cat session)"
! grep -q 'typed-by-hand' session || fail "the secret was shown"
grep -q 'typed-by-hand' asked/secret.yaml || fail "the answer did not arrive"

# Ctrl-C is no answer, and nothing is written.
{ sleep 1; printf '\003'; } | script -qec "$copctl profile dump control-plane -o stopped $flags" session >/dev/null || true
grep -q 'is required' session || fail "an interrupted question went on: $(cat session)"
[ ! -e stopped ] || fail "something was written"

# Without a terminal nobody is asked.
! "$copctl" profile dump control-plane -o none $flags 2>told </dev/null || fail "a missing password is no error"
! grep -q 'Password of the registry' told || fail "somebody was asked"

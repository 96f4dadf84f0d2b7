# Sourced by the tests: strict mode and two words for checking.
set -euo pipefail
copctl=$1
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
project=$(cd "$here/../.." && pwd)
unset "${!COPCTL_@}" 2>/dev/null || true

fail() {
  echo "FAILED: $*" >&2
  exit 1
}

# The flags that the control plane needs at least.
required=(--wildcard-domain example.com --control-plane-image registry.example.com/core:5.0 --registry-user someone --registry-password 'a "quoted" $word')

# dump DIR FLAGS...: a control plane into DIR.
dump() {
  local dir=$1
  shift
  "$copctl" profile dump control-plane -o "$dir" "${required[@]}" "$@" 2>"$dir.err" || { cat "$dir.err" >&2; fail "dump $dir $*"; }
}

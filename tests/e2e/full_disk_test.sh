# On a full disk nothing is written, the message says so, and no litter stays.
. "$(dirname "$0")/common.sh" "$1"
inside() {
  mkdir disk
  mount -t tmpfs -o size=64k,mode=0755 none disk
  if "$copctl" profile dump control-plane -o disk/out "${required[@]}" 2>err; then fail "the dump fitted into 64 KiB"; fi
  [ -z "$(ls -A disk)" ] || fail "litter: $(ls -A disk)"
  grep -q 'no space left on device' err || fail "the message: $(cat err)"
  umount disk
}
export copctl
export -f inside fail
export required_text="${required[*]@Q}"
# Root may mount as it is, others in a namespace of their own.
in_namespace=()
[ "$(id -u)" -eq 0 ] || in_namespace=(unshare -m -r)
"${in_namespace[@]}" bash -c 'set -euo pipefail; trap "umount -q disk || true" EXIT; eval "required=($required_text)"; inside' || fail "see above"

# Two dumps differ in generated secrets only; files with secrets are for their owner alone; a secret never shows in what is said.
. "$(dirname "$0")/common.sh" "$1"
dump a --ingress istio
dump b --ingress istio
changed=$({ diff -rq a b --exclude .copctl || true; } | awk '{print $2}' | xargs -n1 basename | sort)
[ -n "$changed" ] || fail "two dumps have the same secrets"
# A workload may differ too, but only in the checksum annotation that restarts its pods.
for file in $changed; do
  grep -q '^kind: Secret' "a/$file" && continue
  diff <(grep -v checksum/ "a/$file") <(grep -v checksum/ "b/$file") || fail "$file differs in more than a checksum"
done

for file in a/*.yaml; do
  mode=$(stat -c %a "$file")
  if grep -q '^kind: Secret' "$file"; then
    [ "$mode" = 600 ] || fail "$file has mode $mode"
  else
    [ "$mode" = 644 ] || fail "$file has mode $mode"
  fi
done

! grep -F 'quoted' a.err || fail "the registry password was echoed"

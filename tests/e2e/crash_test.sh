# A dump and a dump again are killed before, and fail in, every system call that writes. Killed, the folder is the old dump, or the next copctl completes the new one and says so;
# failed, it is as it was and an error is told, or it is the new dump. Prints how many of each there were. CRASH_JOBS: how many at once.
. "$(dirname "$0")/common.sh" "$1"
command -v strace >/dev/null || { echo "not tried: strace is not installed"; exit 0; }
strace -o /dev/null true 2>/dev/null || { echo "not tried: strace may not trace here"; exit 0; }

# A profile with files that are changed, made, removed and secret. Between the dumps some are edited, and all of them move to another layout.
mkdir -p shop/templates/db
cat >shop/profile.yaml <<'END'
name: shop
version: 1.0.0
summary: a shop
outputDir: shop-manifests
namespace: shop
END
cat >shop/schema.yaml <<'END'
type: object
properties:
  size: {type: integer, default: 1}
  password: {type: string, writeOnly: true, default: one}
END
manifest() { printf 'apiVersion: v1\nkind: %s\nmetadata:\n  name: %s\n%s:\n  size: "{{ .Values.size }}"\n  name: %s\n' "$1" "$2" "$3" "$2"; }
for name in a b c; do manifest ConfigMap "$name" data >"shop/templates/$name.yaml"; done
manifest Secret s stringData >shop/templates/db/s.yaml
echo '  password: "{{ .Values.password }}"' >>shop/templates/db/s.yaml
{ echo '{{ if eq (int .Values.size) 1 }}'; manifest ConfigMap old data; echo '{{ end }}'; } >shop/templates/db/old.yaml
{ echo '{{ if gt (int .Values.size) 1 }}'; manifest ConfigMap new data; echo '{{ end }}'; } >shop/templates/db/new.yaml
printf '%064d\n' 7 >key && chmod 600 key
old_flags=(-k=false --size 1 --secrets-key key)
new_flags=(-k --size 2 --password two --secrets-key key)

"$copctl" profile dump ./shop -o old "${old_flags[@]}" 2>err || fail "the first dump: $(cat err)"
sed -i '$s/.*/  name: mine  # mine/' old/a.yaml
echo '  more: mine' >>old/db-s.yaml
echo mine >old/mine.txt

# What the folder $1 is, but for what a killed dump prepared: names, modes, contents. No encryption is like another.
state() {
  [ -d "$1" ] || { echo none; return; }
  (cd "$1" && find . -path ./.copctl/staging -prune -o -printf '%p %y %m\n' | LC_ALL=C sort
    find . -path ./.copctl/staging -prune -o -type f ! -name secrets.lock -print0 | LC_ALL=C sort -z | xargs -0 sha256sum)
}
redump() { "$copctl" profile dump ./shop -o "$1" "${new_flags[@]}"; }
cp -a old model
redump model 2>err || fail "the second dump: $(cat err)"
[ "$(tail -n 2 model/a.yaml)" = $'  size: "2"\n  name: mine  # mine' ] || fail "not merged: $(cat model/a.yaml)"
[ "$(tail -n 2 model/db/s.yaml)" = $'  password: "two"\n  more: mine' ] || fail "not merged: $(cat model/db/s.yaml)"
[ -f model/db/new.yaml ] && [ ! -e model/db-old.yaml ] && [ ! -e model/db-s.yaml ] || fail "not moved: $(find model)"
state old >old.state
state model >new.state
cp -a old again && redump again 2>/dev/null && state again | cmp -s - new.state || fail "two dumps of the same differ"
"$copctl" profile dump ./shop -o first "${old_flags[@]}" 2>/dev/null
state first >first.state

# outcome BEFORE AFTER FOLDER CODE: checks the folder after a run and prints one word for it.
outcome() {
  local before=$1 after=$2 folder=$3 code=$4 now
  now=$(state "$folder")
  if [ -d "$folder/.copctl/journal" ]; then
    echo interrupted
  elif [ "$now" = "$(cat "$after")" ]; then
    echo new
  elif [ "$now" = "$(cat "$before")" ]; then
    [ "$code" -ne 0 ] || fail "nothing was written, and exit 0"
    echo old
  else
    diff <(echo "$now") "$before" >&2
    fail "neither the old nor the new dump"
  fi
}

# disturb ACT CALL FAULT: runs ACT with FAULT at the 1st, 2nd, … CALL until there is none, in a folder of its own. One line for each: CALL FAULT outcome.
disturb() {
  local act=$1 call=$2 fault=$3 n code word before after room
  [ "$act" = again ] && before=old.state after=new.state || before=none.state after=first.state
  room=$(mktemp -d -p .)
  for ((n = 1; ; n++)); do
    rm -rf "$room"
    mkdir "$room"
    [ "$act" = first ] || cp -a old "$room/out"
    code=0
    if [ "$act" = again ]; then set -- "${new_flags[@]}"; else set -- "${old_flags[@]}"; fi
    # The shell in between keeps the news that its child was killed to itself.
    (strace -f -o "$room/log" -e trace="$call" -e inject="$call:$fault:when=$n" "$copctl" profile dump ./shop -o "$room/out" "$@" >"$room/said" 2>&1; exit $?) 2>/dev/null || code=$?
    grep -q 'INJECTED\|killed by SIGKILL' "$room/log" || break
    word=$(outcome "$before" "$after" "$room/out" "$code") || fail "$act, $call $n, $fault: $(cat "$room/said")"
    case $fault,$word in
      error=*,old) [ "$call" = write ] || grep -q 'error: ' "$room/said" || fail "$act, $call $n, $fault: no error was told" ;;
      error=*,interrupted) grep -q 'half changed\|could not be removed; the next copctl removes it' "$room/said" || fail "$act, $call $n, $fault: half changed without a word" ;;
    esac
    # The next copctl completes or repeats it, and nothing is left behind.
    "$copctl" profile dump ./shop -o "$room/out" "$@" >"$room/said" 2>&1 || fail "$act, $call $n, $fault, again: $(cat "$room/said")"
    [ "$word" != interrupted ] || grep -q 'what it had begun is complete now' "$room/said" || fail "$act, $call $n, $fault: completed without a word"
    [ "$word" != interrupted ] || ! grep -q '^[+~-] ' "$room/said" || fail "$act, $call $n, $fault: not complete: $(cat "$room/said")"
    [ "$(state "$room/out")" = "$(cat "$after")" ] || fail "$act, $call $n, $fault: not the new dump in the end"
    [ -z "$(find "$room" -name staging -o -name journal -o -name '.out.copctl')" ] || fail "$act, $call $n, $fault: litter"
    echo "$call ${fault#*=} $word"
  done
  rm -rf "$room"
}
echo none >none.state
export copctl old_flags_text="${old_flags[*]@Q}" new_flags_text="${new_flags[*]@Q}"
export -f disturb outcome state fail

calls=(openat write mkdir rename renameat2 unlink rmdir fchmod flock)
faults=(signal=KILL error=ENOSPC error=EIO error=EACCES)
for act in again first; do
  for call in "${calls[@]}"; do
    for fault in "${faults[@]}"; do echo "$act $call $fault"; done
  done
done | xargs -P "${CRASH_JOBS:-4}" -L 1 bash -c 'set -euo pipefail; eval "old_flags=($old_flags_text) new_flags=($new_flags_text)"; disturb "$@"' disturb >outcomes || fail "see above"
grep -q 'KILL interrupted' outcomes || fail "no dump was ever interrupted"
echo "$(wc -l <outcomes) disturbed dumps:"
LC_ALL=C sort outcomes | uniq -c

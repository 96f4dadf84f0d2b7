#!/usr/bin/env bash
# dump.sh BINARY: a whole control-plane dump as a process against `cp -r` of its own output, start-up against an empty static program, peak memory and size. Needs hyperfine,
# g++ and GNU time.
set -euo pipefail
binary=$(realpath "$1")
project=$(cd "$(dirname "$0")/../.." && pwd)
room=$(mktemp -d -p "${COPCTL_BENCH_DIR:-/dev/shm}")
trap 'rm -rf "$room"' EXIT
cd "$room"

dump=("$binary" profile dump control-plane -f "$project/examples/control-plane/values.yaml" -o out)
"${dump[@]}" 2>/dev/null
cp -r out source
echo 'int main() { return 0; }' >empty.cpp
g++ -O2 -static -o empty empty.cpp

echo "$(find source -type f | wc -l) files, $(du -sb source | cut -f1) bytes"
hyperfine -N --warmup 20 --runs 200 --prepare 'rm -rf out' --export-json dump.json \
  -n 'cp -r' 'cp -r source out' -n 'copctl profile dump' "$(printf '%q ' "${dump[@]}")" 2>/dev/null
hyperfine -N --warmup 50 --runs 500 --export-json start.json -n 'empty static program' ./empty -n 'copctl version' "$binary version" 2>/dev/null

python3 - <<'P'
import json
def medians(path):
    return [r["median"] * 1000 for r in json.load(open(path))["results"]]
copy, dump = medians("dump.json")
empty, version = medians("start.json")
print(f"dump {dump:.2f} ms, cp -r {copy:.2f} ms, ratio {dump / copy:.2f}")
print(f"version {version:.2f} ms, empty program {empty:.2f} ms, difference {version - empty:.2f} ms")
P
rm -rf out
/usr/bin/time -f 'peak memory %M KB' "${dump[@]}" 2>&1 >/dev/null | grep peak
strip -o stripped "$binary"
echo "binary $(stat -c %s stripped) bytes stripped"

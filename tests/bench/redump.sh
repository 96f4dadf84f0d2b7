#!/usr/bin/env bash
# redump.sh BINARY: a second dump of the control plane into a folder with ten edited files, with one value changed, against `cp -r` of the folder; then what a first and a second dump take
# for 100, 1,000 and 10,000 files. Needs hyperfine.
set -euo pipefail
binary=$(realpath "$1")
project=$(cd "$(dirname "$0")/../.." && pwd)
room=$(mktemp -d -p "${COPCTL_BENCH_DIR:-/dev/shm}")
trap 'rm -rf "$room"' EXIT
cd "$room"

"$binary" profile dump control-plane -f "$project/examples/control-plane/values.yaml" -o edited 2>/dev/null
for file in $(cd edited && ls -- *-dep.yaml *-svc.yaml | head -10); do
  sed -i '0,/^  labels:/s//  labels:\n    edited: "yes" # by hand/' "edited/$file"
done
edits=$("$binary" status edited | grep -c '^edited')
hyperfine -N --warmup 10 --runs 100 --prepare "sh -c 'rm -rf out copy; cp -r edited out'" --export-json redump.json \
  -n 'cp -r' 'cp -r edited copy' -n 're-dump' "$binary profile dump control-plane -o out --webapp-replicas 3" >/dev/null 2>&1
python3 - "$edits" <<'P'
import json, sys
copy, dump = (r["median"] * 1000 for r in json.load(open("redump.json"))["results"])
print(f"re-dump with {sys.argv[1]} edits {dump:.2f} ms, cp -r {copy:.2f} ms, ratio {dump / copy:.2f}")
P

mkdir -p many/templates
printf 'name: many\nversion: 1.0.0\nsummary: many files\nfiles:\n  - templates: cm.yaml\n    forEach: [{as: n, in: until (int .Values.count)}]\n    output: "cm-{{ .n }}.yaml"\n' >many/profile.yaml
printf 'properties:\n  count: {type: integer, default: 100}\n  text: {type: string, default: a}\n' >many/schema.yaml
printf 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: cm-{{ .n }}\ndata:\n  text: {{ .Values.text }}\n' >many/templates/cm.yaml
for count in 100 1000 10000; do
  hyperfine -N --warmup 1 --runs 5 --prepare 'rm -rf out' --export-json first.json "$binary profile dump ./many --count $count -o out" >/dev/null 2>&1
  rm -rf out base
  "$binary" profile dump ./many --count "$count" -o base 2>/dev/null
  sed -i 's/^data:/data: # by hand/' base/cm-1*.yaml
  hyperfine -N --warmup 1 --runs 5 --prepare "sh -c 'rm -rf out; cp -r base out'" --export-json second.json "$binary profile dump ./many --text b -o out" >/dev/null 2>&1
  python3 - "$count" <<'P'
import json, sys
first, second = (json.load(open(p))["results"][0]["median"] * 1000 for p in ("first.json", "second.json"))
count = int(sys.argv[1])
print(f"{count} files: first dump {first:.0f} ms ({first / count * 1000:.0f} µs a file), second {second:.0f} ms ({second / count * 1000:.0f} µs a file)")
P
done

#!/usr/bin/env bash
# inventories.sh BINARY: first and second dumps of large inventories: app-of-apps with 50, 200 and 1,000 clusters, helm-deployer with 1,000 and 5,000 entries. Seconds of the
# clock, the best of three, and peak memory. Needs GNU time.
set -euo pipefail
binary=$(realpath "$1")
room=$(mktemp -d -p "${COPCTL_BENCH_DIR:-/dev/shm}")
trap 'rm -rf "$room"' EXIT
cd "$room"

clusters() {
  printf 'repoURL: https://github.com/example/saif-gitops.git\nclusters:\n'
  for i in $(seq "$1"); do echo "  - {name: pod-$i, gpu: true, storage: {devices: [/dev/nvme1n1]}}"; done
}
deployments() {
  awk -v n="$1" 'BEGIN {
    for (i = 0; i < n; i++)
      printf "%s\"/deploy/proc-%05d\": {\"kind\": \"helm\", \"args\": {\"chart\": \"dask\", \"values\": {\"image\": \"dask:1.%d\", \"worker\": {\"replicas\": %d}}}}", i ? ",\n" : "{", i, i % 7, i % 5
    print "}"
  }'
}
# measured WHAT COMMAND...
measured() {
  for _ in 1 2 3; do
    [ "$1" = second ] || rm -rf out
    /usr/bin/time -f '%e s, %M KB' "${@:2}" 2>&1 >/dev/null | tail -n 1
  done | sort -n | head -n 1
}
# both NAME COMMAND...
both() {
  echo "$1: first $(measured first "${@:2}"); second $(measured second "${@:2}")"
  rm -rf out
}
for n in 50 200 1000; do
  clusters $n >inventory.yaml
  both "$n clusters" "$binary" profile dump app-of-apps -f inventory.yaml -o out
done
for n in 1000 5000; do
  deployments $n >deployments.json
  both "$n deployments" "$binary" profile dump helm-deployer --deployments deployments.json -o out
done

# The checksum on a workload's pods changes with what they read, and with nothing else: a label is not read.
. "$(dirname "$0")/common.sh" "$1"
checksums() {
  (cd "$1" && grep 'checksum/config' ./*.yaml)
}
dump base --ingress istio
[ "$(checksums base | wc -l)" -ge 8 ] || fail "too few workloads have a checksum"

# A dump into the same folder keeps what was generated.
cp -r base labelled
dump labelled --ingress istio --set labels.team=blue
grep -q 'team: blue' labelled/redis-secret.yaml || fail "the label is not in the secret"
diff <(checksums base) <(checksums labelled) || fail "a label changed a checksum"

cp -r base changed
dump changed --ingress istio --set-string redis.password=another-password
different=$({ diff <(checksums base) <(checksums changed) || true; } | awk '/^>/ {print $2}' | tr -d :)
for file in ./redis-dep.yaml ./webapp-dep.yaml ./sidekiqs-sidekiq.yaml; do
  grep -qx "$file" <<<"$different" || fail "$file keeps its checksum"
done
! grep -qxE './(pg|minio|hyper)-dep.yaml|./es-sts.yaml' <<<"$different" || fail "a workload that does not read the password changed: $different"

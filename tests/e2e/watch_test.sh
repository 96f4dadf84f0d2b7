# With --watch copctl dumps again when an input changes, waits for a file that is half written, and ends with 0 when it is told to.
. "$(dirname "$0")/common.sh" "$1"
cp "$project/examples/control-plane/values.yaml" .
"$copctl" profile dump control-plane -f values.yaml -o out --watch --watch-interval 1 >log 2>&1 &
pid=$!
trap 'kill -9 $pid 2>/dev/null || true' EXIT

wait_for() {
  for _ in $(seq 100); do
    if grep -q "$1" log; then return; fi
    sleep 0.1
  done
  fail "never said '$1': $(cat log)"
}

wait_for '^watching 1 file;'
printf 'redis: {storage: ' >>values.yaml
wait_for 'error:'
[ -f out/webapp-dep.yaml ] || fail "an input that cannot be read took the dump away"
sed -i 's/^redis: .*/redis: {storage: {size: 77Gi}}/' values.yaml
wait_for '^~ redis-pvc.yaml'
grep -q 'storage: 77Gi' out/redis-pvc.yaml || fail "the change did not arrive"
kill -TERM $pid
code=0
wait $pid || code=$?
[ $code -eq 0 ] || fail "ended with $code"

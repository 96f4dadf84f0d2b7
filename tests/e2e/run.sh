#!/usr/bin/env bash
# Runs every *_test.sh beside this file against a built binary: run.sh build/release/copctl. A test is a script that exits 0 when all it checks holds; it gets the
# binary's path as $1 and an empty folder, which is gone afterwards, as its working directory.
set -uo pipefail
here=$(cd "$(dirname "$0")" && pwd)
binary=$(realpath "$1")
passed=0
failed=0
for test in "$here"/*_test.sh; do
  name=$(basename "$test" _test.sh)
  room=$(mktemp -d)
  if (cd "$room" && bash "$test" "$binary") >"$room.log" 2>&1; then
    passed=$((passed + 1))
    echo "ok   $name"
  else
    failed=$((failed + 1))
    echo "FAIL $name"
    sed 's/^/     /' "$room.log"
  fi
  rm -rf "$room" "$room.log"
done
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]

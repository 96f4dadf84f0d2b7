#!/usr/bin/env bash
# tests/fuzz/run.sh SECONDS [TARGET...]: fuzzes each target (all by default), one after the other, for so many seconds, from its corpus.
# New inputs are kept in build/fuzz/found/TARGET, what fails in build/fuzz/crashes. COPCTL_FUZZ_BUILD names another build folder.
set -euo pipefail
cd "$(dirname "$0")/../.."

seconds=${1:?usage: tests/fuzz/run.sh SECONDS [TARGET...]}
shift
build=${COPCTL_FUZZ_BUILD:-build/fuzz}
targets=("$@")
if ((${#targets[@]} == 0)); then
  mapfile -t targets < <(sed -n 's/^COPCTL_FUZZ_TARGET(\(.*\))$/\1/p' tests/fuzz/targets.def)
fi

cmake --preset fuzz -B "$build" >/dev/null
cmake --build "$build" --target "${targets[@]/#/fuzz_}"

mkdir -p "$build/crashes"
failed=()
for target in "${targets[@]}"; do
  mkdir -p "$build/found/$target"
  options=(-max_total_time="$seconds" -timeout=5 -rss_limit_mb=1024 -max_len=4096 -print_final_stats=1 -artifact_prefix="$build/crashes/$target-")
  leaks=1
  if [[ $target == execute* ]]; then
    # A list that holds itself is never freed; see leaks.cpp.
    leaks=0
  fi
  if [[ -f tests/fuzz/dictionaries/$target.dict ]]; then
    options+=(-dict="tests/fuzz/dictionaries/$target.dict")
  fi
  echo "== $target"
  ASAN_OPTIONS=detect_leaks=$leaks "$build/fuzz_$target" "${options[@]}" "$build/found/$target" "tests/fuzz/corpus/$target" >"$build/found/$target.log" 2>&1 || failed+=("$target")
  grep -E '^(stat::number_of_executed_units|stat::peak_rss_mb|SUMMARY|Done)' "$build/found/$target.log" || true
done

if ((${#failed[@]} > 0)); then
  echo "failed: ${failed[*]}; the inputs are in $build/crashes, the reports in $build/found" >&2
  exit 1
fi

#!/usr/bin/env bash
# tests/fuzz/run.sh SECONDS [TARGET...]: fuzzes each target (all by default), one after the other, for so many seconds, from its corpus.
# New inputs are kept in build/fuzz/found/TARGET, what fails in build/fuzz/crashes. COPCTL_FUZZ_BUILD names another build folder.
# The targets are those of targets.def; each says above its function what it holds of every input.
# Seconds are those of the clock: on a busy machine look at the number of executed units, and run slow units again alone.
set -euo pipefail
cd "$(dirname "$0")/../.."

usage='usage: tests/fuzz/run.sh SECONDS [TARGET...]'
seconds=${1:?$usage}
shift
if [[ ! $seconds =~ ^[1-9][0-9]*$ ]]; then
  echo "$usage" >&2
  exit 2
fi

build=${COPCTL_FUZZ_BUILD:-build/fuzz}
mapfile -t all < <(sed -n 's/^COPCTL_FUZZ_TARGET(\(.*\))$/\1/p' tests/fuzz/targets.def)
targets=("${@:-${all[@]}}")
for target in "${targets[@]}"; do
  if [[ " ${all[*]} " != *" $target "* ]]; then
    echo "no target '$target'; there are ${all[*]}" >&2
    exit 2
  fi
done

cmake --preset fuzz -B "$build" >/dev/null
cmake --build "$build" --target "${targets[@]/#/fuzz_}"

mkdir -p "$build/crashes"
failed=()
for target in "${targets[@]}"; do
  mkdir -p "$build/found/$target"
  log=$build/found/$target.log
  options=(-max_total_time="$seconds" -timeout=10 -rss_limit_mb=512 -max_len=4096 -print_final_stats=1 -artifact_prefix="$build/crashes/$target-")
  if [[ -f tests/fuzz/dictionaries/$target.dict ]]; then
    options+=(-dict="tests/fuzz/dictionaries/$target.dict")
  fi
  echo "== $target"
  "$build/fuzz_$target" "${options[@]}" "$build/found/$target" "tests/fuzz/corpus/$target" >"$log" 2>&1 || failed+=("$target")
  grep -E '^(stat::number_of_executed_units|stat::peak_rss_mb|SUMMARY|Done)' "$log" || true
done

if ((${#failed[@]} > 0)); then
  echo "failed: ${failed[*]}; the inputs are in $build/crashes, the reports in $build/found" >&2
  exit 1
fi

#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# fuzz_all.sh [SECONDS [NAME...]]: builds the fuzzers and runs all of them, or the named, for that long each (600), one
# after the other. What they find is kept below build/fuzz: corpus/NAME (grows with each run) and found/NAME. Prints
# what each has done; exit status 1 if one found something.
set -euo pipefail
cd "$(dirname "$0")/../.."

seconds=${1:-600}
names=("${@:2}")
[ ${#names[@]} -gt 0 ] || for source in tests/fuzz/fuzz_*.cc; do
  name=${source##*/fuzz_}
  names+=("${name%.cc}")
done

cmake --preset fuzz > /dev/null
cmake --build --preset fuzz --target "${names[@]/#/fuzz_}"

status=0
printf '%-14s %12s %10s %10s %10s %s\n' fuzzer executions per-second edges features found
for name in "${names[@]}"; do
  corpus=build/fuzz/corpus/$name
  found=build/fuzz/found/$name
  mkdir -p "$corpus" "$found"
  build/fuzz/tests/fuzz/fuzz_"$name" "$corpus" tests/fuzz/seeds/"$name" -max_total_time="$seconds" -timeout=25 \
    -rss_limit_mb=4096 -artifact_prefix="$found"/ -print_final_stats=1 -verbosity=1 > "$found".log 2>&1 || status=1
  last=$(grep -E '^#[0-9]+.* cov: ' "$found".log | tail -1)
  printf '%-14s %12s %10s %10s %10s %s\n' "$name" \
    "$(sed -n 's/^stat::number_of_executed_units: *//p' "$found".log)" \
    "$(sed -n 's/^stat::average_exec_per_sec: *//p' "$found".log)" \
    "$(sed -n 's/.* cov: \([0-9]*\).*/\1/p' <<< "$last")" "$(sed -n 's/.* ft: \([0-9]*\).*/\1/p' <<< "$last")" \
    "$(find "$found" -type f | wc -l)"
done
exit $status

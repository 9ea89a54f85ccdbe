#!/usr/bin/env bash
# Coverage-guided fuzzing on the stable toolchain: libFuzzer, without sanitizers.
#
#   crates/presscut-fuzz/run.sh [RUNS [TARGET …]]
#
# Runs each target RUNS times (a million, unless said otherwise), and prints one line for each: the runs, the seconds, the
# edges of code that were reached, and how many inputs crashed. PRESSCUT_FUZZ_SECONDS ends each target after that long.
# What a run learns is kept in target/fuzz-corpus, and goes on from there the next time; inputs that crash or hang are in
# target/fuzz-crashes. Needs a C++ compiler.
set -euo pipefail
cd "$(dirname "$0")/../.."

runs=${1:-1000000}
shift || true
seconds=${PRESSCUT_FUZZ_SECONDS:-0}
host=$(rustc -vV | sed -n 's/^host: //p')

# The flags that cargo-fuzz gives, but for its sanitizers, which need a nightly toolchain.
RUSTFLAGS="--cfg fuzzing -Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4 \
-Cllvm-args=-sanitizer-coverage-inline-8bit-counters -Cllvm-args=-sanitizer-coverage-pc-table \
-Cllvm-args=-sanitizer-coverage-trace-compares -Ccodegen-units=1" \
    cargo build --quiet --locked -p presscut-fuzz --features libfuzzer --profile fuzz --target "$host" --target-dir target/fuzz
fuzzer=target/fuzz/$host/fuzz/fuzz

targets=("$@")
if [ ${#targets[@]} -eq 0 ]; then
    # Each has its corpus: a test holds the folders against the targets.
    mapfile -t targets < <(ls crates/presscut-fuzz/corpus)
fi
printf '%-16s %10s %8s %8s %8s\n' target runs seconds edges crashes
failed=0
for target in "${targets[@]}"; do
    learned=target/fuzz-corpus/$target
    crashes=target/fuzz-crashes/$target
    log=target/fuzz-corpus/$target.log
    mkdir -p "$learned" "$crashes"
    began=$(date +%s)
    PRESSCUT_FUZZ_TARGET=$target "$fuzzer" "$learned" "crates/presscut-fuzz/corpus/$target" \
        -runs="$runs" -max_total_time="$seconds" -max_len=4096 -timeout=20 -rss_limit_mb=2048 -print_final_stats=1 \
        -artifact_prefix="$crashes/" >"$log" 2>&1 || true
    done=$(sed -n 's/^stat::number_of_executed_units: *//p' "$log")
    edges=$(sed -n 's/.* cov: \([0-9]*\) .*/\1/p' "$log" | tail -1)
    found=$(find "$crashes" -type f | wc -l)
    [ "$found" -eq 0 ] || failed=1
    printf '%-16s %10s %8s %8s %8s\n' "$target" "${done:-0}" "$(($(date +%s) - began))" "${edges:-0}" "$found"
done
exit "$failed"

#!/bin/sh
# Fuzzes one target for so many seconds, from the seeds that the repository holds.
# Usage: scripts/fuzz.sh TARGET [SECONDS]; `cargo fuzz list` names the targets.
set -eu
cd "$(dirname "$0")/.."
target=${1:?name a target: report_document, report_merge, logs_framing, ...}
seconds=${2:-120}
command -v cargo-fuzz >/dev/null || { echo "cargo-fuzz is missing: cargo install cargo-fuzz --locked" >&2; exit 2; }
mkdir -p "fuzz/corpus/$target"
case $target in
    report_*) cp benches/import/documents/* "fuzz/corpus/$target/" ;;
esac
exec cargo +nightly fuzz run "$target" -- -max_total_time="$seconds" -max_len=20000 -timeout=60

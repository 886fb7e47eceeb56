#!/usr/bin/env bash
# Whole-program benches; prints times, peak memory and ratios. Not a test.
#   BACKSTORY_SHARED=DIR  folder with recorded incidents (default: ../shared)
#   MEMORY_LINES=N        lines of the check of peak memory (default: 10000000, about 2 GB in the temporary folder)
set -euo pipefail
cd "$(dirname "$0")/.."
cargo build --release --locked --bin backstory
binary="${CARGO_TARGET_DIR:-target}/release/backstory"
shared="${BACKSTORY_SHARED:-../shared}"
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT

"$binary" demo -o "$work/demo" >/dev/null 2>&1
incidents=("$work/demo/evidence")
[ -d "$shared/incidents" ] && for d in "$shared"/incidents/*/; do incidents+=("${d%/}"); done

echo "analyze: wall seconds (median of 5), peak memory"
for d in "${incidents[@]}"; do
  for _ in 1 2 3 4 5; do
    /usr/bin/env python3 - "$binary" "$d" <<'PY'
import resource, subprocess, sys, time
start = time.monotonic()
subprocess.run([sys.argv[1], "analyze", "--json", "--evidence", sys.argv[2]], stdout=subprocess.DEVNULL)
print(f"{time.monotonic() - start:.3f} {resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024}")
PY
  done | sort -n | awk -v d="$(basename "$d")" '{t[NR]=$1; if ($2>m) m=$2} END {printf "  %-22s %.2f s  %d MiB\n", d, t[int((NR+1)/2)], m}'
done

if [ -f "$shared/tools/gen_logs.py" ]; then
  # Peers are built where crates.io answers, and named as missing elsewhere. angle-grinder: `cargo install ag`.
  peers="$(realpath -m "${CARGO_TARGET_DIR:-target}")/peers"
  cargo build --release --quiet --manifest-path benches/peers/Cargo.toml --target-dir "$peers" || true
  PATH="$peers/release:$PATH"
  python3 benches/logs.py "$binary" --shared "$shared" --memory "${MEMORY_LINES:-10000000}"
fi

# Ranking beside BARO, where its package is installed (`pip install fse-baro`); RCD is not on PyPI.
if [ -d "$shared/datasets/rca/cases" ]; then
  echo "suspects: backstory"
  python3 benches/rca/eval.py "$shared/datasets/rca" --binary "$binary"
  echo "suspects: BARO"
  python3 benches/rca/beside_baro.py "$shared/datasets/rca" || true
fi
cargo bench --locked -p backstory-logs
cargo bench --locked -p backstory-signals
cargo bench --locked -p backstory-factors --bench rank

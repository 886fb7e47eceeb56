#!/usr/bin/env python3
"""Whole-program speed of `backstory logs` beside what a user would pick instead.

    logs.py BACKSTORY [--lines N] [--shared DIR] [--runs N]

Writes logs with the generator among the shared tools, then prints for each file: wall seconds (median), the ratio to
`wc -l`, the ratio to backstory, and peak memory. Peers that are not installed are named and left out; what each of them
does is said beside it, for none does the full job. Files are read once before, so that all find them in the page cache.
"""
import argparse
import importlib.util
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import textwrap
import time

DRAIN_LINES = 100_000  # Drain3 is too slow for more; its time is scaled to the whole file.


# Built by benches/run.sh; a library needs a program around it to be timed.
MINER = shutil.which("mine-with-drain3")


def run(command, runs):
    """Median wall seconds and largest resident set in MiB of a command."""
    times, memory = [], 0
    for _ in range(runs):
        code = (
            "import os,resource,subprocess,sys,time\n"
            "t=time.monotonic()\n"
            "c=subprocess.run(sys.argv[1:],stdin=subprocess.DEVNULL,stdout=subprocess.DEVNULL,stderr=subprocess.DEVNULL).returncode\n"
            "print(time.monotonic()-t,resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss//1024,c)\n"
        )
        out = subprocess.run([sys.executable, "-c", code, *command], capture_output=True, text=True).stdout.split()
        times.append(float(out[0]))
        memory = max(memory, int(out[1]))
    return statistics.median(times), memory


def python(code, *args):
    return [sys.executable, "-c", textwrap.dedent(code), *args]


DRAIN = """
    import sys
    from drain3 import TemplateMiner
    miner = TemplateMiner()
    with open(sys.argv[1]) as f:
        for number, line in enumerate(f):
            if number >= int(sys.argv[2]): break
            miner.add_log_message(line.rstrip())
"""
DUCK = """
    import sys, duckdb
    duckdb.sql("SET threads TO 2")
    duckdb.sql("SELECT regexp_replace(line, '[0-9]+', '#', 'g') AS t, count(*) FROM read_csv(?, "
               "columns={'line': 'VARCHAR'}, delim='\\x01', quote='', escape='', header=false, auto_detect=false) GROUP BY t",
               params=[sys.argv[1]]).fetchall()
"""
POLARS = """
    import sys, polars as pl
    lines = pl.scan_csv(sys.argv[1], has_header=False, separator="\\x01", quote_char=None, new_columns=["line"])
    lines.with_columns(pl.col("line").str.replace_all("[0-9]+", "#")).group_by("line").len().collect()
"""


def peers(path, kind, lines):
    def module(name):
        return importlib.util.find_spec(name) is not None

    found = []
    for name, there, command, what, factor in [
        ("rg -c", shutil.which("rg"), ["rg", "-c", "ERROR| 50[0-9] ", path], "counts matching lines", 1),
        ("lnav", shutil.which("lnav"), ["lnav", "-n", "-c", ";SELECT count(*) FROM all_logs", path], "parses, counts", 1),
        ("angle-grinder", shutil.which("agrind"), ["agrind", "--file", path, "* | count"], "counts", 1),
        ("goaccess", kind == "nginx" and shutil.which("goaccess"),
         ["goaccess", path, "--log-format=COMBINED", "-o", "json"], "reports on requests", 1),
        ("drain3 crate", MINER, [MINER or "", path], "mines templates only", 1),
        ("Drain3", module("drain3"), python(DRAIN, path, str(DRAIN_LINES)), "mines templates only",
         lines / min(lines, DRAIN_LINES)),
        ("DuckDB", module("duckdb"), python(DUCK, path), "masks digits, counts", 1),
        ("Polars", module("polars"), python(POLARS, path), "masks digits, counts", 1),
    ]:
        if there:
            found.append((name, command, what, factor))
        elif name != "goaccess" or kind == "nginx":
            print(f"  {name}: not installed")
    return found


def main():
    arguments = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    arguments.add_argument("backstory")
    arguments.add_argument("--lines", type=int, default=2_000_000)
    arguments.add_argument("--runs", type=int, default=5)
    arguments.add_argument("--shared", default=os.environ.get("BACKSTORY_SHARED", "../shared"))
    a = arguments.parse_args()
    generator = os.path.join(a.shared, "tools/gen_logs.py")
    if not os.path.exists(generator):
        sys.exit(f"the generator `{generator}` is not there: say where with --shared DIR")
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([sys.executable, generator, "--out", folder, "--lines", str(a.lines), "--kinds", "nginx,json,java"],
                       check=True, stdout=subprocess.DEVNULL)
        for kind, name in [("nginx", "access.log"), ("json", "app.jsonl"), ("java", "java.log")]:
            path = os.path.join(folder, name)
            print(f"{kind}: {a.lines} lines, {os.path.getsize(path) >> 20} MiB, median of {a.runs}")
            wc, _ = run(["wc", "-l", path], a.runs + 2)
            own, memory = run([a.backstory, "logs", path, "--summary"], a.runs)
            print(f"  {'wc -l':<14}{wc:8.3f} s")
            print(f"  {'backstory':<14}{own:8.3f} s  {own / wc:6.1f} x wc -l  {memory:5d} MiB  the full job")
            for peer, command, what, factor in peers(path, kind, a.lines):
                took, memory = run(command, 1 if factor > 1 else min(a.runs, 3))
                took *= factor
                scaled = " (scaled)" if factor > 1 else ""
                print(f"  {peer:<14}{took:8.3f} s  {took / wc:6.1f} x wc -l  {memory:5d} MiB  "
                      f"{took / own:6.1f} x backstory  {what}{scaled}")


if __name__ == "__main__":
    main()

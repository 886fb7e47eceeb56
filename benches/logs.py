#!/usr/bin/env python3
"""Whole-program speed of `backstory logs` beside what a user would pick instead.

    logs.py BACKSTORY [--lines N] [--shared DIR] [--runs N]

Writes logs with the generator among the shared tools, then prints for each file: wall seconds (median), the ratio to
`wc -l`, the ratio to backstory, and peak memory. Peers that are not installed are named and left out, with the way to
install them; what each of them does is said beside it, for none does the full job. Files are read once before, so that
all find them in the page cache. Each figure that has a goal is printed beside it. `--memory N` then reads N lines, plain
and compressed and from a pipe, and prints the peaks (10 million lines are 2 GB: they need room in the temporary folder).
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


# How many times as long as `wc -l` backstory may take, and how many times as long as backstory a peer must.
GOALS = {
    "nginx": {"wc -l": 4, "lnav": 8, "goaccess": 100},
    "json": {"wc -l": 8, "DuckDB": 5, "Polars": 4},
    "java": {"wc -l": 9, "lnav": 6, "drain3 crate": 5},
}
PEAK_MIB = 128

INSTALL = {
    "rg -c": "apt-get install ripgrep",
    "lnav": "apt-get install lnav",
    "lnav per second": "apt-get install lnav",
    "lnav templates": "apt-get install lnav",
    "goaccess": "apt-get install goaccess",
    "angle-grinder": "cargo install ag",
    "drain3 crate": "run benches/run.sh where crates.io answers",
    "Drain3": "pip install drain3",
    "DuckDB": "pip install duckdb",
    "DuckDB per minute": "pip install duckdb",
    "Polars": "pip install polars",
}

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


def beside_wc(backstory, path, runs):
    """Median wall seconds of backstory and of `wc -l`, one after the other in turns so that both meet the same noise."""
    own, wc, peak = [], [], 0
    for _ in range(runs):
        wc.append(run(["wc", "-l", path], 1)[0])
        took, memory = run([backstory, "logs", path, "--summary"], 1)
        own.append(took)
        peak = max(peak, memory)
    return statistics.median(own), statistics.median(wc), peak


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
MINUTES = """
    import sys, duckdb
    duckdb.sql("SET threads TO 2")
    duckdb.sql("SELECT date_trunc('minute', ts) AS m, level, count(*) FROM read_json(?, format='newline_delimited', "
               "columns={'ts': 'TIMESTAMP', 'level': 'VARCHAR'}) GROUP BY ALL", params=[sys.argv[1]]).fetchall()
"""
LNAV_SECONDS = ";SELECT strftime('%s', log_time), log_level, count(*) FROM all_logs GROUP BY 1, 2"
LNAV_TEMPLATES = ";SELECT log_msg_format, count(*) FROM all_logs GROUP BY 1"
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
        ("lnav per second", shutil.which("lnav"), ["lnav", "-n", "-c", LNAV_SECONDS, path], "counts by second and level", 1),
        ("lnav templates", shutil.which("lnav"), ["lnav", "-n", "-c", LNAV_TEMPLATES, path], "finds sentences, counts", 1),
        ("angle-grinder", shutil.which("agrind"), ["agrind", "--file", path, "* | count"], "counts", 1),
        ("goaccess", kind == "nginx" and shutil.which("goaccess"),
         ["goaccess", path, "--log-format=COMBINED", "-o", "json"], "reports on requests", 1),
        ("drain3 crate", MINER, [MINER or "", path], "mines templates only", 1),
        ("Drain3", module("drain3"), python(DRAIN, path, str(DRAIN_LINES)), "mines templates only",
         lines / min(lines, DRAIN_LINES)),
        ("DuckDB", module("duckdb"), python(DUCK, path), "masks digits, counts", 1),
        ("DuckDB per minute", kind == "json" and module("duckdb"), python(MINUTES, path), "counts by minute and level", 1),
        ("Polars", module("polars"), python(POLARS, path), "masks digits, counts", 1),
    ]:
        if there:
            found.append((name, command, what, factor))
        elif (name, kind) not in ONE_KIND and name in {first for first, _ in ONE_KIND}:
            continue
        else:
            print(f"  {name}: not installed ({INSTALL[name]})")
    return found


# Peers that read one kind only.
ONE_KIND = {("goaccess", "nginx"), ("DuckDB per minute", "json")}


def goal(kind, name, ratio):
    """The goal for a ratio and whether it is reached, as text; nothing where there is none."""
    wanted = GOALS[kind].get(name)
    if wanted is None:
        return ""
    is_reached = ratio <= wanted if name == "wc -l" else ratio >= wanted
    return f"  [goal {'<=' if name == 'wc -l' else '>='} {wanted}: {'reached' if is_reached else 'MISSED'}]"


def memory(backstory, generator, lines, folder):
    """Peak memory on a large file, plain, compressed and from a pipe, beside that on a tenth of it."""
    print(f"peak memory: {lines} lines, and a tenth of them")
    for kind, name in FILES:
        peaks = []
        for many in (lines // 10, lines):
            write(generator, folder, many, kind)
            peaks.append(run([backstory, "logs", os.path.join(folder, name), "--summary"], 1)[1])
        path = os.path.join(folder, name)
        ways = [("plain", [backstory, "logs", path, "--summary"])]
        ways.append(("stdin", ["sh", "-c", f'"{backstory}" logs - --summary < "{path}"']))
        for tool, end in [("gzip", "gz"), ("zstd", "zst")]:
            if shutil.which(tool):
                with open(f"{path}.{end}", "wb") as out:
                    subprocess.run([tool, "-1", "-c", path], stdout=out, check=True)
                ways.append((end, [backstory, "logs", f"{path}.{end}", "--summary"]))
            else:
                print(f"  {tool}: not installed")
        told = [f"{way} {run(command, 1)[1]} MiB" for way, command in ways]
        most = max(peaks)
        print(f"  {kind:<6} {os.path.getsize(path) >> 20} MiB: {', '.join(told)}; a tenth {peaks[0]} MiB"
              f"  [goal <= {PEAK_MIB}: {'reached' if most <= PEAK_MIB else 'MISSED'}]")
        for entry in os.listdir(folder):
            os.remove(os.path.join(folder, entry))


FILES = [("nginx", "access.log"), ("json", "app.jsonl"), ("java", "java.log")]


def write(generator, folder, lines, kinds):
    subprocess.run([sys.executable, generator, "--out", folder, "--lines", str(lines), "--kinds", kinds],
                   check=True, stdout=subprocess.DEVNULL)


def main():
    arguments = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    arguments.add_argument("backstory")
    arguments.add_argument("--lines", type=int, default=2_000_000)
    arguments.add_argument("--runs", type=int, default=5)
    arguments.add_argument("--memory", type=int, default=0, metavar="N", help="lines of the check of peak memory")
    arguments.add_argument("--shared", default=os.environ.get("BACKSTORY_SHARED", "../shared"))
    a = arguments.parse_args()
    if min(a.lines, a.memory or a.lines * 10) < 100_000:
        sys.exit("--lines and --memory want at least 100000 lines: the generator writes one for each second at least")
    generator = os.path.join(a.shared, "tools/gen_logs.py")
    if not os.path.exists(generator):
        sys.exit(f"the generator `{generator}` is not there: say where with --shared DIR")
    with tempfile.TemporaryDirectory() as folder:
        write(generator, folder, a.lines, "nginx,json,java")
        for kind, name in FILES:
            path = os.path.join(folder, name)
            print(f"{kind}: {a.lines} lines, {os.path.getsize(path) >> 20} MiB, median of {a.runs}")
            own, wc, peak = beside_wc(a.backstory, path, a.runs)
            print(f"  {'wc -l':<18}{wc:8.3f} s")
            print(f"  {'backstory':<18}{own:8.3f} s  {own / wc:6.1f} x wc -l  {peak:5d} MiB  the full job"
                  f"{goal(kind, 'wc -l', own / wc)}")
            for peer, command, what, factor in peers(path, kind, a.lines):
                took, peak = run(command, 1 if factor > 1 else min(a.runs, 3))
                took *= factor
                scaled = " (scaled)" if factor > 1 else ""
                print(f"  {peer:<18}{took:8.3f} s  {took / wc:6.1f} x wc -l  {peak:5d} MiB  "
                      f"{took / own:6.1f} x backstory  {what}{scaled}{goal(kind, peer, took / own)}")
    if a.memory:
        with tempfile.TemporaryDirectory() as folder:
            memory(a.backstory, generator, a.memory, folder)


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
"""Asks `backstory analyze` about each case of a folder and scores the answers.

usage: eval.py FOLDER [--binary PATH] [--out PREDICTIONS.jsonl] [--jobs N] [--misses] [--no-calm]
               [--cuts N] [--half 1|2] [--disturb KIND[,KIND]] [--sweep [KIND,...]] [--inject [KIND,...]] [--seed N] [--seeds N] [--only PREFIX]

FOLDER holds `cases/<id>/case.json` with the evidence beside it, and `answers/<data set>.jsonl`. Every case is asked with
the window and the baseline it states, and with its symptom where it names one. Calm windows are cut from the baselines,
the stretch before being their baseline: as long as the incident or a quarter of the baseline, the second half, the last
third, and what comes just before the incident. `--cuts N` cuts N more per case at random places: stretches that hold
samples (or requests, where there are traces) throughout, half to twice as long as the incident, after a baseline of one
to all of what was recorded before. Windows of which the data itself tells that they are not calm are asked and printed, and a
second count leaves them out (`Case.not_calm`). `--half 1` and `--half 2` ask about every second case, to decide on one half and
measure on the other.

Disturbances (a copy of the case is changed, the answer must not be): `samples`, `spans`, `lines` leave out a fifth, with a
number behind the name that many percent; `columns` leaves out as many metrics (those of the answer's and the symptom's service stay),
`sparse` every second sample; `recent` lets the baseline begin in the middle of what was recorded;
`shift` moves the stated window by up to a tenth of its length; `early` and `late` let it begin a fifth of its length too
early or too late, `short` lets it end after three fifths; `scale` multiplies each metric by a factor of its own;
`unlogged`, `untraced` and `unmeasured` leave out all logs, traces or metrics; `services` gives every service a new name; `metrics` adds a random word to every metric's name; `symptom` does not tell
the symptom.

`--inject` puts synthetic faults into calm stretches instead, each service in turn (see inject.py): faults whose place is
known, in services that no case of the folder blames. The last columns count those alone whose window is silent as it was
recorded: elsewhere another fault is there as well. `--keep DIR` keeps what was made.

`--sweep` asks once for each disturbance instead, `--seeds` times with other lots, and prints a line for each and data set.
"""
import argparse
import csv
import gzip
import itertools
import json
import pathlib
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor

import inject
from score import lines, rank_of, report


SWEPT = ["none", "samples", "columns", "sparse", "spans", "spans50", "lines10", "lines", "lines30", "shift", "early", "late", "short",
         "recent", "symptom", "services", "unlogged", "untraced", "unmeasured"]
# No lot is drawn in these: one seed tells all.
CERTAIN = {"none", "sparse", "early", "late", "short", "recent", "symptom", "unlogged", "untraced", "unmeasured"}


def opened(path, mode):
    return gzip.open(path, mode + "t", encoding="utf-8", newline="") if path.suffix == ".gz" else open(path, mode, encoding="utf-8", newline="")


def workload(pod):
    """The workload of a pod named `<workload>-<hash>-<hash>`."""
    return re.sub(r"-[a-z0-9]{5,10}-[a-z0-9]{5}$", "", pod)


class Case:
    def __init__(self, folder):
        self.folder = folder
        self.facts = json.loads((folder / "case.json").read_text())
        self.renamed = {}
        self.true_window = self.window()

    def window(self):
        return self.facts["incident_start"], self.facts["incident_end"], self.facts["baseline_start"]

    def calm_windows(self):
        start, end, base = self.true_window
        # The bucket that holds the start may show its first effects.
        last = start - 2 * self.facts.get("step_s", 60)
        length = min(end - start, (start - base) // 4)
        found = []
        for i in range(3):
            to = last - i * length
            # At least half of the baseline stays for learning.
            if to - length >= (base + start) // 2 and length > 0:
                found.append((to - length, to, base))
        # The second half, the last third and the last stretch as long as the incident, up to its very start.
        step = self.facts.get("step_s", 60)
        for at in ((base + start) // 2, start - (start - base) // 3, start - (end - start)):
            if at - base >= (start - base) // 3 and start - at >= min(step, 30):
                found.append((at, start - (step if step > 60 else 1), base))
        return sorted(set(found))

    def not_calm(self, window, others):
        """Why a window cut from the baseline is none that was calm, by what the data set tells of itself; else None.

        Another case of the data set was recorded at that time: the incident it states is in the window. Or the baseline was
        put together of halves of two recordings under different load (`baseline_kind`), and what the window is compared with
        is mostly the other one.
        """
        at, to, _ = window
        start, _, base = self.true_window
        for other in others:
            if other is not self and other.facts["dataset"] == self.facts["dataset"] and not self.facts.get("baseline_shift_s"):
                began, ended = other.true_window[:2]
                if at < ended and began < to and any(began <= t < ended for t in self.sampled()):
                    return f"holds the incident of {other.facts['id']}"
        if self.facts.get("baseline_kind", "").endswith("halves"):
            seam = (base + start) // 2
            if at <= seam < to or seam < at < seam + (to - at):
                return "two recordings meet in it, or before it within its own length"
        return None

    def sampled(self):
        """Instants of the metrics."""
        with open(self.folder / "metrics.csv", encoding="utf-8", newline="") as file:
            return [int(r[0]) for r in list(csv.reader(file))[1:]]

    def recorded(self):
        """Instants of the baseline at which something was recorded: of requests where traces tell them, else samples."""
        start, _, base = self.true_window
        for path in self.folder.glob("traces.csv*"):
            with opened(path, "r") as file:
                rows = csv.DictReader(file)
                return sorted({int(r["start_ns"]) // 10**9 for r in rows if int(r["start_ns"]) < (start - 2) * 10**9})
        return [t for t in self.sampled() if base <= t < start - 1]

    def random_cuts(self, n, rng):
        """Calm windows at random places: at least a third of what was recorded lies before each."""
        start, end, base = self.true_window
        times = self.recorded()
        step = 1 if len(times) < 2 else min(b - a for a, b in zip(times, times[1:]))
        traced = any(self.folder.glob("traces.csv*"))
        found = set()
        for _ in range(200):
            if len(found) == n or len(times) < 6:
                break
            length = int(min(end - start, step * len(times) // 4) * rng.choice([0.5, 1, 1, 2]))
            # Traces are recorded for a minute or two.
            length = rng.choice([15, 20, 30, 40]) if traced else length
            at = rng.choice(times[len(times) // 3:])
            inside = [t for t in times if at <= t < at + length]
            # Throughout: no window over a hole in the recording, nor one that reaches into the incident.
            if at + length > start - 2 or len(inside) < max(1, 0.7 * (length // step)):
                continue
            before = [t for t in times if t < at and (not traced or t >= at - 2 * length)]
            if len(before) < len(inside) * (1 if traced else 3):
                continue
            first = before[0] if rng.random() < 0.5 else before[rng.randrange(len(before) // 2 + 1)]
            found.add((at, at + length, base if first == before[0] and at > base and not traced else first))
        return sorted(found)


def left_out(kinds):
    """Shares left out, by what is left out: `lines30` leaves out thirty percent of the lines."""
    found = {}
    for kind in kinds:
        name, percent = re.fullmatch(r"(.*?)(\d*)", kind).groups()
        if name in ("samples", "spans", "lines", "columns"):
            found[name] = int(percent or 20) / 100
    return found


def disturbed(case, kinds, rng, into, answer=None):
    """A copy of the case with what `kinds` says left out or changed."""
    without = left_out(kinds)
    kinds = kinds | without.keys()
    folder = into / case.folder.name
    shutil.copytree(case.folder, folder, copy_function=shutil.copyfile)
    for each in [folder, *folder.rglob("*")]:
        each.chmod(0o755 if each.is_dir() else 0o644)
    for kind, pattern in {"unlogged": "logs", "untraced": "traces.csv*", "unmeasured": "metrics.csv"}.items():
        for path in folder.glob(pattern) if kind in kinds else []:
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    copy = Case(folder)
    names = {}
    if "services" in kinds:
        def fresh(name):
            base = workload(name)
            if base not in names:
                names[base] = "svc" + "".join(rng.choice("bcdfghjkmnpqrtvwxz") for _ in range(7)) + "x"
            return names[base] + name[len(base):]
    else:
        def fresh(name):
            return name
    words = {}
    def metric(name):
        if "metrics" not in kinds:
            return name
        return words.setdefault(name, name + "_" + "".join(rng.choice("kqvwxz") for _ in range(5)))
    path = folder / "metrics.csv"
    if path.exists():
        with open(path, encoding="utf-8", newline="") as file:
            rows = list(csv.reader(file))
        head = ["time"] + [f"{fresh(c.partition('_')[0])}_{metric(c.partition('_')[2])}" for c in rows[0][1:]]
        if "columns" in kinds:
            stay = {w["service"] for w in (answer, case.facts.get("symptom")) if w}
            kept = [i for i, name in enumerate(rows[0]) if name.partition("_")[0] in stay or not i or rng.random() >= without["columns"]]
            rows, head = [[row[i] for i in kept] for row in rows], [head[i] for i in kept]
        if "sparse" in kinds:
            rows = [rows[0], *rows[1::2]]
        of_metric = {}
        # What is a share of something has no other unit.
        scaled = lambda metric: "scale" in kinds and not re.search(r"availability|pct|ratio", metric)
        factors = [of_metric.setdefault(m, rng.choice([0.25, 0.5, 2.0, 4.0])) if scaled(m) else None for m in (c.partition("_")[2] for c in head[1:])]
        for row in rows[1:]:
            for i in range(1, len(row)):
                if rng.random() < without.get("samples", 0):
                    row[i] = ""
                elif row[i] and factors[i - 1]:
                    row[i] = repr(float(row[i]) * factors[i - 1])
        with open(path, "w", encoding="utf-8", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows([head, *rows[1:]])
    path = folder / "topology.csv"
    if path.exists() and names is not None and "services" in kinds:
        rows = list(csv.reader(path.open(encoding="utf-8")))
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows([rows[0], *[[fresh(c) for c in r] for r in rows[1:]]])
    for path in folder.glob("traces.csv*"):
        if not kinds & {"services", "spans"}:
            continue
        with opened(path, "r") as file:
            rows = list(csv.reader(file))
        service, pod = rows[0].index("service"), rows[0].index("pod")
        # Tracers sample whole traces.
        kept = [r for r in rows[1:] if random.Random(f"{rng.seed_word}{r[0]}").random() >= without.get("spans", 0)]
        for row in kept:
            row[service], row[pod] = fresh(row[service]), fresh(row[pod])
        with opened(path, "w") as file:
            csv.writer(file, lineterminator="\n").writerows([rows[0], *kept])
    if (folder / "logs").is_dir() and kinds & {"services", "lines"}:
        for path in sorted((folder / "logs").iterdir()):
            stem, dot, rest = path.name.partition(".")
            with opened(path, "r") as file:
                kept = [line for line in file if rng.random() >= without.get("lines", 0)]
            path.unlink()
            with opened(path.with_name(fresh(stem) + dot + rest), "w") as file:
                file.writelines(kept)
    if "shift" in kinds:
        most = (copy.facts["incident_end"] - copy.facts["incident_start"]) // 10
        for key in ("incident_start", "incident_end"):
            copy.facts[key] += rng.randint(-most, most)
    length = copy.facts["incident_end"] - copy.facts["incident_start"]
    if "early" in kinds:
        copy.facts["incident_start"] -= length // 5
    if "late" in kinds:
        copy.facts["incident_start"] += length // 5
    if "short" in kinds:
        copy.facts["incident_end"] -= length * 2 // 5
    if "recent" in kinds:
        # Halfway of what was recorded.
        times = copy.recorded()
        copy.facts["baseline_start"] = times[len(times) // 2]
    symptom = copy.facts.get("symptom")
    if symptom:
        symptom["service"], symptom["metric"] = fresh(symptom["service"]), metric(symptom["metric"])
    if "symptom" in kinds:
        copy.facts["symptom"] = None
    copy.renamed = {new: old for old, new in names.items()} | {new: old for old, new in words.items()}
    # Nothing but evidence may lie beside the evidence.
    (folder / "case.json").unlink()
    (folder / "nodes.json").unlink(missing_ok=True)
    return copy


def ask(binary, case, window):
    """Runs the binary; the analysis and how long it took."""
    stamp = lambda t: time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(t))
    start, end, base = window
    command = [binary, "analyze", "--json", "--evidence", str(case.folder)]
    command += ["--from", stamp(start), "--to", stamp(end), "--baseline-from", stamp(base)]
    symptom = case.facts.get("symptom")
    if symptom:
        command += ["--symptom", f"{symptom['service']}:{symptom['metric']}"]
    began = time.monotonic()
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    took = time.monotonic() - began
    try:
        return json.loads(done.stdout), took
    except json.JSONDecodeError:
        sys.exit(f"{' '.join(command)}: exit {done.returncode}, no analysis: {done.stderr[:500]}")


def ranking(analysis, renamed):
    seen, found = set(), []
    for suspect in analysis["suspects"]:
        name = suspect.get("service")
        if not name:
            continue
        name = workload(name)
        if name not in seen:
            seen.add(name)
            metric = suspect.get("metric")
            found.append({"service": renamed.get(name, name), "metric": renamed.get(metric, metric)})
    return found


def sweep(folders, answers, args):
    """A line per disturbance and data set: how often the answer is first, among the first three, and told at all."""
    kinds = args.sweep.split(",") if args.sweep != "all" else SWEPT
    print(f"{'disturbance':14}{'data set':14}{'n':>4}{'AC@1':>8}{'AC@3':>8}{'kept':>8}  not first")
    for kind in kinds:
        found = {}
        for seed in range(args.seed, args.seed + args.seeds):
            with tempfile.TemporaryDirectory() as scratch:
                cases = []
                for folder in folders:
                    rng = random.Random(f"{seed}{folder.name}")
                    rng.seed_word = f"{seed}{folder.name}"
                    answer = next((a for _, a in answers if a["id"] == folder.name), None)
                    into = pathlib.Path(scratch)
                    cases.append(Case(folder) if kind == "none" else disturbed(Case(folder), set(kind.split("+")), rng, into, answer))
                with ThreadPoolExecutor(args.jobs) as pool:
                    told = list(pool.map(lambda case: ask(args.binary, case, case.window())[0], cases))
            for case, analysis in zip(cases, told):
                answer = next(a for _, a in answers if a["id"] == case.facts["id"])
                rank = rank_of(answer, ranking(analysis, case.renamed))
                kept = analysis["outcome"] != "nothing_stands_out"
                found.setdefault(case.facts["dataset"], []).append((case.facts["id"], rank if kept else None, kept))
            if kind in CERTAIN:
                break
        for dataset, ranks in sorted(found.items()):
            share = lambda k: sum(1 for _, rank, _ in ranks if rank and rank <= k) / len(ranks)
            kept = sum(kept for _, _, kept in ranks) / len(ranks)
            missed = " ".join(sorted(f"{name.removeprefix(dataset + '-')}:{rank or '-'}" for name, rank, _ in ranks if rank != 1))
            print(f"{kind:14}{dataset:14}{len(ranks):4}{share(1):8.3f}{share(3):8.3f}{kept:8.3f}  {missed}", flush=True)


def put_in(folders, args):
    """A line per data set and kind of synthetic fault. Each service breaks once per kind, in a case drawn for it."""
    cases, asked = {f.name: Case(f) for f in folders}, {}
    for case in cases.values():
        for kind, service in inject.plan(case) if case.window()[0] - case.window()[2] > 200 else []:
            asked.setdefault((case.facts["dataset"], kind, service), []).append(case)
    found = {}
    with tempfile.TemporaryDirectory() as scratch:
        jobs = []
        for (dataset, kind, service), hosts in sorted(asked.items()):
            if args.inject != "all" and kind not in args.inject.split(","):
                continue
            hosts = random.Random(f"{args.seed}{dataset}{kind}{service}").sample(hosts, len(hosts))
            made = (inject.injected(host, kind, service, pathlib.Path(args.keep or scratch)) for host in hosts)
            for folder, facts in itertools.islice(filter(None, made), args.per_service):
                copy = Case(hosts[0].folder)
                copy.folder, copy.facts = folder, facts
                jobs.append((dataset, kind, service, copy))
        # The same window as it was recorded: where it is loud by itself, another fault is there beside the one put in.
        bare = {}
        for *_, copy in jobs:
            host = cases[copy.facts["id"].split("+")[0]]
            bare.setdefault((host.folder.name, copy.window()), host)
        with ThreadPoolExecutor(args.jobs) as pool:
            told = list(pool.map(lambda j: ask(args.binary, j[3], j[3].window())[0], jobs))
            outcomes = pool.map(lambda b: ask(args.binary, b[1], b[0][1])[0]["outcome"], bare.items())
            alone = {key: outcome == "nothing_stands_out" for key, outcome in zip(bare, outcomes)}
        for (dataset, kind, service, copy), analysis in zip(jobs, told):
            rank = rank_of({"service": service}, ranking(analysis, {}))
            kept = analysis["outcome"] != "nothing_stands_out"
            is_alone = alone[copy.facts["id"].split("+")[0], copy.window()]
            found.setdefault((dataset, kind), []).append((rank, kept, is_alone))
            if args.misses and rank != 1:
                first = [(s["service"], round(s["score"], 3)) for s in analysis["suspects"][:2]]
                beside = "" if is_alone else " (its window is loud by itself)"
                print(f"miss: {copy.facts['id']} rank {rank or '-'} {analysis['outcome']} got {first}{beside}", flush=True)
    print(f"{'data set':14}{'injected':14}{'n':>4}{'AC@1':>8}{'AC@3':>8}{'kept':>8}{'alone':>8}{'AC@1':>8}{'AC@3':>8}")
    for (dataset, kind), ranks in sorted(found.items()):
        def share(k, of):
            return sum(1 for rank, *_ in of if rank and rank <= k) / max(len(of), 1)
        quiet = [r for r in ranks if r[2]]
        print(f"{dataset:14}{kind:14}{len(ranks):4}{share(1, ranks):8.3f}{share(3, ranks):8.3f}{sum(r[1] for r in ranks) / len(ranks):8.3f}"
              f"{len(quiet):8}{share(1, quiet):8.3f}{share(3, quiet):8.3f}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--binary", default="target/release/backstory")
    parser.add_argument("--out", type=pathlib.Path)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--misses", action="store_true", help="tell each case that is not first, and each loud calm window")
    parser.add_argument("--no-calm", action="store_true")
    parser.add_argument("--cuts", type=int, default=0)
    parser.add_argument("--half", type=int, choices=[1, 2])
    parser.add_argument("--disturb", default="")
    parser.add_argument("--sweep", nargs="?", const="all", help="KIND,... of disturbances, each by itself; KIND+KIND together")
    parser.add_argument("--inject", nargs="?", const="all", help="KIND,... of synthetic faults put into calm stretches, each service in turn")
    parser.add_argument("--per-service", type=int, default=1, help="cases per service and kind of synthetic fault")
    parser.add_argument("--keep", help="folder that keeps the cases made by --inject")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--only", default="")
    args = parser.parse_args()
    kinds = set(filter(None, args.disturb.split(",")))
    folders = sorted(f for f in (args.folder / "cases").iterdir() if (f / "case.json").exists() and f.name.startswith(args.only))
    if args.half:
        folders = folders[args.half - 1::2]
    if not folders:
        sys.exit(f"{args.folder}: no cases; expected cases/<id>/case.json")
    answers = [(f.stem, a) for f in sorted((args.folder / "answers").glob("*.jsonl")) for a in lines(f)]
    if args.inject:
        return put_in(folders, args)
    if args.sweep:
        return sweep(folders, answers, args)
    with tempfile.TemporaryDirectory() as scratch:
        cases = []
        for folder in folders:
            case = Case(folder)
            if kinds:
                rng = random.Random(f"{args.seed}{folder.name}")
                rng.seed_word = f"{args.seed}{folder.name}"
                case = disturbed(case, kinds, rng, pathlib.Path(scratch))
            cases.append(case)
        asked = [(c, c.window(), False) for c in cases]
        if not args.no_calm:
            asked += [(c, w, True) for c in cases for w in c.calm_windows()]
            asked += [(c, w, True) for c in cases for w in c.random_cuts(args.cuts, random.Random(f"{args.seed}{c.facts['id']}"))]
        with ThreadPoolExecutor(args.jobs) as pool:
            told = list(pool.map(lambda a: ask(args.binary, a[0], a[1]), asked))
    predictions, calm, truly, times = {}, {}, {}, {}
    for (case, window, is_calm), (analysis, took) in zip(asked, told):
        dataset, outcome = case.facts["dataset"], analysis["outcome"]
        times.setdefault(dataset, []).append(took)
        if is_calm:
            why_not = case.not_calm(window, cases)
            for groups in [calm] if why_not else [calm, truly]:
                group = groups.setdefault(dataset, [0, 0])
                group[0] += outcome == "nothing_stands_out"
                group[1] += 1
            if args.misses and why_not:
                print(f"not calm: {case.facts['id']} {window[0]} +{window[1] - window[0]}: {why_not}")
            if args.misses and outcome != "nothing_stands_out":
                why = analysis["suspects"][0].get("why") if analysis["suspects"] else ""
                print(f"loud: {case.facts['id']} {window[2]} {window[0]} +{window[1] - window[0]} {outcome}: {why}")
        else:
            ranked = ranking(analysis, case.renamed)
            predictions[case.facts["id"]] = {"id": case.facts["id"], "outcome": outcome, "ranking": ranked,
                                             "scores": [round(s["score"], 3) for s in analysis["suspects"][:3]]}
    answers = [(d, a) for d, a in answers if a["id"] in predictions]
    if args.misses:
        for _, answer in answers:
            guess = predictions[answer["id"]]
            first = guess["ranking"][:3]
            service = not first or first[0]["service"] != answer["service"]
            metric = answer.get("metric") and (service or first[0]["metric"] != answer["metric"])
            if service or metric or guess["outcome"] == "nothing_stands_out":
                want = f"{answer['service']}:{answer.get('metric')}"
                got = ", ".join(f"{g['service']}:{g['metric']}" for g in first)
                print(f"miss: {answer['id']} {guess['outcome']} wanted {want} ({answer.get('fault_type')}), got {got} {guess['scores']}")
    if args.out:
        args.out.parent.mkdir(parents=True, exist_ok=True)
        args.out.write_text("".join(json.dumps(p) + "\n" for p in predictions.values()))
    report(answers, predictions)
    for title, counts in [("calm windows", calm), ("truly calm", truly)] if truly != calm else [("calm windows", calm)]:
        for dataset, (silent, n) in [*sorted(counts.items()), ("all", [sum(g[i] for g in counts.values()) for i in (0, 1)])]:
            if n:
                print(f"{title:13}{dataset:14} silent {silent}/{n} = {silent / n:.3f}")
    if calm:
        kept = [p["outcome"] != "nothing_stands_out" for p in predictions.values()]
        print(f"incidents kept {sum(kept)}/{len(kept)} = {sum(kept) / len(kept):.3f}")
    for dataset, took in sorted(times.items()):
        print(f"seconds per analysis {dataset:14} median {sorted(took)[len(took) // 2]:.2f}, longest {max(took):.2f} ({args.jobs} at a time)")


if __name__ == "__main__":
    main()

"""Synthetic faults in calm stretches: what a case's baseline would have looked like had one service broken.

A copy of a case ends where its incident begins; the last calm part becomes the window, what lies before the baseline, and a
fault of one kind is put into one service. The real noise of the recording stays. Every choice is drawn by a seed from the
names of case, kind and service, so that the same command asks the same questions.

Spans are delayed by putting time into their trace: what comes after the delayed moment moves, the callers' ends too.

    cpu        requests  a process that waits for its processor: own time of spans times 3 to 8, `cpu` up
    hog        requests  the same with half as many spans touched and little delay: own time times 1.5 to 2.5
    network    requests  a slow card: 20 to 200 ms on each call to and from the service, half of the time on its stores as well
    exception  requests  an operation breaks off after one of its log lines, callers break off as well half of the time
    return     requests  an operation goes on as usual and ends by another line; its caller leaves out what came next
    silent     requests  an operation leaves out what it logged and called from one line on
    cpu, mem   machines  processor (memory with some processor) climbs to a limit, own latency and load follow
    latency    call graph  a node's latency rises, callers wait as often as they call
    error_rate call graph  a node fails, callers fail as often as they call
"""
import calendar
import csv
import gzip
import random
import re
import shutil
import time
from collections import defaultdict

TRACED = ["cpu", "hog", "network", "exception", "return", "silent"]
# Requests that a fault must meet, and the share of all requests' time that a slow process must add.
FEWEST, LEAST = 5, 0.01
SPAN_ID = re.compile(r"\b[0-9a-f]{16}\b")


def plan(case):
    """Pairs of kind and service that can be put into the case."""
    if any(case.folder.glob("traces.csv*")):
        return [(kind, service) for kind in TRACED for service in Traces(case).busy()]
    rows = read_metrics(case.folder)
    has = defaultdict(set)
    for name in rows[0][1:]:
        service, metric = name.split("_", 1)
        has[service].add(metric)
    if (case.folder / "topology.csv").exists():
        entry = case.facts["symptom"]["service"]
        calls, reached, todo = topology(case.folder), {entry}, [entry]
        while todo:
            for callee in calls[todo.pop()]:
                if callee not in reached:
                    reached.add(callee)
                    todo.append(callee)
        metric = case.facts["symptom"]["metric"]
        kind = "error_rate" if "availability" in metric else "latency"
        return [(kind, s) for s in sorted(reached - {entry}) if metric in has[s] and demand(rows, s)]
    return [(kind, s) for kind in ("cpu", "mem") for s in sorted(has) if {"cpu", "mem"} <= has[s]]


def read_metrics(folder):
    with open(folder / "metrics.csv", encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def topology(folder):
    calls = defaultdict(list)
    with open(folder / "topology.csv", encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            calls[row["caller"]].append(row["callee"])
    return calls


def demand(rows, service):
    """Requests by row; none when nobody counted."""
    name = f"{service}_requests"
    if name not in rows[0]:
        return None
    column = rows[0].index(name)
    found = [float(r[column] or 0) for r in rows[1:]]
    return found if sum(found) > 0 else None


def injected(case, kind, service, into):
    """A copy of the case with the fault; None where the calm part is too short."""
    rng = random.Random(f"{case.facts['id']}{kind}{service}")
    folder = into / f"{case.folder.name}+{kind}+{service}"
    folder.mkdir()
    facts = dict(case.facts)
    traced = any(case.folder.glob("traces.csv*"))
    rows = read_metrics(case.folder)
    if traced:
        traces = Traces(case)
        start, end = traces.window
        change = traces.spread if kind in ("cpu", "hog", "network") else traces.cut
        change(kind, service, rng)
        # Few requests met it, or hardly waited for it: nobody would have called that an incident.
        if len(traces.touched) < FEWEST or (kind in ("cpu", "hog") and traces.added() < LEAST):
            shutil.rmtree(folder)
            return None
        traces.write(folder)
    else:
        step = facts.get("step_s", 60)
        calm = [int(r[0]) for r in rows[1:] if int(r[0]) < facts["incident_start"] - step]
        length = facts["incident_end"] - facts["incident_start"]
        first = rng.randint(len(calm) // 2, len(calm) - max(1, length // step) - 1) if length // step < len(calm) // 2 else len(calm) * 2 // 3
        start = calm[first]
        end = min(start + length, calm[-1] + 1)
    rows = [rows[0]] + [r for r in rows[1:] if int(r[0]) < end]
    symptom = facts.get("symptom")
    watched = [f"{s}_{symptom['metric']}" for s in (service, symptom["service"])] if symptom else []
    if not all(seen(rows, start, name) for name in watched):
        shutil.rmtree(folder)
        return None
    if (case.folder / "topology.csv").exists() and not traced:
        if not along_calls(rows, start, kind, service, topology(case.folder), symptom, rng):
            shutil.rmtree(folder)
            return None
    else:
        machine(rows, start, kind, service, rng)
    with open(folder / "metrics.csv", "w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(rows)
    if (case.folder / "topology.csv").exists():
        (folder / "topology.csv").write_bytes((case.folder / "topology.csv").read_bytes())
    facts.update(id=folder.name, incident_start=start, incident_end=end)
    facts["baseline_start"] = min(facts["baseline_start"], start - 1)
    return folder, facts


def seen(rows, start, name):
    """Whether a series has samples in most of the window's rows."""
    inside = [r[rows[0].index(name)] for r in rows[1:] if int(r[0]) >= start]
    return 2 * sum(map(bool, inside)) > len(inside)


def machine(rows, start, kind, service, rng):
    """Processor and memory climb; latency and load of the service follow, its neighbours wander a little."""
    head = rows[0]
    of = lambda word, who: [i for i, n in enumerate(head) if n.split("_", 1)[0] == who and n.split("_", 1)[-1].split("_")[0] == word]
    inside = [r for r in rows[1:] if int(r[0]) >= start]
    def move(columns, change):
        for column in columns:
            for n, row in enumerate(inside):
                if row[column]:
                    row[column] = f"{change(float(row[column]), min(1.0, (n + 1) / max(1, len(inside) // 6)), column):.6g}"
    noise = lambda: rng.uniform(0.9, 1.1)
    heavy = {"cpu": rng.uniform(40, 100), "hog": rng.uniform(20, 50), "mem": rng.uniform(10, 60)}.get(kind)
    if heavy:
        # Thousandths of a core, or percent.
        move(of("cpu", service), lambda v, ramp, c: v + ramp * noise() * heavy * (5 if head[c].endswith("_m") else 1))
    if kind == "mem":
        levels = sorted(float(rows[1][i]) for i, n in enumerate(head) if n.split("_", 1)[-1].startswith("mem") and rows[1][i])
        amount = rng.uniform(0.5, 2.0) * levels[len(levels) // 2]
        move(of("mem", service), lambda v, ramp, c: v + ramp * amount)
    if kind in ("cpu", "mem"):
        slow, fewer = rng.uniform(1.2, 3), rng.uniform(0.7, 1.0)
        move(of("lat", service), lambda v, ramp, c: v * (1 + ramp * (slow - 1)))
        move(of("lod", service), lambda v, ramp, c: v * fewer)
        others = sorted({n.split("_", 1)[0] for n in head[1:]} - {service})
        for other in rng.sample(others, len(others) // 3):
            factor = rng.uniform(0.8, 1.25)
            move(of("cpu", other), lambda v, ramp, c: v * (1 + ramp * (factor - 1)))


def along_calls(rows, start, kind, service, calls, symptom, rng):
    """The fault at its node; each caller takes it as often as it calls, up to the symptom's service. Whether users feel it."""
    head, metric = rows[0], symptom["metric"]
    inside = [r for r in rows[1:] if int(r[0]) >= start]
    known = [n for n in ("latency_avg", "latency_p50", "latency_p90", "latency_p95", "latency_p99") if kind == "latency"] or ["availability"]
    callers = defaultdict(list)
    for caller, callees in calls.items():
        for callee in callees:
            callers[callee].append(caller)
    counts = {s: sum(d) for s in {n.split("_", 1)[0] for n in head[1:]} if (d := demand(rows, s))}
    share = {service: 1.0}
    todo = [service]
    while todo:
        at = todo.pop(0)
        for caller in callers[at]:
            if caller not in share:
                # What is called by several is called by each according to its own demand.
                all_callers = sum(counts.get(c, 0) for c in callers[at]) or 1
                per_call = min(1.0, counts.get(at, counts.get(caller, 1)) / all_callers)
                share[caller] = share[at] * per_call
                todo.append(caller)
    entry = symptom["service"]
    level = lambda who: sorted(float(r[head.index(f"{who}_{metric}")] or 0) for r in rows[1:])[len(rows) // 2 - 1]
    # As much as users feel: half to three times their wait, one to ten percent of their requests; not where the service
    # has too small a part in them for that.
    felt = rng.uniform(0.5, 3) * level(entry) if kind == "latency" else level(entry) * rng.uniform(0.01, 0.1)
    part = share.get(entry, 0.0)
    if part < 0.01:
        return False
    amount = felt / part if kind == "latency" else min(felt / part, level(service))
    if kind == "error_rate" and amount * part < 0.01 * level(entry):
        return False
    for who, part in share.items():
        for name in known:
            if f"{who}_{name}" not in head:
                continue
            column = head.index(f"{who}_{name}")
            for row in inside:
                if not row[column]:
                    continue
                value, by = float(row[column]), amount * part * rng.uniform(0.7, 1.3)
                row[column] = f"{value + by if kind == 'latency' else max(0.0, value - by):.6g}"
    return True


class Traces:
    """Spans and pod logs of the calm part of a case."""

    def __init__(self, case):
        self.facts = case.facts
        until = case.facts["incident_start"] * 10**9
        with gzip.open(case.folder / "traces.csv.gz", "rt", encoding="utf-8", newline="") as file:
            self.spans = [r for r in csv.DictReader(file) if int(r["start_ns"]) < until]
        for span in self.spans:
            span["start"], span["end"] = int(span.pop("start_ns")), int(span.pop("end_ns"))
        self.by_id = {s["span_id"]: s for s in self.spans}
        self.children = defaultdict(list)
        for span in self.spans:
            self.children[span["parent_id"]].append(span)
        for children in self.children.values():
            children.sort(key=lambda s: s["start"])
        self.logs = {}
        self.lines = defaultdict(list)
        for path in sorted((case.folder / "logs").iterdir()):
            with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
                kept = self.logs[path.name] = []
                for text in file:
                    stamp, _, rest = text.partition(" ")
                    at = nanoseconds(stamp)
                    if at is None or at >= until:
                        continue
                    line = {"at": at, "text": rest}
                    kept.append(line)
                    found = SPAN_ID.search(rest)
                    if found:
                        self.lines[found.group()].append(line)
        roots = [s["start"] // 10**9 for s in self.spans if s["parent_id"] == "root"]
        start = case.facts["incident_start"]
        # The first two fifths of what was recorded just before the incident are baseline, with any earlier minute. Where
        # logs begin later than traces, what comes before them is left out: half a recording looks like another path.
        logged = [l["at"] // 10**9 for lines in self.logs.values() for l in lines]
        first = max(min(t for t in seen if t > start - 130) for seen in (roots, logged))
        early = {s["trace_id"] for s in self.spans if start - 130 < s["start"] // 10**9 < first}
        self.spans = [s for s in self.spans if s["trace_id"] not in early]
        self.touched = set()
        self.window = (first + (start - first) * 2 // 5, start)
        self.delays = defaultdict(list)
        self.gone = set()

    def added(self):
        """Time put into the window's requests, as a share of what they took."""
        usual = sum(s["end"] - s["start"] for s in self.spans if s["parent_id"] == "root" and self.inside(s))
        return sum(by for delays in self.delays.values() for _, by in delays) / usual

    def inside(self, span):
        return self.window[0] * 10**9 <= span["start"]

    def busy(self):
        """Services that at least five requests of the window and five before it go through."""
        seen = defaultdict(lambda: (set(), set()))
        for span in self.spans:
            seen[span["service"]][self.inside(span)].add(span["trace_id"])
        return sorted(s for s, sides in seen.items() if min(map(len, sides)) >= 5)

    def operations(self, service):
        """Operations of a service by its spans with log lines, in the window."""
        found = defaultdict(list)
        for span in self.spans:
            if span["service"] == service and self.inside(span) and len(self.lines[span["span_id"]]) >= 1:
                found[span["operation"]].append(span)
        return found

    def spread(self, kind, service, rng):
        """Delays: own time of the service's spans, or its calls."""
        slow = rng.uniform(3, 8) if kind == "cpu" else rng.uniform(1.5, 2.5)
        touched = 0.9 if kind == "cpu" else 0.5
        delay, stores = rng.uniform(20e6, 200e6), rng.random() < 0.5
        for span in filter(self.inside, self.spans):
            children = self.children[span["span_id"]]
            parent = self.by_id.get(span["parent_id"])
            crosses = parent and parent["service"] != span["service"]
            if kind == "network":
                if crosses and service in (span["service"], parent["service"]):
                    self.touched.add(span["trace_id"])
                    self.delays[span["trace_id"]].append((span["start"], delay * rng.uniform(0.8, 1.2)))
                is_store = not children and not crosses and re.match(r"(SELECT|INSERT|UPDATE|DELETE|find|update|insert) ", span["operation"])
                if stores and span["service"] == service and is_store:
                    self.delays[span["trace_id"]].append((span["start"] + 1, delay * rng.uniform(0.8, 1.2)))
            elif span["service"] == service and rng.random() < touched:
                remote = len(children) == 1 and children[0]["service"] != service
                own = span["end"] - span["start"] - sum(c["end"] - c["start"] for c in children)
                if own > 0 and not remote:
                    self.touched.add(span["trace_id"])
                    self.delays[span["trace_id"]].append((span["end"] - own // 2, own * (slow - 1) * rng.uniform(0.5, 1.5)))

    def cut(self, kind, service, rng):
        """Another path through one operation."""
        operations = self.operations(service)
        if not operations:
            # Nothing is logged within spans: an operation breaks off before its calls.
            operations = defaultdict(list)
            for span in self.spans:
                if span["service"] == service and self.inside(span) and self.children[span["span_id"]]:
                    operations[span["operation"]].append(span)
        # Weighted by how often they run: rare ones break as well, but users would hardly tell.
        pool = [o for o, spans in sorted(operations.items()) for _ in spans]
        if not pool:
            return
        chosen = rng.choice(pool)
        spans = operations[chosen]
        most = max(len(self.lines[s["span_id"]]) for s in spans)
        after = rng.randrange(max(1, most)) if kind != "return" else most - 1
        callers_break = rng.random() < 0.5 if kind == "exception" else kind == "return"
        word = f"c.{service.split('-')[1] if '-' in service else service}.Handler#{rng.randint(100, 400)}"
        for span in spans:
            if rng.random() > 0.95:
                continue
            lines = sorted(self.lines[span["span_id"]], key=lambda l: l["at"])
            at = lines[min(after, len(lines) - 1)]["at"] if lines else span["start"] + 1
            if kind != "return":
                self.drop(span, at, keep_end=kind == "silent")
            if kind in ("exception", "return") and lines:
                last = lines[min(after, len(lines) - 1)]
                text = SPAN_ID.search(last["text"]).group()
                told = {"at": last["at"] + 1, "text": f"00:00:00.000 ERROR {word} TraceID: {span['trace_id']} SpanID: {text} [query failed]\n"}
                if kind == "return":
                    told["text"] = told["text"].replace("ERROR", "INFO").replace("[query failed]", "[none found]")
                    self.gone.add(id(last))
                self.touched.add(span["trace_id"])
                for kept in self.logs.values():
                    if last in kept:
                        kept.append(told)
                        break
            if callers_break:
                # The nearest span of another service, beyond the client's side of the call.
                up = self.by_id.get(span["parent_id"])
                while up and up["service"] == service:
                    up = self.by_id.get(up["parent_id"])
                up = self.by_id.get(up["parent_id"]) if up else None
                if up and up["service"] != service:
                    self.drop(up, span["end"], keep_end=False)

    def drop(self, span, at, keep_end):
        """Leaves out what the span logged and called after an instant; time taken out by callers stays with them."""
        for line in self.lines[span["span_id"]]:
            if line["at"] > at:
                self.gone.add(id(line))
                self.touched.add(span["trace_id"])
        todo = [c for c in self.children[span["span_id"]] if c["start"] > at]
        if todo:
            self.touched.add(span["trace_id"])
        if todo and not keep_end:
            saved = span["end"] - max(at, todo[0]["start"])
            self.delays[span["trace_id"]].append((span["end"] - saved // 2, -saved // 2))
        while todo:
            gone = todo.pop()
            self.gone.add(id(gone))
            for line in self.lines[gone["span_id"]]:
                self.gone.add(id(line))
            todo += self.children[gone["span_id"]]

    def moved(self, trace, at):
        return at + int(sum(by for when, by in self.delays.get(trace, ()) if when <= at))

    def write(self, folder):
        names = ["trace_id", "span_id", "parent_id", "service", "pod", "operation"]
        with gzip.open(folder / "traces.csv.gz", "wt", encoding="utf-8", newline="") as file:
            out = csv.writer(file, lineterminator="\n")
            out.writerow([*names, "start_ns", "end_ns"])
            for span in self.spans:
                if id(span) not in self.gone:
                    start, end = (self.moved(span["trace_id"], span[k]) for k in ("start", "end"))
                    out.writerow([*(span[n] for n in names), start, max(start, end)])
        trace_of = {id(line): self.by_id[s]["trace_id"] for s, lines in self.lines.items() if s in self.by_id for line in lines}
        (folder / "logs").mkdir()
        for name, lines in self.logs.items():
            kept = [(self.moved(trace_of.get(id(l)), l["at"]), l["text"]) for l in lines if id(l) not in self.gone]
            with gzip.open(folder / "logs" / name, "wt", encoding="utf-8", newline="") as file:
                file.writelines(f"{stamp(at)} {text}" for at, text in sorted(kept, key=lambda l: l[0]))


def nanoseconds(stamp):
    found = re.fullmatch(r"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d{1,9}))?Z", stamp)
    if not found:
        return None
    whole = calendar.timegm(time.strptime(found.group(1), "%Y-%m-%dT%H:%M:%S"))
    return whole * 10**9 + int((found.group(2) or "0").ljust(9, "0"))


def stamp(at):
    return time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(at // 10**9)) + f".{at % 10**9:09d}Z"

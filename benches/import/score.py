#!/usr/bin/env python3
"""score.py BINARY [--misses | --unstudied]: compares `BINARY import --json FILE` with expected.json.

`--unstudied` takes only the documents whose misses nobody has looked at, and names none of them."""
import json, subprocess, sys, os
from datetime import datetime
here = os.path.dirname(os.path.abspath(__file__))
binary, misses, unstudied = sys.argv[1], "--misses" in sys.argv, "--unstudied" in sys.argv
def inst(s):
    return None if s is None else datetime.fromisoformat(s.replace("Z", "+00:00"))
def opts(e, key, alt):
    return [e.get(key)] + list(e[alt] if isinstance(e.get(alt), list) else ([e[alt]] if alt in e else []))
tot = dict(rows=0, found=0, time=0, extra=0, act=0, afound=0, owner=0, dl=0, done=0, aextra=0, facts=0, fok=0, sec=0, sok=0, contra=0, cok=0, false=0)
kinds = {"summary": {"summary"}, "impact": {"impact"}, "timeline": {"timeline"}, "root_cause": {"root_cause", "immediate_cause", "trigger"}, "factors": {"factors", "contributing_factors", "immediate_cause", "systemic_issues","root_cause"}, "actions": {"actions"}, "lessons": {"lessons"}, "went_well": {"went_well"}}
for e in json.load(open(f"{here}/expected.json")):
    if unstudied and not e.get("unstudied"): continue
    p = f"{here}/documents/{e['file']}"
    r = subprocess.run([binary, "import", "--json", p], capture_output=True, text=True)
    def say(*a):
        if misses and not e.get("unstudied"): print(e["file"], *a)
    try: d = json.loads(r.stdout)
    except Exception as x:
        print(e["file"], "NO JSON", r.stderr[:200]); continue
    if isinstance(d, list): d = d[0]
    v = subprocess.run([binary, "import", "--verbatim", p], capture_output=True)
    if v.stdout != open(p, "rb").read(): print(e["file"], "VERBATIM DIFFERS")
    rows = {}
    for row in d["timeline"]: rows.setdefault(row["line"], row)
    want = e["timeline"]; used = set()
    for w in want:
        tot["rows"] += 1
        row = next((rows[l] for l in (w["line"], w["line"] - 1, w["line"] + 1) if l in rows and l not in used and (l == w["line"] or w["event_contains"][:12].lower() in json.dumps(rows[l], ensure_ascii=False).lower())), None)
        if row is None: say("ROW MISSED", w["line"], w["utc"], w["event_contains"]); continue
        used.add(row["line"]); tot["found"] += 1
        got = inst(row["moment"]["instant"]); other = inst(row["moment"].get("other_instant"))
        ok = [inst(o) for o in opts(w, "utc", "utc_alt")]
        if got in ok or (other is not None and other in ok): tot["time"] += 1
        else: say("TIME", w["line"], "want", w["utc"], "got", row["moment"]["instant"], row["moment"]["text"])
    for l in rows:
        if l not in used: tot["extra"] += 1; say("EXTRA ROW", l, rows[l]["event"]["text"][:60])
    acts = {}
    for a in d["actions"]: acts.setdefault(a["line"], a)
    usedA = set()
    for w in e["actions"]:
        tot["act"] += 1
        a = acts.get(w["line"]) or next((x for x in d["actions"] if w["title_contains"].lower() in x["title"]["text"].lower()), None)
        if a is None: say("ACTION MISSED", w["line"], w["title_contains"]); continue
        usedA.add(a["line"]); tot["afound"] += 1
        o = a["owner"]["text"].strip() if a.get("owner") else None
        if (o or "").lstrip("@").lower() == (w.get("owner") or "").lstrip("@").lower(): tot["owner"] += 1
        else: say("OWNER", w["line"], "want", w.get("owner"), "got", o)
        dl = a["deadline"]["date"] if a.get("deadline") else None
        if dl in opts(w, "deadline", "deadline_alt"): tot["dl"] += 1
        else: say("DEADLINE", w["line"], "want", w.get("deadline"), "got", dl)
        if a.get("is_done") == w.get("done"): tot["done"] += 1
        else: say("DONE", w["line"], "want", w.get("done"), "got", a.get("is_done"))
    for l in acts:
        if l not in usedA: tot["aextra"] += 1; say("EXTRA ACTION", l, acts[l]["title"]["text"][:70])
    for k, w in e["facts"].items():
        if w is None: continue
        tot["facts"] += 1
        if k == "severity": g = [f["value"]["text"] for f in d["facts"] if f["key"] == "severity"]; ok = any(str(w).lower() in x.lower() for x in g)
        elif k == "duration_s": g = [f.get("duration_s") for f in d["facts"]]; ok = w in g
        else:
            g = [f["moment"]["instant"] for f in d["facts"] if f.get("moment") and f["key"] == {"start": "start", "resolved": "resolved"}[k]]; ok = any(inst(x) == inst(w) for x in g)
        if ok: tot["fok"] += 1
        else: say("FACT", k, "want", w, "got", g[:4])
    for k, l in e["sections"].items():
        tot["sec"] += 1
        if any(s["line"] == l and s["kind"] in kinds[k] for s in d["sections"]): tot["sok"] += 1
        else: say("SECTION", k, l, [s["kind"] for s in d["sections"] if s["line"] == l])
    nums = [x for x in d.get("remarks", []) if "contradict" in json.dumps(x) or "differs" in json.dumps(x)]
    lines = [("numbers", x["stated"]["line"], x["message"], x["derived"]["line"]) for x in d.get("contradictions", [])]
    for w in e["contradictions"]:
        tot["contra"] += 1
        if any(l[1] in w["lines"] or l[3] in w["lines"] for l in lines): tot["cok"] += 1
        else: say("CONTRADICTION", w["lines"], w["note"], lines)
    if not e["contradictions"]:
        tot["false"] += len(lines)
        for l in lines: say("FALSE CONTRADICTION", l)
    nu = d.get("not_understood") or []
    if nu and misses: say("NOT UNDERSTOOD", [(n.get("line"), n.get("kind")) for n in nu][:8])
t = tot
print(f"rows {t['found']}/{t['rows']} time {t['time']}/{t['found']} extra {t['extra']} | actions {t['afound']}/{t['act']} owner {t['owner']} deadline {t['dl']} done {t['done']} extra {t['aextra']} | facts {t['fok']}/{t['facts']} | sections {t['sok']}/{t['sec']} | contradictions {t['cok']}/{t['contra']} false {t['false']}")

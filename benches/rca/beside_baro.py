#!/usr/bin/env python3
"""Asks BARO's RobustScorer (PyPI `fse-baro`) about the metrics of each case, for comparison with eval.py.

usage: beside_baro.py FOLDER [PREFIX]

BARO reads metrics alone and needs the start of the incident, as eval.py gives it to backstory. The time is that of
reading and ranking in a process that already runs; the start of Python and its imports is printed apart.
RCD (Ikram et al., 2022) is published as a repository, not on PyPI, and is left out.
"""
import json
import pathlib
import sys
import time

began = time.monotonic()
try:
    import pandas as pd
    from baro.root_cause_analysis import robust_scorer
except ImportError as error:
    sys.exit(f"BARO is not installed ({error}); `pip install fse-baro`")
imports = time.monotonic() - began

from score import lines, report


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    root, prefix = pathlib.Path(sys.argv[1]), (sys.argv[2:] or [""])[0]
    predictions, times = {}, []
    for folder in sorted(f for f in (root / "cases").iterdir() if (f / "case.json").exists() and f.name.startswith(prefix)):
        facts = json.loads((folder / "case.json").read_text())
        began = time.monotonic()
        data = pd.read_csv(folder / "metrics.csv")
        data = data[data["time"] < facts["incident_end"]].ffill().fillna(0)
        ranked = robust_scorer(data, inject_time=facts["incident_start"])["ranks"]
        times.append(time.monotonic() - began)
        ranking = [dict(zip(("service", "metric"), name.split("_", 1))) for name in ranked]
        predictions[facts["id"]] = {"id": facts["id"], "ranking": ranking}
    answers = [(f.stem, a) for f in sorted((root / "answers").glob("*.jsonl")) for a in lines(f) if a["id"] in predictions]
    report(answers, predictions)
    times.sort()
    print(f"BARO: seconds per case median {times[len(times) // 2]:.3f}, longest {times[-1]:.3f}; imports {imports:.1f}")


if __name__ == "__main__":
    main()

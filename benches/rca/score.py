#!/usr/bin/env python3
"""Scores rankings of suspects against answers.

usage: score.py ANSWERS PREDICTIONS.jsonl

ANSWERS is a JSONL file or a folder of them: {"id","service","metric" or null,"fault_type"?}; the name of the file is the
name of the data set. PREDICTIONS holds {"id","ranking":[{"service","metric"?}, ...],"outcome"?}, best first. A service
counts at its first mention. A case without a prediction counts as not found. With an outcome, `kept` is the share of
cases that were not called nothing_stands_out. Metric level: first suspect names service and metric of the answer.
"""
import json
import pathlib
import sys
from collections import defaultdict


def lines(path):
    with open(path, encoding="utf-8") as file:
        for number, line in enumerate(file, 1):
            if line.strip():
                try:
                    yield json.loads(line)
                except json.JSONDecodeError as error:
                    sys.exit(f"{path}:{number}: expected one JSON object per line: {error}")


def rank_of(answer, ranking):
    seen = []
    for guess in ranking:
        if guess["service"] not in seen:
            seen.append(guess["service"])
    return seen.index(answer["service"]) + 1 if answer["service"] in seen else None


def report(answers, predictions):
    """Prints a line per data set and fault type. `answers` are pairs of data set and answer."""
    groups = defaultdict(list)
    for dataset, answer in answers:
        prediction = predictions.get(answer["id"], {"ranking": []})
        rank = rank_of(answer, prediction["ranking"])
        metric = None
        if answer.get("metric"):
            first = prediction["ranking"][:1]
            metric = any(g["service"] == answer["service"] and g.get("metric") == answer["metric"] for g in first)
        kept = prediction.get("outcome", "incident") != "nothing_stands_out"
        for group in ("all", answer.get("fault_type", "-")):
            groups[dataset, group].append((rank, metric, kept))
    print(f"{'data set':14}{'fault':18}{'n':>4}{'AC@1':>8}{'AC@3':>8}{'AC@5':>8}{'Avg@5':>8}{'MRR':>8}{'metric':>8}{'kept':>8}")
    for (dataset, group), cases in sorted(groups.items()):
        n = len(cases)
        at = [sum(1 for rank, _, _ in cases if rank and rank <= k) / n for k in range(1, 6)]
        mrr = sum(1 / rank for rank, _, _ in cases if rank) / n
        metrics = [metric for _, metric, _ in cases if metric is not None]
        metric = f"{sum(metrics) / len(metrics):8.3f}" if metrics else f"{'-':>8}"
        kept = sum(kept for _, _, kept in cases) / n
        print(f"{dataset:14}{group:18}{n:4}{at[0]:8.3f}{at[2]:8.3f}{at[4]:8.3f}{sum(at) / 5:8.3f}{mrr:8.3f}{metric}{kept:8.3f}")


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    source = pathlib.Path(sys.argv[1])
    files = sorted(source.glob("*.jsonl")) if source.is_dir() else [source]
    predictions = {p["id"]: p for p in lines(sys.argv[2])}
    report([(file.stem, answer) for file in files for answer in lines(file)], predictions)


if __name__ == "__main__":
    main()

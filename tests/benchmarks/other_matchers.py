"""Our engine beside rapidfuzz's WRatio and nomenklatura's logic-v2, on the same queries in one run.

    python tests/benchmarks/other_matchers.py BENCH_FOLDER [--python OTHER_PYTHON] [--every 2]

`OTHER_PYTHON` is an interpreter of an environment with nomenklatura in it (made for this only: it
needs PyICU, which has no wheel for every system). logic-v2 compares pairs and finds none: it is
given the candidates that our engine proposes, at most 50 a query, so its times hold no search.
WRatio takes 0.1 s a query: `--every` thins the queries for all.
Printed, with hints and by name only: recall at 5 and 20 alerts per 1,000 clean names and among the
first 10, the middle and the slow query in milliseconds, and the ratios to ours.
"""

import argparse
import csv
import gzip
import json
import pickle
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

Query = dict[str, str]
Answers = list[tuple[str, float]]
CLEAN = ("neg_company", "neg_person_global", "neg_person_us")


def main() -> None:
    """Measure all, print the table."""
    if sys.argv[1:2] == ["--logic-v2"]:
        logic_v2()
        return
    ask = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    ask.add_argument("bench", type=Path)
    ask.add_argument("--python", help="an interpreter that has nomenklatura")
    ask.add_argument("--every", type=int, default=1, help="take every so-manieth query")
    args = ask.parse_args()
    with gzip.open(args.bench / "list.jsonl.gz", "rt", encoding="utf-8") as lines:
        parties = [json.loads(line) for line in lines]
    with (args.bench / "queries.csv").open(encoding="utf-8", newline="") as file:
        queries = list(csv.DictReader(file))[:: args.every]
    import screening

    ours = screening.build(parties)
    wratio = screening.wratio(parties)
    print(len(queries), "queries; times of this machine as it is now, ratios to ours")
    for hints in (True, False):
        asked = [q if hints else {**q, "country": "", "kind": ""} for q in queries]
        found, taken = run(ours, asked)
        base = show("ours", hints, queries, found, taken)
        if args.python:
            answers = rescored(args.python, parties, asked, found)
            show("logic-v2, our candidates", hints, queries, *answers, base)
        if not hints:
            show("WRatio over all names", hints, queries, *run(wratio, asked), base)


def run(engine: Any, queries: Sequence[Query]) -> tuple[list[Answers], list[float]]:
    """Return the answers of one engine and the milliseconds of each."""
    found, taken = [], []
    for query in queries:
        began = time.perf_counter()
        found.append(engine.screen(query["query"], query["country"] or None, query["kind"] or None))
        taken.append(1000 * (time.perf_counter() - began))
    return found, taken


def show(
    name: str, hints: bool, queries: Sequence[Query], found: list[Answers], taken: list[float],
    base: float = 0.0,
) -> float:  # fmt: skip
    """Print one row; return the milliseconds of the middle query."""
    clean, listed, ranks = [], [], []
    for query, answers in zip(queries, found, strict=True):
        best = max((score for _, score in answers), default=-1.0)
        if query["expected"]:
            expected = set(query["expected"].split(";"))
            score = max((s for party, s in answers if party in expected), default=-1.0)
            listed.append(score)
            ranks.append(sum(s > score for _, s in answers) < 10 and score >= 0)
        elif query["category"] in CLEAN:
            clean.append(best)
    clean.sort(reverse=True)

    def recall(alerts: int) -> float:
        threshold = clean[int(alerts * len(clean) / 1000)]
        return sum(score > threshold for score in listed) / len(listed)

    times = sorted(taken)
    middle, slow = times[len(times) // 2], times[int(0.95 * len(times))]
    print(
        f"{name:26} {'hints    ' if hints else 'name only'} at 5 {recall(5):.3f}  "
        f"at 20 {recall(20):.3f}  first 10 {sum(ranks) / len(ranks):.3f}  "
        f"ms {middle:.2f} / {slow:.2f}" + (f"  {middle / base:.1f}x" if base else "")
    )
    return middle


def rescored(
    python: str, parties: list[dict[str, Any]], queries: Sequence[Query], found: list[Answers]
) -> tuple[list[Answers], list[float]]:
    """Return what logic-v2 makes of our candidates."""
    by_id = {party["id"]: party for party in parties}
    work = [
        (query, [by_id[party] for party, _ in answers])
        for query, answers in zip(queries, found, strict=True)
    ]
    done = subprocess.run(
        [python, __file__, "--logic-v2"], input=pickle.dumps(work), capture_output=True, check=True
    )
    answers: tuple[list[Answers], list[float]] = pickle.loads(done.stdout)
    return answers


def logic_v2() -> None:
    """Score the pairs on standard input with nomenklatura; runs in its own interpreter."""
    from followthemoney import model
    from nomenklatura.matching import LogicV2

    config = LogicV2.default_config()
    schemata = {
        "person": "Person",
        "org": "Organization",
        "vessel": "Vessel",
        "aircraft": "Airplane",
    }

    def entity(key: str, kind: str, names: Sequence[str], countries: Sequence[str]) -> Any:
        made = model.make_entity(schemata.get(kind, "LegalEntity"))
        made.id = key
        for name in names:
            made.add("name", name)
        for country in countries:
            made.add(
                "country" if made.schema.name not in ("Vessel", "Airplane") else "flag", country
            )
        return made

    found, taken = [], []
    for at, (query, parties) in enumerate(pickle.loads(sys.stdin.buffer.read())):
        countries = [query["country"]] if query["country"] else []
        # nomenklatura remembers names by the id of their entity: every query has its own.
        ours = entity(f"query-{at}", query["kind"], [query["query"]], countries)
        theirs = [entity(p["id"], p["kind"], p["names"], p["countries"]) for p in parties]
        began = time.perf_counter()
        found.append([(one.id, LogicV2.compare(ours, one, config).score) for one in theirs])
        taken.append(1000 * (time.perf_counter() - began))
    sys.stdout.buffer.write(pickle.dumps((found, taken)))


if __name__ == "__main__":
    main()

"""Measures what each lowest score finds and what it shows for nothing, and writes the file.

    python tests/benchmarks/measure_rates.py BENCH_FOLDER 2026-11-22 [--look]

Asked are the labelled queries of the benchmark, with the country and kind a customer file would
have beside them (often blank, sometimes wrong). Found: the share of differently written listed
names whose own listing scores at least so much. Shown for nothing: the share of unrelated names
for which any listing does. Run it again after every change of the engine: the program tells
where the file was measured with another version. Takes about half a minute.
"""

import argparse
import csv
import gzip
import json
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import screening as engines

from exportdesk.screening import ALGORITHM
from exportdesk.screening.score import model

ROOT = Path(__file__).resolve().parents[2]
TARGET = ROOT / "resources" / "screening" / "rates.json"
CLEAN = ("neg_company", "neg_person_global", "neg_person_us")


def share(scores: Sequence[float], least: float) -> float:
    """Return which share of the scores is `least` or more."""
    return round(sum(score >= least for score in scores) / len(scores), 4)


def main() -> None:
    """Measure, print the rates at the program's own thresholds, and write the file."""
    ask = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    ask.add_argument("bench", type=Path)
    ask.add_argument("as_of", help="the day of the measurement, 2026-11-22")
    ask.add_argument("--look", action="store_true", help="measure only, write nothing")
    args = ask.parse_args()
    with gzip.open(args.bench / "list.jsonl.gz", "rt", encoding="utf-8") as lines:
        engine = engines.build([json.loads(line) for line in lines])
    with (args.bench / "queries.csv").open(encoding="utf-8", newline="") as file:
        queries = list(csv.DictReader(file))
    listed, unrelated = [], []
    for query in queries:
        found = engine.screen(query["query"], query["country"], query["kind"])
        if query["expected"]:
            expected = set(query["expected"].split(";"))
            listed.append(max((s for uid, s in found if uid in expected), default=-1.0))
        elif query["category"] in CLEAN:
            unrelated.append(found[0][1] if found else -1.0)

    def rates(least: float) -> list[float]:
        return [least, share(listed, least), share(unrelated, least)]

    content = {
        "algorithm": ALGORITHM,
        "as_of": args.as_of,
        "source": "tests/benchmarks/measure_rates.py on the labelled name-screening benchmark: "
        f"{len(listed):,} listed names written differently, {len(unrelated):,} unrelated names",
        "strengths": {name: rates(least) for name, least in model().thresholds.items()},
        "curve": [rates(float(least)) for least in range(101)],
    }
    for name, (least, found_share, shown_share) in content["strengths"].items():
        print(f"{name:12} {least:6.2f}  finds {found_share:.4f}  shows {shown_share:.4f}")
    if not args.look:
        TARGET.write_text(written(content), encoding="utf-8")
        print(TARGET.stat().st_size, "bytes")


def written(content: Mapping[str, Any]) -> str:
    """Return the file: a line for each rate, to be read by people too."""
    text = json.dumps(content, indent=1)
    return re.sub(r"\[\s+([^\[\]]+?)\s+\]", lambda row: f"[{_on_one_line(row[1])}]", text) + "\n"


def _on_one_line(row: str) -> str:
    return re.sub(r"\s+", " ", row)


if __name__ == "__main__":
    main()

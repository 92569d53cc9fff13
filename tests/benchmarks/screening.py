"""The screening engine and two rapidfuzz scorers, as the benchmark's run.py wants them.

    cd tests/benchmarks && python PATH/TO/bench/run.py screening:build
    cd tests/benchmarks && python PATH/TO/bench/run.py screening:wratio
    python tests/benchmarks/screening.py PATH/TO/bench --every 8

The last runs both engines on the same sample of queries and prints the ratios: times depend on the
machine and what else it does, their ratio hardly.
"""

import argparse
import csv
import gzip
import json
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import numpy as np
from rapidfuzz import fuzz, process, utils

from exportdesk.core.ids import ListingUid, SourceKey
from exportdesk.core.listings import ListedName, Listing, NameRole
from exportdesk.core.parties import Party, PartyKind
from exportdesk.core.progress import Silent
from exportdesk.screening import IndexBuilder, Screener

KINDS = {"org": PartyKind.ORGANIZATION, "": PartyKind.UNKNOWN}
Answers = list[tuple[str, float]]


def kind_of(word: str | None) -> PartyKind:
    """Return our kind for the benchmark's word."""
    return KINDS.get(word or "") or PartyKind(word)


def listing_of(party: dict[str, Any]) -> Listing:
    """Return a party of the benchmark as a listing."""
    return Listing(
        uid=ListingUid(party["id"]),
        source=SourceKey("bench"),
        list=party["source"],
        list_name=party["source"],
        kind=kind_of(party["kind"]),
        names=tuple(ListedName(name, NameRole.ALIAS) for name in party["names"]),
        countries=tuple(party["countries"]),
    )


class Engine:
    """The product's engine over a saved index in a temporary folder."""

    def __init__(self, parties: list[dict[str, Any]]) -> None:
        self._folder = tempfile.TemporaryDirectory()
        builder = IndexBuilder()
        for party in parties:
            builder.add(listing_of(party))
        builder.finish(Path(self._folder.name) / "index", Silent())
        self.screener = Screener.load(Path(self._folder.name) / "index")

    def screen(self, name: str, country: str | None = None, kind: str | None = None) -> Answers:
        """Return party ids and scores, best first."""
        party = Party(name=name, country=country or "", kind=kind_of(kind))
        return [(uid, points) for uid, points in self.screener.rank(party, min_score=0.0)]


class Explaining(Engine):
    """The same with every reason made, for timing: at the default threshold."""

    def screen(self, name: str, country: str | None = None, kind: str | None = None) -> Answers:
        """Return party ids and scores, best first."""
        party = Party(name=name, country=country or "", kind=kind_of(kind))
        return [(match.uid, match.score) for match in self.screener.screen(party)]


class Fuzzy:
    """One rapidfuzz scorer over all names."""

    def __init__(self, parties: list[dict[str, Any]], scorer: Callable[..., float]) -> None:
        pairs = [(utils.default_process(n), p["id"]) for p in parties for n in p["names"]]
        self._names = [name for name, _ in pairs]
        self._ids = [party for _, party in pairs]
        self._scorer = scorer

    def screen(self, name: str, country: str | None = None, kind: str | None = None) -> Answers:
        """Return party ids and scores, best first; country and kind are not looked at."""
        query = utils.default_process(name)
        scores = process.cdist([query], self._names, scorer=self._scorer, workers=1)[0]
        best: dict[str, float] = {}
        for at in np.argsort(-scores, kind="stable")[:2000].tolist():
            best.setdefault(self._ids[at], float(scores[at]))
        return list(best.items())[:200]


def build(parties: list[dict[str, Any]]) -> Engine:
    """Return the product's engine."""
    return Engine(parties)


def explaining(parties: list[dict[str, Any]]) -> Explaining:
    """Return the product's engine with reasons."""
    return Explaining(parties)


def wratio(parties: list[dict[str, Any]]) -> Fuzzy:
    """Return rapidfuzz's WRatio."""
    return Fuzzy(parties, fuzz.WRatio)


def compared(engine: Engine | Fuzzy, queries: list[dict[str, str]]) -> dict[str, float]:
    """Return recall at 5 alerts per 1,000 clean names, and milliseconds for the middle query."""
    clean, listed, taken = [], [], []
    for query in queries:
        began = time.perf_counter()
        found = engine.screen(query["query"], query["country"], query["kind"])
        taken.append(time.perf_counter() - began)
        if query["expected"]:
            expected = set(query["expected"].split(";"))
            listed.append(max((s for party, s in found if party in expected), default=-1.0))
        elif query["category"].startswith("neg_"):
            clean.append(found[0][1] if found else -1.0)
    threshold = sorted(clean, reverse=True)[int(5 * len(clean) / 1000)]
    return {
        "recall": float(np.mean([score > threshold for score in listed])),
        "ms": 1000 * float(np.median(taken)),
    }


def main() -> None:
    """Compare the product's engine with WRatio on the same sample."""
    ask = argparse.ArgumentParser(description="Compare the engine with rapidfuzz WRatio.")
    ask.add_argument("bench", type=Path)
    ask.add_argument("--every", type=int, default=8, help="take every so-manieth query")
    args = ask.parse_args()
    with gzip.open(args.bench / "list.jsonl.gz", "rt", encoding="utf-8") as lines:
        parties = [json.loads(line) for line in lines]
    with (args.bench / "queries.csv").open(encoding="utf-8", newline="") as file:
        queries = list(csv.DictReader(file))[:: args.every]
    ours, theirs = compared(build(parties), queries), compared(wratio(parties), queries)
    print(len(queries), "queries; recall at 5 alerts per 1,000 clean names:")
    print(f"  ours {ours['recall']:.3f}, WRatio {theirs['recall']:.3f}")
    print(
        f"  middle query {ours['ms']:.1f} ms, {theirs['ms']:.1f}: {theirs['ms'] / ours['ms']:.0f}x"
    )


if __name__ == "__main__":
    main()

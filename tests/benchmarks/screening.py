"""The screening engine and two rapidfuzz scorers, as the benchmark's run.py wants them.

    cd tests/benchmarks && python PATH/TO/bench/run.py screening:build
    cd tests/benchmarks && python PATH/TO/bench/run.py screening:wratio

The checkout must be importable: run with its environment, from this folder.
"""

import sys
import tempfile
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
        for at in np.argsort(-scores, kind="stable")[:200].tolist():
            best.setdefault(self._ids[at], float(scores[at]))
        return list(best.items())[:50]


def build(parties: list[dict[str, Any]]) -> Engine:
    """Return the product's engine."""
    return Engine(parties)


def explaining(parties: list[dict[str, Any]]) -> Explaining:
    """Return the product's engine with reasons."""
    return Explaining(parties)


def wratio(parties: list[dict[str, Any]]) -> Fuzzy:
    """Return rapidfuzz's WRatio."""
    return Fuzzy(parties, fuzz.WRatio)

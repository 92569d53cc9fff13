"""The sample a threshold is measured with, and the counting of what came of it."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from exportdesk.core.ids import ListingUid
from exportdesk.core.listings import Listing, NameRole
from exportdesk.core.measurements import Tally, ThresholdRates, Variation
from exportdesk.core.parties import PartyKind
from exportdesk.screening.dice import lot
from exportdesk.screening.made_names import made_names
from exportdesk.screening.mutations import varied

MOST_LISTED = 500
CLEAN = 1000
OTHER_THRESHOLDS = (40.0, 50.0, 60.0, 70.0, 80.0, 90.0)

Ranking = Sequence[tuple[ListingUid, float]]


@dataclass(frozen=True, slots=True)
class Probe:
    """One name to screen. `expected`: the listings that bear it; none for a clean name."""

    name: str
    variation: Variation | None
    expected: frozenset[ListingUid]


def probes(listings: Iterable[Listing]) -> list[Probe]:
    """Return the names to screen: sampled listed ones, each in every way it can be, and clean ones.

    Addresses and weak aliases are not sampled: the first have no name, the second are names their
    publisher itself does not rely on.
    """
    listed: dict[str, tuple[PartyKind, list[ListingUid]]] = {}
    known: set[str] = set()
    for listing in listings:
        for name in listing.names:
            known.add(_words(name.text))
            if listing.kind is not PartyKind.ADDRESS and name.role is not NameRole.WEAK_ALIAS:
                kind_and_uids = listed.setdefault(" ".join(name.text.split()), (listing.kind, []))
                kind_and_uids[1].append(listing.uid)
    names = sorted(listed, key=lambda name: (lot("listed name", name), name))[:MOST_LISTED]
    found = [
        Probe(changed, variation, frozenset(listed[name][1]))
        for name in names
        for variation in Variation
        if (changed := varied(name, listed[name][0], variation))
    ]
    return [*found, *(Probe(name, None, frozenset()) for name in islice(_clean(known), CLEAN))]


def _clean(known: set[str]) -> Iterator[str]:
    """Yield made-up names, but for those that are listed: same words, whatever their order."""
    for made in made_names():
        if _words(made.name) not in known:
            yield made.name


def _words(name: str) -> str:
    return " ".join(sorted(re.findall(r"\w+", name.casefold())))


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one name met: the score of its own listing, or of the best match of a clean name."""

    variation: Variation | None
    score: float


def outcomes(tried: Sequence[Probe], rankings: Sequence[Ranking]) -> list[Outcome]:
    """Return what each name met; -1 where its listing, or any, was not among what is shown."""
    return [
        Outcome(
            probe.variation,
            max(
                (
                    score
                    for uid, score in ranking
                    if probe.variation is None or uid in probe.expected
                ),
                default=-1.0,
            ),
        )
        for probe, ranking in zip(tried, rankings, strict=True)
    ]


def by_variation(found: Iterable[Outcome], threshold: float) -> Mapping[Variation | None, Tally]:
    """Return the counts at a threshold for each kind of name; None is the clean ones."""
    tried: dict[Variation | None, int] = {}
    shown: dict[Variation | None, int] = {}
    for one in found:
        tried[one.variation] = tried.get(one.variation, 0) + 1
        shown[one.variation] = shown.get(one.variation, 0) + (one.score >= threshold)
    order: list[Variation | None] = [*Variation, None]
    return {key: Tally(tried[key], shown[key]) for key in order if key in tried}


def rates(found: Sequence[Outcome], threshold: float) -> ThresholdRates:
    """Return both sides of the trade at a threshold: changed names found, clean names alerting."""
    counts = by_variation(found, threshold)
    changed = [tally for key, tally in counts.items() if key not in (None, Variation.PUBLISHED)]
    return ThresholdRates(
        threshold,
        Tally(sum(one.tried for one in changed), sum(one.shown for one in changed)),
        counts.get(None, Tally(0, 0)),
    )

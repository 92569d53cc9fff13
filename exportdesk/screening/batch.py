"""Screening many parties: each distinct one once, by several processes where that pays.

What comes back is what screening one party after the other gives, in the order of the parties.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import cast

from exportdesk.core.ids import ListingUid
from exportdesk.core.matches import Match
from exportdesk.core.parties import Party, Role
from exportdesk.core.processes import processors
from exportdesk.core.progress import Progress
from exportdesk.screening.batch_workers import Answer, Crew, Ranking, Request, answer
from exportdesk.screening.score import DEFAULT_THRESHOLD
from exportdesk.screening.screener import Screener

# A process needs half a second to start, in which this many parties are screened.
_WORTH_A_PROCESS = 400
_MOST_IN_CHUNK = 64
_CHUNKS_EACH = 6


def screen_many(
    folder: Path,
    parties: Sequence[Party],
    progress: Progress,
    *,
    limit: int = 50,
    min_score: float = DEFAULT_THRESHOLD,
    processes: int | None = None,
) -> list[tuple[Match, ...]]:
    """Return the possible matches of each party with the index in `folder`, in their order.

    `processes` is how many to start, 0 for none at all, None for what is quickest here. Raises
    StorageFault ("index-unreadable", "worker-died"), Cancelled.
    """
    request = Request(folder, limit, min_score)
    return cast(list[tuple[Match, ...]], _batch(request, parties, progress, processes))


def screen_changed(
    folder: Path,
    parties: Sequence[Party],
    changed: Iterable[ListingUid],
    progress: Progress,
    *,
    limit: int = 50,
    min_score: float = DEFAULT_THRESHOLD,
    processes: int | None = None,
) -> list[tuple[Match, ...]]:
    """Return the possible matches of each party among the `changed` listings only.

    They are those that a screening against the whole index finds, with the same scores and
    reasons: `folder` is the whole new index, because a word's weight comes from all lists. `limit`
    counts changed listings. Raises as `screen_many`.
    """
    request = Request(folder, limit, min_score, only=frozenset(changed))
    if not request.only:
        return [()] * len(parties)
    return cast(list[tuple[Match, ...]], _batch(request, parties, progress, processes))


def rank_many(
    folder: Path,
    parties: Sequence[Party],
    progress: Progress,
    *,
    limit: int = 50,
    min_score: float = DEFAULT_THRESHOLD,
    processes: int | None = None,
) -> list[Ranking]:
    """Return uids and scores only: what `screen_many` finds, without reasons. Raises as it does."""
    request = Request(folder, limit, min_score, reasons=False)
    return cast(list[Ranking], _batch(request, parties, progress, processes))


def processes_for(parties: int, processors: int) -> int:
    """Return how many processes screen so many distinct parties quickest; 0: none, do it here."""
    if parties < 2 * _WORTH_A_PROCESS:
        return 0
    # One processor is left to the window, where that leaves more than one.
    most = processors if processors <= 2 else processors - 1
    return min(most, parties // _WORTH_A_PROCESS)


def _batch(
    request: Request, parties: Sequence[Party], progress: Progress, processes: int | None
) -> list[Answer]:
    progress.stage("screening-parties")
    # What a party does in a transaction changes nothing in what is found.
    asked = [replace(party, role=Role.NOT_SAID) for party in parties]
    distinct = list(dict.fromkeys(asked))
    if not distinct:
        return []
    count = processes_for(len(distinct), processors()) if processes is None else processes
    reporter = _Reporter(progress, len(parties), len(distinct))
    reporter.step(0)
    found = (
        _by_processes(request, distinct, reporter, count)
        if count
        else _here(request, distinct, reporter)
    )
    by_party = dict(zip(distinct, found, strict=True))
    return [by_party[party] for party in asked]


def _here(request: Request, parties: Sequence[Party], reporter: "_Reporter") -> list[Answer]:
    screener = Screener.load(request.folder)
    found = []
    try:
        for done, party in enumerate(parties, start=1):
            found.append(answer(screener, request, party))
            reporter.step(done)
    finally:
        screener.close()
    return found


def _by_processes(
    request: Request, parties: Sequence[Party], reporter: "_Reporter", count: int
) -> list[Answer]:
    size = min(_MOST_IN_CHUNK, math.ceil(len(parties) / (count * _CHUNKS_EACH)))
    chunks = [parties[start : start + size] for start in range(0, len(parties), size)]
    with Crew(request, min(count, len(chunks))) as crew:
        return crew.screen(chunks, reporter.step)


class _Reporter:
    """Tells how many of all parties are done, counting those that are the same together."""

    def __init__(self, progress: Progress, parties: int, distinct: int) -> None:
        self._progress = progress
        self._parties = parties
        self._distinct = distinct

    def step(self, done: int) -> None:
        self._progress.step(done * self._parties // self._distinct, self._parties)

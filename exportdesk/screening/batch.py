"""Screening many parties: each distinct one once, by several processes where that pays.

What comes back is what screening one party after the other gives, in the order of the parties.
"""

import math
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from exportdesk.core.matches import Match
from exportdesk.core.parties import Party, Role
from exportdesk.core.processes import processors
from exportdesk.core.progress import Progress
from exportdesk.screening.batch_workers import (
    Answer,
    Asked,
    Crew,
    Matches,
    Ranking,
    Rankings,
    Request,
)
from exportdesk.screening.kept import DEFAULT_THRESHOLD
from exportdesk.screening.screener import Screener

# A process needs half a second to start, in which this many parties are screened.
_WORTH_A_PROCESS = 400
_MOST_IN_CHUNK = 64
# So many at a time in the process itself: soon stopped, too.
_MOST_HERE = 16
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
    return _alike(Matches(folder, limit, min_score), parties, progress, processes)


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
    return _alike(Rankings(folder, limit, min_score), parties, progress, processes)


def processes_for(parties: int, processors: int) -> int:
    """Return how many processes screen so many distinct parties quickest; 0: none, do it here."""
    if parties < 2 * _WORTH_A_PROCESS:
        return 0
    # One processor is left to the window, where that leaves more than one.
    most = processors if processors <= 2 else processors - 1
    return min(most, parties // _WORTH_A_PROCESS)


def _alike(
    request: Request[Party, Answer],
    parties: Sequence[Party],
    progress: Progress,
    processes: int | None,
) -> list[Answer]:
    asked = [plain(party) for party in parties]
    distinct = list(dict.fromkeys(asked))
    count = processes_for(len(distinct), processors()) if processes is None else processes
    found = ask_each(request, distinct, progress, count, len(parties))
    by_party = dict(zip(distinct, found, strict=True))
    return [by_party[party] for party in asked]


def plain(party: Party) -> Party:
    """Return a party without what changes nothing in what is found: its part in a transaction."""
    return party if party.role is Role.NOT_SAID else replace(party, role=Role.NOT_SAID)


def ask_each(
    request: Request[Asked, Answer],
    asked: Sequence[Asked],
    progress: Progress,
    processes: int,
    parties: int,
    crew: Crew | None = None,
) -> list[Answer]:
    """Return the answer to each, in order; progress counts so many `parties` in all.

    Where processes pay, a `crew` that waits is asked in place of new ones.
    """
    progress.stage("screening-parties")
    if not asked:
        return []
    reporter = _Reporter(progress, parties, len(asked))
    reporter.step(0)
    if processes:
        return _by_processes(request, asked, reporter, processes, crew)
    return _here(request, asked, reporter)


def _here(
    request: Request[Asked, Answer], asked: Sequence[Asked], reporter: "_Reporter"
) -> list[Answer]:
    screener = Screener.load(request.folder)
    found: list[Answer] = []
    try:
        answer = request.begin(screener)
        for start in range(0, len(asked), _MOST_HERE):
            found += answer(asked[start : start + _MOST_HERE])
            reporter.step(len(found))
    finally:
        screener.close()
    return found


def _by_processes(
    request: Request[Asked, Answer],
    asked: Sequence[Asked],
    reporter: "_Reporter",
    count: int,
    crew: Crew | None,
) -> list[Answer]:
    count = crew.count if crew else count
    size = min(_MOST_IN_CHUNK, math.ceil(len(asked) / (count * _CHUNKS_EACH)))
    chunks = [asked[start : start + size] for start in range(0, len(asked), size)]
    if crew:
        return crew.screen(request, chunks, reporter.step)
    with Crew(request.folder, min(count, len(chunks))) as started:
        return started.screen(request, chunks, reporter.step)


class _Reporter:
    """Tells how many of all parties are done, counting those that are the same together."""

    def __init__(self, progress: Progress, parties: int, distinct: int) -> None:
        self._progress = progress
        self._parties = parties
        self._distinct = distinct

    def step(self, done: int) -> None:
        self._progress.step(done * self._parties // self._distinct, self._parties)

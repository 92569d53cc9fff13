"""Screening the book again after a change of lists: only whom the change can touch.

The result is that of screening everybody against the whole new index. A party is screened again
where something came near it before (what words weigh moves a little with every change, and scores
with it), or comes near it now among the listings that changed. All others had nothing and have
nothing. Why this is so, and what was measured: docs/decisions/0017.
"""

import sys
from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from functools import cache
from operator import itemgetter
from pathlib import Path

from exportdesk.core.listings import Listing
from exportdesk.core.matches import Match
from exportdesk.core.parties import Party
from exportdesk.core.processes import processors
from exportdesk.core.progress import Progress
from exportdesk.screening.batch import ask_each, plain, processes_for
from exportdesk.screening.batch_workers import Crew
from exportdesk.screening.kept import DEFAULT_THRESHOLD
from exportdesk.screening.screener import Screener
from exportdesk.screening.store import Reader
from exportdesk.screening.touching import ListChanges

# So many points below the lowest score shown a listing is near.
NEAR = 30.0
_LEAST_NEAR = 5.0
# Below this lowest score shown, near would be nearly everything.
_LEAST_SHOWN = 20.0
# Where a larger share of the listings changed, everybody is screened.
MOST_CHANGED = 0.05
# Telling that a party is not touched takes such a part of the time that screening it takes.
_GLANCE = 0.15


@dataclass(frozen=True, slots=True)
class Screened:
    """What was found for a party, best first, and whether anything came near.

    Keep both: `is_near` tells after the next change of lists whether the party must be screened.
    """

    matches: tuple[Match, ...] = ()
    is_near: bool = False


def near(min_score: float) -> float:
    """Return the score from which a listing is near."""
    return max(_LEAST_NEAR, min_score - NEAR)


def screen_book(
    folder: Path,
    parties: Sequence[Party],
    progress: Progress,
    *,
    limit: int = 50,
    min_score: float = DEFAULT_THRESHOLD,
    processes: int | None = None,
) -> list[Screened]:
    """Screen every party with the index in `folder`; return the results in their order.

    `processes` and what is raised are as in `batch.screen_many`.
    """
    found = rescreen(
        folder, parties, [True] * len(parties), ListChanges(), progress,
        limit=limit, min_score=min_score, processes=processes,
    )  # fmt: skip
    return [found[at] for at in range(len(parties))]


def rescreen(
    folder: Path,
    parties: Sequence[Party],
    again: Sequence[bool],
    changes: ListChanges,
    progress: Progress,
    *,
    earlier: int = 0,
    limit: int = 50,
    min_score: float = DEFAULT_THRESHOLD,
    processes: int | None = None,
    crew: Crew | None = None,
) -> dict[int, Screened]:
    """Screen whom `changes` touch; return the results by place in `parties`.

    A party that is not in the result was screened before with nothing near, and so it would be
    now. `folder` is the whole index after the changes. `again` says of each party that it must be
    screened: its last result `is_near`, it was changed itself, or has no result yet. The other
    results must be made by the same ALGORITHM with the same `min_score`, and hold for the lists
    before the changes: `earlier` is how many listings in all had changed (`ListChanges.count`)
    between the oldest of them and these. A `crew` that waits (`waiting_crew`) is asked where
    processes pay. Raises as `batch.screen_many`.
    """
    everybody = not changes.is_empty and (
        min_score < _LEAST_SHOWN or is_too_much(folder, changes, earlier)
    )
    parties = [plain(party) for party in parties]
    must: dict[Party, bool] = {}
    for party, again_too in zip(parties, again, strict=True):
        must[party] = must.get(party, everybody) or again_too
    # Those who must be at one end, those to be judged at the other: see `Crew.screen`.
    asked = sorted(must.items(), key=itemgetter(1))
    if changes.is_empty:
        asked = [each for each in asked if each[1]]
    if processes is None:
        work = sum(1.0 if again_too else _GLANCE for _party, again_too in asked)
        processes = processes_for(int(work), processors())
    request = Again(folder, limit, min_score, ListChanges() if everybody else changes)
    found = ask_each(request, asked, progress, processes, len(parties), crew)
    answers = {
        party: one for (party, _must), one in zip(asked, found, strict=True) if one is not None
    }
    return {at: answers[party] for at, party in enumerate(parties) if party in answers}


def waiting_crew(folder: Path, parties: int) -> AbstractContextManager[Crew | None]:
    """Return processes that get ready while it is read what has changed for so many parties.

    None are started where they would not pay even if all that is to be done is a glance at each.
    """
    count = processes_for(int(parties * _GLANCE), processors())
    return Crew(folder, count) if count else nullcontext()


def screen_changed(
    folder: Path,
    parties: Sequence[Party],
    changed: Iterable[Listing],
    progress: Progress,
    *,
    limit: int = 50,
    min_score: float = DEFAULT_THRESHOLD,
    processes: int | None = None,
) -> list[tuple[Match, ...]]:
    """Return the possible matches of each party among the `changed` listings only.

    They are those that a screening against the whole index in `folder` finds, with the same scores
    and reasons. `limit` counts changed listings. Raises as `batch.screen_many`.
    """
    changes = ListChanges(after=tuple(changed))
    uids = {listing.uid for listing in changes.after}
    met: list[tuple[Match, ...]] = [()] * len(parties)
    if not uids:
        return met
    found = rescreen(
        folder, parties, [False] * len(parties), changes, progress,
        limit=sys.maxsize, min_score=min_score, processes=processes,
    )  # fmt: skip
    for at, screened in found.items():
        met[at] = tuple(one for one in screened.matches if one.uid in uids)[:limit]
    return met


def is_too_much(folder: Path, changes: ListChanges, earlier: int = 0) -> bool:
    """Return whether so much changed that everybody must be screened. Raises StorageFault."""
    listings: int = Reader(folder).meta()["listings"]
    return changes.count + earlier > MOST_CHANGED * listings


@dataclass(frozen=True, slots=True)
class Again:
    """Asks for a party whether it must be screened, and what is found; None where not touched."""

    folder: Path
    limit: int
    min_score: float
    changes: ListChanges

    def begin(
        self, screener: Screener
    ) -> Callable[[Sequence[tuple[Party, bool]]], list[Screened | None]]:
        """Return what answers."""
        least = near(self.min_score)
        # Made when the first party is to be judged: a process may only meet those who must.
        touching = cache(lambda: screener.touching(self.changes, least))

        def answer(asked: Sequence[tuple[Party, bool]]) -> list[Screened | None]:
            again = {at for at, (_party, must) in enumerate(asked) if must}
            judged = [at for at in range(len(asked)) if at not in again]
            if judged and not self.changes.is_empty:
                touched = touching().touched([asked[at][0] for at in judged])
                again.update(judged[place] for place in touched)
            return [
                screen(party) if at in again else None for at, (party, _must) in enumerate(asked)
            ]

        def screen(party: Party) -> Screened:
            matches, is_near = screener.screen_closely(
                party, least=least, limit=self.limit, min_score=self.min_score
            )
            return Screened(matches, is_near)

        return answer

"""The lines of the queue and what is chosen of them: facts in, lines out. No widgets."""

from collections import Counter
from collections.abc import Collection, Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from exportdesk.core.ids import ListingUid, PartyId
from exportdesk.core.matches import Match, Strength, Tie
from exportdesk.core.standing import MatchState
from exportdesk.core.text import folded
from exportdesk.operations.review_queue import Waiting
from exportdesk.storage.book_matches import Queued

Key = tuple[PartyId, ListingUid]
"""What a waiting match is known by."""


def key_of(queued: Queued) -> Key:
    """Return what a waiting match is known by."""
    return queued.match.party, queued.match.match.uid


@dataclass(frozen=True, slots=True)
class QueueRow:
    """One line: a match, or all waiting matches of a party of ours with one listed party.

    `whole` are all of them, best first, where the line stands for several; `is_part` marks one of
    them shown below such a line.
    """

    queued: Queued
    whole: tuple[Queued, ...] = ()
    ties: tuple[Tie, ...] = ()
    is_open: bool = False
    is_part: bool = False

    @property
    def match(self) -> Match:
        """The match it shows."""
        return self.queued.match.match

    @property
    def state(self) -> MatchState:
        """How the match it shows stands."""
        return self.queued.match.state

    @property
    def all(self) -> tuple[Queued, ...]:
        """Everything it stands for."""
        return self.whole or (self.queued,)

    @property
    def key(self) -> Key:
        """What the match it shows is known by."""
        return key_of(self.queued)

    @property
    def identity(self) -> Hashable:
        """Which line it is, whatever becomes of its matches."""
        return ("part" if self.is_part else "line", self.key)


@dataclass(frozen=True, slots=True)
class Filters:
    """What of the queue is shown; empty means all. `days`: found within so many days."""

    text: str = ""
    list: str = ""
    strength: Strength | None = None
    state: MatchState | None = None
    days: int = 0

    @property
    def is_empty(self) -> bool:
        """Whether everything is shown."""
        return self == Filters()


# The queue is read again after every decision, and most of it is as it was.
_folded = lru_cache(maxsize=1 << 15)(folded)


@dataclass(frozen=True, slots=True)
class Found:
    """A waiting line with the text it is found by."""

    waiting: Waiting
    text: str

    @classmethod
    def of(cls, waiting: Waiting) -> "Found":
        """Return a line with the text it is found by."""
        said = (
            text
            for one in waiting.matches
            for text in (
                one.party,
                one.customer,
                one.match.match.name,
                one.match.match.matched_name,
            )
        )
        return cls(waiting, _folded(" ".join(dict.fromkeys(said))))


def fitting(
    found: Iterable[Found], filters: Filters, today: date, gone: Collection[Key] = ()
) -> list[Waiting]:
    """Return what fits the filters, without the matches in `gone`."""
    if filters.is_empty and not gone:
        return [one.waiting for one in found]
    words = folded(filters.text).split()
    since = (today - timedelta(days=filters.days)).isoformat() if filters.days else ""

    def fits(one: Queued) -> bool:
        match = one.match.match
        return (
            (not filters.list or match.list == filters.list)
            and (filters.strength is None or match.strength is filters.strength)
            and (filters.state is None or one.match.state is filters.state)
            and one.match.found_at >= since
            and key_of(one) not in gone
        )

    kept = []
    for one in found:
        if words and not all(word in one.text for word in words):
            continue
        matches = tuple(match for match in one.waiting.matches if fits(match))
        if len(matches) == len(one.waiting.matches):
            kept.append(one.waiting)
        elif matches:
            kept.append(Waiting(matches, one.waiting.ties if len(matches) > 1 else ()))
    return kept


def rows_of(waiting: Iterable[Waiting], opened: Collection[Key]) -> list[QueueRow]:
    """Return the lines; those in `opened` show what they stand for below them."""
    rows: list[QueueRow] = []
    for one in waiting:
        best = one.best
        if len(one.matches) == 1:
            rows.append(QueueRow(best))
            continue
        is_open = key_of(best) in opened
        rows.append(QueueRow(best, one.matches, one.ties, is_open))
        if is_open:
            rows += [QueueRow(match, is_part=True) for match in one.matches]
    return rows


def matches_of(rows: Iterable[QueueRow]) -> tuple[Queued, ...]:
    """Return all matches that these lines stand for, each once."""
    found = {key_of(one): one for row in rows for one in row.all}
    return tuple(found.values())


@dataclass(frozen=True, slots=True)
class Counts:
    """How many matches wait: in all, on each list, of each strength, in each state."""

    all: int
    lists: dict[str, int]
    strengths: dict[Strength, int]
    states: dict[MatchState, int]


def counts_of(waiting: Sequence[Waiting]) -> Counts:
    """Return how many matches wait."""
    matches = [one for line in waiting for one in line.matches]
    lists = Counter(one.match.match.list for one in matches)
    strengths = Counter(one.match.match.strength for one in matches)
    states = Counter(one.match.state for one in matches)
    return Counts(
        len(matches),
        dict(sorted(lists.items(), key=lambda item: (-item[1], item[0]))),
        {one: strengths[one] for one in Strength if strengths[one]},
        {one: states[one] for one in MatchState if states[one]},
    )

"""Screenings: what was asked, what came back, what a person decided."""

from dataclasses import dataclass
from enum import StrEnum

from exportdesk.core.clock import Moment
from exportdesk.core.editions import EditionUse
from exportdesk.core.events import Head
from exportdesk.core.ids import ScreeningId
from exportdesk.core.listings import Listing
from exportdesk.core.matches import Match
from exportdesk.core.parties import Party


class Verdict(StrEnum):
    """What a person says of a match."""

    NOT_SAME = "not_same"
    RESEARCH = "research"
    SAME = "same"


@dataclass(frozen=True, slots=True)
class Decision:
    """A person's word on one match, with the reason."""

    verdict: Verdict
    reason: str
    by: str
    at: Moment


@dataclass(frozen=True, slots=True)
class SeenMatch:
    """A match and its listing as they were seen, and what was decided (None: not yet)."""

    match: Match
    listing: Listing
    decision: Decision | None = None


@dataclass(frozen=True, slots=True)
class PartyResult:
    """One party of a screening and everything it met."""

    party: Party
    matches: tuple[SeenMatch, ...] = ()

    def count(self, verdict: Verdict | None) -> int:
        """Return how many matches carry this verdict (None: undecided)."""
        return sum(
            1 for m in self.matches if (m.decision.verdict if m.decision else None) is verdict
        )


@dataclass(frozen=True, slots=True)
class Screening:
    """One saved screening: the whole of what its record prints.

    `threshold` is the lowest score shown (0 to 100); `head` is the chain of events after the save.
    """

    id: ScreeningId
    number: str
    at: Moment
    operator: str
    reference: str
    parties: tuple[PartyResult, ...]
    editions: tuple[EditionUse, ...]
    program_version: str
    algorithm: str
    threshold: float
    head: Head

    def count(self, verdict: Verdict | None) -> int:
        """Return how many matches of all parties carry this verdict (None: undecided)."""
        return sum(result.count(verdict) for result in self.parties)

    @property
    def match_count(self) -> int:
        """How many possible matches there are in all."""
        return sum(len(result.matches) for result in self.parties)

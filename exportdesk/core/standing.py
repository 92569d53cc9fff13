"""Decisions that last: a person's word on one party of ours and one listing, and if it stands.

It stands until what was decided on looks different, until its review date comes, or until it is
revoked. Never for other matches of the same party, and never for other parties.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from exportdesk.core.clock import Moment
from exportdesk.core.customers import PartyChange, Profile, party_changes
from exportdesk.core.ids import DecisionId, ListingUid, PartyId
from exportdesk.core.list_changes import FieldChange, listing_change
from exportdesk.core.listings import Listing
from exportdesk.core.matches import Match
from exportdesk.core.screenings import Verdict


@dataclass(frozen=True, slots=True)
class Evidence:
    """A file that goes with a decision: the hash it is kept under, its name, bytes."""

    sha256: str
    name: str
    size: int


@dataclass(frozen=True, slots=True)
class MatchDecision:
    """A person's word on whether one party of ours is one listed party.

    `verdict` None revokes what was decided before. `profile`, `listing` and `match` are what was
    seen; the fingerprints are of the first two. `review_on` is the day on which it comes back, None
    where it does not by itself. `answers` are those of the questions asked on the way, by code.
    `customer` is whose party it was. `number` is the screening it was carried over from, "" where
    it was made in the book. `is_opposed`: something else was said of a party that is one with this
    one now; it is worked out, not kept.
    """

    id: DecisionId
    party: PartyId
    customer: PartyId
    uid: ListingUid
    verdict: Verdict | None
    reason: str
    by: str
    at: Moment
    party_fingerprint: str
    listing_fingerprint: str
    profile: Profile
    listing: Listing
    match: Match | None
    review_on: date | None = None
    evidence: tuple[Evidence, ...] = ()
    answers: Mapping[str, str] = field(default_factory=dict)
    number: str = ""
    is_opposed: bool = False


class Lapse(StrEnum):
    """Why a decision does not stand any more."""

    REVOKED = "revoked"
    PARTY_CHANGED = "party_changed"
    LISTING_CHANGED = "listing_changed"
    REVIEW_DUE = "review_due"
    OPPOSED = "opposed"  # by what was said of a party that was merged with this one


@dataclass(frozen=True, slots=True)
class Standing:
    """How the last decision on a match stands: why it lapsed, and in which fields ours or theirs
    look different since. Without a lapse it holds.
    """

    decision: MatchDecision
    lapses: tuple[Lapse, ...] = ()
    ours: tuple[PartyChange, ...] = ()
    theirs: tuple[FieldChange, ...] = ()

    @property
    def holds(self) -> bool:
        """Whether the decision stands."""
        return not self.lapses


def lapses(
    decision: MatchDecision, *, party_fingerprint: str, alike: Collection[str], today: date
) -> tuple[Lapse, ...]:
    """Return why `decision` does not stand for the party and the listing as they look now.

    `alike` are the fingerprints a decision on this listing may have been made on: its own, and
    those that differ only in the format or the source it came by.
    """
    if decision.verdict is None:
        return (Lapse.REVOKED,)
    found = []
    if decision.party_fingerprint != party_fingerprint:
        found.append(Lapse.PARTY_CHANGED)
    if decision.listing_fingerprint not in alike:
        found.append(Lapse.LISTING_CHANGED)
    if decision.review_on is not None and decision.review_on <= today:
        found.append(Lapse.REVIEW_DUE)
    if decision.is_opposed:
        found.append(Lapse.OPPOSED)
    return tuple(found)


def standing(
    decision: MatchDecision, why: tuple[Lapse, ...], *, profile: Profile, listing: Listing
) -> Standing:
    """Return how `decision` stands, with the fields that look different now. `why`: `lapses`."""
    ours = party_changes(decision.profile, profile) if Lapse.PARTY_CHANGED in why else ()
    change = listing_change(decision.listing, listing) if Lapse.LISTING_CHANGED in why else None
    return Standing(decision, why, ours, change.fields if change else ())


class MatchState(StrEnum):
    """How a match of a kept party stands. The first three are for Review."""

    OPEN = "open"
    RETURNED = "returned"
    RESEARCH = "research"
    NOT_SAME = "not_same"
    SAME = "same"

    @property
    def is_undecided(self) -> bool:
        """Whether somebody still has to look at it."""
        return self in (MatchState.OPEN, MatchState.RETURNED, MatchState.RESEARCH)


def match_state(decision: MatchDecision | None, why: Collection[Lapse]) -> MatchState:
    """Return the state of a match by the last decision on it, and why that does not stand."""
    if decision is None or decision.verdict is None:
        return MatchState.OPEN
    if why:
        return MatchState.RETURNED
    match decision.verdict:
        case Verdict.RESEARCH:
            return MatchState.RESEARCH
        case Verdict.NOT_SAME:
            return MatchState.NOT_SAME
    return MatchState.SAME


class CustomerStatus(StrEnum):
    """How a customer stands."""

    NOT_SCREENED = "not_screened"
    NO_OPEN_MATCH = "no_open_match"
    CHECK_NAME = "check_name"  # no match, and a name that begins as those of listed parties
    REVIEW = "review"
    LISTED = "listed"
    STALE = "stale"
    DELETED = "deleted"  # no more in the book, and told of only where it is asked for

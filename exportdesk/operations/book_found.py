"""What screening the book found, beside what is kept of the same parties already."""

from collections.abc import Iterable, Mapping, Sequence

from exportdesk.core.book import BookMatch, Screened
from exportdesk.core.ids import ListingUid, PartyId
from exportdesk.core.matches import Match
from exportdesk.core.standing import MatchState
from exportdesk.screening.rescreening import Screened as Found
from exportdesk.storage.workspace import Workspace

Key = tuple[PartyId, ListingUid]
"""What a kept match is known by."""


def by_key(workspace: Workspace, customers: Iterable[PartyId]) -> dict[Key, BookMatch]:
    """Return the matches that are kept of these customers."""
    return {
        (match.party, match.match.uid): match for match in workspace.matches.of_customers(customers)
    }


def book_match(
    one: Screened,
    match: Match,
    fingerprint: str,
    before: Mapping[Key, BookMatch],
    now: str,
) -> BookMatch:
    """Return a match as it is to be kept: one that was there before stands as it stood."""
    former = before.get((one.kept.id, match.uid))
    return BookMatch(
        party=one.kept.id,
        customer=one.kept.customer,
        match=match,
        listing_fingerprint=fingerprint,
        state=former.state if former else MatchState.OPEN,
        found_at=former.found_at if former else now,
        asked_by=former.asked_by if former else "",
    )


def is_as_it_was(
    one: Screened,
    since: str,
    found: Found,
    after: Sequence[BookMatch],
    before: Mapping[PartyId, Mapping[ListingUid, BookMatch]],
) -> bool:
    """Whether a party that was compared again is found as it was, so that nothing is to be kept.

    `since` is what the others were screened with before, "" where that is not known.
    """
    if not since or one.is_changed or one.screened_with != since:
        return False
    had = before.get(one.kept.id, {})
    return (
        one.is_near == found.is_near
        and had.keys() == {match.match.uid for match in after}
        and all(
            had[match.match.uid].match == match.match
            and had[match.match.uid].listing_fingerprint == match.listing_fingerprint
            for match in after
        )
    )

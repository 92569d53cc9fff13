"""What the owners of a customer make of it, by what the book knows of them."""

from collections.abc import Callable, Mapping, Sequence

from exportdesk.core.book import BookMatch
from exportdesk.core.clock import Clock, today
from exportdesk.core.customer_checks import read_percent
from exportdesk.core.customers import Customer, KeptParty
from exportdesk.core.ids import ListingUid, PartyId
from exportdesk.core.listings import Listing
from exportdesk.core.parties import PartyKind, Role
from exportdesk.core.standing import MatchState
from exportdesk.diligence import Holding, OwnerListing, OwnerParty, OwnershipResult, ownership
from exportdesk.operations.lists import Lists
from exportdesk.rulebook import Rulebook
from exportdesk.rulebook.meanings import ADDRESS_ENTRY
from exportdesk.storage.workspace import Workspace


class Ownerships:
    """Adds owners up. May be called on any thread."""

    def __init__(
        self,
        *,
        workspace: Callable[[], Workspace],
        lists: Lists,
        rulebook: Rulebook,
        clock: Clock,
    ) -> None:
        self._workspace = workspace
        self._lists = lists
        self._rulebook = rulebook
        self._clock = clock

    def of(self, customer: Customer) -> OwnershipResult | None:
        """Return what the owners of a customer come to today, None where no owner is entered."""
        holdings = [
            Holding(one.id, one.of, read_percent(one.percent))
            for one in customer.related
            if one.role is Role.OWNER
        ]
        if not holdings:
            return None
        workspace = self._workspace()
        matches = workspace.matches.of_customer(customer.id)
        listings = self._lists.listings([one.match.uid for one in matches])
        screened = {
            one.kept.id: bool(one.screened_with) and not one.is_changed
            for one in workspace.matches.screened([customer.id])
        }
        parties = [
            _owner(kept, matches, listings, screened=screened) for kept in customer.parties()
        ]
        rules = self._rulebook.ownership
        return ownership(customer.id, parties, holdings, rules, today(self._clock))


def _owner(
    kept: KeptParty,
    matches: Sequence[BookMatch],
    listings: Mapping[ListingUid, Listing],
    *,
    screened: Mapping[PartyId, bool],
) -> OwnerParty:
    own = [one for one in matches if one.party == kept.id and one.state is not MatchState.NOT_SAME]
    return OwnerParty(
        kept.id,
        kept.profile.name,
        tuple(_listing(one, listings[one.match.uid]) for one in own if one.match.uid in listings),
        is_screened=screened.get(kept.id, False),
        is_person=kept.profile.kind is PartyKind.PERSON,
    )


def _listing(match: BookMatch, listing: Listing) -> OwnerListing:
    is_address = listing.list == "EL" and listing.kind is PartyKind.ADDRESS
    return OwnerListing(
        ADDRESS_ENTRY if is_address else listing.list,
        listing.programs,
        is_confirmed=match.state is MatchState.SAME,
        uid=listing.uid,
        requirement=listing.requirement,
    )

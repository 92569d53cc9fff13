"""Who owns a customer, and what comes of it: the book's facts for the ownership calculation."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date

from exportdesk.core.book import BookMatch
from exportdesk.core.clock import Clock, today
from exportdesk.core.customer_checks import read_percent
from exportdesk.core.customers import Customer
from exportdesk.core.errors import BadInput
from exportdesk.core.ids import ListingUid, PartyId
from exportdesk.core.listings import Listing
from exportdesk.core.parties import PartyKind, Role
from exportdesk.core.standing import MatchState
from exportdesk.diligence import Holding, OwnerListing, OwnerParty, OwnershipResult, ownership
from exportdesk.operations.lists import Lists
from exportdesk.rulebook import Rulebook, denial_order_ended
from exportdesk.rulebook.meanings import ADDRESS_ENTRY
from exportdesk.storage.workspace import Workspace


class Owning:
    """Answers who owns a customer. Each method may be called on any thread."""

    def __init__(
        self,
        *,
        workspace: Callable[[], Workspace],
        lists: Lists,
        rulebook: Callable[[], Rulebook],
        clock: Clock,
    ) -> None:
        self._workspace = workspace
        self._lists = lists
        self._rulebook = rulebook
        self._clock = clock

    def of(self, customer: PartyId) -> OwnershipResult:
        """Return the calculation for a customer as of today. Raises BadInput."""
        workspace = self._workspace()
        found = workspace.customers.get(customer)
        if found is None:
            raise BadInput("customer-unknown", id=customer)
        return self.owned(workspace, found, workspace.matches.of_customer(customer))

    def owned(
        self,
        workspace: Workspace,
        customer: Customer,
        matches: Iterable[BookMatch],
        *,
        on: date | None = None,
        firm: PartyId | None = None,
    ) -> OwnershipResult:
        """Return the calculation for a customer whose parties have these matches.

        `firm` is the one of its parties that is asked about, where it is not the customer itself;
        `on` is the day by which dated rules go, today where none is given.
        """
        on = on or today(self._clock)
        by_party: dict[PartyId, list[BookMatch]] = {}
        for match in matches:
            if match.state is not MatchState.NOT_SAME:
                by_party.setdefault(match.party, []).append(match)
        uids = [match.match.uid for found in by_party.values() for match in found]
        listings = {
            uid: listing
            for uid, listing in self._lists.listings(uids).items()
            if not denial_order_ended(listing, on)
        }
        screened = _screened(workspace, customer.id)
        parties = [
            OwnerParty(
                id=kept.id,
                name=kept.profile.name,
                listings=tuple(_listings(by_party.get(kept.id, ()), listings)),
                is_screened=kept.id in screened,
                is_person=kept.profile.kind is PartyKind.PERSON,
            )
            for kept in customer.parties()
        ]
        return ownership(
            firm or customer.id, parties, holdings(customer), self._rulebook().ownership, on
        )


def _screened(workspace: Workspace, customer: PartyId) -> set[PartyId]:
    """Return which parties of a customer were screened as they look now."""
    return {
        one.kept.id
        for one in workspace.matches.screened([customer])
        if one.screened_with and not one.is_changed
    }


def holdings(customer: Customer) -> list[Holding]:
    """Return the shares that related parties hold in the customer and in one another."""
    return [
        Holding(owner=one.id, owned=one.of, percent=read_percent(one.percent))
        for one in customer.related
        if one.role is Role.OWNER
    ]


def _listings(
    matches: Iterable[BookMatch], listings: Mapping[ListingUid, Listing]
) -> Iterable[OwnerListing]:
    for match in matches:
        listing = listings.get(match.match.uid)
        if listing is not None:
            is_address = listing.list == "EL" and listing.kind is PartyKind.ADDRESS
            yield OwnerListing(
                list=ADDRESS_ENTRY if is_address else listing.list,
                programs=listing.programs,
                is_confirmed=match.state is MatchState.SAME,
                uid=listing.uid,
                requirement=listing.requirement,
            )

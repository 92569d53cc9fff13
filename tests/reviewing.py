"""Books of customers with matches that wait, for tests of Review."""

from collections.abc import Sequence
from dataclasses import replace

from exportdesk.core.book import Trigger
from exportdesk.core.customers import Customer, PartyAddress, PartyName, Profile, RelatedParty
from exportdesk.core.ids import PartyId, new_id
from exportdesk.core.listings import Identifier
from exportdesk.core.parties import PartyKind, Role
from exportdesk.core.progress import Silent
from exportdesk.operations.book_screening import BookReport
from exportdesk.storage.book_matches import Queued
from exportdesk.wiring import Desk


def customer(
    name: str,
    country: str = "",
    *,
    kind: PartyKind = PartyKind.ORGANIZATION,
    address: str = "",
    number: str = "",
    formed_on: str = "",
    reference: str = "",
    related: Sequence[RelatedParty] = (),
) -> Customer:
    """Return a customer of one name."""
    place = PartyAddress(address, country=country)
    return Customer(
        PartyId(new_id()),
        Profile(
            names=(PartyName(name),),
            kind=kind,
            addresses=() if place.is_empty else (place,),
            identifiers=(Identifier("", number),) if number else (),
            formed_on=formed_on,
        ),
        reference=reference,
        related=tuple(related),
    )


def with_director(of: Customer, name: str, country: str = "") -> Customer:
    """Return a customer with a director of this name."""
    place = (PartyAddress(country=country),) if country else ()
    profile = Profile(names=(PartyName(name),), kind=PartyKind.PERSON, addresses=place)
    return of.with_related(RelatedParty(PartyId(new_id()), Role.DIRECTOR, profile, of.id))


def moved(of: Customer, country: str) -> Customer:
    """Return a customer whose address is in another country."""
    return replace(of, profile=replace(of.profile, addresses=(PartyAddress(country=country),)))


def keep(desk: Desk, *customers: Customer) -> BookReport:
    """Keep customers and screen those that changed."""
    desk.customers.save_all(list(customers))
    return screen_book(desk)


def screen_book(desk: Desk, trigger: Trigger = Trigger.EDIT) -> BookReport:
    """Screen what changed."""
    return desk.book.screen(Silent(), trigger=trigger)


def waits(desk: Desk, party: str) -> Queued:
    """Return the strongest waiting match of a party of ours by its name."""
    return next(one for one in desk.deciding.queue() if one.party == party)

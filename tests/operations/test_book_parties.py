"""Who of a customer is screened: each of its names, and everybody related to it in any role."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from exportdesk.core.cases import CaseItem
from exportdesk.core.customers import (
    AddressUse,
    Customer,
    NameUse,
    PartyAddress,
    PartyName,
    Profile,
    RelatedParty,
)
from exportdesk.core.ids import PartyId, ProductId, new_id
from exportdesk.core.listings import Identifier
from exportdesk.core.parties import PartyKind, Role
from exportdesk.core.products import Product
from exportdesk.wiring import Desk
from tests.reviewing import customer, keep
from tests.ui.desks import open_filled

LISTED = "Severnyi Impuls LLC"
QUIET = "Quiet Meadow Honey Farm"
ROLES = (
    Role.OWNER,
    Role.DIRECTOR,
    Role.END_USER,
    Role.INTERMEDIATE_CONSIGNEE,
    Role.FREIGHT_FORWARDER,
    Role.BANK,
    Role.AGENT,
)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    made = open_filled(tmp_path_factory.mktemp("parties") / "ws")
    yield made
    made.close()


def met(desk: Desk, whose: Customer) -> set[PartyId]:
    """Return whose of a customer's parties may be the listed one."""
    return {one.party for one in desk.deciding.matches(whose.id) if one.match.name == LISTED}


@pytest.mark.parametrize("use", list(NameUse))
def test_every_name_is_screened_whatever_it_is_used_for(desk: Desk, use: NameUse) -> None:
    one = customer(f"{QUIET} {use}", "RU")
    profile = replace(one.profile, names=(*one.profile.names, PartyName(LISTED, use)))
    keep(desk, replace(one, profile=profile))
    assert met(desk, one) == {one.id}


@pytest.mark.parametrize("role", ROLES)
def test_everybody_related_is_screened_in_any_role(desk: Desk, role: Role) -> None:
    one = customer(f"{QUIET} {role}", "DE")
    profile = Profile((PartyName(LISTED),), PartyKind.ORGANIZATION, (PartyAddress(country="RU"),))
    related = RelatedParty(PartyId(new_id()), role, profile, one.id)
    keep(desk, one.with_related(related))
    assert met(desk, one) == {related.id}


def test_everything_of_a_customer_is_kept(desk: Desk) -> None:
    one = Customer(
        PartyId(new_id()),
        Profile(
            names=tuple(PartyName(f"{QUIET} {use}", use) for use in NameUse),
            kind=PartyKind.ORGANIZATION,
            addresses=tuple(
                PartyAddress(f"Road {at}", "Ulm", "BW", "89073", "DE", use)
                for at, use in enumerate(AddressUse)
            ),
            identifiers=(Identifier("VAT", "DE 12", "DE"), Identifier("Register", "HRB 1", "DE")),
            website="https://quiet.example",
            email_domain="quiet.example",
            formed_on="1998-05",
            notes="Pays.\nOnce a year.",
        ),
        reference="K-77",
        tags=("honey", "yearly"),
    )
    desk.customers.save(one)
    assert desk.customers.get(one.id) == one


def test_what_is_kept_of_it_is_screened_by_number_and_address(desk: Desk) -> None:
    listing = next(
        one
        for one in desk.lists_db().current_listings()
        if one.identifiers and any(place.text and place.country for place in one.addresses)
    )
    number = customer(QUIET, number=listing.identifiers[0].number)
    place = next(one for one in listing.addresses if one.text and one.country)
    address = customer(QUIET, place.country, address=place.text)
    keep(desk, number, address)
    for one in (number, address):
        assert listing.uid in {match.match.uid for match in desk.deciding.matches(one.id)}


def test_what_a_case_rests_on_is_kept_when_the_book_lets_it_go(desk: Desk) -> None:
    made = customer(f"{QUIET} in a case", "DE")
    keep(desk, made)
    product = Product(ProductId(new_id()), "Q-1", "Refractometer", "902750")
    desk.products.save(product)
    case = desk.cases.new(made.id, reference="PO-9", items=[CaseItem(product, "3", "pcs")])
    signed = desk.cases.sign(case, "Dana Whitfield", "Written down", None)
    paper = desk.case_papers.paper(signed)
    gone = desk.customers.delete([made.id])
    sold = desk.products.delete([product.id])
    again = desk.cases.get(signed.id)
    assert again == signed
    assert again.items[0].product == product
    assert [one.name for one in desk.cases.facts(again).parties][:1] == [made.name]
    assert desk.case_papers.paper(again) == paper
    assert desk.records.verify().faults == ()
    desk.customers.undo(gone.batch)
    desk.products.undo(sold.batch)
    assert desk.customers.get(made.id) == made
    assert desk.products.get(product.id) == product
    assert desk.records.verify().faults == ()

"""Made-up customers by the thousand, for tests and measurements of large books."""

import random
from collections.abc import Iterator

from exportdesk.core.customers import (
    AddressUse,
    Customer,
    NameUse,
    PartyAddress,
    PartyName,
    Profile,
    RelatedParty,
)
from exportdesk.core.ids import PartyId
from exportdesk.core.listings import Identifier
from exportdesk.core.parties import PartyKind, Role
from exportdesk.storage.opening import writing
from exportdesk.storage.workspace import Workspace

_FIRST = (
    "Alder", "Brightwater", "Calder", "Dunmore", "Eastgate", "Fenwick", "Granite", "Harbor",
    "Ironwood", "Juniper", "Kestrel", "Larkspur", "Meridian", "Northfield", "Oakridge", "Pinecrest",
    "Quillmere", "Riverbend", "Silverline", "Thornbury", "Umber", "Vantage", "Westmoor", "Yarrow",
)  # fmt: skip
_SECOND = (
    "Instruments", "Marine", "Optics", "Precision", "Robotics", "Sensors", "Supply", "Trading",
    "Controls", "Dynamics", "Foods", "Laboratories", "Metrology", "Logistics", "Textiles", "Tools",
)  # fmt: skip
_FORMS = ("GmbH", "Ltd", "Inc.", "S.A.", "B.V.", "AB", "Pty Ltd", "S.r.l.", "LLC", "Kft.")
_COUNTRIES = ("DE", "GB", "US", "FR", "NL", "SE", "AU", "IT", "TR", "HU", "JP", "BR", "MX", "IN")
_TAGS = ("distributor", "university", "yearly plan", "new 2026", "on hold")


def many_customers(count: int, seed: int = 7) -> Iterator[Customer]:
    """Yield `count` made-up customers, one in ten with an owner; the same ones every time."""
    chance = random.Random(seed)
    for number in range(count):
        name = f"{chance.choice(_FIRST)} {chance.choice(_SECOND)} {number} {chance.choice(_FORMS)}"
        country = chance.choice(_COUNTRIES)
        customer = PartyId(f"customer-{number:06d}")
        related = ()
        if number % 10 == 0:
            owner = Profile((PartyName(f"{chance.choice(_FIRST)} Holding {number}"),))
            related = (
                RelatedParty(PartyId(f"owner-{number:06d}"), Role.OWNER, owner, customer, "60"),
            )
        yield Customer(
            customer,
            Profile(
                names=(PartyName(name, NameUse.LEGAL),),
                kind=PartyKind.ORGANIZATION,
                addresses=(
                    PartyAddress(
                        f"{number % 200 + 1} Long Road",
                        f"Town {number % 700}",
                        country=country,
                        use=AddressUse.REGISTERED,
                    ),
                ),
                identifiers=(Identifier("VAT", f"{country}{number:09d}", country),),
                website=f"https://{number}.example",
            ),
            reference=f"C-{number:06d}",
            tags=(_TAGS[number % 5],) if number % 3 == 0 else (),
            related=related,
        )


def fill_book(workspace: Workspace, count: int, at: str = "2026-11-20T17:00:00.000000Z") -> None:
    """Keep `count` made-up customers, without history: as a book of years would stand."""
    with writing(workspace.db):
        for customer in many_customers(count):
            workspace.customers.save(customer, at)

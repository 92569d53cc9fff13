"""The made-up company of the demo: who it is, whom it sells to, what it sells, and its lists."""

import csv
import tomllib
from collections.abc import Iterator, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any
from uuid import UUID

from exportdesk.core import resources
from exportdesk.core.company import Company
from exportdesk.core.customers import Customer, PartyAddress, PartyName, Profile
from exportdesk.core.ids import PartyId, ProductId
from exportdesk.core.listings import Identifier
from exportdesk.core.parties import PartyKind
from exportdesk.core.products import HsSchedule, Jurisdiction, Product

_SCHEDULE_B_DIGITS = 10
# The demo's ids are the same on every machine, so that its records can be compared.
_MADE_AT_MILLISECONDS = 1_795_000_000_000


def demo_company() -> Company:
    """Return the exporter of the demo."""
    return Company(**_company_file()["company"])


def demo_operator() -> str:
    """Return the name of the person who works at the demo's desk."""
    return str(_company_file()["operator"])


def demo_name() -> str:
    """Return a name to screen first, which has a possible match on the demo's lists."""
    return str(_company_file()["try"])


def demo_customers() -> tuple[Customer, ...]:
    """Return the demo's customers, in the order of their references."""
    return tuple(_customer(row) for row in _rows("customers.csv"))


def demo_lessons() -> Mapping[str, str]:
    """Return what a customer teaches, by reference, for those that teach something."""
    return {row["id"]: row["teaches"] for row in _rows("customers.csv") if row["teaches"]}


def demo_products() -> tuple[Product, ...]:
    """Return the demo's catalogue, in the order of the file."""
    return tuple(_product(row) for row in _rows("products.csv"))


def demo_certifications() -> tuple[Mapping[str, Any], ...]:
    """Return the demo's certifications: whose, of what, and what became of each on which day."""
    text = resources.path("demo", "certifications.toml").read_text(encoding="utf-8")
    return tuple(tomllib.loads(text)["certification"])


def demo_cases() -> tuple[Mapping[str, Any], ...]:
    """Return the demo's cases: whose, of what, what was answered, and what became of each."""
    text = resources.path("demo", "cases.toml").read_text(encoding="utf-8")
    return tuple(tomllib.loads(text)["case"])


def demo_id(kind: str, key: str) -> str:
    """Return the id of something in the demo, the same on every machine."""
    return _fixed_id(kind, key)


def demo_list_file() -> Path:
    """Return the demo's control lists, in the JSON form the Consolidated Screening List has."""
    return resources.path("demo", "consolidated.json")


def demo_next_list_file() -> Path:
    """Return the edition that follows `demo_list_file` by a day."""
    return resources.path("demo", "consolidated.next.json")


def demo_catalogue_file() -> Path:
    """Return the changes to the catalogue that go with the demo's few listed parties."""
    return resources.path("demo", "catalogue.toml")


def _customer(row: Mapping[str, str]) -> Customer:
    number = row["identifier"]
    profile = Profile(
        names=(PartyName(row["name"]),),
        kind=PartyKind(row["kind"]),
        addresses=(PartyAddress(row["address"], country=row["country"]),),
        identifiers=(Identifier("", number),) if number else (),
        website=row["website"],
        formed_on=row["formed_on"],
        notes=row["notes"],
        email=row["email"],
        email_domain=row["email"].rpartition("@")[2],
    )
    return Customer(PartyId(_fixed_id("customer", row["id"])), profile, reference=row["id"])


def _product(row: Mapping[str, str]) -> Product:
    code = row["hs_code"].replace(".", "")
    return Product(
        ProductId(_fixed_id("product", row["sku"])),
        row["sku"],
        row["description"],
        hs_code=code,
        hs_schedule=HsSchedule.SCHEDULE_B if len(code) == _SCHEDULE_B_DIGITS else HsSchedule.HS,
        eccn=row["eccn"],
        jurisdiction=Jurisdiction.EAR,
        origin=row["origin"],
        manufacturer=row["manufacturer"],
    )


def _company_file() -> dict[str, Any]:
    return tomllib.loads(resources.path("demo", "company.toml").read_text(encoding="utf-8"))


def _rows(name: str) -> Iterator[dict[str, str]]:
    with resources.path("demo", name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file, strict=True)


def _fixed_id(kind: str, key: str) -> str:
    value = int.from_bytes(sha256(f"demo {kind} {key}".encode()).digest()[:10], "big")
    value |= _MADE_AT_MILLISECONDS << 80
    value &= ~(0xF << 76) & ~(0b11 << 62)
    return str(UUID(int=value | 0x7 << 76 | 0b10 << 62))

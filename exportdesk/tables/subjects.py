"""What can be brought in from a table: customers or products, each with its fields."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Generic, TypeVar

from exportdesk.tables.cells import Value, address_at
from exportdesk.tables.drafts import (
    AddressDraft,
    CustomerDraft,
    IdentifierDraft,
    ProductDraft,
    RelatedDraft,
)
from exportdesk.tables.fields import (
    ADDRESS_FIELDS,
    CUSTOMER_KINDS,
    IDENTIFIER_FIELDS,
    PRODUCT_KINDS,
    RELATED_FIELDS,
    RELATED_ROLES,
    CustomerField,
    FieldKind,
    ProductField,
)
from exportdesk.tables.slots import Slot

F = TypeVar("F", bound=StrEnum)
D = TypeVar("D")

Said = Sequence[tuple[Slot[F], Value]]
"""What the cells of a row say, in the order of their columns; empty ones are left out."""


@dataclass(frozen=True, slots=True)
class Subject(Generic[F, D]):
    """One kind of thing to bring in: its fields, and what of them a row cannot do without.

    At least one of the fields in `needed` must be there, else the row has the problem
    `needed_code`. Without headings, `worded` and `numbered` are what a column of words and one of
    numbers most likely hold.
    """

    name: str
    fields: type[F]
    kinds: Mapping[F, FieldKind]
    needed: frozenset[F]
    worded: F
    numbered: F
    needed_code: str
    make: Callable[[Sequence[tuple[Slot[F], Value]]], D] = field(repr=False)


def _customer(said: Said[CustomerField]) -> CustomerDraft:
    by_field: dict[CustomerField, list[str]] = {}
    for slot, value in said:
        by_field.setdefault(slot.field, []).extend(value.parts)

    def first(name: CustomerField) -> str:
        return next(iter(by_field.get(name, ())), "")

    def every(name: CustomerField) -> tuple[str, ...]:
        return tuple(dict.fromkeys(by_field.get(name, ())))

    return CustomerDraft(
        reference=first(CustomerField.REFERENCE),
        legal_name=first(CustomerField.LEGAL_NAME),
        trading_names=every(CustomerField.TRADING_NAME),
        native_names=every(CustomerField.NATIVE_NAME),
        former_names=every(CustomerField.FORMER_NAME),
        other_names=every(CustomerField.OTHER_NAMES),
        kind=first(CustomerField.KIND),
        addresses=_addresses(said),
        identifiers=tuple(_identifiers(said)),
        website=first(CustomerField.WEBSITE),
        email=_email(said),
        email_domain=first(CustomerField.EMAIL),
        formed_on=first(CustomerField.FORMED_ON),
        notes="\n".join(by_field.get(CustomerField.NOTES, ())),
        contact=", ".join(every(CustomerField.CONTACT)),
        tags=every(CustomerField.TAGS),
        related=tuple(_related(said)),
    )


def _email(said: Said[CustomerField]) -> str:
    """Return the first address of which the domain was taken."""
    cells = (value for slot, value in said if slot.field is CustomerField.EMAIL and value.parts)
    return next((address_at(value.text, value.first) for value in cells), "")


def _addresses(said: Said[CustomerField]) -> tuple[AddressDraft, ...]:
    groups: dict[int, list[tuple[Slot[CustomerField], Value]]] = {}
    for slot, value in said:
        if slot.field in ADDRESS_FIELDS:
            groups.setdefault(slot.group, []).append((slot, value))
    made = (_address(groups[number]) for number in sorted(groups))
    return tuple(address for address in made if address is not None)


def _address(said: Said[CustomerField]) -> AddressDraft | None:
    texts: dict[CustomerField, list[str]] = {}
    role = country_text = ""
    for slot, value in said:
        texts.setdefault(slot.field, []).extend(value.parts)
        if slot.label and slot.field is not CustomerField.ADDRESS_ROLE:
            role = role or slot.label
        if slot.field is CustomerField.COUNTRY and not value.parts:
            country_text = country_text or value.text
    if not any(slot.field is not CustomerField.ADDRESS_ROLE for slot, _value in said):
        return None

    def joined(name: CustomerField, between: str = ", ") -> str:
        return between.join(dict.fromkeys(texts.get(name, ())))

    country = next(iter(texts.get(CustomerField.COUNTRY, ())), "")
    return AddressDraft(
        role=next(iter(texts.get(CustomerField.ADDRESS_ROLE, ())), role),
        street="\n".join(texts.get(CustomerField.STREET, ())),
        city=joined(CustomerField.CITY),
        region=joined(CustomerField.REGION),
        postal_code=joined(CustomerField.POSTAL_CODE),
        country=country,
        country_text="" if country else country_text,
        whole=joined(CustomerField.WHOLE_ADDRESS, "\n"),
    )


def _identifiers(said: Said[CustomerField]) -> list[IdentifierDraft]:
    return list(
        dict.fromkeys(
            IdentifierDraft(slot.field.value.removesuffix("_id"), part, slot.label)
            for slot, value in said
            if slot.field in IDENTIFIER_FIELDS
            for part in value.parts
        )
    )


def _related(said: Said[CustomerField]) -> list[RelatedDraft]:
    found: dict[tuple[str, int], dict[str, Value]] = {}
    for slot, value in said:
        if slot.field in RELATED_FIELDS:
            role, detail = _role_and_detail(slot.field)
            found.setdefault((role, slot.group), {}).setdefault(detail, value)
    related = []
    for (role, _group), told in found.items():
        country = told.get("country", Value(""))
        code = country.first
        percent = told.get("percent", Value("")).first
        related += [
            RelatedDraft(role, name, code, "" if code else country.text, percent)
            for name in told.get("name", Value("")).parts
        ]
    return related


def _role_and_detail(field: CustomerField) -> tuple[str, str]:
    """Return of which role a field tells, and what: its "name", "country" or "percent"."""
    if field in RELATED_ROLES:
        return RELATED_ROLES[field], "name"
    named, _, detail = field.value.rpartition("_")
    return RELATED_ROLES[CustomerField(named)], detail


def _product(said: Said[ProductField]) -> ProductDraft:
    firsts: dict[ProductField, Value] = {}
    notes: list[str] = []
    for slot, value in said:
        firsts.setdefault(slot.field, value)
        if slot.field is ProductField.NOTES:
            notes += value.parts

    def first(name: ProductField) -> str:
        return firsts[name].first if name in firsts else ""

    schedule = next((s.label for s, _v in said if s.field is ProductField.HS_CODE), "")
    origin = firsts.get(ProductField.ORIGIN, Value(""))
    return ProductDraft(
        sku=first(ProductField.SKU),
        description=first(ProductField.DESCRIPTION),
        hs_code=first(ProductField.HS_CODE),
        hs_schedule=first(ProductField.HS_SCHEDULE) or schedule,
        eccn=first(ProductField.ECCN),
        jurisdiction=first(ProductField.JURISDICTION),
        usml_category=first(ProductField.USML_CATEGORY),
        origin=origin.first,
        origin_text="" if origin.first else origin.text,
        manufacturer=first(ProductField.MANUFACTURER),
        notes="\n".join(notes),
    )


CUSTOMERS: Subject[CustomerField, CustomerDraft] = Subject(
    "customers",
    CustomerField,
    CUSTOMER_KINDS,
    frozenset(
        (
            CustomerField.LEGAL_NAME, CustomerField.TRADING_NAME, CustomerField.NATIVE_NAME,
            CustomerField.OTHER_NAMES,
        )
    ),
    CustomerField.LEGAL_NAME,
    CustomerField.REFERENCE,
    "row-no-name",
    _customer,
)  # fmt: skip
PRODUCTS: Subject[ProductField, ProductDraft] = Subject(
    "products",
    ProductField,
    PRODUCT_KINDS,
    frozenset((ProductField.SKU, ProductField.DESCRIPTION)),
    ProductField.DESCRIPTION,
    ProductField.SKU,
    "row-no-product",
    _product,
)

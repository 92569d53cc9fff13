"""A customer or product line by line: as a row gives it, and beside what is kept."""

from collections.abc import Iterable
from typing import Any

from exportdesk.core.book import Kind
from exportdesk.core.i18n import _
from exportdesk.core.parties import PartyKind, Role
from exportdesk.core.words.choices import word
from exportdesk.operations.book_drafts import customer_draft, with_contact
from exportdesk.operations.book_export import product_draft
from exportdesk.tables import AddressDraft, CustomerDraft, ProductDraft, RelatedDraft

Line = tuple[str, str]


def draft_lines(draft: Any, kind: Kind) -> list[Line]:
    """Return what is told of a customer or product, each with its name; empty ones are left out."""
    lines = _customer_lines(draft) if kind is Kind.CUSTOMERS else _product_lines(draft)
    return [(name, text) for name, text in lines if text]


def compared(kept: Any, value: Any, kind: Kind) -> list[tuple[str, str, str]]:
    """Return each line as it is kept and as it would be: its name, before, after."""
    of = customer_draft if kind is Kind.CUSTOMERS else product_draft
    lines = _customer_lines if kind is Kind.CUSTOMERS else _product_lines
    before: list[Line] = list(lines(of(kept)))  # type: ignore[arg-type] # one kind
    after: list[Line] = list(lines(of(value)))  # type: ignore[arg-type] # one kind
    told = [(name, old, new) for (name, old), (_name, new) in zip(before, after, strict=True)]
    return [line for line in told if line[1] or line[2]]


def _customer_lines(draft: CustomerDraft) -> Iterable[Line]:
    yield _("Name"), draft.legal_name
    yield _("Reference"), draft.reference
    yield _("Trading names"), "\n".join(draft.trading_names)
    yield _("Native script"), "\n".join(draft.native_names)
    yield _("Former names"), "\n".join(draft.former_names)
    yield _("Other names"), "\n".join(draft.other_names)
    yield _("Kind"), word(PartyKind(draft.kind)) if draft.kind else ""
    yield _("Addresses"), "\n".join(map(_address, draft.addresses))
    yield (
        _("Identifiers"),
        "\n".join(f"{one.type} {one.value}".strip() for one in draft.identifiers),
    )
    yield _("Website"), draft.website
    yield _("E-mail"), draft.email or draft.email_domain
    yield _("Formed on"), draft.formed_on
    yield _("Tags"), ", ".join(draft.tags)
    yield _("Related"), "\n".join(map(_related, draft.related))
    yield _("Notes"), with_contact(draft.notes, draft.contact)


def _product_lines(draft: ProductDraft) -> Iterable[Line]:
    yield _("SKU"), draft.sku
    yield _("Description"), draft.description
    yield _("Code"), draft.hs_code
    yield _("Schedule"), draft.hs_schedule
    yield _("ECCN"), draft.eccn
    yield _("Jurisdiction"), draft.jurisdiction.upper()
    yield _("USML category"), draft.usml_category
    yield _("Origin"), draft.origin or draft.origin_text
    yield _("Manufacturer"), draft.manufacturer
    yield _("Notes"), draft.notes


def _address(one: AddressDraft) -> str:
    town = " ".join(part for part in (one.postal_code, one.city) if part)
    street = (one.whole or one.street).replace("\n", ", ")
    parts = (street, town, one.region, one.country or one.country_text)
    return ", ".join(part for part in parts if part)


def _related(one: RelatedDraft) -> str:
    share = f" {one.percent} %" if one.percent else ""
    where = f" ({one.country or one.country_text})" if one.country or one.country_text else ""
    return f"{word(Role(one.role))}{share}: {one.name}{where}"

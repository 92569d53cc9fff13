"""Drafts as rows of text, under the headings by which the same program reads them again."""

from collections.abc import Callable, Iterator, Sequence
from itertools import chain

from exportdesk.tables.cells import unlisted
from exportdesk.tables.drafts import AddressDraft, CustomerDraft, ProductDraft, RelatedDraft
from exportdesk.tables.fields import RELATED_ROLES, CustomerField, ProductField
from exportdesk.tables.heading_words import label_of

_Column = tuple[str, Callable[[CustomerDraft], str]]


def customer_table(
    drafts: Sequence[CustomerDraft],
) -> tuple[tuple[str, ...], Iterator[tuple[str, ...]]]:
    """Return headings and rows of customers; without any it is the empty template.

    As many columns for addresses, identifiers and related parties as one of them needs.
    """
    columns = list(_customer_columns(drafts))
    rows = (tuple(write(draft) for _heading, write in columns) for draft in drafts)
    return tuple(heading for heading, _write in columns), rows


def product_table(
    drafts: Sequence[ProductDraft],
) -> tuple[tuple[str, ...], Iterator[tuple[str, ...]]]:
    """Return headings and rows of products; without any it is the empty template."""
    rows = (
        tuple(
            draft.origin or draft.origin_text
            if field is ProductField.ORIGIN
            else str(getattr(draft, field.value))
            for field in ProductField
        )
        for draft in drafts
    )
    return tuple(label_of(field) for field in ProductField), rows


def _customer_columns(drafts: Sequence[CustomerDraft]) -> Iterator[_Column]:
    yield label_of(CustomerField.REFERENCE), lambda draft: draft.reference
    yield label_of(CustomerField.LEGAL_NAME), lambda draft: draft.legal_name
    yield label_of(CustomerField.TRADING_NAME), lambda draft: unlisted(draft.trading_names)
    yield label_of(CustomerField.NATIVE_NAME), lambda draft: unlisted(draft.native_names)
    yield label_of(CustomerField.FORMER_NAME), lambda draft: unlisted(draft.former_names)
    yield label_of(CustomerField.OTHER_NAMES), lambda draft: unlisted(draft.other_names)
    yield label_of(CustomerField.KIND), lambda draft: draft.kind
    most = max((len(draft.addresses) for draft in drafts), default=1)
    for number in range(1, max(1, most) + 1):
        yield from _address_columns(number)
    said = ((one.kind, one.type) for draft in drafts for one in draft.identifiers)
    always = (("tax", ""), ("registration", ""), ("other", ""))
    for kind, name in dict.fromkeys(chain(said, always)):
        label = f"{kind.capitalize()} ID"
        yield f"{label}: {name}" if name else label, _identifier(kind, name)
    yield label_of(CustomerField.WEBSITE), lambda draft: draft.website
    yield label_of(CustomerField.EMAIL), lambda draft: draft.email or draft.email_domain
    yield label_of(CustomerField.FORMED_ON), lambda draft: draft.formed_on
    yield label_of(CustomerField.TAGS), lambda draft: unlisted(draft.tags)
    for field, role in RELATED_ROLES.items():
        counts = (sum(one.role == role for one in draft.related) for draft in drafts)
        least = 1 if field is CustomerField.OWNER else 0
        for number in range(1, max(chain(counts, (least,))) + 1):
            yield from _related_columns(field, number)
    yield label_of(CustomerField.NOTES), lambda draft: draft.notes


def _address_columns(number: int) -> Iterator[_Column]:
    ending = f" (address {number})" if number > 1 else ""

    def column(field: CustomerField, text: Callable[[AddressDraft], str]) -> _Column:
        def write(draft: CustomerDraft) -> str:
            return text(draft.addresses[number - 1]) if len(draft.addresses) >= number else ""

        return label_of(field) + ending, write

    yield column(CustomerField.ADDRESS_ROLE, lambda one: one.role)
    yield column(CustomerField.STREET, lambda one: one.street)
    yield column(CustomerField.CITY, lambda one: one.city)
    yield column(CustomerField.REGION, lambda one: one.region)
    yield column(CustomerField.POSTAL_CODE, lambda one: one.postal_code)
    yield column(CustomerField.COUNTRY, lambda one: one.country or one.country_text)
    yield column(CustomerField.WHOLE_ADDRESS, lambda one: one.whole)


def _identifier(kind: str, name: str) -> Callable[[CustomerDraft], str]:
    def write(draft: CustomerDraft) -> str:
        found = (i.value for i in draft.identifiers if (i.kind, i.type) == (kind, name))
        return unlisted(found)

    return write


def _related_columns(field: CustomerField, number: int) -> Iterator[_Column]:
    label = label_of(field) + (f" {number}" if number > 1 else "")

    def column(heading: str, text: Callable[[RelatedDraft], str]) -> _Column:
        def write(draft: CustomerDraft) -> str:
            found = [one for one in draft.related if one.role == RELATED_ROLES[field]]
            return text(found[number - 1]) if len(found) >= number else ""

        return heading, write

    is_list = field is CustomerField.OTHER_PARTY  # whose names are divided where they are read
    yield column(label, lambda one: unlisted([one.name]) if is_list else one.name)
    if field is CustomerField.OWNER:
        yield column(f"{label} percent", lambda one: f"{one.percent}%" if one.percent else "")
    yield column(f"{label} country", lambda one: one.country or one.country_text)

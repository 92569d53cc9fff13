"""A listing in full, as pairs of label and text; nothing the publisher said is left out."""

import json
from collections.abc import Callable, Iterable, Mapping

from exportdesk.core.i18n import _
from exportdesk.core.listings import Listing
from exportdesk.core.parties import PartyKind
from exportdesk.core.words.choices import word
from exportdesk.ui.matches import words

Pair = tuple[str, str]

# Fields of the publisher's record that stand under a label of their own; the others are shown
# under the publisher's word for them, known to the program or not.
_TOLD = frozenset(
    {
        *("source", "type", "name", "alt_names", "title", "addresses", "ids", "call_sign"),
        *("programs", "dates_of_birth", "start_date", "end_date", "federal_register_notice"),
        *("license_requirement", "license_policy", "remarks", "source_list_url"),
    }
)


def listing_pairs(listing: Listing, country_name: Callable[[str], str]) -> list[Pair]:
    """Return everything a list says of a party, in the order it is read."""
    pairs = [
        (_("Names"), "\n".join(_names(listing))),
        (_("Type"), "" if listing.kind is PartyKind.UNKNOWN else words.kind(listing.kind)),
        (_("Title"), listing.title),
        (_("Addresses"), "\n".join(address.text for address in listing.addresses)),
        (_("Countries"), ", ".join(country_name(code) for code in listing.countries)),
        (_("Identifiers"), "\n".join(_identifiers(listing, country_name))),
        (_("Born or formed"), ", ".join(words.day(text) for text in listing.birth_dates)),
        (_("Programs"), ", ".join(listing.programs)),
        (_("Listed"), words.day(listing.start_date)),
        (_("Ends"), words.day(listing.end_date)),
        (_("Citation"), listing.citation),
        (_("Remarks"), listing.remarks),
        (_("Link"), listing.url),
        *other_fields(listing.record),
        (_("List as published"), listing.list_name),
        (_("Number here"), listing.uid),
    ]
    return [(label, text) for label, text in pairs if text.strip()]


def other_fields(record: Mapping[str, object]) -> list[Pair]:
    """Return the fields of the publisher's record that have no label of their own."""
    pairs = []
    for key, value in record.items():
        text = "" if key in _TOLD else _plain(value)
        if text:
            pairs.append((key.replace("_", " ").strip().capitalize(), text))
    return pairs


def record_text(record: Mapping[str, object]) -> str:
    """Return the publisher's record, unchanged, to be read and copied."""
    return json.dumps(dict(record), ensure_ascii=False, indent=2, default=str)


def as_text(title: str, pairs: Iterable[Pair]) -> str:
    """Return a listing as plain text for the clipboard."""
    return "\n".join([title, *(f"{label}: {text}" for label, text in pairs)])


def _names(listing: Listing) -> Iterable[str]:
    for name in listing.names:
        yield f"{name.text} ({word(name.role)})"


def _identifiers(listing: Listing, country_name: Callable[[str], str]) -> Iterable[str]:
    for identifier in listing.identifiers:
        where = f" ({country_name(identifier.country)})" if identifier.country else ""
        yield f"{identifier.type}: {identifier.number}{where}"


def _plain(value: object) -> str:
    if value is None or value == "":
        return ""
    if isinstance(value, list | tuple):
        return "; ".join(text for text in map(_plain, value) if text)
    if isinstance(value, dict):
        return ", ".join(
            f"{key}: {text}" for key, inner in value.items() if (text := _plain(inner))
        )
    return str(value)

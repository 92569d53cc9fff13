"""A listing in full, as pairs of label and text; nothing the publisher said is left out."""

import json
import re
from collections.abc import Callable, Iterable, Mapping

from exportdesk.core.i18n import _
from exportdesk.core.i18n import mark as _m
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

# What publishers call fields, in words; a code that only machines use stands at the end.
_CALLED: Mapping[str, str] = {
    "entity_number": _m("Publisher's number"),
    "id": _m("Publisher's code"),
    "source_information_url": _m("About the list"),
    "source_url": _m("Link"),
    "standard_order": _m("Standard order"),
    "places_of_birth": _m("Born in"),
    "nationalities": _m("Nationality"),
    "citizenships": _m("Citizenship"),
    "country": _m("Country code"),
    "vessel_type": _m("Type of vessel"),
    "vessel_flag": _m("Flag"),
    "vessel_owner": _m("Owner of the vessel"),
    "gross_tonnage": _m("Gross tonnage"),
    "gross_registered_tonnage": _m("Gross registered tonnage"),
    "last_verified": _m("Last verified by the publisher"),
}
_CODES = frozenset({"id", "list_id"})
_JOINED = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")  # addressRemark, as some publishers write


def listing_pairs(listing: Listing, country_name: Callable[[str], str]) -> list[Pair]:
    """Return everything a list says of a party, in the order it is read."""
    pairs = [
        (_("Names"), "\n".join(_names(listing))),
        (_("Kind"), "" if listing.kind is PartyKind.UNKNOWN else words.kind(listing.kind)),
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
        *other_fields(listing.record, codes=True),
        (_("Code in ExportDesk"), listing.uid),
    ]
    return [(label, text) for label, text in pairs if text.strip()]


def other_fields(record: Mapping[str, object], *, codes: bool = False) -> list[Pair]:
    """Return the fields of the publisher's record that have no label of their own.

    With `codes` those that say something only to machines, without it all others.
    """
    pairs = []
    for key, value in record.items():
        text = "" if key in _TOLD or (key in _CODES) is not codes else _plain(value)
        if text:
            pairs.append((_label(key), text))
    return pairs


def _label(key: str) -> str:
    """Return what a field of the publisher's is called in words, unknown ones by their own."""
    if key in _CALLED:
        return _(_CALLED[key])
    return _JOINED.sub(" ", key).replace("_", " ").strip().capitalize()


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

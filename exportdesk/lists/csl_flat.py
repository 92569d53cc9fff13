"""Fields that the CSV of the Consolidated Screening List flattens into one text."""

import re

from exportdesk.core.listings import Address, Identifier
from exportdesk.lists.files import CountryCode
from exportdesk.lists.text import plain

_JOINED = "; "
_CONTINUES = re.compile(r"and\b", re.IGNORECASE)
_CODE = re.compile(r"[A-Z]{2}")
_DATE = re.compile(r"\d{4}-\d\d-\d\d")

# Where the type of an identifier stands tells how old a file is; these types are in every edition.
_COMMON_TYPES = ("Gender", "Passport", "Website", "Tax ID No.", "Registration Number")


def flat_addresses(text: str, country_code: CountryCode) -> list[Address]:
    """Return the addresses in `street, city, state, postal code, CC; ...`.

    They cannot be split at their commas again: each is kept whole, and only the country is read
    from its end. `...; and 12 Other Street, ...` goes on with the address before it.
    """
    wholes: list[str] = []
    for piece in map(plain, text.split(_JOINED)):
        if wholes and _CONTINUES.match(piece):
            wholes[-1] = f"{wholes[-1]}; {piece}"
        elif piece:
            wholes.append(piece)
    return [Address(whole, country=_country_at_end(whole, country_code)) for whole in wholes]


def _country_at_end(text: str, country_code: CountryCode) -> str:
    parts = [part.strip(" .") for part in text.rsplit(",", 2)]
    code = country_code(parts[-1])
    if not code and len(parts) > 1:
        code = country_code(f"{parts[-2]}, {parts[-1]}")  # "Man, Isle of"
    return code


def type_stands_last(text: str) -> bool:
    """Whether the identifiers in a file read `CC, number, type` (2022), not `type, number, CC`."""
    last = sum(text.count(f", {kind}") for kind in _COMMON_TYPES)
    first = sum(text.count(f"{kind}, ") for kind in _COMMON_TYPES)
    return last > first


def flat_identifiers(text: str, country_code: CountryCode, *, type_last: bool) -> list[Identifier]:
    """Return the identifiers in `type, number, CC; ...`, or in the older order.

    Numbers may hold commas; dates of issue and expiry may stand between; some entries are text
    only. Nothing but those dates is left out, and the record keeps them.
    """
    found: list[Identifier] = []
    for piece in map(plain, text.split(_JOINED)):
        if not piece:
            continue
        parts = piece.split(", ")
        if type_last:
            parts.reverse()
        found.append(_identifier(parts, country_code, backwards=type_last))
    return found


def _identifier(parts: list[str], country_code: CountryCode, *, backwards: bool) -> Identifier:
    if len(parts) == 1:
        return Identifier("", parts[0])
    kind, *rest = parts
    country = ""
    while len(rest) > 1 and (_DATE.fullmatch(rest[-1]) or (not country and _is_code(rest[-1]))):
        last = rest.pop()
        country = country_code(last) if _CODE.fullmatch(last) else country
    number = ", ".join(reversed(rest) if backwards else rest)
    return Identifier(kind, number, country)


def _is_code(text: str) -> bool:
    return _CODE.fullmatch(text) is not None

"""The Swiss SECO list of sanctions as XML.

Programs stand once in the header, places once anywhere; targets refer to both by number. Targets
that were taken off the list stay in the file: the first modification, which is the newest, says so.
Modifications hold copies of identities as they were, which are not current names.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from lxml.etree import _Element as Element

from exportdesk.core.listings import Address, Identifier, Listing
from exportdesk.core.parties import PartyKind
from exportdesk.lists.ch_names import names_of, titles_of
from exportdesk.lists.documents import Document, SkippedRow
from exportdesk.lists.files import Context, CountryCode, ListFile
from exportdesk.lists.name_parts import NameList, imo_number
from exportdesk.lists.refusing import fatal
from exportdesk.lists.text import plain
from exportdesk.lists.uids import Uids, hashed
from exportdesk.lists.xml import as_record, child, children, elements, local, text, texts

FORMAT = "ch-xml"

_ROOT = re.compile(r"<(?:\w+:)?swiss-sanctions-list\b[^>]*>")
_DATE = re.compile(r"\sdate\s*=\s*[\"'](\d{4}-\d\d-\d\d)")
_LIST_TYPE = re.compile(r"\slist-type\s*=\s*[\"']([^\"']*)")
_WHOLE = "whole-list"
_TOP = frozenset({"sanctions-program", "place", "target"})
_KINDS = {
    "individual": PartyKind.PERSON,
    "entity": PartyKind.ORGANIZATION,
    "vessel": PartyKind.VESSEL,
    "aircraft": PartyKind.AIRCRAFT,
}
_IMO = re.compile(r"\bIMO\b\D{0,20}(\d{7})\b", re.IGNORECASE)
_UN_REFERENCE = re.compile(r"[A-Z]{2}[ei]\.\d{3}")


@dataclass(frozen=True, slots=True)
class _Header:
    """What targets refer to: the set's program and words, and the places, by their numbers."""

    programs: dict[str, tuple[str, str]] = field(default_factory=dict)
    places: dict[str, Element] = field(default_factory=dict)


def is_it(file: ListFile) -> bool:
    """Whether the file begins as the Swiss list does."""
    return _ROOT.search(file.head) is not None


def read(file: ListFile, context: Context) -> Document:
    """Take apart the XML in `file`. Raises ListRefused; so do its rows where it is damaged."""
    root = _ROOT.search(file.head)
    attributes = root.group() if root else ""
    listed = _LIST_TYPE.search(attributes)
    if listed and listed.group(1) != _WHOLE:
        raise fatal("list-partial", file=file.name, kind=listed.group(1))
    return Document(
        format=FORMAT,
        published=_published(attributes),
        total=len(re.findall(rb"<target[\s>]", file.data)),
        complete=True,  # what is cut off lacks the closing root and is refused
        rows=_rows(file, context),
    )


def _published(attributes: str) -> date | None:
    found = _DATE.search(attributes)
    try:
        return date.fromisoformat(found.group(1)) if found else None
    except ValueError:
        return None


def _rows(file: ListFile, context: Context) -> Iterator[Listing | SkippedRow]:
    header = _header(file)
    uids = Uids(context.source.key)
    for target in elements(file, _TOP):
        if local(target) == "target" and _is_top(target):
            yield _row(target, header, uids, context)


def _is_top(element: Element) -> bool:
    # A modification may nest a copy of the whole target.
    parent = element.getparent()
    return parent is not None and parent.getparent() is None


def _header(file: ListFile) -> _Header:
    """Read programs and places in a pass of their own: places may stand after the targets."""
    header = _Header()
    for one in elements(file, _TOP):
        if local(one) == "sanctions-program":
            key = _english(one, "program-key")
            name = _english(one, "program-name")
            for number, words in _sets(one).items():
                told = "; ".join(filter(None, (name, words)))
                header.programs[number] = (key or name, told)
        elif local(one) == "place" and _is_top(one):
            header.places[one.get("ssid", "")] = _copy(one)
    return header


def _copy(place: Element) -> Element:
    # The element read is emptied afterwards.
    twin = place.makeelement(place.tag, place.attrib)
    twin.extend(list(place))
    return twin


def _english(element: Element, name: str) -> str:
    found = children(element, name)
    english = [one for one in found if one.get("lang") == "eng"]
    return next((plain(one.text or "") for one in english or found), "")


def _sets(program: Element) -> dict[str, str]:
    found: dict[str, str] = {}
    for one in children(program, "sanctions-set"):
        number = one.get("ssid", "")
        if number not in found or one.get("lang") == "eng":
            found[number] = plain(one.text or "")
    return found


def _row(target: Element, header: _Header, uids: Uids, context: Context) -> Listing | SkippedRow:
    modification = child(target, "modification")
    if modification is not None and modification.get("modification-type") == "de-listed":
        return SkippedRow("row-delisted")
    party = next((one for one in target if local(one) in ("individual", "entity", "object")), None)
    if party is None:
        return SkippedRow("row-unreadable")
    identities = children(party, "identity")
    names = names_of(identities)
    addresses = [
        address
        for identity in identities
        for one in children(identity, "address")
        if (address := _address(one, header, context.country_code)).text
    ]
    if not names.names() and not addresses:
        return SkippedRow("row-without-name")
    return _listing(target, party, names, addresses, header, uids, context)


def _listing(
    target: Element,
    party: Element,
    names: NameList,
    addresses: list[Address],
    header: _Header,
    uids: Uids,
    context: Context,
) -> Listing:
    known = context.source.lists[0]
    identities = children(party, "identity")
    programs = [header.programs.get(one, ("", "")) for one in texts(target, "sanctions-set-id")]
    start = _listed_on(target)
    listed = names.names()
    key = target.get("ssid", "") or hashed(known.code, listed[0].text if listed else "", "", start)
    told = [*texts(party, "other-information"), *texts(party, "justification")]
    return Listing(
        uid=uids.of(key),
        source=context.source.key,
        list=known.code,
        list_name=known.name,
        kind=_kind(party),
        names=listed,
        addresses=tuple(dict.fromkeys(addresses)),
        identifiers=_identifiers(target, party, context.country_code),
        countries=_countries(identities, addresses, context.country_code),
        birth_dates=_birth_dates(identities),
        programs=tuple(dict.fromkeys(key for key, _ in programs if key)),
        citation="; ".join(dict.fromkeys(words for _, words in programs if words)),
        start_date=start,
        title="; ".join(titles_of(identities)),
        remarks="; ".join(dict.fromkeys(told)),
        record=as_record(target),
    )


def _kind(party: Element) -> PartyKind:
    name = local(party)
    kind = party.get("object-type", "") if name == "object" else name
    return _KINDS.get(kind.casefold(), PartyKind.UNKNOWN)


def _listed_on(target: Element) -> str:
    for one in children(target, "modification"):
        if one.get("modification-type") == "listed":
            for name in ("effective-date", "publication-date", "enactment-date"):
                if one.get(name):
                    return one.get(name, "")
    return ""


def _address(address: Element, header: _Header, country_code: CountryCode) -> Address:
    place = header.places.get(address.get("place-id", ""))

    def told(*names: str) -> str:
        own = [one for name in names for one in texts(address, name)]
        far = [one for name in names for one in texts(place, name)] if place is not None else []
        return ", ".join(dict.fromkeys([*own, *far]))

    street, postal_code = told("c-o", "address-details", "p-o-box"), told("zip-code")
    city, region = told("location"), told("area")
    country = _country(place, country_code) or _country(address, country_code)
    country_word = told("country")
    parts = (street, postal_code, city, region, country_word)
    return Address(", ".join(filter(None, parts)), street, city, region, postal_code, country)


def _country(element: Element | None, country_code: CountryCode) -> str:
    named = child(element, "country") if element is not None else None
    return _code(named, country_code)


def _code(named: Element | None, country_code: CountryCode) -> str:
    if named is None:
        return ""
    code = named.get("iso-code") or named.get("code") or ""
    return country_code(code) or country_code(plain(named.text or ""))


def _countries(
    identities: list[Element], addresses: list[Address], country_code: CountryCode
) -> tuple[str, ...]:
    codes = dict.fromkeys(address.country for address in addresses)
    for identity in identities:
        for nationality in children(identity, "nationality"):
            codes[_country(nationality, country_code)] = None
    codes.pop("", None)
    return tuple(codes)


def _identifiers(
    target: Element, party: Element, country_code: CountryCode
) -> tuple[Identifier, ...]:
    found = [
        Identifier("UN Reference Number", one)
        for one in texts(target, "foreign-identifier")
        if _UN_REFERENCE.fullmatch(one)
    ]
    for document in children(party, "identity", "identification-document"):
        kind = document.get("document-type", "") or "Document"
        number = text(document, "number")
        if number:
            issuer = _code(child(document, "issuer"), country_code)
            found.append(Identifier(kind.replace("-", " ").capitalize(), number, issuer))
    if _kind(party) is PartyKind.VESSEL:
        for words in texts(party, "other-information"):
            found += [Identifier("IMO Number", imo_number(one)) for one in _IMO.findall(words)]
    return tuple(dict.fromkeys(found))


def _birth_dates(identities: list[Element]) -> tuple[str, ...]:
    found = [
        _birth_date(one) for identity in identities for one in children(identity, "day-month-year")
    ]
    return tuple(dict.fromkeys(filter(None, found)))


def _birth_date(given: Element) -> str:
    year, month, day = (given.get(name, "").strip() for name in ("year", "month", "day"))
    first, last = given.get("from-year", ""), given.get("to-year", "")
    if not year:
        return f"{first} to {last}" if first and last else first or last
    told = "-".join((year, *(one.zfill(2) for one in (month, day if month else "") if one)))
    calendar = given.get("calendar", "")
    if calendar and calendar.casefold() != "gregorian":
        told = f"{told} ({calendar})"
    return f"circa {told}" if given.get("quality", "").casefold() == "low" else told

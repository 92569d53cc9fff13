"""OFAC's ENHANCED XML: the one of its files that holds names in their own scripts."""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import chain, islice

from exportdesk.core.listings import ListedName, Listing, NameRole
from exportdesk.lists.documents import Document, SkippedRow
from exportdesk.lists.files import Context, CountryCode, ListFile
from exportdesk.lists.ofac import (
    OfacListings,
    OfacParty,
    Told,
    address_of,
    person_name,
    role_of,
)
from exportdesk.lists.ofac_lists import SDN, UMBRELLA, Membership
from exportdesk.lists.records import bare, items, text, texts
from exportdesk.lists.refusing import fatal
from exportdesk.lists.xml import as_record, elements, local

FORMAT = "ofac-enhanced"

_ROOT = re.compile(r"<(?:[\w.-]+:)?sanctionsData[\s>]")
_LATIN = "latin"
_STREET = ("ADDRESS1", "ADDRESS2", "ADDRESS3")
_REGION = "REGION"

Record = Mapping[str, object]


def is_it(file: ListFile) -> bool:
    """Whether the file begins as this format does."""
    return _ROOT.search(file.head) is not None


def read(file: ListFile, context: Context) -> Document:
    """Take apart the XML in `file`. Raises ListRefused, also while its rows are read."""
    parts = (
        (local(element), as_record(element))
        for element in elements(file, ("publicationInfo", "entity"))
    )
    listings = OfacListings(context.source, context.country_code)
    first = list(islice(parts, 1))
    info = first.pop()[1] if first and first[0][0] == "publicationInfo" else {}
    _refuse_other_files(file, context, info, listings)
    return Document(
        format=FORMAT,
        published=_day(text(info, "dataAsOf")),
        total=file.data.count(b"<entity "),
        complete=True,  # what is not closed raises before the last row
        rows=_rows(file, chain(first, parts), listings, context.country_code),
        list_names=listings.list_names,
    )


def _refuse_other_files(
    file: ListFile, context: Context, info: Record, listings: OfacListings
) -> None:
    """Refuse what has this form and is not this list whole: another list, a selection, changes."""
    if "datePublished" in info or "publicationType" in info:
        raise fatal("list-changes-only", file=file.name)
    filters = info.get("filters")
    if not isinstance(filters, dict):
        return
    more = [name for name in filters if name != "sanctionsLists"]
    if more:
        raise fatal("list-selection", file=file.name, chosen=", ".join(more))
    said = [bare(one) for one in items(filters, "sanctionsLists", "sanctionsList")]
    wanted = SDN if listings.lists.is_sdn else UMBRELLA
    if said and wanted not in said:
        raise fatal(
            "list-other-list", file=file.name, said=", ".join(said), source=context.source.name
        )


def _rows(
    file: ListFile,
    parts: Iterable[tuple[str, Record]],
    listings: OfacListings,
    country_code: CountryCode,
) -> Iterator[Listing | SkippedRow]:
    for name, record in parts:
        if name != "entity":
            continue
        if "@action" in record:
            raise fatal("list-changes-only", file=file.name)
        party = _party(record, country_code)
        yield from listings.rows(party, listings.lists.named(_told(record), party.programs))


def _told(record: Record) -> list[Membership]:
    return [
        Membership(bare(one), text(one, "@datePublished"))
        for one in items(record, "sanctionsLists", "sanctionsList")
    ]


def _party(record: Record, country_code: CountryCode) -> OfacParty:
    party = OfacParty(
        number=text(record, "@id"),
        type=text(record, "generalInfo", "entityType"),
        names=_names(record),
        programs=texts(record, "sanctionsPrograms", "sanctionsProgram"),
        authorities=texts(record, "legalAuthorities", "legalAuthority"),
        title=text(record, "generalInfo", "title"),
        remarks=texts(record, "generalInfo", "remarks"),
        record=record,
    )
    for one in items(record, "identityDocuments", "identityDocument"):
        party.told.append(
            Told(text(one, "type"), text(one, "documentNumber"), text(one, "issuingCountry"))
        )
    for one in items(record, "features", "feature"):
        party.told.append(Told(text(one, "type"), text(one, "value")))
    for kind in texts(record, "sanctionsTypes", "sanctionsType"):
        party.told.append(Told("Sanctions type:", kind))
    for one in items(record, "addresses", "address"):
        _add_addresses(party, one, country_code)
    for one in items(record, "relationships", "relationship"):
        party.relations.append(f"{text(one, 'type')}: {text(one, 'relatedEntity')}")
    return party


def _names(record: Record) -> list[ListedName]:
    """Return all names in all scripts; the primary one, in Latin where it is, comes first."""
    first: list[ListedName] = []
    others: list[ListedName] = []
    for name in items(record, "names", "name"):
        role = NameRole.WEAK_ALIAS if text(name, "isLowQuality") == "true" else NameRole.ALIAS
        primary = text(name, "isPrimary") == "true"
        for translation in items(name, "translations", "translation"):
            listed = _name(translation, role)
            is_first = primary and listed.role is not NameRole.ORIGINAL_SCRIPT
            (first if is_first else others).append(listed)
    return [*first, *others]


def _name(translation: object, role: NameRole) -> ListedName:
    full = text(translation, "formattedFullName") or person_name(
        text(translation, "formattedLastName"), text(translation, "formattedFirstName")
    )
    if not full:
        parts = items(translation, "nameParts", "namePart")
        full = " ".join(filter(None, (text(part, "value") for part in parts)))
    script = text(translation, "script").casefold()
    if not script:
        return ListedName(full, role_of(full, role))
    return ListedName(full, role if script == _LATIN else NameRole.ORIGINAL_SCRIPT)


def _add_addresses(party: OfacParty, address: object, country_code: CountryCode) -> None:
    """Add an address once for each script it is written in."""
    country = text(address, "country")
    for translation in items(address, "translations", "translation") or [{}]:
        parts: dict[str, list[str]] = {}
        for part in items(translation, "addressParts", "addressPart"):
            parts.setdefault(text(part, "type").upper(), []).append(text(part, "value"))
        place = country
        if not place and _REGION in parts:
            place = f"Region: {', '.join(parts.pop(_REGION))}"
        known = {kind: ", ".join(parts.pop(kind, ())) for kind in ("CITY", "POSTAL CODE")}
        region = [*parts.pop("STATE/PROVINCE", ()), *parts.pop(_REGION, ())]
        street = [line for kind in _STREET for line in parts.pop(kind, ())]
        street += [line for lines in parts.values() for line in lines]  # parts not known today
        found = address_of(
            street, known["CITY"], ", ".join(region), known["POSTAL CODE"], place, country_code
        )
        if found:
            party.addresses.append(found)


def _day(told: str) -> date | None:
    try:
        return date.fromisoformat(told[:10])
    except ValueError:
        return None

"""OFAC's classic XML: `sdn.xml` and `consolidated.xml`, one schema, names in Latin letters."""

import re
from collections.abc import Iterator, Mapping
from datetime import date

from exportdesk.core.errors import Filled
from exportdesk.core.i18n import mark as _m
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
from exportdesk.lists.ofac_lists import SDN
from exportdesk.lists.ofac_remarks import add_plain_remarks
from exportdesk.lists.records import items, text, texts
from exportdesk.lists.refusing import fatal
from exportdesk.lists.text import iso_date
from exportdesk.lists.xml import as_record, elements, local

FORMAT = "ofac-xml"

_LONGEST_COUNT = 9  # digits
_ROOT = re.compile(r"<(?:[\w.-]+:)?sdnList[\s>]")
_INFORMATION = "publshInformation"  # so spelled by the publisher
_RIGHTLY = "publishInformation"
_VESSEL = {
    "callSign": "Vessel Call Sign",
    "vesselType": "Vessel Type",
    "vesselFlag": "Vessel Flag",
    "vesselOwner": "Vessel Owner",
    "tonnage": "Vessel Tonnage",
    "grossRegisteredTonnage": "Vessel Gross Registered Tonnage",
}
_LISTED = (
    ("dateOfBirthList", "dateOfBirthItem", "dateOfBirth", "Birthdate"),
    ("placeOfBirthList", "placeOfBirthItem", "placeOfBirth", "Place of birth"),
    ("nationalityList", "nationality", "country", "Nationality"),
    ("citizenshipList", "citizenship", "country", "Citizenship Country"),
)


def is_it(file: ListFile) -> bool:
    """Whether the file begins as this format does."""
    return _ROOT.search(file.head) is not None


def read(file: ListFile, context: Context) -> Document:
    """Take apart the XML in `file`. Raises ListRefused, also while its rows are read."""
    listings = OfacListings(context.source, context.country_code)
    published, said = _information(file)
    return Document(
        format=FORMAT,
        published=published,
        total=said or file.data.count(b"<sdnEntry>"),
        complete=True,  # what is not closed, or holds fewer than it says, raises
        rows=_rows(file, said, listings, context),
        list_names=listings.list_names,
        notes=notes_of(listings),
    )


def notes_of(listings: OfacListings) -> tuple[str, ...]:
    """Return what to know of a file that has neither lists nor original scripts in it."""
    return ("list-latin-only",) if listings.lists.is_sdn else ("list-latin-only", "list-by-program")


def _information(file: ListFile) -> tuple[date | None, int | None]:
    """Return the publisher's date, and how many entries the file says it holds."""
    for element in elements(file, (_INFORMATION, _RIGHTLY, "sdnEntry")):
        if local(element) == "sdnEntry":
            break
        record = as_record(element)
        count = text(record, "Record_Count")
        try:
            published = date.fromisoformat(iso_date(text(record, "Publish_Date")))
        except ValueError:
            published = None
        return published, _count(count, file) if count else None
    return None, None


def _count(told: str, file: ListFile) -> int:
    if not told.isdecimal() or len(told) > _LONGEST_COUNT:
        raise fatal(
            "list-damaged", file=file.name, detail=Filled(_m("Record_Count {text}"), text=told[:20])
        )
    return int(told)


def _rows(
    file: ListFile, said: int | None, listings: OfacListings, context: Context
) -> Iterator[Listing | SkippedRow]:
    count = 0
    for element in elements(file, ("sdnEntry",)):
        count += 1
        party = _party(as_record(element), context.country_code)
        refuse_other_list(file, context, listings, party)
        yield from listings.rows(party, listings.lists.by_programs(party.programs))
    if said is not None and said != count:
        raise fatal("list-incomplete", file=file.name, said=said, read=count)
    refuse_unknown_lists(file, context, listings)


def refuse_other_list(
    file: ListFile, context: Context, listings: OfacListings, party: OfacParty
) -> None:
    """Refuse the consolidated list where the list of blocked parties is wanted."""
    if listings.lists.is_other(party.programs):
        said = f"{party.names[0].text} ({', '.join(party.programs)})"
        raise fatal("list-other-list", file=file.name, said=said, source=context.source.name)


def refuse_unknown_lists(file: ListFile, context: Context, listings: OfacListings) -> None:
    """Refuse the list of blocked parties where the consolidated list is wanted."""
    if listings.lists.mostly_unknown:
        raise fatal("list-other-list", file=file.name, said=SDN, source=context.source.name)


def _party(entry: Mapping[str, object], country_code: CountryCode) -> OfacParty:
    primary = person_name(text(entry, "lastName"), text(entry, "firstName"))
    party = OfacParty(
        number=text(entry, "uid"),
        type=text(entry, "sdnType"),
        names=[ListedName(primary, NameRole.PRIMARY)],
        programs=texts(entry, "programList", "program"),
        title=text(entry, "title"),
        record=entry,
    )
    add_plain_remarks(party, text(entry, "remarks"))
    for aka in items(entry, "akaList", "aka"):
        weak = text(aka, "category").casefold() == "weak"
        name = person_name(text(aka, "lastName"), text(aka, "firstName"))
        role = role_of(name, NameRole.WEAK_ALIAS if weak else NameRole.ALIAS)
        party.names.append(ListedName(name, role))
    for one in items(entry, "idList", "id"):
        party.told.append(Told(text(one, "idType"), text(one, "idNumber"), text(one, "idCountry")))
    for outer, item, value, label in _LISTED:
        party.told += (Told(label, one) for one in texts(entry, outer, item, value))
    for vessel in items(entry, "vesselInfo"):
        party.told += (Told(label, text(vessel, name)) for name, label in _VESSEL.items())
    for one in items(entry, "addressList", "address"):
        street = [text(one, name) for name in ("address1", "address2", "address3")]
        city, region = text(one, "city"), text(one, "stateOrProvince")
        postal_code, country = text(one, "postalCode"), text(one, "country")
        found = address_of(street, city, region, postal_code, country, country_code)
        if found:
            party.addresses.append(found)
    return party

"""The UK Sanctions List as XML."""

import re
from collections.abc import Callable, Iterator, Mapping

from lxml.etree import _Element as Element

from exportdesk.lists.dates import as_date
from exportdesk.lists.documents import Document, Row
from exportdesk.lists.files import Context, ListFile
from exportdesk.lists.text import plain
from exportdesk.lists.uk import UkDocument, UkEntry, UkListings, UkName
from exportdesk.lists.xml import as_record, elements, local

FORMAT = "uk-xml"

_ROOT = re.compile(r"<Designations\b")
_GENERATED = re.compile(r"<DateGenerated>([^<]{8,30})</DateGenerated>")

# The columns of the CSV that say the same as an element with text.
_COLUMNS = {
    "UniqueID": "unique id",
    "OFSIGroupID": "ofsi group id",
    "UNReferenceNumber": "un reference number",
    "DateDesignated": "date designated",
    "RegimeName": "regime name",
    "IndividualEntityShip": "designation type",
    "SanctionsImposed": "sanctions imposed",
    "OtherInformation": "other information",
    "UKStatementofReasons": "uk statement of reasons",
    "Title": "title",
    "Position": "position",
    "DOB": "d.o.b",
    "Nationality": "nationality(/ies)",
    "PhoneNumber": "phone number",
    "Website": "website",
    "EmailAddress": "email address",
    "TypeOfEntity": "type of entity",
    "Subsidiary": "subsidiaries",
    "ParentCompany": "parent company",
    "BusinessRegistrationNumber": "business registration number (s)",
    "IMONumber": "imo number",
    "CurrentOwnerOperator": "current owner/operator (s)",
    "PreviousOwnerOperator": "previous owner/operator (s)",
    "CurrentBelievedFlagOfShip": "current believed flag of ship",
    "PreviousFlag": "previous flags",
    "TypeOfShip": "type of ship",
    "TonnageOfShip": "tonnage of ship",
    "LengthOfShip": "length of ship",
    "YearBuilt": "year built",
    "HullIdentificationNumber": "hull identification number (hin)",
}
_LINES = [*(f"AddressLine{n}" for n in range(1, 7)), "AddressPostalCode", "AddressCountry"]


def is_it(file: ListFile) -> bool:
    """Whether the file begins as this format does."""
    return file.head.startswith("<") and _ROOT.search(file.head) is not None


def read(file: ListFile, context: Context) -> Document:
    """Take apart the XML in `file`. Its rows raise ListRefused where it is cut or damaged."""
    listings = UkListings(context)
    generated = _GENERATED.search(file.head)
    return Document(
        format=FORMAT,
        published=as_date(generated.group(1)) if generated else None,
        total=file.data.count(b"<Designation>"),
        complete=True,  # the rows refuse a file whose root is not closed
        rows=_rows(file, listings),
        list_names=listings.list_names,
    )


def _rows(file: ListFile, listings: UkListings) -> Iterator[Row]:
    for element in elements(file, ["Designation"]):
        yield listings.row(_entry(element))


def _entry(element: Element) -> UkEntry:
    entry = UkEntry(record=as_record(element))
    for one in element.iterdescendants():
        name = local(one)
        if name in _COLUMNS:
            if one.text and not len(one):
                entry.add(_COLUMNS[name], one.text)
        elif name in _TAKEN:
            _TAKEN[name](entry, {local(part): part.text or "" for part in one})
    return entry


def _take_name(entry: UkEntry, told: Mapping[str, str]) -> None:
    whole = " ".join(filter(None, (plain(told.get(f"Name{n}", "")) for n in range(1, 7))))
    name = UkName(whole, told.get("NameType", ""), told.get("AliasStrength", ""))
    entry.names[name] = None


def _take_original(entry: UkEntry, told: Mapping[str, str]) -> None:
    entry.originals[told.get("NameNonLatinScript", "")] = None


def _take_address(entry: UkEntry, told: Mapping[str, str]) -> None:
    entry.addresses[tuple(told.get(line, "") for line in _LINES)] = None


def _take_passport(entry: UkEntry, told: Mapping[str, str]) -> None:
    number, about = told.get("PassportNumber", ""), told.get("PassportAdditionalInformation", "")
    entry.passports[UkDocument(plain(number), plain(about))] = None


def _take_national(entry: UkEntry, told: Mapping[str, str]) -> None:
    number = told.get("NationalIdentifierNumber", "")
    about = told.get("NationalIdentifierAdditionalInformation", "")
    entry.national[UkDocument(plain(number), plain(about))] = None


_TAKEN: Mapping[str, Callable[[UkEntry, Mapping[str, str]], None]] = {
    "Name": _take_name,
    "NonLatinName": _take_original,
    "Address": _take_address,
    "Passport": _take_passport,
    "PassportDetail": _take_passport,
    "NationalIdentifier": _take_national,
    "NationalIdentifierDetail": _take_national,
}

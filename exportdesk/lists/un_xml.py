"""The UN Security Council Consolidated List as XML.

Persons have up to four names, an entity's whole name is in FIRST_NAME. Aliases may hold several
names, also in another script, and so may the note beside one.
"""

import re
from collections.abc import Iterator
from datetime import date

from lxml.etree import _Element as Element

from exportdesk.core.listings import Address, Identifier, Listing, NameRole
from exportdesk.core.parties import PartyKind
from exportdesk.lists.documents import Document, SkippedRow
from exportdesk.lists.files import Context, CountryCode, ListFile
from exportdesk.lists.name_parts import NameList, imo_in
from exportdesk.lists.scripts import is_mostly_latin
from exportdesk.lists.uids import Uids, hashed
from exportdesk.lists.written_dates import iso_of, worded
from exportdesk.lists.xml import as_record, elements, local, text, texts

FORMAT = "un-xml"

_ROOT = re.compile(r"<(?:\w+:)?CONSOLIDATED_LIST\b[^>]*>")
_GENERATED = re.compile(r"dateGenerated\s*=\s*[\"'](\d{4}-\d\d-\d\d)")
_KINDS = {"INDIVIDUAL": PartyKind.PERSON, "ENTITY": PartyKind.ORGANIZATION}
_NAMES = ("FIRST_NAME", "SECOND_NAME", "THIRD_NAME", "FOURTH_NAME")
_FILLERS = frozenset({"na", "n/a", "none", "null"})
_WRITTEN = re.compile(r"(?:original script|in arabic(?: script)?)\s*:\s*(.+)$", re.I | re.S)
# A number inside a sentence: `Congo service passport number SA0020249`, `issued in 1974` is none.
_NUMBER = re.compile(r"\b(?:[A-Z]{1,3}[- ]{1,2})?[A-Z]{0,6}\d[0-9A-Z/-]{4,}")
_SHORT_NUMBER = re.compile(r"(?:number|no\.?|code)\s*:?\s*(\d{2,})\s*$", re.IGNORECASE)
_LABEL_ENDS = " :.,;"


def is_it(file: ListFile) -> bool:
    """Whether the file begins as the UN list does."""
    return _ROOT.search(file.head) is not None


def read(file: ListFile, context: Context) -> Document:
    """Take apart the XML in `file`. Its rows raise ListRefused where it is cut or damaged."""
    return Document(
        format=FORMAT,
        published=_published(file.head),
        total=sum(file.data.count(f"<{tag}>".encode()) for tag in _KINDS),
        complete=True,  # what is cut off lacks the closing root and is refused
        rows=_rows(file, context),
    )


def _published(head: str) -> date | None:
    root = _ROOT.search(head)
    found = _GENERATED.search(root.group()) if root else None
    try:
        return date.fromisoformat(found.group(1)) if found else None
    except ValueError:
        return None


def _rows(file: ListFile, context: Context) -> Iterator[Listing | SkippedRow]:
    uids = Uids(context.source.key)
    for party in elements(file, _KINDS):
        names = _names(party)
        addresses = _addresses(party, context.country_code)
        if not names.names() and not addresses:
            yield SkippedRow("row-without-name")
        else:
            yield _listing(party, names, addresses, uids, context)


def _listing(
    party: Element, names: NameList, addresses: list[Address], uids: Uids, context: Context
) -> Listing:
    known = context.source.lists[0]
    reference = text(party, "REFERENCE_NUMBER")
    listed_on = text(party, "LISTED_ON")
    listed = names.names()
    key = reference or hashed(known.code, listed[0].text if listed else "", "", listed_on)
    codes = dict.fromkeys(address.country for address in addresses)
    codes.update(
        dict.fromkeys(context.country_code(one) for one in texts(party, "NATIONALITY", "VALUE"))
    )
    codes.pop("", None)
    return Listing(
        uid=uids.of(key),
        source=context.source.key,
        list=known.code,
        list_name=known.name,
        kind=_KINDS[local(party)],
        names=listed,
        addresses=tuple(addresses),
        identifiers=_identifiers(party, reference, context.country_code),
        countries=tuple(codes),
        birth_dates=_birth_dates(party),
        programs=tuple(_told(texts(party, "UN_LIST_TYPE"))),
        start_date=listed_on,
        title="; ".join(
            _told([*texts(party, "TITLE", "VALUE"), *texts(party, "DESIGNATION", "VALUE")])
        ),
        remarks=text(party, "COMMENTS1"),
        record=as_record(party),
    )


def _told(values: list[str]) -> list[str]:
    """Return values without the fillers that say nothing, and each once."""
    return [one for one in dict.fromkeys(values) if one.casefold() not in _FILLERS]


def _parts(party: Element, suffix: str) -> Iterator[Element]:
    """Yield the blocks whose name ends so: INDIVIDUAL_ALIAS and ENTITY_ALIAS are the same."""
    for one in party:
        if local(one) in (f"INDIVIDUAL_{suffix}", f"ENTITY_{suffix}"):
            yield one


def _names(party: Element) -> NameList:
    names = NameList()
    names.primary(" ".join(_filled(text(party, name) for name in _NAMES)))
    for one in _told(texts(party, "NAME_ORIGINAL_SCRIPT")):
        names.also(one)
    for alias in _parts(party, "ALIAS"):
        low = text(alias, "QUALITY").casefold() == "low"
        role = NameRole.WEAK_ALIAS if low else NameRole.ALIAS
        name, note = text(alias, "ALIAS_NAME"), text(alias, "NOTE")
        if name.casefold() not in _FILLERS:
            names.also(name, role)
        for other in _names_in_note(name, note):
            names.also(other, role)
    return names


def _filled(parts: Iterator[str]) -> list[str]:
    # Not `_told`: the same name twice ("ABDULLAH ABDULLAH") is how the person is called.
    return [part for part in parts if part and part.casefold() not in _FILLERS]


def _names_in_note(alias: str, note: str) -> list[str]:
    """Return the names in the note beside an alias: in its own script, or in Latin letters."""
    written = _WRITTEN.search(note)
    if written and not is_mostly_latin(written.group(1)):
        return [written.group(1)]
    if alias and not is_mostly_latin(alias) and ";" in note:
        inside = re.fullmatch(r"\((.+?)\).*", note)
        return (inside.group(1) if inside else note).split(";")
    return []


def _addresses(party: Element, country_code: CountryCode) -> list[Address]:
    found: dict[Address, None] = {}
    for block in _parts(party, "ADDRESS"):
        street, city, region, postal_code, country = parts = [
            one if one.casefold() not in _FILLERS else ""
            for one in (
                text(block, name)
                for name in ("STREET", "CITY", "STATE_PROVINCE", "ZIP_CODE", "COUNTRY")
            )
        ]
        whole = ", ".join(filter(None, parts)) or text(block, "NOTE")
        if whole:
            code = country_code(country)
            found[Address(whole, street, city, region, postal_code, code)] = None
    return list(found)


def _identifiers(
    party: Element, reference: str, country_code: CountryCode
) -> tuple[Identifier, ...]:
    found = [Identifier("UN Reference Number", reference)] if reference else []
    for document in _parts(party, "DOCUMENT"):
        kind = _document_kind(document)
        number = _document_number(document)
        country = text(document, "ISSUING_COUNTRY") or text(document, "COUNTRY_OF_ISSUE")
        if number:
            found.append(Identifier(kind, number, country_code(country) if country else ""))
    if local(party) == "ENTITY":
        remarks = " ".join(texts(party, "COMMENTS1"))
        found += [Identifier("IMO Number", number) for number in imo_in(remarks)]
    return tuple(dict.fromkeys(found))


def _document_kind(document: Element) -> str:
    kind = text(document, "TYPE_OF_DOCUMENT")
    more = text(document, "TYPE_OF_DOCUMENT2").strip(_LABEL_ENDS)
    if not more or more.casefold() in ("number", kind.casefold()):
        return kind
    return f"{kind} ({more})" if kind else more


def _document_number(document: Element) -> str:
    """Return the number of a document: its own field, or the one in a sentence beside it."""
    given = text(document, "NUMBER")
    if given and not re.search(r"[a-z]{3}", given):
        return given
    for told in (given, text(document, "TYPE_OF_DOCUMENT2"), text(document, "NOTE")):
        found = _NUMBER.search(told)
        if found:
            return found.group().strip(" -")
        short = _SHORT_NUMBER.search(told)
        if short:
            return short.group(1)
    return given


def _birth_dates(party: Element) -> tuple[str, ...]:
    found = [_birth_date(block) for block in _parts(party, "DATE_OF_BIRTH")]
    found += [worded(text(alias, "DATE_OF_BIRTH")) for alias in _parts(party, "ALIAS")]
    return tuple(_told(list(filter(None, found))))


def _birth_date(block: Element) -> str:
    exact = text(block, "DATE").partition("T")[0] or text(block, "YEAR")
    first, last = text(block, "FROM_YEAR"), text(block, "TO_YEAR")
    note = text(block, "NOTE")
    if not exact and (first or last):
        exact = f"{first} to {last}" if first and last else first or last
    if not exact:
        return worded(note)
    about = text(block, "TYPE_OF_DATE").casefold().startswith("approx")
    in_month = iso_of(f"{note} {exact}") if note and len(exact) == len("1960") else ""
    if in_month:
        return in_month
    if about or note.casefold().startswith("approx"):
        return f"circa {exact}"
    return exact
